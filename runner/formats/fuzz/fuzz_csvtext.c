/* Any bytes: rows come out with lines that rise, cells within the text. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/csvtext.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct csvrow *row, const struct csvtext *t,
                  uint64_t before)
{
    if (row->n == 0 || row->line <= before)
        abort();
    for (size_t i = 0; i < row->n; i++)
        if (row->cell[i] < t->text ||
            row->cell[i] + strlen(row->cell[i]) > t->end)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct csvtext t = {0};
    struct csvrow row;
    struct err e = {0};
    uint64_t before = 0;
    int got = csvtext_take(&t, data, size, &e) ? -1 : 1;

    while (got > 0 && (got = csvtext_next(&row, &t, &e)) > 0) {
        check(&row, &t, before);
        before = row.line;
    }
    if ((got < 0) != (e.code != ERR_NONE))
        abort();
    csvtext_close(&t);
    return 0;
}

/* Truth bits: what is read adds up, and is what would be written. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "core/marks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A block may say of many records that they are alike: so only the numbers. */
static void check(const struct marks_block *b)
{
    if (b->n[MARKS_RIGHT] < 0 || b->n[MARKS_MISSED] < 0 ||
        b->n[MARKS_OUT] < 0 ||
        b->n[MARKS_RIGHT] + b->n[MARKS_MISSED] + b->n[MARKS_OUT] !=
            b->records ||
        !b->name_len || !b->truth_len)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *at = (const char *)data;
    const char *end = at + size;
    struct marks_block b = {0};
    struct err e = {0};
    int got = marks_begin(&at, end, &e) ? -1 : 1;

    while (got > 0) {
        const char *before = at;

        got = marks_next(&b, &at, end, &e);
        if (got > 0) {
            check(&b);
            if (at <= before || at[-1] != '\n')
                abort();
        }
    }
    if ((got < 0) != (e.code != ERR_NONE) || at > end)
        abort();
    return 0;
}

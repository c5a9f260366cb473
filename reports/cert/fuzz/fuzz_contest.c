/* An objection or erratum that is read whole is written again byte for byte;
 * one that is only stated can be written once it has a holder. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/cert/contest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void one(enum contest_kind kind, bool stated, const char *text,
                size_t size)
{
    struct contest c = {0};
    struct err e = {0};
    struct buf again;

    if (contest_read(&c, kind, text, size, "fuzz", stated, &e)) {
        if (e.code == ERR_NONE || c.id)
            abort();
        return;
    }
    if (!c.id || !c.case_id || !c.text.en || !c.text.fr)
        abort();
    buf_init(&again, CONTEST_BYTES_MAX);
    contest_write(&again, &c);
    if (!stated && (again.n != size || memcmp(again.s, text, size) != 0))
        abort();
    buf_release(&again);
    contest_release(&c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (int i = 0; i < 4; i++)
        one(i & 1 ? CONTEST_ERRATUM : CONTEST_OBJECTION, i & 2,
            (const char *)data, size);
    return 0;
}

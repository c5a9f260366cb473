/* Whatever the reader of tallies accepts is written back to the same bytes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "core/tally.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Each by itself, where it says that it stands. */
static void check_places(const struct tally_set *set, struct buf *b)
{
    for (size_t i = 0; i < set->n; i++) {
        const struct named_tally *t = &set->a[i];

        buf_clear(b);
        tally_write(b, &t->tally, t->id);
        if (b->n != t->len || memcmp(b->s, t->text, t->len) != 0)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tally_set set = {0};
    struct err e = {0};
    struct buf b = {0};
    int rc = tally_set_read(&set, (const char *)data, size, &e);

    if ((rc == 0) != (e.code == ERR_NONE))
        abort(); /* a failure without a reason, or the reverse */
    if (rc) {
        if (set.a || set.n || e.line == 0)
            abort();
        return 0;
    }
    buf_init(&b, size + 1);
    tally_set_write(&b, &set);
    if (buf_check(&b, &e) || b.n != size || memcmp(b.s, data, size) != 0)
        abort();
    check_places(&set, &b);
    buf_release(&b);
    tally_set_release(&set);
    return 0;
}

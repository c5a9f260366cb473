/* An entry that is read is written again byte for byte; replayed, it changes
 * what it may and nothing else. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/register/regentry.h"
#include "reports/register/regstate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_one(struct regstate *s, const char *text, size_t n)
{
    struct regentry r;
    struct err e = {0};
    struct buf again;
    const char *why;
    size_t bad = s->n_bad;

    if (regentry_parse(&r, text, n, &e)) {
        if (e.code == ERR_NONE)
            abort();
        return;
    }
    buf_init(&again, n + 1);
    regentry_write(&again, &r);
    if (again.failed || again.n != n || memcmp(again.s, text, n) != 0)
        abort();
    buf_release(&again);
    why = regstate_refuses(s, &r);
    if (regstate_add(s, &r, &e) || (why != NULL) != (s->n_bad > bad))
        abort();
}

/* Lines: one entry each. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct regstate s = {0};
    const char *at = (const char *)data;
    const char *end = at + size;

    while (at < end) {
        const char *eol = memchr(at, '\n', (size_t)(end - at));
        size_t n = (size_t)((eol ? eol : end) - at);

        check_one(&s, at, n);
        at += n + (eol != NULL);
    }
    regstate_release(&s);
    return 0;
}

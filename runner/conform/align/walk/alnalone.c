/*
 * A read whose template is complete already waits in vain too: it is a line
 * too many (PAIR-001), its mate is there. Whether that is so is known when all
 * names are compared, so what is to be told of those alone waits until then.
 */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "conform/align/walk/alnwalk_internal.h"
#include "conform/problem.h"

int alnalone_add(struct alnalone *x, const struct alnmate *m, struct err *e)
{
    x->count++;
    if (x->n == ALNALONE_KEPT)
        return 0;
    if (!x->a)
        x->a = malloc(ALNALONE_KEPT * sizeof(*x->a));
    if (!x->a)
        return err_nomem(e);
    x->a[x->n++] = *m;
    return 0;
}

void alnalone_withdraw(struct alnalone *x, uint64_t record)
{
    if (x->count)
        x->count--;
    for (size_t i = 0; i < x->n; i++) {
        if (x->a[i].record != record)
            continue;
        x->n--;
        memmove(&x->a[i], &x->a[i + 1], (x->n - i) * sizeof(*x->a));
        return;
    }
}

void alnalone_tell(const struct alnalone *x, struct problems *p, struct err *e)
{
    for (uint64_t i = 0; i < x->count && e->code == ERR_NONE; i++) {
        struct problem_place at = {.offset = -1};

        if (i < x->n)
            at = alnpair_place(&x->a[i]);
        problem_add(p, "PAIR-002", &at, e, "the mate is not in the file");
    }
}

void alnalone_release(struct alnalone *x)
{
    free(x->a);
    *x = (struct alnalone){0};
}

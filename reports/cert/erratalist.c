#include "reports/cert/erratalist.h"

#include <stdbool.h>

#include "base/arena.h"
#include "reports/cert/certify.h"
#include "reports/cert/recognition.h"
#include "reports/seal/verify.h"

static int add_suite(struct erratalist *out, struct arena *arena,
                     const struct cert_report *r, const struct regstatus *list,
                     struct err *e)
{
    const char *at = NULL;

    for (;;) {
        struct regstatus_erratum is;
        struct erratarow *row;
        bool found;

        if (regstatus_next_erratum(&is, &found, &at, list, r->suite,
                                   r->suite_sha256, e))
            return -1;
        if (!found)
            return 0;
        row = arena_push(arena, &out->a, &out->n, &out->cap, sizeof *row, e);
        if (!row)
            return -1;
        *row = (struct erratarow){r->suite, is};
    }
}

int erratalist_of(struct erratalist *out, struct arena *arena,
                  const struct verified *v, const struct regstatus *list,
                  struct err *e)
{
    const struct verified_recognition *r = v->recognition;
    const struct certificate *c =
        r ? &r->certificate->certificate->c : &v->certificate->c;

    *out = (struct erratalist){0};
    for (size_t i = 0; list && i < c->n_reports; i++) {
        if (certificate_first_by_suite(c, i) &&
            add_suite(out, arena, &c->reports[i], list, e))
            return -1;
    }
    return 0;
}

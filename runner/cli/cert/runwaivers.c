#include "cli/cert/runwaivers.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "cli/outdir.h"
#include "reports/seal/seal.h"

static int check_case(const struct waiver_file *w, const struct suite *s,
                      struct err *e)
{
    const struct suite_case *c = suite_case(s, w->case_id);

    if (!c)
        return err_set(e, ERR_REFUSED,
                       "the waiver %s is for the case %s, which the suite does "
                       "not have",
                       w->id, w->case_id);
    if (!c->waivable)
        return err_set(e, ERR_REFUSED,
                       "the waiver %s is for the case %s, which the suite does "
                       "not let be waived",
                       w->id, w->case_id);
    return 0;
}

static int check_one(struct waiver *out, const struct verified *v,
                     const struct suite *s, const struct submission *sub,
                     const char *now, struct err *e)
{
    const struct waiver_file *w = v->waiver;
    char suite[256];
    const struct waiver_use use = {
        .suite = suite,
        .suite_sha256 = s->sha256,
        .vendor = sub->vendor,
        .product = sub->product,
        .version = sub->version,
        .day = now,
    };

    if (v->state != VERIFY_VALID)
        return err_set(e, ERR_REFUSED, "the waiver does not verify: %s",
                       v->reason);
    snprintf(suite, sizeof(suite), "%s@%" PRId64 ".%" PRId64 ".%" PRId64, s->id,
             s->version.major, s->version.minor, s->version.patch);
    if (waiver_fits(w, &use, e) || check_case(w, s, e))
        return -1;
    waiver_as_evidence(out, w);
    return 0;
}

int runwaivers_read(struct runwaivers *out, const struct runwaivers_ask *ask,
                    const struct suite *s, const struct submission *sub,
                    struct err *e)
{
    static const enum verify_kind only = VERIFY_WAIVER;
    size_t n = ask->n;
    struct trust store = {0};
    const struct verify_how how = {
        .trust = &store, .only = &only, .at = ask->now};
    int rc = -1;

    *out = (struct runwaivers){0};
    if (n == 0)
        return 0;
    if (n > WAIVER_MAX)
        return err_set(e, ERR_LIMIT, "more than %d waivers", WAIVER_MAX);
    if (!ask->trust)
        return err_set(e, ERR_USAGE,
                       "a waiver counts by who sealed it: give the trust store "
                       "with --trust");
    if (sub->bare)
        return err_set(e, ERR_USAGE,
                       "a waiver is for a product, and a bare file names none: "
                       "make a submission (entente pack)");
    out->bytes = calloc(n, sizeof *out->bytes);
    out->v = calloc(n, sizeof *out->v);
    out->a = calloc(n, sizeof *out->a);
    out->names = calloc(n, sizeof *out->names);
    if (!out->bytes || !out->v || !out->a || !out->names)
        return err_nomem(e);
    if (trust_open_from(&store, ask->trust, ask->trust_root, e))
        goto done;
    for (size_t i = 0; i < n; i++) {
        struct buf *b = &out->bytes[i];

        out->n = i + 1;
        buf_init(b, SEAL_BYTES_MAX);
        waiver_member(out->names[i], i);
        if (path_read(b, ask->path[i], e) ||
            verify_bytes_how(&out->v[i], b->s ? b->s : "", b->n, &how, e) ||
            check_one(&out->a[i], &out->v[i], s, sub, ask->now, e)) {
            err_at(e, ask->path[i], 0, 0);
            goto done;
        }
    }
    rc = 0;
done:
    trust_release(&store);
    return rc;
}

int runwaivers_put(struct outdir *o, struct runwaivers *w, struct err *e)
{
    for (size_t i = 0; i < w->n; i++) {
        if (outdir_add(o, w->names[i], &w->bytes[i], e))
            return -1;
    }
    return 0;
}

void runwaivers_release(struct runwaivers *w)
{
    for (size_t i = 0; i < w->n; i++) {
        verified_release(&w->v[i]);
        buf_release(&w->bytes[i]);
    }
    free(w->bytes);
    free(w->v);
    free(w->a);
    free(w->names);
    *w = (struct runwaivers){0};
}

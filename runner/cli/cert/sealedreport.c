#include "cli/cert/sealedreport.h"

#include <string.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/cert/certify.h"
#include "reports/cert/recognition.h"
#include "reports/seal/verify.h"

/* The member of this name, as bytes of its own. */
static int take_member(struct buf *out, const struct buf *container,
                       const char *name, struct err *e)
{
    struct asic a = {0};
    int rc = -1;

    if (asic_open(&a, container->s, container->n, e))
        goto done;
    for (size_t i = 0; i < a.n && rc; i++) {
        if (strcmp(a.members[i].name, name) != 0)
            continue;
        buf_add(out, a.members[i].data, a.members[i].len);
        rc = buf_check(out, e);
    }
    if (rc)
        err_set(e, ERR_MISSING, "the container has no %s", name);
done:
    asic_release(&a);
    return rc;
}

/* Which member leads on to the report; NULL: these bytes are it. */
static int next_member(const char **name, const struct verified *v,
                       size_t which, struct err *e)
{
    const struct certificate *c;

    *name = NULL;
    if (v->kind == VERIFY_REPORT) {
        if (which > 1)
            return err_set(e, ERR_USAGE, "the container holds one report");
        return 0;
    }
    if (v->kind == VERIFY_RECOGNITION) {
        *name = RECOGNITION_MEMBER;
        return 0;
    }
    if (v->kind != VERIFY_CERTIFICATE)
        return err_set(e, ERR_REFUSED, "the container holds no report");
    c = &v->certificate->c;
    if (which == 0 && c->n_reports != 1)
        return err_set(e, ERR_USAGE,
                       "the certificate rests on %zu reports: name one with "
                       "--report",
                       c->n_reports);
    if (which > c->n_reports)
        return err_set(e, ERR_USAGE, "the certificate rests on %zu reports",
                       c->n_reports);
    *name = c->reports[which ? which - 1 : 0].member;
    return 0;
}

/* One container in, the one inside it out; *found when `bytes` is it. */
static int step(bool *found, struct buf *bytes, size_t *which, struct err *e)
{
    struct verified v = {0};
    struct buf inner;
    const char *name = NULL;
    int rc = -1;

    buf_init(&inner, SEAL_BYTES_MAX);
    if (verify_bytes(&v, bytes->s ? bytes->s : "", bytes->n, NULL, e))
        goto done;
    if (v.state == VERIFY_REFUSED) {
        err_set(e, ERR_REFUSED, "the container does not verify: %s", v.reason);
        goto done;
    }
    if (next_member(&name, &v, *which, e) ||
        (name && take_member(&inner, bytes, name, e)))
        goto done;
    *found = !name;
    if (v.kind == VERIFY_CERTIFICATE)
        *which = 0; /* found, and what is in it is one report */
    if (name) {
        buf_release(bytes);
        *bytes = inner;
        inner = (struct buf){0};
    }
    rc = 0;
done:
    verified_release(&v);
    buf_release(&inner);
    return rc;
}

static int open_report(struct sealedreport *r, struct err *e)
{
    char hex[DIGEST_HEX_MAX];

    if (digest_hex_of(hex, DIGEST_SHA256, r->bytes.s, r->bytes.n, e) ||
        asic_open(&r->asic, r->bytes.s, r->bytes.n, e))
        return -1;
    memcpy(r->sha256, hex, sizeof r->sha256);
    asic_members(r->members, &r->asic);
    return content_open_asic(&r->content, &r->asic, r->members, e);
}

int sealedreport_open(struct sealedreport *out, const char *path, size_t which,
                      struct err *e)
{
    bool found = false;
    int rc;

    *out = (struct sealedreport){0};
    buf_init(&out->bytes, SEAL_BYTES_MAX);
    rc = path_read(&out->bytes, path, e);
    /* Recognition, certificate, report: no document nests deeper. */
    for (int depth = 0; rc == 0 && !found && depth < 3; depth++)
        rc = step(&found, &out->bytes, &which, e);
    if (rc == 0)
        rc = open_report(out, e);
    return rc ? err_at(e, path, 0, 0) : 0;
}

void sealedreport_close(struct sealedreport *r)
{
    content_release(&r->content);
    asic_release(&r->asic);
    buf_release(&r->bytes);
    *r = (struct sealedreport){0};
}

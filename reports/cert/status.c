#include "reports/cert/status.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "reports/cert/certify.h"
#include "reports/cert/recognition.h"
#include "reports/register/regstate.h"
#include "reports/register/regstatus.h"
#include "reports/seal/asic.h"

#define LINE_MAX_BYTES 4096

const char *status_state_name(enum status_state s)
{
    static const char *const names[] = {
        [STATUS_IN_FORCE] = "in-force",
        [STATUS_OVER] = "over",
        [STATUS_UNKNOWN] = "unknown",
    };

    return names[s];
}

bool status_ends_soon(const struct status *s)
{
    return s->state == STATUS_IN_FORCE && s->days_left < STATUS_SOON_DAYS;
}

void status_release(struct status *s)
{
    verified_release(&s->v);
    arena_release(&s->arena);
    *s = (struct status){0};
}

/* --- judging ------------------------------------------------------------ */

static const struct certificate *certificate_of(const struct verified *v)
{
    return v->recognition ? &v->recognition->certificate->certificate->c
                          : &v->certificate->c;
}

/* Has the log an entry of exactly this container? */
static int is_registered(bool *out, const struct status *s,
                         const struct asic *a, const struct regstate *log,
                         struct err *e)
{
    const struct verified_recognition *r = s->v.recognition;
    const struct regcert *c = regstate_find(log, s->number);
    size_t n_seals = 0;

    if (c && asic_issued_as(&n_seals, a, c->sha256, e))
        return -1;
    *out = n_seals > 0;
    if (*out || !r)
        return 0;
    c = regstate_find(log, r->r.certificate);
    *out = c && strcmp(c->sha256, r->r.certificate_sha256) == 0;
    return 0;
}

static int say(struct status *s, enum status_state state, const char *reason,
               struct err *e)
{
    s->state = state;
    s->reason = arena_strdup(&s->arena, reason, e);
    return s->reason ? 0 : -1;
}

/* What verification leaves open: is the issuer known, by the trust store or by
 * the log? */
static int judge_open(struct status *s, const struct asic *a,
                      const struct status_ask *ask, struct err *e)
{
    bool registered = false;

    if (!ask->list)
        return say(s, STATUS_UNKNOWN,
                   lang_tr("no register was asked: give --register, or "
                           "--status with a list"),
                   e);
    if (ask->log && is_registered(&registered, s, a, ask->log, e))
        return -1;
    if (ask->log && !registered)
        return say(s, STATUS_UNKNOWN,
                   lang_tr("the register has no entry of this container"), e);
    if (s->v.state == VERIFY_VALID ||
        (registered && !ask->trust && !s->v.status.key))
        return say(s, STATUS_IN_FORCE, "", e);
    return say(s, STATUS_UNKNOWN, s->v.reason, e);
}

static int judge(struct status *s, const struct asic *a,
                 const struct status_ask *ask, struct err *e)
{
    switch (s->v.state) {
    case VERIFY_REFUSED:
    case VERIFY_ENDED:
        return say(s, STATUS_OVER, s->v.reason, e);
    case VERIFY_VALID:
    case VERIFY_UNKNOWN:
        break;
    }
    return judge_open(s, a, ask, e);
}

static int name_product(struct status *s, const struct certificate *c,
                        struct err *e)
{
    struct buf b;
    int rc = -1;

    buf_init(&b, LINE_MAX_BYTES);
    buf_printf(&b, "%s, %s, %s", c->vendor, c->product, c->version);
    if (buf_check(&b, e) == 0) {
        s->product = arena_strdup(&s->arena, b.s, e);
        rc = s->product ? 0 : -1;
    }
    buf_release(&b);
    return rc;
}

/* All but the state, of a certificate that is not refused. */
static int describe(struct status *s, const struct status_ask *ask,
                    struct err *e)
{
    const struct verified *v = &s->v;

    if (!v->certificate && !v->recognition)
        return err_set(e, ERR_REFUSED,
                       "the container holds no certificate, but a %s",
                       verify_kind_name(v->kind));
    s->number =
        v->recognition ? v->recognition->r.number : certificate_of(v)->number;
    if (name_product(s, certificate_of(v), e) ||
        endings_of(&s->ends, &s->arena, v, ask->list, e) ||
        erratalist_of(&s->errata, &s->arena, v, ask->list, e))
        return -1;
    s->days_left = isodate_days(s->ends.a[0].last) - isodate_days(s->day);
    return 0;
}

static int look(struct status *s, const struct buf *bytes,
                const struct status_ask *ask, struct err *e)
{
    struct asic a = {0};
    struct err why = {0};
    bool opened;
    int rc = -1;

    /* What is no container was refused by verification. */
    opened = asic_open(&a, bytes->s ? bytes->s : "", bytes->n, &why) == 0;
    if (opened && asic_issued(s->sha256, &a, a.n_sigs, e))
        goto done;
    if (opened && s->v.state != VERIFY_REFUSED && describe(s, ask, e))
        goto done;
    rc = judge(s, &a, ask, e);
done:
    asic_release(&a);
    return rc;
}

int status_of(struct status *out, const struct status_ask *ask, struct err *e)
{
    const struct verify_ask verify = {.trust = ask->trust,
                                      .trust_root = ask->trust_root,
                                      .now = ask->now,
                                      .status = ask->list};
    struct status s = {0};
    struct buf bytes;
    int rc = -1;

    memcpy(s.day, ask->now, ISODATE_DAY - 1);
    buf_init(&bytes, SEAL_BYTES_MAX);
    /* Read once: what is looked up is what was verified. */
    if (path_read(&bytes, ask->path, e) ||
        verify_container_bytes(&s.v, &bytes, &verify, e) ||
        look(&s, &bytes, ask, e)) {
        err_at(e, ask->path, 0, 0);
        goto done;
    }
    *out = s;
    s = (struct status){0};
    rc = 0;
done:
    buf_release(&bytes);
    status_release(&s);
    return rc;
}

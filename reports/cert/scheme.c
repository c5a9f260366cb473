#include "reports/cert/scheme.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/err.h"
#include "formats/xmldoc.h"
#include "formats/xmltake.h"
#include "reports/cert/certtake.h"

#define DAYS_MAX 3660

static int read_head(struct scheme *s, struct xmltake *t)
{
    struct arena *a = &s->arena;
    const char *id = xmltake_need(t, "id");
    const char *version = certtake_attr(t, "version", CERTTAKE_ANY, false, a);
    char whole[256];

    if (certtake_failed(t) || xmltake_is_id(t, "id", id))
        return -1;
    if (snprintf(whole, sizeof(whole), "%s@%s", id, version) >=
        (int)sizeof(whole))
        return xmltake_bad(t, "version", version, "1.0.0");
    s->id = arena_strdup(a, whole, t->e);
    s->nation = certtake_attr(t, "nation", CERTTAKE_NATION, false, a);
    s->status = certtake_attr(t, "status", CERTTAKE_ID, false, a);
    s->source = certtake_attr(t, "source", CERTTAKE_ANY, false, a);
    if (certtake_failed(t))
        return -1;
    if (strcmp(s->status, "published") != 0 &&
        strcmp(s->status, "proposed") != 0 &&
        strcmp(s->status, "unconfirmed") != 0)
        return xmltake_bad(t, "status", s->status,
                           "published proposed unconfirmed");
    return certtake_text2(&s->title, t, "title", false, a);
}

static int read_suite(void *out, struct xmltake *t, struct arena *a)
{
    struct scheme_suite *s = out;
    const char *limits;

    s->id = certtake_attr(t, "id", CERTTAKE_ANY, false, a);
    s->sha256 = certtake_attr(t, "sha256", CERTTAKE_SHA256, false, a);
    limits = xmltake_need(t, "limits");
    if (!limits)
        return -1;
    s->limits_adopted = strcmp(limits, "adopted") == 0;
    if (!s->limits_adopted && strcmp(limits, "published") != 0)
        return xmltake_bad(t, "limits", limits, "published adopted");
    return 0;
}

static int read_profile(void *out, struct xmltake *t, struct arena *a)
{
    const char **id = out;

    *id = certtake_attr(t, "id", CERTTAKE_ID, false, a);
    return certtake_failed(t);
}

/* At least one of each. */
static int read_lists(struct scheme *s, struct xmltake *t)
{
    s->suites = certtake_list(&s->n_suites, t, "suite", sizeof *s->suites,
                              read_suite, &s->arena);
    if (certtake_failed(t) ||
        (s->n_suites == 0 && !xmltake_need_child(t, "suite")))
        return -1;
    s->profiles = certtake_list(&s->n_profiles, t, "profile",
                                sizeof *s->profiles, read_profile, &s->arena);
    if (certtake_failed(t) ||
        (s->n_profiles == 0 && !xmltake_need_child(t, "profile")))
        return -1;
    return 0;
}

static int read_signer(struct scheme *s, struct xmltake *t)
{
    static const enum trust_role all[] = {TRUST_VENDOR, TRUST_LAB, TRUST_BODY};
    const char *text = xmltake_need(t, "signer");

    if (!text)
        return -1;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (strcmp(text, trust_role_name(all[i])) == 0) {
            s->signer = all[i];
            return 0;
        }
    }
    return xmltake_bad(t, "signer", text, "vendor lab body");
}

static int read_evidence(struct scheme *s, struct xmltake *t)
{
    struct xmltake in;
    const char *level;

    if (certtake_enter(&in, t, "evidence"))
        return -1;
    level = xmltake_need(&in, "level");
    if (level && evidence_level_parse(&s->level, level))
        return xmltake_bad(&in, "level", level,
                           "declared recomputed executed-by-lab "
                           "executed-by-body");
    if (read_signer(s, &in))
        return -1;
    s->reports = certtake_int(&in, "reports", 1, 16);
    s->laboratories = certtake_int(&in, "laboratories", 1, 16);
    s->max_age_days = certtake_int(&in, "max-age-days", 1, DAYS_MAX);
    return xmltake_end(&in);
}

static int read_terms(struct scheme *s, struct xmltake *t)
{
    struct xmltake in;

    if (read_evidence(s, t) || certtake_enter(&in, t, "validity"))
        return -1;
    s->days = certtake_int(&in, "days", 1, DAYS_MAX);
    s->grace_days = certtake_int(&in, "grace-days", 0, DAYS_MAX);
    if (xmltake_end(&in) || certtake_enter(&in, t, "waivers"))
        return -1;
    s->max_waivers = certtake_int(&in, "max", 0, SCHEME_WAIVERS_MAX);
    return xmltake_end(&in);
}

static int read_root(struct scheme *s, const struct xmlnode *root,
                     struct err *e)
{
    struct xmltake t;

    if (xmltake_root(&t, root, SCHEME_NS, "scheme", e) || read_head(s, &t) ||
        read_lists(s, &t) || read_terms(s, &t))
        return -1;
    (void)certtake_text2(&s->surveillance, &t, "surveillance", false,
                         &s->arena);
    s->complaints = certtake_text(&t, "complaints", false, &s->arena);
    return xmltake_end(&t);
}

int scheme_parse(struct scheme *out, const char *xml, size_t len,
                 const char *name, struct err *e)
{
    struct scheme s = {0};
    struct xmldoc d = {0};
    char hex[DIGEST_HEX_MAX];
    int rc = -1;

    if (len > SCHEME_BYTES_MAX) {
        err_set(e, ERR_LIMIT, "a scheme has at most %zu bytes",
                SCHEME_BYTES_MAX);
        goto done;
    }
    if (digest_hex_of(hex, DIGEST_SHA256, xml, len, e) ||
        xmldoc_parse(&d, xml, len, name, e) || read_root(&s, d.root, e))
        goto done;
    memcpy(s.sha256, hex, sizeof(s.sha256));
    *out = s; /* ownership moves to the caller */
    s = (struct scheme){0};
    rc = 0;
done:
    if (rc)
        err_at(e, name, 0, 0);
    xmldoc_release(&d);
    scheme_release(&s);
    return rc;
}

void scheme_release(struct scheme *s)
{
    arena_release(&s->arena);
    *s = (struct scheme){0};
}

const struct scheme_suite *scheme_find(const struct scheme *s,
                                       const char *suite)
{
    for (size_t i = 0; i < s->n_suites; i++) {
        if (strcmp(s->suites[i].id, suite) == 0)
            return &s->suites[i];
    }
    return NULL;
}

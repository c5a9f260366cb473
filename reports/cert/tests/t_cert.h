/*
 * t_cert -- a small chain made on the spot: parties with their keys, a trust
 * store that knows them, reports, a scheme, a decision, a waiver, and the
 * containers that they seal, the honest and the forged ones. All is invented.
 *
 * What the report says is t_report.h's: essai@1.0.0, profile COMMON, case
 * GERM-001, a product of "Séquençage & Cie".
 */
#ifndef REPORTS_CERT_TESTS_T_CERT_H
#define REPORTS_CERT_TESTS_T_CERT_H

#include "base/tests/t.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/cert/certificate.h"
#include "reports/cert/certify.h"
#include "reports/cert/recognition.h"
#include "reports/cert/waiver.h"
#include "reports/seal/asic.h"
#include "reports/seal/tests/t_keys.h"
#include "reports/seal/tests/t_report.h"

#define T_REPORTED "2026-11-23T10:00:00Z" /* made at 09:00, sealed */
#define T_WAIVED   "2026-11-20T10:00:00Z"
#define T_ISSUED   "2026-11-24T10:00:00Z"
#define T_BEFORE   "2026-11-22T10:00:00Z" /* the report was made */
#define T_LATER    "2026-12-01T10:00:00Z"
#define T_XML      "application/xml"

enum t_who {
    T_VENDOR,
    T_LAB,
    T_LAB2,
    T_FR,
    T_FR2,
    T_GB,
    T_STRANGER,
    T_PARTIES
};

static const struct {
    const char *role, *name, *nation;
} t_who[T_PARTIES] = {
    {"vendor", "Séquençage",    "FR"},
    {"lab",    "Labo",            "FR"},
    {"lab",    "Second labo",     "FR"},
    {"body",   "Autorité",       "FR"},
    {"body",   "Autre autorité", "FR"},
    {"body",   "Certify GB",      "GB"},
    {NULL,     "Nobody",          "FR"},
};

struct t_chain {
    char dir[64];
    struct t_id id[T_PARTIES];
    char sha256[T_PARTIES][65];
    struct pki_signer *key[T_PARTIES];
    struct trust trust; /* knows all but the stranger */
    char suite_sha256[65];
};

static inline void t_sha256(char out[65], const void *data, size_t n)
{
    char hex[DIGEST_HEX_MAX];
    struct err e = {0};

    assert_int_equal(digest_hex_of(hex, DIGEST_SHA256, data, n, &e), 0);
    memcpy(out, hex, 65);
}

static inline void t_put(const struct t_chain *c, const char *name,
                         const void *data, size_t n)
{
    struct err e = {0};

    assert_int_equal(path_write(t_path(c->dir, name), data, n, &e), 0);
}

static inline void t_party(struct t_chain *c, enum t_who who)
{
    const struct t_cert t = {.kind = "P-256", .name = t_who[who].name};
    unsigned char md[32];
    unsigned len = 0;
    struct err e = {0};
    int64_t time = 0;

    c->id[who] = t_identity(&t, NULL);
    X509_digest(c->id[who].cert, EVP_sha256(), md, &len);
    digest_to_hex(c->sha256[who], md, 32);
    t_write_id(c->dir, &c->id[who]);
    assert_int_equal(pki_time(&time, T_REPORTED, &e), 0);
    c->key[who] = pki_signer_open(t_path(c->dir, "key.pem"), -1,
                                  t_path(c->dir, "cert.pem"), time, &e);
    assert_non_null(c->key[who]);
}

/* A store that knows the parties of the set (a bit each), and the suite. */
static inline void t_trust(struct trust *out, const struct t_chain *c,
                           unsigned known)
{
    struct err e = {0};
    struct buf b;

    buf_init(&b, 1 << 16);
    buf_str(&b, "<trust xmlns=\"urn:entente:trust:1\"><holders>");
    for (int i = 0; i < T_PARTIES; i++) {
        if (!(known & 1U << i) || !t_who[i].role)
            continue;
        buf_printf(&b,
                   "<holder role=\"%s\" name=\"%s\" nation=\"%s\" "
                   "certificate=\"%s\"/>",
                   t_who[i].role, t_who[i].name, t_who[i].nation, c->sha256[i]);
    }
    buf_printf(&b,
               "</holders><suites><suite id=\"essai\" version=\"1.0.0\" "
               "sha256=\"%s\"/></suites></trust>",
               c->suite_sha256);
    if (trust_parse(out, b.s, b.n, "trust.xml", &e))
        fail_msg("%s", e.msg);
    t_put(c, "trust.xml", b.s, b.n);
    buf_release(&b);
}

#define T_ALL ((1U << T_PARTIES) - 1)

static const struct t_run t_good = {"0.95", 97, EVIDENCE_RECOMPUTED, false,
                                    NULL};

static inline void t_chain_make(struct t_chain *c)
{
    struct t_report r;

    *c = (struct t_chain){0};
    t_folder(c->dir);
    for (int i = 0; i < T_PARTIES; i++)
        t_party(c, (enum t_who)i);
    t_report_make(&r, &t_good);
    memcpy(c->suite_sha256, r.suite_sha256, 65);
    t_report_free(&r);
    t_trust(&c->trust, c, T_ALL);
}

static inline void t_chain_free(struct t_chain *c)
{
    for (int i = 0; i < T_PARTIES; i++) {
        pki_signer_free(c->key[i]);
        t_id_free(&c->id[i]);
    }
    trust_release(&c->trust);
    (void)path_remove_tree(c->dir, &(struct err){0});
}

/* --- containers ----------------------------------------------------------- */

/* Whatever it is, as somebody with a key and this library could seal it. */
static inline void t_seal(struct buf *out, const struct t_chain *c,
                          const struct seal_member *m, size_t n, enum t_who who,
                          const char *time)
{
    struct err e = {0};

    buf_clear(out);
    if (asic_make(out, m, n, c->key[who], time, &e))
        fail_msg("%s", e.msg);
}

/* A report with as many waivers as files are given (0 or 1). */
static inline void t_sealed_report(struct buf *out, const struct t_chain *c,
                                   const struct t_run *run,
                                   const struct buf *waiver, enum t_who who)
{
    struct seal_member m[SEAL_REPORT_MEMBERS + 1];
    struct t_report r;

    t_report_make(&r, run);
    memcpy(m, r.m, sizeof r.m);
    if (waiver)
        m[SEAL_REPORT_MEMBERS] = (struct seal_member){
            "waiver-1.asice", ASIC_MEDIA_TYPE, waiver->s, waiver->n};
    t_seal(out, c, m, SEAL_REPORT_MEMBERS + (waiver != NULL), who, T_REPORTED);
    t_report_free(&r);
}

/* What the report of a run with a waiver tells of it, as a file of `body`. */
static inline struct waiver_file t_waiver(const struct t_chain *c,
                                          enum t_who body, const char *until)
{
    return (struct waiver_file){
        .id = "W-1",
        .suite = "essai@1.0.0",
        .suite_sha256 = c->suite_sha256,
        .case_id = "GERM-001",
        .outcome = OUTCOME_FAIL,
        .until = until,
        .vendor = "Séquençage & Cie",
        .product = "Nova",
        .version = "1.2",
        .issued = T_WAIVED,
        .body = {t_who[body].name, t_who[body].nation, c->sha256[body]},
        .reason = {.en = "being mended",                .fr = "en correction"              },
    };
}

static inline void t_sealed_waiver(struct buf *out, const struct t_chain *c,
                                   const struct waiver_file *w, enum t_who who)
{
    struct seal_member m = {WAIVER_XML, T_XML, NULL, 0};
    struct buf xml;

    buf_init(&xml, 1 << 16);
    waiver_write(&xml, w);
    m.data = xml.s;
    m.len = xml.n;
    t_seal(out, c, &m, 1, who, w->issued);
    buf_release(&xml);
}

/* --- certificates ----------------------------------------------------------
 */

#define T_SCHEME                                                               \
    "<scheme xmlns=\"urn:entente:scheme:1\" id=\"fr-essai\" version=\"1.0.0\"" \
    " nation=\"FR\" status=\"proposed\" source=\"tests\">\n"                   \
    "<title xml:lang=\"en\">Trial</title>"                                     \
    "<title xml:lang=\"fr\">Essai</title>\n"                                   \
    "<suite id=\"essai@1.0.0\" sha256=\"%s\" limits=\"published\"/>\n"         \
    "<profile id=\"COMMON\"/>\n"                                               \
    "<evidence level=\"recomputed\" signer=\"lab\" reports=\"1\" "             \
    "laboratories=\"1\" max-age-days=\"180\"/>\n"                              \
    "<validity days=\"730\" grace-days=\"180\"/>\n"                            \
    "<waivers max=\"%d\"/>\n"                                                  \
    "<surveillance xml:lang=\"en\">once a year</surveillance>"                 \
    "<surveillance xml:lang=\"fr\">une fois par an</surveillance>\n"           \
    "<complaints>plaintes@example.org</complaints>\n</scheme>\n"

#define T_DECISION                                                             \
    "<decision xmlns=\"urn:entente:decision:1\" number=\"FR-2026-0001\" "      \
    "from=\"2026-11-24\" covers=\"this-version\" attempt=\"1\" "               \
    "attempts-registered=\"1\">\n"                                             \
    "<scope xml:lang=\"en\">Small variants</scope>"                            \
    "<scope xml:lang=\"fr\">Petits variants</scope>\n"                         \
    "<evaluated-by>A. Evaluator</evaluated-by>\n"                              \
    "<reviewed-by>B. Reviewer</reviewed-by>\n"                                 \
    "<decided-by>C. Decider</decided-by>\n</decision>\n"

/* By the ordinary way, of one report: -1 when it is refused. */
static inline int t_issue(struct buf *out, const struct t_chain *c,
                          const struct buf *report, int waivers, struct err *e)
{
    const char *paths[] = {t_path(c->dir, "r.asice")};
    const struct certify_ask ask = {.reports = paths,
                                    .n_reports = 1,
                                    .scheme = t_path(c->dir, "scheme.xml"),
                                    .decision = t_path(c->dir, "decision.xml"),
                                    .trust = c->dir,
                                    .body = t_who[T_FR].name,
                                    .issued = T_ISSUED};
    struct buf scheme;
    int rc;

    buf_init(&scheme, 1 << 16);
    buf_printf(&scheme, T_SCHEME, c->suite_sha256, waivers);
    t_put(c, "scheme.xml", scheme.s, scheme.n);
    t_put(c, "decision.xml", T_DECISION, strlen(T_DECISION));
    t_put(c, "r.asice", report->s, report->n);
    buf_clear(out);
    rc = certify_make(out, &ask, c->key[T_FR], e);
    buf_release(&scheme);
    return rc;
}

/* The members of a container, borrowed from it. */
struct t_open {
    struct asic a;
    struct seal_member m[SEAL_MEMBERS_MAX];
    struct buf copy[2]; /* of members that were changed */
    size_t n_copies;
};

static inline void t_open(struct t_open *o, const struct buf *container)
{
    struct err e = {0};

    memset(o, 0, sizeof *o);
    if (asic_open(&o->a, container->s, container->n, &e))
        fail_msg("%s", e.msg);
    asic_members(o->m, &o->a);
}

static inline void t_close(struct t_open *o)
{
    for (size_t i = 0; i < o->n_copies; i++)
        buf_release(&o->copy[i]);
    asic_release(&o->a);
}

/* Member `i` with the first `find` in it turned into `put`. */
static inline void t_change(struct t_open *o, size_t i, const char *find,
                            const char *put)
{
    struct seal_member *m = &o->m[i];
    struct buf *b = &o->copy[o->n_copies++];
    const char *s = m->data;
    size_t n = strlen(find);
    size_t at = 0;

    while (at + n <= m->len && memcmp(s + at, find, n) != 0)
        at++;
    if (at + n > m->len)
        fail_msg("no %s in %s", find, m->name);
    buf_init(b, 1 << 22);
    buf_add(b, s, at);
    buf_str(b, put);
    buf_add(b, s + at + n, m->len - at - n);
    m->data = b->s;
    m->len = b->n;
}

/* --- judging ----------------------------------------------------------------
 */

/* The state, and that the reason holds `why` ("": any; none when VALID). */
static inline void t_expect(const char *what, const struct buf *container,
                            const struct trust *trust, enum verify_state state,
                            const char *why)
{
    struct verified v = {0};
    struct err e = {0};

    if (verify_bytes(&v, container->s ? container->s : "", container->n, trust,
                     &e))
        fail_msg("%s: %s", what, e.msg);
    if (v.state != state || !strstr(v.reason, why) ||
        (state == VERIFY_VALID && v.reason[0] != 0))
        fail_msg("%s: %s (%s), expected %s (%s)", what,
                 verify_state_name(v.state), v.reason, verify_state_name(state),
                 why);
    verified_release(&v);
}

#endif

/*
 * t_trial -- one sealed container, the people around it, and what a reader
 * believes of it when it is given time stamps and statuses. After t.h.
 */
#ifndef REPORTS_STAMP_TESTS_T_TRIAL_H
#define REPORTS_STAMP_TESTS_T_TRIAL_H

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/seal/asic.h"
#include "reports/seal/tests/t_keys.h"
#include "reports/stamp/tests/t_stamp.h"
#include "reports/stamp/timeproof.h"
#include "reports/trust/trust.h"

#define SEALED   "2026-11-23T10:00:00Z"
#define STAMPED  "2026-11-23T10:00:05Z"
#define ANSWERED "2026-11-23T10:00:06Z"
#define ARCHIVED "2031-06-01T00:00:00Z"

static const struct seal_member sample[] = {
    {"report.xml", "application/xml",           "<report/>", 9},
    {"one.tsv",    "text/tab-separated-values", "a\tb\n",    4},
};

static struct people {
    char dir[64];
    struct t_id ca, false_ca, signer, sub, deep, other, responder,
        stranger_responder;
    struct t_id tsa, tsa_loose, tsa_plain, tsa_named, tsa_quiet, tsa_short,
        late_tsa;
    struct buf bytes;   /* sealed by `signer` */
    struct buf another; /* another container, by the same */
    struct buf below;   /* sealed by `deep`, below `sub`, below `ca` */
    struct trust trust;
} fix;

static inline void seal(struct buf *out, const struct seal_member *m,
                        const struct t_id *by, X509 *const *certs)
{
    struct err e = {0};
    struct pki_signer *s;

    buf_init(out, 1 << 20);
    t_write_key(t_path(fix.dir, "key.pem"), by->key, NULL);
    t_write_certs(t_path(fix.dir, "cert.pem"), certs);
    s = pki_signer_open(t_path(fix.dir, "key.pem"), -1,
                        t_path(fix.dir, "cert.pem"), isodate_seconds(SEALED),
                        &e);
    if (!s)
        fail_msg("%s", e.msg);
    assert_int_equal(asic_make(out, m, T_LEN(sample), s, SEALED, &e), 0);
    pki_signer_free(s);
}

static inline void hex_of(char out[65], const struct t_id *id)
{
    struct err e = {0};
    unsigned char *der = NULL;
    struct pki_der d = {0};
    struct pki_cert *read;

    d.n = (size_t)i2d_X509(id->cert, &der);
    d.p = der;
    read = pki_cert_read(&d, &e);
    assert_non_null(read);
    assert_int_equal(pki_cert_sha256(out, read, &e), 0);
    pki_cert_free(read);
    OPENSSL_free(der);
}

/* A store that knows the authority `ca` as anchor and any TSA below it. */
static inline void open_trust(struct trust *out, const char *holder)
{
    X509 *const certs[] = {fix.ca.cert, NULL};
    char xml[2048];
    char hex[65];
    struct err e = {0};

    hex_of(hex, &fix.ca);
    t_write_certs(t_path(fix.dir, "ca.pem"), certs);
    snprintf(xml, sizeof xml,
             "<trust xmlns=\"urn:entente:trust:1\"><anchors><anchor id=\"ca\" "
             "file=\"ca.pem\" sha256=\"%s\"/></anchors><holders>%s</holders>"
             "</trust>",
             hex, holder);
    assert_int_equal(
        path_write(t_path(fix.dir, "trust.xml"), xml, strlen(xml), &e), 0);
    if (trust_open(out, fix.dir, &e))
        fail_msg("%s", e.msg);
}

static inline int set_up(void **state)
{
    static const struct t_cert ca = {.kind = "P-256",
                                     .name = "CA",
                                     .usage = "critical,keyCertSign,cRLSign",
                                     .until = "20600101000000Z",
                                     .is_ca = 1};
    static const struct t_cert signer = {.kind = "P-256",
                                         .name = "Signer",
                                         .from = "20261101000000Z",
                                         .until = "20271101000000Z"};
    static const struct t_cert sub = {.kind = "P-256",
                                      .name = "Sub",
                                      .usage = "critical,keyCertSign",
                                      .is_ca = 1};
    static const struct t_cert deep = {.kind = "P-256", .name = "Deep"};
    static const struct t_cert other = {.kind = "P-256", .name = "Other"};
    static const struct t_cert responder = {
        .kind = "P-256", .name = "Resp", .until = "20500101000000Z"};
    static const struct t_cert tsa = {.kind = "P-256",
                                      .name = "TSA",
                                      .usage = "critical,digitalSignature",
                                      .until = "20320101000000Z"};
    static const struct t_cert late = {.kind = "P-256",
                                       .name = "Late TSA",
                                       .usage = "critical,digitalSignature",
                                       .from = "20300101000000Z",
                                       .until = "20450101000000Z"};
    static const struct t_cert shorter = {.kind = "P-256",
                                          .name = "Short TSA",
                                          .usage = "critical,digitalSignature",
                                          .until = "20260601000000Z"};
    struct seal_member changed[T_LEN(sample)];

    (void)state;
    t_folder(fix.dir);
    fix.ca = t_identity(&ca, NULL);
    fix.false_ca = t_identity(&ca, NULL);
    fix.signer = t_identity(&signer, &fix.ca);
    fix.other = t_identity(&other, &fix.ca);
    fix.responder = t_purpose(&responder, T_OCSP, &fix.ca);
    fix.stranger_responder = t_purpose(&responder, T_OCSP, NULL);
    fix.tsa = t_purpose(&tsa, T_TSA, &fix.ca);
    fix.tsa_loose =
        t_purpose(&tsa, "critical,timeStamping,clientAuth", &fix.ca);
    fix.tsa_named =
        t_purpose(&tsa, "critical,timeStamping,1.2.3.4.5.6", &fix.ca);
    fix.tsa_quiet = t_purpose(&tsa, "timeStamping", &fix.ca);
    fix.tsa_plain = t_purpose(&tsa, NULL, &fix.ca);
    fix.tsa_short = t_purpose(&shorter, T_TSA, &fix.ca);
    fix.late_tsa = t_purpose(&late, T_TSA, &fix.ca);
    fix.sub = t_identity(&sub, &fix.ca);
    fix.deep = t_identity(&deep, &fix.sub);
    memcpy(changed, sample, sizeof sample);
    changed[0].data = "<Report/>";
    seal(&fix.bytes, sample, &fix.signer,
         (X509 *const[]){fix.signer.cert, fix.ca.cert, NULL});
    seal(&fix.another, changed, &fix.signer,
         (X509 *const[]){fix.signer.cert, fix.ca.cert, NULL});
    seal(&fix.below, sample, &fix.deep,
         (X509 *const[]){fix.deep.cert, fix.sub.cert, fix.ca.cert, NULL});
    open_trust(&fix.trust,
               "<holder role=\"tsa\" name=\"T\" nation=\"FR\" anchor=\"ca\"/>");
    return 0;
}

static inline int tear_down(void **state)
{
    struct t_id *all[] = {
        &fix.sub,       &fix.deep,      &fix.ca,        &fix.false_ca,
        &fix.signer,    &fix.other,     &fix.responder, &fix.stranger_responder,
        &fix.tsa,       &fix.tsa_loose, &fix.tsa_plain, &fix.tsa_quiet,
        &fix.tsa_short, &fix.late_tsa};

    (void)state;
    for (size_t i = 0; i < T_LEN(all); i++)
        t_id_free(all[i]);
    trust_release(&fix.trust);
    buf_release(&fix.bytes);
    buf_release(&fix.another);
    buf_release(&fix.below);
    return path_remove_tree(fix.dir, &(struct err){0});
}

/* --- one judgement ------------------------------------------------------ */

/* The container, opened; its seal may be given time stamps. */
struct trial {
    struct asic a;
    struct pki_cert *chain[PKI_CERTS_MAX];
    struct arena arena;
    struct timeproof proof;
    struct xades_archive archives[2];
};

static inline void begin_with(struct trial *t, const struct buf *bytes)
{
    struct err e = {0};

    *t = (struct trial){0};
    assert_int_equal(asic_open(&t->a, bytes->s, bytes->n, &e), 0);
    assert_int_equal(asic_check(t->chain, &t->a, 0, &e), 0);
}

static inline void begin(struct trial *t)
{
    begin_with(t, &fix.bytes);
}

static inline void end(struct trial *t)
{
    pki_chain_free(t->chain, PKI_CERTS_MAX);
    asic_release(&t->a);
    arena_release(&t->arena);
}

static inline struct pki_der keep(struct trial *t, unsigned char *der, size_t n)
{
    struct err e = {0};
    char *copy = arena_strndup(&t->arena, (char *)der, n, &e);

    assert_non_null(copy);
    OPENSSL_free(der);
    return (struct pki_der){(unsigned char *)copy, n};
}

/* A token over the signature; what is not set is as it should be. */
static inline void stamp(struct trial *t, struct t_token k)
{
    unsigned char md[DIGEST_BYTES_MAX];
    unsigned char *der;
    struct err e = {0};
    size_t n = 0;

    assert_int_equal(xades_imprint(md, DIGEST_SHA256, &t->a.sig[0], &e), 0);
    k.by = k.by ? k.by : &fix.tsa;
    k.time = k.time ? k.time : STAMPED;
    if (!k.md) {
        k.md = md;
        k.md_len = 32;
    }
    der = t_make_token(&n, &k);
    t->a.sig[0].time.token = keep(t, der, n);
}

static inline void add_status(struct trial *t, struct t_status s)
{
    struct xades_values *v = &t->a.sig[0].time.values;
    unsigned char *der;
    size_t n = 0;

    s.by = s.by ? s.by : &fix.responder;
    s.of = s.of ? s.of : &fix.signer;
    s.issuer = s.issuer ? s.issuer : &fix.ca;
    s.produced = s.produced ? s.produced : ANSWERED;
    der = t_make_status(&n, &s);
    v->ocsp[v->n_ocsp++] = keep(t, der, n);
}

/* Of the authority `ca`, unless another is named. */
static inline void add_list(struct trial *t, struct t_list l)
{
    struct xades_values *v = &t->a.sig[0].time.values;
    unsigned char *der;
    size_t n = 0;

    l.by = l.by ? l.by : &fix.ca;
    l.updated = l.updated ? l.updated : ANSWERED;
    l.until = l.until ? l.until : "2026-11-30T00:00:00Z";
    der = t_make_list(&n, &l);
    v->crls[v->n_crls++] = keep(t, der, n);
}

static inline void archive(struct trial *t, const struct t_id *by,
                           const char *time, bool of_another)
{
    struct xades_time *x = &t->a.sig[0].time;
    struct t_token k = {
        .by = by, .time = time, .md_len = 64, .md_nid = NID_sha512};
    struct seal_member members[SEAL_MEMBERS_MAX];
    unsigned char md[DIGEST_BYTES_MAX];
    unsigned char *der;
    struct err e = {0};
    size_t n = 0;

    x->archives = t->archives;
    x->n_archives++;
    asic_members(members, &t->a);
    if (of_another)
        members[1].data = "a\tB\n";
    if (xades_archive_imprint(md, DIGEST_SHA512, &t->a.sig[0],
                              x->n_archives - 1, members, &e))
        fail_msg("%s", e.msg);
    k.md = md;
    der = t_make_token(&n, &k);
    x->archives[x->n_archives - 1].token = keep(t, der, n);
}

static inline int judge(struct trial *t, const struct trust *trust,
                        const char *at, struct err *e)
{
    return timeproof_judge(&t->proof, &t->a, 0, t->chain, trust, at, &t->arena,
                           e);
}

static inline void refused(struct trial *t, const char *id)
{
    struct err e = {0};

    assert_int_equal(judge(t, &fix.trust, "2028-01-01T00:00:00Z", &e), -1);
    if (e.code != ERR_REFUSED || strcmp(e.id, id) != 0)
        fail_msg("'%s', not '%s'", e.msg, id);
    end(t);
}

#endif

/* Containers, opened to be told of: only when they verify. */
#include "base/tests/t.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/face/dossier.h"
#include "reports/seal/pki.h"
#include "reports/seal/tests/t_keys.h"
#include "reports/seal/tests/t_report.h"

#define AT "2026-11-25T10:00:00Z"

/* One key, and what it sealed. */
struct sealed {
    char dir[64];
    struct pki_signer *signer;
    char sha256[65];
    struct buf container;
};

static void sealed_begin(struct sealed *s)
{
    const struct t_cert c = {.kind = "P-256", .name = "Certif FR"};
    struct t_id id = t_identity(&c, NULL);
    struct pki_cert *cert;
    struct err e = {0};
    int64_t time = 0;

    *s = (struct sealed){0};
    t_folder(s->dir);
    t_write_id(s->dir, &id);
    assert_int_equal(pki_time(&time, AT, &e), 0);
    s->signer = pki_signer_open(t_path(s->dir, "key.pem"), -1,
                                t_path(s->dir, "cert.pem"), time, &e);
    assert_non_null(s->signer);
    cert = pki_cert_open(t_path(s->dir, "cert.pem"), &e);
    assert_non_null(cert);
    assert_int_equal(pki_cert_sha256(s->sha256, cert, &e), 0);
    pki_cert_free(cert);
    t_id_free(&id);
    buf_init(&s->container, 1 << 22);
}

static void sealed_end(struct sealed *s)
{
    struct err e = {0};

    pki_signer_free(s->signer);
    buf_release(&s->container);
    assert_int_equal(path_remove_tree(s->dir, &e), 0);
}

static void seal(struct sealed *s, const struct seal_member *m, size_t n)
{
    struct err e = {0};

    if (asic_make(&s->container, m, n, s->signer, AT, &e))
        fail_msg("%s", e.msg);
}

/* The sample waiver, as if this key's holder had granted it. */
static void seal_waiver(struct sealed *s)
{
    struct waiver_file w = {0};
    struct seal_member m = {WAIVER_XML, "application/xml", NULL, 0};
    struct buf stated = {0};
    struct buf xml = {0};
    struct err e = {0};

    buf_init(&stated, 1 << 20);
    buf_init(&xml, 1 << 20);
    if (path_read(&stated, "reports/cert/tests/samples/waiver-stated.xml",
                  &e) ||
        waiver_read(&w, stated.s, stated.n, "w", true, &e))
        fail_msg("%s", e.msg);
    w.issued = AT;
    w.body = (struct cert_party){"Certif FR", "FR", s->sha256};
    waiver_write(&xml, &w);
    m.data = xml.s;
    m.len = xml.n;
    seal(s, &m, 1);
    waiver_release(&w);
    buf_release(&stated);
    buf_release(&xml);
}

/* The same archive with one byte of an entry changed; its checksums fit. */
static void alter(struct buf *out, const struct buf *container,
                  const char *name, const char *from)
{
    struct zip z = {0};
    struct buf other = {0};
    struct err e = {0};
    bool found = false;

    assert_int_equal(zip_read(&z, container->s, container->n, &e), 0);
    buf_init(&other, 1 << 22);
    for (size_t i = 0; i < z.n; i++) {
        size_t at = 0;

        if (strcmp(z.a[i].name, name) != 0)
            continue;
        buf_add(&other, z.a[i].data, z.a[i].len);
        while (at + strlen(from) <= other.n &&
               memcmp(other.s + at, from, strlen(from)) != 0)
            at++;
        assert_true(at + strlen(from) <= other.n);
        other.s[at] = other.s[at] == 'x' ? 'y' : 'x';
        z.a[i].data = other.s;
        found = true;
    }
    assert_true(found);
    buf_init(out, 1 << 22);
    assert_int_equal(zip_write(out, z.a, z.n, &e), 0);
    zip_release(&z);
    buf_release(&other);
}

static void a_waiver_is_opened_and_kept_apart_from_reports(void **state)
{
    struct sealed s;
    struct dossier d;
    struct err e = {0};
    enum verify_kind kind = VERIFY_REPORT;
    char id[DOSSIER_ID_MAX];

    (void)state;
    sealed_begin(&s);
    seal_waiver(&s);
    if (dossier_open_bytes(&d, "some/where/w.asice", s.container.s,
                           s.container.n, &e))
        fail_msg("%s", e.msg);
    assert_int_equal(d.v.kind, VERIFY_WAIVER);
    assert_string_equal(d.name, "w.asice");
    assert_int_equal(d.n_reports, 0);
    assert_null(d.certificate);
    dossier_id(id, &d);
    assert_string_equal(id, "W-FR-3");
    dossier_release(&d);
    assert_int_equal(
        path_write(t_path(s.dir, "w.asice"), s.container.s, s.container.n, &e),
        0);
    assert_int_equal(dossier_kind(&kind, t_path(s.dir, "w.asice"), &e), 0);
    assert_int_equal(kind, VERIFY_WAIVER);
    assert_int_equal(dossier_open(&d, t_path(s.dir, "w.asice"), &e), 0);
    dossier_release(&d);
    sealed_end(&s);
}

static void a_report_is_opened_with_its_tallies(void **state)
{
    const struct t_run run = {
        .limit = "0.9", .tp = 99, .level = EVIDENCE_RECOMPUTED};
    struct t_report r;
    struct sealed s;
    struct dossier d;
    struct err e = {0};
    char id[DOSSIER_ID_MAX];

    (void)state;
    sealed_begin(&s);
    t_report_make(&r, &run);
    seal(&s, r.m, SEAL_REPORT_MEMBERS);
    if (dossier_open_bytes(&d, "r.asice", s.container.s, s.container.n, &e))
        fail_msg("%s", e.msg);
    assert_int_equal(d.v.kind, VERIFY_REPORT);
    assert_int_equal(d.n_reports, 1);
    assert_null(d.reports[0].member);
    assert_string_equal(d.reports[0].sha256, d.sha256);
    assert_string_equal(xmldoc_attr(d.reports[0].doc.root, "bare"), "no");
    assert_int_equal(strlen(d.reports[0].tallies_sha256), 64);
    dossier_id(id, &d);
    assert_memory_equal(id, "R-", 2);
    assert_memory_equal(id + 2, d.v.result_digest, 16);
    dossier_release(&d);
    t_report_free(&r);
    sealed_end(&s);
}

static void nothing_is_told_of_what_does_not_verify(void **state)
{
    static const struct {
        const char *name, *from;
    } row[] = {
        {WAIVER_XML,                 "Nova Caller"   },
        {"META-INF/signatures0.xml", "SignatureValue"},
        {"META-INF/manifest.xml",    "waiver.xml"    },
    };
    struct sealed s;

    (void)state;
    sealed_begin(&s);
    seal_waiver(&s);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf bad = {0};
        struct dossier d;
        struct err e = {0};

        alter(&bad, &s.container, row[i].name, row[i].from);
        assert_int_equal(dossier_open_bytes(&d, "w.asice", bad.s, bad.n, &e),
                         -1);
        assert_int_equal(e.code, ERR_REFUSED);
        assert_non_null(strstr(e.msg, "does not verify"));
        assert_null(d.v.waiver);
        buf_release(&bad);
    }
    sealed_end(&s);
}

static void what_is_no_container_is_an_error(void **state)
{
    struct dossier d;
    enum verify_kind kind;
    struct err e = {0};

    (void)state;
    assert_int_equal(dossier_open_bytes(&d, "x", "", 0, &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    e = (struct err){0};
    assert_int_equal(dossier_open(&d, "/nonexistent.asice", &e), -1);
    assert_true(e.code != ERR_NONE);
    e = (struct err){0};
    assert_int_equal(dossier_kind(&kind, "Makefile", &e), -1);
    assert_string_equal(e.path, "Makefile");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_waiver_is_opened_and_kept_apart_from_reports),
        cmocka_unit_test(a_report_is_opened_with_its_tallies),
        cmocka_unit_test(nothing_is_told_of_what_does_not_verify),
        cmocka_unit_test(what_is_no_container_is_an_error),
    };

    return cmocka_run_group_tests_name("dossier", tests, NULL, NULL);
}

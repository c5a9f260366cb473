/*
 * t_dossier -- dossiers as dossier_open() would leave them, of the sample
 * documents, without keys: what is told of them must not hang on when a test
 * runs.
 */
#ifndef REPORTS_FACE_TESTS_T_DOSSIER_H
#define REPORTS_FACE_TESTS_T_DOSSIER_H

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/tests/t.h"
#include "reports/doc/report.h"
#include "reports/face/dossier.h"

#define T_SAMPLES "reports/cert/tests/samples/"
#define T_REPORT  "reports/doc/tests/golden/sample.xml"
#define T_HEX(c)  c c c c c c c c c c c c c c c c
#define T_DIGEST  T_HEX("7e57")

struct t_dossier {
    struct dossier d;
    struct verified_seal seals[2];
    struct verified_certificate certificate;
    struct verified of; /* a recognition's certificate */
    struct verified_recognition recognition;
    struct waiver_file waiver;
    struct verified report; /* both of them */
    struct verified_verdict verdicts[2];
    struct dossier_report reports[2];
    struct zip_entry xml;
    struct buf text;
};

static inline void t_load(struct buf *b, const char *path)
{
    struct err e = {0};

    buf_init(b, 1 << 20);
    if (path_read(b, path, &e))
        fail_msg("%s: %s", path, e.msg);
}

static inline void t_seals(struct t_dossier *t)
{
    t->seals[0] = (struct verified_seal){
        .signer = "CN=Certif FR,O=Société d’essai",
        .algorithm = "ECDSA P-256 SHA-256",
        .signing_time = "2026-11-25T10:00:00Z",
        .cert_sha256 = T_HEX("aaaa"),
    };
    t->seals[1] = t->seals[0];
    t->seals[1].signer = "CN=Certify GB";
    t->seals[1].signing_time = "2026-12-10T09:00:00Z";
    t->seals[1].cert_sha256 = T_HEX("cccc");
    t->seals[1].time.stamped = "2026-12-10T09:00:05Z";
    t->seals[1].time.tsa = "CN=Time GB";
    t->seals[1].says_qualified = true;
}

/* reports/doc/tests/golden/sample.xml, as one sealed report or two. */
static inline void t_reports(struct t_dossier *t, size_t n)
{
    static const char *const members[] = {"reports/1.asice", "reports/2.asice"};
    struct err e = {0};

    t_load(&t->text, T_REPORT);
    t->xml = (struct zip_entry){
        .name = REPORT_XML, .data = t->text.s, .len = t->text.n};
    t->verdicts[0] = (struct verified_verdict){
        .profile = "GB-GEL", .verdict = VERDICT_NON_CONFORMANT};
    t->verdicts[1] = (struct verified_verdict){.profile = "FR-PFMG",
                                               .verdict = VERDICT_CONFORMANT};
    t->report = (struct verified){
        .kind = VERIFY_REPORT,
        .seals = t->seals,
        .n_seals = 1,
        .suite = "germline-small-variants@1.0.0",
        .suite_sha256 = T_HEX("5555"),
        .product = "Hélix & Sons, Nova Caller, 2.1",
        .vendor = "Hélix & Sons",
        .product_name = "Nova Caller",
        .version = "2.1",
        .technology_class = "short-read",
        .claims = "snv indel",
        .created = "2026-11-20T08:00:00Z",
        .result_digest = T_HEX("e816"),
        .level = EVIDENCE_LAB,
        .verdicts = t->verdicts,
        .n_verdicts = 2,
    };
    for (size_t i = 0; i < n; i++) {
        struct dossier_report *r = &t->reports[i];

        *r = (struct dossier_report){
            .member = members[i], .verified = &t->report, .xml = &t->xml};
        memcpy(r->sha256, i == 0 ? T_HEX("bbbb") : T_HEX("cccc"), 65);
        memcpy(r->tallies_sha256, T_HEX("1234"), 65);
        if (xmldoc_parse(&r->doc, t->text.s, t->text.n, REPORT_XML, &e))
            fail_msg("%s", e.msg);
    }
    t->d.reports = t->reports;
    t->d.n_reports = n;
}

static inline void t_begin(struct t_dossier *t, enum verify_kind kind,
                           const char *name)
{
    *t = (struct t_dossier){0};
    t_seals(t);
    t->d.name = name;
    t->d.bytes.n = 163838;
    memcpy(t->d.sha256, T_DIGEST, 65);
    t->d.v = (struct verified){.kind = kind, .seals = t->seals, .n_seals = 1};
}

/* From `xml` (released here), or from the sample when that is empty. */
static inline void t_certificate(struct t_dossier *t, struct buf *xml)
{
    struct buf scheme = {0};
    struct err e = {0};

    t_begin(t, VERIFY_CERTIFICATE, "certificate.asice");
    if (!xml->s)
        t_load(xml, T_SAMPLES "certificate.xml");
    t_load(&scheme, T_SAMPLES "scheme.xml");
    if (certificate_read(&t->certificate.c, xml->s, xml->n, &e) ||
        scheme_parse(&t->d.scheme, scheme.s, scheme.n, "s", &e))
        fail_msg("%s", e.msg);
    t_reports(t, 2);
    t->d.v.certificate = &t->certificate;
    t->d.certificate = &t->d.v;
    buf_release(xml);
    buf_release(&scheme);
}

static inline void t_recognition(struct t_dossier *t)
{
    struct buf xml = {0};
    struct err e = {0};

    t_certificate(t, &xml);
    t->of = t->d.v;
    t->d.certificate = &t->of;
    t->d.name = "recognition.asice";
    t->d.v = (struct verified){.kind = VERIFY_RECOGNITION,
                               .seals = &t->seals[1],
                               .n_seals = 1,
                               .recognition = &t->recognition};
    t->recognition.certificate = &t->of;
    t_load(&xml, T_SAMPLES "recognition.xml");
    if (recognition_read(&t->recognition.r, xml.s, xml.n, "r", false, &e))
        fail_msg("%s", e.msg);
    buf_release(&xml);
}

static inline void t_waiver(struct t_dossier *t)
{
    struct buf xml = {0};
    struct err e = {0};

    t_begin(t, VERIFY_WAIVER, "waiver.asice");
    t_load(&xml, T_SAMPLES "waiver.xml");
    if (waiver_read(&t->waiver, xml.s, xml.n, "w", false, &e))
        fail_msg("%s", e.msg);
    t->d.v.waiver = &t->waiver;
    buf_release(&xml);
}

/* A sealed report by itself. */
static inline void t_single(struct t_dossier *t)
{
    t_begin(t, VERIFY_REPORT, "report.asice");
    t_reports(t, 1);
    t->d.v = t->report;
    t->reports[0].member = NULL;
    memcpy(t->reports[0].sha256, T_DIGEST, 65);
}

static inline void t_end(struct t_dossier *t)
{
    for (size_t i = 0; i < t->d.n_reports; i++)
        xmldoc_release(&t->reports[i].doc);
    certificate_release(&t->certificate.c);
    recognition_release(&t->recognition.r);
    waiver_release(&t->waiver);
    scheme_release(&t->d.scheme);
    buf_release(&t->text);
}

#endif

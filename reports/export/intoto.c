#include "reports/export/intoto.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "core/outcome.h"
#include "reports/export/dsse.h"
#include "reports/export/jsonout.h"
#include "reports/export/told.h"
#include "reports/face/dossier.h"

#define STATEMENT   "https://in-toto.io/Statement/v1"
#define PREDICATE   "https://in-toto.io/attestation/test-result/v0.1"
#define PAYLOAD_MAX ((size_t)64 << 20)

/* One statement that is being made. */
struct making {
    struct jsonout j;
    const struct dossier *d;
    const struct dossier_report *r;
    const struct verified_verdict *verdict;
};

static json_t *digest(struct jsonout *j, const char *sha256)
{
    json_t *o = json_object();

    jsonout_text(j, o, "sha256", sha256);
    return o;
}

static json_t *resource(struct jsonout *j, const char *name, const char *sha256)
{
    json_t *o = json_object();

    jsonout_text(j, o, "name", name);
    jsonout_set(j, o, "digest", digest(j, sha256));
    return o;
}

static json_t *subjects(struct making *m)
{
    json_t *list = json_array();
    const struct xmlnode *f = told_first(m->r, "submission", "file");

    for (; f; f = xmldoc_next(f, "file")) {
        const char *sha256 = xmldoc_attr(f, "sha256");

        if (sha256)
            jsonout_add(&m->j, list,
                        resource(&m->j, xmldoc_attr(f, "name"), sha256));
    }
    return list;
}

/* "WARNED"; NULL for what there is no word. */
static const char *result(const struct verified_verdict *v)
{
    switch (v->verdict) {
    case VERDICT_CONFORMANT:
        return v->provisional ? "WARNED" : "PASSED";
    case VERDICT_WAIVED:
        return "WARNED";
    case VERDICT_NON_CONFORMANT:
        return "FAILED";
    case VERDICT_NOT_ESTABLISHED:
    case VERDICT_INCONCLUSIVE:
        break;
    }
    return NULL;
}

/* The list that a case goes to by its outcome in the profile. A failed case
 * that is only advisory is in nobody's way. */
static const char *list_of(const struct xmlnode *outcome)
{
    const char *mandatory = xmldoc_attr(outcome, "mandatory");
    const char *value = xmldoc_attr(outcome, "value");
    enum outcome o;

    if (!value || outcome_parse(&o, value))
        return NULL;
    switch (o) {
    case OUTCOME_PASS:
        return "passedTests";
    case OUTCOME_WARN:
    case OUTCOME_WAIVED:
        return "warnedTests";
    case OUTCOME_FAIL:
        return mandatory && strcmp(mandatory, "yes") == 0 ? "failedTests"
                                                          : "warnedTests";
    case OUTCOME_NOT_RUN:
    case OUTCOME_INCONCLUSIVE:
    case OUTCOME_NA:
    case OUTCOME_ERROR:
    case OUTCOME_REPORTED:
        break;
    }
    return NULL;
}

static const struct xmlnode *outcome_of(const struct xmlnode *c,
                                        const char *profile)
{
    const struct xmlnode *o = xmldoc_child(c, "outcome");

    while (o && (!xmldoc_attr(o, "profile") ||
                 strcmp(xmldoc_attr(o, "profile"), profile) != 0))
        o = xmldoc_next(o, "outcome");
    return o;
}

static void tests(struct making *m, json_t *predicate, json_t *others)
{
    static const char *const lists[] = {"passedTests", "warnedTests",
                                        "failedTests"};
    const struct xmlnode *c = told_first(m->r, "cases", "case");

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        jsonout_set(&m->j, predicate, lists[i], json_array());
    for (; c; c = xmldoc_next(c, "case")) {
        const struct xmlnode *o = outcome_of(c, m->verdict->profile);
        const char *list = o ? list_of(o) : NULL;
        const char *id = xmldoc_attr(c, "id");

        if (list)
            jsonout_add(&m->j, json_object_get(predicate, list),
                        json_string(id));
        else if (o && id)
            jsonout_text(&m->j, others, id, xmldoc_attr(o, "value"));
    }
}

/* What the predicate has no field for. */
static json_t *more(struct making *m, json_t *others)
{
    const struct verified *v = m->r->verified;
    json_t *o = json_object();

    jsonout_text(&m->j, o, "verdict", verdict_name(m->verdict->verdict));
    jsonout_set(&m->j, o, "provisional", json_boolean(m->verdict->provisional));
    jsonout_text(&m->j, o, "profile", m->verdict->profile);
    jsonout_text(&m->j, o, "evidenceLevel", evidence_level_name(v->level));
    jsonout_text(&m->j, o, "resultDigest", v->result_digest);
    jsonout_text(&m->j, o, "judgedOn", v->created);
    jsonout_set(&m->j, o, "container",
                resource(&m->j, m->d->name, m->d->sha256));
    if (m->r->member)
        jsonout_set(&m->j, o, "report",
                    resource(&m->j, m->r->member, m->r->sha256));
    if (m->d->certificate)
        jsonout_text(&m->j, o, "certificate",
                     m->d->certificate->certificate->c.number);
    jsonout_set(&m->j, o, "otherOutcomes", others);
    return o;
}

static json_t *predicate(struct making *m)
{
    json_t *configuration = json_array();
    json_t *others = json_object();
    json_t *o = json_object();

    jsonout_text(&m->j, o, "result", result(m->verdict));
    jsonout_add(
        &m->j, configuration,
        resource(&m->j, m->r->verified->suite, m->r->verified->suite_sha256));
    jsonout_set(&m->j, o, "configuration", configuration);
    tests(m, o, others);
    jsonout_set(&m->j, o, "entente", more(m, others));
    return o;
}

static int statement(struct buf *out, struct making *m, struct err *e)
{
    json_t *list = subjects(m);
    json_t *root = json_object();

    if (list && json_array_size(list) == 0) {
        json_decref(list);
        json_decref(root);
        return err_set(e, ERR_REFUSED,
                       "the report names no file by its SHA-256: an in-toto "
                       "statement would have no subject");
    }
    jsonout_text(&m->j, root, "_type", STATEMENT);
    jsonout_text(&m->j, root, "predicateType", PREDICATE);
    jsonout_set(&m->j, root, "subject", list);
    jsonout_set(&m->j, root, "predicate", predicate(m));
    return jsonout_write(out, &m->j, root, false, e);
}

static int write_line(struct buf *out, struct making *m,
                      const struct pki_signer *signer, struct err *e)
{
    struct buf payload;
    int rc = -1;

    buf_init(&payload, PAYLOAD_MAX);
    if (statement(&payload, m, e) == 0) {
        if (!signer)
            buf_add(out, payload.s, payload.n);
        rc = signer ? dsse_write(out, INTOTO_TYPE, &payload, signer, e) : 0;
    }
    buf_char(out, '\n');
    buf_release(&payload);
    return rc || buf_check(out, e) ? -1 : 0;
}

int intoto_write(struct buf *out, size_t *untold, const struct dossier *d,
                 const struct pki_signer *signer, struct err *e)
{
    size_t told = 0;

    *untold = 0;
    if (told_check(d, e))
        return -1;
    for (size_t i = 0; i < d->n_reports; i++) {
        const struct dossier_report *r = &d->reports[i];

        for (size_t k = 0; k < r->verified->n_verdicts; k++) {
            struct making m = {
                .d = d, .r = r, .verdict = &r->verified->verdicts[k]};

            if (!told_profile(d, r, m.verdict->profile))
                continue;
            if (!result(m.verdict)) {
                ++*untold;
                continue;
            }
            if (write_line(out, &m, signer, e))
                return -1;
            told++;
        }
    }
    if (told == 0)
        return err_set(e, ERR_REFUSED,
                       "no verdict of it is decided: in-toto's test-result has "
                       "no word for that");
    return 0;
}

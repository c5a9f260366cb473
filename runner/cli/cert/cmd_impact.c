/* entente suite impact: which stored verdicts does an erratum change? */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/utf8.h"
#include "cli/cert/erratumopen.h"
#include "cli/cert/impact.h"
#include "cli/cert/sealedreport.h"
#include "cli/cert/trustroot.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/suite/suiterows.h"
#include "reports/cert/certify.h"
#include "reports/cert/contest.h"
#include "reports/cert/recognition.h"
#include "reports/seal/verify.h"

#define FILES_MAX 100000 /* of one folder */
#define TEXT_MAX  ((size_t)64 << 20)
#define WORD_MAX  300
#define SUFFIX    ".asice"

struct asked {
    const char *trust;
    const char *trust_root;
    bool json;
};

/* One erratum against report after report. */
struct job {
    const struct cli *cli;
    const struct contest *erratum;
    bool json;
    struct buf out;
    size_t reports;  /* that were looked at */
    size_t changed;  /* of which a verdict changes */
    size_t unjudged; /* containers that could not be read */
};

/* --- what is told of one report ------------------------------------------ */

static void add_word(struct buf *out, const char *text)
{
    char shown[WORD_MAX];

    snprintf(shown, sizeof shown, "%s", text ? text : "?");
    utf8_make_printable(shown);
    buf_str(out, shown);
}

static void tell_head(struct buf *out, const char *path, size_t which,
                      const struct report_claim *c)
{
    add_word(out, path);
    if (which > 0)
        buf_printf(out, lang_tr(", report %zu"), which);
    buf_str(out, ": ");
    add_word(out, c->vendor);
    buf_str(out, ", ");
    add_word(out, c->product);
    buf_str(out, ", ");
    add_word(out, c->version);
    buf_char(out, '\n');
}

static void tell(struct job *j, const char *path, size_t which,
                 const struct sealedreport *r, const struct impact *i)
{
    const struct report_claim *c = &r->content.claim;

    tell_head(&j->out, path, which, c);
    if (!i->touched) {
        buf_str(&j->out, lang_tr("  not by this suite: not touched\n"));
        return;
    }
    for (size_t p = 0; p < i->now.suite->n_profiles; p++) {
        enum verdict then = impact_then(i, c, p);
        enum verdict now = i->now.verdict[p];

        if (then == now)
            buf_printf(&j->out, lang_tr("  %s: %s, as before\n"),
                       i->now.suite->profiles[p].id, verdict_name(now));
        else
            buf_printf(&j->out,
                       lang_tr("  %s: CHANGES from %s to %s, with %s excluded "
                               "by the erratum %s\n"),
                       i->now.suite->profiles[p].id, verdict_name(then),
                       verdict_name(now), i->excluded.case_id,
                       i->excluded.erratum);
    }
}

static void tell_json(struct job *j, const char *path, size_t which,
                      const struct sealedreport *r, const struct impact *i)
{
    const struct report_claim *c = &r->content.claim;
    struct buf *out = &j->out;

    buf_str(out, j->reports > 1 ? ",\n  {\"file\": " : "\n  {\"file\": ");
    buf_json(out, path);
    buf_printf(out, ", \"report\": %zu, \"product\": ", which);
    buf_json(out, c->product ? c->product : "");
    buf_str(out, ", \"version\": ");
    buf_json(out, c->version ? c->version : "");
    buf_printf(out, ", \"touched\": %s, \"verdicts\": [",
               i->touched ? "true" : "false");
    for (size_t p = 0; i->touched && p < i->now.suite->n_profiles; p++) {
        buf_str(out, p > 0 ? ", {\"profile\": " : "{\"profile\": ");
        buf_json(out, i->now.suite->profiles[p].id);
        buf_printf(out, ", \"then\": \"%s\", \"now\": \"%s\"}",
                   verdict_name(impact_then(i, c, p)),
                   verdict_name(i->now.verdict[p]));
    }
    buf_str(out, "]}");
}

/* --- one report, one container, one folder ----------------------------------
 */

/* 1: there is no report `which` in the container. */
static int one_report(struct job *j, const char *path, size_t which,
                      struct err *e)
{
    struct sealedreport r = {0};
    struct impact i = {0};
    int rc = -1;

    if (sealedreport_open(&r, path, which, e) ||
        impact_of(&i, &r, j->erratum, e))
        goto done;
    j->reports++;
    j->changed += impact_changes(&i, &r.content.claim) > 0;
    if (j->json)
        tell_json(j, path, which, &r, &i);
    else
        tell(j, path, which, &r, &i);
    rc = buf_check(&j->out, e);
done:
    impact_release(&i);
    sealedreport_close(&r);
    return rc;
}

/* How many reports does a container hold? 0: a document of another kind. */
static int count_reports(size_t *n, bool *is_report, const char *path,
                         struct err *e)
{
    const struct verify_ask ask = {0};
    struct verified v = {0};
    int rc = verify_container(&v, path, &ask, e);

    *n = 0;
    *is_report = false;
    if (rc)
        return rc;
    if (v.state == VERIFY_REFUSED) {
        err_set(e, ERR_REFUSED, "the container does not verify: %s", v.reason);
        rc = err_at(e, path, 0, 0);
    } else if (v.kind == VERIFY_REPORT) {
        *is_report = true;
        *n = 1;
    } else if (v.certificate) {
        *n = v.certificate->c.n_reports;
    } else if (v.recognition) {
        *n = v.recognition->certificate->certificate->c.n_reports;
    }
    verified_release(&v);
    return rc;
}

static int one_container(struct job *j, const char *path, bool asked,
                         struct err *e)
{
    size_t n = 0;
    bool is_report = false;

    if (count_reports(&n, &is_report, path, e))
        return -1;
    if (n == 0 && asked) {
        err_set(e, ERR_REFUSED, "the container holds no report");
        return err_at(e, path, 0, 0);
    }
    for (size_t i = 1; i <= n; i++)
        if (one_report(j, path, is_report ? 0 : i, e))
            return -1;
    return 0;
}

/* Each container below a folder; one that can not be judged is told of, and
 * the rest is judged all the same. */
static int folder(struct job *j, const char *dir, struct err *e)
{
    char **names = NULL;
    size_t n = 0;
    int rc = path_walk(&names, &n, dir, FILES_MAX, e);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        char path[PATH_TEXT_MAX];
        struct err own = {0};

        if (!path_ends(names[i], SUFFIX))
            continue;
        rc = path_join(path, dir, names[i], e);
        if (rc == 0 && one_container(j, path, false, &own)) {
            if (own.code == ERR_MEMORY || own.code == ERR_STOPPED) {
                *e = own;
                rc = -1;
                break;
            }
            err_at(&own, path, 0, 0);
            (void)cmd_fail(&own);
            j->unjudged++;
        }
    }
    free(names);
    return rc;
}

/* --- the whole ---------------------------------------------------------------
 */

static void begin(struct job *j, const struct asked *a)
{
    const struct contest *c = j->erratum;

    buf_init(&j->out, TEXT_MAX);
    if (j->json) {
        buf_str(&j->out, "{\"erratum\": ");
        buf_json(&j->out, c->id);
        buf_str(&j->out, ", \"suite\": ");
        buf_json(&j->out, c->suite);
        buf_str(&j->out, ", \"case\": ");
        buf_json(&j->out, c->case_id);
        buf_printf(&j->out, ", \"attributed\": %s, \"reports\": [",
                   a->trust ? "true" : "false");
        return;
    }
    buf_printf(&j->out, lang_tr("erratum %s: %s of %s is excluded\n"), c->id,
               c->case_id, c->suite);
    if (!a->trust)
        buf_str(&j->out, lang_tr("no trust store was given: whether a body "
                                 "sealed it is not known\n"));
}

static int finish(struct job *j, struct err *e)
{
    if (j->json)
        buf_printf(&j->out, "], \"changed\": %zu, \"unjudged\": %zu}\n",
                   j->changed, j->unjudged);
    else
        buf_printf(&j->out,
                   lang_tr("%zu reports, a verdict changes in %zu; %zu "
                           "containers could not be judged\n"),
                   j->reports, j->changed, j->unjudged);
    if (buf_check(&j->out, e))
        return -1;
    fputs(j->out.s, stdout);
    return 0;
}

static int work(struct job *j, const struct asked *a,
                const struct opt_args *args, struct err *e)
{
    struct verified v = {0};
    int rc = erratum_open(&v, args->a[0], a->trust, a->trust_root, e);

    if (rc == 0) {
        j->erratum = v.contest;
        begin(j, a);
    }
    for (size_t i = 1; rc == 0 && i < args->n; i++)
        rc = path_is_dir(args->a[i]) ? folder(j, args->a[i], e)
                                     : one_container(j, args->a[i], true, e);
    if (rc == 0)
        rc = finish(j, e);
    verified_release(&v);
    return rc;
}

int suite_impact(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {0};
    const struct opt opts[] = {
        {OPT_TEXT, "trust", 0, &a.trust, "DIR",
         N_("trust store: the erratum must be by a body in it"), 0, 0},
        TRUSTROOT_OPT(a.trust_root),
        {OPT_FLAG, "json",  0, &a.json,  NULL,
         N_("print the result as JSON instead of text"),         0, 0},
        {OPT_END,  NULL,    0, NULL,     NULL,  NULL,            0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("suite impact ERRATUM REPORT... [--trust DIR] [--json]"),
        .en =
            N_("Decide stored results again with the case excluded that a "
               "sealed erratum names, and\ntell which verdicts change. REPORT "
               "is a sealed report, a certificate or recognition, or a\n"
               "folder of them. Nothing is altered.\n\nExit: 0 no verdict "
               "changes, 1 one does, 4 something could not be judged."),
        .example = "  entente suite impact erratum.asice archive --trust "
                   "trust\n",
        .opts = opts,
        .min_args = 2,
        .max_args = -1,
    };
    struct opt_args args;
    struct err e = {0};
    struct job j = {.cli = cli};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    j.json = a.json;
    if (work(&j, &a, &args, &e))
        rc = cmd_fail(&e);
    else
        rc = j.unjudged ? CMD_UNJUDGED : j.changed ? CMD_NOT : CMD_OK;
    buf_release(&j.out);
    opt_release(&args, &spec);
    return rc;
}

/* entente amend: a report that replaces a sealed one, and says why. */
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cert/sealedreport.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/outdir.h"
#include "reports/doc/render.h"
#include "reports/doc/report.h"
#include "reports/seal/content.h"
#include "reports/seal/seal.h"

struct asked {
    const char *reason;
    const char *replaces;
    const char *out;
};

struct job {
    struct seal_loaded loaded; /* the new report */
    struct content content;    /* likewise, decided again */
    struct sealedreport old;
    struct buf xml;
    struct outdir outdir;
};

static void job_release(struct job *j)
{
    outdir_close(&j->outdir);
    buf_release(&j->xml);
    sealedreport_close(&j->old);
    content_release(&j->content);
    seal_loaded_release(&j->loaded);
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* The same suite, of whatever version: "id@version". */
static bool same_suite(const char *a, const char *b)
{
    size_t n = strcspn(a, "@");

    return n == strcspn(b, "@") && memcmp(a, b, n) == 0;
}

static int check_pair(const struct report_claim *now,
                      const struct report_claim *old, struct err *e)
{
    if (same_text(now->vendor, old->vendor) &&
        same_text(now->product, old->product) &&
        same_text(now->version, old->version) &&
        same_suite(now->suite_id, old->suite_id))
        return 0;
    return err_set(e, ERR_MISMATCH,
                   "a report replaces one of the same product by the same "
                   "suite: this one is of %s, %s by %s, the other of %s, %s by "
                   "%s",
                   now->product ? now->product : "?",
                   now->version ? now->version : "?", now->suite_id,
                   old->product ? old->product : "?",
                   old->version ? old->version : "?", old->suite_id);
}

static int check_asked(const struct asked *a, struct err *e)
{
    if (!a->reason || !a->replaces || !a->out)
        return err_set(e, ERR_USAGE,
                       "give what is replaced, why, and a new folder, with "
                       "--replaces, --reason and -o");
    if (!path_exists(a->out))
        return 0;
    err_set(e, ERR_USAGE,
            "the folder is there already: an amended report goes into a new "
            "one");
    return err_at(e, a->out, 0, 0);
}

static int add_html(struct job *j, const struct cli *cli, enum lang l,
                    const char *name, struct err *e)
{
    struct buf html;
    int rc;

    buf_init(&html, REPORT_BYTES_MAX);
    rc = render(&html, RENDER_HTML, l, j->xml.s, j->xml.n, cli->datadir, NULL,
                e);
    if (rc == 0)
        rc = outdir_add(&j->outdir, name, &html, e);
    buf_release(&html);
    return rc;
}

/* All files of the old folder but its report, which comes last. */
static int put_files(struct job *j, const struct asked *a,
                     const struct cli *cli, struct err *e)
{
    if (outdir_open(&j->outdir, a->out, e) ||
        add_html(j, cli, LANG_EN, "report.en.html", e) ||
        add_html(j, cli, LANG_FR, "report.fr.html", e))
        return -1;
    for (size_t i = 0; i < j->loaded.n; i++) {
        if (strcmp(j->loaded.members[i].name, REPORT_XML) != 0 &&
            outdir_add(&j->outdir, j->loaded.members[i].name,
                       &j->loaded.bytes[i], e))
            return -1;
    }
    if (outdir_add(&j->outdir, REPORT_XML, &j->xml, e))
        return -1;
    return outdir_commit(&j->outdir, e);
}

static int amend(struct job *j, const struct asked *a, const struct cli *cli,
                 const char *dir, struct err *e)
{
    const struct report_claim *old = &j->old.content.claim;
    struct report_amends amends;

    buf_init(&j->xml, REPORT_BYTES_MAX);
    if (check_asked(a, e) || seal_load(&j->loaded, dir, e) ||
        content_open(&j->content, j->loaded.members, j->loaded.n, e) ||
        sealedreport_open(&j->old, a->replaces, 0, e) ||
        check_pair(&j->content.claim, old, e))
        return -1;
    amends = (struct report_amends){j->old.sha256, old->result_digest,
                                    old->created, a->reason};
    if (report_amend(&j->xml, j->loaded.bytes[0].s, j->loaded.bytes[0].n,
                     &amends, e) ||
        put_files(j, a, cli, e))
        return -1;
    cmd_say(cli, lang_tr("amended report: %s\n"), a->out);
    return 0;
}

int cmd_amend(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {0};
    const struct opt opts[] = {
        {OPT_TEXT, "replaces", 0,   &a.replaces, "FILE",
         N_("the sealed report that is replaced"),             0, 0},
        {OPT_TEXT, "reason",   0,   &a.reason,   "TEXT",
         N_("why, as every reader will see it"),               0, 0},
        {OPT_TEXT, "output",   'o', &a.out,      "DIR",
         N_("a new folder for the amended report"),            0, 0},
        {OPT_END,  NULL,       0,   NULL,        NULL,   NULL, 0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("amend REPORT --replaces FILE --reason TEXT -o DIR"),
        .en = N_("Make of the report of a new run, in folder REPORT, one that "
                 "replaces a sealed report of\nthe same product by the same "
                 "suite: it names that by its SHA-256, and says why. Both "
                 "stay;\nnothing is overwritten. Seal it with `entente sign`."),
        .example = "  entente amend result --replaces report.asice --reason "
                   "\"wrong instrument named\" -o amended\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct job j = {0};
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = amend(&j, &a, cli, args.a[0], &e) ? cmd_fail(&e) : CMD_OK;
    job_release(&j);
    opt_release(&args, &spec);
    return rc;
}

/* entente report: a report in the form that someone wants to read. */
#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "reports/doc/render.h"
#include "reports/doc/report.h"
#include "reports/face/dossier.h"
#include "reports/face/face.h"
#include "reports/seal/verify.h"

/* report.xml from what was named: a sealed container, a folder, a file. A
 * container's seal is not looked at here, and `seal` says so. */
static int load(struct buf *xml, char seal[PATH_TEXT_MAX], const char *path,
                struct err *e)
{
    char file[PATH_TEXT_MAX];

    seal[0] = '\0';
    if (path_ends(path, ".asice")) {
        (void)snprintf(seal, PATH_TEXT_MAX,
                       lang_tr("taken out of the sealed container %s; whether "
                               "the seal holds, `entente verify` says"),
                       path_base(path));
        return verify_extract(xml, path, REPORT_XML, e);
    }
    if (!path_is_dir(path))
        return path_read(xml, path, e);
    if (path_join(file, path, REPORT_XML, e))
        return -1;
    return path_read(xml, file, e);
}

static int make(struct buf *out, const struct cli *cli, const char *path,
                enum render_form form, bool color, struct err *e)
{
    char seal[PATH_TEXT_MAX];
    struct buf xml = {0};
    struct report_claim claim = {0};
    struct render_source *source = NULL;
    int rc = -1;

    buf_init(&xml, REPORT_BYTES_MAX);
    if (load(&xml, seal, path, e) ||
        report_read(&claim, xml.s ? xml.s : "", xml.n, path_base(path), e))
        goto done;
    source = render_source_new(xml.s, xml.n, e);
    if (!source)
        goto done;
    if (color)
        rc = render_painted(out, lang_get(), source, cli->datadir,
                            seal[0] ? seal : NULL, e);
    else
        rc = render_from(out, form, lang_get(), source, cli->datadir,
                         seal[0] ? seal : NULL, e);
done:
    render_source_free(source);
    report_claim_release(&claim);
    buf_release(&xml);
    return rc;
}

/* A container that is no report's has a face, in two forms. */
static int make_face(struct buf *out, const struct cli *cli, const char *path,
                     enum render_form form, struct err *e)
{
    struct dossier d;
    int rc;

    if (form != RENDER_HTML && form != RENDER_TEXT)
        return err_set(e, ERR_USAGE,
                       "a certificate, recognition or waiver can be shown with "
                       "--html or --text");
    if (dossier_open(&d, path, e))
        return -1;
    rc = face_render(out, &d, form == RENDER_HTML ? FACE_HTML : FACE_TEXT,
                     lang_get(), cli->datadir, e);
    dossier_release(&d);
    return rc;
}

static int make_any(struct buf *out, const struct cli *cli, const char *path,
                    enum render_form form, bool color, struct err *e)
{
    enum verify_kind kind = VERIFY_REPORT;

    if (path_ends(path, ".asice") && dossier_kind(&kind, path, e))
        return -1;
    return kind == VERIFY_REPORT ? make(out, cli, path, form, color, e)
                                 : make_face(out, cli, path, form, e);
}

static int report(const struct cli *cli, const char *path,
                  enum render_form form, const char *to)
{
    struct buf out = {0};
    struct err e = {0};
    int rc;

    buf_init(&out, REPORT_BYTES_MAX);
    rc = make_any(&out, cli, path, form,
                  cli->color && !to && form == RENDER_TEXT, &e);
    if (rc == 0 && to)
        rc = path_write(to, out.s ? out.s : "", out.n, &e);
    else if (rc == 0)
        (void)fwrite(out.s, 1, out.n, stdout); /* main looks at ferror() */
    buf_release(&out);
    return rc ? cmd_fail(&e) : CMD_OK;
}

/* The one form that was asked for; text when none was. */
static int form_of(enum render_form *out, const bool asked[RENDER_FORMS],
                   struct err *e)
{
    size_t n = 0;

    *out = RENDER_TEXT;
    for (size_t i = 0; i < RENDER_FORMS; i++) {
        if (!asked[i])
            continue;
        *out = (enum render_form)i;
        n++;
    }
    if (n > 1)
        return err_set(e, ERR_USAGE, "only one form at a time can be made");
    return 0;
}

int cmd_report(const struct cli *cli, int argc, char **argv)
{
    bool form[RENDER_FORMS] = {false};
    const char *to = NULL;
    const struct opt opts[] = {
        {OPT_FLAG, "text",    0,   &form[RENDER_TEXT],    NULL,
         N_("plain text for a terminal (when no form is named)"),       0, 0},
        {OPT_FLAG, "html",    0,   &form[RENDER_HTML],    NULL,
         N_("one page for people: complete, printable, no script"),     0, 0},
        {OPT_FLAG, "junit",   0,   &form[RENDER_JUNIT],   NULL,
         N_("JUnit XML, for continuous integration"),                   0, 0},
        {OPT_FLAG, "csv",     0,   &form[RENDER_CSV],     NULL,
         N_("a table, one row a case, profile and criterion"),          0, 0},
        {OPT_FLAG, "earl",    0,   &form[RENDER_EARL],    NULL,
         N_("EARL 1.0 assertions, JSON-LD"),                            0, 0},
        {OPT_FLAG, "testbed", 0,   &form[RENDER_TESTBED], NULL,
         N_("GA4GH testbed report 0.1.0, JSON"),                        0, 0},
        {OPT_FLAG, "multiqc", 0,   &form[RENDER_MULTIQC], NULL,
         N_("MultiQC custom content, JSON"),                            0, 0},
        {OPT_TEXT, "output",  'o', &to,                   "FILE",
         N_("write there instead of to standard output"),               0, 0},
        {OPT_END,  NULL,      0,   NULL,                  NULL,   NULL, 0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("report REPORT [--html] [-o FILE]"),
        .en = N_("Make a report readable. REPORT is report.xml, the folder "
                 "that a run wrote, or a\nsealed container (.asice). --lang "
                 "chooses the language. Nothing is judged here:\nuse `entente "
                 "verify` for that."),
        .example = "  entente report out/ --html --lang fr -o report.html\n"
                   "  entente report report.asice\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    enum render_form f;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    if (form_of(&f, form, &e))
        rc = cmd_fail(&e);
    else
        rc = report(cli, args.a[0], f, to);
    opt_release(&args, &spec);
    return rc;
}

/* entente report: a report, certificate, recognition or waiver in the form that
 * someone, or some other program, wants to read. */
#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "cli/report/exports.h"
#include "cli/report/pdf.h"
#include "reports/doc/render.h"
#include "reports/doc/report.h"
#include "reports/face/dossier.h"
#include "reports/face/face.h"
#include "reports/seal/verify.h"

#define FD_MAX 1023

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

/* What the command line asked for. */
struct asked {
    const char *path;
    enum render_form form;
    struct exports_ask exports;
    const char *to;
    const char *pdf;
    const char *method;
};

static int put(const struct buf *out, const char *to, struct err *e)
{
    if (to)
        return path_write(to, out->s ? out->s : "", out->n, e);
    (void)fwrite(out->s, 1, out->n, stdout); /* main looks at ferror() */
    return 0;
}

static int report(const struct cli *cli, const struct asked *a, struct err *e)
{
    bool color = cli->color && !a->to && a->form == RENDER_TEXT;
    struct buf out = {0};
    int rc;

    buf_init(&out, REPORT_BYTES_MAX);
    if (a->exports.form != EXPORTS_NONE)
        rc = exports_make(&out, cli, a->path, &a->exports, e);
    else
        rc = make_any(&out, cli, a->path, a->form, color, e);
    if (rc == 0)
        rc = put(&out, a->to, e);
    buf_release(&out);
    return rc;
}

static int report_pdf(const struct cli *cli, const struct asked *a,
                      struct err *e)
{
    struct buf html = {0};
    struct buf pdf = {0};
    char now[32];
    int rc = -1;

    machine_now(now);
    buf_init(&html, REPORT_BYTES_MAX);
    buf_init(&pdf, REPORT_BYTES_MAX);
    if (make_any(&html, cli, a->path, RENDER_HTML, false, e) == 0 &&
        pdf_make(&pdf, &html, now, e) == 0)
        rc = path_write(a->pdf, pdf.s, pdf.n, e);
    buf_release(&html);
    buf_release(&pdf);
    return rc;
}

#define EXPORTS 3

/* The one form that was asked for; text when none was. */
static int form_of(struct asked *out, const bool render[RENDER_FORMS],
                   const bool exports[EXPORTS], struct err *e)
{
    size_t n = 0;

    out->form = RENDER_TEXT;
    n += out->pdf ? 1 : 0;
    n += out->method ? 1 : 0;
    for (size_t i = 0; i < RENDER_FORMS; i++) {
        if (!render[i])
            continue;
        out->form = (enum render_form)i;
        n++;
    }
    for (size_t i = 0; i < EXPORTS; i++) {
        if (!exports[i])
            continue;
        out->exports.form = (enum exports_form)(EXPORTS_IN_TOTO + i);
        n++;
    }
    if (n > 1)
        return err_set(e, ERR_USAGE, "only one form at a time can be made");
    if (out->to && (out->pdf || out->method))
        return err_set(e, ERR_USAGE,
                       "--pdf and --method-file name their own place: leave "
                       "out -o");
    if (out->exports.sealing.key && out->exports.form != EXPORTS_IN_TOTO)
        return err_set(e, ERR_USAGE, "--key is for --in-toto");
    return 0;
}

static int make_asked(const struct cli *cli, const struct asked *a,
                      struct err *e)
{
    if (a->pdf)
        return report_pdf(cli, a, e);
    if (a->method)
        return exports_method(cli, a->path, a->method, e);
    return report(cli, a, e);
}

int cmd_report(const struct cli *cli, int argc, char **argv)
{
    bool form[RENDER_FORMS] = {false};
    bool exports[EXPORTS] = {false};
    struct asked a = {.exports.sealing = SEALING_INIT};
    const struct opt opts[] = {
        {OPT_FLAG, "text",          0,   &form[RENDER_TEXT],               NULL,
         N_("plain text for a terminal (when no form is named)"),                        0, 0     },
        {OPT_FLAG, "html",          0,   &form[RENDER_HTML],               NULL,
         N_("one page for people: complete, printable, no script"),                      0, 0     },
        {OPT_TEXT, "pdf",           0,   &a.pdf,                           "FILE",
         N_("that page as PDF/A into FILE, by WeasyPrint when it is installed"),
         0,                                                                                 0     },
        {OPT_FLAG, "junit",         0,   &form[RENDER_JUNIT],              NULL,
         N_("JUnit XML, for continuous integration"),                                    0, 0     },
        {OPT_FLAG, "csv",           0,   &form[RENDER_CSV],                NULL,
         N_("a table, one row a case, profile and criterion"),                           0, 0     },
        {OPT_FLAG, "earl",          0,   &form[RENDER_EARL],               NULL,
         N_("EARL 1.0 assertions, JSON-LD"),                                             0, 0     },
        {OPT_FLAG, "testbed",       0,   &form[RENDER_TESTBED],            NULL,
         N_("GA4GH testbed report 0.1.0, JSON"),                                         0, 0     },
        {OPT_FLAG, "multiqc",       0,   &form[RENDER_MULTIQC],            NULL,
         N_("MultiQC custom content, JSON"),                                             0, 0     },
        {OPT_FLAG, "in-toto",       0,   &exports[0],                      NULL,
         N_("in-toto test-result statements, JSON Lines; see --key"),                    0, 0     },
        {OPT_FLAG, "ro-crate",      0,   &exports[1],                      NULL,
         N_("RO-Crate 1.1 metadata for the folder of the container"),                    0, 0     },
        {OPT_FLAG, "bco",           0,   &exports[2],                      NULL,
         N_("BioCompute object (IEEE 2791), JSON"),                                      0, 0     },
        {OPT_TEXT, "method-file",   0,   &a.method,                        "DIR",
         N_("text and tables for a laboratory's method file, into DIR"),                 0, 0     },
        {OPT_TEXT, "key",           0,   &a.exports.sealing.key,           "FILE",
         N_("sign each in-toto statement (DSSE) with this private key"),                 0, 0     },
        {OPT_TEXT, "cert",          0,   &a.exports.sealing.cert,          "FILE",
         N_("its certificate, PEM, first; then the chain"),                              0, 0     },
        {OPT_INT,  "passphrase-fd", 0,   &a.exports.sealing.passphrase_fd, "N",
         N_("read the key's passphrase from this descriptor"),                           0, FD_MAX},
        {OPT_TEXT, "output",        'o', &a.to,                            "FILE",
         N_("write there instead of to standard output"),                                0, 0     },
        {OPT_END,  NULL,            0,   NULL,                             NULL,   NULL, 0, 0     },
    };
    const struct opt_spec spec = {
        .usage = N_("report REPORT [--html] [-o FILE]"),
        .en = N_("Make a report, certificate, recognition or waiver readable. "
                 "REPORT is report.xml, the\nfolder that a run wrote, or a "
                 "sealed container (.asice). --lang chooses the\nlanguage. "
                 "Nothing is judged here: use `entente verify` for that. What "
                 "a container\nother than a report's says is shown, and "
                 "anything exported, only when its seals hold."),
        .example = "  entente report out/ --html --lang fr -o report.html\n"
                   "  entente report certificate.asice --html -o page.html\n"
                   "  entente report certificate.asice --method-file method\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    a.path = args.a[0];
    rc = form_of(&a, form, exports, &e) || make_asked(cli, &a, &e)
             ? cmd_fail(&e)
             : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

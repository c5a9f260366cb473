/* entente certify: sealed reports, a scheme and a decision into a certificate.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cert/facefile.h"
#include "cli/cert/sealing.h"
#include "cli/cert/trustroot.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "reports/cert/certify.h"
#include "reports/seal/pki.h"

#define DEFAULT_NAME "certificate.asice"

struct asked {
    struct certify_ask ask;
    char now[32];
    bool no_html;
    struct sealing sealing;
};

static int check_asked(const struct asked *a, struct err *e)
{
    if (!a->ask.trust || !a->ask.scheme || !a->ask.decision)
        return err_set(e, ERR_USAGE,
                       "give the trust store, the scheme and the decision "
                       "with --trust, --scheme and --decision");
    if (sealing_check(&a->sealing, e))
        return -1;
    return a->sealing.force || a->no_html ? 0
                                          : facefile_free(a->sealing.out, e);
}

/* The certificate, then the pages beside it, all made before one is written. */
static int write_all(const struct cli *cli, const struct asked *a,
                     const struct buf *out, struct err *e)
{
    struct facefile pages = {0};
    int rc = -1;

    if ((a->no_html ||
         facefile_make(&pages, cli, a->sealing.out, out, e) == 0) &&
        path_write(a->sealing.out, out->s, out->n, e) == 0)
        rc = a->no_html ? 0 : facefile_write(&pages, a->sealing.out, e);
    facefile_release(&pages);
    return rc;
}

static int certify(const struct cli *cli, struct asked *a, struct err *e)
{
    struct pki_signer *signer = NULL;
    struct buf out = {0};
    int rc = -1;

    buf_init(&out, SEAL_BYTES_MAX);
    machine_now(a->now);
    a->ask.issued = a->now;
    if (check_asked(a, e))
        goto done;
    signer = sealing_open(&a->sealing, a->now, e);
    if (!signer || certify_make(&out, &a->ask, signer, e) ||
        sealing_stamp(cli, &out, &a->sealing, e) || write_all(cli, a, &out, e))
        goto done;
    cmd_say(cli, lang_tr("certificate: %s\n"), a->sealing.out);
    rc = 0;
done:
    pki_signer_free(signer);
    buf_release(&out);
    return rc;
}

int cmd_certify(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {.sealing = SEALING_INIT};
    const struct opt opts[] = {
        {OPT_TEXT, "as",       0, &a.ask.body,     "NAME",
         N_("the body, as the trust store calls it"),                   0, 0},
        {OPT_TEXT, "scheme",   0, &a.ask.scheme,   "FILE",
         N_("by which rules: scheme.xml"),                              0, 0},
        {OPT_TEXT, "decision", 0, &a.ask.decision, "FILE",
         N_("what its persons state: decision.xml"),                    0, 0},
        {OPT_TEXT, "trust",    0, &a.ask.trust,    "DIR",
         N_("folder with trust.xml: known signers, recognised suites"), 0, 0},
        TRUSTROOT_OPT(a.ask.trust_root),
        SEALING_KEY_OPTS(a.sealing),
        SEALING_OUT_OPT(a.sealing,
                        N_("the container (default: certificate.asice)")),
        SEALING_PASSPHRASE_OPT(a.sealing),
        SEALING_STAMP_OPTS(a.sealing),
        {OPT_FLAG, "no-html",  0, &a.no_html,      NULL,
         N_("do not write its pages, FILE.en.html and FILE.fr.html"),   0, 0},
        SEALING_FORCE_OPT(a.sealing),
        {OPT_END,  NULL,       0, NULL,            NULL,   NULL,        0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("certify REPORT... --as NAME --scheme FILE --decision FILE "
                    "--trust DIR --key FILE --cert FILE "
                    "[--tsa URL] [--ocsp URL] [--crl FILE] [-o FILE]"),
        .en =
            N_("Make a certificate (ISO/IEC 17065) from sealed reports, by "
               "the rules of a scheme. It\nholds all that it rests on, so that "
               "anyone can derive it again. Refused when the reports\ndo not "
               "carry it, each reason by its own message; the key must be that "
               "of a\ncertification body in the trust store."),
        .example = "  entente certify report.asice --as \"Certif FR\" "
                   "--scheme scheme.xml \\\n    --decision decision.xml "
                   "--trust trust --key body.key --cert body.crt\n",
        .opts = opts,
        .min_args = 1,
        .max_args = CERTIFY_REPORTS_MAX,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    a.ask.reports = args.a;
    a.ask.n_reports = args.n;
    a.sealing.out = a.sealing.out ? a.sealing.out : DEFAULT_NAME;
    rc = certify(cli, &a, &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

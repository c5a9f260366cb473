/* entente recognise: the second nation's seal on a certificate. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cert/sealing.h"
#include "cli/cert/trustroot.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "reports/cert/recognition.h"
#include "reports/seal/pki.h"
#include "reports/seal/seal.h"

#define DEFAULT_NAME "recognised.asice"

struct asked {
    struct recognise_ask ask;
    char now[32];
    struct sealing sealing;
};

static int check_asked(const struct asked *a, struct err *e)
{
    if (!a->ask.trust)
        return err_set(e, ERR_USAGE,
                       "give the trust store, the key and its certificate with "
                       "--trust, --key and --cert");
    return sealing_check(&a->sealing, e);
}

static int recognise(const struct cli *cli, struct asked *a, struct err *e)
{
    struct pki_signer *signer = NULL;
    struct buf out = {0};
    int rc = -1;

    buf_init(&out, SEAL_BYTES_MAX);
    machine_now(a->now);
    a->ask.now = a->now;
    if (check_asked(a, e))
        goto done;
    signer = sealing_open(&a->sealing, a->now, e);
    if (!signer || recognise_make(&out, &a->ask, signer, e) ||
        sealing_stamp(cli, &out, &a->sealing, e) ||
        path_write(a->sealing.out, out.s, out.n, e))
        goto done;
    cmd_say(cli, lang_tr("recognised: %s\n"), a->sealing.out);
    rc = 0;
done:
    pki_signer_free(signer);
    buf_release(&out);
    return rc;
}

int cmd_recognise(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {.sealing = SEALING_INIT};
    const struct opt opts[] = {
        {OPT_TEXT, "as",           0, &a.ask.body,         "NAME",
         N_("the body, as the trust store calls it"),                    0, 0},
        {OPT_TEXT, "reservations", 0, &a.ask.reservations, "FILE",
         N_("own scope, term and reservations: recognition.xml"),        0, 0},
        {OPT_TEXT, "trust",        0, &a.ask.trust,        "DIR",
         N_("folder with trust.xml: known signers, recognised suites"),  0, 0},
        TRUSTROOT_OPT(a.ask.trust_root),
        SEALING_KEY_OPTS(a.sealing),
        SEALING_OUT_OPT(a.sealing,
                        N_("the container (default: recognised.asice)")),
        SEALING_PASSPHRASE_OPT(a.sealing),
        SEALING_STAMP_OPTS(a.sealing),
        SEALING_FORCE_OPT(a.sealing),
        {OPT_END,  NULL,           0, NULL,                NULL,   NULL, 0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_(
            "recognise CERTIFICATE --as NAME --trust DIR --key FILE "
            "--cert FILE "
            "[--reservations FILE] [--tsa URL] [--ocsp URL] [--crl FILE] [-o FILE]"),
        .en =
            N_("Add the seal of another nation's body to a certificate, over "
               "exactly the same files; or,\nwith --reservations, seal a "
               "container around it that says how far it is recognised.\n\n"
               "The certificate must verify by the trust store. Who takes the "
               "second seal away leaves a\ncertificate that is valid "
               "without it: only the register shows that it was there, or\n"
               "`entente verify --require FR,GB`."),
        .example = "  entente recognise certificate.asice --as \"Certify GB\" "
                   "--trust trust \\\n    --key gb.key --cert gb.crt\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    a.ask.certificate = args.a[0];
    a.sealing.out = a.sealing.out ? a.sealing.out : DEFAULT_NAME;
    rc = recognise(cli, &a, &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

/* entente waiver: a body's word that a failed case is not held against a
 * product. */
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
#include "reports/cert/waiver.h"
#include "reports/seal/pki.h"
#include "reports/seal/seal.h"
#include "reports/trust/trust.h"

struct asked {
    const char *body;
    const char *trust;
    const char *trust_root;
    struct sealing sealing;
};

static int check_asked(const struct asked *a, struct err *e)
{
    if (!a->trust)
        return err_set(e, ERR_USAGE,
                       "give the trust store, the key and its certificate with "
                       "--trust, --key and --cert");
    return sealing_check(&a->sealing, e);
}

static int sign(const struct cli *cli, const struct asked *a, const char *path,
                struct err *e)
{
    struct pki_signer *signer = NULL;
    struct trust trust = {0};
    struct buf out;
    char now[32];
    int rc = -1;

    buf_init(&out, SEAL_BYTES_MAX);
    machine_now(now);
    if (check_asked(a, e) ||
        trust_open_from(&trust, a->trust, a->trust_root, e))
        goto done;
    signer = sealing_open(&a->sealing, now, e);
    if (!signer || waiver_make(&out, path, &trust, signer, a->body, now, e) ||
        sealing_stamp(cli, &out, &a->sealing, e) ||
        path_write(a->sealing.out, out.s, out.n, e))
        goto done;
    cmd_say(cli, lang_tr("waiver: %s\n"), a->sealing.out);
    rc = 0;
done:
    pki_signer_free(signer);
    trust_release(&trust);
    buf_release(&out);
    return rc;
}

static int waiver_sign(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {.sealing = SEALING_INIT};
    const struct opt opts[] = {
        {OPT_TEXT, "as",    0, &a.body,  "NAME",
         N_("the body, as the trust store calls it"),                   0, 0},
        {OPT_TEXT, "trust", 0, &a.trust, "DIR",
         N_("folder with trust.xml: known signers, recognised suites"), 0, 0},
        TRUSTROOT_OPT(a.trust_root),
        SEALING_KEY_OPTS(a.sealing),
        SEALING_OUT_OPT(a.sealing, N_("the container (default: waiver.asice)")),
        SEALING_PASSPHRASE_OPT(a.sealing),
        SEALING_STAMP_OPTS(a.sealing),
        SEALING_FORCE_OPT(a.sealing),
        {OPT_END,  NULL,    0, NULL,     NULL,   NULL,                  0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("waiver sign FILE --as NAME --trust DIR --key FILE "
                    "--cert FILE "
                    "[--tsa URL] [--ocsp URL] [--crl FILE] [-o FILE]"),
        .en = N_("Seal the waiver that FILE (waiver.xml) states: which case of "
                 "which suite is not held against\nwhich product, why, and "
                 "until when. The key must be that of a certification body in "
                 "the\ntrust store. `entente run --waiver` applies it, and it "
                 "is shown on every document."),
        .example = "  entente waiver sign waiver.xml --as \"Certif FR\" "
                   "--trust trust \\\n    --key body.key --cert body.crt\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    a.sealing.out = a.sealing.out ? a.sealing.out : "waiver.asice";
    rc = sign(cli, &a, args.a[0], &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

int cmd_waiver(const struct cli *cli, int argc, char **argv)
{
    static const struct cmd_row rows[] = {
        {"sign", waiver_sign, N_("seal a waiver")},
        {NULL,   NULL,        NULL               },
    };

    return cmd_dispatch(cli, "waiver", rows, argc, argv);
}

/* entente recognise: the second nation's seal on a certificate. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "cli/signkey.h"
#include "cli/trustroot.h"
#include "reports/cert/recognition.h"
#include "reports/seal/pki.h"
#include "reports/seal/seal.h"

#define FD_MAX       1023
#define DEFAULT_NAME "recognised.asice"

struct asked {
    struct recognise_ask ask;
    const char *key;
    const char *module;
    const char *cert;
    const char *out;
    int64_t passphrase_fd;
    bool force;
};

static int check_asked(const struct asked *a, struct err *e)
{
    if (!a->ask.trust || !a->key || !a->cert)
        return err_set(e, ERR_USAGE,
                       "give the trust store, the key and its certificate with "
                       "--trust, --key and --cert");
    if (path_exists(a->out) && !a->force) {
        err_set(e, ERR_USAGE,
                "the file is there already: give another name with -o, or "
                "--force to replace it");
        return err_at(e, a->out, 0, 0);
    }
    return 0;
}

static int recognise(const struct cli *cli, const struct asked *a,
                     struct err *e)
{
    struct recognise_ask ask = a->ask;
    struct pki_signer *signer = NULL;
    struct buf out = {0};
    int64_t time = 0;
    char key[SIGNKEY_MAX];
    char now[32];
    int rc = -1;

    buf_init(&out, SEAL_BYTES_MAX);
    machine_now(now);
    ask.now = now;
    if (check_asked(a, e) || signkey_text(key, a->key, a->module, e) ||
        pki_time(&time, now, e))
        goto done;
    signer = pki_signer_open(key, (int)a->passphrase_fd, a->cert, time, e);
    if (!signer || recognise_make(&out, &ask, signer, e) ||
        path_write(a->out, out.s, out.n, e))
        goto done;
    cmd_say(cli, lang_tr("recognised: %s\n"), a->out);
    rc = 0;
done:
    pki_signer_free(signer);
    buf_release(&out);
    return rc;
}

int cmd_recognise(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {.passphrase_fd = -1};
    const struct opt opts[] = {
        {OPT_TEXT, "as",            0,   &a.ask.body,         "NAME",
         N_("the body, as the trust store calls it"),                       0, 0     },
        {OPT_TEXT, "reservations",  0,   &a.ask.reservations, "FILE",
         N_("own scope, term and reservations: recognition.xml"),           0, 0     },
        {OPT_TEXT, "trust",         0,   &a.ask.trust,        "DIR",
         N_("folder with trust.xml: known signers, recognised suites"),     0, 0     },
        TRUSTROOT_OPT(a.ask.trust_root),
        {OPT_TEXT, "key",           0,   &a.key,              "FILE",
         N_("private key, PEM: ECDSA P-256 or P-384, RSA from 3072 bits"),  0,
         0                                                                           },
        {OPT_TEXT, "cert",          0,   &a.cert,             "FILE",
         N_("its certificate, PEM, first; then the chain"),                 0, 0     },
        SIGNKEY_OPT(a.module),
        {OPT_TEXT, "output",        'o', &a.out,              "FILE",
         N_("the container (default: recognised.asice)"),                   0, 0     },
        {OPT_INT,  "passphrase-fd", 0,   &a.passphrase_fd,    "N",
         N_("read the key's passphrase from this descriptor"),              0, FD_MAX},
        {OPT_FLAG, "force",         0,   &a.force,            NULL,
         N_("replace a container that is there already"),                   0, 0     },
        {OPT_END,  NULL,            0,   NULL,                NULL,   NULL, 0, 0     },
    };
    const struct opt_spec spec = {
        .usage = N_("recognise CERTIFICATE --as NAME --trust DIR --key FILE "
                    "--cert FILE [--reservations FILE] [-o FILE]"),
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
    a.out = a.out ? a.out : DEFAULT_NAME;
    rc = recognise(cli, &a, &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

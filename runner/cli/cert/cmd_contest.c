/* entente objection, entente erratum: a case of a suite that is wrong, as
 * somebody says it and as a body accepts it. */
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
#include "reports/cert/contest.h"
#include "reports/seal/pki.h"
#include "reports/seal/seal.h"
#include "reports/trust/trust.h"

struct asked {
    enum contest_kind kind;
    const char *holder;
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
    struct contest_ask ask = {
        .kind = a->kind, .stated = path, .holder = a->holder};
    struct pki_signer *signer = NULL;
    struct trust trust = {0};
    struct buf out;
    char now[32];
    int rc = -1;

    buf_init(&out, SEAL_BYTES_MAX);
    machine_now(now);
    ask.now = now;
    if (check_asked(a, e) ||
        trust_open_from(&trust, a->trust, a->trust_root, e))
        goto done;
    signer = sealing_open(&a->sealing, now, e);
    if (!signer || contest_make(&out, &ask, &trust, signer, e) ||
        path_write(a->sealing.out, out.s, out.n, e))
        goto done;
    cmd_say(cli,
            a->kind == CONTEST_ERRATUM ? lang_tr("erratum: %s\n")
                                       : lang_tr("objection: %s\n"),
            a->sealing.out);
    rc = 0;
done:
    pki_signer_free(signer);
    trust_release(&trust);
    buf_release(&out);
    return rc;
}

/* What differs between the two. */
struct words {
    enum contest_kind kind;
    const char *usage, *en, *example, *out;
};

static int sign_one(const struct cli *cli, const struct words *w, int argc,
                    char **argv)
{
    struct asked a = {.kind = w->kind, .sealing = SEALING_INIT};
    const struct opt opts[] = {
        {OPT_TEXT, "as",    0, &a.holder, "NAME",
         N_("the signer, as the trust store calls it"),                 0, 0},
        {OPT_TEXT, "trust", 0, &a.trust,  "DIR",
         N_("folder with trust.xml: known signers, recognised suites"), 0, 0},
        TRUSTROOT_OPT(a.trust_root),
        SEALING_KEY_OPTS(a.sealing),
        SEALING_OUT_OPT(
            a.sealing,
            N_("the container (default: beside you, named by its kind)")),
        SEALING_PASSPHRASE_OPT(a.sealing),
        SEALING_FORCE_OPT(a.sealing),
        {OPT_END,  NULL,    0, NULL,      NULL,   NULL,                 0, 0},
    };
    const struct opt_spec spec = {
        .usage = w->usage,
        .en = w->en,
        .example = w->example,
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    a.sealing.out = a.sealing.out ? a.sealing.out : w->out;
    rc = sign(cli, &a, args.a[0], &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

static int objection_sign(const struct cli *cli, int argc, char **argv)
{
    static const struct words w = {
        CONTEST_OBJECTION,
        N_("objection sign FILE --trust DIR --key FILE --cert FILE [--as NAME] "
           "[-o FILE]"),
        N_("Seal the objection that FILE (objection.xml) states: which case of "
           "which suite is wrong,\nand why, in English and French. Any holder "
           "of the trust store may object."),
        "  entente objection sign objection.xml --trust trust --key lab.key "
        "--cert lab.crt\n",
        "objection.asice",
    };

    return sign_one(cli, &w, argc, argv);
}

static int erratum_sign(const struct cli *cli, int argc, char **argv)
{
    static const struct words w = {
        CONTEST_ERRATUM,
        N_("erratum sign FILE --trust DIR --key FILE --cert FILE [--as NAME] "
           "[-o FILE]"),
        N_("Seal the erratum that FILE (erratum.xml) states: which case of "
           "which suite is excluded,\nsince when, why, and which objection it "
           "accepts. The key must be that of a\ncertification body in the "
           "trust store. `entente suite impact` tells what it changes."),
        "  entente erratum sign erratum.xml --as \"Certif FR\" --trust trust "
        "\\\n    --key body.key --cert body.crt\n",
        "erratum.asice",
    };

    return sign_one(cli, &w, argc, argv);
}

int cmd_objection(const struct cli *cli, int argc, char **argv)
{
    static const struct cmd_row rows[] = {
        {"sign", objection_sign, N_("seal an objection")},
        {NULL,   NULL,           NULL                   },
    };

    return cmd_dispatch(cli, "objection", rows, argc, argv);
}

int cmd_erratum(const struct cli *cli, int argc, char **argv)
{
    static const struct cmd_row rows[] = {
        {"sign", erratum_sign, N_("seal an erratum")},
        {NULL,   NULL,         NULL                 },
    };

    return cmd_dispatch(cli, "erratum", rows, argc, argv);
}

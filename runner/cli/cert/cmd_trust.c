/* entente trust: whom a nation knows, as one sealed file. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cert/sealing.h"
#include "cli/cert/trustroot.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "reports/seal/pki.h"
#include "reports/seal/seal.h"
#include "reports/trust/trust.h"
#include "reports/trust/trustseal.h"

/* --- sign ----------------------------------------------------------------- */

struct asked {
    struct sealing sealing;
};

static int sign(const struct cli *cli, const struct asked *a, const char *dir,
                struct err *e)
{
    struct pki_signer *signer = NULL;
    struct buf out;
    char now[32];
    int rc = -1;

    buf_init(&out, SEAL_BYTES_MAX);
    machine_now(now);
    if (sealing_check(&a->sealing, e))
        goto done;
    signer = sealing_open(&a->sealing, now, e);
    if (!signer || trustseal_make(&out, dir, signer, now, e) ||
        path_write(a->sealing.out, out.s, out.n, e))
        goto done;
    cmd_say(cli, lang_tr("trust store: %s\n"), a->sealing.out);
    rc = 0;
done:
    pki_signer_free(signer);
    buf_release(&out);
    return rc;
}

static int trust_sign(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {.sealing = SEALING_INIT};
    const struct opt opts[] = {
        SEALING_KEY_OPTS(a.sealing),
        SEALING_OUT_OPT(a.sealing, N_("the container (default: trust.asice)")),
        SEALING_PASSPHRASE_OPT(a.sealing),
        SEALING_FORCE_OPT(a.sealing),
        {OPT_END, NULL, 0, NULL, NULL, NULL, 0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("trust sign DIR --key FILE --cert FILE [-o FILE]"),
        .en = N_("Seal the trust store in folder DIR with its anchors in one "
                 "container, which every\n--trust takes in place of a folder. "
                 "Its trust.xml states version, nation and day of issue."),
        .example = "  entente trust sign store --key nation.key --cert "
                   "nation.crt -o trust-fr-7.asice\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    a.sealing.out = a.sealing.out ? a.sealing.out : "trust.asice";
    rc = sign(cli, &a, args.a[0], &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

/* --- check ---------------------------------------------------------------- */

struct to_check {
    const char *root;
    const char *state;
    bool json;
};

static void print_text(const struct trust *t)
{
    if (t->version > 0)
        printf(lang_tr("trust store of %s, version %" PRId64 " of %s\n"),
               t->nation, t->version, t->issued);
    else
        printf("%s\n", lang_tr("trust store that states no version"));
    printf(lang_tr("%zu anchors, %zu holders, %zu suites\n"), t->n_anchors,
           t->n_holders, t->n_suites);
    if (!t->seal.signer) {
        printf("%s\n", lang_tr("a folder: nobody sealed it"));
        return;
    }
    printf(t->seal.rooted ? lang_tr("sealed by %s, as was asked for\n")
                          : lang_tr("sealed by %s, unattributed: nobody said "
                                    "who may (--trust-root)\n"),
           t->seal.signer);
    printf("SHA-256 %s\n", t->seal.sha256);
}

static void add_text(struct buf *b, const char *key, const char *text)
{
    buf_printf(b, ", \"%s\": ", key);
    if (text)
        buf_json(b, text);
    else
        buf_str(b, "null");
}

static int print_json(const struct trust *t, struct err *e)
{
    struct buf b;
    int rc;

    buf_init(&b, TRUST_BYTES_MAX);
    buf_printf(&b, "{\"version\": %" PRId64, t->version);
    add_text(&b, "nation", t->nation);
    add_text(&b, "issued", t->issued);
    buf_printf(&b, ", \"anchors\": %zu, \"holders\": %zu, \"suites\": %zu",
               t->n_anchors, t->n_holders, t->n_suites);
    add_text(&b, "signer", t->seal.signer);
    add_text(&b, "certificate_sha256", t->seal.sha256);
    buf_printf(&b, ", \"attributed\": %s}\n",
               t->seal.rooted ? "true" : "false");
    rc = buf_check(&b, e);
    if (rc == 0)
        fputs(b.s, stdout);
    buf_release(&b);
    return rc;
}

static int check(const struct to_check *a, const char *path, struct err *e)
{
    struct trust t = {0};
    int rc = -1;

    if (trust_open_from(&t, path, a->root, e))
        goto done;
    if (a->state && !t.seal.rooted) {
        err_set(e, ERR_USAGE,
                "--state is for a sealed trust store whose signer is known: "
                "give --trust-root");
        goto done;
    }
    if (a->state && trustseal_seen(&t, path, a->state, e))
        goto done;
    if (a->json && print_json(&t, e))
        goto done;
    if (!a->json)
        print_text(&t);
    rc = 0;
done:
    trust_release(&t);
    return rc;
}

static int trust_check(const struct cli *cli, int argc, char **argv)
{
    struct to_check a = {0};
    const struct opt opts[] = {
        TRUSTROOT_OPT(a.root),
        {OPT_TEXT, "state", 0, &a.state, "FILE",
                  N_("file of the versions seen: an older one is refused"), 0, 0},
        {OPT_FLAG, "json",  0, &a.json,  NULL,
                  N_("print the result as JSON instead of text"),           0, 0},
        {OPT_END,  NULL,    0, NULL,     NULL,   NULL,             0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("trust check STORE [--trust-root SHA256] [--state FILE]"),
        .en = N_("Can the trust store be used, which issue is it, and who "
                 "sealed it? STORE is a folder or\na container. With --state "
                 "an older issue than one already seen is refused: do this "
                 "once\nwith each store that comes in, before it is used."),
        .example =
            "  entente trust check trust-fr-7.asice --trust-root 5f0c... "
            "--state seen.txt\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    (void)cli;
    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = check(&a, args.a[0], &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

int cmd_trust(const struct cli *cli, int argc, char **argv)
{
    static const struct cmd_row rows[] = {
        {"sign",  trust_sign,  N_("seal a trust store")                   },
        {"check", trust_check, N_("which issue is it, and who sealed it?")},
        {NULL,    NULL,        NULL                                       },
    };

    return cmd_dispatch(cli, "trust", rows, argc, argv);
}

/* entente sign: the report of a run into a sealed container. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cert/sealing.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "reports/seal/pki.h"
#include "reports/seal/seal.h"

#define DEFAULT_NAME "report.asice"

struct asked {
    struct sealing sealing;
};

/* Where the container goes: -o, else beside the report. */
static int output_path(char out[PATH_TEXT_MAX], const struct asked *a,
                       const char *report, struct err *e)
{
    char dir[PATH_TEXT_MAX];

    if (a->sealing.out) {
        if (snprintf(out, PATH_TEXT_MAX, "%s", a->sealing.out) >= PATH_TEXT_MAX)
            return err_set(e, ERR_LIMIT, "a path is longer than %d bytes",
                           PATH_TEXT_MAX - 1);
    } else if (path_is_dir(report)) {
        if (path_join(out, report, DEFAULT_NAME, e))
            return -1;
    } else if (path_dir(dir, report, e) ||
               path_join(out, dir, DEFAULT_NAME, e)) {
        return -1;
    }
    return sealing_check_free(out, a->sealing.force, e);
}

static int sign(const struct cli *cli, const struct asked *a,
                const char *report, struct err *e)
{
    struct pki_signer *signer = NULL;
    struct seal_loaded loaded = {0};
    struct buf container = {0};
    char path[PATH_TEXT_MAX];
    char now[32];
    int rc = -1;

    buf_init(&container, SEAL_BYTES_MAX);
    machine_now(now);
    if (sealing_check(&a->sealing, e) || output_path(path, a, report, e) ||
        seal_load(&loaded, report, e))
        goto done;
    signer = sealing_open(&a->sealing, now, e);
    if (!signer ||
        seal_make(&container, loaded.members, loaded.n, signer, now, e) ||
        sealing_stamp(cli, &container, &a->sealing, e) ||
        path_write(path, container.s, container.n, e))
        goto done;
    cmd_say(cli, lang_tr("sealed: %s\n"), path);
    rc = 0;
done:
    pki_signer_free(signer);
    seal_loaded_release(&loaded);
    buf_release(&container);
    return rc;
}

int cmd_sign(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {.sealing = SEALING_INIT};
    const struct opt opts[] = {
        SEALING_KEY_OPTS(a.sealing),
        SEALING_OUT_OPT(
            a.sealing,
            N_("the container (default: report.asice beside the report)")),
        SEALING_PASSPHRASE_OPT(a.sealing),
        SEALING_STAMP_OPTS(a.sealing),
        SEALING_FORCE_OPT(a.sealing),
        {OPT_END, NULL, 0, NULL, NULL, NULL, 0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("sign REPORT --key FILE --cert FILE "
                    "[--tsa URL] [--ocsp URL] [--crl FILE] [-o FILE]"),
        .en = N_("Seal the report in folder REPORT (or beside report.xml) "
                 "with its suite and counts\nin an ASiC-E container. A report "
                 "whose verdict does not follow from them is refused.\nThe "
                 "role of the key is for the verifier's trust store to say."),
        .example = "  entente sign result --key seal.key --cert seal.crt -o "
                   "report.asice\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = sign(cli, &a, args.a[0], &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

/* entente sign: the report of a run into a sealed container. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cert/signkey.h"
#include "cli/cert/stampopt.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "reports/seal/seal.h"

#define FD_MAX       1023
#define DEFAULT_NAME "report.asice"

struct asked {
    const char *key;
    const char *module;
    const char *cert;
    const char *out;
    int64_t passphrase_fd;
    struct stampopt stamp;
    bool force;
};

/* Where the container goes: -o, else beside the report. */
static int output_path(char out[PATH_TEXT_MAX], const struct asked *a,
                       const char *report, struct err *e)
{
    char dir[PATH_TEXT_MAX];

    if (a->out) {
        if (snprintf(out, PATH_TEXT_MAX, "%s", a->out) >= PATH_TEXT_MAX)
            return err_set(e, ERR_LIMIT, "a path is longer than %d bytes",
                           PATH_TEXT_MAX - 1);
    } else if (path_is_dir(report)) {
        if (path_join(out, report, DEFAULT_NAME, e))
            return -1;
    } else if (path_dir(dir, report, e) ||
               path_join(out, dir, DEFAULT_NAME, e)) {
        return -1;
    }
    if (path_exists(out) && !a->force) {
        err_set(e, ERR_USAGE,
                "the file is there already: give another name with -o, or "
                "--force to replace it");
        return err_at(e, out, 0, 0);
    }
    return 0;
}

static int check_asked(const struct asked *a, struct err *e)
{
    if (!a->key || !a->cert)
        return err_set(e, ERR_USAGE,
                       "give the key with --key and its certificate with "
                       "--cert");
    return stampopt_check(&a->stamp, e);
}

static int sign(const struct cli *cli, const struct asked *a,
                const char *report, struct err *e)
{
    struct seal_loaded loaded = {0};
    struct buf container = {0};
    char path[PATH_TEXT_MAX];
    char key[SIGNKEY_MAX];
    char now[32];
    int rc = -1;

    buf_init(&container, SEAL_BYTES_MAX);
    machine_now(now);
    if (check_asked(a, e) || signkey_text(key, a->key, a->module, e) ||
        output_path(path, a, report, e) || seal_load(&loaded, report, e) ||
        seal_make(&container, loaded.members, loaded.n, key,
                  (int)a->passphrase_fd, a->cert, now, e) ||
        stampopt_apply(cli, &container, &a->stamp, e) ||
        path_write(path, container.s, container.n, e))
        goto done;
    cmd_say(cli, lang_tr("sealed: %s\n"), path);
    rc = 0;
done:
    seal_loaded_release(&loaded);
    buf_release(&container);
    return rc;
}

int cmd_sign(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {.passphrase_fd = -1};
    const struct opt opts[] = {
        {OPT_TEXT, "key",           0,   &a.key,           "FILE",
         N_("private key, PEM: ECDSA P-256 or P-384, RSA from 3072 bits"),        0,
         0                                                                                 },
        {OPT_TEXT, "cert",          0,   &a.cert,          "FILE",
         N_("its certificate, PEM, first; then the chain"),                       0, 0     },
        SIGNKEY_OPT(a.module),
        {OPT_TEXT, "output",        'o', &a.out,           "FILE",
         N_("the container (default: report.asice beside the report)"),           0, 0     },
        {OPT_INT,  "passphrase-fd", 0,   &a.passphrase_fd, "N",
         N_("read the key's passphrase from this descriptor"),                    0, FD_MAX},
        {OPT_TEXT, "tsa",           0,   &a.stamp.tsa,     "URL",  STAMPOPT_TSA,  0, 0     },
        {OPT_TEXT, "ocsp",          0,   &a.stamp.ocsp,    "URL",  STAMPOPT_OCSP, 0, 0     },
        {OPT_FLAG, "force",         0,   &a.force,         NULL,
         N_("replace a container that is there already"),                         0, 0     },
        {OPT_END,  NULL,            0,   NULL,             NULL,   NULL,          0, 0     },
    };
    const struct opt_spec spec = {
        .usage = N_("sign REPORT --key FILE --cert FILE "
                    "[--tsa URL] [--ocsp URL] [-o FILE]"),
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

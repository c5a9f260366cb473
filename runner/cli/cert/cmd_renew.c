/* entente renew: an archive time stamp, before what proves the time lapses. */
#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cert/sealing.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "reports/seal/seal.h"
#include "reports/stamp/stamp.h"

#define DEFAULT_NAME "renewed.asice"

struct asked {
    struct stamp_ask ask;
    const char *out;
    char now[32];
    bool force;
};

static int check_asked(const struct asked *a, struct err *e)
{
    if (!a->ask.tsa)
        return err_set(e, ERR_USAGE,
                       "give the address of a time-stamping authority with "
                       "--tsa");
    return sealing_check_free(a->out, a->force, e);
}

static int renew(const struct cli *cli, struct asked *a, const char *path,
                 struct err *e)
{
    struct buf bytes = {0};
    int rc = -1;

    buf_init(&bytes, SEAL_BYTES_MAX);
    machine_now(a->now);
    a->ask.now = a->now;
    if (check_asked(a, e))
        goto done;
    if (path_read(&bytes, path, e) || stamp_renew(&bytes, &a->ask, e)) {
        err_at(e, path, 0, 0);
        goto done;
    }
    if (path_write(a->out, bytes.s, bytes.n, e))
        goto done;
    cmd_say(cli, lang_tr("renewed: %s\n"), a->out);
    rc = 0;
done:
    buf_release(&bytes);
    return rc;
}

int cmd_renew(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {.out = DEFAULT_NAME};
    const struct opt opts[] = {
        {OPT_TEXT, "tsa",    0,   &a.ask.tsa, "URL",
         N_("address of a time-stamping authority (RFC 3161)"), 0, 0},
        {OPT_TEXT, "output", 'o', &a.out,     "FILE",
         N_("the container (default: renewed.asice)"),          0, 0},
        {OPT_FLAG, "force",  0,   &a.force,   NULL,
         N_("replace a container that is there already"),       0, 0},
        {OPT_END,  NULL,     0,   NULL,       NULL,   NULL,     0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("renew FILE --tsa URL [-o FILE]"),
        .en = N_("Put an archive time stamp (level B-LTA) over each seal of "
                 "the container and all that\nbelongs to it. To be done "
                 "before the certificate of its last time stamp ends: after\n"
                 "that nothing proves any more when it was sealed. Nothing "
                 "that was signed changes."),
        .example = "  entente renew certificate.asice --tsa "
                   "http://tsa.example.org -o renewed.asice\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = renew(cli, &a, args.a[0], &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

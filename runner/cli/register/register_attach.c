/* entente register attach: a proof of inclusion into the container that it is
 * about. */
#include <inttypes.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/register/register.h"
#include "reports/register/tlogproof.h"
#include "reports/seal/asic.h"
#include "reports/seal/seal.h"
#include "reports/seal/verify.h"

#define NAME_MAX_BYTES 40
#define ORIGIN_SHOWN   18 /* characters of it in a name */

/* By log and entry, so that a newer proof takes the place of an older one. */
static void name_proof(char out[NAME_MAX_BYTES], const struct tlogproof *p)
{
    int n = snprintf(out, NAME_MAX_BYTES, "%.*s-%" PRIu64, ORIGIN_SHOWN,
                     p->checkpoint.origin, p->index);

    for (int i = 0; i < n && i < NAME_MAX_BYTES - 1; i++) {
        char c = out[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (c >= '0' && c <= '9') || c == '.';

        if (!plain || (c == '.' && i == 0))
            out[i] = '-';
    }
}

/* Verification looks at the proof too: what it refuses is not written. */
static int check(const struct buf *container, struct err *e)
{
    struct verified v = {0};
    int rc = -1;

    if (verify_bytes(&v, container->s, container->n, NULL, e))
        return -1;
    if (v.state == VERIFY_REFUSED)
        err_set(e, ERR_REFUSED, "the proof is not attached: %s", v.reason);
    else
        rc = 0;
    verified_release(&v);
    return rc;
}

static int attach_to(struct buf *out, const struct buf *container,
                     const struct buf *proof, struct err *e)
{
    const char *text = proof->s ? proof->s : "";
    char name[NAME_MAX_BYTES];
    struct tlogproof p;
    struct asic a = {0};
    int rc = -1;

    if (tlogproof_parse(&p, text, proof->n, e))
        return -1;
    name_proof(name, &p);
    if (asic_open(&a, container->s ? container->s : "", container->n, e) ||
        asic_add_proof(out, &a, name, text, proof->n, e))
        goto done;
    rc = check(out, e);
done:
    asic_release(&a);
    return rc;
}

static int attach(const char *container, const char *proof, const char *to,
                  struct err *e)
{
    struct buf bytes;
    struct buf text;
    struct buf out;
    int rc = -1;

    buf_init(&bytes, SEAL_BYTES_MAX);
    buf_init(&text, TLOGPROOF_BYTES_MAX);
    buf_init(&out, SEAL_BYTES_MAX);
    if (path_read(&bytes, container, e) || path_read(&text, proof, e) ||
        attach_to(&out, &bytes, &text, e))
        goto done;
    rc = path_write(to ? to : container, out.s, out.n, e);
done:
    buf_release(&bytes);
    buf_release(&text);
    buf_release(&out);
    return rc;
}

int register_cmd_attach(const struct cli *cli, int argc, char **argv)
{
    const char *out = NULL;
    const struct opt opts[] = {
        {OPT_TEXT, "output", 'o', &out, "FILE",
         N_("write there and leave the container as it is"), 0, 0},
        {OPT_END,  NULL,     0,   NULL, NULL,   NULL,        0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("register attach CONTAINER PROOF [-o FILE]"),
        .en =
            N_("Put a proof of inclusion into the container that its entry is "
               "about, beside the seals, which do\nnot cover it; a newer "
               "proof of the same entry takes the place of the older one. A "
               "proof that\ndoes not hold, or is of an entry about another "
               "container, is not attached.\n\n`entente verify` tells which "
               "log it is from, and believes it by the <register> of the "
               "trust\nstore."),
        .example = "  entente register prove register FR-2026-0001 -o "
                   "fr.tlog-proof\n  entente register attach certificate.asice "
                   "fr.tlog-proof\n",
        .opts = opts,
        .min_args = 2,
        .max_args = 2,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    (void)cli;
    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = attach(args.a[0], args.a[1], out, &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

#include "cli/cert/erratumopen.h"

#include "base/err.h"
#include "cli/machine.h"
#include "reports/seal/verify.h"

int erratum_open(struct verified *out, const char *path, const char *trust,
                 const char *root, struct err *e)
{
    char now[32];
    const struct verify_ask ask = {
        .trust = trust, .trust_root = root, .now = now};

    machine_now(now);
    if (verify_container(out, path, &ask, e))
        return -1;
    if (out->state == VERIFY_REFUSED)
        err_set(e, ERR_REFUSED, "the container does not verify: %s",
                out->reason);
    else if (out->kind != VERIFY_ERRATUM)
        err_set(e, ERR_REFUSED, "the container holds no erratum");
    else if (trust && out->state != VERIFY_VALID)
        err_set(e, ERR_REFUSED, "the erratum is of no known body: %s",
                out->reason);
    else
        return 0;
    return err_at(e, path, 0, 0);
}

#include "cli/cert/stampopt.h"

#include <stddef.h>

#include "base/err.h"
#include "base/lang.h"
#include "cli/cmd.h"
#include "reports/stamp/stamp.h"

int stampopt_check(const struct stampopt *o, struct err *e)
{
    if (o->ocsp && !o->tsa)
        return err_set(e, ERR_USAGE,
                       "--ocsp goes with --tsa: a status is of use only beside "
                       "a time stamp");
    return 0;
}

int stampopt_apply(const struct cli *cli, struct buf *container,
                   const struct stampopt *o, struct err *e)
{
    const struct stamp_ask ask = {.tsa = o->tsa, .ocsp = o->ocsp};

    if (o->tsa)
        return stamp_seal(container, &ask, e);
    cmd_say(cli, lang_tr("a draft: without --tsa no time stamp proves when it "
                         "was sealed\n"));
    return 0;
}

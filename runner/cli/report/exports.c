#include "cli/report/exports.h"

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/outdir.h"
#include "reports/export/bco.h"
#include "reports/export/intoto.h"
#include "reports/export/method.h"
#include "reports/export/rocrate.h"
#include "reports/face/dossier.h"
#include "reports/seal/pki.h"

static int open_container(struct dossier *d, const char *path, struct err *e)
{
    if (!path_ends(path, ".asice"))
        return err_set(e, ERR_USAGE,
                       "only a sealed container (.asice) can be exported: what "
                       "is not sealed can be altered by anyone");
    return dossier_open(d, path, e);
}

static int in_toto(struct buf *out, const struct cli *cli,
                   const struct dossier *d, const struct exports_ask *ask,
                   struct err *e)
{
    struct pki_signer *signer = NULL;
    size_t untold = 0;
    char now[32];
    int rc;

    machine_now(now);
    if (ask->sealing.key || ask->sealing.cert) {
        if (sealing_check(&ask->sealing, e))
            return -1;
        signer = sealing_open(&ask->sealing, now, e);
        if (!signer)
            return -1;
    }
    rc = intoto_write(out, &untold, d, signer, e);
    pki_signer_free(signer);
    if (rc == 0 && untold > 0)
        cmd_say(cli,
                lang_tr("verdicts that are not decided, and of which in-toto "
                        "says nothing: %zu\n"),
                untold);
    return rc;
}

int exports_make(struct buf *out, const struct cli *cli, const char *path,
                 const struct exports_ask *ask, struct err *e)
{
    struct dossier d;
    int rc = -1;

    if (open_container(&d, path, e))
        return -1;
    switch (ask->form) {
    case EXPORTS_IN_TOTO:
        rc = in_toto(out, cli, &d, ask, e);
        break;
    case EXPORTS_RO_CRATE:
        rc = rocrate_write(out, &d, e);
        break;
    case EXPORTS_BCO:
        rc = bco_write(out, &d, e);
        break;
    case EXPORTS_NONE:
        break;
    }
    dossier_release(&d);
    return rc;
}

int exports_method(const struct cli *cli, const char *path, const char *dir,
                   struct err *e)
{
    struct dossier d;
    struct method m = {0};
    struct outdir o = {0};
    int rc = -1;

    if (open_container(&d, path, e))
        return -1;
    if (method_make(&m, &d, lang_get(), cli->datadir, e) ||
        outdir_open(&o, dir, e))
        goto done;
    for (size_t i = 0; i < METHOD_FILES; i++) {
        if (outdir_add(&o, method_name(i), &m.file[i], e))
            goto done;
    }
    rc = outdir_commit(&o, e);
done:
    outdir_close(&o);
    method_release(&m);
    dossier_release(&d);
    return rc;
}

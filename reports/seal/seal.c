#include "reports/seal/seal.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/seal/asic.h"
#include "reports/seal/content.h"

int seal_load(struct seal_member members[SEAL_REPORT_MEMBERS],
              struct buf *bytes, const char *path, struct err *e)
{
    char dir[PATH_TEXT_MAX];
    char file[PATH_TEXT_MAX];

    if (path_is_dir(path) ? path_join(dir, path, ".", e)
                          : path_dir(dir, path, e))
        return -1;
    for (size_t i = 0; i < SEAL_REPORT_MEMBERS; i++) {
        members[i] = content_members[i];
        buf_init(&bytes[i], SEAL_BYTES_MAX);
        if (path_join(file, dir, members[i].name, e))
            return -1;
        if (path_read(&bytes[i], file, e))
            return err_at(e, file, 0, 0);
        members[i].data = bytes[i].s ? bytes[i].s : "";
        members[i].len = bytes[i].n;
    }
    return 0;
}

/* What was just made must hold: a fault of ours must not leave the house. */
static int check_again(const struct buf *b, struct err *e)
{
    struct pki_cert *chain[PKI_CERTS_MAX] = {0};
    struct asic a = {0};
    int rc = -1;

    if (asic_open(&a, b->s, b->n, e) == 0)
        rc = asic_check(chain, &a, 0, e);
    pki_chain_free(chain, PKI_CERTS_MAX);
    asic_release(&a);
    return rc;
}

int seal_make(struct buf *out, const struct seal_member *members, size_t n,
              const char *key_path, int passphrase_fd, const char *cert_path,
              const char *signing_time, struct err *e)
{
    struct content content = {0};
    struct pki_signer *signer = NULL;
    int64_t time = 0;
    int rc = -1;

    if (content_open(&content, members, n, e) ||
        pki_time(&time, signing_time, e))
        goto done;
    signer = pki_signer_open(key_path, passphrase_fd, cert_path, time, e);
    if (!signer || asic_make(out, members, n, signer, signing_time, e) ||
        check_again(out, e))
        goto done;
    rc = 0;
done:
    pki_signer_free(signer);
    content_release(&content);
    return rc;
}

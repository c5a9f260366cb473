/* The container as it was when it was sealed: what a register's entry names. */
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "reports/seal/asic.h"

/* Archive time stamps come years later: a seal's file without them. */
static int put_seal(struct buf *text, struct zip_entry *z,
                    const struct xades *x, struct err *e)
{
    struct xades bare = *x;

    if (x->time.n_archives == 0)
        return 0;
    bare.time.n_archives = 0;
    xades_write(text, &bare);
    if (buf_check(text, e))
        return -1;
    z->data = text->s;
    z->len = text->n;
    return 0;
}

/* `text`: a buf for each seal. */
static int write_issued(struct buf *out, struct buf *text, const struct asic *a,
                        size_t n_seals, struct err *e)
{
    const size_t n = a->zip.n - a->n_proofs - (a->n_sigs - n_seals);
    struct zip_entry all[ZIP_ENTRIES_MAX];

    memcpy(all, a->zip.a, n * sizeof *all);
    for (size_t i = 0; i < n_seals; i++) {
        if (put_seal(&text[i], &all[a->file[i] - a->zip.a], &a->sig[i], e))
            return -1;
    }
    return zip_write(out, all, n, e);
}

int asic_issued(char out[DIGEST_HEX_MAX], const struct asic *a, size_t n_seals,
                struct err *e)
{
    struct buf text[ASIC_SEALS_MAX];
    struct buf bytes;
    int rc = -1;

    buf_init(&bytes, ZIP_BYTES_MAX);
    for (size_t i = 0; i < ASIC_SEALS_MAX; i++)
        buf_init(&text[i], XADES_BYTES_MAX);
    if (write_issued(&bytes, text, a, n_seals, e) == 0)
        rc = digest_hex_of(out, DIGEST_SHA256, bytes.s, bytes.n, e);
    for (size_t i = 0; i < ASIC_SEALS_MAX; i++)
        buf_release(&text[i]);
    buf_release(&bytes);
    return rc;
}

int asic_issued_as(size_t *n_seals, const struct asic *a, const char *sha256,
                   struct err *e)
{
    char hex[DIGEST_HEX_MAX];

    for (*n_seals = a->n_sigs; *n_seals > 0; --*n_seals) {
        if (asic_issued(hex, a, *n_seals, e))
            return -1;
        if (strcmp(hex, sha256) == 0)
            return 0;
    }
    return 0;
}

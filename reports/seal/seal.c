#include "reports/seal/seal.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/cert/waiver.h"
#include "reports/seal/asic.h"
#include "reports/seal/content.h"

/* One file of the folder, as the next member. */
static int load_one(struct seal_loaded *l, const char *dir, struct err *e)
{
    struct seal_member *m = &l->members[l->n];
    struct buf *b = &l->bytes[l->n];
    char file[PATH_TEXT_MAX];

    buf_init(b, SEAL_BYTES_MAX);
    if (path_join(file, dir, m->name, e))
        return -1;
    if (path_read(b, file, e))
        return err_at(e, file, 0, 0);
    m->data = b->s ? b->s : "";
    m->len = b->n;
    l->n++;
    return 0;
}

/* Is there a file of the next waiver? */
static bool next_waiver(struct seal_loaded *l, const char *dir)
{
    char(*name)[32] = &l->names[l->n - SEAL_REPORT_MEMBERS];
    char file[PATH_TEXT_MAX];
    struct err none = {0};

    waiver_member(*name, l->n - SEAL_REPORT_MEMBERS);
    l->members[l->n] = (struct seal_member){*name, ASIC_MEDIA_TYPE, "", 0};
    return path_join(file, dir, *name, &none) == 0 && path_exists(file);
}

int seal_load(struct seal_loaded *out, const char *path, struct err *e)
{
    char dir[PATH_TEXT_MAX];

    *out = (struct seal_loaded){0};
    out->bytes = calloc(SEAL_LOAD_MAX, sizeof *out->bytes);
    out->names = calloc(WAIVER_MAX + 1, sizeof *out->names);
    if (!out->bytes || !out->names)
        return err_nomem(e);
    if (path_is_dir(path) ? path_join(dir, path, ".", e)
                          : path_dir(dir, path, e))
        return -1;
    while (out->n < SEAL_REPORT_MEMBERS) {
        out->members[out->n] = content_members[out->n];
        if (load_one(out, dir, e))
            return -1;
    }
    while (out->n < SEAL_LOAD_MAX && next_waiver(out, dir)) {
        if (load_one(out, dir, e))
            return -1;
    }
    return 0;
}

void seal_loaded_release(struct seal_loaded *l)
{
    for (size_t i = 0; l->bytes && i < SEAL_LOAD_MAX; i++)
        buf_release(&l->bytes[i]);
    free(l->bytes);
    free(l->names);
    *l = (struct seal_loaded){0};
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
              const struct pki_signer *signer, const char *signing_time,
              struct err *e)
{
    struct content content = {0};
    int rc = -1;

    if (content_open(&content, members, n, e) == 0 &&
        asic_make(out, members, n, signer, signing_time, e) == 0)
        rc = check_again(out, e);
    content_release(&content);
    return rc;
}

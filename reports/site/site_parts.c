/* What lies beside the pages of a certificate: badge, entry, proof, container.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/err.h"
#include "reports/register/tlog.h"
#include "reports/register/tlogproof.h"
#include "reports/seal/asic.h"
#include "reports/site/badge.h"
#include "reports/site/site_internal.h"

#define CONTAINERS_MAX 1000000
#define FILE_NAME      (SITE_NAME + 32)

/* --- badge, entry, proof ----------------------------------------------------
 */

static int put_badge(struct site *s, const struct regcert *c, const char *name,
                     struct err *e)
{
    char path[FILE_NAME];
    struct buf b;
    int rc;

    buf_init(&b, SITE_PAGE_MAX);
    badge_write(&b, c->id, c->sha256);
    (void)snprintf(path, sizeof(path), "badge/%s.svg", name);
    rc = site_files_put(&s->files, path, &b, e);
    buf_release(&b);
    return rc;
}

/* A proof holds for ever: the one that is there stays, unless the log's head
 * has more signatures by now. */
static bool is_good(const struct site *s, const char *path,
                    const struct buf *entry)
{
    const struct note *head = tlog_note(s->own.t);
    struct err no = {0};
    struct tlogproof p;
    struct buf b;
    bool good;

    buf_init(&b, TLOGPROOF_BYTES_MAX);
    good = path_is_file(path) && path_read(&b, path, &no) == 0 &&
           tlogproof_parse(&p, b.s ? b.s : "", b.n, &no) == 0 &&
           tlogproof_check(&p, entry->s, entry->n, &no) == 0 &&
           strcmp(p.checkpoint.origin, s->own.origin) == 0 &&
           p.note.n >= head->n;
    buf_release(&b);
    return good;
}

static int put_proof(struct site *s, uint64_t index, const struct buf *entry,
                     const char *name, struct err *e)
{
    char path[FILE_NAME];
    char whole[PATH_TEXT_MAX];
    struct buf b;
    int rc = -1;

    (void)snprintf(path, sizeof(path), "proof/%s.tlog-proof", name);
    if (path_join(whole, s->files.dir, path, e))
        return -1;
    if (is_good(s, whole, entry))
        return site_files_keep(&s->files, path, e);
    buf_init(&b, TLOGPROOF_BYTES_MAX);
    if (tlogproof_make(&b, s->own.t, index, e) == 0)
        rc = site_files_put(&s->files, path, &b, e);
    buf_release(&b);
    return rc;
}

int site_certificate_files(struct site *s, size_t i, struct err *e)
{
    const struct regcert *c = &s->own.s.certs[i];
    char name[SITE_NAME];
    char path[FILE_NAME];
    struct buf entry;
    int rc = -1;

    site_name(name, c->id);
    (void)snprintf(path, sizeof(path), "entry/%s.json", name);
    buf_init(&entry, TLOG_ENTRY_MAX);
    if (tlog_entry(&entry, s->own.t, c->issued, e) == 0 &&
        site_files_put(&s->files, path, &entry, e) == 0 &&
        put_proof(s, c->issued, &entry, name, e) == 0)
        rc = put_badge(s, c, name, e);
    buf_release(&entry);
    return rc;
}

/* --- containers
 * ---------------------------------------------------------------
 */

struct by_digest {
    const char *sha256;
    size_t row;
};

static int compare(const void *a, const void *b)
{
    const struct by_digest *x = a;
    const struct by_digest *y = b;

    return strcmp(x->sha256, y->sha256);
}

static struct by_digest *sort_rows(const struct site *s, struct err *e)
{
    struct by_digest *a = calloc(s->own.n + 1, sizeof *a);

    if (!a) {
        err_nomem(e);
        return NULL;
    }
    for (size_t i = 0; i < s->own.n; i++)
        a[i] = (struct by_digest){s->own.s.certs[i].sha256, i};
    qsort(a, s->own.n, sizeof *a, compare); /* never NULL */
    return a;
}

/* The row whose entry is about this container; SITE_NONE. */
static int find_row(size_t *row, const struct site *s,
                    const struct by_digest *rows, const struct asic *a,
                    struct err *e)
{
    char hex[DIGEST_HEX_MAX];

    *row = SITE_NONE;
    for (size_t n = a->n_sigs; n > 0 && *row == SITE_NONE; n--) {
        const struct by_digest key = {.sha256 = hex};
        const struct by_digest *found;

        if (asic_issued(hex, a, n, e))
            return -1;
        found = bsearch(&key, rows, s->own.n, sizeof key, compare);
        *row = found ? found->row : SITE_NONE;
    }
    return 0;
}

/* What is no container, or in no entry, is left out. */
static int hand_out(struct site *s, const struct by_digest *rows,
                    const struct buf *b, struct err *e)
{
    char name[SITE_NAME];
    char path[FILE_NAME];
    struct err no = {0};
    struct asic a = {0};
    size_t row;
    int rc = -1;

    if (asic_open(&a, b->s ? b->s : "", b->n, &no))
        return 0;
    if (find_row(&row, s, rows, &a, e))
        goto done;
    if (row == SITE_NONE || s->own.rows[row].handed_out) {
        rc = 0;
        goto done;
    }
    site_name(name, s->own.s.certs[row].id);
    (void)snprintf(path, sizeof(path), "container/%s.asice", name);
    if (site_files_put(&s->files, path, b, e))
        goto done;
    s->own.rows[row].handed_out = true;
    s->files.built->containers++;
    rc = 0;
done:
    asic_release(&a);
    return rc;
}

int site_containers(struct site *s, const char *dir, struct err *e)
{
    struct by_digest *rows = NULL;
    char path[PATH_TEXT_MAX];
    char **names = NULL;
    struct buf b;
    size_t n = 0;
    int rc = -1;

    buf_init(&b, SEAL_BYTES_MAX);
    if (path_walk(&names, &n, dir, CONTAINERS_MAX, e))
        goto done;
    rows = sort_rows(s, e);
    for (size_t i = 0; rows && i < n; i++) {
        if (!path_ends(names[i], ".asice"))
            continue;
        if (path_join(path, dir, names[i], e) || path_read(&b, path, e) ||
            hand_out(s, rows, &b, e))
            goto done;
    }
    rc = rows ? 0 : -1;
done:
    buf_release(&b);
    free(rows);
    free(names);
    return rc;
}

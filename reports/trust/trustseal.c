#include "reports/trust/trustseal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/num.h"
#include "base/path.h"
#include "reports/seal/asic.h"
#include "reports/trust/trust.h"

#define PEM_TYPE        "application/x-pem-file"
#define ANCHORS_MAX     (SEAL_MEMBERS_MAX - 1)
#define ANCHOR_MAX      ((size_t)1 << 20) /* bytes of one file */
#define STATE_HEAD      "entente-trust-seen 1\n"
#define STATE_BYTES_MAX ((size_t)1 << 16)

/* --- making one ------------------------------------------------------------
 */

struct files {
    struct seal_member member[SEAL_MEMBERS_MAX];
    struct buf bytes[SEAL_MEMBERS_MAX];
    size_t n;
};

static int add_file(struct files *f, const char *dir, const char *name,
                    const char *type, struct err *e)
{
    struct buf *b = &f->bytes[f->n];
    char path[PATH_TEXT_MAX];

    buf_init(b, f->n == 0 ? TRUST_BYTES_MAX : ANCHOR_MAX);
    if (path_join(path, dir, name, e))
        return -1;
    if (path_read(b, path, e))
        return err_at(e, path, 0, 0);
    f->member[f->n] = (struct seal_member){name, type, b->s ? b->s : "", b->n};
    f->n++;
    return 0;
}

static int add_files(struct files *f, const struct trust *t, const char *dir,
                     struct err *e)
{
    if (t->version == 0)
        return err_set(e, ERR_REFUSED,
                       "a sealed trust store states its version, nation and "
                       "day of issue");
    if (t->n_anchors > ANCHORS_MAX)
        return err_set(e, ERR_LIMIT,
                       "a sealed trust store has at most %d anchors",
                       ANCHORS_MAX);
    if (add_file(f, dir, TRUST_NAME, "application/xml", e))
        return -1;
    for (size_t i = 0; i < t->n_anchors; i++)
        if (add_file(f, dir, t->anchors[i].file, PEM_TYPE, e))
            return -1;
    return 0;
}

int trustseal_make(struct buf *out, const char *dir,
                   const struct pki_signer *signer, const char *signing_time,
                   struct err *e)
{
    struct files *f = calloc(1, sizeof *f);
    struct trust t = {0};
    int rc = -1;

    if (!f)
        return err_nomem(e);
    if (!path_is_dir(dir)) {
        err_set(e, ERR_USAGE, "give the folder of a trust store");
        err_at(e, dir, 0, 0);
    } else if (trust_open(&t, dir, e) == 0 && add_files(f, &t, dir, e) == 0) {
        rc = asic_make(out, f->member, f->n, signer, signing_time, e);
    }
    for (size_t i = 0; i < SEAL_MEMBERS_MAX; i++)
        buf_release(&f->bytes[i]);
    trust_release(&t);
    free(f);
    return rc;
}

/* --- which issues were seen ----------------------------------------------- */

struct seen {
    char nation[3];
    int64_t version;
    char sha256[65];
};

/* "FR 7 DIGEST\n"; *at behind it. */
static int read_line(struct seen *s, const char **at, const char *end,
                     struct err *e)
{
    const char *p = *at;

    *s = (struct seen){0};
    if (end - p < 3 || p[2] != ' ')
        goto bad;
    memcpy(s->nation, p, 2);
    p += 3;
    if (num_parse(&s->version, &p, end, INT64_MAX, e) || end - p < 66 ||
        p[0] != ' ' || p[65] != '\n')
        goto bad;
    memcpy(s->sha256, p + 1, 64);
    *at = p + 66;
    return 0;
bad:
    *e = (struct err){0};
    return err_set(e, ERR_SYNTAX,
                   "the file does not say which trust stores were seen");
}

static int check_seen(const struct seen *s, const struct trust *t,
                      const char *sha256, struct err *e)
{
    if (t->version < s->version)
        return err_set(e, ERR_REFUSED,
                       "the trust store of %s has version %" PRId64
                       ", and version %" PRId64 " has been seen",
                       t->nation, t->version, s->version);
    if (t->version == s->version && strcmp(sha256, s->sha256) != 0)
        return err_set(e, ERR_REFUSED,
                       "another trust store of %s with version %" PRId64
                       " has been seen: its SHA-256 is %s",
                       t->nation, t->version, s->sha256);
    return 0;
}

/* The old lines with this store's in its place, sorted by nation. */
static int next_state(struct buf *out, const struct buf *old,
                      const struct trust *t, const char *sha256, struct err *e)
{
    const char *at = old->s ? old->s : STATE_HEAD;
    const char *end = at + (old->s ? old->n : strlen(STATE_HEAD));
    size_t head = strlen(STATE_HEAD);
    bool written = false;

    if ((size_t)(end - at) < head || memcmp(at, STATE_HEAD, head) != 0)
        return err_set(e, ERR_SYNTAX,
                       "the file does not say which trust stores were seen");
    buf_str(out, STATE_HEAD);
    for (at += head; at < end;) {
        struct seen s;
        int order;

        if (read_line(&s, &at, end, e))
            return -1;
        order = strcmp(s.nation, t->nation);
        if (order == 0 && check_seen(&s, t, sha256, e))
            return -1;
        if (order >= 0 && !written) {
            buf_printf(out, "%s %" PRId64 " %s\n", t->nation, t->version,
                       sha256);
            written = true;
        }
        if (order != 0)
            buf_printf(out, "%s %" PRId64 " %s\n", s.nation, s.version,
                       s.sha256);
    }
    if (!written)
        buf_printf(out, "%s %" PRId64 " %s\n", t->nation, t->version, sha256);
    return buf_check(out, e);
}

int trustseal_seen(const struct trust *t, const char *path, const char *state,
                   struct err *e)
{
    struct buf bytes;
    struct buf old;
    struct buf now;
    char hex[DIGEST_HEX_MAX];
    int rc = -1;

    buf_init(&bytes, SEAL_BYTES_MAX);
    buf_init(&old, STATE_BYTES_MAX);
    buf_init(&now, STATE_BYTES_MAX);
    if (path_read(&bytes, path, e) ||
        digest_hex_of(hex, DIGEST_SHA256, bytes.s, bytes.n, e))
        goto done;
    if (path_exists(state) && path_read(&old, state, e))
        goto done;
    if (next_state(&now, &old, t, hex, e)) {
        err_at(e, state, 0, 0);
        goto done;
    }
    rc = path_write(state, now.s, now.n, e);
done:
    buf_release(&bytes);
    buf_release(&old);
    buf_release(&now);
    return rc;
}

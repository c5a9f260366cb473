#include "reports/register/tlog.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "reports/register/tlog_internal.h"

int tlog_file(char *out, const struct tlog *t, int level, uint64_t index,
              unsigned width, struct err *e)
{
    char name[128];
    char *at = name;
    char *end = name + sizeof(name);
    uint64_t unit = 1;

    at += level < 0 ? snprintf(at, (size_t)(end - at), "tile/entries")
                    : snprintf(at, (size_t)(end - at), "tile/%d", level);
    while (index / unit >= 1000)
        unit *= 1000;
    for (; unit > 1; unit /= 1000)
        at += snprintf(at, (size_t)(end - at), "/x%03u",
                       (unsigned)(index / unit % 1000));
    at += snprintf(at, (size_t)(end - at), "/%03u", (unsigned)(index % 1000));
    if (width < TLOG_TILE)
        snprintf(at, (size_t)(end - at), ".p/%u", width);
    return path_join(out, t->dir, name, e);
}

unsigned tlog_width(uint64_t size, int level, uint64_t index)
{
    uint64_t hashes = level > 0 ? size >> (8 * level) : size;
    uint64_t from = index * TLOG_TILE;

    if (hashes <= from)
        return 0;
    return hashes - from < TLOG_TILE ? (unsigned)(hashes - from) : TLOG_TILE;
}

/* A partial tile may be gone once the full one is there. */
static int read_file(struct buf *out, const struct tlog *t, int level,
                     uint64_t index, unsigned width, struct err *e)
{
    char path[PATH_TEXT_MAX];

    if (tlog_file(path, t, level, index, width, e))
        return -1;
    if (width < TLOG_TILE && !path_is_file(path) &&
        tlog_file(path, t, level, index, TLOG_TILE, e))
        return -1;
    return path_read(out, path, e) ? err_at(e, path, 0, 0) : 0;
}

int tlog_read_tile(struct tlog_tile *out, const struct tlog *t, int level,
                   uint64_t index, unsigned width, struct err *e)
{
    struct buf b;
    int rc = -1;

    buf_init(&b, (size_t)TLOG_TILE * MERKLE_BYTES);
    out->there = false;
    if (read_file(&b, t, level, index, width, e))
        goto done;
    if (b.n % MERKLE_BYTES || b.n < (size_t)width * MERKLE_BYTES) {
        err_set(e, ERR_SYNTAX,
                "tile %" PRIu64 " of level %d holds %zu bytes, and should "
                "hold %u hashes of 32: the log is damaged",
                index, level, b.n, width);
        goto done;
    }
    memcpy(out->a, b.s, (size_t)width * MERKLE_BYTES);
    out->index = index;
    out->width = width;
    out->there = true;
    rc = 0;
done:
    buf_release(&b);
    return rc;
}

int tlog_read_bundle(struct buf *out, const struct tlog *t, uint64_t index,
                     unsigned width, struct err *e)
{
    return read_file(out, t, -1, index, width, e);
}

int tlog_next_entry(const char **entry, size_t *n, size_t *at,
                    const struct buf *bundle, struct err *e)
{
    const unsigned char *p = (const unsigned char *)bundle->s + *at;
    size_t left = bundle->n - *at;

    if (left < 2 || left - 2 < ((size_t)p[0] << 8 | p[1]))
        return err_set(e, ERR_SYNTAX,
                       "a bundle of entries ends within an entry: the log is "
                       "damaged");
    *n = (size_t)p[0] << 8 | p[1];
    *entry = bundle->s + *at + 2;
    *at += 2 + *n;
    return 0;
}

int tlog_fold(struct merkle_hash *out, const struct merkle_hash *a, unsigned n,
              struct err *e)
{
    struct merkle_hash row[TLOG_TILE];

    memcpy(row, a, n * sizeof(*a));
    if (merkle_fold(row, n, e))
        return -1;
    *out = row[0];
    return 0;
}

void tlog_forget(struct tlog *t)
{
    for (int i = 0; i < TLOG_LEVELS; i++)
        t->tile[i].there = false;
    t->bundle_there = false;
}

/* --- opening ------------------------------------------------------------ */

static int lock(struct tlog *t, struct err *e)
{
    struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    char path[PATH_TEXT_MAX];

    if (path_join(path, t->dir, ".lock", e))
        return -1;
    t->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (t->lock < 0)
        return err_set(e, ERR_IO, "cannot lock the register %s: %s", t->dir,
                       err_os(errno));
    if (fcntl(t->lock, F_SETLK, &all) == 0)
        return 0;
    return err_set(e, ERR_REFUSED,
                   "somebody else is writing to the register %s: try again "
                   "when that is done",
                   t->dir);
}

static int take_note(struct tlog *t, struct err *e)
{
    if (note_parse(&t->note, t->bytes.s, t->bytes.n, e) ||
        checkpoint_parse(&t->head, t->note.text, t->note.text_len, e))
        return -1;
    if (t->head.head.size > TLOG_SIZE_MAX)
        return err_set(e, ERR_LIMIT,
                       "the log has more than %" PRIu64 " entries",
                       TLOG_SIZE_MAX);
    t->has_note = true;
    return 0;
}

static int start_empty(struct tlog *t, const char *origin, struct err *e)
{
    const struct merkle_tree none = {0};

    if (strlen(origin) >= sizeof(t->head.origin))
        return err_set(e, ERR_LIMIT, "the name of a log has at most %d bytes",
                       NOTE_NAME_MAX - 1);
    memcpy(t->head.origin, origin, strlen(origin) + 1);
    return merkle_root(&t->head.head.root, &none, e);
}

static int read_head(struct tlog *t, const char *origin, struct err *e)
{
    char path[PATH_TEXT_MAX];

    if (path_join(path, t->dir, TLOG_CHECKPOINT, e))
        return -1;
    if (!path_exists(path)) {
        if (origin)
            return start_empty(t, origin, e);
        return err_set(e, ERR_MISSING, "%s holds no register: no checkpoint",
                       t->dir);
    }
    if (path_read(&t->bytes, path, e) || take_note(t, e))
        return err_at(e, path, 0, 0);
    if (origin && strcmp(origin, t->head.origin) != 0)
        return err_set(e, ERR_MISMATCH, "the log in %s is called %s, not %s",
                       t->dir, t->head.origin, origin);
    return 0;
}

struct tlog *tlog_open(const char *dir, const char *origin, bool write,
                       struct err *e)
{
    struct tlog *t = calloc(1, sizeof *t);

    if (!t) {
        err_nomem(e);
        return NULL;
    }
    t->lock = -1;
    buf_init(&t->bytes, TLOG_CHECKPOINT_MAX);
    buf_init(&t->bundle, TLOG_BUNDLE_MAX);
    buf_init(&t->open_bundle, TLOG_BUNDLE_MAX);
    buf_init(&t->staging, TLOG_STAGED_MAX);
    if (path_absolute(t->dir, dir, e) || (write && path_make_dirs(t->dir, e)) ||
        (write && lock(t, e)) || read_head(t, origin, e)) {
        tlog_close(t);
        return NULL;
    }
    t->size = t->head.head.size;
    t->written = t->size;
    return t;
}

void tlog_close(struct tlog *t)
{
    if (!t)
        return;
    buf_release(&t->bytes);
    buf_release(&t->bundle);
    buf_release(&t->open_bundle);
    buf_release(&t->staging);
    if (t->lock >= 0)
        close(t->lock);
    free(t);
}

const struct checkpoint *tlog_head(const struct tlog *t)
{
    return &t->head;
}

const struct note *tlog_note(const struct tlog *t)
{
    return t->has_note ? &t->note : NULL;
}

const char *tlog_note_bytes(size_t *n, const struct tlog *t)
{
    *n = t->bytes.n;
    return t->has_note ? t->bytes.s : NULL;
}

/* --- reading ------------------------------------------------------------ */

/* Of the tree as far as it was written: what is still open does not count. */
static int get_hash(struct merkle_hash *out, void *arg, int level,
                    uint64_t index, struct err *e)
{
    struct tlog *t = arg;
    int tall = level / 8 % TLOG_LEVELS; /* as TLOG_SIZE_MAX sees to */
    unsigned n = 1U << level % 8;
    uint64_t first = index << level % 8;
    uint64_t tile = first / TLOG_TILE;
    struct tlog_tile *c = &t->tile[tall];
    unsigned width = tlog_width(t->written, tall, tile);

    if ((!c->there || c->index != tile || c->width != width) &&
        tlog_read_tile(c, t, tall, tile, width, e))
        return -1;
    if (first % TLOG_TILE + n > width)
        return err_set(e, ERR_RANGE, "the log has no entry of this number");
    return tlog_fold(out, c->a + first % TLOG_TILE, n, e);
}

struct merkle_tree tlog_tree(struct tlog *t)
{
    return (struct merkle_tree){t->head.head.size, t, get_hash};
}

static int load_bundle(struct tlog *t, uint64_t index, struct err *e)
{
    unsigned width = tlog_width(t->head.head.size, 0, index);

    if (t->bundle_there && t->bundle_index == index)
        return 0;
    t->bundle_there = false;
    if (tlog_read_bundle(&t->bundle, t, index, width, e))
        return -1;
    t->bundle_index = index;
    t->bundle_there = true;
    return 0;
}

int tlog_entry(struct buf *out, struct tlog *t, uint64_t index, struct err *e)
{
    const char *entry = NULL;
    size_t n = 0;
    size_t at = 0;

    if (index >= t->head.head.size)
        return err_set(e, ERR_RANGE, "the log has no entry of this number");
    if (load_bundle(t, index / TLOG_TILE, e))
        return -1;
    for (uint64_t i = 0; i <= index % TLOG_TILE; i++) {
        if (tlog_next_entry(&entry, &n, &at, &t->bundle, e))
            return -1;
    }
    buf_clear(out);
    buf_add(out, entry, n);
    return buf_check(out, e);
}

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "reports/register/tlog_internal.h"

static int write_file(const struct tlog *t, int level, uint64_t index,
                      unsigned width, const void *data, size_t n, struct err *e)
{
    char path[PATH_TEXT_MAX];
    char dir[PATH_TEXT_MAX];

    if (tlog_file(path, t, level, index, width, e) || path_dir(dir, path, e) ||
        path_make_dirs(dir, e) || path_write(path, data, n, e))
        return err_at(e, path, 0, 0);
    return 0;
}

static int write_tile(const struct tlog *t, int level, struct err *e)
{
    const struct tlog_edge *g = &t->edge[level];

    return write_file(t, level, g->index, g->n, g->a,
                      (size_t)g->n * MERKLE_BYTES, e);
}

/* The bundle that is open, from its file: its entries are written again, so
 * each must be the one that was signed. */
static int open_bundle(struct tlog *t, struct err *e)
{
    const struct tlog_edge *g = &t->edge[0];
    size_t at = 0;

    buf_clear(&t->open_bundle);
    if (g->n == 0)
        return 0;
    if (tlog_read_bundle(&t->open_bundle, t, g->index, g->n, e))
        return -1;
    for (unsigned i = 0; i < g->n; i++) {
        struct merkle_hash leaf;
        const char *entry;
        size_t n;

        if (tlog_next_entry(&entry, &n, &at, &t->open_bundle, e) ||
            merkle_leaf(&leaf, entry, n, e))
            return -1;
        if (memcmp(leaf.b, g->a[i].b, MERKLE_BYTES) != 0)
            return tlog_damaged(0, g->index, e);
    }
    /* A full bundle that an interruption left holds more. */
    t->open_bundle.n = at;
    return 0;
}

/* What is open at the right edge of the log, from its files. */
static int begin(struct tlog *t, struct err *e)
{
    uint64_t size = t->head.head.size;

    for (int level = 0; level < TLOG_LEVELS; level++) {
        struct tlog_edge *g = &t->edge[level];
        uint64_t hashes = size >> (8 * level);

        g->index = hashes / TLOG_TILE;
        g->n = (unsigned)(hashes % TLOG_TILE);
        if (g->n == 0)
            continue;
        if (tlog_read_tile(&t->tile[level], t, level, g->index, g->n, e))
            return -1;
        memcpy(g->a, t->tile[level].a, g->n * sizeof(g->a[0]));
    }
    if (open_bundle(t, e))
        return -1;
    t->growing = true;
    return 0;
}

/* One hash more at the right edge, and up where tiles become full. */
static int add_leaf(struct tlog *t, const struct merkle_hash *leaf,
                    struct err *e)
{
    struct merkle_hash h = *leaf;

    for (int level = 0; level < TLOG_LEVELS; level++) {
        struct tlog_edge *g = &t->edge[level];

        g->a[g->n++] = h;
        if (g->n < TLOG_TILE)
            return 0;
        if (write_tile(t, level, e) || tlog_fold(&h, g->a, TLOG_TILE, e))
            return -1;
        g->index++;
        g->n = 0;
    }
    return err_set(e, ERR_LIMIT, "the log's tree is too deep");
}

static int add_to_bundle(struct tlog *t, const void *entry, size_t n,
                         struct err *e)
{
    buf_char(&t->open_bundle, (char)(n >> 8));
    buf_char(&t->open_bundle, (char)(n & 0xff));
    buf_add(&t->open_bundle, entry, n);
    if (buf_check(&t->open_bundle, e))
        return -1;
    if (t->size % TLOG_TILE != TLOG_TILE - 1)
        return 0;
    if (write_file(t, -1, t->size / TLOG_TILE, TLOG_TILE, t->open_bundle.s,
                   t->open_bundle.n, e))
        return -1;
    buf_clear(&t->open_bundle);
    return 0;
}

int tlog_append(struct tlog *t, const void *entry, size_t n, struct err *e)
{
    struct merkle_hash leaf;

    if (n == 0 || n > TLOG_ENTRY_MAX)
        return err_set(e, ERR_LIMIT,
                       "an entry of a register has 1 to %d bytes, this one has "
                       "%zu",
                       TLOG_ENTRY_MAX, n);
    if (t->size == TLOG_SIZE_MAX)
        return err_set(e, ERR_LIMIT,
                       "the log has more than %" PRIu64 " entries",
                       TLOG_SIZE_MAX);
    if (!t->growing && begin(t, e))
        return -1;
    t->flushed = false;
    if (merkle_leaf(&leaf, entry, n, e) || add_to_bundle(t, entry, n, e) ||
        add_leaf(t, &leaf, e))
        return -1;
    t->size++;
    return 0;
}

int tlog_flush(struct checkpoint *out, struct tlog *t, struct err *e)
{
    struct merkle_tree tree;
    struct merkle_hash before;

    tree = tlog_tree(t);
    /* Nothing is built on a log whose files are not what was signed. */
    if (merkle_root(&before, &tree, e))
        return -1;
    if (memcmp(before.b, t->head.head.root.b, MERKLE_BYTES) != 0)
        return err_set(e, ERR_MISMATCH,
                       "the root of the entries is not the one that the "
                       "checkpoint signs: the log was rewritten");
    t->next = t->head;
    for (int level = 0; t->growing && level < TLOG_LEVELS; level++) {
        if (t->edge[level].n > 0 && write_tile(t, level, e))
            return -1;
    }
    if (t->growing && t->open_bundle.n > 0 &&
        write_file(t, -1, t->size / TLOG_TILE, t->edge[0].n, t->open_bundle.s,
                   t->open_bundle.n, e))
        return -1;
    tlog_forget(t);
    t->written = t->size;
    tree.size = t->size;
    if (merkle_root(&t->next.head.root, &tree, e))
        return -1;
    t->next.head.size = t->size;
    t->flushed = true;
    *out = t->next;
    return 0;
}

int tlog_commit(struct tlog *t, const char *note, size_t n, struct err *e)
{
    const struct checkpoint *want = t->flushed ? &t->next : &t->head;
    char path[PATH_TEXT_MAX];
    struct checkpoint c;
    struct note parsed;

    if (note_parse(&parsed, note, n, e) ||
        checkpoint_parse(&c, parsed.text, parsed.text_len, e))
        return -1;
    if (strcmp(c.origin, want->origin) != 0 || c.head.size != want->head.size ||
        memcmp(c.head.root.b, want->head.root.b, MERKLE_BYTES) != 0)
        return err_set(e, ERR_MISMATCH,
                       "the checkpoint is not that of this log as it is");
    if (path_join(path, t->dir, TLOG_CHECKPOINT, e) ||
        path_write(path, note, n, e))
        return -1;
    buf_clear(&t->bytes);
    buf_add(&t->bytes, note, n);
    if (buf_check(&t->bytes, e) ||
        note_parse(&t->note, t->bytes.s, t->bytes.n, e))
        return -1;
    t->has_note = true;
    t->head = c;
    t->flushed = false;
    return 0;
}

#include <inttypes.h>
#include <string.h>

#include "base/err.h"
#include "reports/register/tlog_internal.h"

typedef int (*seen_fn)(void *arg, uint64_t index, const char *entry, size_t n,
                       struct err *e);

/* The tiles' hashes as they must be, from the entries up. */
struct rising {
    struct tlog *t;
    struct tlog_edge edge[TLOG_LEVELS];
    seen_fn seen;
    void *arg;
};

int tlog_damaged(int level, uint64_t index, struct err *e)
{
    return err_set(e, ERR_MISMATCH,
                   "tile %" PRIu64 " of level %d is not what the entries give: "
                   "the log was damaged or rewritten",
                   index, level);
}

/* The tile that stands in the files must be the one that was computed. */
static int compare_tile(struct rising *r, int level, struct err *e)
{
    const struct tlog_edge *g = &r->edge[level];
    struct tlog_tile *c = &r->t->tile[level];

    if (tlog_read_tile(c, r->t, level, g->index, g->n, e))
        return -1;
    if (memcmp(c->a, g->a, g->n * sizeof(g->a[0])) != 0)
        return tlog_damaged(level, g->index, e);
    return 0;
}

static int rise(struct rising *r, const struct merkle_hash *leaf, struct err *e)
{
    struct merkle_hash h = *leaf;

    for (int level = 0; level < TLOG_LEVELS; level++) {
        struct tlog_edge *g = &r->edge[level];

        g->a[g->n++] = h;
        if (g->n < TLOG_TILE)
            return 0;
        if (compare_tile(r, level, e) || tlog_fold(&h, g->a, TLOG_TILE, e))
            return -1;
        g->index++;
        g->n = 0;
    }
    return err_set(e, ERR_LIMIT, "the log's tree is too deep");
}

static int audit_bundle(struct rising *r, uint64_t index, unsigned width,
                        struct err *e)
{
    struct tlog *t = r->t;
    size_t at = 0;

    t->bundle_there = false;
    if (tlog_read_bundle(&t->bundle, t, index, width, e))
        return -1;
    for (unsigned i = 0; i < width; i++) {
        struct merkle_hash leaf;
        const char *entry;
        size_t n;

        if (tlog_next_entry(&entry, &n, &at, &t->bundle, e) ||
            merkle_leaf(&leaf, entry, n, e) || rise(r, &leaf, e))
            return -1;
        if (r->seen && r->seen(r->arg, index * TLOG_TILE + i, entry, n, e))
            return -1;
    }
    /* Nothing may stand behind the last entry of a bundle that is full: it
     * would be in no hash. */
    if (width == TLOG_TILE && at != t->bundle.n)
        return err_set(e, ERR_MISMATCH,
                       "bundle %" PRIu64 " holds bytes behind its last entry: "
                       "the log was damaged or rewritten",
                       index);
    return 0;
}

static int compare_root(struct tlog *t, struct err *e)
{
    struct merkle_tree tree = tlog_tree(t);
    struct merkle_hash root;

    if (merkle_root(&root, &tree, e))
        return -1;
    if (memcmp(root.b, t->head.head.root.b, MERKLE_BYTES) != 0)
        return err_set(e, ERR_MISMATCH,
                       "the root of the entries is not the one that the "
                       "checkpoint signs: the log was rewritten");
    return 0;
}

int tlog_audit(struct tlog *t, seen_fn seen, void *arg, struct err *e)
{
    struct rising r = {.t = t, .seen = seen, .arg = arg};
    uint64_t size = t->head.head.size;

    tlog_forget(t);
    for (uint64_t i = 0; i * TLOG_TILE < size; i++) {
        if (audit_bundle(&r, i, tlog_width(size, 0, i), e))
            return -1;
    }
    for (int level = 0; level < TLOG_LEVELS; level++) {
        if (r.edge[level].n > 0 && compare_tile(&r, level, e))
            return -1;
    }
    return compare_root(t, e);
}

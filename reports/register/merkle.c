#include "reports/register/merkle.h"

#include <stdbool.h>
#include <string.h>

#include "base/digest.h"
#include "base/err.h"

int merkle_leaf(struct merkle_hash *out, const void *entry, size_t n,
                struct err *e)
{
    const unsigned char zero = 0;
    unsigned char bytes[DIGEST_BYTES_MAX];
    struct digest *d = digest_new(DIGEST_SHA256, e);
    int rc = -1;

    if (!d)
        return -1;
    if (digest_add(d, &zero, 1, e) || digest_add(d, entry, n, e) ||
        digest_end(bytes, d, e))
        goto done;
    memcpy(out->b, bytes, MERKLE_BYTES);
    rc = 0;
done:
    digest_free(d);
    return rc;
}

/* By a digest that was just begun. */
static int node_by(struct merkle_hash *out, struct digest *d,
                   const struct merkle_hash *left,
                   const struct merkle_hash *right, struct err *e)
{
    unsigned char both[1 + 2 * MERKLE_BYTES] = {1};
    unsigned char bytes[DIGEST_BYTES_MAX];

    memcpy(both + 1, left->b, MERKLE_BYTES);
    memcpy(both + 1 + MERKLE_BYTES, right->b, MERKLE_BYTES);
    if (digest_add(d, both, sizeof both, e) || digest_end(bytes, d, e))
        return -1;
    memcpy(out->b, bytes, MERKLE_BYTES);
    return 0;
}

int merkle_node(struct merkle_hash *out, const struct merkle_hash *left,
                const struct merkle_hash *right, struct err *e)
{
    struct digest *d = digest_new(DIGEST_SHA256, e);
    int rc = d ? node_by(out, d, left, right, e) : -1;

    digest_free(d);
    return rc;
}

int merkle_fold(struct merkle_hash *row, size_t n, struct err *e)
{
    struct digest *d = digest_new(DIGEST_SHA256, e);
    int rc = d ? 0 : -1;

    for (; n > 1 && rc == 0; n /= 2) {
        for (size_t i = 0; i < n / 2 && rc == 0; i++)
            rc = node_by(&row[i], d, &row[2 * i], &row[2 * i + 1], e) ||
                         digest_again(d, e)
                     ? -1
                     : 0;
    }
    digest_free(d);
    return rc;
}

/* The level of the largest whole subtree that begins at leaf `beg` and does
 * not go beyond `end`; beg < end. */
static int level_at(uint64_t beg, uint64_t end)
{
    int level = 0;

    while (level < 63 && beg % (UINT64_C(2) << level) == 0 &&
           end - beg >= UINT64_C(2) << level)
        level++;
    return level;
}

/* The root over the leaves [beg, end), where beg is a place at which a subtree
 * of that many leaves can begin: whole subtrees from left to right, hashed
 * together from the right, as RFC 6962 splits. */
static int range_root(struct merkle_hash *out, const struct merkle_tree *t,
                      uint64_t beg, uint64_t end, struct err *e)
{
    struct merkle_hash part[MERKLE_PROOF_MAX];
    size_t n = 0;

    do {
        int level = level_at(beg, end);

        if (n == MERKLE_PROOF_MAX)
            return err_set(e, ERR_LIMIT, "the log's tree is too deep");
        if (t->get(&part[n++], t->arg, level, beg >> level, e))
            return -1;
        beg += UINT64_C(1) << level;
    } while (beg < end);
    while (n > 1) {
        if (merkle_node(&part[n - 2], &part[n - 2], &part[n - 1], e))
            return -1;
        n--;
    }
    *out = part[0];
    return 0;
}

int merkle_root(struct merkle_hash *out, const struct merkle_tree *t,
                struct err *e)
{
    unsigned char bytes[DIGEST_BYTES_MAX];

    if (t->size > 0)
        return range_root(out, t, 0, t->size, e);
    if (digest_of(bytes, DIGEST_SHA256, "", 0, e))
        return -1;
    memcpy(out->b, bytes, MERKLE_BYTES);
    return 0;
}

/* The largest power of two that is smaller than n; n > 1. */
static uint64_t split(uint64_t n)
{
    uint64_t k = 1;

    while (k < n - k)
        k *= 2;
    return k;
}

/* What was put in from the root down is wanted from the leaf up. */
static void turn(struct merkle_proof *p)
{
    for (size_t i = 0; i < p->n / 2; i++) {
        struct merkle_hash h = p->a[i];

        p->a[i] = p->a[p->n - 1 - i];
        p->a[p->n - 1 - i] = h;
    }
}

int merkle_inclusion(struct merkle_proof *out, const struct merkle_tree *t,
                     uint64_t index, struct err *e)
{
    uint64_t beg = 0;
    uint64_t end = t->size;

    out->n = 0;
    if (index >= t->size)
        return err_set(e, ERR_RANGE, "the log has no entry of this number");
    while (end - beg > 1) {
        uint64_t mid = beg + split(end - beg);
        struct merkle_hash *other = &out->a[out->n++];

        if (index < mid ? range_root(other, t, mid, end, e)
                        : range_root(other, t, beg, mid, e))
            return -1;
        if (index < mid)
            end = mid;
        else
            beg = mid;
    }
    turn(out);
    return 0;
}

int merkle_consistency(struct merkle_proof *out, const struct merkle_tree *t,
                       uint64_t old_size, struct err *e)
{
    uint64_t beg = 0;
    uint64_t end = t->size;
    bool whole = true; /* is what is left of the old tree all of it? */

    out->n = 0;
    if (old_size == 0 || old_size > t->size)
        return err_set(e, ERR_RANGE, "the log never had this size");
    while (old_size != end) {
        uint64_t mid = beg + split(end - beg);
        struct merkle_hash *other = &out->a[out->n++];

        if (old_size <= mid ? range_root(other, t, mid, end, e)
                            : range_root(other, t, beg, mid, e))
            return -1;
        if (old_size <= mid) {
            end = mid;
        } else {
            beg = mid;
            whole = false;
        }
    }
    if (!whole && range_root(&out->a[out->n++], t, beg, end, e))
        return -1;
    turn(out);
    return 0;
}

static int does_not_lead(struct err *e)
{
    return err_set(e, ERR_MISMATCH,
                   "the proof does not lead to the root of the log");
}

static int wrong_length(struct err *e)
{
    return err_set(e, ERR_MISMATCH,
                   "the proof has not the length that it must have for this "
                   "size of the log");
}

int merkle_check_inclusion(const struct merkle_head *head,
                           const struct merkle_hash *leaf, uint64_t index,
                           const struct merkle_proof *proof, struct err *e)
{
    struct merkle_hash h = *leaf;
    uint64_t at = index;
    uint64_t last;

    if (index >= head->size)
        return err_set(e, ERR_MISMATCH,
                       "the proof is of an entry that the log does not have");
    last = head->size - 1;
    for (size_t i = 0; i < proof->n; i++) {
        if (last == 0)
            return wrong_length(e);
        if (at % 2 || at == last) {
            if (merkle_node(&h, &proof->a[i], &h, e))
                return -1;
            /* A node at the right edge without sibling moves up as it is. */
            while (at % 2 == 0 && at > 0) {
                at /= 2;
                last /= 2;
            }
        } else if (merkle_node(&h, &h, &proof->a[i], e)) {
            return -1;
        }
        at /= 2;
        last /= 2;
    }
    if (last > 0)
        return wrong_length(e);
    return memcmp(h.b, head->root.b, MERKLE_BYTES) ? does_not_lead(e) : 0;
}

/* Two equal sizes: one root, no proof. */
static int check_same(const struct merkle_head *old,
                      const struct merkle_head *head,
                      const struct merkle_proof *proof, struct err *e)
{
    if (proof->n > 0)
        return wrong_length(e);
    if (memcmp(old->root.b, head->root.b, MERKLE_BYTES) != 0)
        return err_set(e, ERR_MISMATCH,
                       "two roots for one size: the log was forked");
    return 0;
}

/* Both roots, computed at once from the proof (RFC 9162, 2.1.4.2). */
struct both {
    struct merkle_hash old;
    struct merkle_hash now;
};

static int climb(struct both *b, uint64_t at, uint64_t last,
                 const struct merkle_proof *proof, size_t from, struct err *e)
{
    for (size_t i = from; i < proof->n; i++) {
        const struct merkle_hash *p = &proof->a[i];

        if (last == 0)
            return wrong_length(e);
        if (at % 2 || at == last) {
            if (merkle_node(&b->old, p, &b->old, e) ||
                merkle_node(&b->now, p, &b->now, e))
                return -1;
            while (at % 2 == 0 && at > 0) {
                at /= 2;
                last /= 2;
            }
        } else if (merkle_node(&b->now, &b->now, p, e)) {
            return -1;
        }
        at /= 2;
        last /= 2;
    }
    return last > 0 ? wrong_length(e) : 0;
}

int merkle_check_consistency(const struct merkle_head *old,
                             const struct merkle_head *head,
                             const struct merkle_proof *proof, struct err *e)
{
    struct both b;
    uint64_t at;
    uint64_t last;
    size_t from = 0;

    if (old->size == 0 || old->size > head->size)
        return err_set(e, ERR_MISMATCH, "the older log is larger, or empty");
    if (old->size == head->size)
        return check_same(old, head, proof, e);
    if (proof->n == 0)
        return wrong_length(e);
    at = old->size - 1;
    last = head->size - 1;
    while (at % 2) {
        at /= 2;
        last /= 2;
    }
    /* An old tree that is one whole subtree is not in the proof: its root is
     * known. */
    b.old = at == 0 ? old->root : proof->a[from];
    from += at != 0;
    b.now = b.old;
    if (climb(&b, at, last, proof, from, e))
        return -1;
    if (memcmp(b.old.b, old->root.b, MERKLE_BYTES) != 0 ||
        memcmp(b.now.b, head->root.b, MERKLE_BYTES) != 0)
        return err_set(e, ERR_MISMATCH,
                       "the older log is not the beginning of this one: "
                       "something was rewritten");
    return 0;
}

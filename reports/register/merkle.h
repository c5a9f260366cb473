/*
 * merkle -- the hash tree of an append-only log: RFC 6962, section 2.1.
 *
 *     leaf = SHA-256(0x00 || entry)     node = SHA-256(0x01 || left || right)
 *
 * A tree of `size` leaves is known by its root. An inclusion proof leads from
 * one leaf to the root; a consistency proof shows that a smaller tree is the
 * beginning of a larger one, so that nothing was taken away or rewritten.
 *
 * Who keeps the hashes is asked for them by (level, index): the hash over the
 * whole leaves [index << level, (index + 1) << level).
 *
 * Units:  leaves are counted from 0.
 * Errors: 0, or -1 with *e. A proof that does not hold is ERR_MISMATCH.
 */
#ifndef REPORTS_REGISTER_MERKLE_H
#define REPORTS_REGISTER_MERKLE_H

#include <stddef.h>
#include <stdint.h>

struct err;

#define MERKLE_BYTES     32
#define MERKLE_PROOF_MAX 64 /* hashes; a tree of 2^63 needs fewer */

struct merkle_hash {
    unsigned char b[MERKLE_BYTES];
};

struct merkle_proof {
    struct merkle_hash a[MERKLE_PROOF_MAX];
    size_t n;
};

struct merkle_tree {
    uint64_t size;
    void *arg;
    int (*get)(struct merkle_hash *out, void *arg, int level, uint64_t index,
               struct err *e);
};

int merkle_leaf(struct merkle_hash *out, const void *entry, size_t n,
                struct err *e);
int merkle_node(struct merkle_hash *out, const struct merkle_hash *left,
                const struct merkle_hash *right, struct err *e);
/* row[0] becomes the hash over all `n`, a power of two. */
int merkle_fold(struct merkle_hash *row, size_t n, struct err *e);

/* Of an empty tree: SHA-256 of nothing. */
int merkle_root(struct merkle_hash *out, const struct merkle_tree *t,
                struct err *e);
/* From the leaf's sibling up. ERR_RANGE when the tree has no such leaf. */
int merkle_inclusion(struct merkle_proof *out, const struct merkle_tree *t,
                     uint64_t index, struct err *e);
/* That the first `old_size` leaves are an older tree; 0 < old_size <= size. */
int merkle_consistency(struct merkle_proof *out, const struct merkle_tree *t,
                       uint64_t old_size, struct err *e);

struct merkle_head {
    uint64_t size;
    struct merkle_hash root;
};

int merkle_check_inclusion(const struct merkle_head *head,
                           const struct merkle_hash *leaf, uint64_t index,
                           const struct merkle_proof *proof, struct err *e);
int merkle_check_consistency(const struct merkle_head *old,
                             const struct merkle_head *head,
                             const struct merkle_proof *proof, struct err *e);

#endif

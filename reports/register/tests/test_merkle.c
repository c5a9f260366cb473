/* The hash tree: roots against RFC 6962's definition taken word for word, and
 * every proof of every small tree, each of which must fail when anything in it
 * is changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/digest.h"
#include "base/err.h"
#include "reports/register/merkle.h"

#define LEAVES 70

/* Hashes of whole subtrees, made by the definition from the leaves up. */
static int get(struct merkle_hash *out, void *arg, int level, uint64_t index,
               struct err *e)
{
    struct merkle_hash left;
    struct merkle_hash right;

    if (level == 0) {
        unsigned char entry = (unsigned char)index;

        return merkle_leaf(out, &entry, 1, e);
    }
    if (get(&left, arg, level - 1, 2 * index, e) ||
        get(&right, arg, level - 1, 2 * index + 1, e))
        return -1;
    return merkle_node(out, &left, &right, e);
}

/* MTH(D[beg:end]) of RFC 6962, 2.1. */
static struct merkle_hash mth(uint64_t beg, uint64_t end)
{
    struct err e = {0};
    struct merkle_hash left;
    struct merkle_hash right;
    uint64_t k = 1;

    if (end - beg == 1) {
        assert_int_equal(get(&left, NULL, 0, beg, &e), 0);
        return left;
    }
    while (2 * k < end - beg)
        k *= 2;
    left = mth(beg, beg + k);
    right = mth(beg + k, end);
    assert_int_equal(merkle_node(&left, &left, &right, &e), 0);
    return left;
}

static void hashes_as_the_rfc_defines(void **state)
{
    /* SHA-256 of 00, and of nothing (RFC 6962: the empty tree). */
    static const char leaf[] =
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
    static const char none[] =
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    const struct merkle_tree empty = {0, NULL, get};
    struct merkle_hash h;
    struct err e = {0};
    char hex[65];

    (void)state;
    assert_int_equal(merkle_leaf(&h, "", 0, &e), 0);
    digest_to_hex(hex, h.b, sizeof(h.b));
    assert_string_equal(hex, leaf);
    assert_int_equal(merkle_root(&h, &empty, &e), 0);
    digest_to_hex(hex, h.b, sizeof(h.b));
    assert_string_equal(hex, none);
}

static void finds_the_root_of_every_small_tree(void **state)
{
    (void)state;
    for (uint64_t size = 1; size <= LEAVES; size++) {
        const struct merkle_tree t = {size, NULL, get};
        struct merkle_hash want = mth(0, size);
        struct merkle_hash h;
        struct err e = {0};

        assert_int_equal(merkle_root(&h, &t, &e), 0);
        assert_memory_equal(h.b, want.b, MERKLE_BYTES);
    }
}

static void refuse_inclusion(const struct merkle_head *head,
                             const struct merkle_hash *leaf, uint64_t index,
                             const struct merkle_proof *p)
{
    struct err e = {0};

    assert_int_equal(merkle_check_inclusion(head, leaf, index, p, &e), -1);
    assert_true(e.code == ERR_MISMATCH || e.code == ERR_SYNTAX);
}

static void spoil_inclusion(const struct merkle_head *head,
                            const struct merkle_hash *leaf, uint64_t index,
                            const struct merkle_proof *good)
{
    struct merkle_proof p = *good;
    struct merkle_hash other = *leaf;
    struct merkle_head h = *head;

    other.b[0] ^= 1;
    refuse_inclusion(head, &other, index, good);
    h.root.b[31] ^= 1;
    refuse_inclusion(&h, leaf, index, good);
    refuse_inclusion(head, leaf, head->size, good);
    for (uint64_t i = 0; i < head->size; i++) {
        if (i != index)
            refuse_inclusion(head, leaf, i, good);
    }
    p.n++;
    memset(p.a[p.n - 1].b, 0, MERKLE_BYTES);
    refuse_inclusion(head, leaf, index, &p);
    for (size_t i = 0; i < good->n; i++) {
        p = *good;
        p.a[i].b[7] ^= 4;
        refuse_inclusion(head, leaf, index, &p);
    }
    if (good->n > 0) {
        p = *good;
        p.n--;
        refuse_inclusion(head, leaf, index, &p);
    }
}

static void proves_each_entry_and_nothing_else(void **state)
{
    (void)state;
    for (uint64_t size = 1; size <= LEAVES; size++) {
        const struct merkle_tree t = {size, NULL, get};
        struct merkle_head head = {size, mth(0, size)};

        for (uint64_t i = 0; i < size; i++) {
            struct merkle_hash leaf = mth(i, i + 1);
            struct merkle_proof p;
            struct err e = {0};

            assert_int_equal(merkle_inclusion(&p, &t, i, &e), 0);
            assert_int_equal(merkle_check_inclusion(&head, &leaf, i, &p, &e),
                             0);
            spoil_inclusion(&head, &leaf, i, &p);
        }
    }
}

static void refuse_consistency(const struct merkle_head *old,
                               const struct merkle_head *head,
                               const struct merkle_proof *p)
{
    struct err e = {0};

    assert_int_equal(merkle_check_consistency(old, head, p, &e), -1);
    assert_true(e.code == ERR_MISMATCH || e.code == ERR_SYNTAX);
}

static void spoil_consistency(const struct merkle_head *old,
                              const struct merkle_head *head,
                              const struct merkle_proof *good)
{
    struct merkle_proof p = *good;
    struct merkle_head h = *old;

    h.root.b[3] ^= 1;
    refuse_consistency(&h, head, good);
    h = *head;
    h.root.b[3] ^= 1;
    refuse_consistency(old, &h, good);
    p.n++;
    memset(p.a[p.n - 1].b, 7, MERKLE_BYTES);
    refuse_consistency(old, head, &p);
    for (size_t i = 0; i < good->n; i++) {
        p = *good;
        p.a[i].b[0] ^= 1;
        refuse_consistency(old, head, &p);
    }
    if (good->n > 0) {
        p = *good;
        p.n--;
        refuse_consistency(old, head, &p);
    }
}

static void proves_each_older_log_and_nothing_else(void **state)
{
    (void)state;
    for (uint64_t size = 1; size <= LEAVES; size++) {
        const struct merkle_tree t = {size, NULL, get};
        struct merkle_head head = {size, mth(0, size)};

        for (uint64_t was = 1; was <= size; was++) {
            struct merkle_head old = {was, mth(0, was)};
            struct merkle_proof p;
            struct err e = {0};

            assert_int_equal(merkle_consistency(&p, &t, was, &e), 0);
            assert_int_equal(merkle_check_consistency(&old, &head, &p, &e), 0);
            spoil_consistency(&old, &head, &p);
        }
    }
}

static void refuses_what_is_outside_the_log(void **state)
{
    const struct merkle_tree t = {5, NULL, get};
    struct merkle_proof p;
    struct err e = {0};

    (void)state;
    assert_int_equal(merkle_inclusion(&p, &t, 5, &e), -1);
    assert_int_equal(e.code, ERR_RANGE);
    e = (struct err){0};
    assert_int_equal(merkle_consistency(&p, &t, 0, &e), -1);
    e = (struct err){0};
    assert_int_equal(merkle_consistency(&p, &t, 6, &e), -1);
    assert_int_equal(e.code, ERR_RANGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_as_the_rfc_defines),
        cmocka_unit_test(finds_the_root_of_every_small_tree),
        cmocka_unit_test(proves_each_entry_and_nothing_else),
        cmocka_unit_test(proves_each_older_log_and_nothing_else),
        cmocka_unit_test(refuses_what_is_outside_the_log),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

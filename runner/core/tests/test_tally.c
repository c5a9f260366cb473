#include "base/tests/t.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "core/tally.h"

static const char *const counters[] = {"tp", "fp"};
static const char *const strata[] = {"hard", "easy"};

static struct tally make(void)
{
    struct tally t = {0};
    struct err e = {0};

    assert_int_equal(tally_init(&t, counters, 2, strata, 2, &e), 0);
    return t;
}

static uint32_t contig_of(struct tally *t, const char *name)
{
    struct err e = {0};
    uint32_t i = 0;

    assert_int_equal(tally_contig(&i, t, name, &e), 0);
    return i;
}

static void add(struct tally *t, uint32_t stratum, const char *contig,
                uint32_t block, uint32_t counter, int64_t by)
{
    struct err e = {0};

    assert_int_equal(
        tally_add(t, stratum, contig_of(t, contig), block, counter, by, &e), 0);
}

static void assert_text(const struct tally *t, const char *want)
{
    struct buf b = {0};
    struct err e = {0};

    buf_init(&b, 1 << 20);
    tally_write(&b, t, "id");
    assert_int_equal(buf_check(&b, &e), 0);
    assert_string_equal(b.s ? b.s : "", want);
    buf_release(&b);
}

#define HEAD "@id\tstratum\tcontig\tblock\ttp\tfp\n#id\t*\thard\teasy\n"

static void knows_its_names(void **state)
{
    struct tally t = make();

    (void)state;
    assert_int_equal(tally_find_counter(&t, "tp"), 0);
    assert_int_equal(tally_find_counter(&t, "fp"), 1);
    assert_int_equal(tally_find_counter(&t, "fn"), -1);
    assert_int_equal(tally_find_stratum(&t, "*"), 0);
    assert_int_equal(tally_find_stratum(&t, "easy"), 2);
    assert_int_equal(tally_find_stratum(&t, "tp"), -1);
    tally_release(&t);
    tally_release(&t); /* all-zero is empty */
}

static void refuses_bad_names(void **state)
{
    static const char x129[] =
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
    static const struct {
        const char *counter[2];
        size_t n_counters;
        const char *stratum[2];
        size_t n_strata;
        enum err_code code;
    } row[] = {
        {{"a", "b"},   2,   {"s"},      1,    ERR_NONE  },
        {{x129 + 1},   1,   {0},        0,    ERR_NONE  },
        {{"a"},        0,   {0},        0,    ERR_LIMIT },
        {{"a"},        257, {0},        0,    ERR_LIMIT },
        {{"a"},        1,   {"s"},      1024, ERR_LIMIT },
        {{"a", "a"},   2,   {0},        0,    ERR_SYNTAX},
        {{"a", ""},    2,   {0},        0,    ERR_SYNTAX},
        {{"a b"},      1,   {0},        0,    ERR_SYNTAX},
        {{"a\tb"},     1,   {0},        0,    ERR_SYNTAX},
        {{"\xc3\xa9"}, 1,   {0},        0,    ERR_SYNTAX},
        {{x129},       1,   {0},        0,    ERR_SYNTAX},
        {{"a"},        1,   {"*"},      1,    ERR_SYNTAX},
        {{"a"},        1,   {"s", "s"}, 2,    ERR_SYNTAX},
        {{"a"},        1,   {"s/t"},    1,    ERR_SYNTAX},
    };

    (void)state;
    assert_int_equal(strlen(x129), TALLY_NAME_MAX + 1);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct tally t = {0};
        struct err e = {0};
        int rc = tally_init(&t, row[i].counter, row[i].n_counters,
                            row[i].stratum, row[i].n_strata, &e);

        if (e.code != row[i].code)
            fail_msg("row %zu: code %d", i, e.code);
        assert_int_equal(rc, e.code ? -1 : 0);
        assert_int_equal(t.n_counters, e.code ? 0 : row[i].n_counters);
        tally_release(&t);
    }
}

static void refuses_bad_contigs(void **state)
{
    static const char *const bad[] = {"chr 1", "chr\t1", "chr1\n", "\x7f",
                                      "\xc3\xa9"};
    struct tally t = make();
    char longest[TALLY_NAME_MAX + 2];
    uint32_t i;

    (void)state;
    for (size_t k = 0; k < T_LEN(bad); k++) {
        struct err e = {0};

        assert_int_equal(tally_contig(&i, &t, bad[k], &e), -1);
        assert_int_equal(e.code, ERR_SYNTAX);
    }
    memset(longest, 'c', sizeof longest);
    longest[TALLY_NAME_MAX + 1] = '\0';
    {
        struct err e = {0};

        assert_int_equal(tally_contig(&i, &t, longest, &e), -1);
    }
    longest[TALLY_NAME_MAX] = '\0';
    assert_int_equal(contig_of(&t, longest), 0);
    assert_int_equal(contig_of(&t, "HLA-A*01:01:01:01"), 1);
    assert_int_equal(contig_of(&t, ""), 2);
    assert_int_equal(contig_of(&t, longest), 0);
    tally_release(&t);
}

static void adds_in_any_order(void **state)
{
    struct tally t = make();

    (void)state;
    add(&t, 1, "chr2", 7, 1, 3);
    add(&t, 0, "chr2", 7, 0, 5);
    add(&t, 0, "chr10", 0, 0, 1);
    add(&t, 0, "chr2", 7, 0, 2);
    add(&t, 0, "chr2", 1, 1, 1);
    add(&t, 2, "", 0, 0, 0); /* nothing but zeros: left out */
    assert_int_equal(t.n_rows, 5);
    assert_int_equal(tally_sum(&t, 0, 0), 8);
    assert_int_equal(tally_sum(&t, 0, 1), 1);
    assert_int_equal(tally_sum(&t, 1, 1), 3);
    assert_int_equal(tally_sum(&t, 2, 0), 0);
    assert_int_equal(tally_sum(&t, 3, 0), 0);
    assert_int_equal(tally_sum(&t, 0, 2), 0);
    assert_text(&t, HEAD "id\t*\tchr10\t0\t1\t0\n"
                         "id\t*\tchr2\t1\t0\t1\n"
                         "id\t*\tchr2\t7\t7\t0\n"
                         "id\thard\tchr2\t7\t0\t3\n");
    tally_release(&t);
}

static void counts_whole_files_by_name(void **state)
{
    struct tally t = make();
    struct err e = {0};

    (void)state;
    assert_int_equal(tally_count(&t, "fp", 2, &e), 0);
    assert_int_equal(tally_count(&t, "fp", 3, &e), 0);
    assert_text(&t, HEAD "id\t*\t.\t0\t0\t5\n");
    assert_int_equal(tally_count(&t, "fn", 3, &e), -1);
    assert_int_equal(e.code, ERR_MISSING);
    tally_release(&t);
}

static void refuses_to_overflow(void **state)
{
    struct tally t = make();
    struct err e = {0};

    (void)state;
    add(&t, 0, "chr1", 0, 0, INT64_MAX - 1);
    add(&t, 0, "chr1", 1, 0, 1);
    add(&t, 1, "chr1", 1, 0, INT64_MAX);
    assert_int_equal(tally_add(&t, 0, 0, 2, 0, 1, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    assert_true(tally_sum(&t, 0, 0) == INT64_MAX);
    tally_release(&t);
}

static void writes_nothing_when_never_initialised(void **state)
{
    struct tally t = {0};

    (void)state;
    assert_text(&t, "");
    assert_int_equal(tally_sum(&t, 0, 0), 0);
}

/* Shards in any order give the same text. */
static void merges_shards(void **state)
{
    struct tally whole = make();
    struct tally shard[3] = {make(), make(), make()};
    struct err e = {0};

    (void)state;
    for (uint32_t i = 0; i < 900; i++) {
        static const char *const name[] = {"chr2", "chr1", "chr10", "", "."};
        const char *c = name[i % 5];

        add(&whole, i % 3, c, i % 7, i % 2, i);
        add(&shard[i / 300], i % 3, c, i % 7, i % 2, i);
    }
    assert_int_equal(tally_merge(&shard[2], &shard[0], &e), 0);
    assert_int_equal(tally_merge(&shard[2], &shard[1], &e), 0);
    {
        struct buf b = {0};

        buf_init(&b, 1 << 20);
        tally_write(&b, &whole, "id");
        assert_true(b.n > 1000);
        assert_text(&shard[2], b.s);
        buf_release(&b);
    }
    tally_release(&whole);
    for (size_t i = 0; i < 3; i++)
        tally_release(&shard[i]);
}

static void merges_only_what_counts_the_same(void **state)
{
    static const struct {
        const char *counter[2];
        size_t n_counters, n_strata;
    } row[] = {
        {{"tp", "fn"}, 2, 2},
        {{"tp"},       1, 2},
        {{"tp", "fp"}, 2, 1},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct tally t = make();
        struct tally other = {0};
        struct err e = {0};

        assert_int_equal(tally_init(&other, row[i].counter, row[i].n_counters,
                                    strata, row[i].n_strata, &e),
                         0);
        assert_int_equal(tally_merge(&t, &other, &e), -1);
        assert_int_equal(e.code, ERR_MISMATCH);
        tally_release(&t);
        tally_release(&other);
    }
}

static void merging_passes_on_an_overflow(void **state)
{
    struct tally a = make();
    struct tally b = make();
    struct err e = {0};

    (void)state;
    add(&a, 0, "chr1", 0, 0, INT64_MAX);
    add(&b, 0, "chr9", 4, 0, 1);
    assert_int_equal(tally_merge(&a, &b, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    tally_release(&a);
    tally_release(&b);
}

/* Too many contigs and too many rows; the last of each that fits does. */
static void has_ceilings(void **state)
{
    struct tally t = {0};
    struct err e = {0};
    char name[16];
    uint32_t c = 0;

    (void)state;
    assert_int_equal(tally_init(&t, counters, 1, NULL, 0, &e), 0);
    for (int i = 0; i < TALLY_CONTIGS_MAX; i++) {
        (void)snprintf(name, sizeof name, "c%d", i);
        assert_int_equal(tally_contig(&c, &t, name, &e), 0);
    }
    assert_int_equal(tally_contig(&c, &t, "one-more", &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    assert_int_equal(tally_contig(&c, &t, "c77", &e), 0);
    assert_int_equal(c, 77);
    for (uint32_t i = 0; i < TALLY_ROWS_MAX; i++) {
        if (tally_add(&t, 0, i % 1000, i / 1000, 0, 1, &e))
            fail_msg("row %u: %s", i, e.msg);
    }
    assert_int_equal(tally_add(&t, 0, 0, 4999, 0, 1, &e), 0);
    assert_int_equal(tally_add(&t, 0, 0, 5000, 0, 1, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    tally_release(&t);
}

/* Cells begin narrow; one large value must leave the others as they are. */
static void holds_small_and_large_values(void **state)
{
    static const int64_t large[] = {UINT32_MAX, UINT32_MAX + INT64_C(1),
                                    INT64_MAX - 10};

    (void)state;
    for (size_t i = 0; i < T_LEN(large); i++) {
        struct tally t = make();

        for (uint32_t row = 0; row < 100; row++)
            add(&t, 0, "chr1", row, 1, row);
        add(&t, 1, "chr1", 3, 0, 5);
        add(&t, 1, "chr1", 3, 0, large[i] - 5);
        add(&t, 1, "chr1", 3, 1, 1);
        for (uint32_t row = 100; row < 200; row++)
            add(&t, 0, "chr1", row, 1, row);
        for (size_t row = 0; row < 100; row++)
            assert_int_equal(tally_value(&t, row, 1), row);
        assert_int_equal(tally_value(&t, 100, 0), large[i]);
        assert_int_equal(tally_value(&t, 100, 1), 1);
        for (size_t row = 101; row < 201; row++)
            assert_int_equal(tally_value(&t, row, 1), row - 1);
        assert_int_equal(tally_sum(&t, 1, 0), large[i]);
        tally_release(&t);
    }
}

/* Numbers of every length, and more text than is hashed at once. */
static void its_digest_is_that_of_its_text(void **state)
{
    char name[60][16];
    const char *many[60];
    char want[DIGEST_HEX_MAX];
    char got[DIGEST_HEX_MAX];
    struct tally t = {0};
    struct tally_set again = {0};
    struct digest *d;
    struct buf b = {0};
    struct err e = {0};

    (void)state;
    for (int i = 0; i < 60; i++) {
        (void)snprintf(name[i], sizeof name[i], "k%d", i);
        many[i] = name[i];
    }
    assert_int_equal(tally_init(&t, many, 60, NULL, 0, &e), 0);
    for (uint32_t row = 0; row < 600; row++) {
        int64_t ten = 1;

        for (uint32_t k = 0; k + 3 < 60; k += 3) {
            add(&t, 0, "chr1", row, k, ten - 1);
            add(&t, 0, "chr1", row, k + 1, ten);
            ten = ten < INT64_MAX / 100000 ? ten * 10 : 1;
        }
    }
    add(&t, 0, "chr2", 0, 59, INT64_MAX);
    buf_init(&b, 1 << 24);
    buf_str(&b, TALLY_TEXT_MAGIC);
    tally_write(&b, &t, "id");
    assert_true(b.n > 200000);
    assert_int_equal(tally_set_read(&again, b.s, b.n, &e), 0);
    assert_int_equal(tally_sum(&again.a[0].tally, 0, 4), tally_sum(&t, 0, 4));
    assert_int_equal(tally_sum(&again.a[0].tally, 0, 59), INT64_MAX);
    assert_int_equal(digest_hex_of(want, DIGEST_SHA256,
                                   b.s + strlen(TALLY_TEXT_MAGIC),
                                   b.n - strlen(TALLY_TEXT_MAGIC), &e),
                     0);
    d = digest_new(DIGEST_SHA256, &e);
    assert_non_null(d);
    assert_int_equal(tally_hash(d, &again.a[0].tally, "id", &e), 0);
    assert_int_equal(digest_hex(got, d, &e), 0);
    assert_string_equal(got, want);
    digest_free(d);
    buf_release(&b);
    tally_set_release(&again);
    tally_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_its_names),
        cmocka_unit_test(refuses_bad_names),
        cmocka_unit_test(refuses_bad_contigs),
        cmocka_unit_test(adds_in_any_order),
        cmocka_unit_test(counts_whole_files_by_name),
        cmocka_unit_test(refuses_to_overflow),
        cmocka_unit_test(writes_nothing_when_never_initialised),
        cmocka_unit_test(merges_shards),
        cmocka_unit_test(merges_only_what_counts_the_same),
        cmocka_unit_test(merging_passes_on_an_overflow),
        cmocka_unit_test(has_ceilings),
        cmocka_unit_test(holds_small_and_large_values),
        cmocka_unit_test(its_digest_is_that_of_its_text),
    };

    return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}

#include "formats/fastaio.h"

#include <pthread.h>
#include <stdlib.h>

#include "formats/fastaio_internal.h"
#include "formats/tests/scratch.h"

static const char two[] = ">c1 first\nACGTac\nNNGT\n>c2\nTTTTTT\nGG\n>c3\n";

static char *all(struct fasta_view *v, const struct fasta *f, uint32_t i)
{
    static char out[4096];
    struct err e = {0};

    assert_int_equal(fasta_get(out, v, i, 0, f->seq[i].length, &e), 0);
    out[f->seq[i].length] = '\0';
    return out;
}

static void check_two(const char *path)
{
    struct fasta f = {0};
    struct fasta_view *v;
    struct err e = {0};

    if (fasta_open(&f, path, &e))
        fail_msg("%s: %s", path, e.msg);
    assert_int_equal(f.names.n, 3);
    v = fasta_view_open(&f, &e);
    assert_non_null(v);
    assert_string_equal(f.names.a[0], "c1");
    assert_string_equal(all(v, &f, 0), "ACGTACNNGT");
    assert_string_equal(all(v, &f, 1), "TTTTTTGG");
    assert_string_equal(all(v, &f, 2), "");
    for (int64_t i = -1; i <= 10; i++) {
        int base = fasta_base(v, 0, i, &e);

        assert_int_equal(base, i < 0 || i == 10 ? 0 : "ACGTACNNGT"[i]);
    }
    fasta_view_close(v);
    fasta_close(&f);
}

static const char fai[] =
    "c1\t10\t10\t6\t7\nc2\t8\t26\t6\t7\nc3\t0\t40\t0\t0\n";

static void plain_and_bgzipped_with_or_without_index_read_alike(void **state)
{
    (void)state;
    for (int index = 0; index < 2; index++) {
        check_two(scratch_write("a.fa", S(two)));
        check_two(scratch_bgzf("a.fa.gz", "w", S(two)));
        scratch_write("a.fa.fai", S(fai));
        scratch_write("a.fa.gz.fai", S(fai));
    }
}

static void line_ends_of_dos_and_a_missing_last_one_are_fine(void **state)
{
    (void)state;
    check_two(scratch_write(
        "dos.fa",
        S(">c1 x\r\nACGTac\r\nNNGT\r\n>c2\r\nTTTTTT\r\nGG\r\n>c3\r\n")));
    check_two(
        scratch_write("end.fa", S(">c1\nACGTacNNGT\n\n>c2\nTTTTTTGG\n\n>c3")));
}

/* 300 kB in lines of 61, random access against the text that was written. */
static void any_place_of_a_large_file_is_right(void **state)
{
    static char bases[300000];
    static char text[320000];
    static char out[300000];
    static const char *const mode[] = {"wu", "w"};
    uint32_t x = 3;
    size_t n = (size_t)snprintf(text, sizeof(text), ">big\n");

    (void)state;
    for (size_t i = 0; i < sizeof(bases); i++) {
        x = x * 1664525 + 1013904223;
        bases[i] = "ACGT"[x >> 30];
        text[n++] = bases[i];
        if (i % 61 == 60)
            text[n++] = '\n';
    }
    for (size_t m = 0; m < T_LEN(mode); m++) {
        struct fasta f = {0};
        struct err e = {0};
        struct fasta_view *v;

        assert_int_equal(
            fasta_open(&f, scratch_bgzf("big.fa", mode[m], text, n), &e), 0);
        v = fasta_view_open(&f, &e);
        for (int k = 0; k < 3000; k++) {
            int64_t beg;
            int64_t end;

            x = x * 1664525 + 1013904223;
            beg = (int64_t)((x >> 8) % sizeof(bases));
            x = x * 1664525 + 1013904223;
            end = beg + (int64_t)((x >> 8) % (k % 100 ? 90 : 200000));
            if (end > (int64_t)sizeof(bases))
                end = (int64_t)sizeof(bases);
            assert_int_equal(fasta_get(out, v, 0, beg, end, &e), 0);
            assert_memory_equal(out, bases + beg, (size_t)(end - beg));
            assert_int_equal(fasta_base(v, 0, beg, &e), bases[beg]);
        }
        assert_int_equal(fasta_get(out, v, 0, 1, sizeof(bases) + 1, &e), -1);
        assert_int_equal(e.code, ERR_RANGE);
        fasta_view_close(v);
        fasta_close(&f);
    }
}

static void a_contig_may_stand_on_one_line(void **state)
{
    static char text[3000010];
    struct fasta f = {0};
    struct err e = {0};
    struct fasta_view *v;

    (void)state;
    memset(text, 'A', sizeof(text));
    memcpy(text, ">one\n", 5);
    text[3000000] = 'c';
    text[sizeof(text) - 1] = '\n';
    assert_int_equal(
        fasta_open(&f, scratch_write("one.fa", text, sizeof(text)), &e), 0);
    assert_int_equal(f.seq[0].length, 3000004);
    assert_int_equal(f.seq[0].line_bases, 3000004);
    v = fasta_view_open(&f, &e);
    assert_int_equal(fasta_base(v, 0, 2999995, &e), 'C');
    assert_int_equal(fasta_base(v, 0, 2999994, &e), 'A');
    fasta_view_close(v);
    fasta_close(&f);
}

static void the_md5_is_that_of_upper_case_without_line_ends(void **state)
{
    struct fasta f = {0};
    struct err e = {0};
    struct fasta_view *v;
    char hex[FASTA_MD5_HEX];

    (void)state;
    /* printf ACGTACNNGT | md5sum */
    assert_int_equal(fasta_open(&f, scratch_write("m.fa", S(two)), &e), 0);
    v = fasta_view_open(&f, &e);
    assert_int_equal(fasta_md5(hex, v, 0, &e), 0);
    assert_string_equal(hex, "d1ad2bff19ce31c99701d7e8c7b27ee9");
    assert_int_equal(fasta_md5(hex, v, 2, &e), 0);
    assert_string_equal(hex, "d41d8cd98f00b204e9800998ecf8427e");
    fasta_view_close(v);
    fasta_close(&f);
}

static void what_is_no_usable_reference_says_why(void **state)
{
    static const struct {
        const char *text;
        const char *fai; /* NULL: none */
        enum err_code code;
        const char *says;
    } row[] = {
        {"",                  NULL,                              ERR_SYNTAX,   "empty"           },
        {"ACGT\n",            NULL,                              ERR_SYNTAX,   "begin with >"    },
        {"\n",                NULL,                              ERR_SYNTAX,   "no contig"       },
        {">\nACGT\n",         NULL,                              ERR_SYNTAX,   "no name"         },
        {">a\nAC\n>a\nAC\n",  NULL,                              ERR_SYNTAX,   "two contigs"     },
        {">a\nAC\nACG\n",     NULL,                              ERR_SYNTAX,   "differ in length"},
        {">a\nAC\nA\nAC\n",   NULL,                              ERR_SYNTAX,   "differ in length"},
        {">a\nAC\n\nAC\n",    NULL,                              ERR_SYNTAX,   "differ in length"},
        {">a\nACGT\n",        "",                                ERR_MISMATCH, "is empty"        },
        {">a\nACGT\n",        "a\t4\t3\n",                       ERR_SYNTAX,   "four numbers"    },
        {">a\nACGT\n",        "a\t4\t3\t0\t5\n",                 ERR_SYNTAX,   "four numbers"    },
        {">a\nACGT\n",        "a\t4\t3\t5\t4\n",                 ERR_SYNTAX,   "four numbers"    },
        {">a\nACGT\n",        "a\t4\t3\t4\t5\t\n",               ERR_SYNTAX,   "four numbers"    },
        {">a\nACGT\n",        "b\t4\t3\t4\t5\n",                 ERR_MISMATCH, "does not fit"    },
        {">a\nACGT\n",        "a\t3\t3\t4\t5\n",                 ERR_MISMATCH, "does not fit"    },
        {">a\nACGT\n",        "a\t5\t3\t4\t5\n",                 ERR_MISMATCH, "does not fit"    },
        {">a\nACGT\n",        "a\t4\t4\t4\t5\n",                 ERR_MISMATCH, "does not fit"    },
        {">a\nACGT\n",        "a\t4000\t3\t4\t5\n",              ERR_MISMATCH, "does not fit"    },
        {">a\nACGT\n>b\nA\n", "a\t4\t3\t4\t5\na\t1\t11\t1\t2\n", ERR_SYNTAX,
         "two contigs"                                                                           },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const char *path =
            scratch_write("x.fa", row[i].text, strlen(row[i].text));
        struct fasta f = {0};
        struct err e = {0};

        unlink(scratch_path("x.fa.fai"));
        if (row[i].fai)
            scratch_write("x.fa.fai", row[i].fai, strlen(row[i].fai));
        assert_int_equal(fasta_open(&f, path, &e), -1);
        assert_int_equal(e.code, row[i].code);
        if (!strstr(e.msg, row[i].says))
            fail_msg("row %zu says: %s", i, e.msg);
        assert_null(f.path);
    }
}

static void bytes_that_are_no_bases_are_noticed(void **state)
{
    struct fasta f = {0};
    struct err e = {0};
    struct err again = {0};
    struct fasta_view *v;
    char out[8];

    (void)state;
    scratch_write("n.fa", S(">a\nAC\n1T\n"));
    assert_int_equal(fasta_open(&f, scratch_path("n.fa"), &e), 0);
    v = fasta_view_open(&f, &e);
    assert_int_equal(fasta_base(v, 0, 2, &e), -1);
    assert_int_equal(e.code, ERR_MISMATCH);
    assert_int_equal(fasta_get(out, v, 0, 0, 4, &again), -1);
    assert_int_equal(again.code, ERR_MISMATCH);
    fasta_view_close(v);
    fasta_close(&f);
}

static void gzip_and_damage_are_refused(void **state)
{
    static const struct {
        const char *mode;
        long cut;
        long spoil;
        const char *says;
    } row[] = {
        {"wg", 0,  0,  "not by bgzip"},
        {"w",  10, 0,  "cut short"   },
        {"w",  0,  25, "damaged"     },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const char *path = scratch_bgzf("g.fa.gz", row[i].mode, S(two));
        struct fasta f = {0};
        struct err e = {0};

        if (row[i].cut)
            scratch_cut(path, row[i].cut);
        if (row[i].spoil)
            scratch_spoil(path, row[i].spoil);
        assert_int_equal(fasta_open(&f, path, &e), -1);
        assert_int_equal(e.code, ERR_SYNTAX);
        if (!strstr(e.msg, row[i].says))
            fail_msg("row %zu says: %s", i, e.msg);
    }
}

static void a_reference_replaced_meanwhile_stays_the_old_one(void **state)
{
    struct fasta f = {0};
    struct err e = {0};
    struct fasta_view *v;
    const char *path = scratch_bgzf("r.fa.gz", "w", S(two));
    char other[256];

    (void)state;
    assert_int_equal(fasta_open(&f, path, &e), 0);
    snprintf(other, sizeof(other), "%s",
             scratch_bgzf("r2.fa.gz", "w", S(">c1\nGGGG\n")));
    assert_int_equal(rename(other, path), 0);
    v = fasta_view_open(&f, &e);
    assert_string_equal(all(v, &f, 0), "ACGTACNNGT");
    fasta_view_close(v);
    fasta_close(&f);
}

static void a_reference_shortened_meanwhile_is_noticed(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct fasta f = {0};
        struct err e = {0};
        struct fasta_view *v;
        const char *path = i ? scratch_bgzf("s.fa.gz", "w", S(two))
                             : scratch_write("s.fa", S(two));

        assert_int_equal(fasta_open(&f, path, &e), 0);
        fasta_cache_free(f.cache); /* forget what was read already */
        f.cache = i ? fasta_cache_new(&f, &e) : NULL;
        v = fasta_view_open(&f, &e);
        assert_int_equal(truncate(path, 12), 0);
        assert_int_equal(fasta_base(v, 1, 0, &e), -1);
        assert_int_equal(e.code, i ? ERR_SYNTAX : ERR_MISMATCH);
        fasta_view_close(v);
        fasta_close(&f);
    }
}

#define MB_20 20000000

struct reader {
    const struct fasta *f;
    const char *text;
    uint32_t seed;
    bool wrong;
};

/* Half of them from end to end, half here and there. */
static void *read_it(void *arg)
{
    struct reader *r = arg;
    struct err e = {0};
    struct fasta_view *v = fasta_view_open(r->f, &e);
    uint32_t x = r->seed;
    char out[100];

    for (int64_t i = 0; i < 20000; i++) {
        int64_t beg = i * 990;

        x = x * 1664525 + 1013904223;
        if (r->seed % 2)
            beg = (int64_t)(x >> 8) % (MB_20 - 100);
        r->wrong = r->wrong || fasta_get(out, v, 0, beg, beg + 100, &e) ||
                   memcmp(out, r->text + beg, 100) != 0;
    }
    fasta_view_close(v);
    return NULL;
}

/* For one view, more blocks than are kept; for four, fewer. */
static void many_threads_share_what_was_inflated(void **state)
{
    char *text = malloc(MB_20 + 10);
    struct reader reader[4];
    pthread_t thread[4];
    struct fasta f = {0};
    struct err e = {0};
    uint32_t x = 3;

    (void)state;
    memcpy(text, ">big\n", 5);
    for (size_t i = 0; i < MB_20; i++) {
        x = x * 1664525 + 1013904223;
        text[5 + i] = "ACGT"[x >> 30];
    }
    assert_int_equal(
        fasta_open(&f, scratch_bgzf("t.fa.gz", "w1", text, MB_20 + 5), &e), 0);
    for (uint32_t n = 1; n <= 4; n += 3) {
        for (uint32_t i = 0; i < n; i++) {
            reader[i] = (struct reader){&f, text + 5, i + n, false};
            pthread_create(&thread[i], NULL, read_it, &reader[i]);
        }
        for (uint32_t i = 0; i < n; i++) {
            pthread_join(thread[i], NULL);
            assert_false(reader[i].wrong);
        }
    }
    fasta_close(&f);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_and_bgzipped_with_or_without_index_read_alike),
        cmocka_unit_test(line_ends_of_dos_and_a_missing_last_one_are_fine),
        cmocka_unit_test(any_place_of_a_large_file_is_right),
        cmocka_unit_test(a_contig_may_stand_on_one_line),
        cmocka_unit_test(the_md5_is_that_of_upper_case_without_line_ends),
        cmocka_unit_test(what_is_no_usable_reference_says_why),
        cmocka_unit_test(bytes_that_are_no_bases_are_noticed),
        cmocka_unit_test(gzip_and_damage_are_refused),
        cmocka_unit_test(a_reference_replaced_meanwhile_stays_the_old_one),
        cmocka_unit_test(a_reference_shortened_meanwhile_is_noticed),
        cmocka_unit_test(many_threads_share_what_was_inflated),
    };

    return cmocka_run_group_tests_name("fastaio", tests, scratch_make,
                                       scratch_remove);
}

#include "formats/bedio.h"

#include "formats/tests/scratch.h"

static int read_text(struct bed *b, const char *text, struct err *e)
{
    return bed_read_fd(b, scratch_pipe(text, strlen(text)), "-", e);
}

static void intervals_are_sorted_and_merged(void **state)
{
    static const struct {
        const char *text;
        const char *merged; /* of contig c */
    } row[] = {
        {"",                                            ""        },
        {"c\t1\t2\n",                                   "1-2 "    },
        {"c\t1\t2",                                     "1-2 "    },
        {"c 1 2\n",                                     "1-2 "    },
        {"c\t5\t9\tname\t0\nc\t1\t2\n",                 "1-2 5-9 "},
        {"c\t1\t5\nc\t5\t9\n",                          "1-9 "    },
        {"c\t1\t5\nc\t6\t9\n",                          "1-5 6-9 "},
        {"c\t1\t9\nc\t2\t3\nc\t8\t12\n",                "1-12 "   },
        {"c\t3\t3\nc\t7\t8\n",                          "7-8 "    },
        {"c\t1\t3\nd\t0\t9\nc\t2\t4\n",                 "1-4 "    },
        {"# x\ntrack name=a\nbrowser b\n\nc\t1\t2\r\n", "1-2 "    },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct bed b = {0};
        struct err e = {0};
        const struct bed_contig *c;
        char out[128] = "";
        size_t n = 0;

        assert_int_equal(read_text(&b, row[i].text, &e), 0);
        c = bed_contig(&b, "c", 1);
        for (size_t k = 0; c && k < c->n; k++)
            n += (size_t)snprintf(out + n, sizeof(out) - n, "%d-%d ",
                                  (int)c->a[k].beg, (int)c->a[k].end);
        assert_string_equal(out, row[i].merged);
        bed_release(&b);
    }
}

/* Neighbouring lines that are alike are read another way than the rest: a
 * column more makes no difference, nor does what is wrong. */
static void lines_that_are_alike_are_read_as_any(void **state)
{
    static const struct {
        const char *line; /* the 500th of 1000 */
        enum err_code code;
    } row[] = {
        {"chr1\t4999\t5000",                          ERR_NONE  },
        {"chr1 4999 5000",                            ERR_NONE  },
        {"chr1\t0004999\t000000005000",               ERR_NONE  },
        {"chr1\t4999\t4999",                          ERR_NONE  },
        {"",                                          ERR_NONE  },
        {"chr1\t2147483646\t2147483647",              ERR_NONE  },
        {"chr1\t2147483646\t2147483648",              ERR_RANGE },
        {"chr1\t4999\t9999999999",                    ERR_RANGE },
        {"chr1\t4999\t99999999999999999999999999999", ERR_RANGE },
        {"chr1\t5000\t4999",                          ERR_SYNTAX},
        {"chr1\t\t5000",                              ERR_SYNTAX},
        {"chr1\t4999\t",                              ERR_SYNTAX},
        {"chr1\t4999",                                ERR_SYNTAX},
        {"chr1\t4999\t5000x",                         ERR_SYNTAX},
        {"chr1\t4999x\t5000",                         ERR_SYNTAX},
        {"chr1\t4:99\t5000",                          ERR_SYNTAX},
        {"chr1\t-999\t5000",                          ERR_SYNTAX},
    };

    (void)state;
    for (size_t i = 0; i < 2 * T_LEN(row); i++) {
        const char *more = i % 2 ? "\tname" : "";
        static char text[1000 * 64];
        struct bed b = {0};
        struct err e = {0};
        size_t n = 0;

        for (int k = 1; k <= 1000; k++)
            n += (size_t)(k == 500 ? snprintf(text + n, 64, "%s%s\n",
                                              row[i / 2].line, more)
                                   : snprintf(text + n, 64, "chr1\t%d\t%d%s\n",
                                              10 * k - 1, 10 * k, more));
        if (row[i / 2].line[0] == '\0' && *more)
            continue;
        assert_int_equal(read_text(&b, text, &e), row[i / 2].code ? -1 : 0);
        assert_int_equal(e.code, row[i / 2].code);
        assert_int_equal(e.line, row[i / 2].code ? 500 : 0);
        assert_in_range(bed_bp(&b), row[i / 2].code ? 0 : 999,
                        row[i / 2].code ? 0 : 1000);
        bed_release(&b);
    }
}

static void a_bad_line_is_named(void **state)
{
    static const struct {
        const char *text;
        enum err_code code;
        uint64_t line;
    } row[] = {
        {"c\t1\t2\nc\t9\t8\n",     ERR_SYNTAX, 2},
        {"c\t1\n",                 ERR_SYNTAX, 1},
        {"c\n",                    ERR_SYNTAX, 1},
        {"\t1\t2\n",               ERR_SYNTAX, 1},
        {"c\t1x\t2\n",             ERR_SYNTAX, 1},
        {"c\t-1\t2\n",             ERR_SYNTAX, 1},
        {"c\t1\t2147483648\n",     ERR_RANGE,  1},
        {"c\t1\t99999999999999\n", ERR_RANGE,  1},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct bed b = {0};
        struct err e = {0};

        assert_int_equal(read_text(&b, row[i].text, &e), -1);
        assert_int_equal(e.code, row[i].code);
        assert_int_equal(e.line, row[i].line);
        assert_int_equal(b.contigs.n, 0);
    }
}

static void intervals_made_in_memory_have_bounds_too(void **state)
{
    struct bed b = {0};
    struct err e = {0};
    struct err far = {0};

    (void)state;
    assert_int_equal(bed_add(&b, S("c"), 3, 2, &e), -1);
    assert_int_equal(e.code, ERR_RANGE);
    assert_int_equal(bed_add(&b, S("c"), 3, (int64_t)1 << 31, &far), -1);
    assert_int_equal(far.code, ERR_RANGE);
    bed_release(&b);
}

static void a_missing_file_is_missing(void **state)
{
    struct bed b = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(bed_read(&b, scratch_path("none"), &e), -1);
    assert_int_equal(e.code, ERR_MISSING);
    scratch_bgzf("b.bed.gz", "w", S("c\t1\t4\n"));
    e = (struct err){0};
    assert_int_equal(bed_read(&b, scratch_path("b.bed.gz"), &e), 0);
    assert_int_equal(bed_bp(&b), 3);
    bed_release(&b);
}

/* Every question about a small region set, against one flag a base. */
static void answers_equal_those_of_a_flag_per_base(void **state)
{
    uint32_t x = 7;

    (void)state;
    for (int round = 0; round < 200; round++) {
        struct bed b = {0};
        struct err e = {0};
        bool in[41] = {false};
        bool two[41] = {false};
        const struct bed_contig *c;
        const struct bed_contig *d;
        size_t cursor = 0;
        int64_t bp = 0;

        for (int k = 0; k < 8; k++) {
            int64_t beg;
            int64_t end;

            x = x * 1664525 + 1013904223;
            beg = (int64_t)(x >> 16) % 40;
            x = x * 1664525 + 1013904223;
            end = beg + (int64_t)(x >> 16) % 6;
            if (end > 40)
                end = 40;
            assert_int_equal(bed_add(&b, k % 3 ? "c" : "d", 1, beg, end, &e),
                             0);
            for (int64_t p = beg; p < end; p++)
                *(k % 3 ? &in[p] : &two[p]) = true;
        }
        assert_int_equal(bed_finish(&b, &e), 0);
        c = bed_contig(&b, "c", 1);
        d = bed_contig(&b, "d", 1);
        for (int64_t beg = 0; beg < 40; beg++) {
            bool whole = true;
            int64_t n = 0;
            int64_t both = 0;

            for (int64_t end = beg + 1; end <= 40; end++) {
                whole = whole && in[end - 1];
                n += in[end - 1];
                both += in[end - 1] && two[end - 1];
                assert_int_equal(bed_contains(c, beg, end), whole);
                assert_int_equal(bed_sweep(c, &cursor, beg, end), whole);
                assert_int_equal(bed_bp_in(c, beg, end), n);
                assert_int_equal(bed_bp_both(c, d, beg, end), both);
            }
            bp += in[beg] + two[beg];
        }
        assert_int_equal(bed_sweep(c, &cursor, 0, 1), in[0]);
        assert_int_equal(bed_bp(&b), bp);
        bed_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_are_sorted_and_merged),
        cmocka_unit_test(lines_that_are_alike_are_read_as_any),
        cmocka_unit_test(a_bad_line_is_named),
        cmocka_unit_test(intervals_made_in_memory_have_bounds_too),
        cmocka_unit_test(a_missing_file_is_missing),
        cmocka_unit_test(answers_equal_those_of_a_flag_per_base),
    };

    return cmocka_run_group_tests_name("bedio", tests, scratch_make,
                                       scratch_remove);
}

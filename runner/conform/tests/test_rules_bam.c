/* Rules of the bytes of BAM, each broken in turn. */
#include "conform/tests/bamcase.h"

#define HEAD BAMCASE_HEAD("unsorted")
#define TAGS "\tRG:Z:a\n"
#define GOOD                                                                   \
    "r1\t0\t0\t9\t60\t5M\t*\t0\t0\tACGTA\tIIIII\tNM:i:0\tRG:Z:a\tXX:Z:x\n"

/* Offsets in a record. */
enum {
    SIZE = 0,
    REF = 4,
    POS = 8,
    L_NAME = 12,
    BIN = 14,
    N_CIGAR = 16,
    L_SEQ = 20,
    NEXT_REF = 24,
    NEXT_POS = 28,
    TLEN = 32,
    NAME = 36,
    CIGAR = 39,
    SEQ = 43,
    QUAL = 46,
    XX = 63,
    END = 68
};

static struct bamcase one; /* 1 MB: not for the stack */

static void good_record(void)
{
    bamcase_head(&one, HEAD);
    bamcase_record(&one, GOOD);
    one.n = one.record + END; /* without the LF that a line ends in */
    bamcase_put(&one, one.n - 1, 0, 1);
    bamcase_put(&one, one.record, END - 4, 4);
}

static void a_good_record_breaks_nothing(void **state)
{
    (void)state;
    good_record();
    assert_int_equal(one.bytes[one.n - 2], 'x');
    bamcase_expect(&one, "good", "");
}

static void each_field_of_a_record_is_broken_alone(void **state)
{
    static const struct {
        const char *rule;
        size_t at;
        uint32_t value;
        size_t bytes;
    } row[] = {
        {" BAM-004", SIZE,     (uint32_t)-1,      4},
        {" BAM-004", SIZE,     END,               4}, /* beyond the end */
        {" BAM-004", L_SEQ,    (uint32_t)-1,      4},
        {" BAM-004", L_SEQ,    100,               4},
        {" BAM-004", N_CIGAR,  60000,             2},
        {" BAM-005", REF,      2,                 4},
        {" BAM-005", REF,      (uint32_t)-2,      4},
        {" BAM-005", NEXT_REF, 2,                 4},
        {" BAM-006", L_NAME,   0,                 1},
        {" BAM-006", NAME,     0,                 1},
        {" BAM-006", NAME + 2, 'x',               1},
        {" BAM-007", BIN,      4682,              2},
        {" BAM-008", CIGAR,    5 << 4 | 9,        4},
        {" BAM-010", QUAL,     94,                1},
        {" BAM-010", QUAL + 4, 94,                1},
        {" BAM-010", QUAL,     255,               1},
        {" BAM-011", SEQ + 2,  0x11,              1},
        {" BAM-012", XX + 2,   'd',               1},
        {" BAM-013", XX + 4,   'x',               1},
        {" BAM-014", XX + 2,   'B',               1},
        {" BAM-016", POS,      (uint32_t)-2,      4},
        {" BAM-016", NEXT_POS, (uint32_t)-2,      4},
        {" BAM-016", TLEN,     UINT32_C(1) << 31, 4},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char what[64];

        good_record();
        bamcase_put(&one, one.record + row[i].at, row[i].value, row[i].bytes);
        snprintf(what, sizeof(what), "row %zu", i);
        if (row[i].at == L_NAME) /* the name's bytes become those of CIGAR */
            bamcase_put(&one, one.record + N_CIGAR, 0, 2);
        bamcase_expect(&one, what, row[i].rule);
    }
}

static void qualities_are_judged_to_the_last(void **state)
{
    static const char seq[] = "ACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACG";

    (void)state;
    for (size_t n = 1; n < sizeof(seq); n++) {
        for (size_t bad = 0; bad <= n; bad++) {
            char line[256];

            snprintf(line, sizeof(line),
                     "r\t4\t*\t0\t0\t*\t*\t0\t0\t%.*s\t%.*s\tRG:Z:a", (int)n,
                     seq, (int)n, seq);
            bamcase_head(&one, HEAD);
            bamcase_record(&one, line);
            if (bad < n)
                bamcase_put(&one, one.n - 5 - n + bad, 94, 1);
            bamcase_expect(&one, line, bad < n ? " BAM-010" : "");
        }
    }
}

/* ---- CG ---- */

static void long_cigar(uint32_t placeholder, uint32_t of_reference)
{
    static const uint32_t ops[] = {2 << 4 | 0, 1 << 4 | 1, 2 << 4 | 0};

    bamcase_head(&one, HEAD);
    bamcase_record(
        &one, "r1\t0\t0\t9\t60\t5S4N\t*\t0\t0\tACGTA\tIIIII\tNM:i:1\tRG:Z:a");
    bamcase_put(&one, one.record + CIGAR + 4, of_reference << 4 | 3, 4);
    bamcase_put(&one, one.record + CIGAR, placeholder, 4);
    bamcase_add(&one, "CGBI", 4);
    bamcase_le(&one, (uint32_t)T_LEN(ops), 4);
    for (size_t i = 0; i < T_LEN(ops); i++)
        bamcase_le(&one, ops[i], 4);
    bamcase_put(&one, one.record, (uint32_t)(one.n - one.record - 4), 4);
}

static void a_long_cigar_stands_in_cg(void **state)
{
    (void)state;
    long_cigar(5 << 4 | 4, 4);
    bamcase_expect(&one, "CG", "");
    long_cigar(5 << 4 | 4, 5);
    bamcase_expect(&one, "CG of another length", " BAM-009");
    long_cigar(5 << 4 | 4, 4);
    bamcase_put(&one, one.n - 4, 2 << 4 | 9, 4);
    bamcase_expect(&one, "CG with a code 9", " BAM-008");
}

/* ---- the header ---- */

static void the_header_is_broken(void **state)
{
    static const struct {
        const char *rule;
        size_t at; /* from the end of the text */
        uint32_t value;
        size_t bytes;
    } row[] = {
        {"",         0,  2,            4},
        {" BAM-002", 0,  (uint32_t)-1, 4}, /* n_ref */
        {" BAM-002", 0,  3,            4},
        {" BAM-002", 4,  0,            4}, /* l_name */
        {" BAM-002", 4,  4,            4},
        {" BAM-002", 4,  1 << 30,      4},
        {" BAM-003", 0,  1,            4},
        {" BAM-003", 11, '2',          1}, /* chr2 twice */
        {" BAM-003", 13, 999,          4}, /* bases */
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char what[64];

        bamcase_head(&one, HEAD);
        bamcase_put(&one, 8 + strlen(HEAD) + row[i].at, row[i].value,
                    row[i].bytes);
        snprintf(what, sizeof(what), "row %zu", i);
        if (row[i].at == 0 && row[i].value == 1)
            one.n = 8 + strlen(HEAD) + 4 + 13;
        bamcase_expect(&one, what, row[i].rule);
    }
    bamcase_head(&one, HEAD);
    bamcase_put(&one, 4, (uint32_t)-1, 4);
    bamcase_expect(&one, "l_text is negative", " BAM-002");
    bamcase_head(&one, HEAD);
    bamcase_put(&one, 3, 2, 1);
    bamcase_expect(&one, "another magic", " BAM-001");
}

static void nul_may_fill_up_the_text_but_not_part_it(void **state)
{
    char text[] = HEAD "\0\0@CO\tx\n";
    size_t n = sizeof(text) - 1;

    (void)state;
    for (int more = 0; more < 2; more++) {
        size_t l_text = more ? n : strlen(HEAD) + 2;

        one.n = 0;
        bamcase_add(&one, "BAM\1", 4);
        bamcase_le(&one, (uint32_t)l_text, 4);
        bamcase_add(&one, text, l_text);
        bamcase_le(&one, 2, 4);
        bamcase_ref(&one, "chr1", 1000);
        bamcase_ref(&one, "chr2", 2000);
        bamcase_expect(&one, "NUL in the text", more ? " BAM-015" : "");
    }
}

/* Without @SQ lines the binary list says all. */
static void a_list_alone_will_do(void **state)
{
    struct examined x = {0};
    struct examine_job job = {.format = "bam", .crew = textcase_crew};
    struct err e = {0};

    (void)state;
    bamcase_head(&one, "@CO\tnothing\n");
    bamcase_records(&one, "r1\t0\t0\t1001\t60\t5M\t*\t0\t0\tACGTA\tIIIII\n");
    job.path = bamcase_write(&one);
    assert_int_equal(examine(&x, &job, &e), 0);
    assert_true(x.judged);
    assert_non_null(problems_find(&x.problems, "SAM-POS-003"));
    assert_null(problems_find(&x.problems, "BAM-003"));
    examined_release(&x);
}

/* ---- the file ---- */

static void a_file_that_is_not_in_blocks_is_told(void **state)
{
    struct examine_job job = {.format = "bam"};

    (void)state;
    good_record();
    job.path = scratch_write("plain.bam", one.bytes, one.n);
    textcase_expect_of(&job, "not compressed", " BAM-017");
    job.path = scratch_bgzf("gzip.bam", "wg", one.bytes, one.n);
    textcase_expect_of(&job, "compressed by gzip", " BAM-017");
    job.path = scratch_write("empty.bam", "", 0);
    textcase_expect_of(&job, "empty", " BAM-017");
}

static void a_file_that_was_cut_is_told(void **state)
{
    struct examine_job job = {.format = "bam"};

    (void)state;
    good_record();
    job.path = bamcase_write(&one);
    scratch_cut(job.path, 28);
    textcase_expect_of(&job, "no marker at the end", " BGZF-006");
    job.path = bamcase_write(&one);
    scratch_spoil(job.path, -24); /* an empty block, but not the marker */
    textcase_expect_of(&job, "another marker at the end", " BGZF-006");
    job.path = bamcase_write(&one);
    scratch_cut(job.path, 40);
    textcase_expect_of(&job, "ends within a block", " BGZF-002");
    one.n -= 3;
    bamcase_expect(&one, "ends within a record", " BAM-004");
    one.n = 20;
    bamcase_expect(&one, "ends within the header", " BAM-002");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_record_breaks_nothing),
        cmocka_unit_test(each_field_of_a_record_is_broken_alone),
        cmocka_unit_test(qualities_are_judged_to_the_last),
        cmocka_unit_test(a_long_cigar_stands_in_cg),
        cmocka_unit_test(the_header_is_broken),
        cmocka_unit_test(nul_may_fill_up_the_text_but_not_part_it),
        cmocka_unit_test(a_list_alone_will_do),
        cmocka_unit_test(a_file_that_is_not_in_blocks_is_told),
        cmocka_unit_test(a_file_that_was_cut_is_told),
    };

    return cmocka_run_group_tests_name("rules_bam", tests, textcase_setup,
                                       textcase_teardown);
}

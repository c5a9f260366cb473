/* Rules of records side by side, each broken in turn. */
#include "conform/tests/bamcase.h"

#include "conform/align/alnhead.h"
#include "conform/align/alnstep.h"
#include "conform/align/walk/alnwalk.h"
#include "conform/align/walk/alnwalk_internal.h"

#define SEQ  "\tACGTA\tIIIII"
#define TAGS "\tRG:Z:a\n"
#define NM   "\tNM:i:0" TAGS
#define ANY  BAMCASE_HEAD("unsorted")

/* A pair that is sound. */
#define FIRST  "p\t97\t0\t9\t60\t5M\t0\t19\t15" SEQ NM
#define SECOND "p\t145\t0\t19\t50\t5M\t0\t9\t-15" SEQ NM

static void mates_are_compared(void **state)
{
    static const struct {
        const char *rules;
        const char *lines;
    } row[] = {
  /* clang-format off */
        {"", SECOND FIRST},
        {" PAIR-001", SECOND FIRST SECOND FIRST},
        {" PAIR-001", SECOND SECOND FIRST},
        /* The third line waits for a mate that is gone, or came not at all. */
        {" PAIR-001", SECOND FIRST SECOND},
        {" PAIR-001", SECOND SECOND},
        {" PAIR-002", FIRST},
        {" PAIR-004", "p\t97\t1\t9\t60\t5M\t1\t19\t0" SEQ NM
                      "p\t145\t0\t19\t50\t5M\t1\t9\t0" SEQ NM},
        {" PAIR-005", SECOND "p\t97\t0\t9\t60\t5M\t0\t20\t15" SEQ NM},
        {" PAIR-006", SECOND "p\t105\t0\t9\t60\t5M\t0\t19\t15" SEQ NM},
        {" PAIR-007", SECOND "p\t65\t0\t9\t60\t5M\t0\t19\t15" SEQ NM},
        {" PAIR-008", SECOND "p\t97\t0\t9\t60\t5M\t0\t19\t14" SEQ NM},
        {" PAIR-011", "p\t133\t*\t0\t0\t*\t0\t9\t0" SEQ TAGS
                      "p\t73\t0\t9\t60\t5M\t*\t0\t0" SEQ NM},
        {" PAIR-013", "s\t4\t*\t0\t0\t*\t*\t0\t0" SEQ TAGS
                      "s\t4\t*\t0\t0\t*\t*\t0\t0" SEQ TAGS},
        {"", "s\t4\t*\t0\t0\t*\t*\t0\t0" SEQ TAGS
             "s\t77\t*\t0\t0\t*\t*\t0\t0" SEQ TAGS
             "s\t141\t*\t0\t0\t*\t*\t0\t0" SEQ TAGS},
        {"", "*\t4\t*\t0\t0\t*\t*\t0\t0" SEQ TAGS
             "*\t4\t*\t0\t0\t*\t*\t0\t0" SEQ TAGS},
        /* Three segments: what is next is not known. */
        {"", "t\t67\t1\t19\t60\t5M\t1\t29\t0" SEQ NM
             "t\t195\t1\t9\t60\t5M\t1\t9\t0" SEQ NM
             "t\t131\t1\t29\t60\t5M\t1\t19\t0" SEQ NM},
        {" TAG-MC-001",
         SECOND "p\t97\t0\t9\t60\t5M\t0\t19\t15" SEQ "\tMC:Z:4M1S" NM},
        {" TAG-MC-001",
         "p\t145\t0\t19\t50\t5M\t0\t9\t-15" SEQ "\tMC:Z:*" NM FIRST},
        {"", SECOND "p\t97\t0\t9\t60\t5M\t0\t19\t15" SEQ
                    "\tMC:Z:5M\tMQ:i:50" NM},
        {" TAG-MC-002", "p\t69\t0\t9\t0\t*\t0\t9\t0" SEQ TAGS
                        "p\t137\t0\t9\t60\t5M\t0\t9\t0" SEQ "\tMC:Z:5M" NM},
        {" TAG-MQ-001",
         SECOND "p\t97\t0\t9\t60\t5M\t0\t19\t15" SEQ "\tMQ:i:60" NM},
  /* clang-format on */
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        bamcase_expect_lines(ANY, row[i].lines, row[i].rules);
}

#define AT(name, tid, pos) name "\t0\t" tid "\t" pos "\t60\t5M\t*\t0\t0" SEQ NM
#define NOWHERE(name)      name "\t4\t*\t0\t0\t*\t*\t0\t0" SEQ TAGS

/* Other lines of p; none of them is a mate. */
#define OTHER(flag, tid, pos, mate_pos, sa)                                    \
    "p\t" flag "\t" tid "\t" pos "\t60\t5M\t0\t" mate_pos "\t0" SEQ sa NM
#define SA(at) "\tSA:Z:" at ",5M,60,0;"

/* Before, between and behind the primary lines. */
static void other_lines_point_to_primary_lines(void **state)
{
    static const struct {
        const char *rules;
        const char *line;
    } row[] = {
  /* clang-format off */
        {"", OTHER("2145", "1", "9", "19", SA("chr1,9,+"))},
        {"", OTHER("2193", "1", "9", "9", SA("chr1,19,-"))},
        {" PAIR-014", OTHER("2145", "1", "9", "20", SA("chr1,9,+"))},
        {" PAIR-014", OTHER("2193", "1", "9", "19", SA("chr1,19,-"))},
        {" PAIR-015", OTHER("353", "1", "9", "20", SA("chr1,99,+"))},
        {" PAIR-015", OTHER("2401", "1", "9", "20", SA("chr1,99,+"))},
        {" TAG-SA-002", OTHER("2145", "1", "9", "19", SA("chr1,10,+"))},
        {" TAG-SA-002", OTHER("2145", "1", "9", "19", SA("chr1,9,-"))},
        {" TAG-SA-002", OTHER("2145", "1", "9", "19", SA("chr2,9,+"))},
        {" TAG-SA-002", OTHER("2193", "1", "9", "9", SA("chr1,9,+"))},
        /* The place is not said, or can not be relied on. */
        {"", OTHER("2145", "1", "9", "0", "")},
        {"", OTHER("2153", "1", "9", "9", "")},
        {" SAM-FLAG-004", OTHER("2049", "1", "9", "9", "")},
        {"", OTHER("2241", "1", "9", "9", "")},
        {"", OTHER("2145", "1", "9", "20", "\tTC:i:3")},
  /* clang-format on */
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char lines[1024];

        snprintf(lines, sizeof(lines), "%s%s%s", row[i].line, FIRST, SECOND);
        bamcase_expect_lines(ANY, lines, row[i].rules);
        snprintf(lines, sizeof(lines), "%s%s%s", FIRST, row[i].line, SECOND);
        bamcase_expect_lines(ANY, lines, row[i].rules);
        snprintf(lines, sizeof(lines), "%s%s%s", SECOND, FIRST, row[i].line);
        bamcase_expect_lines(ANY, lines, row[i].rules);
    }
}

#define ALONE(flag, pos, sa)                                                   \
    "s\t" flag "\t0\t" pos "\t60\t5M\t*\t0\t0" SEQ sa NM

static void other_lines_without_a_pair(void **state)
{
    static const struct {
        const char *rules;
        const char *lines;
    } row[] = {
  /* clang-format off */
        {"", ALONE("2048", "29", SA("chr1,9,+")) ALONE("0", "9", "")},
        {" TAG-SA-002", ALONE("2048", "29", SA("chr1,9,-")) ALONE("0", "9", "")},
        {" TAG-SA-002", ALONE("0", "9", "") ALONE("2048", "8", SA("chr1,10,+"))},
        /* The primary line was filtered out; the mate was. */
        {"", ALONE("2048", "29", SA("chr1,10,+"))},
        {" PAIR-002", OTHER("2145", "1", "9", "20", SA("chr1,9,+")) FIRST},
        {" PAIR-002 TAG-SA-002",
         OTHER("2145", "1", "9", "20", SA("chr1,10,+")) FIRST},
        {" PAIR-002 PAIR-014", OTHER("2193", "1", "9", "10", "") FIRST},
        /* An unmapped read has no place to point to. */
        {"", OTHER("2113", "1", "29", "29", SA("chr1,9,+"))
             "p\t133\t0\t9\t0\t*\t0\t9\t0" SEQ TAGS
             "p\t73\t0\t9\t60\t5M\t0\t9\t0" SEQ NM},
        /* Two primary lines: which of them is meant? */
        {" PAIR-001", FIRST SECOND FIRST SECOND
                      OTHER("2145", "1", "9", "20", SA("chr1,10,+"))},
  /* clang-format on */
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        bamcase_expect_lines(ANY, row[i].lines, row[i].rules);
}

static void order_is_what_the_header_says(void **state)
{
    static const struct {
        const char *rules;
        const char *hd;
        const char *lines;
    } row[] = {
  /* clang-format off */
        {"", "SO:coordinate",
         AT("a", "0", "9") AT("b", "0", "9") AT("c", "1", "5") NOWHERE("d")},
        {" SORT-001", "SO:coordinate", AT("a", "0", "9") AT("b", "0", "8")},
        {" SORT-001", "SO:coordinate", AT("a", "1", "9") AT("b", "0", "10")},
        {" SORT-002", "SO:coordinate", NOWHERE("a") AT("b", "0", "8")},
        {"", "SO:queryname", NOWHERE("r9") NOWHERE("r10") NOWHERE("r10x")},
        {"", "SO:queryname", NOWHERE("r10") NOWHERE("r9")},
        {" SORT-003", "SO:queryname",
         NOWHERE("r10") NOWHERE("r9") NOWHERE("r8")},
        {" SORT-004", "SO:unsorted\tGO:query",
         NOWHERE("b") NOWHERE("a") "b\t256\t0\t9\t0\t5M\t*\t0\t0" SEQ NM},
        {"", "SO:unsorted\tGO:query",
         NOWHERE("b") "b\t256\t0\t9\t0\t5M\t*\t0\t0" SEQ NM NOWHERE("a")},
        {" SORT-005", "SO:queryname\tSS:queryname:natural",
         NOWHERE("r10") NOWHERE("r9")},
        {"", "SO:queryname\tSS:queryname:natural",
         NOWHERE("r9") NOWHERE("r10")},
        {" SORT-005", "SO:queryname\tSS:queryname:lexicographical",
         NOWHERE("r9") NOWHERE("r10")},
        {"", "SO:coordinate\tSS:coordinate:queryname",
         AT("b", "0", "9") AT("c", "0", "9") AT("a", "0", "10")},
        {" SORT-005", "SO:coordinate\tSS:coordinate:queryname",
         AT("c", "0", "9") AT("b", "0", "9")},
        {" SORT-006", "SO:unsorted", AT("a", "0", "9") AT("b", "0", "10")},
        {"", "SO:unsorted", AT("a", "0", "10") AT("b", "0", "9")},
  /* clang-format on */
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char head[512];

        snprintf(head, sizeof(head), "@HD\tVN:1.6\t%s%s", row[i].hd,
                 strchr(BAMCASE_HEAD("unsorted"), '\n'));
        bamcase_expect_lines(head, row[i].lines, row[i].rules);
    }
}

/* As in SAMv1 s1.3.1, "lexicographical" and "natural". */
static void names_have_two_orders(void **state)
{
    static const char *const lexical[] = {"abc", "abc17", "abc5", "abc59",
                                          "abcd"};
    static const char *const natural[] = {
        "abc",     "abc+5",   "abc-5",   "abc.d", "abc03",
        "abc5",    "abc008",  "abc08",   "abc8",  "abc17",
        "abc17.+", "abc17.2", "abc17.d", "abc59", "abcd"};

    (void)state;
    for (size_t i = 1; i < T_LEN(lexical); i++) {
        assert_true(alnorder_lexical(lexical[i - 1], strlen(lexical[i - 1]),
                                     lexical[i], strlen(lexical[i])) < 0);
        assert_true(alnorder_lexical(lexical[i], strlen(lexical[i]),
                                     lexical[i - 1],
                                     strlen(lexical[i - 1])) > 0);
    }
    for (size_t i = 1; i < T_LEN(natural); i++)
        assert_true(alnorder_natural(natural[i - 1], strlen(natural[i - 1]),
                                     natural[i], strlen(natural[i])) <= 0);
    assert_true(alnorder_natural("r10", 3, "r9", 2) > 0);
    assert_true(alnorder_natural("r010", 4, "r10", 3) == 0);
}

/* An RNAME that the header lacks is no place, and told elsewhere. */
static void an_unknown_rname_has_no_place_in_the_order(void **state)
{
    static const int32_t tid[] = {0, -2, 0, -1, -2, -1};
    const struct alnhead head = {.order = ALNHEAD_COORDINATE};
    const struct alnwalk_options o = {0};
    struct problems p = {0};
    struct err e = {0};
    struct err why = {0};
    struct alnwalk *w = alnwalk_new(&p, &head, &o, &e);

    (void)state;
    assert_non_null(w);
    for (size_t i = 0; i < T_LEN(tid); i++) {
        const struct alnwalk_base base = {.records = i};
        const struct alnstep s = {.record = 1,
                                  .offset = -1,
                                  .qname = "*",
                                  .qname_len = 1,
                                  .tid = tid[i],
                                  .pos = 9};

        assert_int_equal(alnwalk_batch(w, &base, &s, 1, &e), 0);
    }
    assert_int_equal(alnwalk_end(w, &why, &e), 0);
    assert_int_equal(p.n, 0);
    alnwalk_free(w);
}

/* ---- beyond memory ---- */

struct walked {
    struct problems problems;
    struct err why;
};

/* `pairs` first reads, then all second reads, one of which lies about its
 * mate; then one first read again. Names all are in memory, or not. */
static void walk_far_mates(struct walked *w, size_t pairs, size_t mates_max,
                           size_t names_max)
{
    const struct alnhead head = {.order = ALNHEAD_UNSORTED};
    const struct alnwalk_options o = {
        .practice = true, .mates_max = mates_max, .names_max = names_max};
    struct err e = {0};
    struct alnwalk *walk = alnwalk_new(&w->problems, &head, &o, &e);

    assert_non_null(walk);
    for (size_t i = 0; i < 2 * pairs + 1; i++) {
        struct alnwalk_base base = {.records = i};
        size_t k = i < 2 * pairs ? i % pairs : 7;
        bool first = i < pairs || i == 2 * pairs;
        struct alnstep s = {
            .record = 1,
            .offset = -1,
            .qname = "name",
            .qname_len = 4,
            .name = {(k + 1) * UINT64_C(0x9e3779b97f4a7c15),
                     k * UINT64_C(0xd6e8feb86659fd93)},
            .pos = first ? 100 : 200,
            .mate_pos = first ? 200 : 100,
            .flag = first ? 65 : 129
        };

        if (i == pairs + 5)
            s.mate_pos = 101;
        assert_int_equal(alnwalk_batch(walk, &base, &s, 1, &e), 0);
    }
    assert_int_equal(alnwalk_end(walk, &w->why, &e), 0);
    alnwalk_free(walk);
}

static void mates_that_are_far_are_compared_too(void **state)
{
    static const struct {
        size_t mates_max;
        size_t names_max;
    } row[] = {
        {0,  0 },
        {64, 0 },
        {0,  64},
        {64, 64},
        {1,  1 }
    };
    const size_t pairs = 40000;

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct walked w = {0};
        const struct problem *lie;
        const struct problem *twice;

        walk_far_mates(&w, pairs, row[i].mates_max, row[i].names_max);
        assert_int_equal(w.why.code, ERR_NONE);
        lie = problems_find(&w.problems, "PAIR-005");
        twice = problems_find(&w.problems, "PAIR-001");
        assert_true(lie && twice && w.problems.n == 2);
        assert_int_equal(lie->count, 1);
        assert_int_equal(lie->example[0].record, pairs + 6);
        assert_int_equal(twice->count, 1);
        assert_int_equal(twice->example[0].record, 2 * pairs + 1);
        problems_release(&w.problems);
    }
}

/* Pairs; far behind them a supplementary line of each first read, one of which
 * is wrong about its mate. */
static void walk_far_others(struct walked *w, size_t pairs, size_t max)
{
    const struct alnhead head = {.order = ALNHEAD_UNSORTED};
    const struct alnwalk_options o = {.mates_max = max, .names_max = max};
    struct err e = {0};
    struct alnwalk *walk = alnwalk_new(&w->problems, &head, &o, &e);

    assert_non_null(walk);
    for (size_t i = 0; i < 3 * pairs; i++) {
        static const uint16_t flag[] = {65, 129, 2113};
        struct alnwalk_base base = {.records = i};
        size_t k = i % pairs;
        size_t turn = i / pairs;
        struct alnstep s = {
            .record = 1,
            .offset = -1,
            .qname = "name",
            .qname_len = 4,
            .name = {(k + 1) * UINT64_C(0x9e3779b97f4a7c15),
                     k * UINT64_C(0xd6e8feb86659fd93)},
            .pos = turn == 1 ? 200 : 100,
            .mate_pos = turn == 1 ? 100 : 200,
            .other_tid = -1,
            .flag = flag[turn]
        };

        if (i == 2 * pairs + 5)
            s.mate_pos = 201;
        assert_int_equal(alnwalk_batch(walk, &base, &s, 1, &e), 0);
    }
    assert_int_equal(alnwalk_end(walk, &w->why, &e), 0);
    alnwalk_free(walk);
}

static void other_lines_that_are_far_are_compared_too(void **state)
{
    static const size_t max[] = {0, 64, 1};
    const size_t pairs = 40000;

    (void)state;
    for (size_t i = 0; i < T_LEN(max); i++) {
        struct walked w = {0};
        const struct problem *lie;

        walk_far_others(&w, pairs, max[i]);
        assert_int_equal(w.why.code, ERR_NONE);
        lie = problems_find(&w.problems, "PAIR-014");
        assert_true(lie && w.problems.n == 1);
        assert_int_equal(lie->count, 1);
        assert_int_equal(lie->example[0].record, 2 * pairs + 6);
        problems_release(&w.problems);
    }
}

static void what_was_not_compared_is_not_passed(void **state)
{
    struct walked w = {0};

    (void)state;
    setenv("TMPDIR", "/nowhere", 1);
    walk_far_mates(&w, 40000, 64, 0);
    unsetenv("TMPDIR");
    assert_int_equal(w.why.code, ERR_LIMIT);
    problems_release(&w.problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mates_are_compared),
        cmocka_unit_test(other_lines_point_to_primary_lines),
        cmocka_unit_test(other_lines_without_a_pair),
        cmocka_unit_test(other_lines_that_are_far_are_compared_too),
        cmocka_unit_test(order_is_what_the_header_says),
        cmocka_unit_test(an_unknown_rname_has_no_place_in_the_order),
        cmocka_unit_test(names_have_two_orders),
        cmocka_unit_test(mates_that_are_far_are_compared_too),
        cmocka_unit_test(what_was_not_compared_is_not_passed),
    };

    return cmocka_run_group_tests_name("rules_sam_pair", tests, textcase_setup,
                                       textcase_teardown);
}

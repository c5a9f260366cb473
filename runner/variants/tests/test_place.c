#include "variants/place.h"

#include "formats/fastaio.h"
#include "formats/tests/scratch.h"
#include "variants/tests/made.h"

/* A reference of one contig "c". */
struct ground {
    struct fasta fasta;
    struct fasta_view *view;
};

static void ground_open(struct ground *g, const char *bases)
{
    char text[40000];
    struct err e = {0};
    int n = snprintf(text, sizeof(text), ">c\n%s\n", bases);

    assert_int_equal(
        fasta_open(&g->fasta, scratch_write("ref.fa", text, (size_t)n), &e), 0);
    g->view = fasta_view_open(&g->fasta, &e);
    assert_non_null(g->view);
}

static void ground_close(struct ground *g)
{
    fasta_view_close(g->view);
    fasta_close(&g->fasta);
}

static int place(struct place_fault *fault, struct made *truth,
                 struct made *query, struct fasta_view *view)
{
    struct place_slice side[2] = {
        {truth->calls,     0, truth->calls->n},
        {0}
    };
    struct err e = {0};

    if (query)
        side[1] = (struct place_slice){query->calls, 0, query->calls->n};
    return place_calls(fault, side, view, 0, "c", &e);
}

static void a_call_reaches_as_far_as_it_can_be_written(void **state)
{
    static const struct {
        const char *bases, *record;
        int lo, hi;
        int left; /* of the first allele */
    } row[] = {
  /*          1         2         3
  * 123456789012345678901234567890 */
        {"ACGTACGATTTTTTGCATGCAGTC", "5 A C 0/1",        4, 5,  0},
        {"ACGTACGATTTTTTGCATGCAGTC", "5 ACGA CGCC 0/1",  4, 8,  0},
        {"ACGTACGATTTTTTGCATGCAGTC", "1 A C 0/1",        0, 1,  0},
 /* a deletion in a homopolymer: four bases that do not fit, at both ends
  */
        {"ACGTACGATTTTTTGCATGCAGTC", "8 AT A 0/1",       4, 18, 0},
        {"ACGTACGATTTTTTGCATGCAGTC", "13 TT T 0/1",      4, 18, 4},
        {"ACGTACGATTTTTTGCATGCAGTC", "10 T TT 0/1",      4, 18, 1},
 /* a period of two */
        {"GGGGGGCACACACATTTTTT",     "6 GCA G 0/1",      0, 20, 0},
        {"GGGGGGCACACACATTTTTT",     "10 ACA A 0/1",     0, 20, 3},
        {"GGGGGGCACACACATTTTTT",     "10 A ACA 0/1",     0, 20, 3},
 /* N never fits */
        {"CCCCNNNNNNNNNNNNCCCC",     "8 NN N 0/1",       0, 12, 0},
        {"CCCCNNNNNNNNNNNNCCCC",     "2 CC C 0/1",       0, 8,  1},
 /* contig ends */
        {"TTTTTTTT",                 "4 TT T 0/1",       0, 8,  3},
        {"TTTTTTTT",                 "1 T TT 0/1",       0, 8,  0},
        {"TTTTTTTT",                 "8 T TG 0/1",       0, 8,  0},
        {"TTTTTTTT",                 "1 TTTTTTTT T 0/1", 0, 8,  0},
 /* the reach of all alleles */
        {"ACGTACGATTTTTTGCATGCAGTC", "8 AT A,CT 1/2",    4, 18, 0},
        {"ACGTACGATTTTTTGCATGCAGTC", "8 AT CT,A 1/2",    4, 18, 0},
 /* unequal replacement: its own bases need not fit */
        {"ACGTACGATTTTTTGCATGCAGTC", "9 TTT CC 0/1",     3, 18, 0},
 /* not compared: it stands where REF does */
        {"ACGTACGATTTTTTGCATGCAGTC", "8 AT A ./.",       7, 9,  0},
        {"ACGTACGATTTTTTGCATGCAGTC", "0 A C 0/0",        0, 1,  0},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct variants_job job = {.threads = 1};
        struct place_fault fault;
        struct ground g;
        struct made m;
        const struct call *k;
        int left;

        ground_open(&g, row[i].bases);
        made_init(&m, &job, false, row[i].record);
        assert_int_equal(place(&fault, &m, NULL, g.view), 0);
        assert_int_equal(fault.err.code, ERR_NONE);
        k = &m.calls->a[0];
        left = k->n_alleles ? m.calls->allele[0].left : 0;
        if (k->lo != row[i].lo || k->hi != row[i].hi || left != row[i].left)
            fail_msg("row %zu: [%d, %d) left %d", i, k->lo, k->hi, left);
        made_release(&m);
        ground_close(&g);
    }
}

/* 20 kb of one letter, and more. */
static void a_shift_ends_after_20_kb(void **state)
{
    static char bases[30001];
    const struct variants_job job = {.threads = 1};
    struct place_fault fault;
    struct ground g;
    struct made m;

    (void)state;
    memset(bases, 'T', sizeof(bases) - 1);
    ground_open(&g, bases);
    made_init(&m, &job, false, "25000 TT T 0/1");
    assert_int_equal(place(&fault, &m, NULL, g.view), 0);
    assert_int_equal(m.calls->allele[0].left, VARIANTS_SHIFT_MAX);
    assert_int_equal(m.calls->a[0].lo, 24999 - VARIANTS_SHIFT_MAX);
    assert_int_equal(m.calls->a[0].hi, 30000);
    made_release(&m);
    ground_close(&g);
}

static void without_reference_nothing_moves(void **state)
{
    const struct variants_job job = {.threads = 1};
    struct place_fault fault;
    struct made m;

    (void)state;
    made_init(&m, &job, false, "5 TTT T 0/1;9 ACGT A 0/1");
    assert_int_equal(place(&fault, &m, NULL, NULL), 0);
    assert_int_equal(m.calls->a[0].lo, 4);
    assert_int_equal(m.calls->a[0].hi, 7);
    assert_int_equal(m.calls->allele[0].left, 0);
    assert_int_equal(m.calls->a[1].lo, 8);
    assert_int_equal(m.calls->a[1].hi, 12);
    made_release(&m);
}

static void the_first_fault_is_told(void **state)
{
    static const struct {
        const char *truth, *query, *says; /* NULL: no fault */
        int side;
        size_t record;
        bool bare; /* no reference */
    } row[] = {
        {"5 A C 0/1",           "5 A G 0/1",   NULL,                                          0, 0, false},
        {"5 C A 0/1",           "",            "REF has C at c:5, where the reference has A", 0, 0,
         false                                                                                           },
        {"",                    "4 TC T 0/1",  "C at c:5",                                    1, 0, false},
        {"5 A C 0/1;6 A C 0/1", "7 A C 0/1",   "A at c:6",                                    0, 1, false},
        {"5 A C 0/1;8 A C 0/1", "7 A C 0/1",   "A at c:7",                                    1, 0, false},
        {"7 A C 0/1",           "7 T C 0/1",   "A at c:7",                                    0, 0, false},
 /* its bases matter only where it has alleles */
        {"5 C A 0/0",           "5 C A ./.",   NULL,                                          0, 0, false},
        {"5 C <DEL> 0/1",       "",            NULL,                                          0, 0, false},
        {"5 C A 0/1 Low",       "",            "C at c:5",                                    0, 0, false},
 /* beyond the contig */
        {"",                    "12 TT T 0/1", "outside",                                     1, 0, false},
        {"",                    "13 T C 0/1",  "outside",                                     1, 0, false},
        {"",                    "0 A C 0/1",   "outside",                                     1, 0, false},
        {"",                    "0 A AT 0/1",  "outside",                                     1, 0, true },
        {"",                    "0 A C 0/0",   NULL,                                          1, 0, true },
        {"",                    "13 T C 0/1",  NULL,                                          1, 0, true },
 /* letters that stand for several agree with each of them */
        {"10 R C 0/1",          "10 A C 0/1",  NULL,                                          0, 0, false},
        {"11 N C 0/1",          "",            NULL,                                          0, 0, false},
        {"11 A C 0/1",          "",            "A at c:11, where the reference has N",        0, 0, false},
        {"5 N C 0/1",           "",            "N at c:5",                                    0, 0, false},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct variants_job job = {.threads = 1};
        struct place_fault fault;
        struct ground g;
        struct made t;
        struct made q;

        ground_open(&g, "ACGTACGTTRNT");
        made_init(&t, &job, false, row[i].truth);
        made_init(&q, &job, false, row[i].query);
        assert_int_equal(place(&fault, &t, &q, row[i].bare ? NULL : g.view), 0);
        assert_int_equal(fault.err.code, row[i].says ? ERR_MISMATCH : ERR_NONE);
        if (row[i].says && !strstr(fault.err.msg, row[i].says))
            fail_msg("row %zu: %s", i, fault.err.msg);
        if (row[i].says &&
            (fault.side != row[i].side || fault.record != row[i].record))
            fail_msg("row %zu: side %d record %zu", i, fault.side,
                     fault.record);
        made_release(&t);
        made_release(&q);
        ground_close(&g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_reaches_as_far_as_it_can_be_written),
        cmocka_unit_test(a_shift_ends_after_20_kb),
        cmocka_unit_test(without_reference_nothing_moves),
        cmocka_unit_test(the_first_fault_is_told),
    };

    return cmocka_run_group_tests_name("place", tests, scratch_make,
                                       scratch_remove);
}

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
        {"ACGTACGATTTTTTGCATGCAGTC", "8 AT A 0/1",       0, 18, 0},
        {"ACGTACGATTTTTTGCATGCAGTC", "13 TT T 0/1",      4, 24, 4},
        {"ACGTACGATTTTTTGCATGCAGTC", "10 T TT 0/1",      0, 18, 1},
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
        {"ACGTACGATTTTTTGCATGCAGTC", "8 AT A,CT 1/2",    0, 18, 0},
        {"ACGTACGATTTTTTGCATGCAGTC", "8 AT CT,A 1/2",    0, 18, 0},
 /* unequal replacement: its own bases need not fit */
        {"ACGTACGATTTTTTGCATGCAGTC", "9 TTT CC 0/1",     0, 21, 0},
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

/* ---- the same, base by base, from the definition ---- */

static char base_at(const char *bases, int64_t i)
{
    return i < 0 || i >= (int64_t)strlen(bases) ? '\0' : bases[i];
}

static int64_t steps_of(int64_t *exact, const char *bases,
                        const struct allele *a, const char *alt, int way)
{
    int64_t i = 0;
    int missed = 0;

    *exact = -1;
    for (; i < VARIANTS_SHIFT_MAX; i++) {
        int64_t past = i - a->alt_len;
        char ref = base_at(bases, way < 0 ? a->end - 1 - i : a->beg + i);
        char hap = past < 0 ? alt[way < 0 ? -1 - past : i]
                            : base_at(bases, way < 0 ? a->beg - 1 - past
                                                     : a->end + past);
        bool own = a->end > a->beg && a->alt_len && i < a->end - a->beg;
        bool fit = ref && ref == hap && ref != 'N';

        if (!fit && *exact < 0)
            *exact = i;
        if (!ref || !hap)
            break;
        missed += !fit && !own;
        if (missed > PLACE_MISMATCHES)
            break;
    }
    *exact = *exact < 0 ? i : *exact;
    return i;
}

static int64_t repeat_of(const char *bases, int64_t at, int way)
{
    int64_t most = 0;

    for (int64_t p = 1; p <= PLACE_PERIOD && most < 4 * PLACE_PERIOD; p++) {
        int missed = 0;
        int64_t i = 0;

        for (; i < VARIANTS_SHIFT_MAX - PLACE_PERIOD; i++) {
            char b = base_at(bases, at + way * i);
            char next = base_at(bases, at + way * (i + p));

            missed += b != next || b == 'N';
            if (!b || !next || missed > PLACE_BREAKS)
                break;
        }
        most = i >= p && i + p > most ? i + p : most;
    }
    return most;
}

/* [lo, hi) of a call with one allele, and its left. */
static void place_slowly(int64_t out[3], const char *bases,
                         const struct allele *a, const char *alt)
{
    int64_t by = (int64_t)a->alt_len - (a->end - a->beg);
    int64_t grow = by > 0 ? 0 : -by;
    int64_t exact;
    int64_t left = a->end - steps_of(&exact, bases, a, alt, -1) - grow;
    int64_t right;

    if (by) {
        int64_t lo = a->beg - repeat_of(bases, a->beg - 1, -1);
        int64_t hi = a->end + repeat_of(bases, a->end, 1);

        out[2] = !a->alt_len || a->beg == a->end ? exact : 0;
        right = a->beg + steps_of(&exact, bases, a, alt, 1) + grow;
        left = left < lo ? left : lo;
        right = right > hi ? right : hi;
        out[0] = left < out[0] ? left < 0 ? 0 : left : out[0];
        out[1] = right > out[1] ? right : out[1];
    }
}

static uint32_t draw(uint64_t *seed)
{
    *seed =
        *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

/* Repeats of one to some letters, with others here and there, and now and then
 * letters that stand for several bases. */
static void draw_bases(char *bases, int n, uint64_t *seed)
{
    int letters = 1 + (int)(draw(seed) % 4);
    int period = 1 + (int)(draw(seed) % 12);
    int often = 3 + (int)(draw(seed) % 40);

    for (int i = 0; i < n; i++) {
        bases[i] = "ACGT"[draw(seed) % (unsigned)letters];
        if (i >= period && draw(seed) % (unsigned)often)
            bases[i] = bases[i - period];
        if (draw(seed) % 150 == 0)
            bases[i] = "NRN"[draw(seed) % 3];
    }
    bases[n] = '\0';
}

static void as_base_by_base(void **state)
{
    uint64_t seed = 7;
    int moved = 0;

    (void)state;
    for (int round = 0; round < 4000; round++) {
        const struct variants_job job = {.threads = 1};
        int n = 2 + (int)(draw(&seed) % 180);
        int at = (int)(draw(&seed) % (unsigned)n);
        int ref = 1 + (int)(draw(&seed) % 60);
        int alt = 1 + (int)(draw(&seed) % (round % 8 ? 9 : 150));
        char bases[200];
        char record[400];
        char text[2][200];
        struct place_fault fault;
        const struct call *k;
        int64_t is[3] = {0};
        struct ground g;
        struct made m;

        draw_bases(bases, n, &seed);
        ref = round % 4 ? 1 + ref % 9 : ref;
        ref = ref > n - at ? n - at : ref;
        for (int i = 0; i < ref; i++)
            text[0][i] = bases[at + i] == 'R' ? 'A' : bases[at + i];
        for (int i = 0; i < alt; i++)
            text[1][i] = i < 2 || draw(&seed) % 3 ? text[0][i % ref]
                                                  : "ACGT"[draw(&seed) % 4];
        snprintf(record, sizeof(record), "%d %.*s %.*s 0/1", at + 1, ref,
                 text[0], alt, text[1]);
        ground_open(&g, bases);
        made_init(&m, &job, false, record);
        assert_int_equal(place(&fault, &m, NULL, g.view), 0);
        assert_int_equal(fault.err.code, ERR_NONE);
        k = &m.calls->a[0];
        is[0] = k->pos;
        is[1] = k->pos + (int64_t)k->ref_len;
        if (k->n_alleles) {
            const struct allele *a = m.calls->allele;

            place_slowly(is, bases, a, m.calls->texts + a->alt);
            if (is[2] != a->left)
                fail_msg("%s, %s: left %d", bases, record, (int)a->left);
            moved += k->lo < k->pos;
        }
        if (k->lo != is[0] || k->hi != is[1])
            fail_msg("%s, %s: [%d, %d), not [%d, %d)", bases, record, k->lo,
                     k->hi, (int)is[0], (int)is[1]);
        made_release(&m);
        ground_close(&g);
    }
    assert_true(moved > 2000);
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
        cmocka_unit_test(as_base_by_base),
        cmocka_unit_test(a_shift_ends_after_20_kb),
        cmocka_unit_test(without_reference_nothing_moves),
        cmocka_unit_test(the_first_fault_is_told),
    };

    return cmocka_run_group_tests_name("place", tests, scratch_make,
                                       scratch_remove);
}

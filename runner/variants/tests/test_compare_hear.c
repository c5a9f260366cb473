/* What the listener hears, in which order, and what happens when it, or a
 * file, fails half-way. */
#include <stdlib.h>

#include "base/buf.h"
#include "core/finding.h"
#include "core/tally.h"
#include "formats/names.h"
#include "formats/tests/scratch.h"
#include "variants/judged.h"
#include "variants/outputs/hearers.h"
#include "variants/variants.h"

#define CONTIGS 3
#define LENGTH  4000
#define LINES   6 /* of the header */

/* All bases of c, d and e are one repeat, so that any record's REF is known. */
static char base_at(int pos0)
{
    return "ACGTTGCA"[pos0 % 8];
}

static const char *reference(void)
{
    static char text[CONTIGS * (LENGTH + 5) + 1];
    size_t n = 0;

    for (int c = 0; c < CONTIGS; c++) {
        n += (size_t)snprintf(text + n, sizeof(text) - n, ">%c\n", 'c' + c);
        for (int i = 0; i < LENGTH; i++)
            text[n++] = base_at(i);
        text[n++] = '\n';
    }
    return scratch_write("ref.fa", text, n);
}

/* What is wrong with a file, and where. */
struct defect {
    int record; /* from 0; -1: nothing */
    char kind;  /* 'r' REF differs, 's' not sorted, 'l' too few fields */
};

/* A SNV every `step` bp on each contig, in the order that `contigs` has. The
 * header says `header`. */
static void make(char path[256], const char *name, const char *header,
                 const char *contigs, int step, struct defect bad)
{
    struct buf b;
    int record = 0;

    buf_init(&b, 1 << 24);
    buf_printf(&b, "##fileformat=VCFv4.2\n");
    for (const char *c = header; *c; c++)
        buf_printf(&b, "##contig=<ID=%c>\n", *c);
    for (size_t i = strlen(header); i < LINES - 2; i++)
        buf_printf(&b, "##filler\n");
    buf_printf(&b,
               "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n");
    for (const char *c = contigs; *c; c++) {
        for (int pos = 0; pos < LENGTH; pos += step, record++) {
            bool here = record == bad.record;
            char ref = base_at(here && bad.kind == 'r' ? pos + 1 : pos);
            int at = here && bad.kind == 's' ? 1 : pos + 1;

            buf_printf(&b, "%c\t%d\t.\t%c\tN\t9\t.\t.\tGT%s\n", *c, at, ref,
                       here && bad.kind == 'l' ? "" : "\t0/1");
        }
    }
    assert_false(b.failed);
    snprintf(path, 256, "%s", scratch_write(name, b.s, b.n));
    buf_release(&b);
}

/* ---- listening ------------------------------------------------------------
 */

struct heard {
    char name[64][8]; /* of contigs, as they came */
    size_t n_contigs;
    size_t n[2];
    uint64_t next[2]; /* record expected, in a file in order; 0: any */
    int64_t last_pos;
    int last_side;
    uint64_t last_superlocus;
    int agains;
    long fail_at; /* chunks that go well; < 0: all */
    bool disorder;
};

static void hear_one(struct heard *h, const struct judged_chunk *c,
                     const struct judged *j)
{
    const char *name = c->contigs->a[j->contig];

    if (!h->n_contigs || strcmp(h->name[h->n_contigs - 1], name) != 0) {
        assert_true(h->n_contigs < T_LEN(h->name));
        snprintf(h->name[h->n_contigs++], 8, "%s", name);
        h->last_pos = -1;
        h->last_side = 0;
    }
    if (j->pos < h->last_pos ||
        (j->pos == h->last_pos && (int)j->side < h->last_side))
        h->disorder = true;
    if (j->assessed && j->superlocus != h->last_superlocus &&
        j->superlocus != h->last_superlocus + 1)
        h->disorder = true;
    if (j->assessed)
        h->last_superlocus = j->superlocus;
    h->last_pos = j->pos;
    h->last_side = (int)j->side;
    h->n[j->side]++;
    if (h->next[j->side] && j->record != h->next[j->side]++)
        h->disorder = true;
    assert_non_null(j->text);
    assert_memory_equal(j->text, name, strlen(name));
}

static int hear(void *arg, const struct judged_chunk *c, struct err *e)
{
    struct heard *h = arg;

    for (size_t i = 0; i < c->n; i++)
        hear_one(h, c, &c->a[i]);
    if (h->fail_at == 0)
        return err_set(e, ERR_RANGE, "enough was heard");
    h->fail_at--;
    return 0;
}

static void again(void *arg)
{
    struct heard *h = arg;
    int agains = h->agains;
    long fail_at = h->fail_at;

    *h = (struct heard){.agains = agains + 1, .fail_at = fail_at};
}

struct trial {
    char truth[256];
    char query[256];
    char ref[256];
    struct heard heard;
    struct judged_listener listener;
    struct hearers hearers;
    struct variants_job job;
};

static void begin(struct trial *t, int64_t chunk, int threads)
{
    snprintf(t->ref, sizeof(t->ref), "%s", reference());
    t->heard = (struct heard){
        .next = {1, 1},
          .fail_at = -1
    };
    t->listener = (struct judged_listener){
        .arg = &t->heard, .wants_text = true, .hear = hear, .again = again};
    t->job = (struct variants_job){
        .truth = {.path = t->truth},
        .query = {.path = t->query},
        .reference = t->ref,
        .listener = &t->listener,
        .chunk = chunk,
        .threads = threads,
    };
}

static const struct {
    int64_t chunk;
    int threads;
    bool any_thread;
    bool part; /* heard beside another listener */
} way[] = {
    {0,  1, false, false},
    {1,  1, false, false},
    {1,  4, false, false},
    {37, 2, false, false},
    {1,  1, true,  true },
    {1,  4, true,  false},
    {5,  3, true,  true },
};

static int hear_nothing(void *arg, const struct judged_chunk *c, struct err *e)
{
    (void)arg;
    (void)c;
    (void)e;
    return 0;
}

static void again_nothing(void *arg)
{
    (void)arg;
}

/* As way[i] has it. */
static void go_way(struct trial *t, size_t i)
{
    const struct judged_listener other = {
        .hear = hear_nothing, .again = again_nothing, .any_thread = true};

    t->listener.any_thread = way[i].any_thread;
    if (!way[i].part)
        return;
    t->hearers = (struct hearers){0};
    hearers_add(&t->hearers, &other);
    hearers_add(&t->hearers, &t->listener);
    t->listener = hearers_as_one(&t->hearers);
}

static const struct defect none = {-1, 0};

static void records_come_by_contig_place_and_side(void **state)
{
    static const struct {
        const char *truth_header, *truth, *query_header, *query;
        const char *order;
        int agains;
        bool in_order; /* each file's records come as they stand there */
    } row[] = {
        {"cde", "cde", "cde", "cde", "cde", 0, true },
        {"dce", "dce", "dce", "dce", "dce", 0, true },
        {"cde", "ce",  "cde", "de",  "cde", 0, true },
        {"cde", "",    "cde", "dc",  "cd",  1, false},
        {"cde", "dce", "cde", "dce", "cde", 1, false},
        {"cde", "cde", "ecd", "ecd", "cde", 1, false},
        {"ecd", "ecd", "cde", "cde", "ecd", 1, false},
        {"cde", "cde", "cde", "edc", "cde", 1, false},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row) * T_LEN(way); i++) {
        size_t k = i / T_LEN(way);
        size_t w = i % T_LEN(way);
        struct trial t;
        struct variants_result r;
        struct err e = {0};
        char order[64];
        size_t n = 0;

        begin(&t, way[w].chunk, way[w].threads);

        go_way(&t, w);
        make(t.truth, "t.vcf", row[k].truth_header, row[k].truth, 20, none);
        make(t.query, "q.vcf", row[k].query_header, row[k].query, 30, none);
        assert_int_equal(variants_compare(&r, &t.job, &e), 0);
        for (size_t c = 0; c < t.heard.n_contigs; c++)
            order[n++] = t.heard.name[c][0];
        order[n] = '\0';
        assert_string_equal(order, row[k].order);
        assert_int_equal(t.heard.agains, row[k].agains);
        assert_false(t.heard.disorder);
        assert_int_equal(t.heard.n[0], strlen(row[k].truth) * (LENGTH / 20));
        assert_int_equal(t.heard.n[1],
                         strlen(row[k].query) * ((LENGTH + 29) / 30));
        assert_int_equal(tally_sum(&r.tally, 0, VARIANTS_C_TRUTH_RECORDS),
                         t.heard.n[0]);
        assert_int_equal(tally_sum(&r.tally, 0, VARIANTS_C_QUERY_RECORDS),
                         t.heard.n[1]);
        variants_result_release(&r);
    }
}

/* Contigs that the reference lacks, between and behind those it has. */
static void foreign_contigs_are_heard_and_not_assessed(void **state)
{
    static const char *const query[] = {"cxde", "xcd", "cdx", "xyz", "exc"};
    static const bool fails[] = {false, false, false, true, false};

    (void)state;
    for (size_t i = 0; i < T_LEN(query) * T_LEN(way); i++) {
        const char *q = query[i / T_LEN(way)];
        size_t w = i % T_LEN(way);
        size_t n_foreign = 0;
        struct trial t;
        struct variants_result r;
        struct err e = {0};

        begin(&t, way[w].chunk, way[w].threads);

        go_way(&t, w);
        make(t.truth, "t.vcf", "cde", "cde", 20, none);
        make(t.query, "q.vcf", "cdx", q, 25, none);
        if (fails[i / T_LEN(way)]) {
            assert_int_equal(variants_compare(&r, &t.job, &e), -1);
            assert_int_equal(r.part, VARIANTS_PART_QUERY);
            assert_int_equal(e.line, LINES + 1);
            continue;
        }
        assert_int_equal(variants_compare(&r, &t.job, &e), 0);
        for (const char *c = q; *c; c++)
            n_foreign += *c >= 'x';
        assert_int_equal(tally_sum(&r.tally, 0,
                                   VARIANTS_C_QUERY_NA + VARIANTS_NA_CONTIG -
                                       VARIANTS_NA_FIRST),
                         n_foreign * (LENGTH / 25));
        assert_int_equal(t.heard.n[1], strlen(q) * (LENGTH / 25));
        assert_false(t.heard.disorder);
        variants_result_release(&r);
    }
}

/* ---- failing --------------------------------------------------------------
 */

static void a_listener_may_end_it(void **state)
{
    (void)state;
    for (long k = 0; k < 40; k++) {
        for (size_t w = 0; w < T_LEN(way); w++) {
            struct trial t;
            struct variants_result r;
            struct err e = {0};

            begin(&t, way[w].chunk, way[w].threads);

            go_way(&t, w);
            t.heard.fail_at = k;
            make(t.truth, "t.vcf", "cde", "cde", 200, none);
            make(t.query, "q.vcf", "cde", k % 2 ? "edc" : "cde", 300, none);
            if (!way[w].chunk)
                t.heard.fail_at = k % 3;
            if (variants_compare(&r, &t.job, &e) == 0) {
                variants_result_release(&r); /* few chunks */
                continue;
            }
            assert_int_equal(e.code, ERR_RANGE);
            assert_string_equal(e.msg, "enough was heard");
            assert_null(r.tally.counter);
        }
    }
}

static void a_defect_is_told_wherever_it_is(void **state)
{
    static const char kind[] = "rsl";

    (void)state;
    for (int record = 1; record < 600; record += record < 4 ? 1 : 97) {
        for (size_t i = 0; i < 6 * T_LEN(way); i++) {
            struct defect bad = {record, kind[i % 3]};
            size_t w = i / 6;
            bool query = i % 6 / 3;
            struct trial t;
            struct variants_result r;
            struct err e = {0};

            begin(&t, way[w].chunk, way[w].threads);

            go_way(&t, w);
            make(t.truth, "t.vcf", "cde", "cde", 20, query ? none : bad);
            make(t.query, "q.vcf", "cde", "cde", 20, query ? bad : none);
            assert_int_equal(variants_compare(&r, &t.job, &e), -1);
            assert_int_equal(r.part,
                             query ? VARIANTS_PART_QUERY : VARIANTS_PART_TRUTH);
            assert_string_equal(e.path, query ? t.query : t.truth);
            assert_int_equal(e.line, LINES + 1 + record);
            assert_null(r.tally.counter);
        }
    }
}

/* Of two defects the one that comes first in the genome is told; the truth's,
 * when both are at one place. */
static void the_first_of_two_defects_is_told(void **state)
{
    static const struct {
        int truth, query;
        bool query_first;
    } row[] = {
        {5,   6,   false},
        {6,   5,   true },
        {6,   6,   false},
        {250, 410, false},
        {410, 250, true },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row) * T_LEN(way); i++) {
        size_t k = i / T_LEN(way);
        size_t w = i % T_LEN(way);
        struct trial t;
        struct variants_result r;
        struct err e = {0};

        begin(&t, way[w].chunk, way[w].threads);

        go_way(&t, w);
        make(t.truth, "t.vcf", "cde", "cde", 20,
             (struct defect){row[k].truth, 'r'});
        make(t.query, "q.vcf", "cde", "cde", 20,
             (struct defect){row[k].query, 'r'});
        assert_int_equal(variants_compare(&r, &t.job, &e), -1);
        assert_int_equal(r.part, row[k].query_first ? VARIANTS_PART_QUERY
                                                    : VARIANTS_PART_TRUTH);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_come_by_contig_place_and_side),
        cmocka_unit_test(foreign_contigs_are_heard_and_not_assessed),
        cmocka_unit_test(a_listener_may_end_it),
        cmocka_unit_test(a_defect_is_told_wherever_it_is),
        cmocka_unit_test(the_first_of_two_defects_is_told),
    };

    return cmocka_run_group_tests_name("compare_hear", tests, scratch_make,
                                       scratch_remove);
}

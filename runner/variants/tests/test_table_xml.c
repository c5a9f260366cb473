#include "variants/outputs/table_xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/tests/t.h"
#include "formats/names.h"
#include "formats/xmldoc.h"
#include "variants/outputs/causes.h"
#include "variants/outputs/table.h"
#include "variants/outputs/table_write.h"

#define GOLDEN "reports/doc/tests/golden/comparison.xml"

/* Names that have hurt a page before. */
#define HOSTILE                                                                \
    "<script>alert('1')</script>&amp;\"]]>\t\n\001\xff\xe2\x80\xae$(x);{}"

struct group { /* some records alike; a right one has its partner */
    enum judged_side side;
    enum variants_verdict verdict;
    enum judged_kind kind;
    enum judged_shape shape;
    enum judged_subtype subtype;
    enum judged_zygosity zygosity;
    int n;
    uint64_t bits;
    int score;
};

#define T       JUDGED_TRUTH
#define Q       JUDGED_QUERY
#define TP      VARIANTS_TP, JUDGED_GM
#define FN      VARIANTS_FN, JUDGED_NOTHING
#define FP      VARIANTS_FP, JUDGED_NOTHING
#define GE      VARIANTS_GE, JUDGED_AM
#define UNKNOWN VARIANTS_UNRESOLVED, JUDGED_NOTHING
#define SNV     JUDGED_SNV, JUDGED_TI
#define TV      JUDGED_SNV, JUDGED_TV
#define INS     JUDGED_INDEL, JUDGED_I1_5
#define DEL     JUDGED_INDEL, JUDGED_D16_PLUS

/* clang-format off */
static const struct group sample[] = {
    {T, TP, SNV, JUDGED_HET, 5000, 3, 60},
    {T, TP, TV, JUDGED_HOMALT, 2400, 1, 55},
    {T, TP, INS, JUDGED_HETALT, 600, 5, 50},
    {T, TP, DEL, JUDGED_HET, 90, 7, 45},
    {T, TP, JUDGED_MNP, JUDGED_MNP_ANY, JUDGED_HET, 12, 1, 50},
    {T, FN, SNV, JUDGED_HET, 31, 3, 0},
    {T, FN, INS, JUDGED_HET, 20, 5, 0},
    {T, FN, DEL, JUDGED_HOMALT, 8, 7, 0},
    {T, VARIANTS_FN_FILTERED, JUDGED_NOTHING, TV, JUDGED_HET, 9, 1, 0},
    {T, VARIANTS_FN_NOCALL, JUDGED_NOTHING, DEL, JUDGED_HET, 4, 5, 0},
    {T, VARIANTS_FN, JUDGED_LM, INS, JUDGED_HET, 6, 7, 0},
    {T, GE, INS, JUDGED_HETALT, 11, 5, 0},
    {T, FN, JUDGED_COMPLEX, JUDGED_C6_15, JUDGED_HET, 2, 1, 0},
    {Q, FP, JUDGED_MNP, JUDGED_MNP_ANY, JUDGED_HET, 1, 3, 4},
    {T, UNKNOWN, DEL, JUDGED_HET, 3, 5, 0},
    {T, VARIANTS_OUTSIDE, JUDGED_NOTHING, SNV, JUDGED_HET, 40, 2, 0},
    {T, VARIANTS_NA_SYMBOLIC, JUDGED_NOTHING, SNV, JUDGED_HET, 5, 0, 0},
    {Q, FP, SNV, JUDGED_HET, 14, 3, 58},
    {Q, FP, TV, JUDGED_HET, 22, 1, 10},
    {Q, FP, DEL, JUDGED_HET, 5, 5, 20},
    {Q, VARIANTS_FP, JUDGED_LM, INS, JUDGED_HET, 7, 7, 47},
    {Q, GE, INS, JUDGED_HOMALT, 11, 5, 30},
    {Q, UNKNOWN, DEL, JUDGED_HET, 2, 5, 40},
    {Q, VARIANTS_OUTSIDE, JUDGED_NOTHING, SNV, JUDGED_HET, 35, 2, 60},
    {Q, VARIANTS_NA_FILTERED, JUDGED_NOTHING, SNV, JUDGED_HET, 60, 0, 5},
    {Q, VARIANTS_NA_HOM_REF, JUDGED_NOTHING, SNV, JUDGED_HET, 7, 0, 5},
};
/* clang-format on */

static const struct variants_stratum strata[] = {
    {"GRCh38_notinalldifficult", ""},
    {HOSTILE,                    ""},
};

static const struct variants_job job = {
    .truth = {.path = "/data/truth.vcf.gz", .sample = "HG002"},
    .query = {.path = "/data/" HOSTILE ".vcf"                           },
    .reference = "ref.fa",
    .regions = "dir/confident.bed",
    .strata = strata,
    .n_strata = 2,
    .score = "QUAL",
    .pass = "Low,<q>",
    .edge = 5,
    .overlap = true,
    .strict_ref = true,
    .obey_phase = true,
};

struct heard {
    struct table *t;
    struct causes *c;
    struct names contigs;
    uint64_t superlocus;
};

static void hear(struct heard *h, const struct judged *j)
{
    const struct judged_chunk one = {&h->contigs, j, 1};

    assert_int_equal(table_hear(h->t, &one, &(struct err){0}), 0);
    assert_int_equal(causes_hear(h->c, &one, &(struct err){0}), 0);
}

/* Every few records in another block of another contig. */
static void hear_group(struct heard *h, const struct group *g)
{
    for (int k = 0; k < g->n; k++) {
        struct judged j = {
            .side = g->side,
            .verdict = g->verdict,
            .kind = g->kind,
            .shape = g->shape,
            .subtype = g->subtype,
            .zygosity = g->zygosity,
            .assessed = g->verdict < VARIANTS_NA_FIRST,
            .inside = g->verdict != VARIANTS_OUTSIDE,
            .strata = &g->bits,
            .superlocus = ++h->superlocus,
            .contig = (uint32_t)k % 2,
            .pos = (int64_t)(k % 12) * 5000000 + k,
            .score = (double)(g->score - k % 7),
        };

        hear(h, &j);
        j.side = JUDGED_QUERY;
        if (j.verdict == VARIANTS_TP)
            hear(h, &j);
    }
}

static void make(struct buf *xml, const struct variants_job *of,
                 const struct group *g, size_t n)
{
    static const char *const name[] = {"chr1", HOSTILE};
    struct heard h = {.t = table_new(of, &(struct err){0}),
                      .c = causes_new(of, &(struct err){0})};
    struct err e = {0};

    assert_non_null(h.t);
    assert_non_null(h.c);
    for (size_t i = 0; i < T_LEN(name); i++) {
        uint32_t at;

        assert_int_equal(
            names_add(&at, NULL, &h.contigs, name[i], strlen(name[i]), &e), 0);
    }
    for (size_t i = 0; i < n; i++)
        hear_group(&h, &g[i]);
    assert_int_equal(table_finish(h.t, &e), 0);
    assert_int_equal(causes_finish(h.c, h.t, &e), 0);
    buf_init(xml, TABLE_WRITE_MAX);
    table_xml_write(xml, h.t, h.c, of);
    assert_int_equal(buf_check(xml, &e), 0);
    table_free(h.t);
    causes_free(h.c);
    names_release(&h.contigs);
}

static void must_follow_schema(const struct buf *xml)
{
    struct buf schema;
    struct err e = {0};

    buf_init(&schema, 1 << 20);
    if (path_read(&schema, "reports/schema/comparison.rng", &e))
        fail_msg("%s", e.msg);
    if (xmldoc_validate(xml->s, xml->n, "comparison.xml", schema.s, schema.n,
                        &e))
        fail_msg("%llu: %s", (unsigned long long)e.line, e.msg);
    buf_release(&schema);
}

/* What the tests of the page are made from. ENTENTE_UPDATE_GOLDEN=1 writes it
 * anew: look at the difference before it is committed. */
static void the_sample_is_what_it_was(void **state)
{
    struct buf xml, is;
    struct err e = {0};

    (void)state;
    make(&xml, &job, sample, T_LEN(sample));
    must_follow_schema(&xml);
    if (getenv("ENTENTE_UPDATE_GOLDEN") && path_write(GOLDEN, xml.s, xml.n, &e))
        fail_msg("%s", e.msg);
    buf_init(&is, TABLE_WRITE_MAX);
    if (path_read(&is, GOLDEN, &e))
        fail_msg("%s", e.msg);
    if (is.n != xml.n || memcmp(is.s, xml.s, is.n) != 0)
        fail_msg("%s differs from what is made now", GOLDEN);
    assert_null(strstr(xml.s, "/data"));
    buf_release(&xml);
    buf_release(&is);
}

static void each_table_follows_the_schema(void **state)
{
    static const struct variants_job bare = {.truth = {.path = "t"},
                                             .query = {.path = "q"},
                                             .filter = VARIANTS_ALL,
                                             .squash = true};
    static const struct group few[] = {
        {Q, FP,      SNV, JUDGED_HET, 1, 1, 7},
        {T, FN,      SNV, JUDGED_HET, 1, 1, 0},
        {T, UNKNOWN, INS, JUDGED_HET, 1, 1, 0},
        {T, TP,      SNV, JUDGED_HET, 1, 1, 0},
    };

    (void)state;
    for (size_t n = 0; n <= T_LEN(few); n++) {
        struct buf xml;

        make(&xml, &bare, few, n);
        must_follow_schema(&xml);
        buf_release(&xml);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_is_what_it_was),
        cmocka_unit_test(each_table_follows_the_schema),
    };

    return cmocka_run_group_tests_name("table_xml", tests, NULL, NULL);
}

#include "variants/outputs/table_write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/tests/data.h"

#define SAMPLES "../shared/data/variants/happy/csv-samples/"

struct group { /* some records alike, each a superlocus */
    enum judged_side side;
    enum variants_verdict verdict;
    enum judged_shape shape;
    enum judged_subtype subtype;
    enum judged_zygosity zygosity;
    int n;
    uint64_t bits;
    double score;
};

/* Those of a group that lie in one of two blocks. */
static void hear(struct table *t, const struct group *g, int block)
{
    struct judged j = {.side = g->side,
                       .verdict = g->verdict,
                       .shape = g->shape,
                       .subtype = g->subtype,
                       .zygosity = g->zygosity,
                       .assessed = true,
                       .inside = g->verdict != VARIANTS_OUTSIDE,
                       .strata = &g->bits,
                       .pos = (int64_t)block * 5000000,
                       .score = g->score};
    struct judged_chunk c = {.a = &j, .n = 1};

    for (int k = 0; k < g->n; k++) {
        j.superlocus = 1 + (uint64_t)k;
        if ((k < g->n * 2 / 3) == (block == 0))
            assert_int_equal(table_hear(t, &c, &(struct err){0}), 0);
    }
}

static struct table *make(const struct variants_job *job, const struct group *g,
                          size_t n)
{
    struct table *t = table_new(job, &(struct err){0});

    assert_non_null(t);
    for (size_t i = 0; i < 2 * n; i++)
        hear(t, &g[i % n], i >= n);
    assert_int_equal(table_finish(t, &(struct err){0}), 0);
    return t;
}

#define T_TP JUDGED_TRUTH, VARIANTS_TP
#define T_FN JUDGED_TRUTH, VARIANTS_FN
#define Q_TP JUDGED_QUERY, VARIANTS_TP
#define Q_FP JUDGED_QUERY, VARIANTS_FP
#define Q_GE JUDGED_QUERY, VARIANTS_GE
#define UNK  JUDGED_QUERY, VARIANTS_OUTSIDE
#define SNV  JUDGED_SNV, JUDGED_TI
#define TV   JUDGED_SNV, JUDGED_TV
#define INS  JUDGED_INDEL, JUDGED_I1_5

/* As a line of text that ends with its LF. */
static void assert_text(const struct buf *b, const char *want)
{
    assert_int_equal(buf_check(b, &(struct err){0}), 0);
    assert_string_equal(b->s, want);
}

/* ---- CSV
 * ---------------------------------------------------------------------- */
static size_t fields(const char *line)
{
    size_t n = 1;

    for (; *line && *line != '\n'; line++)
        n += *line == ',';
    return n;
}

static const struct group small[] = {
    {T_TP, SNV, JUDGED_HET,    6, 3, 10},
    {T_TP, TV,  JUDGED_HOMALT, 4, 3, 10},
    {T_FN, SNV, JUDGED_HET,    2, 1, 10},
    {T_TP, INS, JUDGED_HETALT, 3, 1, 10},
    {Q_TP, SNV, JUDGED_HET,    6, 3, 10},
    {Q_TP, TV,  JUDGED_HOMALT, 4, 3, 10},
    {Q_FP, TV,  JUDGED_HET,    1, 3, 9 },
    {Q_GE, SNV, JUDGED_HET,    1, 1, 9 },
    {UNK,  SNV, JUDGED_HET,    4, 2, 9 },
    {Q_TP, INS, JUDGED_HETALT, 3, 1, 8 },
};

static struct table *make_small(void)
{
    static const struct variants_stratum s = {"low", ""};
    struct variants_job job = {.strata = &s,
                               .n_strata = 1,
                               .regions = "confident.bed",
                               .score = "FORMAT/GQ"};
    struct table *t = make(&job, small, T_LEN(small));

    table_set_bp(t, 0, 1000, 900);
    return t;
}

static void summary_has_the_rows_of_hap_py(void **state)
{
    struct table *t = make_small();
    struct buf b;

    (void)state;
    buf_init(&b, TABLE_WRITE_MAX);
    table_write_summary(&b, t);
    assert_text(
        &b, "Type,Filter,TRUTH.TOTAL,TRUTH.TP,TRUTH.FN,QUERY.TOTAL,QUERY.FP,"
            "QUERY.UNK,FP.gt,METRIC.Recall,METRIC.Precision,METRIC.Frac_NA,"
            "METRIC.F1_Score,TRUTH.TOTAL.TiTv_ratio,QUERY.TOTAL.TiTv_ratio,"
            "TRUTH.TOTAL.het_hom_ratio,QUERY.TOTAL.het_hom_ratio\n"
            "INDEL,PASS,3,3,0,3,0,0,0,1.0,1.0,0.0,1.0,,,,\n"
            "SNP,PASS,12,10,2,16,2,4,1,0.833333,0.833333,0.25,0.833333,2.0,2.2,"
            "2.0,3.0\n");
    buf_release(&b);
    table_free(t);
}

/* The first twelve numbers of a sample, from its counts. */
static void metrics_are_rounded_as_by_hap_py(void **state)
{
    static const struct group g[] = {
        {T_TP, INS, JUDGED_HET, 7839, 1, 0},
        {T_FN, INS, JUDGED_HET, 1098, 1, 0},
        {Q_TP, INS, JUDGED_HET, 7949, 1, 0},
        {Q_FP, INS, JUDGED_HET, 298,  1, 0},
        {Q_GE, INS, JUDGED_HET, 45,   1, 0},
        {UNK,  INS, JUDGED_HET, 3520, 1, 0},
    };
    struct variants_job job = {.filter = VARIANTS_ALL};
    struct table *t = make(&job, g, T_LEN(g));
    struct buf b;

    (void)state;
    buf_init(&b, TABLE_WRITE_MAX);
    table_write_summary(&b, t);
    assert_non_null(strstr(b.s, "\nINDEL,ALL,8937,7839,1098,11812,343,3520,45,"
                                "0.87714,0.958635,0.298002,0.916079,,,"));
    assert_non_null(
        strstr(b.s, "\nSNP,ALL,0,0,0,0,0,0,0,,,,,,,,\n")); /* 0 of 0 */
    buf_release(&b);
    table_free(t);
}

static void extended_has_65_columns_and_all_subsets(void **state)
{
    static const char *const want[] = {
        "\nINDEL,*,*,PASS,*,FORMAT/GQ,*,1.0,1.0,0.0,1.0,0,0,1000,900,0,3,.,.,"
        "0,0,,,3,.,.,0,0,,,0,.,.,0,0,,,3,.,.,0,0,,,3,.,.,0,0,,,0,.,.,0,0,,,0,"
        ".,.,0,0,,\n",
        "\nSNP,*,low,PASS,*,FORMAT/GQ,*,1.0,0.909091,0.266667,0.952381,0,0,,,0,"
        "10,6,4,6,4,1.5,1.5,10,6,4,6,4,1.5,1.5,0,0,0,0,0,,,15,10,5,11,4,2.0,"
        "2.75,10,6,4,6,4,1.5,1.5,1,0,1,1,0,0.0,,4,4,0,4,0,,\n",
        "\nSNP,ti,*,PASS,*,FORMAT/GQ,*,0.75,0.857143,0.363636,0.8,1,0,1000,",
        "\nSNP,*,*,PASS,homalt,FORMAT/GQ,*,1.0,1.0,0.0,1.0,0,0,1000,900,0,4,0,"
        "4,0,4,0.0,0.0,",
        "\nINDEL,I1_5,low,PASS,*,FORMAT/GQ,*,,,,,0,0,,,0,0,.,.,",
    };
    struct table *t = make_small();
    struct buf b;
    size_t lines = 0;

    (void)state;
    buf_init(&b, TABLE_WRITE_MAX);
    table_write_extended(&b, t);
    for (const char *p = b.s; *p; p = strchr(p, '\n') + 1, lines++)
        assert_int_equal(fields(p), 65);
    /* Two types: whole, by four genotypes; 9 and 3 subtypes; two subsets. */
    assert_int_equal(lines, 1 + 2 * (4 + 9 + 4 + 3));
    for (size_t i = 0; i < T_LEN(want); i++) {
        if (!strstr(b.s, want[i]))
            fail_msg("row %zu is not in\n%s", i, b.s);
    }
    buf_release(&b);
    table_free(t);
}

static void columns_are_those_of_hap_py(void **state)
{
    static const struct {
        const char *file;
        void (*write)(struct buf *out, const struct table *t);
    } row[] = {
        {SAMPLES "expected.summary.csv",            table_write_summary },
        {SAMPLES "expected-stratified.summary.csv", table_write_summary },
        {SAMPLES "expected-qfy.extended.csv",       table_write_extended},
    };
    struct table *t = make_small();

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf theirs;
        struct buf ours;
        size_t n;

        if (!data_have(row[i].file, "tables of hap.py"))
            continue;
        buf_init(&theirs, 1 << 20);
        buf_init(&ours, TABLE_WRITE_MAX);
        assert_int_equal(path_read(&theirs, row[i].file, &(struct err){0}), 0);
        row[i].write(&ours, t);
        n = strcspn(theirs.s, "\r\n");
        assert_int_equal(n, strcspn(ours.s, "\n"));
        assert_memory_equal(ours.s, theirs.s, n);
        buf_release(&theirs);
        buf_release(&ours);
    }
    table_free(t);
}

/* ---- weighted_roc.tsv
 * ---------------------------------------------------------- */
#define HEAD                                                                   \
    "#score\ttrue_positives_baseline\tfalse_positives\ttrue_positives_call\t"  \
    "false_negatives\tprecision\tsensitivity\tf_measure\n"

/* vcfeval's case 01, with the scores of its calls. */
static void the_curve_is_that_of_vcfeval(void **state)
{
    static const struct group g[] = {
        {T_TP, SNV, JUDGED_HET, 4, 1, 0},
        {Q_FP, SNV, JUDGED_HET, 1, 1, 7},
    };
    static const double score[] = {6, 5, 2, 1};
    struct variants_job job = {.score = "QUAL"};
    struct table *t = make(&job, g, T_LEN(g));
    struct buf b;

    (void)state;
    buf_init(&b, TABLE_WRITE_MAX);
    table_again(t);
    for (size_t i = 0; i < 5; i++) {
        struct judged j[] = {
            {.side = JUDGED_TRUTH,
             .verdict = VARIANTS_TP,
             .assessed = true,
             .inside = true,
             .superlocus = i + 1          },
            { .side = JUDGED_QUERY,
             .verdict = i < 4 ? VARIANTS_TP : VARIANTS_FP,
             .assessed = true,
             .inside = true,
             .superlocus = i + 1,
             .score = i < 4 ? score[i] : 7}
        };
        struct judged_chunk c = {.a = i < 4 ? j : j + 1, .n = i < 4 ? 2 : 1};

        assert_int_equal(table_hear(t, &c, &(struct err){0}), 0);
    }
    assert_int_equal(table_finish(t, &(struct err){0}), 0);
    table_write_roc(&b, t, TABLE_SELECT_ALL);
    assert_non_null(strstr(b.s, "#Version entente "));
    assert_string_equal(
        strchr(b.s, '\n') + 1,
        "#selection: ALL\n"
        "#total baseline variants: 4\n"
        "#total call variants: 5\n"
        "#score field: QUAL\n" HEAD
        "7.000\t0.00\t1.00\t0.00\t4.00\t0.0000\t0.0000\t0.0000\n"
        "6.000\t1.00\t1.00\t1.00\t3.00\t0.5000\t0.2500\t0.3333\n"
        "5.000\t2.00\t1.00\t2.00\t2.00\t0.6667\t0.5000\t0.5714\n"
        "2.000\t3.00\t1.00\t3.00\t1.00\t0.7500\t0.7500\t0.7500\n"
        "1.000\t4.00\t1.00\t4.00\t0.00\t0.8000\t1.0000\t0.8889\n");
    buf_release(&b);
    table_free(t);
}

static void snvs_and_the_rest_have_curves_of_their_own(void **state)
{
    static const char *const want[] = {
        [TABLE_SELECT_SNP] =
            "#selection: SNP\n#total baseline variants: 12\n"
            "#total call variants: 12\n#score field: GQ (FORMAT)\n" HEAD
            "10.000\t10.00\t0.00\t10.00\t2.00\t1.0000\t0.8333\t0.9091\n"
            "9.000\t10.00\t2.00\t10.00\t2.00\t0.8333\t0.8333\t0.8333\n",
        [TABLE_SELECT_NON_SNP] =
            "#selection: NON_SNP\n#total baseline variants: 3\n"
            "#total call variants: 3\n#score field: GQ (FORMAT)\n" HEAD
            "8.000\t3.00\t0.00\t3.00\t0.00\t1.0000\t1.0000\t1.0000\n",
    };
    struct table *t = make_small();

    (void)state;
    for (int i = TABLE_SELECT_SNP; i < TABLE_SELECTIONS; i++) {
        struct buf b;

        buf_init(&b, TABLE_WRITE_MAX);
        table_write_roc(&b, t, (enum table_selection)i);
        assert_string_equal(strchr(b.s, '\n') + 1, want[i]);
        buf_release(&b);
    }
    table_free(t);
}

static void calls_without_a_score_share_the_last_row(void **state)
{
    static const struct group g[] = {
        {T_TP, SNV, JUDGED_HET, 2, 1, 0          },
        {Q_TP, SNV, JUDGED_HET, 2, 1, (double)NAN},
        {Q_FP, SNV, JUDGED_HET, 1, 1, 3.0001     },
        {Q_FP, SNV, JUDGED_HET, 1, 1, 3.0002     },
    };
    struct variants_job job = {0};
    struct table *t = make(&job, g, T_LEN(g));
    struct buf b;

    (void)state;
    buf_init(&b, TABLE_WRITE_MAX);
    table_write_roc(&b, t, TABLE_SELECT_ALL);
    assert_non_null(strstr(b.s, "#score field: None\n"));
    assert_non_null(strstr(
        b.s, HEAD "3.000\t0.00\t2.00\t0.00\t2.00\t0.0000\t0.0000\t0.0000\n"
                  "None\t2.00\t2.00\t2.00\t0.00\t0.5000\t1.0000\t0.6667\n"));
    buf_release(&b);
    table_free(t);
}

/* ---- JSON
 * ---------------------------------------------------------------------- */
static json_t *parse(const struct table *t)
{
    struct buf b;
    json_error_t why;
    json_t *root;

    buf_init(&b, TABLE_WRITE_MAX);
    table_write_json(&b, t);
    assert_int_equal(buf_check(&b, &(struct err){0}), 0);
    root = json_loadb(b.s, b.n, JSON_REJECT_DUPLICATES, &why);
    if (!root)
        fail_msg("%s at %d\n%s", why.text, why.position, b.s);
    buf_release(&b);
    return root;
}

/* Follows names and, as "#3", places in lists. */
static const json_t *at(const json_t *j, const char *path)
{
    while (*path) {
        size_t n = strcspn(path, "/");
        char name[64] = "";

        assert_true(n < sizeof(name));
        memcpy(name, path, n);
        j = *name == '#' ? json_array_get(j, (size_t)(name[1] - '0'))
                         : json_object_get(j, name);
        if (!j)
            fail_msg("no %s", path);
        path += n + (path[n] == '/');
    }
    return j;
}

static void json_holds_everything(void **state)
{
    static const struct {
        const char *path;
        double number;
    } row[] = {
        {"confidence",                                    0.95     },
        {"block_bp",                                      5000000  },
        {"strata/#0/bp",                                  1000     },
        {"strata/#0/bp_inside",                           900      },
        {"strata/#0/types/#0/truth/total",                12       },
        {"strata/#0/types/#0/truth/fn",                   2        },
        {"strata/#0/types/#0/query/unk",                  4        },
        {"strata/#0/types/#0/query/fp_genotype",          1        },
        {"strata/#0/types/#0/recall/value",               0.8333333},
        {"strata/#0/types/#0/recall/num",                 10       },
        {"strata/#0/types/#0/recall/if_unresolved_right", 0.8333333},
        {"strata/#0/types/#0/recall/intervals/#0/lo",     0.5519690},
        {"strata/#0/types/#0/recall/jackknife/blocks",    2        },
        {"strata/#0/types/#0/ti_tv/query",                2.2      },
        {"strata/#0/types/#0/fp_per_mb",                  2222.2222},
        {"strata/#0/types/#0/subtypes/#1/truth/tp",       4        },
        {"strata/#0/types/#0/zygosities/#1/truth/tp",     4        },
        {"strata/#0/types/#4/truth/total",                15       },
        {"strata/#1/types/#0/query/fp",                   1        },
        {"roc/#0/rows",                                   2        },
        {"roc/#0/score_bits",                             53       },
        {"roc/#0/points/#1/#0",                           9        },
        {"roc/#0/points/#1/#1",                           10       },
        {"roc/#0/points/#1/#3",                           2        },
        {"roc/#0/points/#1/#4",                           2        },
    };
    static const struct {
        const char *path;
        const char *text;
    } word[] = {
        {"format",                                        "entente-comparison/1"},
        {"filter",                                        "pass"                },
        {"score",                                         "FORMAT/GQ"           },
        {"strata/#0/name",                                "*"                   },
        {"strata/#1/name",                                "low"                 },
        {"strata/#0/types/#0/type",                       "SNV"                 },
        {"strata/#0/types/#4/type",                       "ALL"                 },
        {"strata/#0/types/#0/recall/intervals/#0/method", "wilson"              },
        {"strata/#0/types/#0/recall/intervals/#1/method",
         "delete-one-block-jackknife-normal"                                    },
        {"strata/#0/types/#0/subtypes/#1/name",           "tv"                  },
    };
    struct table *t = make_small();
    json_t *root = parse(t);

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        double got = json_number_value(at(root, row[i].path));

        if (fabs(got - row[i].number) > 1e-4)
            fail_msg("%s: %.9g", row[i].path, got);
    }
    for (size_t i = 0; i < T_LEN(word); i++)
        assert_string_equal(json_string_value(at(root, word[i].path)),
                            word[i].text);
    assert_true(json_is_null(at(root, "strata/#1/bp")));
    assert_true(json_is_null(at(root, "strata/#0/types/#1/recall/value")));
    json_decref(root);
    table_free(t);
}

static void a_long_curve_is_thinned_in_json_only(void **state)
{
    struct variants_job job = {.score = "QUAL"};
    struct table *t = make(&job, NULL, 0);
    json_t *root;
    const json_t *points;
    size_t n;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        struct judged j = {.side = JUDGED_QUERY,
                           .verdict = VARIANTS_FP,
                           .assessed = true,
                           .inside = true,
                           .score = i};
        struct judged_chunk c = {.a = &j, .n = 1};

        assert_int_equal(table_hear(t, &c, &(struct err){0}), 0);
    }
    assert_int_equal(table_finish(t, &(struct err){0}), 0);
    assert_int_equal(table_roc(t, JUDGED_SNV)->n, 20000);
    root = parse(t);
    points = at(root, "roc/#0/points");
    n = json_array_size(points);
    assert_in_range(n, TABLE_JSON_POINTS - 2, TABLE_JSON_POINTS);
    assert_int_equal(
        json_integer_value(json_array_get(json_array_get(points, n - 1), 3)),
        20000);
    json_decref(root);
    table_free(t);
}

/* ---- text
 * ---------------------------------------------------------------------- */
static void a_person_reads_a_table(void **state)
{
    /* clang-format off */
    static const struct {
        enum lang lang;
        const char *text;
    } row[] = {
        {LANG_EN, "type     truth   TP  FN  query  FP  FP.gt  outside    recall  precision  F1 score\n"
"SNV        121  100  20    162  20     10       40  0.833333   0.833333  0.833333\n"
"MNP          0    0   0      0   0      0        0         -          -         -\n"
"INDEL       30   30   0     30   0      0        0  1.000000   1.000000  1.000000\n"
"COMPLEX      0    0   0      0   0      0        0         -          -         -\n"
"all        151  130  20    192  20     10       40  0.866667   0.866667  0.866667\n"
"\n"
"recall, all: 0.803020 to 0.912002 (Wilson, 95 %)\n"
"precision, all: 0.803020 to 0.912002 (Wilson, 95 %)\n"
"unresolved records: truth 1, query 2; all of them wrong, or right:\n"
"  recall 0.860927 to 0.867550, precision 0.855263 to 0.868421\n"
"genotype concordance 1.000000\n"
"Ti/Tv of SNVs: truth 2.025, query 2.240; het/hom: truth 2.025, query 3.050\n"
"\n"
"worst strata  type  truth  FN  FP    recall  precision  F1 score\n"
"map           SNV     120  20  20  0.833333   0.833333  0.833333\n"
"low           SNV     100   0  10  1.000000   0.909091  0.952381\n"},
        {LANG_FR, "type     vérité   VP  FN  appels  FP  FP.gt  hors régions    rappel  précision  score F1\n"
"SNV         121  100  20     162  20     10            40  0,833333   0,833333  0,833333\n"
"MNP           0    0   0       0   0      0             0         -          -         -\n"
"INDEL        30   30   0      30   0      0             0  1,000000   1,000000  1,000000\n"
"COMPLEX       0    0   0       0   0      0             0         -          -         -\n"
"tous        151  130  20     192  20     10            40  0,866667   0,866667  0,866667\n"
"\n"
"rappel, tous : de 0,803020 à 0,912002 (Wilson, 95 %)\n"
"précision, tous : de 0,803020 à 0,912002 (Wilson, 95 %)\n"
"enregistrements non résolus : vérité 1, appels 2 ; tous faux, ou tous justes :\n"
"  rappel de 0,860927 à 0,867550, précision de 0,855263 à 0,868421\n"
"concordance des génotypes 1,000000\n"
"Ti/Tv des SNV : vérité 2,025, appels 2,240 ; het/hom : vérité 2,025, appels 3,050\n"
"\n"
"pires strates  type  vérité  FN  FP    rappel  précision  score F1\n"
"map            SNV      120  20  20  0,833333   0,833333  0,833333\n"
"low            SNV      100   0  10  1,000000   0,909091  0,952381\n"},
    };
    /* clang-format on */
    struct group g[T_LEN(small) + 2];
    static const struct variants_stratum s[] = {
        {"low", ""},
        {"map", ""}
    };
    struct variants_job job = {.strata = s, .n_strata = 2};
    struct table *t;

    (void)state;
    memcpy(g, small, sizeof(small));
    for (size_t i = 0; i < T_LEN(small); i++) {
        g[i].n *= 10;
        g[i].bits |= 4;
    }
    g[T_LEN(small)] = (struct group){
        JUDGED_TRUTH, VARIANTS_UNRESOLVED, SNV, JUDGED_HET, 1, 1, 0};
    g[T_LEN(small) + 1] = (struct group){
        JUDGED_QUERY, VARIANTS_UNRESOLVED, SNV, JUDGED_HET, 2, 1, 0};
    t = make(&job, g, T_LEN(g));
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b;

        buf_init(&b, TABLE_WRITE_MAX);
        lang_set(row[i].lang);
        table_write_text(&b, t);
        lang_set(LANG_EN);
        assert_text(&b, row[i].text);
        buf_release(&b);
    }
    table_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(summary_has_the_rows_of_hap_py),
        cmocka_unit_test(metrics_are_rounded_as_by_hap_py),
        cmocka_unit_test(extended_has_65_columns_and_all_subsets),
        cmocka_unit_test(columns_are_those_of_hap_py),
        cmocka_unit_test(the_curve_is_that_of_vcfeval),
        cmocka_unit_test(snvs_and_the_rest_have_curves_of_their_own),
        cmocka_unit_test(calls_without_a_score_share_the_last_row),
        cmocka_unit_test(json_holds_everything),
        cmocka_unit_test(a_long_curve_is_thinned_in_json_only),
        cmocka_unit_test(a_person_reads_a_table),
    };

    return cmocka_run_group_tests_name("table_write", tests, NULL, NULL);
}

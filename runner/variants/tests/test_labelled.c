/* The writers of records, given judged records by hand. */
#include "base/tests/t.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"
#include "core/marks.h"
#include "formats/lines.h"
#include "formats/vcfhead.h"
#include "variants/outputs/hearers.h"
#include "variants/outputs/labelled.h"
#include "variants/outputs/recordtext.h"
#include "variants/outputs/splitout.h"
#include "variants/outputs/truthbits.h"

#define HEAD                                                                   \
    "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n"

struct stand {
    char dir[PATH_TEXT_MAX];
    char path[PATH_TEXT_MAX];
    struct variants_job job;
    struct names contigs;
    int64_t length[2];
    uint32_t order[2];
    struct vcfhead head;
    struct judged_start start;
};

static const struct variants_stratum strata[] = {
    {"one", "x"},
    {"two", "y"},
};
static const uint64_t conf = 1;
static const uint64_t conf_two = 5;

static void stand_up(struct stand *s)
{
    struct err e = {0};
    uint32_t i;

    *s = (struct stand){0};
    assert_int_equal(workdir_make(s->dir, NULL, &e), 0);
    assert_int_equal(path_join(s->path, s->dir, LABELLED_NAME, &e), 0);
    s->job.truth.path = "t";
    s->job.query.path = "q";
    s->job.regions = "r";
    s->job.strata = strata;
    s->job.n_strata = T_LEN(strata);
    assert_int_equal(names_add(&i, NULL, &s->contigs, "c1", 2, &e), 0);
    assert_int_equal(names_add(&i, NULL, &s->contigs, "c2", 2, &e), 0);
    s->length[0] = 1000;
    s->order[1] = 1;
    s->start = (struct judged_start){.job = &s->job,
                                     .contigs = &s->contigs,
                                     .length = s->length,
                                     .order = s->order,
                                     .n_order = 2};
    for (int k = 0; k < JUDGED_SIDES; k++)
        s->start.file[k] = (struct judged_file){&s->head, HEAD, strlen(HEAD)};
}

static void lie_down(struct stand *s)
{
    names_release(&s->contigs);
    workdir_remove(s->dir);
}

static struct judged record(enum judged_side side, int64_t pos,
                            enum variants_verdict v, const char *text)
{
    return (struct judged){
        .side = side,
        .verdict = v,
        .kind = v == VARIANTS_TP ? JUDGED_GM : JUDGED_NOTHING,
        .assessed = v < VARIANTS_NA_FIRST,
        .inside = true,
        .strata = v < VARIANTS_NA_FIRST ? &conf : NULL,
        .record = 1,
        .superlocus = v < VARIANTS_NA_FIRST ? 7 : 0,
        .pos = pos,
        .text = text,
        .text_len = strlen(text),
        .score = (double)NAN,
    };
}

/* Tell it to a listener, in chunks of `n`, whose texts are gone afterwards. */
static void tell(const struct stand *s, struct judged_listener l,
                 const struct judged *a, size_t all, size_t n)
{
    struct err e = {0};

    assert_int_equal(l.begin(l.arg, &s->start, &e), 0);
    for (size_t i = 0; i < all; i += n) {
        size_t m = i + n < all ? n : all - i;
        struct judged *copy = calloc(m, sizeof(*copy));
        char *text[16];

        assert_non_null(copy);
        assert_true(m <= T_LEN(text));
        for (size_t k = 0; k < m; k++) {
            copy[k] = a[i + k];
            text[k] = strdup(copy[k].text);
            copy[k].text = text[k];
        }
        assert_int_equal(
            l.hear(l.arg, &(struct judged_chunk){&s->contigs, copy, m}, &e), 0);
        for (size_t k = 0; k < m; k++) {
            memset(text[k], '?', strlen(text[k]));
            free(text[k]);
        }
        free(copy);
    }
}

/* The record lines of a file, each with LF. */
static void body(struct buf *out, const char *path)
{
    struct err e = {0};
    struct lines *in = lines_open(path, 0, &e);
    const char *line;
    size_t n;

    assert_non_null(in);
    buf_init(out, 1000000);
    buf_add(out, "", 0);
    while (lines_next(&line, &n, in, &e) > 0) {
        if (n && *line == '#')
            continue;
        buf_add(out, line, n);
        buf_char(out, '\n');
    }
    assert_int_equal(e.code, ERR_NONE);
    lines_close(in);
}

#define A_C "c1\t10\tid\tA\tC\t9\tPASS\tX=1\tGT:DP\t0|1:3"
#define A_Q "c1\t10\t.\tA\tC\t8\tPASS\t.\tDP:GT\t3:1/0"
#define A_G "c1\t10\t.\tA\tG\t8\tPASS\t.\tGT\t0/1"

static void one_line_for_what_both_say(void **state)
{
    static const char want[] =
        "c1\t10\t.\tA\tC\t.\t.\tBS=7;Regions=CONF\tGT:BD:BK:BI:BVT:BLT:QQ"
        "\t0|1:TP:gm:ti:SNP:het:.\t1/0:TP:gm:ti:SNP:het:12.5\n"
        "c1\t10\t.\tA\tG\t.\t.\tBS=7;Regions=CONF,two;QWHY=gt-error"
        "\tGT:BD:BK:BI:BVT:BLT:QQ"
        "\t./.:.:.:.:NOCALL:nocall:.\t0/1:FP:.:ti:SNP:het:1e-05\n"
        "c1\t11\t.\tA\tC\t.\t.\tTWHY=filtered\tGT:BD:BK:BI:BVT:BLT:QQ"
        "\t0|1:N:.:.:NOCALL:nocall:.\t./.:.:.:.:NOCALL:nocall:.\n";
    struct judged a[] = {
        record(JUDGED_TRUTH, 9, VARIANTS_TP, A_C),
        record(JUDGED_QUERY, 9, VARIANTS_TP, A_Q),
        record(JUDGED_QUERY, 9, VARIANTS_GE, A_G),
        record(JUDGED_TRUTH, 10, VARIANTS_NA_FILTERED, A_C),
    };
    struct stand s;

    (void)state;
    a[1].score = 12.5;
    a[2].score = 1e-5;
    a[2].strata = &conf_two;
    stand_up(&s);
    for (size_t chunk = 1; chunk <= T_LEN(a); chunk++) {
        struct err e = {0};
        struct labelled *l = labelled_new(s.path, &s.job, 1, &e);
        struct judged_listener hears = labelled_listener(l);
        struct buf got;

        tell(&s, hears, a, T_LEN(a) - 1, chunk);
        hears.again(hears.arg); /* and all that came before is forgotten */
        tell(&s, hears, a, T_LEN(a), chunk);
        assert_int_equal(labelled_end(l, &e), 0);
        labelled_free(l);
        body(&got, s.path);
        assert_string_equal(got.s, want);
        buf_release(&got);
    }
    lie_down(&s);
}

static void what_differs_in_place_has_lines_of_its_own(void **state)
{
    struct judged a[] = {
        record(JUDGED_TRUTH, 9, VARIANTS_FN, A_C),
        record(JUDGED_QUERY, 9, VARIANTS_FP, A_Q),
    };
    struct stand s;

    (void)state;
    stand_up(&s);
    for (int k = 0; k < 2; k++) {
        struct err e = {0};
        struct labelled *l = labelled_new(s.path, &s.job, 1, &e);
        struct buf got;

        a[1].superlocus = k ? 7 : 8;
        a[1].strata = k ? &conf_two : &conf;
        tell(&s, labelled_listener(l), a, T_LEN(a), 2);
        assert_int_equal(labelled_end(l, &e), 0);
        labelled_free(l);
        body(&got, s.path);
        assert_non_null(strchr(strchr(got.s, '\n') + 1, '\n'));
        buf_release(&got);
    }
    lie_down(&s);
}

static void records_go_where_their_verdict_says(void **state)
{
    struct judged a[] = {
        record(JUDGED_TRUTH, 9, VARIANTS_TP, A_C),
        record(JUDGED_QUERY, 9, VARIANTS_TP, A_Q),
        record(JUDGED_QUERY, 9, VARIANTS_GE, A_G),
        record(JUDGED_TRUTH, 9, VARIANTS_FN_FILTERED, A_G),
        record(JUDGED_TRUTH, 9, VARIANTS_OUTSIDE, A_G),
        record(JUDGED_QUERY, 9, VARIANTS_UNRESOLVED, A_C),
        record(JUDGED_QUERY, 9, VARIANTS_NA_STAR, A_C),
    };
    static const char *const want[SPLITOUT_FILES] = {A_Q "\n", A_C "\n",
                                                     A_G "\n", A_G "\n"};
    char path[SPLITOUT_FILES][PATH_TEXT_MAX];
    const char *at[SPLITOUT_FILES];
    struct err e = {0};
    struct splitout *out;
    struct stand s;

    (void)state;
    stand_up(&s);
    for (enum splitout_file f = 0; f < SPLITOUT_FILES; f++) {
        assert_int_equal(path_join(path[f], s.dir, splitout_name(f), &e), 0);
        at[f] = path[f];
    }
    out = splitout_new(at, &s.job, 1, &e);
    assert_non_null(out);
    tell(&s, splitout_listener(out), a, T_LEN(a), 3);
    splitout_listener(out).again(out);
    tell(&s, splitout_listener(out), a, T_LEN(a), 3);
    assert_int_equal(splitout_end(out, &e), 0);
    splitout_free(out);
    for (int f = 0; f < SPLITOUT_FILES; f++) {
        struct buf got;

        body(&got, path[f]);
        assert_string_equal(got.s, want[f]);
        buf_release(&got);
    }
    lie_down(&s);
}

static void a_letter_for_each_truth_record(void **state)
{
    struct judged a[20];
    struct err e = {0};
    struct truthbits *t = truthbits_new(NULL, &e);
    struct truthbits *named = truthbits_new("truth", &e);
    struct marks m = {0};
    struct stand s;
    struct buf got;

    (void)state;
    for (size_t i = 0; i < T_LEN(a); i++) {
        a[i] = record(i % 2 ? JUDGED_QUERY : JUDGED_TRUTH, (int64_t)i,
                      i % 4 == 0 ? VARIANTS_TP : VARIANTS_FN, A_C);
        a[i].record = i / 2 + 1;
    }
    a[18].verdict = VARIANTS_OUTSIDE;
    stand_up(&s);
    assert_non_null(t);
    tell(&s, truthbits_listener(t), a, 3, 1);
    truthbits_listener(t).again(t);
    tell(&s, truthbits_listener(t), a, T_LEN(a), 7);
    buf_init(&got, 10000);
    assert_int_equal(truthbits_write(&got, t, &e), 0);
    assert_memory_equal(got.s,
                        "#entente-truth-bits 1\n@compare\t10\tsha256:", 41);
    /* 0, 2, 4... of ten are TP; the last of all is outside */
    assert_string_equal(got.s + 41 + 64, "\nTFTFTFTFTN\n");
    buf_release(&got);
    truthbits_free(t);
    assert_non_null(named);
    assert_false(truthbits_listener(named).wants_text);
    tell(&s, truthbits_listener(named), a, T_LEN(a), 7);
    assert_int_equal(truthbits_marks(&m, named, &e), 0);
    assert_string_equal(m.truth, "truth");
    assert_string_equal(m.lines, "TFTFTFTFTN\n");
    assert_int_equal(m.records, 10);
    marks_release(&m);
    truthbits_free(named);
    lie_down(&s);
}

static void columns_of_a_line(void **state)
{
    static const struct {
        const char *line;
        size_t sample;
        const char *gt;
        int64_t end; /* POS is 10 */
    } row[] = {
        {A_C,                                              0,                    "0|1", 10},
        {A_Q,                                              0,                    "1/0", 10},
        {"c\t10\t.\tACG\tA\t.\t.\tX;END=40;Y\tGT\t1\t2",   1,                    "2",   40},
        {"c\t10\t.\tACG\tA\t.\t.\tEND=4",                  0,                    ".",   12},
        {"c\t10\t.\tACG\tA\t.\t.\tEND=99999999999\tDP\t3", 0,                    ".",   12},
        {"c\t10\t.\tACG\tA\t.\t.\tEND=4x\tGT\t",           0,                    ".",   12},
        {"c\t10\t.\tACG\tA\t.\t.\tXEND=44\tDP:GT\t3",      0,                    ".",   12},
        {"c\t10\t.\tACG\tA\t.\t.\t.\tGT\t0/1",             RECORDTEXT_NO_SAMPLE, ".",   12},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct recordtext r;

        recordtext_cut(&r, row[i].line, strlen(row[i].line), row[i].sample);
        assert_int_equal(r.gt.n, strlen(row[i].gt));
        assert_memory_equal(r.gt.s, row[i].gt, r.gt.n);
        assert_int_equal(recordtext_end(&r, 9), row[i].end);
    }
}

static int heard;
static int count(void *arg, const struct judged_chunk *c, struct err *e)
{
    (void)arg;
    (void)e;
    heard += (int)c->n;
    return 0;
}
static int fail_to_hear(void *arg, const struct judged_chunk *c, struct err *e)
{
    (void)arg;
    (void)c;
    return err_set(e, ERR_IO, "out of memory");
}
static void forget(void *arg)
{
    (void)arg;
    heard = 0;
}

static void all_hear_until_one_fails(void **state)
{
    struct judged_listener l = {.hear = count, .again = forget};
    struct hearers all = {0};
    struct judged_listener one;
    struct err e = {0};
    const struct judged_chunk c = {NULL, NULL, 3};

    (void)state;
    hearers_add(&all, &l);
    l.wants_text = true;
    hearers_add(&all, &l);
    one = hearers_as_one(&all);
    assert_true(one.wants_text);
    assert_int_equal(one.begin(one.arg, NULL, &e), 0);
    assert_int_equal(one.hear(one.arg, &c, &e), 0);
    assert_int_equal(heard, 6);
    one.again(one.arg);
    assert_int_equal(heard, 0);
    l.hear = fail_to_hear;
    hearers_add(&all, &l);
    assert_int_equal(one.hear(one.arg, &c, &e), -1);
    assert_int_equal(e.code, ERR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_line_for_what_both_say),
        cmocka_unit_test(what_differs_in_place_has_lines_of_its_own),
        cmocka_unit_test(records_go_where_their_verdict_says),
        cmocka_unit_test(a_letter_for_each_truth_record),
        cmocka_unit_test(columns_of_a_line),
        cmocka_unit_test(all_hear_until_one_fails),
    };

    return cmocka_run_group_tests_name("labelled", tests, NULL, NULL);
}

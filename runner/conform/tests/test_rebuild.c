/*
 * Indexes against the records of their file. The BAM file and its indexes are
 * made by htslib, so that nothing may be raised; then one number of the index
 * is changed.
 */
#include "conform/tests/textcase.h"

#include <inttypes.h>
#include <unistd.h>

#include <htslib/bgzf.h>
#include <htslib/sam.h>

#include "base/buf.h"
#include "base/path.h"
#include "conform/index/indexfile.h"
#include "conform/index/rebuild.h"

#define RECORDS  12000
#define UNPLACED 7

static const char header[] = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:a\tLN:"
                             "400000000\n@SQ\tSN:none\tLN:1000\n@SQ\tSN:b\tLN:"
                             "500000000\n";

/* Records of three kinds: short, with a long gap, and mapped by its mate only;
 * some far apart. */
static int64_t put_record(samFile *out, sam_hdr_t *h, bam1_t *b, int tid,
                          int64_t pos, int i)
{
    static const char bases[] = "ACGTACGTAC";
    uint32_t cigar[3] = {bam_cigar_gen(5U, BAM_CMATCH),
                         bam_cigar_gen(i % 3 ? 9U : 300000U, BAM_CREF_SKIP),
                         bam_cigar_gen(5U, BAM_CMATCH)};
    bool unmapped = tid < 0 || i % 11 == 0;
    char name[32];

    snprintf(name, sizeof(name), "read-%d", i);
    assert_true(bam_set1(b, strlen(name), name, unmapped ? 4 : 0, tid,
                         tid < 0 ? -1 : pos, unmapped ? 0 : 60,
                         unmapped ? 0 : 3, unmapped ? NULL : cigar, -1, -1, 0,
                         10, bases, NULL, 0) >= 0);
    assert_true(sam_write1(out, h, b) >= 0);
    return pos + (i % 500 == 0 ? 2000000 : i % 7 * 13);
}

static void make_bam(const char *path)
{
    samFile *out = sam_open(path, "wb1");
    sam_hdr_t *h = sam_hdr_parse(sizeof(header) - 1, header);
    bam1_t *b = bam_init1();
    int64_t pos = 0;

    assert_true(out && h && b && sam_hdr_write(out, h) == 0);
    for (int i = 0; i < RECORDS; i++)
        pos = put_record(out, h, b, 0, pos, i);
    pos = 77;
    for (int i = 0; i < RECORDS; i++)
        pos = put_record(out, h, b, 2, pos, i);
    for (int i = 0; i < UNPLACED; i++)
        put_record(out, h, b, -1, 0, i);
    bam_destroy1(b);
    sam_hdr_destroy(h);
    assert_int_equal(sam_close(out), 0);
}

/* What a test changes: the index, or what is said of the records. */
struct change {
    const char *what;
    void (*edit)(struct indexfile *x); /* NULL: nothing */
    uint64_t skip_record;              /* 1-based; 0: none */
    int64_t far;                       /* end of the last placed one; 0: its */
    const char *bai;                   /* rules that are broken */
    const char *csi;
};

static uint64_t number_at(const struct indexfile *x, size_t at, int size)
{
    uint64_t v = 0;

    for (int i = size; i-- > 0;)
        v = v << 8 | x->bytes[at + (size_t)i];
    return v;
}

static void set_number(struct indexfile *x, size_t at, int size, uint64_t v)
{
    for (int i = 0; i < size; i++)
        x->bytes[at + (size_t)i] = (unsigned char)(v >> (8 * i));
}

static void add_to(struct indexfile *x, size_t at, int size, int64_t add)
{
    set_number(x, at, size, number_at(x, at, size) + (uint64_t)add);
}

/* Where the chunks of the bin with most of them stand. */
static size_t busiest(const struct indexfile *x)
{
    size_t at = 0;

    for (size_t i = 0; i < x->n_bins; i++) {
        if (x->bin[i].n_chunks > x->bin[at].n_chunks)
            at = i;
    }
    return x->bin[at].chunks;
}

static void chunk_begins_later(struct indexfile *x)
{
    add_to(x, busiest(x), 8, 1);
}

static void chunk_holds_one_record(struct indexfile *x)
{
    set_number(x, busiest(x) + 8, 8, number_at(x, busiest(x), 8) + 1);
}

static void bin_has_another_name(struct indexfile *x)
{
    add_to(x, x->bin[x->n_bins - 1].chunks - (x->kind ? 16 : 8), 4, 1);
}

/* Of the last reference: its last window, or last bin. */
static void window_begins_later(struct indexfile *x)
{
    const struct indexfile_ref *r = &x->ref[x->n_refs - 1];
    size_t at = x->kind ? x->bin[x->n_bins - 1].chunks - 12
                        : r->windows + 8 * ((size_t)r->n_windows - 1);

    add_to(x, at, 8, 1);
}

static void another_mapped_record(struct indexfile *x)
{
    add_to(x, x->ref[0].meta, 8, 1);
}

static void an_unmapped_one_less(struct indexfile *x)
{
    add_to(x, x->ref[x->n_refs - 1].meta + 8, 8, -1);
}

static void one_more_without_place(struct indexfile *x)
{
    add_to(x, x->n - 8, 8, 1);
}

static void feed(struct rebuild *b, const char *bam, const struct change *c)
{
    BGZF *in = bgzf_open(bam, "r");
    sam_hdr_t *h = bam_hdr_read(in);
    bam1_t *rec = bam_init1();
    struct err e = {0};
    uint64_t from;

    assert_true(in && h && rec);
    for (uint64_t n = 1;
         from = (uint64_t)bgzf_tell(in), bam_read1(in, rec) >= 0; n++) {
        struct rebuild_record r = {.tid = rec->core.tid,
                                   .beg = rec->core.pos,
                                   .end = bam_endpos(rec),
                                   .from = from,
                                   .mapped = !(rec->core.flag & BAM_FUNMAP),
                                   .record = n};

        if (n == 2 * RECORDS && c->far)
            r.end = c->far;
        if (n != c->skip_record)
            assert_int_equal(rebuild_add(b, &r, &e), 0);
    }
    bam_destroy1(rec);
    sam_hdr_destroy(h);
    bgzf_close(in);
}

/* Change a number of the index, and write it anew. */
static void spoil(const char *index, const struct change *c)
{
    struct indexfile x = {0};
    struct err e = {0};
    BGZF *out;

    assert_int_equal(indexfile_read(&x, index, REBUILD_INDEX_MAX, &e), 1);
    if (c->edit)
        c->edit(&x);
    out = bgzf_open(index, x.kind == INDEXFILE_BAI ? "wu" : "w");
    assert_true(out && bgzf_write(out, x.bytes, x.n) == (ssize_t)x.n);
    assert_int_equal(bgzf_close(out), 0);
    indexfile_release(&x);
}

static void expect(const char *bam, const char *index, const struct change *c,
                   const char *rules)
{
    struct examine_job job = {
        .path = bam, .index = index, .crew = textcase_crew};
    struct examined x = {.format = ""};
    struct rebuild *b = NULL;
    struct err e = {0};
    char found[1024];

    assert_int_equal(rebuild_open(&b, &x, &job, REBUILD_BAM, &e), 0);
    if (!b)
        fail_msg("%s is not compared, %s: %s", index, c->what, x.why.msg);
    feed(b, bam, c);
    assert_int_equal(rebuild_end(b, &e), 0);
    rebuild_free(b);
    problems_sort(&x.problems);
    textcase_rules(found, sizeof(found), &x);
    if (x.why.code || strcmp(found, rules) != 0)
        fail_msg("\"%s\" instead of \"%s\" for %s: %s", found, rules, index,
                 c->what);
    examined_release(&x);
}

static void each_record_is_looked_for(void **state)
{
    static const struct change row[] = {
        {"nothing",             NULL,                   0,       0,                "",                 ""        },
        {"chunk begins later",  chunk_begins_later,     0,       0,                " BAI-002 BAI-004",
         " CSI-003 CSI-009"                                                                                      },
        {"chunk too short",     chunk_holds_one_record, 0,       0,                " BAI-004",
         " CSI-009"                                                                                              },
        {"bin renamed",         bin_has_another_name,   0,       0,                " BAI-004",         " CSI-009"},
        {"window begins later", window_begins_later,    0,       0,                " BAI-005",
         " CSI-010"                                                                                              },
        {"mapped",              another_mapped_record,  0,       0,                " BAI-006",         " CSI-011"},
        {"unmapped",            an_unmapped_one_less,   0,       0,                " BAI-006",         " CSI-011"},
        {"unplaced",            one_more_without_place, 0,       0,                " BAI-007",         " CSI-011"},
        {"a record less",       NULL,                   RECORDS, 0,                " BAI-006",         " CSI-011"},
        {"one ends behind all", NULL,                   0,       (int64_t)1 << 40, " BAI-004",
         " CSI-002"                                                                                              },
    };
    const char *bam = scratch_write("x.bam", "", 0);
    char path[PATH_TEXT_MAX];

    (void)state;
    snprintf(path, sizeof(path), "%s", bam);
    make_bam(path);
    for (int csi = 0; csi < 2; csi++) {
        for (size_t i = 0; i < T_LEN(row); i++) {
            char index[PATH_TEXT_MAX + 8];

            snprintf(index, sizeof(index), "%s.%s", path, csi ? "csi" : "bai");
            assert_int_equal(sam_index_build3(path, index, csi ? 14 : 0, 1), 0);
            spoil(index, &row[i]);
            expect(path, index, &row[i], csi ? row[i].csi : row[i].bai);
            unlink(index);
        }
    }
}

static void an_index_of_something_else_is_not_compared(void **state)
{
    const char *bam = scratch_write("x.bam", "", 0);
    char path[PATH_TEXT_MAX];
    struct examine_job job = {.path = path, .crew = textcase_crew};
    struct examined x = {.format = ""};
    struct rebuild *b = NULL;
    struct err e = {0};

    (void)state;
    snprintf(path, sizeof(path), "%s", bam);
    make_bam(path);
    /* None: only policy asks for one. */
    assert_int_equal(rebuild_open(&b, &x, &job, REBUILD_BAM, &e), 0);
    assert_null(b);
    assert_int_equal(x.problems.n, 0);
    job.policy = true;
    assert_int_equal(rebuild_open(&b, &x, &job, REBUILD_BAM, &e), 0);
    assert_null(b);
    assert_non_null(problems_find(&x.problems, "FILE-INDEX-001"));
    examined_release(&x);
    /* A BAM is no index, and a file that is not there can not be judged. */
    job.index = path;
    assert_int_equal(rebuild_open(&b, &x, &job, REBUILD_BAM, &e), 0);
    assert_null(b);
    assert_int_not_equal(x.why.code, ERR_NONE);
    examined_release(&x);
    job.index = "/nonexistent/x.bai";
    assert_int_equal(rebuild_open(&b, &x, &job, REBUILD_BAM, &e), 0);
    assert_null(b);
    assert_int_equal(x.why.code, ERR_MISSING);
    examined_release(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_record_is_looked_for),
        cmocka_unit_test(an_index_of_something_else_is_not_compared),
    };

    return cmocka_run_group_tests_name("rebuild", tests, textcase_setup,
                                       textcase_teardown);
}

#include "base/tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <htslib/hts.h>
#include <htslib/kstring.h>
#include <htslib/tbx.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"
#include "formats/stage.h"
#include "formats/vcfout.h"

#define RECORDS 30000 /* of each contig: many blocks */
#define STEP    100   /* bp from one to the next */

static const char head[] = "##fileformat=VCFv4.2\n"
                           "##contig=<ID=a>\n##contig=<ID=b>\n"
                           "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

/* Two contigs; the INFO makes lines of different lengths. */
static void write_all(const char *path, const struct vcfout_options *o)
{
    struct err e = {0};
    struct vcfout *v = vcfout_open(path, o, &e);
    char *line = malloc(200000);

    assert_non_null(v);
    assert_non_null(line);
    assert_int_equal(vcfout_text(v, head, strlen(head), &e), 0);
    for (int64_t i = 0; i < 2 * (int64_t)RECORDS; i++) {
        const char *contig = i < RECORDS ? "a" : "b";
        int64_t pos = i % RECORDS * STEP;
        int n = snprintf(line, 200000, "%s\t%lld\t.\tA\tC\t.\t.\tX=", contig,
                         (long long)pos + 1);
        size_t more = i == 777 ? 150000 : (size_t)(i * 7 % 60);

        memset(line + n, 'x', more);
        assert_int_equal(
            vcfout_record(v, &(struct vcfout_place){contig, pos, pos + 1}, line,
                          (size_t)n + more, &e),
            0);
    }
    assert_int_equal(vcfout_end(v, &e), 0);
    vcfout_free(v);
    free(line);
}

static size_t found(const char *path, const char *region)
{
    htsFile *in = hts_open(path, "r");
    tbx_t *index = tbx_index_load3(path, NULL, 0);
    hts_itr_t *at;
    kstring_t line = {0};
    size_t n = 0;

    assert_non_null(in);
    assert_non_null(index);
    at = tbx_itr_querys(index, region);
    assert_non_null(at);
    while (tbx_itr_next(in, index, at, &line) >= 0)
        n++;
    tbx_itr_destroy(at);
    tbx_destroy(index);
    hts_close(in);
    free(line.s);
    return n;
}

static void read_whole(struct buf *b, const char *path)
{
    struct err e = {0};

    buf_init(b, (size_t)1 << 30);
    assert_int_equal(path_read(b, path, &e), 0);
}

static void records_are_found_through_the_index(void **state)
{
    static const struct {
        int64_t longest;
        const char *suffix;
    } row[] = {
        {0,                ".tbi"},
        {INT64_C(1) << 29, ".tbi"},
        {INT64_C(1) << 30, ".csi"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct vcfout_options o = {.level = 1,
                                         .longest_contig = row[i].longest};
        char dir[PATH_TEXT_MAX];
        char path[PATH_TEXT_MAX];
        char index[PATH_TEXT_MAX + 8];
        struct err e = {0};

        assert_int_equal(workdir_make(dir, NULL, &e), 0);
        assert_int_equal(path_join(path, dir, "x.vcf.gz", &e), 0);
        write_all(path, &o);
        assert_string_equal(vcfout_index_suffix(&o), row[i].suffix);
        snprintf(index, sizeof(index), "%s%s", path, row[i].suffix);
        assert_true(path_is_file(index));
        assert_int_equal(found(path, "a"), RECORDS);
        assert_int_equal(found(path, "b"), RECORDS);
        assert_int_equal(found(path, "b:1-1"), 1);
        assert_int_equal(found(path, "a:1000001-1000300"), 3);
        assert_int_equal(found(path, "b:2-100"), 0);
        workdir_remove(dir);
    }
}

static void a_crew_writes_the_same_bytes(void **state)
{
    char dir[PATH_TEXT_MAX];
    char path[2][PATH_TEXT_MAX];
    struct buf bytes[2];
    struct err e = {0};

    (void)state;
    assert_int_equal(workdir_make(dir, NULL, &e), 0);
    for (int k = 0; k < 2; k++) {
        struct crew *crew = crew_new(k ? 4 : 1, &e);
        char index[PATH_TEXT_MAX + 8];

        assert_non_null(crew);
        assert_int_equal(path_join(path[k], dir, k ? "b" : "a", &e), 0);
        write_all(path[k], &(struct vcfout_options){.crew = crew, .level = 1});
        crew_free(crew);
        snprintf(index, sizeof(index), "%s.tbi", path[k]);
        read_whole(&bytes[k], path[k]);
        assert_true(path_is_file(index));
    }
    assert_int_equal(bytes[0].n, bytes[1].n);
    assert_memory_equal(bytes[0].s, bytes[1].s, bytes[0].n);
    assert_int_equal(found(path[1], "b:2999901-2999901"), 1);
    buf_release(&bytes[0]);
    buf_release(&bytes[1]);
    workdir_remove(dir);
}

/* Records of one bp to 40 Mb, in places near and far apart. */
#define MIXED     5000
#define MIXED_FAR INT64_C(1500000000)

struct mixed {
    int64_t beg;
    int64_t end;
};

static void make_mixed(struct mixed m[MIXED], int64_t far)
{
    static const int64_t length[] = {1, 1, 40,     1,       20000,
                                     3, 1, 300000, 40000000};
    static const int64_t step[] = {0, 7, 900, 16384, 1, 250000, 5, 300};
    int64_t at = 0;

    for (int i = 0; i < MIXED; i++) {
        at += step[i * 5 % 8] * (i % 977 == 3 ? 40 : 1);
        m[i].beg = at * (far / 1000) / 150000;
        m[i].end = m[i].beg + length[i % 331 ? i * i % 8 : 8];
    }
}

static void write_mixed(const char *path, const struct vcfout_options *o,
                        const struct mixed m[MIXED])
{
    struct err e = {0};
    struct vcfout *v = vcfout_open(path, o, &e);

    assert_non_null(v);
    assert_int_equal(vcfout_text(v, head, strlen(head), &e), 0);
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < MIXED; i++) {
            char line[600];
            int n = snprintf(
                line, sizeof(line),
                "%s\t%lld\t.\tA\t<X>\t.\t.\tEND=%lld;Y=", k ? "b" : "a",
                (long long)m[i].beg + 1, (long long)m[i].end);

            /* text that hardly shrinks: bins of their own */
            for (unsigned x = (unsigned)i * 2654435761U; n < 580;
                 x = x * 1664525U + 1013904223U)
                line[n++] = (char)('A' + (x >> 16) % 26);
            assert_int_equal(
                vcfout_record(
                    v,
                    &(struct vcfout_place){k ? "b" : "a", m[i].beg, m[i].end},
                    line, (size_t)n, &e),
                0);
        }
    }
    assert_int_equal(vcfout_end(v, &e), 0);
    vcfout_free(v);
}

static size_t overlapping(const struct mixed m[MIXED], int64_t beg, int64_t end)
{
    size_t n = 0;

    for (int i = 0; i < MIXED; i++)
        n += m[i].beg < end && m[i].end > beg;
    return n;
}

static void counts_are_those_of(const char *path)
{
    tbx_t *index = tbx_index_load3(path, NULL, 0);
    uint64_t mapped = 0;
    uint64_t unmapped = 1;

    assert_non_null(index);
    assert_int_equal(hts_idx_get_stat(index->idx, 1, &mapped, &unmapped), 0);
    assert_int_equal(mapped, MIXED);
    assert_int_equal(unmapped, 0);
    assert_int_equal(hts_idx_get_n_no_coor(index->idx), 0);
    tbx_destroy(index);
}

static void records_of_all_lengths_are_found(void **state)
{
    struct mixed *m = malloc(MIXED * sizeof(*m));

    (void)state;
    assert_non_null(m);
    for (int csi = 0; csi < 2; csi++) {
        const struct vcfout_options o = {
            .level = 1, .longest_contig = csi ? 2 * MIXED_FAR : 0};
        char dir[PATH_TEXT_MAX];
        char path[PATH_TEXT_MAX];
        struct err e = {0};

        make_mixed(m, csi ? MIXED_FAR : 400000000);
        assert_true(m[MIXED - 1].beg < (csi ? 2 * MIXED_FAR : 500000000));
        assert_true(m[MIXED - 1].beg > (csi ? MIXED_FAR / 2 : 200000000));
        assert_int_equal(workdir_make(dir, NULL, &e), 0);
        assert_int_equal(path_join(path, dir, "x.vcf.gz", &e), 0);
        write_mixed(path, &o, m);
        counts_are_those_of(path);
        for (int i = 0; i < 300; i++) {
            const struct mixed *at = &m[i * 16];
            int64_t beg = at->beg + (i % 3 - 1) * (i % 7) * 1000;
            int64_t end = at->end + i % 5 * 20000;
            char region[80];

            beg = beg < 0 ? 0 : beg;
            end = end > beg ? end : beg + 1;
            snprintf(region, sizeof(region), "b:%lld-%lld", (long long)beg + 1,
                     (long long)end);
            assert_int_equal(found(path, region), overlapping(m, beg, end));
        }
        workdir_remove(dir);
    }
    free(m);
}

static void records_out_of_order_are_refused(void **state)
{
    static const struct vcfout_place row[][3] = {
        {{"a", 5, 6},   {"a", 4, 5}, {"a", 9, 10}}, /* falls */
        {{"a", 5, 6},             {"b", 4, 5},              {"a", 9, 10}}, /* comes back */
        {{"a", 5, 6}, {"a", INT64_C(1) << 29, 0}}, /* no number for it */
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char dir[PATH_TEXT_MAX];
        char path[PATH_TEXT_MAX];
        struct err e = {0};
        struct vcfout *v;
        int rc = 0;

        assert_int_equal(workdir_make(dir, NULL, &e), 0);
        assert_int_equal(path_join(path, dir, "x.vcf.gz", &e), 0);
        v = vcfout_open(path, &(struct vcfout_options){0}, &e);
        assert_non_null(v);
        assert_int_equal(vcfout_text(v, head, strlen(head), &e), 0);
        for (int k = 0; k < 3 && row[i][k].contig && !rc; k++)
            rc = vcfout_record(v, &row[i][k], "x", 1, &e);
        assert_int_equal(rc || vcfout_end(v, &e), true);
        assert_int_equal(e.code, ERR_IO);
        vcfout_free(v);
        workdir_remove(dir);
    }
}

static void a_file_without_records_has_an_index(void **state)
{
    char dir[PATH_TEXT_MAX];
    char path[PATH_TEXT_MAX];
    struct err e = {0};
    struct vcfout *v;

    (void)state;
    assert_int_equal(workdir_make(dir, NULL, &e), 0);
    assert_int_equal(path_join(path, dir, "x.vcf.gz", &e), 0);
    v = vcfout_open(path, &(struct vcfout_options){0}, &e);
    assert_non_null(v);
    assert_int_equal(vcfout_text(v, head, strlen(head), &e), 0);
    assert_int_equal(vcfout_end(v, &e), 0);
    vcfout_free(v);
    v = NULL;
    {
        tbx_t *index = tbx_index_load3(path, NULL, 0);

        assert_non_null(index);
        tbx_destroy(index);
    }
    workdir_remove(dir);
}

static void what_can_not_be_written_is_told(void **state)
{
    struct err e = {0};
    struct vcfout *v;

    (void)state;
    assert_null(vcfout_open("/nonexistent/x", &(struct vcfout_options){0}, &e));
    assert_int_equal(e.code, ERR_IO);
    e = (struct err){0};
    v = vcfout_open("/dev/full", &(struct vcfout_options){0}, &e);
    assert_non_null(v);
    assert_int_equal(vcfout_text(v, head, strlen(head), &e), 0);
    assert_int_equal(vcfout_end(v, &e), -1);
    assert_int_equal(e.code, ERR_IO);
    vcfout_free(v);
    vcfout_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_found_through_the_index),
        cmocka_unit_test(a_crew_writes_the_same_bytes),
        cmocka_unit_test(records_of_all_lengths_are_found),
        cmocka_unit_test(records_out_of_order_are_refused),
        cmocka_unit_test(a_file_without_records_has_an_index),
        cmocka_unit_test(what_can_not_be_written_is_told),
    };

    return cmocka_run_group_tests_name("vcfout", tests, NULL, NULL);
}

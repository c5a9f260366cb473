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
        cmocka_unit_test(a_file_without_records_has_an_index),
        cmocka_unit_test(what_can_not_be_written_is_told),
    };

    return cmocka_run_group_tests_name("vcfout", tests, NULL, NULL);
}

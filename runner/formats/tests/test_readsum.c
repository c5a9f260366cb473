#include "formats/readsum.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/tests/t.h"
#include "formats/fastaio.h"

#define GOLDEN "fixtures/golden/deliverables-1/"
#define GOOD   GOLDEN "2026-11-20/HX00000001/LP0000001-DNA_A01/LP0000001-DNA_A01"

static struct readsum sum_of(const char *path)
{
    struct readsum sum = {0};
    struct fasta ref = {0};
    struct err e = {0};

    assert_int_equal(fasta_open(&ref, GOLDEN "reference.fa", &e), 0);
    if (readsum_read(&sum, path, &ref, &e))
        fail_msg("%s: %s", path, e.msg);
    fasta_close(&ref);
    return sum;
}

static void a_bam_and_its_cram_are_the_same(void **state)
{
    struct readsum bam = sum_of(GOOD ".bam");
    struct readsum cram = sum_of(GOOD ".cram");

    (void)state;
    assert_int_equal(bam.records, 72);
    assert_memory_equal(&bam, &cram, sizeof(bam));
}

/* Only what was changed differs. */
static void each_kind_of_difference_is_told(void **state)
{
    static const struct {
        const char *path;
        bool records, names, bases, qualities, alignments;
    } row[] = {
        {GOLDEN "reads-order.bam",    false, false, false, false, false},
        {GOLDEN "reads-sample.bam",   false, false, false, false, false},
        {GOLDEN "reads-quality.cram", false, false, false, true,  false},
        {GOLDEN "reads-cigar.bam",    false, false, false, false, true },
        {GOLDEN "reads-contig.bam",   true,  true,  true,  true,  true },
    };
    struct readsum good = sum_of(GOOD ".bam");

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct readsum is = sum_of(row[i].path);

        if ((is.records != good.records) != row[i].records ||
            (is.names != good.names) != row[i].names ||
            (is.bases != good.bases) != row[i].bases ||
            (is.qualities != good.qualities) != row[i].qualities ||
            (is.alignments != good.alignments) != row[i].alignments)
            fail_msg("%s", row[i].path);
    }
}

static int try_bytes(const void *bytes, size_t n, struct err *e)
{
    char path[] = "/tmp/test-readsum-XXXXXX";
    int fd = mkstemp(path);
    struct readsum sum;
    int rc;

    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(path_write(path, bytes, n, e), 0);
    rc = readsum_read(&sum, path, NULL, e);
    unlink(path);
    return rc;
}

#define BAM_HEAD "BAM\1\0\0\0\0\0\0\0\0"

static void records_that_do_not_hold_together_are_refused(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        int rc;
    } row[] = {
        {BAM_HEAD,                                12, 0 }, /* no record */
        {"BAM\1\0\0\0\0\1\0\0\0\xff\xff\xff\xff", 16, -1},
        {BAM_HEAD "\1\0",                         14, -1},
        {BAM_HEAD "\x08\0\0\0abcdefgh",           24, -1},
        {BAM_HEAD "\xff\xff\xff\xff"
                  "abcdefgh",            24, -1},
        {"SAM\1",                                 4,  -1},
        {"",                                      0,  -1},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};

        if (try_bytes(row[i].bytes, row[i].n, &e) != row[i].rc)
            fail_msg("row %zu: %s", i, e.msg);
        if (row[i].rc)
            assert_int_equal(e.code, ERR_SYNTAX);
    }
}

/* A CIGAR in CG is that CIGAR, whatever stands in its place. */
static void put_record(struct buf *b, bool in_tag)
{
    static const unsigned char cigar[] = {0x40, 0, 0, 0}; /* 4M */
    static const unsigned char placeholder[] = {0x44, 0, 0, 0, 0x43, 0, 0, 0};
    static const unsigned char tag[] = {'C', 'G', 'B',  'I', 1, 0,
                                        0,   0,   0x40, 0,   0, 0};
    static const unsigned char xx[] = {'X', 'X', 'Z', 'a', 0};
    size_t n = 32U + 2 + (in_tag ? 8U : 4U) + 2 + 4 + sizeof(xx) +
               (in_tag ? sizeof(tag) : 0U);
    unsigned char fixed[36] = {(unsigned char)n};

    fixed[4 + 8] = 2;                /* l_read_name */
    fixed[4 + 12] = in_tag ? 2 : 1;  /* n_cigar_op */
    fixed[4 + 16] = 4;               /* l_seq */
    memset(fixed + 4 + 20, 0xff, 8); /* no mate */
    buf_add(b, BAM_HEAD, 12);
    buf_add(b, fixed, sizeof(fixed));
    buf_add(b, "r", 2);
    buf_add(b, in_tag ? placeholder : cigar, in_tag ? 8 : 4);
    buf_add(b,
            "\x12\x48"
            "\x1e\x1e\x1e\x1e",
            6);
    buf_add(b, xx, sizeof(xx));
    if (in_tag)
        buf_add(b, tag, sizeof(tag));
}

static void a_long_cigar_is_taken_from_its_tag(void **state)
{
    struct readsum sum[2];

    (void)state;
    for (int i = 0; i < 2; i++) {
        char path[] = "/tmp/test-readsum-XXXXXX";
        int fd = mkstemp(path);
        struct err e = {0};
        struct buf b;

        assert_true(fd >= 0);
        close(fd);
        buf_init(&b, 4096);
        put_record(&b, i == 1);
        assert_int_equal(path_write(path, b.s, b.n, &e), 0);
        if (readsum_read(&sum[i], path, NULL, &e))
            fail_msg("%s", e.msg);
        assert_int_equal(sum[i].records, 1);
        unlink(path);
        buf_release(&b);
    }
    assert_memory_equal(&sum[0], &sum[1], sizeof(sum[0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bam_and_its_cram_are_the_same),
        cmocka_unit_test(each_kind_of_difference_is_told),
        cmocka_unit_test(records_that_do_not_hold_together_are_refused),
        cmocka_unit_test(a_long_cigar_is_taken_from_its_tag),
    };

    return cmocka_run_group_tests_name("readsum", tests, NULL, NULL);
}

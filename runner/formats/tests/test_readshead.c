#include "formats/readshead.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/tests/t.h"

#define GOLDEN "fixtures/golden/deliverables-1/"
#define GOOD   GOLDEN "2026-11-20/HX00000001/LP0000001-DNA_A01/LP0000001-DNA_A01"

/* The header of bytes in a file; NULL: *e says why not. */
static char *head_of(const void *bytes, size_t n, struct err *e)
{
    char path[] = "/tmp/test-readshead-XXXXXX";
    int fd = mkstemp(path);
    struct buf b;
    int rc;

    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(path_write(path, bytes, n, e), 0);
    buf_init(&b, 2 * READSHEAD_BYTES_MAX);
    rc = readshead_read(&b, path, e);
    unlink(path);
    if (rc) {
        buf_release(&b);
        return NULL;
    }
    buf_str(&b, "");
    return buf_take(&b);
}

static void bam_and_cram_have_the_same_header(void **state)
{
    struct buf bam;
    struct buf cram;
    struct err e = {0};

    (void)state;
    buf_init(&bam, 2 * READSHEAD_BYTES_MAX);
    buf_init(&cram, 2 * READSHEAD_BYTES_MAX);
    assert_int_equal(readshead_read(&bam, GOOD ".bam", &e), 0);
    assert_int_equal(readshead_read(&cram, GOOD ".cram", &e), 0);
    assert_int_equal(bam.n, cram.n);
    assert_memory_equal(bam.s, cram.s, bam.n);
    assert_memory_equal(bam.s, "@HD\tVN:1.6", 10);
    assert_int_equal(bam.s[bam.n - 1], '\n');
    buf_release(&bam);
    buf_release(&cram);
}

static void lines_of_sam_are_taken_up_to_the_first_read(void **state)
{
    static const struct {
        const char *sam, *head;
    } row[] = {
        {"@HD\tVN:1\n@CO\tx\nr\t4\n", "@HD\tVN:1\n@CO\tx\n"},
        {"@HD\tVN:1\n",               "@HD\tVN:1\n"        },
        {"@HD\tVN:1",                 "@HD\tVN:1"          },
        {"@HD\n\n@CO\n",              "@HD\n"              },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        char *head = head_of(row[i].sam, strlen(row[i].sam), &e);

        assert_non_null(head);
        assert_string_equal(head, row[i].head);
        free(head);
    }
}

static void long_headers_are_taken_whole(void **state)
{
    struct buf b;
    struct err e = {0};
    size_t n;
    char *head;

    (void)state;
    buf_init(&b, 1 << 20);
    for (int i = 0; i < 20000; i++)
        buf_printf(&b, "@CO\tline %d\n", i);
    n = b.n;
    buf_str(&b, "read\t4\n");
    head = head_of(b.s, b.n, &e);
    assert_non_null(head);
    assert_int_equal(strlen(head), n);
    free(head);
    buf_release(&b);
}

static void what_has_no_header_is_refused(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        enum err_code code;
    } row[] = {
        {"",                                             0,  ERR_SYNTAX},
        {"@H",                                           2,  ERR_SYNTAX},
        {"read\t4\n",                                    7,  ERR_SYNTAX},
        {"BAM\1\x05\0\0\0@CO",                           11, ERR_SYNTAX},
        {"BAM\1\xff\xff\xff\x7f",                        8,  ERR_LIMIT },
        {"CRAM\3\0",                                     6,  ERR_SYNTAX},
        {"CRAM\3\0aaaaaaaaaaaaaaaaaaaa\xff\xff\xff\x7f", 30, ERR_LIMIT },
        {"CRAM\3\0aaaaaaaaaaaaaaaaaaaa\x01\0\0\0\0",     31, ERR_SYNTAX},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};

        if (head_of(row[i].bytes, row[i].n, &e))
            fail_msg("row %zu was taken", i);
        assert_int_equal(e.code, row[i].code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bam_and_cram_have_the_same_header),
        cmocka_unit_test(lines_of_sam_are_taken_up_to_the_first_read),
        cmocka_unit_test(long_headers_are_taken_whole),
        cmocka_unit_test(what_has_no_header_is_refused),
    };

    return cmocka_run_group_tests_name("readshead", tests, NULL, NULL);
}

/* The child that decodes: here only how it is waited for; what it reads is in
 * the tests of conform. */
#include "formats/cramin.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <htslib/sam.h>

#include "base/err.h"
#include "base/path.h"
#include "base/tests/t.h"
#include "base/workdir.h"
#include "formats/cramin_internal.h"

#define MANY 4000 /* more than a pipe holds */

static char dir[PATH_TEXT_MAX];
static char path[PATH_TEXT_MAX];

static int make_cram(void **state)
{
    static const char head[] = "@HD\tVN:1.6\n@SQ\tSN:1\tLN:1000\n";
    sam_hdr_t *h = sam_hdr_parse(strlen(head), head);
    bam1_t *b = bam_init1();
    struct err e = {0};
    htsFile *out;
    char seq[151];

    (void)state;
    assert_int_equal(workdir_make(dir, NULL, &e), 0);
    assert_int_equal(path_join(path, dir, "many.cram", &e), 0);
    out = hts_open(path, "wc");
    assert_non_null(out);
    assert_int_equal(hts_set_opt(out, CRAM_OPT_NO_REF, 1), 0);
    assert_int_equal(sam_hdr_write(out, h), 0);
    memset(seq, 'A', sizeof seq - 1);
    seq[sizeof seq - 1] = '\0';
    for (int i = 0; i < MANY; i++) {
        char name[16];

        (void)snprintf(name, sizeof name, "r%d", i);
        assert_true(bam_set1(b, strlen(name), name, 4, -1, -1, 0, 0, NULL, -1,
                             -1, 0, strlen(seq), seq, NULL, 0) >= 0);
        assert_true(sam_write1(out, h, b) >= 0);
    }
    assert_int_equal(hts_close(out), 0);
    bam_destroy1(b);
    sam_hdr_destroy(h);
    return 0;
}

static int drop_cram(void **state)
{
    (void)state;
    workdir_remove(dir);
    return 0;
}

/* Records until the end or an error. */
static int read_all(struct cramin *in, int *n, struct err *e)
{
    struct cramin_record r;
    int got;

    *n = 0;
    while ((got = cramin_next(&r, in, e)) > 0)
        ++*n;
    return got;
}

static void a_child_that_works_is_waited_for(void **state)
{
    struct err e = {0};
    struct cramin *in = cramin_open(path, NULL, &e);
    int n;

    (void)state;
    assert_non_null(in);
    assert_int_equal(read_all(in, &n, &e), 0);
    assert_int_equal(n, MANY);
    cramin_close(in);
}

static void one_that_stands_still_is_not(void **state)
{
    struct err e = {0};
    struct cramin *in = cramin_open(path, NULL, &e);
    int n;

    (void)state;
    assert_non_null(in);
    assert_int_equal(kill(cramin_process(in, 200), SIGSTOP), 0);
    assert_int_equal(read_all(in, &n, &e), -1);
    assert_true(n < MANY);
    assert_int_equal(e.code, ERR_IO);
    assert_non_null(strstr(e.en, "stands still"));
    cramin_close(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_child_that_works_is_waited_for),
        cmocka_unit_test(one_that_stands_still_is_not),
    };

    return cmocka_run_group_tests_name("cramin", tests, make_cram, drop_cram);
}

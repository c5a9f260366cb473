#include "base/tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/bgzf.h>

#include "base/err.h"
#include "formats/lines.h"
#include "formats/stage.h"
#include "formats/textpieces.h"

/* All pieces of a file of these bytes, one behind the other; -1: failed. */
static int pieces(char **out, size_t *n, const char *bytes, size_t len,
                  struct textflow_how *how, struct err *e)
{
    char path[] = "/tmp/entente-pieces-XXXXXX";
    int fd = mkstemp(path);
    struct crew *crew = crew_new(2, e);
    struct textpieces *t;
    const char *text;
    size_t m;
    int got;

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, len), (ssize_t)len);
    close(fd);
    t = textpieces_open(path, crew, e);
    assert_non_null(t);
    *out = calloc(1, len + 1);
    *n = 0;
    assert_non_null(*out);
    while ((got = textpieces_next(&text, &m, t, e)) > 0) {
        assert_true(*n + m <= len);
        memcpy(*out + *n, text, m);
        *n += m;
        assert_true(text[m - 1] == '\n' || text[m] == '\n');
    }
    *how = textpieces_how(t);
    textpieces_close(t);
    crew_free(crew);
    unlink(path);
    return got;
}

static void all_bytes_come_out(void **state)
{
    static const size_t size[] = {0, 1, 100, 1 << 20, 3000001};

    (void)state;
    for (size_t i = 0; i < T_LEN(size); i++) {
        size_t n = size[i];
        char *in = malloc(n + 1);
        char *out;
        struct textflow_how how;
        struct err e = {0};

        assert_non_null(in);
        /* NUL and CR are bytes like others; the last line has no LF. */
        for (size_t k = 0; k < n; k++)
            in[k] = k % 97 == 96 ? '\n' : (char)(k % 7 ? 'a' : '\0');
        if (n)
            in[n - 1] = '\r';
        assert_int_equal(pieces(&out, &n, in, size[i], &how, &e), 0);
        assert_int_equal(n, size[i]);
        assert_memory_equal(out, in, n);
        assert_false(how.bgzf || how.gzip);
        assert_int_equal(how.end, TEXTIN_WELL);
        free(in);
        free(out);
    }
}

static void a_line_has_a_ceiling(void **state)
{
    size_t n = LINES_LEN_MAX + ((size_t)1 << 20);
    char *in = malloc(n);
    char *out;
    struct textflow_how how;
    struct err e = {0};

    (void)state;
    assert_non_null(in);
    memset(in, 'a', n);
    assert_int_equal(pieces(&out, &n, in, n, &how, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    free(in);
    free(out);
}

static void gzip_is_told_from_bgzf(void **state)
{
    /* gzip of "a\n" */
    static const char gz[] = "\x1f\x8b\x08\0\0\0\0\0\0\3\x4b\xe4\x02\0\x07\xa1"
                             "\xea\xdd\2\0\0\0";
    char *out;
    size_t n;
    struct textflow_how how;
    struct err e = {0};

    (void)state;
    assert_int_equal(pieces(&out, &n, gz, sizeof(gz) - 1, &how, &e), 0);
    assert_int_equal(n, 2);
    assert_true(how.gzip);
    assert_false(how.bgzf);
    free(out);
}

/* Lines of all lengths, some longer than a block; blocks without text here and
 * there. The virtual offsets are written down as htslib tells them. */
static void make_lines(const char *path, uint64_t *place, size_t n)
{
    BGZF *out = bgzf_open(path, "w1");
    char line[3000];

    assert_non_null(out);
    memset(line, 'a', sizeof(line));
    for (size_t i = 0; i < n; i++) {
        size_t len = i * 7919 % sizeof(line) + 1;

        if (i % 100 == 50)
            assert_int_equal(bgzf_flush(out), 0);
        line[len - 1] = '\n';
        assert_int_equal(bgzf_write(out, line, len), (ssize_t)len);
        line[len - 1] = 'a';
    }
    assert_int_equal(bgzf_close(out), 0);
    out = bgzf_open(path, "r");
    assert_non_null(out);
    for (size_t i = 0; i < n; i++) {
        place[i] = (uint64_t)bgzf_tell(out);
        assert_int_equal(bgzf_read(out, line, i * 7919 % sizeof(line) + 1),
                         (ssize_t)(i * 7919 % sizeof(line) + 1));
    }
    bgzf_close(out);
}

static void each_line_has_its_virtual_offset(void **state)
{
    enum {
        LINES = 4000
    };
    static uint64_t place[LINES];
    char path[] = "/tmp/entente-pieces-XXXXXX";
    struct err e = {0};
    int fd = mkstemp(path);

    (void)state;
    assert_true(fd >= 0);
    close(fd);
    make_lines(path, place, LINES);
    for (int threads = 1; threads <= 4; threads += 3) {
        struct crew *crew = crew_new(threads, &e);
        struct textpieces *t = textpieces_open(path, crew, &e);
        int64_t offset = 0;
        size_t line = 0;
        const char *text;
        size_t n;

        assert_non_null(t);
        textpieces_keep_places(t);
        while (textpieces_next(&text, &n, t, &e) > 0) {
            for (size_t at = 0; at < n; line++) {
                size_t len = line * 7919 % 3000 + 1;

                assert_int_equal(textpieces_place(t, offset + (int64_t)at),
                                 place[line]);
                at += len;
            }
            offset += (int64_t)n;
        }
        assert_int_equal(line, LINES);
        assert_true(textpieces_place(t, offset) == UINT64_MAX);
        textpieces_close(t);
        crew_free(crew);
    }
    unlink(path);
}

static void what_is_not_there_is_an_error(void **state)
{
    struct err e = {0};
    struct crew *crew = crew_new(1, &e);

    (void)state;
    assert_null(textpieces_open("/nowhere/at/all", crew, &e));
    assert_int_not_equal(e.code, ERR_NONE);
    textpieces_close(NULL);
    crew_free(crew);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_bytes_come_out),
        cmocka_unit_test(a_line_has_a_ceiling),
        cmocka_unit_test(gzip_is_told_from_bgzf),
        cmocka_unit_test(each_line_has_its_virtual_offset),
        cmocka_unit_test(what_is_not_there_is_an_error),
    };

    return cmocka_run_group_tests_name("textpieces", tests, NULL, NULL);
}

#include "base/tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
        cmocka_unit_test(what_is_not_there_is_an_error),
    };

    return cmocka_run_group_tests_name("textpieces", tests, NULL, NULL);
}

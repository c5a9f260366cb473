#include "formats/lines.h"

#include "formats/tests/scratch.h"

/* Join all lines with '|'. */
static int slurp(char *out, size_t cap, struct lines *l, struct err *e)
{
    const char *line;
    size_t len;
    size_t n = 0;
    int got;

    out[0] = '\0';
    while ((got = lines_next(&line, &len, l, e)) > 0) {
        assert_true(n + len + 2 < cap);
        memcpy(out + n, line, len);
        n += len;
        out[n++] = '|';
        out[n] = '\0';
    }
    return got;
}

static void lines_end_with_lf_crlf_or_the_file(void **state)
{
    static const struct {
        const char *text;
        const char *lines;
    } row[] = {
        {"",               ""        },
        {"\n",             "|"       },
        {"a",              "a|"      },
        {"a\nb\n",         "a|b|"    },
        {"a\r\nb",         "a|b|"    },
        {"\n\na\rb\n\r\n", "||a\rb||"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        static const char *const mode[] = {"wu", "w", "wg"};

        for (size_t m = 0; m < T_LEN(mode); m++) {
            const char *path =
                scratch_bgzf("t", mode[m], row[i].text, strlen(row[i].text));
            struct err e = {0};
            struct lines *l = lines_open(path, 0, &e);
            char out[256];

            assert_non_null(l);
            assert_int_equal(slurp(out, sizeof(out), l, &e), 0);
            assert_string_equal(out, row[i].lines);
            lines_close(l);
        }
    }
}

static void a_pipe_is_as_good_as_a_file(void **state)
{
    struct err e = {0};
    struct lines *l = lines_open_fd(scratch_pipe(S("x\ny\n")), "-", 0, &e);
    char out[64];

    (void)state;
    assert_non_null(l);
    assert_int_equal(slurp(out, sizeof(out), l, &e), 0);
    assert_string_equal(out, "x|y|");
    assert_int_equal(lines_number(l), 2);
    lines_close(l);
}

static void long_lines_pass_up_to_the_ceiling(void **state)
{
    static const size_t len[] = {1, 262143, 262144, 262145, 700000};

    (void)state;
    for (size_t i = 0; i < T_LEN(len); i++) {
        char *text = malloc(len[i] + 2);
        struct err e = {0};
        struct lines *l;
        const char *line;
        size_t got;

        assert_non_null(text);
        memset(text, 'a', len[i]);
        memcpy(text + len[i], "\nz", 2);
        scratch_write("t", text, len[i] + 2);
        l = lines_open(scratch_path("t"), len[i], &e);
        assert_int_equal(lines_next(&line, &got, l, &e), 1);
        assert_int_equal(got, len[i]);
        assert_int_equal(lines_next(&line, &got, l, &e), 1);
        assert_int_equal(got, 1);
        assert_int_equal(lines_next(&line, &got, l, &e), 0);
        lines_close(l);
        l = lines_open(scratch_path("t"), len[i] > 1 ? len[i] - 1 : 1, &e);
        assert_int_equal(lines_next(&line, &got, l, &e), len[i] > 1 ? -1 : 1);
        if (len[i] > 1) {
            assert_int_equal(e.code, ERR_LIMIT);
            assert_int_equal(e.line, 1);
        }
        lines_close(l);
        free(text);
    }
}

static void a_line_of_a_hundred_megabytes_is_refused(void **state)
{
    const char *path = scratch_write("big", S("short\n"));
    struct err e = {0};
    struct lines *l;
    const char *line;
    size_t len;

    (void)state;
    assert_int_equal(truncate(path, 100000000), 0); /* NULs: a sparse file */
    l = lines_open(path, 0, &e);
    assert_int_equal(lines_next(&line, &len, l, &e), 1);
    assert_int_equal(lines_next(&line, &len, l, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    assert_int_equal(e.line, 2);
    lines_close(l);
}

/* 200 kB of lines that do not compress to nothing: several BGZF blocks. */
static const char *blocks(const char *mode)
{
    static char text[200000];
    uint32_t x = 1;

    for (size_t i = 0; i < sizeof(text); i++) {
        x = x * 1664525 + 1013904223;
        text[i] = i % 50 == 49 ? '\n' : (char)('A' + (x >> 24) % 26);
    }
    return scratch_bgzf("blocks", mode, text, sizeof(text));
}

static void damage_is_told_from_the_true_end(void **state)
{
    static const struct {
        const char *mode;
        long cut;   /* bytes off the end */
        long spoil; /* byte changed; 0 none */
        enum err_code code;
    } row[] = {
        {"w",  0,   0,    ERR_NONE  }, /* whole */
        {"w",  28,  0,    ERR_SYNTAX}, /* without its last block */
        {"w",  100, 0,    ERR_SYNTAX}, /* in the middle of a block */
        {"w",  0,   5000, ERR_SYNTAX}, /* a flipped byte: CRC */
        {"w",  0,   2,    ERR_SYNTAX}, /* no BGZF head */
        {"wg", 0,   0,    ERR_NONE  },
        {"wg", 100, 0,    ERR_SYNTAX},
        {"wg", 0,   5000, ERR_SYNTAX},
        {"wg", 4,   0,    ERR_SYNTAX}, /* within its length field */
    };
    static char out[300000];

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const char *path = blocks(row[i].mode);
        struct err e = {0};
        struct lines *l;
        int got;

        if (row[i].cut)
            scratch_cut(path, row[i].cut);
        if (row[i].spoil)
            scratch_spoil(path, row[i].spoil);
        l = lines_open(path, 0, &e);
        got = l ? slurp(out, sizeof(out), l, &e) : -1;
        assert_int_equal(got, row[i].code ? -1 : 0);
        assert_int_equal(e.code, row[i].code);
        if (row[i].code)
            assert_string_equal(e.path, path);
        lines_close(l);
    }
}

static void a_nul_byte_is_refused_with_its_line(void **state)
{
    struct err e = {0};
    struct lines *l = lines_open_fd(scratch_pipe(S("a\nb\0c\n")), "-", 0, &e);
    char out[64];

    (void)state;
    assert_int_equal(slurp(out, sizeof(out), l, &e), -1);
    assert_int_equal(e.code, ERR_SYNTAX);
    assert_int_equal(e.line, 2);
    lines_close(l);
}

static void what_can_not_be_opened_says_why(void **state)
{
    struct err missing = {0};
    struct err folder = {0};
    struct err closed = {0};
    struct lines *l;
    const char *line;
    size_t len;
    int fd[2];

    (void)state;
    assert_null(lines_open(scratch_path("nowhere"), 0, &missing));
    assert_int_equal(missing.code, ERR_MISSING);
    assert_null(lines_open(scratch_dir, 0, &folder));
    assert_int_equal(folder.code, ERR_REFUSED);
    /* The writing end of a pipe can not be read: the system's error. */
    assert_int_equal(pipe(fd), 0);
    close(fd[0]);
    l = lines_open_fd(fd[1], "-", 0, &closed);
    if (l)
        assert_int_equal(lines_next(&line, &len, l, &closed), -1);
    lines_close(l);
    assert_int_equal(closed.code, ERR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_with_lf_crlf_or_the_file),
        cmocka_unit_test(a_pipe_is_as_good_as_a_file),
        cmocka_unit_test(long_lines_pass_up_to_the_ceiling),
        cmocka_unit_test(a_line_of_a_hundred_megabytes_is_refused),
        cmocka_unit_test(damage_is_told_from_the_true_end),
        cmocka_unit_test(a_nul_byte_is_refused_with_its_line),
        cmocka_unit_test(what_can_not_be_opened_says_why),
    };

    return cmocka_run_group_tests_name("lines", tests, scratch_make,
                                       scratch_remove);
}

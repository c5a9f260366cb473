/* What tarball_write() makes: readable by tarball_extract(), and always the
 * same. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "base/tests/t.h"
#include "formats/tarball.h"

static const char *const names[] = {"a.txt", "d/b.txt", "d/empty"};

static const enum tarball_kind kinds[] = {TARBALL_TAR, TARBALL_TAR_GZ,
                                          TARBALL_TAR_ZST, TARBALL_ZIP};

/* top/from holds the files; top/to is extracted to; top/out is the archive. */
static char top[64];
static char from[80];
static char to[80];
static char out[80];

static void write_file(const char *name, const char *text)
{
    char path[PATH_TEXT_MAX];
    char dir[PATH_TEXT_MAX];
    struct err e = {0};

    assert_int_equal(path_join(path, from, name, &e), 0);
    assert_int_equal(path_dir(dir, path, &e), 0);
    assert_int_equal(path_make_dirs(dir, &e), 0);
    assert_int_equal(path_write(path, text, strlen(text), &e), 0);
}

static int set_up(void **state)
{
    struct err e = {0};

    (void)state;
    (void)snprintf(top, sizeof top, "/tmp/test-tarball-XXXXXX");
    assert_non_null(mkdtemp(top));
    (void)snprintf(from, sizeof from, "%s/from", top);
    (void)snprintf(to, sizeof to, "%s/to", top);
    (void)snprintf(out, sizeof out, "%s/out", top);
    assert_int_equal(path_make_dirs(to, &e), 0);
    write_file("a.txt", "alpha\n");
    write_file("d/b.txt", "beta\n");
    write_file("d/empty", "");
    return 0;
}

static int tear_down(void **state)
{
    struct err e = {0};

    (void)state;
    assert_int_equal(path_remove_tree(top, &e), 0);
    return 0;
}

static void assert_same(const char *name)
{
    char path[PATH_TEXT_MAX];
    char a[DIGEST_HEX_MAX];
    char b[DIGEST_HEX_MAX];
    struct err e = {0};

    assert_int_equal(path_join(path, from, name, &e), 0);
    assert_int_equal(digest_hex_file(a, NULL, DIGEST_SHA256, path, &e), 0);
    assert_int_equal(path_join(path, to, name, &e), 0);
    assert_int_equal(digest_hex_file(b, NULL, DIGEST_SHA256, path, &e), 0);
    assert_string_equal(a, b);
}

static void every_kind_comes_back_as_it_went(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(kinds); i++) {
        struct tarball_summary sum = {0};
        enum tarball_kind kind = TARBALL_NONE;
        char hex[DIGEST_HEX_MAX];
        struct err e = {0};

        assert_int_equal(
            tarball_write(out, kinds[i], from, names, T_LEN(names), &e), 0);
        assert_int_equal(tarball_detect(&kind, out, &e), 0);
        assert_int_equal(kind, kinds[i]);
        assert_int_equal(tarball_extract(&sum, out, to, NULL, &e), 0);
        assert_int_equal(sum.files, T_LEN(names));
        assert_int_equal(sum.bytes, 11);
        assert_int_equal(digest_hex_file(hex, NULL, DIGEST_SHA256, out, &e), 0);
        assert_string_equal(sum.sha256, hex);
        for (size_t k = 0; k < T_LEN(names); k++)
            assert_same(names[k]);
        assert_int_equal(path_remove_tree(to, &e), 0);
        assert_int_equal(path_make_dirs(to, &e), 0);
    }
}

/* Another time zone, another modification time, another mode. */
static void the_same_files_give_the_same_bytes(void **state)
{
    static const struct timespec then[2] = {{.tv_sec = 1000000000},
                                            {.tv_sec = 1000000000}};
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    (void)state;
    assert_int_equal(path_join(path, from, "a.txt", &e), 0);
    for (size_t i = 0; i < T_LEN(kinds); i++) {
        char a[DIGEST_HEX_MAX];
        char b[DIGEST_HEX_MAX];

        assert_int_equal(setenv("TZ", "Pacific/Auckland", 1), 0);
        tzset();
        assert_int_equal(
            tarball_write(out, kinds[i], from, names, T_LEN(names), &e), 0);
        assert_int_equal(digest_hex_file(a, NULL, DIGEST_SHA256, out, &e), 0);
        assert_int_equal(setenv("TZ", "America/Los_Angeles", 1), 0);
        tzset();
        assert_int_equal(utimensat(AT_FDCWD, path, then, 0), 0);
        assert_int_equal(chmod(path, 0400 | (i % 2 ? 0222 : 0)), 0);
        assert_int_equal(
            tarball_write(out, kinds[i], from, names, T_LEN(names), &e), 0);
        assert_int_equal(digest_hex_file(b, NULL, DIGEST_SHA256, out, &e), 0);
        assert_string_equal(a, b);
    }
}

static void
what_can_not_be_packed_is_said_and_leaves_the_old_archive(void **state)
{
    static const struct {
        const char *name;
        enum err_code code;
        const char *why;
    } row[] = {
        {"absent", ERR_MISSING, "cannot open"       },
        {"../out", ERR_REFUSED, "'.' or '..'"       },
        {"d",      ERR_REFUSED, "not a regular file"},
        {"link",   ERR_REFUSED, "symbolic link"     },
        {"in/x",   ERR_REFUSED, "symbolic link"     },
    };
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    (void)state;
    assert_int_equal(path_join(path, from, "link", &e), 0);
    assert_int_equal(symlink("a.txt", path), 0);
    assert_int_equal(path_join(path, from, "in", &e), 0);
    assert_int_equal(symlink("/tmp", path), 0);
    assert_int_equal(path_write(out, "old", 3, &e), 0);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b;
        char **left = NULL;
        size_t n = 0;

        e = (struct err){0};
        assert_int_equal(
            tarball_write(out, TARBALL_TAR_GZ, from, &row[i].name, 1, &e), -1);
        assert_int_equal(e.code, row[i].code);
        assert_non_null(strstr(e.en, row[i].why));
        e = (struct err){0};
        buf_init(&b, 100);
        assert_int_equal(path_read(&b, out, &e), 0);
        assert_string_equal(b.s, "old");
        buf_release(&b);
        assert_int_equal(path_remove_tree(to, &e), 0);
        assert_int_equal(path_make_dirs(to, &e), 0);
        assert_int_equal(path_walk(&left, &n, to, 10, &e), 0);
        assert_int_equal(n, 0);
        free(left);
    }
    e = (struct err){0};
    assert_int_equal(
        tarball_write(top, TARBALL_TAR, from, names, T_LEN(names), &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
}

static void the_kind_follows_from_the_name(void **state)
{
    static const struct {
        const char *name;
        enum tarball_kind kind;
    } row[] = {
        {"x.tar",     TARBALL_TAR    },
        {"x.tar.gz",  TARBALL_TAR_GZ },
        {"x.tgz",     TARBALL_TAR_GZ },
        {"x.tar.zst", TARBALL_TAR_ZST},
        {"x.zip",     TARBALL_ZIP    },
        {"x.gz",      TARBALL_NONE   },
        {"x.tar.xz",  TARBALL_NONE   },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        assert_int_equal(tarball_kind_of_name(row[i].name), row[i].kind);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_kind_comes_back_as_it_went,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_same_files_give_the_same_bytes,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            what_can_not_be_packed_is_said_and_leaves_the_old_archive, set_up,
            tear_down),
        cmocka_unit_test(the_kind_follows_from_the_name),
    };

    return cmocka_run_group_tests_name("tarball_write", tests, NULL, NULL);
}

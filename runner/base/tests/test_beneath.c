/* Nothing above the folder is ever reached, whatever stands in it. */
#include "base/beneath.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/path.h"
#include "base/tests/t.h"

/* top/root is the folder; top/out is outside, with a file "secret". */
static char top[64];
static char root[80];
static int fd;

static void in_root(char *out, const char *name)
{
    struct err e = {0};

    assert_int_equal(path_join(out, root, name, &e), 0);
}

static int set_up(void **state)
{
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    (void)state;
    (void)snprintf(top, sizeof top, "/tmp/test-beneath-XXXXXX");
    assert_non_null(mkdtemp(top));
    (void)snprintf(root, sizeof root, "%s/root", top);
    in_root(path, "d");
    assert_int_equal(path_make_dirs(path, &e), 0);
    in_root(path, "../out");
    assert_int_equal(path_make_dirs(path, &e), 0);
    in_root(path, "../out/secret");
    assert_int_equal(path_write(path, "s", 1, &e), 0);
    in_root(path, "d/file");
    assert_int_equal(path_write(path, "f", 1, &e), 0);
    in_root(path, "link");
    assert_int_equal(symlink("d/file", path), 0);
    in_root(path, "away");
    assert_int_equal(symlink("../out", path), 0);
    in_root(path, "loop");
    assert_int_equal(symlink("loop", path), 0);
    in_root(path, "pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    fd = beneath_root(root, &e);
    assert_true(fd >= 0);
    return 0;
}

static int tear_down(void **state)
{
    struct err e = {0};

    (void)state;
    (void)close(fd);
    assert_int_equal(path_remove_tree(top, &e), 0);
    return 0;
}

static void reading_follows_no_link_and_waits_for_no_pipe(void **state)
{
    static const struct {
        const char *name;
        enum err_code code; /* ERR_NONE: opened */
    } row[] = {
        {"d/file",        ERR_NONE   },
        {"d",             ERR_REFUSED},
        {"link",          ERR_REFUSED},
        {"away/secret",   ERR_REFUSED},
        {"loop",          ERR_REFUSED},
        {"pipe",          ERR_REFUSED},
        {"absent",        ERR_MISSING},
        {"d/absent",      ERR_MISSING},
        {"absent/x",      ERR_MISSING},
        {"d/file/x",      ERR_MISSING},
        {"../out/secret", ERR_REFUSED},
        {"/etc/hostname", ERR_REFUSED},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        int got = beneath_open(fd, row[i].name, &e);

        assert_int_equal(e.code, row[i].code);
        assert_int_equal(got >= 0, row[i].code == ERR_NONE);
        if (got >= 0)
            (void)close(got);
    }
}

static void writing_makes_folders_and_overwrites_nothing(void **state)
{
    static const struct {
        const char *name;
        enum err_code code;
    } row[] = {
        {"new",      ERR_NONE   },
        {"new",      ERR_REFUSED},
        {"a/b/c",    ERR_NONE   },
        {"d/file",   ERR_REFUSED},
        {"d",        ERR_REFUSED},
        {"link",     ERR_REFUSED},
        {"away/new", ERR_REFUSED},
        {"d/file/x", ERR_REFUSED},
        {"../new",   ERR_REFUSED},
    };
    char path[PATH_TEXT_MAX];
    struct stat st;

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        int got = beneath_create(fd, row[i].name, &e);

        assert_int_equal(e.code, row[i].code);
        assert_int_equal(got >= 0, row[i].code == ERR_NONE);
        if (got >= 0)
            (void)close(got);
    }
    in_root(path, "a/b/c");
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    in_root(path, "a/b");
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    in_root(path, "../out/new");
    assert_false(path_exists(path));
}

static void folders_are_made_where_nothing_else_stands(void **state)
{
    static const struct {
        const char *name;
        enum err_code code;
    } row[] = {
        {"x/y/z",  ERR_NONE   },
        {"x/y/z",  ERR_NONE   },
        {"d/file", ERR_REFUSED},
        {"away/n", ERR_REFUSED},
        {"away",   ERR_REFUSED},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};

        assert_int_equal(beneath_make_dir(fd, row[i].name, &e),
                         row[i].code ? -1 : 0);
        assert_int_equal(e.code, row[i].code);
    }
}

static void a_root_must_be_a_folder(void **state)
{
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    (void)state;
    in_root(path, "absent");
    assert_int_equal(beneath_root(path, &e), -1);
    assert_int_equal(e.code, ERR_MISSING);
    e = (struct err){0};
    in_root(path, "d/file");
    assert_int_equal(beneath_root(path, &e), -1);
    assert_int_equal(e.code, ERR_IO);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        T(reading_follows_no_link_and_waits_for_no_pipe),
        T(writing_makes_folders_and_overwrites_nothing),
        T(folders_are_made_where_nothing_else_stands),
        T(a_root_must_be_a_folder),
    };

    return cmocka_run_group_tests_name("beneath", tests, NULL, NULL);
}

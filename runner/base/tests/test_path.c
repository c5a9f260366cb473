#include "base/tests/t.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"

static int make_dir(void **state)
{
    char *dir = malloc(PATH_TEXT_MAX);
    struct err e = {0};

    *state = dir;
    return dir ? workdir_make(dir, NULL, &e) : -1;
}

static int drop_dir(void **state)
{
    workdir_remove(*state);
    free(*state);
    return 0;
}

static void accepts_and_refuses_names(void **state)
{
    static const struct {
        const char *name;
        const char *why; /* "": accepted */
    } row[] = {
        {"a",                                         ""                                              },
        {"a/b.vcf.gz",                                ""                                              },
        {"A-z_0+9/..x/...",                           ""                                              },
        {".hidden",                                   ""                                              },
        {"1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16",    ""                                              },
        {"1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17",
         "a file name has more than 16 parts"                                                         },
        {"",                                          "a file name is empty"                          },
        {"/a",                                        "a file name has an empty part"                 },
        {"a/",                                        "a file name has an empty part"                 },
        {"a//b",                                      "a file name has an empty part"                 },
        {".",                                         "a file name may not hold the parts '.' or '..'"},
        {"a/./b",                                     "a file name may not hold the parts '.' or '..'"},
        {"..",                                        "a file name may not hold the parts '.' or '..'"},
        {"a/../../etc/passwd",
         "a file name may not hold the parts '.' or '..'"                                             },
        {"a b",                                       "the file name 'a b' holds a character other than letters, "
                "digits and . _ + - /"                                                 },
        {"a\\b",                                      "the file name 'a\\b' holds a character other than letters, "
                 "digits and . _ + - /"                                               },
        {"a\n",                                       "the file name 'a?' holds a character other than letters, "
                "digits and . _ + - /"                                                 },
        {"caf\xc3\xa9",                               "the file name 'caf\xc3\xa9' holds a character other "
                        "than letters, digits and . _ + - /"                   },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        int rc = path_check_name(row[i].name, &e);

        assert_string_equal(e.msg, row[i].why);
        assert_int_equal(rc, row[i].why[0] ? -1 : 0);
        assert_int_equal(e.code, rc ? ERR_REFUSED : ERR_NONE);
    }
}

static void refuses_long_names(void **state)
{
    static const struct {
        size_t len;
        size_t slash_every; /* 0: none */
        int rc;
    } row[] = {
        {255,  0,   0 },
        {256,  0,   -1},
        {1024, 100, 0 },
        {1025, 100, -1},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char name[1100];
        struct err e = {0};

        for (size_t k = 0; k < row[i].len; k++)
            name[k] =
                row[i].slash_every && k % row[i].slash_every == 50 ? '/' : 'x';
        name[row[i].len] = '\0';
        assert_int_equal(path_check_name(name, &e), row[i].rc);
        assert_int_equal(e.code, row[i].rc ? ERR_REFUSED : ERR_NONE);
    }
}

static void takes_paths_apart(void **state)
{
    static const struct {
        const char *path;
        const char *dir;
        const char *base;
    } row[] = {
        {"a",       ".",   "a"  },
        {"/a",      "/",   "a"  },
        {"d/e/a.x", "d/e", "a.x"},
        {"d/",      "d",   ""   },
        {"",        ".",   ""   },
        {"/",       "/",   ""   },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char dir[PATH_TEXT_MAX];
        struct err e = {0};

        assert_int_equal(path_dir(dir, row[i].path, &e), 0);
        assert_string_equal(dir, row[i].dir);
        assert_string_equal(path_base(row[i].path), row[i].base);
    }
    assert_true(path_ends("a.vcf.gz", ".gz"));
    assert_true(path_ends("a", ""));
    assert_false(path_ends("gz", ".gz"));
    assert_false(path_ends("a.gz.x", ".gz"));
}

static void refuses_paths_that_are_too_long(void **state)
{
    char out[PATH_TEXT_MAX];
    char name[PATH_TEXT_MAX + 2];
    struct err e = {0};

    (void)state;
    memset(name, 'x', sizeof name);
    name[PATH_TEXT_MAX - 3] = '\0';
    assert_int_equal(path_join(out, "d", name, &e), 0);
    assert_int_equal(strlen(out), PATH_TEXT_MAX - 1);
    assert_int_equal(path_join(out, "dd", name, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    name[PATH_TEXT_MAX - 3] = 'x';
    name[PATH_TEXT_MAX] = '/';
    name[PATH_TEXT_MAX + 1] = '\0';
    assert_int_equal(path_dir(out, name, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    assert_int_equal(path_make_dirs(name, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    assert_int_equal(path_make_dirs("", &e), -1);
    assert_int_equal(e.code, ERR_USAGE);
}

static void makes_folders_with_their_parents(void **state)
{
    static const struct {
        const char *name;
        int rc;
    } row[] = {
        {"a",       0 },
        {"a",       0 },
        {"b/c/d",   0 },
        {"b//c/e/", 0 },
        {"f/x",     -1},
    };
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    assert_int_equal(path_join(path, *state, "f", &e), 0);
    assert_int_equal(path_write(path, "", 0, &e), 0);
    for (size_t i = 0; i < T_LEN(row); i++) {
        e = (struct err){0};
        assert_int_equal(path_join(path, *state, row[i].name, &e), 0);
        assert_int_equal(path_make_dirs(path, &e), row[i].rc);
        assert_int_equal(path_is_dir(path), row[i].rc == 0);
    }
    assert_int_equal(e.code, ERR_IO);
    assert_string_equal(e.msg, "cannot make the folder: File exists");
}

static void tells_files_from_folders(void **state)
{
    char file[PATH_TEXT_MAX];
    char none[PATH_TEXT_MAX];
    struct err e = {0};

    assert_int_equal(path_join(file, *state, "file", &e), 0);
    assert_int_equal(path_join(none, *state, "none", &e), 0);
    assert_int_equal(path_write(file, "x", 1, &e), 0);
    assert_true(path_is_file(file) && path_exists(file) && !path_is_dir(file));
    assert_true(path_is_dir(*state) && path_exists(*state));
    assert_false(path_is_file(*state));
    assert_false(path_exists(none) || path_is_file(none) || path_is_dir(none));
}

static void reads_a_whole_file(void **state)
{
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 200000};
    char path[PATH_TEXT_MAX];
    char *data = malloc(200000);
    struct err e = {0};

    assert_non_null(data);
    for (size_t k = 0; k < 200000; k++)
        data[k] = (char)(k * 7 % 251);
    assert_int_equal(path_join(path, *state, "f", &e), 0);
    for (size_t i = 0; i < T_LEN(sizes); i++) {
        struct buf b;

        buf_init(&b, sizes[i]);
        buf_str(&b, "old"); /* is dropped, even when it was too much */
        assert_int_equal(path_write(path, data, sizes[i], &e), 0);
        assert_int_equal(path_read(&b, path, &e), 0);
        assert_int_equal(b.n, sizes[i]);
        assert_memory_equal(b.s, data, sizes[i]);
        assert_int_equal(b.s[b.n], '\0');
        buf_release(&b);
        if (sizes[i] == 0)
            continue;
        buf_init(&b, sizes[i] - 1);
        e = (struct err){0};
        assert_int_equal(path_read(&b, path, &e), -1);
        assert_int_equal(e.code, ERR_LIMIT);
        assert_string_equal(e.path, path);
        e = (struct err){0};
        buf_release(&b);
    }
    free(data);
}

static void says_why_a_file_can_not_be_read(void **state)
{
    static const struct {
        const char *name;
        enum err_code code;
        const char *msg;
    } row[] = {
        {"none",   ERR_MISSING, "cannot open: No such file or directory"},
        {"file/x", ERR_IO,      "cannot open: Not a directory"          },
        {".",      ERR_REFUSED, "not a regular file"                    },
        {"pipe",   ERR_REFUSED, "not a regular file"                    }, /* without waiting */
        {"zero",   ERR_REFUSED, "not a regular file"                    },
    };
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    assert_int_equal(path_join(path, *state, "file", &e), 0);
    assert_int_equal(path_write(path, "x", 1, &e), 0);
    assert_int_equal(path_join(path, *state, "pipe", &e), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(path_join(path, *state, "zero", &e), 0);
    assert_int_equal(symlink("/dev/zero", path), 0);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b;

        e = (struct err){0};
        buf_init(&b, 100);
        assert_int_equal(path_join(path, *state, row[i].name, &e), 0);
        assert_int_equal(path_read(&b, path, &e), -1);
        assert_int_equal(e.code, row[i].code);
        assert_string_equal(e.msg, row[i].msg);
        assert_string_equal(e.path, path);
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_and_refuses_names),
        cmocka_unit_test(refuses_long_names),
        cmocka_unit_test(takes_paths_apart),
        cmocka_unit_test(refuses_paths_that_are_too_long),
        cmocka_unit_test_setup_teardown(makes_folders_with_their_parents,
                                        make_dir, drop_dir),
        cmocka_unit_test_setup_teardown(tells_files_from_folders, make_dir,
                                        drop_dir),
        cmocka_unit_test_setup_teardown(reads_a_whole_file, make_dir, drop_dir),
        cmocka_unit_test_setup_teardown(says_why_a_file_can_not_be_read,
                                        make_dir, drop_dir),
    };

    return cmocka_run_group_tests_name("path", tests, NULL, NULL);
}

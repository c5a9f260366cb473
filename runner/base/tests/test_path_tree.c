#include "base/tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* A file, its folders, or (with a trailing '/') a folder only. */
static void plant(const char *root, const char *name)
{
    char path[PATH_TEXT_MAX];
    char dir[PATH_TEXT_MAX];
    struct err e = {0};

    assert_int_equal(path_join(path, root, name, &e), 0);
    assert_int_equal(path_dir(dir, path, &e), 0);
    assert_int_equal(path_make_dirs(dir, &e), 0);
    if (!path_ends(path, "/"))
        assert_int_equal(path_write(path, "x", 1, &e), 0);
}

/* "1/2/.../n/" of n folders below `root`, with a file in the last. */
static void plant_deep(const char *root, int n)
{
    char name[1024] = "";
    size_t len = 0;

    for (int i = 1; i <= n; i++)
        len += (size_t)snprintf(name + len, sizeof name - len, "%d/", i);
    (void)snprintf(name + len, sizeof name - len, "f");
    plant(root, name);
}

static void lists_files_sorted_by_byte_value(void **state)
{
    char **names = NULL;
    size_t n = 0;
    struct err e = {0};

    plant(*state, "d/z");
    plant(*state, "d/e/f/g");
    plant(*state, "a-b");
    plant(*state, "\xc3\xa9 x");
    plant(*state, "B");
    plant(*state, "empty/");
    plant(*state, ".a/x");
    assert_int_equal(path_walk(&names, &n, *state, 6, &e), 0);
    assert_int_equal(n, 6);
    assert_string_equal(names[0], ".a/x");
    assert_string_equal(names[1], "B");
    assert_string_equal(names[2], "a-b");
    assert_string_equal(names[3], "d/e/f/g");
    assert_string_equal(names[4], "d/z");
    assert_string_equal(names[5], "\xc3\xa9 x");
    assert_null(names[6]);
    free(names);
    assert_int_equal(path_walk(&names, &n, *state, 5, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
}

static void an_empty_folder_is_an_empty_list(void **state)
{
    char **names = NULL;
    size_t n = 9;
    struct err e = {0};

    assert_int_equal(path_walk(&names, &n, *state, 0, &e), 0);
    assert_int_equal(n, 0);
    assert_null(names[0]);
    free(names);
}

static void refuses_links_and_special_files(void **state)
{
    static const char *const kinds[] = {"link", "folder link", "pipe"};

    for (size_t i = 0; i < T_LEN(kinds); i++) {
        char **names = NULL;
        char path[PATH_TEXT_MAX];
        size_t n = 0;
        struct err e = {0};

        plant(*state, "d/file");
        assert_int_equal(path_join(path, *state, "d/odd", &e), 0);
        assert_int_equal(i == 0   ? symlink("file", path)
                         : i == 1 ? symlink("/etc", path)
                                  : mkfifo(path, 0600),
                         0);
        assert_int_equal(path_walk(&names, &n, *state, 100, &e), -1);
        assert_int_equal(e.code, ERR_REFUSED);
        assert_string_equal(e.path, "d/odd");
        assert_null(names);
        unlink(path);
    }
}

static void walks_no_deeper_than_its_bound(void **state)
{
    char **names = NULL;
    char deeper[PATH_TEXT_MAX];
    size_t n = 0;
    struct err e = {0};

    plant_deep(*state, PATH_DEPTH_MAX - 1);
    assert_int_equal(path_walk(&names, &n, *state, 100, &e), 0);
    assert_int_equal(n, 1);
    assert_int_equal(path_check_name(names[0], &e), 0);
    free(names);
    assert_int_equal(path_join(deeper, *state, "1", &e), 0);
    plant_deep(deeper, PATH_DEPTH_MAX - 1);
    assert_int_equal(path_walk(&names, &n, *state, 100, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
}

static void says_why_a_folder_can_not_be_walked(void **state)
{
    char **names = NULL;
    char path[PATH_TEXT_MAX];
    size_t n = 0;
    struct err e = {0};

    assert_int_equal(path_join(path, *state, "none", &e), 0);
    assert_int_equal(path_walk(&names, &n, path, 100, &e), -1);
    assert_int_equal(e.code, ERR_IO);
    assert_string_equal(e.msg,
                        "cannot read the folder: No such file or directory");
    assert_string_equal(e.path, path);
}

static void removes_a_tree_and_nothing_beside_it(void **state)
{
    char kept[PATH_TEXT_MAX];
    char tree[PATH_TEXT_MAX];
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    plant(*state, "kept/file");
    plant(*state, "tree/a/b");
    plant(*state, "tree/c/");
    assert_int_equal(path_join(kept, *state, "kept", &e), 0);
    assert_int_equal(path_join(tree, *state, "tree", &e), 0);
    plant_deep(tree, 40);
    assert_int_equal(path_join(path, tree, "a/link", &e), 0);
    assert_int_equal(symlink(kept, path), 0);
    assert_int_equal(path_join(path, tree, "pipe", &e), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(path_remove_tree(tree, &e), 0);
    assert_false(path_exists(tree));
    assert_int_equal(path_join(path, kept, "file", &e), 0);
    assert_true(path_is_file(path));
    assert_int_equal(path_remove_tree(tree, &e), 0); /* not there: fine */
}

static void an_earlier_failure_does_not_make_a_removal_fail(void **state)
{
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    plant(*state, "d/f");
    assert_int_equal(path_join(path, *state, "d", &e), 0);
    err_set(&e, ERR_IO, "earlier");
    assert_int_equal(path_remove_tree(path, &e), 0);
    assert_string_equal(e.msg, "earlier");
}

static void does_not_remove_through_a_link(void **state)
{
    char dir[PATH_TEXT_MAX];
    char link[PATH_TEXT_MAX];
    char file[PATH_TEXT_MAX];
    struct err e = {0};

    plant(*state, "d/f");
    assert_int_equal(path_join(dir, *state, "d", &e), 0);
    assert_int_equal(path_join(link, *state, "l", &e), 0);
    assert_int_equal(path_join(file, dir, "f", &e), 0);
    assert_int_equal(symlink(dir, link), 0);
    assert_int_equal(path_remove_tree(link, &e), -1);
    assert_int_equal(e.code, ERR_IO);
    assert_true(path_is_file(file));
}

static void a_tree_that_is_too_deep_is_left_with_a_reason(void **state)
{
    char top[PATH_TEXT_MAX];
    struct err e = {0};

    assert_int_equal(path_join(top, *state, "1", &e), 0);
    plant_deep(top, 63);
    assert_int_equal(path_remove_tree(*state, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    assert_int_equal(path_remove_tree(top, &e), 0); /* one less: fits */
}

static void says_what_can_not_be_removed(void **state)
{
    struct err e = {0};

    (void)state;
    assert_int_equal(path_remove_tree("/proc/self/attr", &e), -1);
    assert_int_equal(e.code, ERR_IO);
    assert_non_null(strstr(e.msg, "cannot remove: "));
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, make_dir, drop_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(lists_files_sorted_by_byte_value),
        IN_FOLDER(an_empty_folder_is_an_empty_list),
        IN_FOLDER(refuses_links_and_special_files),
        IN_FOLDER(walks_no_deeper_than_its_bound),
        IN_FOLDER(says_why_a_folder_can_not_be_walked),
        IN_FOLDER(removes_a_tree_and_nothing_beside_it),
        IN_FOLDER(an_earlier_failure_does_not_make_a_removal_fail),
        IN_FOLDER(does_not_remove_through_a_link),
        IN_FOLDER(a_tree_that_is_too_deep_is_left_with_a_reason),
        cmocka_unit_test(says_what_can_not_be_removed),
    };

    return cmocka_run_group_tests_name("path_tree", tests, NULL, NULL);
}

#include "cli/outdir.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/tests/t.h"

static char top[64];

static int set_up(void **state)
{
    (void)state;
    snprintf(top, sizeof(top), "/tmp/entente-test-XXXXXX");
    return mkdtemp(top) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    return path_remove_tree(top, &(struct err){0});
}

static const char *at(const char *name)
{
    static char path[PATH_TEXT_MAX];

    assert_int_equal(path_join(path, top, name, &(struct err){0}), 0);
    return path;
}

static void add(struct outdir *o, const char *name, const char *text)
{
    struct err e = {0};
    struct buf b;

    buf_init(&b, 1000);
    buf_str(&b, text);
    assert_int_equal(outdir_add(o, name, &b, &e), 0);
    buf_release(&b);
}

static void holds(const char *name, const char *text)
{
    struct err e = {0};
    struct buf b;

    buf_init(&b, 1000);
    assert_int_equal(path_read(&b, at(name), &e), 0);
    assert_string_equal(b.s, text);
    buf_release(&b);
}

static size_t files_in(const char *dir)
{
    struct err e = {0};
    char **name = NULL;
    size_t n = 0;

    assert_int_equal(path_walk(&name, &n, dir, 1000, &e), 0);
    free(name);
    return n;
}

static void files_appear_at_the_commit_all_together(void **state)
{
    struct outdir o;
    struct err e = {0};

    (void)state;
    assert_int_equal(outdir_open(&o, at("new/deep"), &e), 0);
    add(&o, "a", "one");
    add(&o, "b", "two");
    assert_false(path_exists(at("new/deep/a")));
    assert_int_equal(outdir_commit(&o, &e), 0);
    holds("new/deep/a", "one");
    holds("new/deep/b", "two");
    assert_int_equal(files_in(at("new/deep")), 2);
    outdir_close(&o); /* once more does nothing */
}

static void what_is_not_committed_leaves_the_old_files(void **state)
{
    struct outdir o;
    struct err e = {0};

    (void)state;
    assert_int_equal(outdir_open(&o, at("d"), &e), 0);
    add(&o, "a", "old");
    assert_int_equal(outdir_commit(&o, &e), 0);
    assert_int_equal(outdir_open(&o, at("d"), &e), 0);
    add(&o, "a", "new");
    outdir_close(&o);
    holds("d/a", "old");
    assert_int_equal(files_in(at("d")), 1);
}

/* A folder where the second file goes: not even the first is replaced. */
static void an_obstacle_is_seen_before_the_first_file_moves(void **state)
{
    struct outdir o;
    struct err e = {0};

    (void)state;
    assert_int_equal(outdir_open(&o, at("x"), &e), 0);
    add(&o, "a", "old");
    assert_int_equal(outdir_commit(&o, &e), 0);
    assert_int_equal(mkdir(at("x/b"), 0700), 0);
    assert_int_equal(outdir_open(&o, at("x"), &e), 0);
    add(&o, "a", "new");
    add(&o, "b", "new");
    assert_int_equal(outdir_commit(&o, &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    outdir_close(&o);
    holds("x/a", "old");
}

static void a_folder_that_can_not_be_is_refused_at_once(void **state)
{
    struct outdir o;
    struct err file = {0};
    struct err length = {0};
    char deep[PATH_TEXT_MAX + 10];

    (void)state;
    assert_int_equal(path_write(at("file"), "x", 1, &file), 0);
    assert_int_equal(outdir_open(&o, at("file"), &file), -1);
    assert_int_not_equal(file.code, ERR_NONE);
    memset(deep, 'x', sizeof(deep) - 1);
    deep[sizeof(deep) - 1] = '\0';
    assert_int_equal(outdir_open(&o, deep, &length), -1);
    assert_int_equal(length.code, ERR_LIMIT);
    outdir_close(&o);
}

static void there_is_a_limit_of_files(void **state)
{
    static char name[OUTDIR_FILES_MAX + 1][16];
    struct outdir o;
    struct err e = {0};
    struct buf b;

    (void)state;
    buf_init(&b, 10);
    buf_str(&b, "x");
    assert_int_equal(outdir_open(&o, at("many"), &e), 0);
    for (int i = 0; i <= OUTDIR_FILES_MAX; i++) {
        snprintf(name[i], sizeof(name[i]), "f%d", i);
        assert_int_equal(outdir_add(&o, name[i], &b, &e),
                         i == OUTDIR_FILES_MAX ? -1 : 0);
    }
    assert_int_equal(e.code, ERR_LIMIT);
    outdir_close(&o);
    assert_int_equal(files_in(at("many")), 0);
    buf_release(&b);
}

static void a_file_that_others_write_is_put_in_place(void **state)
{
    char path[PATH_TEXT_MAX];
    struct outdir o;
    struct err e = {0};

    (void)state;
    assert_int_equal(outdir_open(&o, at("placed"), &e), 0);
    assert_int_equal(outdir_place(path, &o, "big", &e), 0);
    assert_int_equal(path_write(path, "much", 4, &e), 0);
    add(&o, "small", "little");
    assert_false(path_exists(at("placed/big")));
    assert_int_equal(outdir_commit(&o, &e), 0);
    holds("placed/big", "much");
    holds("placed/small", "little");
    assert_int_equal(files_in(at("placed")), 2);
}

static void a_file_that_nobody_wrote_stops_all(void **state)
{
    char path[PATH_TEXT_MAX];
    struct outdir o;
    struct err e = {0};

    (void)state;
    assert_int_equal(outdir_open(&o, at("lost"), &e), 0);
    add(&o, "small", "little");
    assert_int_equal(outdir_place(path, &o, "big", &e), 0);
    assert_int_equal(outdir_commit(&o, &e), -1);
    assert_int_not_equal(e.code, ERR_NONE);
    outdir_close(&o);
    assert_int_equal(files_in(at("lost")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_that_others_write_is_put_in_place),
        cmocka_unit_test(a_file_that_nobody_wrote_stops_all),
        cmocka_unit_test(files_appear_at_the_commit_all_together),
        cmocka_unit_test(what_is_not_committed_leaves_the_old_files),
        cmocka_unit_test(an_obstacle_is_seen_before_the_first_file_moves),
        cmocka_unit_test(a_folder_that_can_not_be_is_refused_at_once),
        cmocka_unit_test(there_is_a_limit_of_files),
    };

    return cmocka_run_group_tests_name("outdir", tests, set_up, tear_down);
}

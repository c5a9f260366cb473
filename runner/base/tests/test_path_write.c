/*
 * path_write(): the old file or the new one, never half. A full disk is a
 * small tmpfs, where one may be mounted.
 */
#include "base/tests/t.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
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

/* Is `dir` one file "f" that holds `text`, and nothing else? */
static bool holds_only(const char *dir, const char *text)
{
    char path[PATH_TEXT_MAX];
    char **names = NULL;
    size_t n = 0;
    struct buf b;
    struct err e = {0};
    bool ok;

    buf_init(&b, 1000);
    ok = path_join(path, dir, "f", &e) == 0 &&
         path_walk(&names, &n, dir, 100, &e) == 0 && n == 1 &&
         path_read(&b, path, &e) == 0 && strcmp(b.s, text) == 0;
    free(names);
    buf_release(&b);
    return ok;
}

static void replaces_a_file_and_keeps_its_permissions(void **state)
{
    char path[PATH_TEXT_MAX];
    struct stat st;
    struct err e = {0};

    assert_int_equal(path_join(path, *state, "f", &e), 0);
    assert_int_equal(path_write(path, "old", 3, &e), 0);
    assert_true(holds_only(*state, "old"));
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(path_write(path, "newer", 5, &e), 0);
    assert_true(holds_only(*state, "newer"));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
}

static void refuses_what_is_not_a_file(void **state)
{
    static const struct {
        const char *name;
        enum err_code code;
    } row[] = {
        {"folder", ERR_REFUSED},
        {"link",   ERR_REFUSED},
        {"none/f", ERR_IO     },
    };
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    assert_int_equal(path_join(path, *state, "folder", &e), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(path_join(path, *state, "link", &e), 0);
    assert_int_equal(symlink("/dev/null", path), 0);
    for (size_t i = 0; i < T_LEN(row); i++) {
        e = (struct err){0};
        assert_int_equal(path_join(path, *state, row[i].name, &e), 0);
        assert_int_equal(path_write(path, "x", 1, &e), -1);
        assert_int_equal(e.code, row[i].code);
        assert_string_equal(e.path, path);
    }
    e = (struct err){0};
    assert_int_equal(path_write("/dev/null", "x", 1, &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
}

static void writes_a_name_of_the_longest_kind(void **state)
{
    char name[256];
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    memset(name, 'x', 255);
    name[255] = '\0';
    assert_int_equal(path_join(path, *state, name, &e), 0);
    assert_int_equal(path_write(path, "x", 1, &e), 0);
    assert_true(path_is_file(path));
}

static void a_leftover_of_the_same_name_is_stepped_over(void **state)
{
    char path[PATH_TEXT_MAX];
    char name[64];
    struct err e = {0};

    (void)snprintf(name, sizeof name, ".f.%ld.0.tmp", (long)getpid());
    assert_int_equal(path_join(path, *state, name, &e), 0);
    assert_int_equal(close(open(path, O_CREAT | O_WRONLY, 0600)), 0);
    assert_int_equal(path_join(path, *state, "f", &e), 0);
    assert_int_equal(path_write(path, "x", 1, &e), 0);
    assert_true(path_is_file(path));
}

/* In a child: files may not grow above 4096 bytes. 0: all as it should be. */
static int write_above_the_limit(const char *dir)
{
    static char big[100000];
    struct rlimit limit = {4096, 4096};
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    (void)signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) || path_join(path, dir, "f", &e))
        return 1;
    if (path_write(path, big, sizeof big, &e) == 0)
        return 2;
    return strcmp(e.msg, "cannot write: File too large") == 0 ? 0 : 3;
}

static void a_file_that_may_not_grow_keeps_the_old_one(void **state)
{
    char path[PATH_TEXT_MAX];
    int status = -1;
    struct err e = {0};
    pid_t child;

    assert_int_equal(path_join(path, *state, "f", &e), 0);
    assert_int_equal(path_write(path, "old", 3, &e), 0);
    child = fork();
    if (child == 0)
        _exit(write_above_the_limit(*state));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_true(holds_only(*state, "old"));
}

/* Run `mount` or `umount`; true when it worked. */
static bool run(const char *const argv[])
{
    int status = -1;
    pid_t child = fork();

    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);

        (void)dup2(null, 2);
        (void)execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static void a_full_disk_keeps_the_old_file_and_says_so(void **state)
{
    static char big[1 << 20];
    const char *const mount[] = {"mount",    "-t",    "tmpfs", "-o",
                                 "size=64k", "tmpfs", *state,  NULL};
    const char *const umount[] = {"umount", *state, NULL};
    char path[PATH_TEXT_MAX];
    struct err e = {0};
    bool kept;
    int first;
    int second;

    if (geteuid() != 0 || !run(mount)) {
        print_message("a tmpfs can not be mounted here\n");
        skip();
    }
    assert_int_equal(path_join(path, *state, "f", &e), 0);
    first = path_write(path, "old", 3, &e);
    second = path_write(path, big, sizeof big, &e);
    kept = holds_only(*state, "old");
    assert_true(run(umount));
    assert_int_equal(first, 0);
    assert_int_equal(second, -1);
    assert_int_equal(e.code, ERR_IO);
    assert_string_equal(e.msg, "cannot write: No space left on device");
    assert_string_equal(e.path, path);
    assert_true(kept);
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, make_dir, drop_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(replaces_a_file_and_keeps_its_permissions),
        IN_FOLDER(refuses_what_is_not_a_file),
        IN_FOLDER(writes_a_name_of_the_longest_kind),
        IN_FOLDER(a_leftover_of_the_same_name_is_stepped_over),
        IN_FOLDER(a_file_that_may_not_grow_keeps_the_old_one),
        IN_FOLDER(a_full_disk_keeps_the_old_file_and_says_so),
    };

    return cmocka_run_group_tests_name("path_write", tests, NULL, NULL);
}

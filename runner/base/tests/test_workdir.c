#include "base/tests/t.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
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

static void makes_a_private_folder_and_removes_it(void **state)
{
    char dir[PATH_TEXT_MAX];
    char copy[PATH_TEXT_MAX];
    char file[PATH_TEXT_MAX];
    char want[64];
    struct stat st;
    struct err e = {0};

    assert_int_equal(workdir_make(dir, *state, &e), 0);
    (void)snprintf(want, sizeof want, "entente-%ld-", (long)getpid());
    assert_int_equal(strncmp(path_base(dir), want, strlen(want)), 0);
    assert_int_equal(dir[0], '/');
    assert_int_equal(stat(dir, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    assert_int_equal(path_join(file, dir, "a", &e), 0);
    assert_int_equal(path_write(file, "x", 1, &e), 0);
    memcpy(copy, dir, sizeof copy);
    workdir_remove(dir);
    assert_string_equal(dir, "");
    assert_false(path_exists(copy));
    workdir_remove(dir);
}

static void goes_where_it_is_told(void **state)
{
    char dir[PATH_TEXT_MAX];
    char here[PATH_TEXT_MAX];
    struct err e = {0};

    assert_int_equal(setenv("TMPDIR", *state, 1), 0);
    assert_int_equal(workdir_make(dir, NULL, &e), 0);
    assert_int_equal(strncmp(dir, *state, strlen(*state)), 0);
    workdir_remove(dir);
    assert_int_equal(setenv("TMPDIR", "", 1), 0);
    assert_int_equal(workdir_make(dir, NULL, &e), 0);
    assert_int_equal(strncmp(dir, "/tmp/", 5), 0);
    workdir_remove(dir);
    assert_int_equal(unsetenv("TMPDIR"), 0);

    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(*state), 0);
    assert_int_equal(workdir_make(dir, ".", &e), 0);
    assert_int_equal(chdir(here), 0);
    assert_int_equal(strncmp(dir, *state, strlen(*state)), 0);
    assert_true(path_is_dir(dir));
    workdir_remove(dir);
}

static void says_why_there_is_no_folder(void **state)
{
    char dir[PATH_TEXT_MAX] = "untouched";
    char longer[PATH_TEXT_MAX];
    struct err e = {0};

    (void)state;
    assert_int_equal(workdir_make(dir, "/nonexistent", &e), -1);
    assert_int_equal(e.code, ERR_IO);
    assert_string_equal(e.msg,
                        "cannot make a work folder: No such file or directory");
    assert_string_equal(dir, "untouched");
    e = (struct err){0};
    memset(longer, '/', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(workdir_make(dir, longer, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
}

static void has_no_more_than_its_ceiling(void **state)
{
    char dirs[WORKDIR_LIVE_MAX][PATH_TEXT_MAX];
    char more[PATH_TEXT_MAX];
    size_t n = 0;
    struct err e = {0};

    (void)state; /* itself one of them */
    while (n < WORKDIR_LIVE_MAX && workdir_make(dirs[n], NULL, &e) == 0)
        n++;
    assert_int_equal(n, WORKDIR_LIVE_MAX - 1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    workdir_remove(dirs[0]);
    assert_int_equal(workdir_make(more, NULL, &e), 0);
    workdir_remove(more);
    while (--n > 0)
        workdir_remove(dirs[n]);
}

static void watches_no_more_files_than_its_ceiling(void **state)
{
    char longer[PATH_TEXT_MAX + 1];
    char out[PATH_TEXT_MAX] = "x";
    struct err e = {0};

    (void)state;
    for (int i = 0; i < WORKDIR_FILES_MAX; i++)
        assert_int_equal(workdir_watch_file("/nonexistent/f", &e), 0);
    assert_int_equal(workdir_watch_file("/nonexistent/g", &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    assert_int_equal(workdir_file_beside(out, "/nonexistent/g", &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    assert_string_equal(out, "");
    workdir_forget_file("");
    workdir_forget_file("/nonexistent/f"); /* all of that name */
    e = (struct err){0};
    assert_int_equal(workdir_watch_file("/nonexistent/g", &e), 0);
    workdir_forget_file("/nonexistent/g");
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(workdir_watch_file(longer, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    longer[sizeof longer - 2] = '/';
    assert_int_equal(workdir_file_beside(out, longer, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
}

/* ---- signals: a child works in `home`, its parent interrupts it ---------- */

/* Makes folders in the work folder `arg`, for ever. */
static void *keep_writing(void *arg)
{
    for (int i = 0;; i = (i + 1) % 1000) {
        char path[PATH_TEXT_MAX];
        char name[32];
        struct err e = {0};

        (void)snprintf(name, sizeof name, "d%d", i);
        (void)path_join(path, arg, name, &e);
        (void)mkdir(path, 0700);
    }
    return NULL;
}

/* Never comes back. What it made is reported as one byte on `ready`. */
static void work_in(const char *home, int ready, int ignored)
{
    static char dir[PATH_TEXT_MAX];
    char path[PATH_TEXT_MAX];
    pthread_t thread;
    struct err e = {0};

    /* whatever the tests themselves were started with: nohup, a job control */
    (void)signal(SIGHUP, SIG_DFL);
    (void)signal(SIGINT, SIG_DFL);
    (void)signal(SIGTERM, SIG_DFL);
    if (ignored)
        (void)signal(ignored, SIG_IGN);
    if (workdir_guard(&e) || workdir_make(dir, home, &e) ||
        path_join(path, home, "out", &e) || workdir_watch_file(path, &e) ||
        close(open(path, O_CREAT | O_WRONLY, 0600)) ||
        workdir_file_beside(path, path, &e) < 0 ||
        pthread_create(&thread, NULL, keep_writing, dir))
        _exit(99);
    if (write(ready, "x", 1) != 1)
        _exit(98);
    for (;;)
        (void)pause();
}

/* The child's exit status after the signals, the last of which ends it. */
static int interrupted(const char *home, int ignored, const int *signals)
{
    int ends[2];
    int status = -1;
    char c = 0;
    pid_t child;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    if (child == 0)
        work_in(home, ends[1], ignored);
    close(ends[1]);
    assert_int_equal(read(ends[0], &c, 1), 1);
    close(ends[0]);
    for (; *signals; signals++)
        assert_int_equal(kill(child, *signals), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void an_interrupted_process_leaves_nothing_behind(void **state)
{
    static const struct {
        int ignored; /* when the program starts */
        int signals[3];
        int status;
    } row[] = {
        {0,      {SIGINT},          128 + SIGINT },
        {0,      {SIGTERM},         128 + SIGTERM},
        {0,      {SIGHUP},          128 + SIGHUP },
        {SIGHUP, {SIGHUP, SIGTERM}, 128 + SIGTERM}, /* nohup */
        {SIGINT, {SIGINT, SIGHUP},  128 + SIGHUP }, /* in the background */
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char home[] = "/tmp/entente-test-XXXXXX"; /* not a work folder */

        assert_non_null(mkdtemp(home));
        assert_int_equal(interrupted(home, row[i].ignored, row[i].signals),
                         row[i].status);
        assert_int_equal(rmdir(home), 0); /* it is empty */
    }
}

/* In a child: 0 when writing to a closed pipe fails with EPIPE. */
static int write_to_nobody(void)
{
    struct err e = {0};
    int ends[2];

    if (workdir_guard(&e) || pipe(ends) || close(ends[0]))
        return 1;
    return write(ends[1], "x", 1) == -1 && errno == EPIPE ? 0 : 2;
}

static void a_reader_that_went_away_is_an_error_not_an_end(void **state)
{
    int status = -1;
    pid_t child = fork();

    (void)state;
    if (child == 0)
        _exit(write_to_nobody());
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, make_dir, drop_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(makes_a_private_folder_and_removes_it),
        IN_FOLDER(goes_where_it_is_told),
        cmocka_unit_test(says_why_there_is_no_folder),
        IN_FOLDER(has_no_more_than_its_ceiling),
        cmocka_unit_test(watches_no_more_files_than_its_ceiling),
        cmocka_unit_test(an_interrupted_process_leaves_nothing_behind),
        cmocka_unit_test(a_reader_that_went_away_is_an_error_not_an_end),
    };

    return cmocka_run_group_tests_name("workdir", tests, NULL, NULL);
}

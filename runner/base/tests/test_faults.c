/*
 * What happens when the system itself refuses: this program's own versions of
 * a few calls stand before the libraries' and fail when told to.
 */
#include "base/tests/t.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/evp.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"

/* The call that fails, and how many calls of it go well before. */
static const char *failing = "";
static int good_calls;

static bool fails(const char *call)
{
    if (strcmp(failing, call) != 0)
        return false;
    errno = EIO;
    return good_calls-- <= 0;
}

static void fail_at(const char *call, int after)
{
    failing = call;
    good_calls = after;
}

int fsync(int fd)
{
    (void)fd;
    return fails("fsync") ? -1 : 0;
}

int fchmod(int fd, mode_t mode)
{
    (void)fd;
    (void)mode;
    return fails("fchmod") ? -1 : 0;
}

int rename(const char *from, const char *to)
{
    return fails("rename") ? -1 : renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int pthread_create(pthread_t *restrict thread,
                   const pthread_attr_t *restrict attr, void *(*start)(void *),
                   void *restrict arg)
{
    (void)thread;
    (void)attr;
    (void)start;
    (void)arg;
    return EAGAIN;
}

/* OpenSSL never sees these contexts. */
EVP_MD_CTX *EVP_MD_CTX_new(void)
{
    return fails("EVP_MD_CTX_new") ? NULL : malloc(1);
}

void EVP_MD_CTX_free(EVP_MD_CTX *ctx)
{
    free(ctx);
}

int EVP_DigestInit_ex(EVP_MD_CTX *ctx, const EVP_MD *type, ENGINE *impl)
{
    (void)ctx;
    (void)type;
    (void)impl;
    return fails("EVP_DigestInit_ex") ? 0 : 1;
}

int EVP_DigestUpdate(EVP_MD_CTX *ctx, const void *data, size_t n)
{
    (void)ctx;
    (void)data;
    (void)n;
    return fails("EVP_DigestUpdate") ? 0 : 1;
}

int EVP_DigestFinal_ex(EVP_MD_CTX *ctx, unsigned char *out, unsigned int *n)
{
    (void)ctx;
    (void)n;
    memset(out, 0, 16);
    return fails("EVP_DigestFinal_ex") ? 0 : 1;
}

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

static void a_write_that_fails_late_leaves_one_whole_file(void **state)
{
    static const struct {
        const char *call;
        int after;
        const char *msg;
        const char *content;
    } row[] = {
        {"fsync",  0, "cannot write: Input/output error",                  "old"},
        {"fchmod", 0, "cannot set the permissions: Input/output error",    "old"},
        {"rename", 0, "cannot give the file its name: Input/output error",
         "old"                                                                  },
        {"fsync",  1, "cannot write the folder: Input/output error",       "new"},
    };
    char path[PATH_TEXT_MAX];

    for (size_t i = 0; i < T_LEN(row); i++) {
        char **names = NULL;
        size_t n = 0;
        struct buf b;
        struct err e = {0};

        buf_init(&b, 100);
        assert_int_equal(path_join(path, *state, "f", &e), 0);
        assert_int_equal(path_write(path, "old", 3, &e), 0);
        fail_at(row[i].call, row[i].after);
        assert_int_equal(path_write(path, "new", 3, &e), -1);
        fail_at("", 0);
        assert_int_equal(e.code, ERR_IO);
        assert_string_equal(e.msg, row[i].msg);
        assert_string_equal(e.path, path);
        assert_int_equal(path_read(&b, path, &(struct err){0}), 0);
        assert_string_equal(b.s, row[i].content);
        assert_int_equal(path_walk(&names, &n, *state, 9, &(struct err){0}), 0);
        assert_int_equal(n, 1); /* no temporary file */
        free(names);
        buf_release(&b);
    }
}

static void a_failing_read_is_told_from_the_end(void **state)
{
    struct buf b;
    struct err e = {0};

    (void)state;
    buf_init(&b, 100);
    assert_int_equal(path_read(&b, "/proc/self/mem", &e), -1);
    assert_int_equal(e.code, ERR_IO);
    assert_string_equal(e.msg, "cannot read: Input/output error");
    buf_release(&b);
}

/* Let no more than `n` descriptors be open; the former limit comes back. */
static rlim_t limit_files(rlim_t n)
{
    struct rlimit r;
    rlim_t old;

    assert_int_equal(getrlimit(RLIMIT_NOFILE, &r), 0);
    old = r.rlim_cur;
    r.rlim_cur = n;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &r), 0);
    return old;
}

static void want_of_descriptors_is_an_error(void **state)
{
    char **names = NULL;
    char dir[PATH_TEXT_MAX];
    size_t n = 0;
    rlim_t old;
    int rc;
    struct err e = {0};
    int next = open("/", O_RDONLY);

    assert_int_equal(path_join(dir, *state, "a", &e), 0);
    assert_int_equal(path_make_dirs(dir, &e), 0);
    old = limit_files((rlim_t)next + 2); /* for the root, not for "a" */
    rc = path_walk(&names, &n, *state, 9, &e);
    limit_files(old);
    close(next);
    assert_int_equal(rc, -1);
    assert_string_equal(e.msg, "cannot read the folder: Too many open files");
    assert_string_equal(e.path, "a");
}

static void without_a_current_folder_there_is_no_relative_one(void **state)
{
    char here[PATH_TEXT_MAX];
    char dir[PATH_TEXT_MAX];
    int rc;
    struct err e = {0};

    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(path_join(dir, *state, "gone", &e), 0);
    assert_int_equal(mkdir(dir, 0700), 0);
    assert_int_equal(chdir(dir), 0);
    assert_int_equal(rmdir(dir), 0);
    rc = workdir_make(dir, ".", &e);
    assert_int_equal(chdir(here), 0);
    assert_int_equal(rc, -1);
    assert_string_equal(
        e.msg, "cannot tell the current folder: No such file or directory");
}

static void without_a_thread_there_is_no_guard(void **state)
{
    struct err e = {0};

    (void)state;
    assert_int_equal(workdir_guard(&e), -1);
    assert_int_equal(e.code, ERR_IO);
    assert_string_equal(
        e.msg, "cannot start a thread: Resource temporarily unavailable");
}

static void a_failing_library_gives_no_digest(void **state)
{
    static const struct {
        const char *call;
        enum err_code code;
        const char *msg;
    } row[] = {
        {"EVP_MD_CTX_new",     ERR_MEMORY,  "out of memory"       },
        {"EVP_DigestInit_ex",  ERR_MISSING,
         "this machine's cryptographic library does not offer MD5"},
        {"EVP_DigestUpdate",   ERR_MEMORY,
         "the cryptographic library failed at MD5"                },
        {"EVP_DigestFinal_ex", ERR_MEMORY,
         "the cryptographic library failed at MD5"                },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char hex[DIGEST_HEX_MAX] = "untouched";
        struct err e = {0};
        struct err f = {0};

        fail_at(row[i].call, 0);
        assert_int_equal(digest_hex_of(hex, DIGEST_MD5, "abc", 3, &e), -1);
        assert_int_equal(e.code, row[i].code);
        assert_string_equal(e.msg, row[i].msg);
        fail_at(row[i].call, 0);
        assert_int_equal(digest_hex_file(hex, NULL, DIGEST_MD5, "Makefile", &f),
                         -1);
        fail_at("", 0);
        assert_int_equal(f.code, row[i].code);
        assert_string_equal(f.path, "Makefile");
        assert_string_equal(hex, "untouched");
    }
}

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, make_dir, drop_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_write_that_fails_late_leaves_one_whole_file),
        cmocka_unit_test(a_failing_read_is_told_from_the_end),
        IN_FOLDER(want_of_descriptors_is_an_error),
        IN_FOLDER(without_a_current_folder_there_is_no_relative_one),
        cmocka_unit_test(without_a_thread_there_is_no_guard),
        cmocka_unit_test(a_failing_library_gives_no_digest),
    };

    return cmocka_run_group_tests_name("faults", tests, NULL, NULL);
}

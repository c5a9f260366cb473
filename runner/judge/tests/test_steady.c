#include "judge/steady.h"

#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "judge/tests/folder.h"

static struct folder f;

static void digest(char hex[DIGEST_HEX_MAX], const char *text)
{
    struct err e = {0};

    assert_int_equal(digest_hex_of(hex, DIGEST_SHA256, text, strlen(text), &e),
                     0);
}

/* What may happen to the file "a" between the first look and the last. */
static void nothing(void)
{
}

static void other_size(void)
{
    int fd = open(folder_at(&f, "a"), O_WRONLY | O_APPEND);

    assert_int_equal(write(fd, "+", 1), 1);
    close(fd);
}

static void same_size(void)
{
    int fd = open(folder_at(&f, "a"), O_WRONLY);

    assert_int_equal(write(fd, "A", 1), 1);
    close(fd);
}

/* Also with its time of modification put back. */
static void same_size_and_time(void)
{
    struct stat st;
    struct timespec times[2];

    assert_int_equal(stat(folder_at(&f, "a"), &st), 0);
    same_size();
    times[0] = st.st_atim;
    times[1] = st.st_mtim;
    assert_int_equal(utimensat(AT_FDCWD, folder_at(&f, "a"), times, 0), 0);
}

static void replaced(void)
{
    char to[PATH_TEXT_MAX];

    folder_text(&f, "b", "alpha");
    memcpy(to, folder_at(&f, "a"), sizeof(to));
    assert_int_equal(rename(folder_at(&f, "b"), to), 0);
}

static void removed(void)
{
    assert_int_equal(unlink(folder_at(&f, "a")), 0);
}

static void linked(void)
{
    char to[PATH_TEXT_MAX];

    folder_text(&f, "b", "alpha");
    removed();
    memcpy(to, folder_at(&f, "a"), sizeof(to));
    assert_int_equal(symlink(folder_at(&f, "b"), to), 0);
}

static void turned_into_a_folder(void)
{
    removed();
    assert_int_equal(mkdir(folder_at(&f, "a"), 0700), 0);
}

static const struct {
    const char *name;
    void (*happens)(void);
    bool steady;
} row[] = {
    {"nothing",              nothing,              true },
    {"other_size",           other_size,           false},
    {"same_size",            same_size,            false},
    {"same_size_and_time",   same_size_and_time,   false},
    {"replaced",             replaced,             false},
    {"removed",              removed,              false},
    {"linked",               linked,               false},
    {"turned_into_a_folder", turned_into_a_folder, false},
};

/* All within one tick of the clock, perhaps: the digest tells then. */
static void every_change_is_noticed(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct steady s = {0};
        struct err e = {0};
        char hex[DIGEST_HEX_MAX];

        folder_make(&f);
        folder_text(&f, "a", "alpha");
        digest(hex, "alpha");
        steady_start(&s);
        assert_int_equal(steady_note(&s, folder_at(&f, "a"), hex, &e), 0);
        row[i].happens();
        if ((steady_check(&s, &e) == 0) != row[i].steady)
            fail_msg("%s: %s", row[i].name, e.msg);
        if (!row[i].steady) {
            assert_int_equal(e.code, ERR_MISMATCH);
            assert_string_equal(e.path, folder_at(&f, "a"));
        }
        steady_release(&s);
        folder_remove(&f);
    }
}

static void a_change_between_digest_and_note_is_noticed(void **state)
{
    struct steady s = {0};
    struct err e = {0};
    char hex[DIGEST_HEX_MAX];

    (void)state;
    folder_make(&f);
    folder_text(&f, "a", "omega");
    digest(hex, "alpha");
    steady_start(&s);
    assert_int_equal(steady_note(&s, folder_at(&f, "a"), hex, &e), 0);
    assert_int_equal(steady_check(&s, &e), -1);
    assert_int_equal(e.code, ERR_MISMATCH);
    steady_release(&s);
    folder_remove(&f);
}

/* Long untouched: no second digest is taken, so a wrong one is not seen. */
static void what_is_old_is_not_read_again(void **state)
{
    struct steady s = {0};
    struct err e = {0};

    (void)state;
    folder_make(&f);
    folder_text(&f, "a", "alpha");
    steady_start(&s);
    s.start.tv_sec += 10;
    assert_int_equal(steady_note(&s, folder_at(&f, "a"), "wrong", &e), 0);
    assert_int_equal(steady_check(&s, &e), 0);
    steady_release(&s);
    folder_remove(&f);
}

static void what_is_absent_must_stay_absent(void **state)
{
    struct steady s = {0};
    struct err e = {0};

    (void)state;
    folder_make(&f);
    steady_start(&s);
    assert_int_equal(steady_note(&s, folder_at(&f, "a"), "", &e), 0);
    assert_int_equal(steady_note(&s, folder_at(&f, "no/such/a"), "", &e), 0);
    assert_int_equal(steady_check(&s, &e), 0);
    folder_text(&f, "a", "alpha");
    assert_int_equal(steady_check(&s, &e), -1);
    assert_int_equal(e.code, ERR_MISMATCH);
    steady_release(&s);
    folder_remove(&f);
}

static void many_files_are_noted(void **state)
{
    struct steady s = {0};
    struct err e = {0};

    (void)state;
    folder_make(&f);
    folder_text(&f, "a", "alpha");
    steady_start(&s);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(steady_note(&s, folder_at(&f, "a"), "", &e), 0);
    assert_int_equal(steady_check(&s, &e), 0);
    other_size();
    assert_int_equal(steady_check(&s, &e), -1);
    steady_release(&s);
    folder_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_change_is_noticed),
        cmocka_unit_test(a_change_between_digest_and_note_is_noticed),
        cmocka_unit_test(what_is_old_is_not_read_again),
        cmocka_unit_test(what_is_absent_must_stay_absent),
        cmocka_unit_test(many_files_are_noted),
    };

    return cmocka_run_group_tests_name("steady", tests, NULL, NULL);
}

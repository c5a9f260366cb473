/* Archives that are too much, or too little: of bytes, of members, of disk. */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "formats/tests/box.h"

/* 200 MB of zeros: stopped before a tenth of it is written. */
static void a_bomb_is_stopped_early(void **state)
{
    const struct place *p = *state;

    for (int zip = 0; zip < 2; zip++) {
        struct tarball_summary sum = {0};
        struct err e = {0};
        struct buf b;
        int64_t wrote;

        make_one(&b, zip, "", 200000000);
        assert_in_range(b.n, 1, 250000);
        put(p, &b);
        assert_int_equal(tarball_extract(&sum, p->file, p->box, NULL, &e), -1);
        assert_int_equal(e.code, ERR_LIMIT);
        assert_non_null(strstr(e.en, "200 times its size"));
        wrote = size_of(p->box, "a");
        assert_in_range(wrote, 1, 20000000);
        nothing_escaped(p);
        buf_release(&b);
    }
}

static void fifty_thousand_members_are_too_many(void **state)
{
    const struct place *p = *state;

    for (int zip = 0; zip < 2; zip++) {
        struct tarball_summary sum = {0};
        struct err e = {0};
        struct maker m = {0};
        struct buf b;
        char name[32];

        maker_open(&m, zip, "");
        for (int i = 0; i < 50000; i++) {
            (void)snprintf(name, sizeof name, "f%d", i);
            maker_add(&m, name, 0, 'x');
        }
        maker_close(&m, &b);
        put(p, &b);
        assert_int_equal(tarball_list(&sum, p->file, NULL, NULL, NULL, &e), -1);
        assert_int_equal(e.code, ERR_LIMIT);
        assert_string_equal(e.en, "the archive holds more than 20000 members");
        buf_release(&b);
    }
}

static void limits_hold_to_the_byte(void **state)
{
    static const struct {
        struct tarball_limits lim;
        const char *why; /* NULL: accepted */
    } row[] = {
        {{2, 1000, 2000, 200}, NULL                                 },
        {{1, 1000, 2000, 200}, "holds more than 1 members"          },
        {{2, 999, 2000, 200},  "the member is larger than 999 bytes"},
        {{2, 1000, 1999, 200}, "expands to more than 1999 bytes"    },
    };
    const struct place *p = *state;

    for (int zip = 0; zip < 2; zip++) {
        struct maker m = {0};
        struct buf b;

        maker_open(&m, zip, "");
        maker_add(&m, "a", 1000, 'x');
        maker_add(&m, "b", 1000, 'y');
        maker_close(&m, &b);
        put(p, &b);
        for (size_t i = 0; i < T_LEN(row); i++) {
            struct tarball_summary sum = {0};
            struct err e = {0};
            int rc = tarball_extract(&sum, p->file, p->box, &row[i].lim, &e);

            assert_int_equal(rc, row[i].why ? -1 : 0);
            if (row[i].why)
                assert_non_null(strstr(e.en, row[i].why));
            nothing_escaped(p);
        }
        buf_release(&b);
    }
}

/* A member that says it has one byte is counted as it comes. */
static void a_small_size_that_lies_does_not_help(void **state)
{
    static const struct tarball_limits limits[] = {
        {9, 300000, 900000, 200},
        {9, 900000, 300000, 200},
        {9, 900000, 900000, 200}
    };
    static const char *const why[] = {"larger than 300000 bytes",
                                      "expands to more than 300000 bytes", ""};
    const struct place *p = *state;
    struct buf b;
    char *local;
    char *central;

    make_one(&b, true, "", 800000);
    local = find(&b, LOCAL);
    central = find(&b, CENTRAL);
    assert_true(local && central);
    memcpy(local + 22, "\1\0\0\0", 4);
    memcpy(central + 24, "\1\0\0\0", 4);
    put(p, &b);
    for (size_t i = 0; i < T_LEN(limits); i++) {
        struct tarball_summary sum = {0};
        struct err e = {0};

        assert_int_equal(tarball_extract(&sum, p->file, p->box, &limits[i], &e),
                         -1);
        if (!strstr(e.en, why[i]))
            fail_msg("expected '%s', got '%s'", why[i], e.en);
        nothing_escaped(p);
    }
    buf_release(&b);
}

/* Cut anywhere, an archive is refused, or nothing of its files is lost. */
static void an_archive_cut_short_is_refused(void **state)
{
    const struct place *p = *state;
    static const struct {
        bool zip;
        const char *options;
    } row[] = {
        {false, "plain" },
        {false, ""      },
        {true,  ""      },
        {true,  "stored"},
    };

    for (size_t i = 0; i < T_LEN(row); i++) {
        struct maker m = {0};
        struct buf b;
        size_t whole;
        int kept = 0;

        maker_open(&m, row[i].zip, row[i].options);
        maker_add(&m, "a", 3000, 'x');
        maker_add(&m, "d/b", 2000, 'y');
        maker_close(&m, &b);
        whole = b.n;
        for (size_t n = 0; n<whole; n += whole> 4096 ? 512 : 7) {
            struct tarball_summary sum = {0};
            struct err e = {0};

            b.n = n;
            put(p, &b);
            if (tarball_extract(&sum, p->file, p->box, NULL, &e) == 0) {
                kept++;
                assert_int_equal(size_of(p->box, "a"), 3000);
                assert_int_equal(size_of(p->box, "d/b"), 2000);
            }
            nothing_escaped(p);
        }
        /* Only zeros after the end mark, or a check sum, may be missing. */
        assert_true(kept < 12);
        buf_release(&b);
    }
}

static void a_file_that_can_not_grow_is_reported(void **state)
{
    const struct place *p = *state;
    struct tarball_summary sum = {0};
    struct err e = {0};
    struct rlimit old;
    struct rlimit low;
    struct buf b;

    make_one(&b, false, "", 100000);
    put(p, &b);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    low = (struct rlimit){.rlim_cur = 5000, .rlim_max = old.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
    assert_int_equal(tarball_extract(&sum, p->file, p->box, NULL, &e), -1);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(e.code, ERR_IO);
    assert_non_null(strstr(e.en, "cannot write"));
    buf_release(&b);
}

/* Run a program; true when it ends well. */
static bool run(const char *const *argv)
{
    int status = -1;
    pid_t child = fork();

    if (child == 0) {
        char *args[8] = {NULL};

        for (size_t i = 0; argv[i] && i < 7; i++)
            args[i] = strdup(argv[i]);
        (void)execvp(args[0], args);
        _exit(127);
    }
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

/* A box of 256 KiB on a disk of its own (root may make one). */
static void a_full_disk_is_foreseen_or_reported(void **state)
{
    static const struct {
        bool zip;
        const char *options;
        size_t size;      /* of each of two members */
        const char *says; /* what the headers say instead */
        const char *why;
        bool written; /* the first member was */
    } row[] = {
        {false, "plain",  200000, NULL,       "extracting needs 40",     false},
        {true,  "stored", 200000, NULL,       "extracting needs 400000", false},
        {false, "",       200000, NULL,       "extracting needs 200000", true },
        {true,  "",       800000, "\1\0\0\0", "disk is full",            true },
    };
    const struct place *p = *state;
    const char *const mount[] = {"mount",     "-t",   "tmpfs", "-o",
                                 "size=256k", "none", p->box,  NULL};
    const char *const umount[] = {"umount", p->box, NULL};

    for (size_t i = 0; i < T_LEN(row); i++) {
        struct tarball_summary sum = {0};
        struct err e = {0};
        struct maker m = {0};
        struct buf b;
        int64_t wrote;
        int rc;

        maker_open(&m, row[i].zip, row[i].options);
        maker_add(&m, "a", row[i].size, 'x');
        maker_add(&m, "b", row[i].size, 'y');
        maker_close(&m, &b);
        for (char *at = b.s; row[i].says && at + 46 < b.s + b.n; at++) {
            if (memcmp(at, LOCAL, 4) == 0)
                memcpy(at + 22, row[i].says, 4);
            if (memcmp(at, CENTRAL, 4) == 0)
                memcpy(at + 24, row[i].says, 4);
        }
        put(p, &b);
        buf_release(&b);
        if (!run(mount)) {
            (void)fprintf(stderr, "skip - a small disk can not be mounted\n");
            skip();
        }
        rc = tarball_extract(&sum, p->file, p->box, NULL, &e);
        wrote = size_of(p->box, "a");
        assert_true(run(umount));
        assert_int_equal(rc, -1);
        if (!strstr(e.en, row[i].why))
            fail_msg("expected '%s', got '%s'", row[i].why, e.en);
        assert_int_equal(e.code, ERR_IO);
        assert_int_equal(wrote > 0, row[i].written);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        T(a_bomb_is_stopped_early),
        T(fifty_thousand_members_are_too_many),
        T(limits_hold_to_the_byte),
        T(a_small_size_that_lies_does_not_help),
        T(an_archive_cut_short_is_refused),
        T(a_file_that_can_not_grow_is_reported),
        T(a_full_disk_is_foreseen_or_reported),
    };

    return cmocka_run_group_tests_name("tarball_limits", tests, NULL, NULL);
}

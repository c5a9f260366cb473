/* Each way in which what was handed in can differ from what is listed. */
#include <sys/stat.h>

#include "core/submission.h"
#include "core/suite.h"
#include "judge/checks.h"
#include "judge/hashing.h"
#include "judge/tests/folder.h"

#define SHA_A "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7"
#define SHA_0 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static const struct suite_deliverable deliverables[] = {
    {.role = "calls", .kind = "vcf", .required = true},
    {.role = "reads",               .kind = "bam"             },
};

static const struct suite suite = {
    .id = "s", .deliverables = deliverables, .n_deliverables = 2};

static struct folder f;

static int set_up(void **state)
{
    (void)state;
    folder_make(&f);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    folder_remove(&f);
    return 0;
}

/* listed, missing, digest-wrong, size-wrong, unlisted, required, absent */
#define N_COUNTERS 7

static void count(struct measurement *m, const struct submission *s,
                  const char *root, int threads)
{
    const struct check *check = checks_find("inventory");
    struct check_env env = {
        .suite = &suite, .submission = s, .root = root, .threads = threads};
    struct hashing_file h[8] = {{0}};
    struct err e = {0};

    assert_non_null(check);
    env.decl = check->decl;
    for (size_t i = 0; i < s->n_files; i++)
        h[i].name = s->files[i].name;
    if (root) {
        assert_int_equal(hashing_all(h, s->n_files, root, threads, NULL, &e),
                         0);
        env.hashed = h;
    }
    *m = (struct measurement){0};
    assert_int_equal(check_tally(m, &env, &e), 0);
    assert_int_equal(check->run(m, &env, &e), 0);
    assert_int_equal(m->state, MEASURED_OK);
    assert_int_equal(m->tally.n_counters, N_COUNTERS);
}

static void release(struct measurement *m)
{
    tally_release(&m->tally);
    findings_release(&m->findings);
}

static const struct finding *find(const struct measurement *m, const char *code)
{
    for (size_t i = 0; i < m->findings.n; i++) {
        if (strcmp(m->findings.a[i].code, code) == 0)
            return &m->findings.a[i];
    }
    return NULL;
}

static void every_difference_is_counted_and_named(void **state)
{
    static const struct {
        struct submission_file file[3];
        size_t n;
        const char *extra; /* a file more in the folder */
        int64_t counts[N_COUNTERS];
        const char *code; /* of a finding, with its file and words */
        const char *name;
        const char *says;
    } row[] = {
        {{{.name = "a", .role = "calls", .sha256 = SHA_A, .size = 2}},
         1, NULL,
         {1, 0, 0, 0, 0, 1, 0},
         NULL,           NULL,
         NULL                                    },
        {{{.name = "b", .role = "calls", .sha256 = SHA_A, .size = 2}},
         1, NULL,
         {1, 1, 0, 0, 1, 1, 1},
         "INV-MISSING",  "b",
         "is not there"                          },
        {{{.name = "a", .role = "calls", .sha256 = SHA_0, .size = 2}},
         1, NULL,
         {1, 0, 1, 0, 0, 1, 0},
         "INV-DIGEST",   "a",
         "SHA-256 is " SHA_A ", listed is " SHA_0},
        {{{.name = "a", .role = "calls", .sha256 = SHA_A, .size = 3}},
         1, NULL,
         {1, 0, 0, 1, 0, 1, 0},
         "INV-SIZE",     "a",
         "has 2 bytes, listed are 3"             },
        {{{.name = "a", .role = "calls", .sha256 = SHA_0, .size = 0}},
         1, NULL,
         {1, 0, 1, 1, 0, 1, 0},
         "INV-SIZE",     "a",
         "has 2 bytes, listed are 0"             },
        {{{.name = "a", .role = "calls", .sha256 = SHA_A, .size = 2}},
         1, "d/x",
         {1, 0, 0, 0, 1, 1, 0},
         "INV-UNLISTED", "d/x",
         "not listed"                            },
        {{{.name = "a", .sha256 = SHA_A, .size = 2}},
         1, NULL,
         {1, 0, 0, 0, 0, 1, 1},
         "INV-ABSENT",   "calls",
         "requires a file"                       },
        {{{.name = "a", .role = "calls", .sha256 = SHA_A, .size = 2},
          {.name = "a/b", .sha256 = SHA_A, .size = 2}},
         2, NULL,
         {2, 1, 0, 0, 0, 1, 0},
         "INV-MISSING",  "a/b",
         "not there"                             },
        {{{.name = "a", .role = "calls", .sha256 = SHA_A, .size = 2},
          {.name = "d", .role = "reads", .sha256 = SHA_A, .size = 2}},
         2, "d/x",
         {2, 1, 0, 0, 1, 1, 0},
         "INV-KIND",     "d",
         "folder"                                },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct submission s = {.files = row[i].file, .n_files = row[i].n};
        struct measurement m;
        char root[PATH_TEXT_MAX];

        folder_text(&f, "in/a", "a\n");
        folder_text(&f, "in/submission.xml", "");
        if (row[i].extra) {
            char name[64];

            (void)snprintf(name, sizeof name, "in/%s", row[i].extra);
            folder_text(&f, name, "x");
        }
        memcpy(root, folder_at(&f, "in"), sizeof root);
        count(&m, &s, root, 2);
        for (size_t c = 0; c < N_COUNTERS; c++) {
            if (tally_sum(&m.tally, 0, c) != row[i].counts[c])
                fail_msg("row %zu: %s is %d", i, m.tally.counter[c],
                         (int)tally_sum(&m.tally, 0, c));
        }
        if (row[i].code) {
            const struct finding *found = find(&m, row[i].code);

            assert_non_null(found);
            assert_string_equal(found->file, row[i].name);
            assert_non_null(strstr(found->en, row[i].says));
            assert_string_not_equal(found->en, found->fr);
        } else {
            assert_int_equal(m.findings.n, 0);
        }
        release(&m);
        folder_remove(&f);
        folder_make(&f);
    }
}

static void a_bare_file_is_held_against_no_list(void **state)
{
    static const struct submission_file file = {
        .name = "a", .role = "calls", .size = -1};
    const struct submission s = {.bare = true, .files = &file, .n_files = 1};
    struct measurement m;

    (void)state;
    count(&m, &s, NULL, 1);
    assert_int_equal(tally_sum(&m.tally, 0, 0), 1);
    assert_int_equal(tally_sum(&m.tally, 0, 6), 0);
    assert_int_equal(m.findings.n, 0);
    release(&m);
}

#define MANY 50

static void any_number_of_threads_finds_the_same(void **state)
{
    static const int threads[] = {1, 2, 4, 64};
    struct hashing_file one[MANY] = {{0}};
    static char names[MANY][8];
    char root[PATH_TEXT_MAX];

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        (void)snprintf(names[i], sizeof names[i], "f%zu", i);
        if (i % 7)
            folder_text(&f, names[i], names[i]);
        one[i].name = names[i];
    }
    memcpy(root, f.top, sizeof f.top);
    for (size_t t = 0; t < T_LEN(threads); t++) {
        struct hashing_file all[MANY];
        struct err e = {0};

        memcpy(all, one, sizeof all);
        assert_int_equal(hashing_all(all, MANY, root, threads[t], NULL, &e), 0);
        for (size_t i = 0; i < MANY; i++) {
            assert_int_equal(all[i].code, i % 7 ? ERR_NONE : ERR_MISSING);
            assert_int_equal(strlen(all[i].sha256), i % 7 ? 64 : 0);
            assert_int_equal(all[i].size, i % 7 ? strlen(names[i]) : 0);
        }
        if (t > 0)
            assert_memory_equal(one, all, sizeof all);
        memcpy(one, all, sizeof one);
    }
}

static void a_file_that_can_not_be_read_is_not_the_vendors_fault(void **state)
{
    struct hashing_file h[2] = {{.name = "status"}, {.name = "mem"}};
    struct err e = {0};

    (void)state;
    /* A process's memory can be opened, but its first page not read. */
    assert_int_equal(hashing_all(h, 2, "/proc/self", 2, NULL, &e), -1);
    assert_says(&e, ERR_IO, "cannot read");
    assert_string_equal(e.path, "mem");
    e = (struct err){0};
    assert_int_equal(hashing_all(h, 1, folder_at(&f, "absent"), 2, NULL, &e),
                     -1);
    assert_int_equal(e.code, ERR_MISSING);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define T(t) cmocka_unit_test_setup_teardown(t, set_up, tear_down)
        T(every_difference_is_counted_and_named),
        T(a_bare_file_is_held_against_no_list),
        T(any_number_of_threads_finds_the_same),
        T(a_file_that_can_not_be_read_is_not_the_vendors_fault),
    };

    return cmocka_run_group_tests_name("inventory", tests, NULL, NULL);
}

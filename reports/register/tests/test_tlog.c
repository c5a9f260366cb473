#include "base/tests/t.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"
#include "reports/register/note.h"
#include "reports/register/tlog.h"
#include "reports/register/tlogproof.h"

#define ORIGIN "example.org/register"

static char dir[PATH_TEXT_MAX];
static struct note_signer *signer;

static int start(void **state)
{
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    (void)state;
    if (workdir_make(dir, NULL, &e) || path_join(path, dir, "key.pem", &e) ||
        note_key_make(path, &e))
        return -1;
    signer = note_signer_open(path, -1, ORIGIN, NOTE_ED25519, &e);
    return signer ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    note_signer_free(signer);
    workdir_remove(dir);
    return 0;
}

/* The folder of one test's log. */
static const char *folder(const char *name)
{
    static char path[PATH_TEXT_MAX];
    struct err e = {0};

    assert_int_equal(path_join(path, dir, name, &e), 0);
    return path;
}

static size_t entry_text(char out[64], uint64_t i)
{
    return (size_t)snprintf(out, 64, "entry %llu", (unsigned long long)i);
}

static void sign_head(struct tlog *t)
{
    struct checkpoint head;
    struct err e = {0};
    struct buf text;
    struct buf note;

    buf_init(&text, 4096);
    buf_init(&note, 4096);
    assert_int_equal(tlog_flush(&head, t, &e), 0);
    checkpoint_write(&text, &head);
    assert_int_equal(note_sign(&note, text.s, text.n, signer, &e), 0);
    assert_int_equal(tlog_commit(t, note.s, note.n, &e), 0);
    buf_release(&text);
    buf_release(&note);
}

static void grow(struct tlog *t, uint64_t to)
{
    struct err e = {0};
    char text[64];

    for (uint64_t i = tlog_head(t)->head.size; i < to; i++)
        assert_int_equal(tlog_append(t, text, entry_text(text, i), &e), 0);
    sign_head(t);
}

static struct tlog *open_log(const char *name, bool write)
{
    struct err e = {0};
    struct tlog *t = tlog_open(folder(name), ORIGIN, write, &e);

    assert_non_null(t);
    return t;
}

/* Every entry reads back and proves; the audit agrees. */
static void inspect(struct tlog *t, uint64_t step)
{
    struct err e = {0};
    struct buf b;

    buf_init(&b, 1 << 20);
    for (uint64_t i = 0; i < tlog_head(t)->head.size; i += step) {
        struct tlogproof p;
        char text[64];
        size_t n = entry_text(text, i);

        assert_int_equal(tlog_entry(&b, t, i, &e), 0);
        assert_int_equal(b.n, n);
        assert_memory_equal(b.s, text, n);
        buf_clear(&b);
        assert_int_equal(tlogproof_make(&b, t, i, &e), 0);
        assert_int_equal(tlogproof_parse(&p, b.s, b.n, &e), 0);
        assert_int_equal(tlogproof_check(&p, text, n, &e), 0);
        text[0] ^= 1;
        assert_int_equal(tlogproof_check(&p, text, n, &e), -1);
        assert_int_equal(e.code, ERR_MISMATCH);
        e = (struct err){0};
    }
    assert_int_equal(tlog_audit(t, NULL, NULL, &e), 0);
    buf_release(&b);
}

static void grows_over_the_edges_of_tiles(void **state)
{
    static const uint64_t size[] = {1, 2, 255, 256, 257, 600, 768, 70000};
    struct tlog *t = open_log("edges", true);

    (void)state;
    for (size_t i = 0; i < T_LEN(size); i++) {
        grow(t, size[i]);
        inspect(t, i < 6 ? 1 : 997);
    }
    tlog_close(t);
    t = open_log("edges", false);
    assert_int_equal(tlog_head(t)->head.size, 70000);
    inspect(t, 1501);
    tlog_close(t);
}

/* The root must not depend on how often a checkpoint was made between. */
static void ends_at_one_root_whatever_the_steps(void **state)
{
    struct tlog *once = open_log("once", true);
    struct tlog *often = open_log("often", true);

    (void)state;
    grow(once, 777);
    for (uint64_t to = 1; to < 777; to += 97) {
        grow(often, to);
        tlog_close(often);
        often = open_log("often", true);
    }
    grow(often, 777);
    assert_memory_equal(tlog_head(once)->head.root.b,
                        tlog_head(often)->head.root.b, MERKLE_BYTES);
    tlog_close(once);
    tlog_close(often);
}

static void names_files_as_the_specification_does(void **state)
{
    static const char *const want[] = {
        "checkpoint",       "tile/0/000",
        "tile/0/001",       "tile/0/002.p/88",
        "tile/1/000.p/2",   "tile/entries/000",
        "tile/entries/001", "tile/entries/002.p/88",
    };
    struct tlog *t = open_log("names", true);

    (void)state;
    grow(t, 600);
    tlog_close(t);
    for (size_t i = 0; i < T_LEN(want); i++) {
        char path[PATH_TEXT_MAX];
        struct err e = {0};

        assert_int_equal(path_join(path, folder("names"), want[i], &e), 0);
        assert_true(path_is_file(path));
    }
}

static void begins_again_after_an_interruption(void **state)
{
    struct tlog *t = open_log("cut", true);
    struct checkpoint head;
    struct err e = {0};

    (void)state;
    grow(t, 300);
    for (int i = 0; i < 300; i++)
        assert_int_equal(tlog_append(t, "never signed", 12, &e), 0);
    assert_int_equal(tlog_flush(&head, t, &e), 0);
    tlog_close(t); /* before the checkpoint */
    t = open_log("cut", true);
    assert_int_equal(tlog_head(t)->head.size, 300);
    inspect(t, 1);
    grow(t, 900);
    inspect(t, 1);
    tlog_close(t);
}

static void flip(const char *name, const char *file, long at)
{
    char path[PATH_TEXT_MAX];
    struct err e = {0};
    FILE *f;
    int c;

    assert_int_equal(path_join(path, folder(name), file, &e), 0);
    f = fopen(path, "r+b");
    assert_non_null(f);
    assert_int_equal(fseek(f, at, SEEK_SET), 0);
    c = fgetc(f);
    assert_int_equal(fseek(f, at, SEEK_SET), 0);
    assert_int_equal(fputc(c ^ 1, f), c ^ 1);
    assert_int_equal(fclose(f), 0);
}

/* A rewritten entry, a rewritten hash at each level: the audit names it. */
static void finds_what_was_rewritten(void **state)
{
    static const struct {
        const char *file;
        long at;
    } bad[] = {
        {"tile/entries/000",      5          },
        {"tile/entries/002.p/88", 3          },
        {"tile/0/001",            40         },
        {"tile/0/002.p/88",       88 * 32 - 1},
        {"tile/1/000.p/2",        33         },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(bad); i++) {
        char name[16];
        struct err e = {0};
        struct tlog *t;

        snprintf(name, sizeof(name), "bad%zu", i);
        t = open_log(name, true);
        grow(t, 600);
        tlog_close(t);
        flip(name, bad[i].file, bad[i].at);
        t = open_log(name, true);
        assert_int_equal(tlog_audit(t, NULL, NULL, &e), -1);
        assert_int_equal(e.code, ERR_MISMATCH);
        tlog_close(t);
    }
}

static void builds_nothing_on_a_rewritten_log(void **state)
{
    static const struct {
        const char *file;
        long at;
    } bad[] = {
        {"tile/0/001.p/44",       7 },
        {"tile/entries/001.p/44", 3 },
        {"tile/1/000.p/1",        31},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(bad); i++) {
        char name[16];
        struct checkpoint head;
        struct err e = {0};
        struct tlog *t;

        snprintf(name, sizeof(name), "built%zu", i);
        t = open_log(name, true);
        grow(t, 300);
        tlog_close(t);
        flip(name, bad[i].file, bad[i].at);
        t = open_log(name, true);
        if (tlog_append(t, "x", 1, &e) == 0 && tlog_flush(&head, t, &e) == 0)
            fail_msg("%s is built on", bad[i].file);
        assert_int_equal(e.code, ERR_MISMATCH);
        tlog_close(t);
    }
}

static void takes_no_foreign_checkpoint(void **state)
{
    struct tlog *t = open_log("mine", true);
    struct tlog *other = open_log("other", true);
    struct err e = {0};
    const char *note;
    size_t n;

    (void)state;
    grow(t, 5);
    grow(other, 6);
    note = tlog_note_bytes(&n, other);
    assert_int_equal(tlog_commit(t, note, n, &e), -1);
    assert_int_equal(e.code, ERR_MISMATCH);
    tlog_close(t);
    tlog_close(other);
}

static int count(void *arg, const char *entry, size_t n, struct err *e)
{
    int *seen = arg;
    char text[64];

    (void)e;
    assert_int_equal(n, entry_text(text, (uint64_t)*seen));
    assert_memory_equal(entry, text, n);
    (*seen)++;
    return 0;
}

static void stage_some(const char *name, uint64_t from, uint64_t to)
{
    struct tlog *t = open_log(name, true);
    struct err e = {0};
    char text[64];

    for (uint64_t i = from; i < to; i++)
        assert_int_equal(tlog_stage(t, text, entry_text(text, i), &e), 0);
    assert_int_equal(tlog_stage_sync(t, &e), 0);
    tlog_close(t);
}

static void keeps_what_waits_until_it_is_taken(void **state)
{
    struct err e = {0};
    struct tlog *t;
    int seen = 0;

    (void)state;
    stage_some("wait", 0, 3);
    stage_some("wait", 3, 5);
    t = open_log("wait", true);
    assert_int_equal(tlog_staged(t, count, &seen, &e), 0);
    assert_int_equal(seen, 5);
    grow(t, 5); /* the checkpoint that takes them */
    seen = 0;
    assert_int_equal(tlog_staged(t, count, &seen, &e), 0);
    assert_int_equal(seen, 0);
    tlog_close(t);
}

/* A folder in which no file can grow beyond a limit: what waited still does,
 * and nothing else. */
static void stages_all_or_nothing(void **state)
{
    const struct rlimit small = {.rlim_cur = 2048, .rlim_max = RLIM_INFINITY};
    struct rlimit before;
    struct err e = {0};
    struct tlog *t;
    char text[64];
    int seen = 0;

    (void)state;
    stage_some("whole", 0, 3);
    t = open_log("whole", true);
    for (uint64_t i = 3; i < 1000; i++)
        assert_int_equal(tlog_stage(t, text, entry_text(text, i), &e), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    assert_true(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_int_equal(tlog_stage_sync(t, &e), -1);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(e.code, ERR_IO);
    tlog_close(t);
    t = open_log("whole", true);
    assert_int_equal(tlog_staged(t, count, &seen, &e), 0);
    assert_int_equal(seen, 3);
    tlog_close(t);
}

/* Who added them was told that they wait. */
static void passes_over_nothing_that_waits(void **state)
{
    static const char *const bad[] = {
        "",           "after 0",       "after 1\n",      "after x\n",
        "before 0\n", "after 0\n\001", "after 0\n\0011x"};
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    (void)state;
    stage_some("torn", 0, 3);
    assert_int_equal(path_join(path, folder("torn"), "staged", &e), 0);
    for (size_t i = 0; i <= T_LEN(bad); i++) {
        struct tlog *t;
        int seen = 0;

        if (i == 0)
            assert_int_equal(truncate(path, 8 + 3 * 9 - 2), 0);
        else
            assert_int_equal(
                path_write(path, bad[i - 1], strlen(bad[i - 1]), &e), 0);
        t = open_log("torn", true);
        if (tlog_staged(t, count, &seen, &e) != -1)
            fail_msg("row %zu", i);
        assert_int_equal(e.code, ERR_REFUSED);
        assert_int_equal(seen, 0);
        e = (struct err){0};
        assert_int_equal(tlog_stage(t, "x", 1, &e), 0);
        assert_int_equal(tlog_stage_sync(t, &e), -1);
        e = (struct err){0};
        tlog_close(t);
    }
}

static void refuses_entries_of_wrong_size(void **state)
{
    static char big[TLOG_ENTRY_MAX + 1];
    struct tlog *t = open_log("size", true);
    struct err e = {0};

    (void)state;
    assert_int_equal(tlog_append(t, big, 0, &e), -1);
    e = (struct err){0};
    assert_int_equal(tlog_append(t, big, sizeof(big), &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    assert_int_equal(tlog_append(t, big, TLOG_ENTRY_MAX, &e), 0);
    sign_head(t);
    assert_int_equal(tlog_audit(t, NULL, NULL, &e), 0);
    tlog_close(t);
}

static void opens_nothing_where_nothing_is(void **state)
{
    struct err e = {0};

    (void)state;
    assert_null(tlog_open(folder("nowhere"), NULL, false, &e));
    assert_int_equal(e.code, ERR_MISSING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_over_the_edges_of_tiles),
        cmocka_unit_test(ends_at_one_root_whatever_the_steps),
        cmocka_unit_test(names_files_as_the_specification_does),
        cmocka_unit_test(begins_again_after_an_interruption),
        cmocka_unit_test(finds_what_was_rewritten),
        cmocka_unit_test(builds_nothing_on_a_rewritten_log),
        cmocka_unit_test(takes_no_foreign_checkpoint),
        cmocka_unit_test(keeps_what_waits_until_it_is_taken),
        cmocka_unit_test(stages_all_or_nothing),
        cmocka_unit_test(passes_over_nothing_that_waits),
        cmocka_unit_test(refuses_entries_of_wrong_size),
        cmocka_unit_test(opens_nothing_where_nothing_is),
    };

    return cmocka_run_group_tests(tests, start, stop);
}

/* A register that somebody tampers with: forks, rewrites, replays, swapped
 * keys, damaged files, links and two writers at once. */
#include "base/tests/t.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"
#include "reports/register/register.h"
#include "reports/register/regstate.h"
#include "reports/register/tlogproof.h"

#define ORIGIN "example.org/register"
#define MANY   300 /* entries: more than a tile */
#define FEW    5

static char dir[PATH_TEXT_MAX];
static struct note_signer *fr;    /* the log's */
static struct note_signer *thief; /* of the same name */
static struct note_signer *gb;    /* cosigner */

static const char *at(const char *name)
{
    static char text[4][PATH_TEXT_MAX];
    static unsigned next;
    char *out = text[next++ % 4];
    struct err e = {0};

    assert_int_equal(path_join(out, dir, name, &e), 0);
    return out;
}

static struct note_signer *signer(const char *file, const char *name,
                                  enum note_kind kind)
{
    struct err e = {0};
    struct note_signer *s;

    assert_int_equal(note_key_make(at(file), &e), 0);
    s = note_signer_open(at(file), -1, name, kind, &e);
    assert_non_null(s);
    return s;
}

static void stage(const char *log, int from, int to)
{
    struct err e = {0};
    struct tlog *t = tlog_open(at(log), ORIGIN, true, &e);

    assert_non_null(t);
    for (int i = from; i < to; i++) {
        char text[300];
        int n = snprintf(text, sizeof(text),
                         "{\"action\":\"retire-suite\",\"at\":"
                         "\"2027-03-01T09:00:00Z\",\"body\":\"Certif FR\","
                         "\"format\":\"1\",\"nation\":\"FR\",\"since\":"
                         "\"2027-03-01\",\"suites\":\"g@1.0.%d\"}",
                         i);

        assert_int_equal(tlog_stage(t, text, (size_t)n, &e), 0);
    }
    assert_int_equal(tlog_stage_sync(t, &e), 0);
    tlog_close(t);
}

static void grow(const char *log, int from, int to)
{
    struct err e = {0};
    uint64_t added;

    stage(log, from, to);
    if (register_checkpoint(&added, at(log), fr, &e))
        fail_msg("%s", e.msg);
    assert_int_equal(added, to - from);
}

static void make(const char *log, int n)
{
    struct err e = {0};

    if (register_init(at(log), fr, &e))
        fail_msg("%s", e.msg);
    if (n > 0)
        grow(log, 0, n);
}

static int start(void **state)
{
    struct err e = {0};

    (void)state;
    if (workdir_make(dir, NULL, &e))
        return -1;
    fr = signer("fr.pem", ORIGIN, NOTE_ED25519);
    thief = signer("thief.pem", ORIGIN, NOTE_ED25519);
    gb = signer("gb.pem", "example.uk/witness", NOTE_COSIGNATURE);
    make("many", MANY);
    make("few", FEW);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    note_signer_free(fr);
    note_signer_free(thief);
    note_signer_free(gb);
    workdir_remove(dir);
    return 0;
}

static void get(struct buf *b, const char *name)
{
    struct err e = {0};

    buf_init(b, 1 << 22);
    if (path_read(b, at(name), &e))
        fail_msg("%s: %s", name, e.msg);
}

/* As it comes: path_write() waits for the disk. */
static void put(const char *name, const void *data, size_t n)
{
    FILE *f = fopen(at(name), "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(data, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static int mirror(const char *from, const char *to, const struct note_signer *s,
                  struct err *e)
{
    struct register_mirrored m;

    *e = (struct err){0};
    return register_mirror(&m, at(from), at(to), note_signer_key(s), e);
}

/* Does the whole lead to a root that the log's key signed? */
static int audit(const char *log, struct err *e)
{
    struct tlog *t;
    int rc = -1;

    *e = (struct err){0};
    t = tlog_open(at(log), NULL, false, e);
    if (t && register_check_signer(tlog_note(t), note_signer_key(fr), e) == 0 &&
        tlog_audit(t, NULL, NULL, e) == 0)
        rc = 0;
    tlog_close(t);
    return rc;
}

/* --- files --------------------------------------------------------------- */

static const char *const files[] = {
    "few/checkpoint",
    "few/tile/0/000.p/5",
    "few/tile/entries/000.p/5",
    "many/checkpoint",
    "many/tile/0/000",
    "many/tile/0/001.p/44",
    "many/tile/1/000.p/1",
    "many/tile/entries/000",
    "many/tile/entries/001.p/44",
};

static const char *log_of(const char *file)
{
    return file[0] == 'f' ? "few" : "many";
}

static void an_audit_finds_each_changed_byte(void **state)
{
    (void)state;
    for (size_t f = 0; f < T_LEN(files); f++) {
        struct err e = {0};
        struct buf b;
        size_t step = log_of(files[f])[0] == 'f' ? 1 : 509;

        get(&b, files[f]);
        assert_int_equal(audit(log_of(files[f]), &e), 0);
        for (size_t i = 0; i < b.n; i += step) {
            b.s[i] ^= 1;
            put(files[f], b.s, b.n);
            if (audit(log_of(files[f]), &e) == 0)
                fail_msg("%s: byte %zu", files[f], i);
            if (e.code != ERR_MISMATCH && e.code != ERR_SYNTAX &&
                e.code != ERR_REFUSED && e.code != ERR_MISSING)
                fail_msg("%s: byte %zu: %s", files[f], i, e.msg);
            b.s[i] ^= 1;
        }
        put(files[f], b.s, b.n);
        buf_release(&b);
    }
}

static void an_audit_finds_what_is_cut_off_or_added(void **state)
{
    (void)state;
    for (size_t f = 0; f < T_LEN(files); f++) {
        struct err e = {0};
        struct buf b;
        size_t step = log_of(files[f])[0] == 'f' ? 1 : 997;

        get(&b, files[f]);
        for (size_t n = 0; n < b.n; n += step) {
            put(files[f], b.s, n);
            if (audit(log_of(files[f]), &e) == 0)
                fail_msg("%s: cut to %zu", files[f], n);
        }
        put(files[f], b.s, b.n);
        buf_release(&b);
    }
    for (size_t f = 0; f < T_LEN(files); f++) {
        struct err e = {0};
        struct buf b;
        struct buf more;

        /* A partial bundle or tile may be the full one already. */
        if (strstr(files[f], ".p/"))
            continue;
        get(&b, files[f]);
        buf_init(&more, 1 << 22);
        buf_add(&more, b.s, b.n);
        buf_add(&more, "xyz\n", 4);
        put(files[f], more.s, more.n);
        if (audit(log_of(files[f]), &e) == 0)
            fail_msg("%s: bytes were added", files[f]);
        put(files[f], b.s, b.n);
        buf_release(&b);
        buf_release(&more);
    }
}

/* 1 GB of holes where a tile should be; a pipe that nobody writes to. */
static void a_file_of_another_kind_or_size_is_refused_at_once(void **state)
{
    const char *const name[] = {"few/tile/0/000.p/5", "few/checkpoint",
                                "few/tile/entries/000.p/5"};

    (void)state;
    for (size_t i = 0; i < T_LEN(name); i++) {
        struct err e = {0};
        struct buf b;

        get(&b, name[i]);
        assert_int_equal(truncate(at(name[i]), (off_t)1 << 30), 0);
        assert_int_equal(audit("few", &e), -1);
        assert_int_equal(e.code, ERR_LIMIT);
        assert_int_equal(unlink(at(name[i])), 0);
        assert_int_equal(mkfifo(at(name[i]), 0600), 0);
        assert_int_equal(audit("few", &e), -1);
        assert_int_equal(unlink(at(name[i])), 0);
        assert_int_equal(audit("few", &e), -1);
        put(name[i], b.s, b.n);
        assert_int_equal(audit("few", &e), 0);
        buf_release(&b);
    }
}

/* What is written takes no link's place, and goes nowhere else. */
static void nothing_is_written_through_a_link(void **state)
{
    static const char *const name[] = {"linked/checkpoint", "linked/staged",
                                       "linked/tile/0/000.p/6", "linked/.lock"};
    static const char secret[] = "nothing of the register\n";

    (void)state;
    for (size_t i = 0; i < T_LEN(name); i++) {
        struct err e = {0};
        struct buf b;
        struct tlog *t;

        (void)path_remove_tree(at("linked"), &e);
        e = (struct err){0};
        make("linked", FEW);
        put("secret", secret, sizeof(secret) - 1);
        (void)unlink(at(name[i]));
        if (i == 0) { /* it must be read as the checkpoint that it is */
            get(&b, "few/checkpoint");
            put("secret", b.s, b.n);
            buf_release(&b);
        }
        assert_int_equal(symlink(at("secret"), at(name[i])), 0);
        t = tlog_open(at("linked"), ORIGIN, true, &e);
        if (t && tlog_stage(t, "x", 1, &e) == 0 &&
            tlog_stage_sync(t, &e) == 0) {
            tlog_close(t);
            t = NULL;
            assert_int_equal(register_checkpoint(NULL, at("linked"), fr, &e),
                             -1);
        }
        tlog_close(t);
        assert_int_not_equal(e.code, ERR_NONE);
        get(&b, "secret");
        if (i > 0)
            assert_string_equal(b.s, secret);
        else
            assert_null(strstr(b.s, "\n6\n"));
        buf_release(&b);
    }
}

/* --- signatures ---------------------------------------------------------- */

static void a_log_has_one_key(void **state)
{
    struct err e = {0};
    struct buf b;
    struct buf vkey;

    (void)state;
    make("keyed", FEW);
    stage("keyed", FEW, FEW + 1);
    assert_int_equal(register_checkpoint(NULL, at("keyed"), thief, &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    assert_int_equal(register_init(at("keyed"), thief, &(struct err){0}), -1);
    /* The key beside the log is swapped: who knows the true one is not misled,
     * and who takes a cosignature is told. */
    buf_init(&b, 1 << 12);
    buf_init(&vkey, 1 << 12);
    note_key_write(&vkey, note_signer_key(thief));
    buf_char(&vkey, '\n');
    put("keyed/" REGISTER_VKEY, vkey.s, vkey.n);
    assert_int_equal(mirror("keyed", "copy-of-keyed", fr, &e), 0);
    e = (struct err){0};
    assert_int_equal(register_cosign(&b, at("copy-of-keyed"),
                                     note_signer_key(fr), gb, 1800000000, &e),
                     0);
    assert_int_equal(
        register_take(at("keyed"), b.s, b.n, note_signer_key(gb), &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    assert_int_equal(mirror("keyed", "x", thief, &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    assert_false(path_exists(at("x")));
    buf_release(&b);
    buf_release(&vkey);
}

/* The same head, signed by a thief of the same name. */
static void a_checkpoint_of_another_key_is_not_the_logs(void **state)
{
    struct err e = {0};
    struct tlog *t;
    struct buf b;
    struct buf was;

    (void)state;
    buf_init(&b, 1 << 12);
    get(&was, "few/checkpoint");
    t = tlog_open(at("few"), NULL, false, &e);
    assert_non_null(t);
    assert_int_equal(
        note_sign(&b, tlog_note(t)->text, tlog_note(t)->text_len, thief, &e),
        0);
    tlog_close(t);
    put("few/checkpoint", b.s, b.n);
    assert_int_equal(audit("few", &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    assert_int_equal(mirror("few", "x", fr, &e), -1);
    put("few/checkpoint", was.s, was.n);
    assert_int_equal(audit("few", &e), 0);
    buf_release(&b);
    buf_release(&was);
}

/* --- forks --------------------------------------------------------------- */

/* Two histories of one keeper: the copy follows one and never the other. */
static void a_copy_follows_one_history(void **state)
{
    struct err e = {0};
    struct buf first;
    struct buf copy;

    (void)state;
    make("one", FEW);
    get(&first, "one/checkpoint");
    grow("one", FEW, FEW + 4);
    make("two", FEW); /* the same entries so far */
    grow("two", 100, 104);
    assert_int_equal(mirror("one", "gb", fr, &e), 0);
    get(&copy, "gb/checkpoint");
    assert_int_equal(mirror("two", "gb", fr, &e), -1);
    assert_int_equal(e.code, ERR_MISMATCH);
    grow("two", 104, 110);
    assert_int_equal(mirror("two", "gb", fr, &e), -1);
    assert_int_equal(e.code, ERR_MISMATCH);
    /* The older checkpoint of the true log, offered as its newest. */
    put("one/checkpoint", first.s, first.n);
    assert_int_equal(mirror("one", "gb", fr, &e), -1);
    assert_string_equal(e.id, "the log has %" PRIu64
                              " entries, this copy has seen %" PRIu64
                              ": entries were taken away");
    buf_release(&first);
    get(&first, "gb/checkpoint");
    assert_string_equal(first.s, copy.s);
    assert_int_equal(audit("gb", &e), 0);
    buf_release(&first);
    buf_release(&copy);
}

/* A keeper signs two heads, and puts the other one over the copy's. */
static void nobody_cosigns_what_is_not_in_the_copy(void **state)
{
    struct err e = {0};
    struct buf other;
    struct buf was;
    struct buf b;

    (void)state;
    make("left", FEW);
    make("right", FEW);
    grow("left", FEW, FEW + 2);
    grow("right", 200, 202);
    assert_int_equal(mirror("left", "witness", fr, &e), 0);
    get(&was, "witness/checkpoint");
    get(&other, "right/checkpoint");
    put("witness/checkpoint", other.s, other.n);
    buf_init(&b, 1 << 12);
    assert_int_equal(register_cosign(&b, at("witness"), note_signer_key(fr), gb,
                                     1800000000, &e),
                     -1);
    assert_int_equal(e.code, ERR_MISMATCH);
    assert_int_equal(b.n, 0);
    e = (struct err){0};
    put("witness/checkpoint", was.s, was.n);
    assert_int_equal(register_cosign(&b, at("witness"), note_signer_key(fr), gb,
                                     1800000000, &e),
                     0);
    assert_int_equal(
        register_take(at("left"), b.s, b.n, note_signer_key(gb), &e), 0);
    assert_int_equal(
        register_take(at("right"), b.s, b.n, note_signer_key(gb), &e), -1);
    assert_int_equal(e.code, ERR_MISMATCH);
    buf_release(&b);
    buf_release(&was);
    buf_release(&other);
}

/* --- proofs -------------------------------------------------------------- */

static void a_proof_is_of_one_entry_in_one_place(void **state)
{
    struct err e = {0};
    struct tlog *t = tlog_open(at("many"), NULL, false, &e);
    struct buf entry;
    struct buf b;

    (void)state;
    assert_non_null(t);
    buf_init(&entry, 1 << 16);
    buf_init(&b, TLOGPROOF_BYTES_MAX);
    for (uint64_t i = 0; i < MANY; i += 37) {
        struct tlogproof p;

        buf_clear(&b);
        assert_int_equal(tlogproof_make(&b, t, i, &e), 0);
        assert_int_equal(tlogproof_parse(&p, b.s, b.n, &e), 0);
        for (uint64_t k = 0; k < MANY; k += 37) {
            struct err no = {0};

            assert_int_equal(tlog_entry(&entry, t, k, &e), 0);
            p.index = i;
            assert_int_equal(tlogproof_check(&p, entry.s, entry.n, &no) == 0,
                             i == k);
            no = (struct err){0};
            p.index = k;
            assert_int_equal(tlog_entry(&entry, t, i, &e), 0);
            assert_int_equal(tlogproof_check(&p, entry.s, entry.n, &no) == 0,
                             i == k);
        }
        p.index = i;
        p.proof.a[0].b[0] ^= 1;
        assert_int_equal(
            tlogproof_check(&p, entry.s, entry.n, &(struct err){0}), -1);
        p.proof.a[0].b[0] ^= 1;
        p.proof.n--;
        assert_int_equal(
            tlogproof_check(&p, entry.s, entry.n, &(struct err){0}), -1);
        p.proof.n += 2;
        assert_int_equal(
            tlogproof_check(&p, entry.s, entry.n, &(struct err){0}), -1);
    }
    tlog_close(t);
    buf_release(&entry);
    buf_release(&b);
}

/* --- entries that are none ----------------------------------------------- */

/* Whatever stands in a log, a reader of it stops there and says where. */
static void a_strange_entry_ends_the_reading(void **state)
{
    static const char *const strange[] = {
        "x",
        "{\"action\":\"suspend\"}",
        "{\"action\":\"issue\"}\n{\"action\":\"issue\"}",
        "{\"action\": \"retire-suite\"}",
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(strange); i++) {
        struct regstate s = {0};
        struct err e = {0};
        char name[16];
        struct tlog *t;

        snprintf(name, sizeof(name), "strange%zu", i);
        make(name, FEW);
        t = tlog_open(at(name), ORIGIN, true, &e);
        assert_non_null(t);
        assert_int_equal(tlog_stage(t, strange[i], strlen(strange[i]), &e), 0);
        assert_int_equal(tlog_stage_sync(t, &e), 0);
        tlog_close(t);
        assert_int_equal(register_checkpoint(NULL, at(name), fr, &e), 0);
        t = tlog_open(at(name), NULL, false, &e);
        assert_int_equal(regstate_replay(&s, t, &e), -1);
        assert_int_equal(e.code, ERR_SYNTAX);
        assert_int_equal(e.line, FEW + 1);
        assert_int_equal(s.entries, FEW);
        regstate_release(&s);
        tlog_close(t);
    }
}

/* What an entry says decides nothing when it is not the one that was signed. */
static void an_entry_that_was_not_signed_tells_no_standing(void **state)
{
    static const struct {
        const char *log;
        const char *bundle;
        int n;
    } row[] = {
        {"told-few",  "told-few/tile/entries/000.p/5", FEW },
        {"told-full", "told-full/tile/entries/000",    MANY},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct regstate s = {0};
        struct err e = {0};
        struct tlog *t;
        struct buf b;
        char *day;

        make(row[i].log, row[i].n);
        get(&b, row[i].bundle);
        day = strstr(b.s + 2, "2027-03-01\"");
        assert_non_null(day);
        day[9] = '2';
        put(row[i].bundle, b.s, b.n);
        t = tlog_open(at(row[i].log), NULL, false, &e);
        assert_non_null(t);
        assert_int_equal(regstate_replay(&s, t, &e), -1);
        assert_int_equal(e.code, ERR_MISMATCH);
        regstate_release(&s);
        tlog_close(t);
        buf_release(&b);
    }
}

/* --- two at once --------------------------------------------------------- */

static void two_do_not_write_at_once(void **state)
{
    struct err e = {0};
    struct tlog *t;
    pid_t child;
    int status = -1;

    (void)state;
    make("busy", FEW);
    t = tlog_open(at("busy"), ORIGIN, true, &e);
    assert_non_null(t);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct err no = {0};
        struct tlog *second = tlog_open(at("busy"), ORIGIN, true, &no);
        struct tlog *reader = tlog_open(at("busy"), NULL, false, &e);

        _exit(second == NULL && no.code == ERR_REFUSED && reader != NULL ? 0
                                                                         : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    tlog_close(t);
    grow("busy", FEW, FEW + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_audit_finds_each_changed_byte),
        cmocka_unit_test(an_audit_finds_what_is_cut_off_or_added),
        cmocka_unit_test(a_file_of_another_kind_or_size_is_refused_at_once),
        cmocka_unit_test(nothing_is_written_through_a_link),
        cmocka_unit_test(a_log_has_one_key),
        cmocka_unit_test(a_checkpoint_of_another_key_is_not_the_logs),
        cmocka_unit_test(a_copy_follows_one_history),
        cmocka_unit_test(nobody_cosigns_what_is_not_in_the_copy),
        cmocka_unit_test(a_proof_is_of_one_entry_in_one_place),
        cmocka_unit_test(a_strange_entry_ends_the_reading),
        cmocka_unit_test(an_entry_that_was_not_signed_tells_no_standing),
        cmocka_unit_test(two_do_not_write_at_once),
    };

    return cmocka_run_group_tests_name("register", tests, start, stop);
}

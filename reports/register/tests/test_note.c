#include "base/tests/t.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"
#include "reports/register/note.h"

/* The example of the specification of signed notes (C2SP signed-note, and the
 * Go module golang.org/x/mod/sumdb/note): key and note that others made. */
#define KEY "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
#define NOTE                                                                   \
    "If you think cryptography is the answer to your problem,\n"               \
    "then you don't know what your problem is.\n"                              \
    "\n"                                                                       \
    "\xe2\x80\x94 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInN"  \
    "IuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

static char dir[PATH_TEXT_MAX];

static int make_dir(void **state)
{
    struct err e = {0};

    (void)state;
    return workdir_make(dir, NULL, &e);
}

static int remove_dir(void **state)
{
    (void)state;
    workdir_remove(dir);
    return 0;
}

static void verifies_a_note_that_others_made(void **state)
{
    struct note_key k;
    struct note n;
    struct err e = {0};
    struct buf b;
    bool found;

    (void)state;
    assert_int_equal(note_key_parse(&k, KEY, strlen(KEY), &e), 0);
    assert_string_equal(k.name, "PeterNeumann");
    assert_int_equal(note_parse(&n, NOTE, strlen(NOTE), &e), 0);
    assert_int_equal(note_check(&found, NULL, &n, &k, &e), 0);
    assert_true(found);
    buf_init(&b, NOTE_KEY_TEXT);
    note_key_write(&b, &k);
    assert_string_equal(b.s, KEY);
    buf_release(&b);
}

static void refuses_a_changed_byte_anywhere(void **state)
{
    const size_t len = strlen(NOTE);
    struct note_key k;
    struct err e = {0};

    (void)state;
    assert_int_equal(note_key_parse(&k, KEY, strlen(KEY), &e), 0);
    for (size_t i = 0; i < len; i++) {
        char copy[sizeof(NOTE)];
        struct err why = {0};
        struct note n;
        bool found = false;

        memcpy(copy, NOTE, sizeof(NOTE));
        copy[i] ^= 1;
        if (note_parse(&n, copy, len, &why) == 0 &&
            note_check(&found, NULL, &n, &k, &why) == 0)
            assert_false(found);
    }
}

static const char *const not_keys[] = {
    "",
    "PeterNeumann",
    "PeterNeumann+c74f20a3",
    "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "PeterNeumanm+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "PeterNeumann+c74f20a3+AhpcwQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10Q=",
};

static void refuses_what_is_no_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(not_keys); i++) {
        struct note_key k;
        struct err e = {0};

        assert_int_equal(
            note_key_parse(&k, not_keys[i], strlen(not_keys[i]), &e), -1);
        assert_true(e.msg[0] != 0);
    }
}

static const char *const not_notes[] = {
    "",
    "\n",
    "text\n",
    "text\n\n",
    "\n\xe2\x80\x94 a AAAAAAA=\n",
    "text\n\n- a AAAAAAA=\n",
    "text\n\n\xe2\x80\x94 a AAAAAAA=",
    "text\n\n\xe2\x80\x94 a AAAA\n",
    "text\n\n\xe2\x80\x94 a  AAAAAAA=\n",
    "text\n\n\xe2\x80\x94 a+b AAAAAAA=\n",
    "te\rxt\n\n\xe2\x80\x94 a AAAAAAA=\n",
    "te\xffxt\n\n\xe2\x80\x94 a AAAAAAA=\n",
};

static void refuses_what_is_no_note(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(not_notes); i++) {
        struct note n;
        struct err e = {0};

        assert_int_equal(note_parse(&n, not_notes[i], strlen(not_notes[i]), &e),
                         -1);
        assert_int_equal(e.code, ERR_SYNTAX);
    }
}

static struct note_signer *new_signer(const char *name, enum note_kind kind)
{
    char path[PATH_TEXT_MAX];
    struct note_signer *s;
    struct err e = {0};

    assert_int_equal(path_join(path, dir, "key.pem", &e), 0);
    unlink(path);
    assert_int_equal(note_key_make(path, &e), 0);
    s = note_signer_open(path, -1, name, kind, &e);
    assert_non_null(s);
    return s;
}

static void signs_and_cosigns(void **state)
{
    static const char text[] = "example.org/log\n1\nAAAA\n";
    struct note_signer *log = new_signer("example.org/log", NOTE_ED25519);
    struct note_signer *other = new_signer("witness.uk", NOTE_COSIGNATURE);
    struct note n;
    struct err e = {0};
    struct buf one;
    struct buf two;
    int64_t when = 0;
    bool found;

    (void)state;
    buf_init(&one, 4096);
    buf_init(&two, 4096);
    assert_int_equal(note_sign(&one, text, strlen(text), log, &e), 0);
    assert_int_equal(note_parse(&n, one.s, one.n, &e), 0);
    assert_int_equal(note_add_line(&two, &n, other, 1790000000, &e), 0);
    assert_int_equal(note_parse(&n, two.s, two.n, &e), 0);
    assert_int_equal(n.n, 2);
    assert_int_equal(note_check(&found, NULL, &n, note_signer_key(log), &e), 0);
    assert_true(found);
    assert_int_equal(note_check(&found, &when, &n, note_signer_key(other), &e),
                     0);
    assert_true(found);
    assert_int_equal(when, 1790000000);
    note_signer_free(log);
    note_signer_free(other);
    buf_release(&one);
    buf_release(&two);
}

static void finds_no_line_of_a_stranger(void **state)
{
    struct note_signer *s = new_signer("PeterNeumann", NOTE_ED25519);
    struct note n;
    struct err e = {0};
    bool found = true;

    (void)state;
    assert_int_equal(note_parse(&n, NOTE, strlen(NOTE), &e), 0);
    assert_int_equal(note_check(&found, NULL, &n, note_signer_key(s), &e), 0);
    assert_false(found);
    note_signer_free(s);
}

static void never_overwrites_a_key(void **state)
{
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    (void)state;
    note_signer_free(new_signer("a", NOTE_ED25519));
    assert_int_equal(path_join(path, dir, "key.pem", &e), 0);
    assert_int_equal(note_key_make(path, &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
}

static void refuses_a_bad_name(void **state)
{
    char path[PATH_TEXT_MAX];
    struct err e = {0};

    (void)state;
    note_signer_free(new_signer("a", NOTE_ED25519));
    assert_int_equal(path_join(path, dir, "key.pem", &e), 0);
    assert_null(note_signer_open(path, -1, "two words", NOTE_ED25519, &e));
    assert_int_equal(e.code, ERR_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verifies_a_note_that_others_made),
        cmocka_unit_test(refuses_a_changed_byte_anywhere),
        cmocka_unit_test(refuses_what_is_no_key),
        cmocka_unit_test(refuses_what_is_no_note),
        cmocka_unit_test(signs_and_cosigns),
        cmocka_unit_test(finds_no_line_of_a_stranger),
        cmocka_unit_test(never_overwrites_a_key),
        cmocka_unit_test(refuses_a_bad_name),
    };

    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}

#include "base/tests/t.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"

/* "abc" and "" from RFC 1321 and FIPS 180-4. */
static const struct {
    enum digest_kind kind;
    const char *text;
    const char *hex;
} known[] = {
    {DIGEST_MD5,    "abc", "900150983cd24fb0d6963f7d28e17f72"          },
    {DIGEST_MD5,    "",    "d41d8cd98f00b204e9800998ecf8427e"          },
    {DIGEST_SHA256, "abc",
     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {DIGEST_SHA256, "",
     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {DIGEST_SHA384, "abc",
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
     "8086072ba1e7cc2358baeca134c825a7"                                },
    {DIGEST_SHA512, "abc",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
     "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
};

static void agrees_with_the_published_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(known); i++) {
        char hex[DIGEST_HEX_MAX];
        struct err e = {0};
        size_t n = strlen(known[i].text);
        struct digest *d = digest_new(known[i].kind, &e);

        assert_int_equal(
            digest_hex_of(hex, known[i].kind, known[i].text, n, &e), 0);
        assert_string_equal(hex, known[i].hex);
        assert_int_equal(strlen(hex), 2 * digest_size(known[i].kind));
        assert_true(digest_is_hex(hex, strlen(hex)));
        assert_non_null(d);
        for (size_t k = 0; k < n; k++) /* byte by byte */
            assert_int_equal(digest_add(d, known[i].text + k, 1, &e), 0);
        assert_int_equal(digest_add(d, NULL, 0, &e), 0);
        assert_int_equal(digest_hex(hex, d, &e), 0);
        assert_string_equal(hex, known[i].hex);
        digest_free(d);
    }
    digest_free(NULL);
}

static void can_begin_anew(void **state)
{
    struct err e = {0};
    struct digest *d = digest_new(DIGEST_SHA256, &e);
    char first[DIGEST_HEX_MAX];
    char again[DIGEST_HEX_MAX];

    (void)state;
    assert_non_null(d);
    assert_int_equal(digest_add(d, "abc", 3, &e), 0);
    assert_int_equal(digest_hex(first, d, &e), 0);
    assert_int_equal(digest_again(d, &e), 0);
    assert_int_equal(digest_add(d, "x", 1, &e), 0);
    assert_int_equal(digest_again(d, &e), 0); /* not only after the end */
    assert_int_equal(digest_add(d, "abc", 3, &e), 0);
    assert_int_equal(digest_hex(again, d, &e), 0);
    assert_string_equal(again, first);
    digest_free(d);
}

static void reads_files_longer_than_a_piece(void **state)
{
    const size_t n = ((size_t)5 << 19) + 3;
    char dir[PATH_TEXT_MAX];
    char path[PATH_TEXT_MAX];
    char hex[DIGEST_HEX_MAX];
    char want[DIGEST_HEX_MAX];
    char *data = calloc(1, n);
    int64_t size = -1;
    struct err e = {0};
    int fd;

    (void)state;
    assert_non_null(data);
    data[n - 1] = 'x';
    assert_int_equal(workdir_make(dir, NULL, &e), 0);
    assert_int_equal(path_join(path, dir, "f", &e), 0);
    assert_int_equal(path_write(path, data, n, &e), 0);
    assert_int_equal(digest_hex_of(want, DIGEST_SHA256, data, n, &e), 0);
    assert_int_equal(digest_hex_file(hex, &size, DIGEST_SHA256, path, &e), 0);
    assert_string_equal(hex, want);
    assert_int_equal(size, n);
    assert_int_equal(digest_hex_file(hex, NULL, DIGEST_MD5, path, &e), 0);
    assert_int_equal(strlen(hex), 32);

    fd = open(path, O_RDONLY); /* from where it stands */
    assert_int_equal(lseek(fd, (off_t)n - 1, SEEK_SET), n - 1);
    assert_int_equal(digest_hex_fd(hex, &size, DIGEST_SHA256, fd, &e), 0);
    assert_int_equal(digest_hex_of(want, DIGEST_SHA256, "x", 1, &e), 0);
    assert_string_equal(hex, want);
    assert_int_equal(size, 1);
    close(fd);
    workdir_remove(dir);
    free(data);
}

static void says_why_a_file_has_no_digest(void **state)
{
    char hex[DIGEST_HEX_MAX] = "untouched";
    struct err e = {0};
    int fd;

    (void)state;
    assert_int_equal(
        digest_hex_file(hex, NULL, DIGEST_SHA256, "/nonexistent", &e), -1);
    assert_int_equal(e.code, ERR_MISSING);
    assert_string_equal(e.path, "/nonexistent");
    assert_string_equal(hex, "untouched");
    e = (struct err){0};
    fd = open("/", O_RDONLY);
    assert_int_equal(digest_hex_fd(hex, NULL, DIGEST_SHA256, fd, &e), -1);
    assert_int_equal(e.code, ERR_IO);
    assert_string_equal(e.msg, "cannot read: Is a directory");
    close(fd);
}

static void knows_the_form_of_a_digest(void **state)
{
    static const struct {
        const char *text;
        size_t digits;
        bool is;
    } row[] = {
        {"0123456789abcdef", 16, true },
        {"",                 0,  true },
        {"0123",             3,  false},
        {"0123",             5,  false},
        {"012F",             4,  false},
        {"01 3",             4,  false},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        assert_int_equal(digest_is_hex(row[i].text, row[i].digits), row[i].is);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_published_values),
        cmocka_unit_test(can_begin_anew),
        cmocka_unit_test(reads_files_longer_than_a_piece),
        cmocka_unit_test(says_why_a_file_has_no_digest),
        cmocka_unit_test(knows_the_form_of_a_digest),
    };

    return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}

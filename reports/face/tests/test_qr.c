/* What libqrencode made must come out of the path as it went in; that a camera
 * can read it, face.test.sh asks zbarimg. */
#include "base/tests/t.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/face/qr.h"

#define SIDE_MAX 177 /* version 40 */

/* The path as a picture: '#' where a run covers a module. Exactly the runs that
 * qr.h describes, in order, or the test fails. */
static void draw(char pic[SIDE_MAX][SIDE_MAX], const char *path, size_t size)
{
    unsigned long last = 0;

    memset(pic, '.', SIDE_MAX * SIDE_MAX);
    for (const char *s = path; *s;) {
        char *end;
        unsigned long x;
        unsigned long y;
        unsigned long n;

        assert_int_equal(*s, 'M');
        x = strtoul(s + 1, &end, 10);
        y = strtoul(end + 1, &end, 10);
        assert_int_equal(*end, 'h');
        n = strtoul(end + 1, &end, 10);
        assert_memory_equal(end, "v1h-", 4);
        assert_int_equal(strtoul(end + 4, &end, 10), n);
        assert_int_equal(*end, 'z');
        assert_true(n > 0 && x + n <= size && y < size);
        assert_true(s == path || y * SIDE_MAX + x > last);
        last = y * SIDE_MAX + x + n;
        for (unsigned long i = 0; i < n; i++)
            pic[y][x + i] = '#';
        s = end + 1;
    }
}

static void a_code_has_its_three_eyes(void **state)
{
    static const char *const eye[] = {"#######", "#.....#", "#.###.#",
                                      "#.###.#", "#.###.#", "#.....#",
                                      "#######"};
    static char pic[SIDE_MAX][SIDE_MAX];
    struct buf path;
    struct buf again;
    struct err e = {0};
    size_t size = 0;

    (void)state;
    buf_init(&path, 1 << 20);
    buf_init(&again, 1 << 20);
    assert_int_equal(qr_path(&path, &size, "entente certificate FR-1", &e), 0);
    assert_true(size >= 21 && size <= SIDE_MAX && size % 4 == 1);
    draw(pic, path.s, size);
    for (size_t y = 0; y < T_LEN(eye); y++) {
        assert_memory_equal(&pic[y][0], eye[y], 7);
        assert_memory_equal(&pic[y][size - 7], eye[y], 7);
        assert_memory_equal(&pic[size - 7 + y][0], eye[y], 7);
    }
    for (size_t x = 8; x < size - 8; x++) /* the timing pattern */
        assert_int_equal(pic[6][x], x % 2 == 0 ? '#' : '.');
    assert_int_equal(qr_path(&again, &size, "entente certificate FR-1", &e), 0);
    assert_string_equal(path.s, again.s);
    buf_clear(&again);
    assert_int_equal(qr_path(&again, &size, "entente certificate FR-2", &e), 0);
    assert_string_not_equal(path.s, again.s);
    buf_release(&path);
    buf_release(&again);
}

static void what_can_not_be_a_code_is_an_error(void **state)
{
    char text[QR_TEXT_MAX + 2];
    struct buf path;
    struct err e = {0};
    size_t size = 0;

    (void)state;
    memset(text, 'x', sizeof(text));
    text[sizeof(text) - 1] = '\0';
    buf_init(&path, 1 << 20);
    assert_int_equal(qr_path(&path, &size, text, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    text[QR_TEXT_MAX] = '\0';
    assert_int_equal(qr_path(&path, &size, text, &e), 0);
    assert_int_equal(qr_path(&path, &size, "", &e), -1);
    assert_int_equal(e.code, ERR_RANGE);
    e = (struct err){0};
    buf_release(&path);
    buf_init(&path, 10);
    assert_int_equal(qr_path(&path, &size, "x", &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    buf_release(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_has_its_three_eyes),
        cmocka_unit_test(what_can_not_be_a_code_is_an_error),
    };

    return cmocka_run_group_tests_name("qr", tests, NULL, NULL);
}

#include "base/tests/t.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/progress.h"

#define WIPE "\r\033[K"

static void is_silent_unless_a_terminal_listens(void **state)
{
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    FILE *null = fopen("/dev/null", "w");
    struct progress p = {0};

    (void)state;
    assert_non_null(out);
    assert_non_null(null);
    progress_init(&p, null, false);
    assert_null(p.out);
    progress_init(&p, NULL, false);
    assert_null(p.out);
    progress_stage(&p, "reads", 10);
    progress_at(&p, 5);
    progress_end(&p);
    assert_int_equal(p.done, 0);
    (void)fclose(null);
    (void)fclose(out);
    free(text);
}

static void speaks_to_a_terminal_unless_quiet(void **state)
{
    int fd = open("/dev/ptmx", O_RDWR | O_NOCTTY);
    struct progress p = {0};
    FILE *tty;

    (void)state;
    if (fd < 0) {
        print_message("no terminal can be made here\n");
        skip();
    }
    tty = fdopen(fd, "w");
    assert_non_null(tty);
    progress_init(&p, tty, true);
    assert_null(p.out);
    progress_init(&p, tty, false);
    assert_ptr_equal(p.out, tty);
    (void)fclose(tty);
}

static void draws_a_line_and_wipes_it(void **state)
{
    static const struct {
        enum lang lang;
        const char *what;
        int64_t total;
        int64_t done;
        const char *text;
    } row[] = {
        {LANG_EN, "reads",     0, 0, WIPE "reads" WIPE "reads" WIPE        },
        {LANG_EN, "reads",     0, 7, WIPE "reads" WIPE "reads 7" WIPE      },
        {LANG_EN, "reads",     8, 2, WIPE "reads 0%" WIPE "reads 25%" WIPE },
        {LANG_EN, "reads",     8, 9, WIPE "reads 0%" WIPE "reads 100%" WIPE},
        {LANG_EN, "a\033[2Jb", 0, 0, WIPE "a?[2Jb" WIPE "a?[2Jb" WIPE      },
        {LANG_FR, "reads",     8, 2,
         WIPE "reads 0\u00a0%" WIPE "reads 25\u00a0%" WIPE                 },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char *text = NULL;
        size_t n = 0;
        struct progress p = {.out = open_memstream(&text, &n)};

        assert_non_null(p.out);
        lang_set(row[i].lang);
        progress_stage(&p, row[i].what, row[i].total);
        p.next_ns = 0; /* as if time had passed */
        progress_at(&p, row[i].done);
        progress_at(&p, row[i].done + 1); /* too soon */
        progress_end(&p);
        progress_end(&p);
        lang_set(LANG_EN);
        (void)fclose(p.out);
        assert_string_equal(text, row[i].text);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_silent_unless_a_terminal_listens),
        cmocka_unit_test(speaks_to_a_terminal_unless_quiet),
        cmocka_unit_test(draws_a_line_and_wipes_it),
    };

    return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}

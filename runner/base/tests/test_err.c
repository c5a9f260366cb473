#include "base/tests/t.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"

static void the_first_failure_wins(void **state)
{
    struct err e = {0};

    (void)state;
    assert_int_equal(err_set(&e, ERR_RANGE, "the number is above %d", 7), -1);
    assert_int_equal(err_set(&e, ERR_IO, "later"), -1);
    assert_int_equal(e.code, ERR_RANGE);
    assert_string_equal(e.msg, "the number is above 7");
    assert_string_equal(e.id, "the number is above %d");
    assert_non_null(strstr(e.src, "test_err.c:"));
}

static void a_message_is_kept_in_both_languages(void **state)
{
    static const enum lang langs[] = {LANG_EN, LANG_FR};

    (void)state;
    for (size_t i = 0; i < T_LEN(langs); i++) {
        struct err e = {0};

        lang_set(langs[i]);
        err_set(&e, ERR_LIMIT, "larger than %zu bytes", (size_t)5);
        lang_set(LANG_EN);
        assert_string_equal(e.en, "larger than 5 bytes");
        assert_string_equal(e.fr, "la taille d\u00e9passe 5 octets");
        assert_string_equal(e.msg, langs[i] == LANG_FR ? e.fr : e.en);
        assert_string_equal(e.id, "larger than %zu bytes");
    }
}

static void a_hostile_argument_becomes_printable(void **state)
{
    struct err e = {0};
    char longer[2 * ERR_MSG_MAX];

    (void)state;
    err_set(&e, ERR_SYNTAX, "no case '%s'", "a\n\x1b[2J\xff");
    assert_string_equal(e.msg, "no case 'a??[2J?'");
    e = (struct err){0};
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    err_set(&e, ERR_SYNTAX, "%s", longer);
    assert_int_equal(strlen(e.msg), ERR_MSG_MAX - 1);
}

static void the_place_is_added_once(void **state)
{
    static const struct {
        const char *path1;
        uint64_t line1;
        const char *path2;
        uint64_t line2;
        const char *text;
    } row[] = {
        {NULL,   0, NULL, 0, "bad\n"         },
        {"a",    0, NULL, 0, "a: bad\n"      },
        {"a",    3, NULL, 0, "a:3:9: bad\n"  },
        {"",     3, "a",  0, "a:3:9: bad\n"  },
        {NULL,   3, "a",  4, "a:3:9: bad\n"  },
        {"a",    0, "a",  4, "a:4: bad\n"    },
        {"a",    0, "b",  4, "a: bad\n"      },
        {"a\nb", 3, "c",  4, "a?b:3:9: bad\n"},
        {NULL,   3, NULL, 0, "3:9: bad\n"    },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        char *text = NULL;
        size_t n = 0;
        FILE *out = open_memstream(&text, &n);

        assert_non_null(out);
        err_set(&e, ERR_SYNTAX, "bad");
        assert_int_equal(err_at(&e, row[i].path1, row[i].line1, 9), -1);
        assert_int_equal(err_at(&e, row[i].path2, row[i].line2, 0), -1);
        err_print(&e, out);
        (void)fclose(out);
        assert_string_equal(text, row[i].text);
        free(text);
    }
}

static void memory_and_the_system_have_their_words(void **state)
{
    struct err e = {0};

    (void)state;
    assert_int_equal(err_nomem(&e), -1);
    assert_int_equal(e.code, ERR_MEMORY);
    assert_string_equal(err_os(ENOSPC), strerror(ENOSPC));
    lang_set(LANG_FR);
    assert_string_equal(err_os(EISDIR), "c\u2019est un dossier");
    lang_set(LANG_EN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_failure_wins),
        cmocka_unit_test(a_message_is_kept_in_both_languages),
        cmocka_unit_test(a_hostile_argument_becomes_printable),
        cmocka_unit_test(the_place_is_added_once),
        cmocka_unit_test(memory_and_the_system_have_their_words),
    };

    return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}

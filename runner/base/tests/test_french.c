/*
 * The French catalogue by itself: each row takes the arguments of its English
 * text, is typeset as French is, and contradicts no other row.
 */
#include "base/tests/t.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/lang_internal.h"
#include "base/utf8.h"

#define ARGS_MAX 32

static const struct lang_pair *const catalogue[] = {
    lang_fr_base,    lang_fr_core,     lang_fr_formats, lang_fr_cli,
    lang_fr_conform, lang_fr_variants, lang_fr_judge,   lang_fr_reports,
    lang_fr_forge,   lang_fr_check,
};

/* Calls check(row) for each row of the catalogue; the sum of results. */
static int each_row(int (*check)(const struct lang_pair *))
{
    int bad = 0;

    for (size_t i = 0; i < T_LEN(catalogue); i++) {
        for (const struct lang_pair *p = catalogue[i]; p->en; p++)
            bad += check(p);
    }
    return bad;
}

static int check_translated_once(const struct lang_pair *p)
{
    if (strcmp(lang_in(LANG_FR, p->en), p->fr) == 0)
        return 0;
    print_error("\"%s\" has two different translations\n", p->en);
    return 1;
}

static void no_text_has_two_translations(void **state)
{
    (void)state;
    assert_int_equal(each_row(check_translated_once), 0);
}

/* After a '%': the argument types that it takes ("*;ld;"), by their place or
 * by number, into types[ARGS_MAX][8]; returns what follows. */
static const char *take_conversion(char (*types)[8], int *next, const char *p)
{
    size_t digits = strspn(p, "0123456789");
    int at = *next;
    size_t n;

    if (p[digits] == '$') {
        at = (int)strtol(p, NULL, 10) - 1;
        p += digits + 1;
    }
    for (; *p && strchr("-+ #0123456789.*'", *p); p++) {
        if (*p == '*' && at >= 0 && at < ARGS_MAX)
            (void)snprintf(types[at++], 8, "*");
    }
    n = strspn(p, "hljztL") + 1;
    if (at >= 0 && at < ARGS_MAX && *p)
        (void)snprintf(types[at++], 8, "%.*s", (int)(n < 7 ? n : 7), p);
    *next = at;
    return p + strnlen(p, n);
}

/* The argument types of a format, "s;ld;", in the order of the arguments. */
static void types_of(char out[ARGS_MAX * 8], const char *fmt)
{
    char types[ARGS_MAX][8] = {{0}};
    size_t len = 0;
    int next = 0;

    for (const char *p = fmt; *p;) {
        if (*p++ != '%')
            continue;
        if (*p == '%')
            p++;
        else
            p = take_conversion(types, &next, p);
    }
    out[0] = '\0';
    for (size_t i = 0; i < ARGS_MAX && types[i][0]; i++)
        len += (size_t)snprintf(out + len, 9, "%s;", types[i]);
}

static void the_types_of_a_format_are_found(void **state)
{
    static const struct {
        const char *fmt;
        const char *types;
    } row[] = {
        {"none, 100%%",          ""             },
        {"%s %d",                "s;d;"         },
        {"%2$s %1$d",            "d;s;"         },
        {"%.*s|%-5.3f|%zu|%lld", "*;s;f;zu;lld;"},
        {"%" PRId64 "%%%c",      PRId64 ";c;"   },
        {"%.64s n%",             "s;"           },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char types[ARGS_MAX * 8];

        types_of(types, row[i].fmt);
        assert_string_equal(types, row[i].types);
    }
}

static int check_arguments(const struct lang_pair *p)
{
    char en[ARGS_MAX * 8];
    char fr[ARGS_MAX * 8];

    types_of(en, p->en);
    types_of(fr, p->fr);
    if (strcmp(en, fr) == 0)
        return 0;
    print_error("other arguments (%s / %s): \"%s\"\n", en, fr, p->en);
    return 1;
}

static void both_languages_take_the_same_arguments(void **state)
{
    (void)state;
    assert_int_equal(each_row(check_arguments), 0);
}

/* Is there a plain space between a word (or what stands for one) and the sign
 * that may not leave it? A list of characters (". _ : *") is none. */
static bool parts_sign(const char *fr, const char *space_and_sign)
{
    const char *p = fr;

    while ((p = strstr(p, space_and_sign))) {
        if (p > fr && ((unsigned char)p[-1] >= 0x80 ||
                       isalnum((unsigned char)p[-1]) || strchr("%)'", p[-1])))
            return true;
        p++;
    }
    return false;
}

/* What breaks the rules of French typesetting, or NULL. */
static const char *misprint(const char *fr)
{
    static const char *const signs[] = {
        " :", " ;", " !", " ?", " %%", " \u00bb",
    };

    if (!utf8_valid(fr, strlen(fr)))
        return "not UTF-8";
    if (strstr(fr, "\u00ab "))
        return "a plain space after \u00ab";
    for (size_t i = 0; i < T_LEN(signs); i++) {
        if (parts_sign(fr, signs[i]))
            return "a plain space where it must not break";
    }
    for (const char *p = strstr(fr, ": "); p; p = strstr(p + 1, ": ")) {
        if (p == fr || p[-1] == ' ' ||
            (p - fr >= 2 && memcmp(p - 2, "\u00a0", 2) == 0))
            continue;
        return "no \\u00a0 before a colon";
    }
    return NULL;
}

static void misprints_are_found(void **state)
{
    static const struct {
        const char *fr;
        bool good;
    } row[] = {
        {"erreur\u00a0: %s",                   true },
        {"voir http://x/",                     true },
        {"«\u00a0x\u00a0», pourquoi\u202f?", true },
        {"les signes . _ : * ! ?",             true },
        {"%s : non",                           false},
        {"erreur : %s",                        false},
        {"ferm\u00e9: %s",                     false},
        {"erreur: %s",                         false},
        {"« x »",                            false},
        {"pourquoi ?",                         false},
        {"10 %%",                              false},
        {"\xe9t\xe9",                          false},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        assert_int_equal(misprint(row[i].fr) == NULL, row[i].good);
}

static int check_typeset(const struct lang_pair *p)
{
    const char *why = misprint(p->fr);

    if (!why)
        return 0;
    print_error("%s: \"%s\"\n", why, p->fr);
    return 1;
}

static void the_french_is_typeset_as_french(void **state)
{
    (void)state;
    assert_int_equal(each_row(check_typeset), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_has_two_translations),
        cmocka_unit_test(the_types_of_a_format_are_found),
        cmocka_unit_test(both_languages_take_the_same_arguments),
        cmocka_unit_test(misprints_are_found),
        cmocka_unit_test(the_french_is_typeset_as_french),
    };

    return cmocka_run_group_tests_name("french", tests, NULL, NULL);
}

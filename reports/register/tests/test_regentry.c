/* Entries: which fields each action needs and may have, and the one form. */
#include "base/tests/t.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/register/regentry.h"

#define SUM "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* Said once more, apart from regentry.c: a blank at both ends. */
static const struct {
    const char *action;
    const char *needs;
    const char *may;
} rule[] = {
    {"issue",
     " certificate from product sha256 suites technology to vendor version ",     " reason "},
    {"recognise",    " certificate origin sha256 ",
     " from of product reason reservations suites technology to vendor version "            },
    {"suspend",      " certificate reason ",                                      " "       },
    {"reinstate",    " certificate reason ",                                      " "       },
    {"withdraw",     " certificate reason ",                                      " "       },
    {"supersede",    " by certificate ",                                          " reason "},
    {"waive",        " case certificate reason sha256 to ",                       " "       },
    {"attempt",      " outcome product sha256 suites technology vendor version ",
     " reason "                                                                             },
    {"erratum",      " case reason sha256 suites ",                               " "       },
    {"retire-suite", " since suites ",                                            " reason "},
    {"distrust-key", " key reason since ",                                        " "       },
};

static const char *value_of(const char *field)
{
    static const struct {
        const char *field, *value;
    } row[] = {
        {"at",         "2027-03-01T09:00:00Z"},
        {"commitment", SUM                   },
        {"format",     "1"                   },
        {"from",       "2027-01-01"          },
        {"key",        SUM                   },
        {"nation",     "FR"                  },
        {"sha256",     SUM                   },
        {"since",      "2027-02-01"          },
        {"suites",     "g@1.0.0=" SUM        },
        {"to",         "2027-12-31"          },
    };

    for (size_t i = 0; i < T_LEN(row); i++) {
        if (strcmp(row[i].field, field) == 0)
            return row[i].value;
    }
    return "x";
}

static bool among(const char *words, const char *name)
{
    char word[40];

    snprintf(word, sizeof(word), " %s ", name);
    return strstr(words, word) != NULL;
}

static bool always(const char *name)
{
    return among(" action at body format nation ", name);
}

static void set(struct regentry *r, enum regfield f, const char *value)
{
    struct err e = {0};

    if (regentry_set(r, f, value, &e))
        fail_msg("%s: %s", regfield_name(f), e.msg);
}

/* What `rule[k]` needs, without field `less` and with field `more`. */
static void fill(struct regentry *r, size_t k, int less, int more)
{
    memset(r, 0, sizeof *r);
    for (int i = 0; i < REG_FIELDS; i++) {
        enum regfield f = (enum regfield)i;
        const char *name = regfield_name(f);

        if (i == less)
            continue;
        if (f == REG_ACTION)
            set(r, f, rule[k].action);
        else if (i == more || always(name) || among(rule[k].needs, name))
            set(r, f, value_of(name));
    }
}

/* Checked so, and read again from what is written. */
static void expect(const struct regentry *r, const char *what, bool good)
{
    struct regentry again;
    struct err e = {0};
    struct buf b;
    int rc = regentry_check(r, &e);

    if ((rc == 0) != good)
        fail_msg("%s: %s", what, rc ? e.msg : "is accepted");
    buf_init(&b, 2 * REGENTRY_BYTES_MAX);
    regentry_write(&b, r);
    e = (struct err){0};
    assert_int_equal(regentry_parse(&again, b.s, b.n, &e) == 0, good);
    for (int f = 0; good && f < REG_FIELDS; f++) {
        const char *v = regentry_get(r, (enum regfield)f);

        if (v)
            assert_string_equal(regentry_get(&again, (enum regfield)f), v);
        else
            assert_null(regentry_get(&again, (enum regfield)f));
    }
    if (good)
        assert_int_equal(again.action, r->action);
    buf_release(&b);
}

static void each_action_has_its_fields(void **state)
{
    struct regentry r;

    (void)state;
    assert_int_equal(T_LEN(rule), REG_ACTIONS);
    for (size_t k = 0; k < T_LEN(rule); k++) {
        assert_string_equal(regaction_name((enum regaction)k), rule[k].action);
        fill(&r, k, -1, -1);
        expect(&r, rule[k].action, true);
        for (int f = 0; f < REG_FIELDS; f++) {
            const char *name = regfield_name((enum regfield)f);
            bool needed = always(name) || among(rule[k].needs, name);

            fill(&r, k, needed ? f : -1, needed ? -1 : f);
            expect(&r, name, !needed && among(rule[k].may, name));
        }
    }
}

/* A confidential attempt says when and who keeps the log, and no more. */
static void an_attempt_tells_or_commits(void **state)
{
    static const char *const told[] = {"outcome", "product",    "sha256",
                                       "suites",  "technology", "vendor",
                                       "version"};
    struct regentry r;

    (void)state;
    for (size_t i = 0; i <= T_LEN(told); i++) {
        memset(&r, 0, sizeof r);
        for (int f = 0; f < REG_FIELDS; f++) {
            const char *name = regfield_name((enum regfield)f);

            if (f == REG_ACTION)
                set(&r, REG_ACTION, "attempt");
            else if (always(name) || f == REG_COMMITMENT ||
                     (i < T_LEN(told) && strcmp(name, told[i]) == 0))
                set(&r, (enum regfield)f, value_of(name));
        }
        expect(&r, i < T_LEN(told) ? told[i] : "commitment alone",
               i == T_LEN(told));
    }
}

static void fields_have_their_forms(void **state)
{
    static const struct {
        const char *action;
        const char *field, *value;
        bool good;
    } row[] = {
        {"suspend",      "at",          "2027-03-01T09:00:00+01:00", false},
        {"suspend",      "at",          "2027-03-01",                false},
        {"suspend",      "at",          "2027-02-29T09:00:00Z",      false},
        {"suspend",      "at",          "2028-02-29T09:00:00Z",      true },
        {"suspend",      "nation",      "fr",                        false},
        {"suspend",      "nation",      "FRA",                       false},
        {"suspend",      "nation",      "F",                         false},
        {"suspend",      "nation",      "\xc3\xa9",                  false},
        {"suspend",      "format",      "2",                         false},
        {"suspend",      "certificate", "FR 1",                      false},
        {"suspend",      "reason",      "a b \"c\" \\ \xc3\xa9",     true },
        {"issue",        "from",        "2027-12-31",                true },
        {"issue",        "from",        "2028-01-01",                false},
        {"issue",        "sha256",      "ABCDEF",                    false},
        {"issue",        "technology",  "short read",                false},
        {"issue",        "product",     "A B",                       true },
        {"distrust-key", "since",       "2027-2-1",                  false},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct regentry r = {0};
        size_t k = 0;

        while (strcmp(rule[k].action, row[i].action) != 0)
            k++;
        for (int f = 0; f < REG_FIELDS; f++) {
            const char *name = regfield_name((enum regfield)f);

            if (strcmp(name, row[i].field) == 0)
                set(&r, (enum regfield)f, row[i].value);
            else if (f == REG_ACTION)
                set(&r, REG_ACTION, rule[k].action);
            else if (always(name) || among(rule[k].needs, name))
                set(&r, (enum regfield)f, value_of(name));
        }
        expect(&r, row[i].value, row[i].good);
    }
}

static void a_field_is_plain_text_set_once(void **state)
{
    static const char *const bad[] = {
        "",
        "a\nb",
        "a\tb",
        "\x7f",
        "\xff",
        "\xc3",
        "\xed\xa0\x80",
        "\xc2\x9b"
        "31m",
        "\xe2\x80\xae"
        "x",
    };
    char many[REGENTRY_BYTES_MAX + 1];
    struct regentry r = {0};
    struct err e = {0};

    (void)state;
    for (size_t i = 0; i < T_LEN(bad); i++) {
        e = (struct err){0};
        assert_int_equal(regentry_set(&r, REG_REASON, bad[i], &e), -1);
        assert_int_equal(e.code, ERR_SYNTAX);
        assert_null(regentry_get(&r, REG_REASON));
    }
    memset(many, 'x', sizeof many);
    many[REGENTRY_BYTES_MAX] = 0;
    e = (struct err){0};
    assert_int_equal(regentry_set(&r, REG_REASON, many, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    many[REGENTRY_BYTES_MAX - 2] = 0;
    e = (struct err){0};
    assert_int_equal(regentry_set(&r, REG_REASON, many, &e), 0);
    assert_int_equal(regentry_set(&r, REG_REASON, "x", &e), -1);
    e = (struct err){0};
    assert_int_equal(regentry_set(&r, REG_ACTION, "revoke", &e), -1);
    assert_null(regentry_get(&r, REG_ACTION));
}

/* --- the one form
 * ---------------------------------------------------------------
 */

#define ENTRY                                                                  \
    "{\"action\":\"suspend\",\"at\":\"2027-03-01T09:00:00Z\","                 \
    "\"body\":\"Certif \\\"FR\\\"\",\"certificate\":\"FR-1\","                 \
    "\"format\":\"1\",\"nation\":\"FR\",\"reason\":\"a \\\\ b\"}"

/* What is read is written again as it was, whatever it is. */
static bool reads(const char *text, size_t n)
{
    struct regentry r;
    struct err e = {0};
    struct buf b;
    bool ok = regentry_parse(&r, text, n, &e) == 0;

    if (ok != (e.code == ERR_NONE))
        fail_msg("refused without a reason: %.*s", (int)n, text);
    if (!ok)
        return false;
    buf_init(&b, 2 * REGENTRY_BYTES_MAX);
    regentry_write(&b, &r);
    if (b.n != n || memcmp(b.s, text, n) != 0)
        fail_msg("%.*s is written %s", (int)n, text, b.s);
    buf_release(&b);
    return true;
}

static void an_entry_has_one_form(void **state)
{
    static const struct {
        const char *find, *put;
    } row[] = {
        {"{",                            " {"                                },
        {"{",                            "[{"                                },
        {"}",                            "} "                                },
        {"}",                            "}\n"                               },
        {"}",                            "}}"                                },
        {"}",                            ",}"                                },
        {"}",                            ""                                  },
        {",",                            ", "                                },
        {",",                            ""                                  },
        {":",                            " :"                                },
        {":\"suspend\"",                 ":null"                             },
        {"\"suspend\"",                  "suspend"                           },
        {"suspend",                      "Suspend"                           },
        {"suspend",                      "\\u0073uspend"                     },
        {"suspend",                      ""                                  },
        {"FR-1",                         "FR-1\n"                            },
        {"FR-1",                         "FR-1\\n"                           },
        {"FR-1",                         "FR\\/1"                            },
        {"FR-1",                         "FR-1\",\"certificate\":\"FR-2"     },
        {"FR-1\"",                       "FR-1\",\"certificate\":\"FR-1\""   },
        {"\"FR-1\"",                     "[\"FR-1\"]"                        },
        {"\"1\"",                        "1"                                 },
        {"\"nation\":\"FR\",",           ""                                  },
        {"\"nation\":\"FR\",\"reason\"", "\"reason\":\"x\",\"nation\""       },
        {"\"reason\"",                   "\"reasons\""                       },
        {"\"reason\"",                   "\"x\":\"y\",\"reason\""            },
        {"{",                            "{\"__proto__\":\"x\","             },
        {"\"format\":\"1\",",            "\"format\":\"1\",\"format\":\"2\","},
    };
    struct buf b;

    (void)state;
    assert_true(reads(ENTRY, strlen(ENTRY)));
    buf_init(&b, 1 << 16);
    for (size_t i = 0; i < T_LEN(row); i++) {
        const char *at = strstr(ENTRY, row[i].find);

        assert_non_null(at);
        buf_clear(&b);
        buf_add(&b, ENTRY, (size_t)(at - ENTRY));
        buf_str(&b, row[i].put);
        buf_str(&b, at + strlen(row[i].find));
        if (reads(b.s, b.n))
            fail_msg("'%s' is read", row[i].put);
    }
    assert_false(reads("", 0));
    assert_false(reads("{}", 2));
    assert_false(reads(ENTRY, strlen(ENTRY) + 1)); /* with its NUL */
    buf_release(&b);
}

/* Each byte left out, doubled, or made another: refused, or of the form. */
static void no_byte_is_read_otherwise_than_written(void **state)
{
    static const char other[] = "\"\\{}:, \n\0a1\x80\xff";
    char text[sizeof(ENTRY) + 1];
    size_t n = strlen(ENTRY);
    size_t good = 0;

    (void)state;
    for (size_t i = 0; i < n; i++) {
        memcpy(text, ENTRY, i);
        memcpy(text + i, &ENTRY[i + 1], n - i - 1);
        good += reads(text, n - 1);
        memcpy(text, ENTRY, i + 1);
        memcpy(text + i + 1, &ENTRY[i], n - i);
        good += reads(text, n + 1);
        for (size_t k = 0; k < sizeof(other) - 1; k++) {
            memcpy(text, ENTRY, n);
            text[i] = other[k];
            good += reads(text, n);
        }
    }
    assert_true(good > 20); /* other words in the places of words */
    for (size_t i = 0; i < n; i++)
        assert_false(reads(ENTRY, i));
}

static void an_entry_has_a_ceiling(void **state)
{
    struct err e = {0};
    struct regentry r;
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 16);
    buf_add(&b, ENTRY, strlen(ENTRY) - 2);
    while (b.n < REGENTRY_BYTES_MAX - 2)
        buf_char(&b, 'x');
    buf_str(&b, "\"}");
    assert_true(reads(b.s, b.n));
    b.s[b.n - 2] = 'x';
    b.s[b.n - 1] = '"';
    buf_char(&b, '}');
    assert_int_equal(regentry_parse(&r, b.s, b.n, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_action_has_its_fields),
        cmocka_unit_test(an_attempt_tells_or_commits),
        cmocka_unit_test(fields_have_their_forms),
        cmocka_unit_test(a_field_is_plain_text_set_once),
        cmocka_unit_test(an_entry_has_one_form),
        cmocka_unit_test(no_byte_is_read_otherwise_than_written),
        cmocka_unit_test(an_entry_has_a_ceiling),
    };

    return cmocka_run_group_tests_name("regentry", tests, NULL, NULL);
}

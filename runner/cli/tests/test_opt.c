#include "cli/opt.h"

#include <string.h>

#include "base/err.h"
#include "base/tests/t.h"

#define WORDS_MAX 12

/* What one line of the command comes to. */
static struct got {
    bool flag;
    const char *text;
    int64_t n;
    double x;
    struct opt_list list;
} got;

static const struct opt opts[] = {
    {OPT_FLAG, "flag", 'f', &got.flag, NULL,   "a flag",   0,  0  },
    {OPT_TEXT, "text", 't', &got.text, "TEXT", "a text",   0,  0  },
    {OPT_INT,  "n",    'n', &got.n,    "N",    "a number", -5, 1e6},
    {OPT_REAL, "real", 'r', &got.x,    "X",    "a real",   0,  1  },
    {OPT_LIST, "list", 'l', &got.list, "WORD", "a list",   0,  0  },
    {OPT_END,  NULL,   0,   NULL,      NULL,   NULL,       0,  0  },
};

static struct opt_spec spec = {
    .usage = "test", .en = "x", .opts = opts, .min_args = 0, .max_args = 3};

/* Cut `line` at blanks ("_" is an empty word), parse it. */
static int parse(struct opt_args *args, char *copy, const char *line,
                 struct err *e)
{
    char *word[WORDS_MAX] = {NULL};
    char name[] = "test";
    int n = 1;

    got = (struct got){0};
    memcpy(copy, line, strlen(line) + 1);
    word[0] = name;
    for (char *p = copy; *p;) {
        size_t len = strcspn(p, " ");
        char *next = p[len] ? p + len + 1 : p + len;

        p[len] = '\0';
        if (strcmp(p, "_") == 0)
            *p = '\0';
        word[n++] = p;
        p = next;
    }
    return opt_parse(args, &spec, n, word, e);
}

static void a_line_is_taken_apart(void **state)
{
    static const struct {
        const char *line;
        bool flag;
        const char *text;
        int64_t n;
        double x;
        size_t n_list, n_args;
        const char *last; /* argument */
    } row[] = {
        {"",                   false, NULL,     0,      0,    0, 0, NULL    },
        {"--flag",             true,  NULL,     0,      0,    0, 0, NULL    },
        {"a -f b",             true,  NULL,     0,      0,    0, 2, "b"     },
        {"-t x",               false, "x",      0,      0,    0, 0, NULL    },
        {"-tx",                false, "x",      0,      0,    0, 0, NULL    },
        {"--text=x=y",         false, "x=y",    0,      0,    0, 0, NULL    },
        {"--text -f",          false, "-f",     0,      0,    0, 0, NULL    },
        {"--text --help",      false, "--help", 0,      0,    0, 0, NULL    },
        {"--text _",           false, "",       0,      0,    0, 0, NULL    },
        {"-n -5",              false, NULL,     -5,     0,    0, 0, NULL    },
        {"-n 1e5",             false, NULL,     100000, 0,    0, 0, NULL    },
        {"--real 0.25",        false, NULL,     0,      0.25, 0, 0, NULL    },
        {"-l a --list b -l a", false, NULL,     0,      0,    3, 0, NULL    },
        {"-",                  false, NULL,     0,      0,    0, 1, "-"     },
        {"-- -f",              false, NULL,     0,      0,    0, 1, "-f"    },
        {"-f -- -- --flag",    true,  NULL,     0,      0,    0, 2, "--flag"},
        {"a b c",              false, NULL,     0,      0,    0, 3, "c"     },
        {"_",                  false, NULL,     0,      0,    0, 1, ""      },
    };

    (void)state;
    spec.min_args = 0;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct opt_args args;
        struct err e = {0};
        char copy[256];

        if (parse(&args, copy, row[i].line, &e))
            fail_msg("%s: %s", row[i].line, e.msg);
        assert_int_equal(got.flag, row[i].flag);
        assert_int_equal(got.text != NULL, row[i].text != NULL);
        if (row[i].text)
            assert_string_equal(got.text, row[i].text);
        assert_int_equal(got.n, row[i].n);
        assert_true(got.x == row[i].x);
        assert_int_equal(got.list.n, row[i].n_list);
        assert_int_equal(args.n, row[i].n_args);
        if (row[i].last)
            assert_string_equal(args.a[args.n - 1], row[i].last);
        opt_release(&args, &spec);
        assert_null(got.list.a);
    }
}

static void what_is_wrong_is_named(void **state)
{
    static const struct {
        const char *line;
        int min_args;
        const char *says;
    } row[] = {
        {"--fla",                   0, "--fla"                  },
        {"-x",                      0, "-x"                     },
        {"--flag=yes",              0, "--flag"                 },
        {"-f --flag",               0, "--flag is given twice"  },
        {"-t a --text=a",           0, "--text is given twice"  },
        {"-n 1 -n 1",               0, "--n is given twice"     },
        {"--text",                  0, "--text"                 },
        {"-n -6",                   0, "--n -6"                 },
        {"-n 1000001",              0, "--n 1000001"            },
        {"-n 1.5",                  0, "whole number"           },
        {"-n 99999999999999999999", 0, "--n 9999"               },
        {"-n _",                    0, "--n "                   },
        {"-n 1x",                   0, "--n 1x"                 },
        {"--real nan",              0, "--real nan"             },
        {"--real inf",              0, "--real inf"             },
        {"--real 1.01",             0, "--real 1.01"            },
        {"a b c d",                 0, "unexpected argument 'd'"},
        {"a",                       2, "argument is missing"    },
        {"-l a -l b --nope",        0, "--nope"                 },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct opt_args args;
        struct err e = {0};
        char copy[256];

        spec.min_args = row[i].min_args;
        assert_int_equal(parse(&args, copy, row[i].line, &e), -1);
        assert_int_equal(e.code, ERR_USAGE);
        if (!strstr(e.en, row[i].says))
            fail_msg("%s: %s", row[i].line, e.en);
        assert_null(args.a);
        assert_null(got.list.a);
    }
    spec.min_args = 0;
}

static void help_goes_before_what_is_missing(void **state)
{
    struct opt_args args;
    struct err e = {0};
    char copy[256];

    (void)state;
    spec.min_args = 2;
    assert_int_equal(parse(&args, copy, "-l a --help", &e), 1);
    assert_int_equal(parse(&args, copy, "-h", &e), 1);
    assert_int_equal(e.code, ERR_NONE);
    assert_null(got.list.a);
    spec.min_args = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_taken_apart),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(help_goes_before_what_is_missing),
    };

    return cmocka_run_group_tests_name("opt", tests, NULL, NULL);
}

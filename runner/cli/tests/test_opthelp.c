#include "base/tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/opt.h"
#include "cli/opthelp.h"

#define TEN "123456789 "

static void breaks_lines_at_blanks(void **state)
{
    static const struct {
        const char *text;
        int at, indent;
        const char *want;
    } row[] = {
        {"",                                    0,  0, "\n"                  },
        {"a b",                                 0,  0, "a b\n"               },
        {"a\nb",                                0,  0, "a b\n"               },
        {"a\n\nb",                              0,  2, "a\n  b\n"            },
        {"ab cd",                               76, 4, "ab\n    cd\n"        },
        {"ab c",                                76, 4, "ab c\n"              },
        {"ab [c d]",                            74, 4, "ab\n    [c d]\n"     },
        {"ab [c d]... e",                       76, 4, "ab\n    [c d]... e\n"},
 /* A character is a column, whatever its bytes. */
        {"é\u00a0: é",                        76, 4, "é\u00a0:\n    é\n" },
        {TEN TEN TEN TEN TEN TEN TEN TEN "end", 0,  0,
         "123456789 123456789 123456789 123456789 123456789 123456789 123456789 "
         "123456789\nend\n"                                                  },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char *got = NULL;
        size_t n = 0;
        FILE *out = open_memstream(&got, &n);

        assert_non_null(out);
        opthelp_wrap(out, row[i].text, row[i].at, row[i].indent);
        assert_int_equal(fclose(out), 0);
        assert_string_equal(got, row[i].want);
        free(got);
    }
}

static void finds_the_command_in_its_usage(void **state)
{
    static const struct {
        const char *usage;
        const char *want;
    } row[] = {
        {"run SUITE SUBMISSION [-o DIR]",  "run"                  },
        {"suite list [--json]",            "suite list"           },
        {"suite describe-checks [CHECK]",  "suite describe-checks"},
        {"fixtures forge -o DIR [--seed]", "fixtures forge"       },
        {"version",                        "version"              },
        {"FILE",                           ""                     },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct opt_spec spec = {.usage = row[i].usage};
        char got[64];

        opthelp_command(got, sizeof(got), &spec);
        assert_string_equal(got, row[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaks_lines_at_blanks),
        cmocka_unit_test(finds_the_command_in_its_usage),
    };

    return cmocka_run_group_tests_name("opthelp", tests, NULL, NULL);
}

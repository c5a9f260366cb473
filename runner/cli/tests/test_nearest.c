#include "base/tests/t.h"

#include "cli/nearest.h"

static void offers_the_nearest_word_that_is_near_enough(void **state)
{
    static const struct {
        const char *asked;
        const char *words[3];
        const char *want;
    } row[] = {
        {"rnu",                                        {"run", "suite", NULL},                NULL      },
        {"runn",                                       {"run", "suite", NULL},                "run"     },
        {"suit",                                       {"run", "suite", NULL},                "suite"   },
        {"fixtrues",                                   {"fixtures", "pack", NULL},            "fixtures"},
        {"tread",                                      {"trust", "threads", NULL},            "threads" },
        {"lsit",                                       {"list", "lint", NULL},                NULL      },
        {"frob",                                       {"run", "suite", NULL},                NULL      },
        {"",                                           {"run", "suite", NULL},                NULL      },
        {"strict",                                     {"strictly-speaking", "strict", NULL}, "strict"  },
        {"a-word-that-is-much-longer-than-all-others",
         {"a-word-that-is-much-longer-than-all-others", NULL, NULL},
         NULL                                                                                           },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct nearest best = {0};

        for (size_t k = 0; k < 3 && row[i].words[k]; k++)
            nearest_try(&best, row[i].asked, row[i].words[k]);
        if (row[i].want)
            assert_string_equal(best.word ? best.word : "none", row[i].want);
        else
            assert_null(best.word);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offers_the_nearest_word_that_is_near_enough),
    };

    return cmocka_run_group_tests_name("nearest", tests, NULL, NULL);
}

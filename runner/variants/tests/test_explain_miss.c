#include "variants/explain_miss.h"

#include "variants/tests/made.h"

/* Why does the query lack the truth's first call? */
static void a_miss_has_a_reason(void **state)
{
    static const struct {
        const char *truth, *query;
        enum variants_verdict want;
    } row[] = {
        {"5 A C 0/1",   "",                                               VARIANTS_FN         },
        {"5 A C 0/1",   "5 A C 1/1 Low",                                  VARIANTS_FN_FILTERED},
        {"5 A C 0/1",   "4 TAG TCG 1/1 Low",                              VARIANTS_FN_FILTERED},
        {"5 A C 0/1",   "5 A G 0/1 Low",                                  VARIANTS_FN         },
        {"5 A C,G 1/2", "5 A G 0/1 Low",                                  VARIANTS_FN_FILTERED},
        {"5 A G 0/1",   "5 A C,G 1/2 Low",                                VARIANTS_FN_FILTERED},
        {"5 A C 0/1",   "5 A C 0/0 Low",                                  VARIANTS_FN         },
 /* many, in any order */
        {"5 A C 0/1",
         "2 A T 0/1 Low;3 A C 0/1 Low;5 A G 0/1 Low;"
         "5 A C 0/1 Low;5 AC A 0/1 Low",                                  VARIANTS_FN_FILTERED},
 /* no call where it stands */
        {"5 A C 0/1",   "5 A C ./.",                                      VARIANTS_FN_NOCALL  },
        {"5 A C 0/1",   "5 A G ./1",                                      VARIANTS_FN_NOCALL  },
        {"5 A C 0/1",   "4 A C ./.",                                      VARIANTS_FN         },
        {"5 A C 0/1",   "6 A C ./.",                                      VARIANTS_FN         },
        {"5 A C 0/1",   "3 ACG A ./.",                                    VARIANTS_FN_NOCALL  },
        {"5 A C 0/1",   "2 ACG A ./.",                                    VARIANTS_FN         },
        {"5 ACG A 0/1", "7 G C ./.",                                      VARIANTS_FN_NOCALL  },
        {"5 ACG A 0/1", "8 G C ./.",                                      VARIANTS_FN         },
        {"5 A C 0/1",   "1 ACGTACGT A ./.;2 A C ./.;3 A C ./.;9 A C ./.",
         VARIANTS_FN_NOCALL                                                                   },
        {"5 A C 0/1",   "1 ACG A ./.;2 A C ./.;9 A C ./.",                VARIANTS_FN         },
 /* filtered comes first; neither, when it is not assessed otherwise */
        {"5 A C 0/1",   "5 A T ./.;5 A C 0/1 Low",                        VARIANTS_FN_FILTERED},
        {"5 A C 0/1",   "5 A T ./. Low",                                  VARIANTS_FN         },
        {"5 A C 0/1",   "5 A C 0/0",                                      VARIANTS_FN         },
        {"5 A C 0/1",   "5 A <DEL> 0/1",                                  VARIANTS_FN         },
    };
    const struct variants_job job = {.threads = 1};

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct explain_miss x = {0};
        struct made t;
        struct made q;
        struct err e = {0};
        enum variants_verdict got;

        made_init(&t, &job, false, row[i].truth);
        made_init(&q, &job, false, row[i].query);
        assert_int_equal(explain_miss_open(&x, made_lane(&q), q.calls->n, &e),
                         0);
        got = explain_miss_of(&x, made_lane(&t));
        if (got != row[i].want)
            fail_msg("row %zu: %s", i, variants_verdict_name(got));
        /* forgets those before */
        assert_int_equal(explain_miss_open(&x, q.lane, 0, &e), 0);
        assert_int_equal(explain_miss_of(&x, t.lane), VARIANTS_FN);
        explain_miss_close(&x);
        made_release(&t);
        made_release(&q);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_miss_has_a_reason),
    };

    return cmocka_run_group_tests_name("explain_miss", tests, NULL, NULL);
}

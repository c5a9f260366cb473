#include "base/tests/t.h"

#include "core/stats.h"

static void plans_as_published(void **state)
{
    static const struct {
        double limit, truth, conf, power;
        int64_t n;
    } row[] = {
        {0.99,  0.995,        0.95, 0.9, 2546  },
        {0.95,  0.98,         0.95, 0.9, 311   },
        {0.98,  0.99,         0.95, 0.9, 1271  },
        {0.99,  0.999,        0.95, 0.9, 473   },
        {0.95,  1,            0.95, 0.9, 59    }, /* the success run */
        {0.999, 0.9991,       0.95, 0.9, 814122}, /* the search below agrees */
        {0.9,   0.90001,      0.95, 0.9, -1    }, /* about 8e9 */
        {0.5,   0.5000000001, 0.95, 0.9, -1    },
        {0.95,  0.95,         0.95, 0.9, -1    },
        {0.95,  0.9,          0.95, 0.9, -1    },
        {0,     0.5,          0.95, 0.9, -1    },
        {1,     1,            0.95, 0.9, -1    },
        {0.9,   1.5,          0.95, 0.9, -1    },
        {0.9,   0.95,         1,    0.9, -1    },
        {0.9,   0.95,         0.95, 1,   -1    },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        assert_int_equal(
            stats_plan_n(row[i].limit, row[i].truth, row[i].conf, row[i].power),
            row[i].n);
}

/* The plain definition: for k = 0, 1, 2 ... the smallest n with k failures
 * allowed; the first that is powerful enough. */
static int64_t plan_slowly(double limit, double truth, double conf,
                           double power)
{
    int64_t n = 0;

    for (int64_t k = 0;; k++) {
        while (stats_binomial_cdf(k, n, 1 - limit) > (1 - conf) * (1 + 1e-12))
            n++;
        if (stats_binomial_cdf(k, n, 1 - truth) * (1 + 1e-12) >= power)
            return n;
    }
}

static void plans_as_the_definition_says(void **state)
{
    static const double limit[] = {0.02, 0.1, 0.3, 0.5, 0.8, 0.9, 0.97};
    static const double part[] = {0.08, 0.2, 0.5, 0.93};
    static const double power[] = {0.5, 0.8, 0.9, 0.99};

    (void)state;
    for (size_t i = 0; i < T_LEN(limit); i++) {
        for (size_t j = 0; j < T_LEN(part); j++) {
            double truth = limit[i] + part[j] * (1 - limit[i]);

            for (size_t k = 0; k < T_LEN(power); k++)
                assert_int_equal(stats_plan_n(limit[i], truth, 0.95, power[k]),
                                 plan_slowly(limit[i], truth, 0.95, power[k]));
        }
    }
}

static void runs_of_success_are_the_smallest(void **state)
{
    static const struct {
        double reliability, conf;
        int64_t failures, n;
    } row[] = {
        {0.95,         0.95,  0,          59        },
        {0.5,          0.875, 0,          3         }, /* met exactly */
        {0.5,          0.5,   0,          1         },
        {0.01,         0.5,   0,          1         },
        {0.9999999,    0.95,  0,          29957322  },
        {0.999999,     0.95,  1000,       1053603096},
        {0.5,          0.95,  2000000000, -1        }, /* above INT32_MAX */
        {0.5,          0.95,  INT32_MAX,  -1        },
        {0.5,          0.95,  INT64_MAX,  -1        },
        {0.9999999999, 0.95,  0,          -1        },
        {0.5,          0.95,  -1,         -1        },
        {1,            0.95,  0,          -1        },
        {0,            0.95,  0,          -1        },
        {0.5,          0,     0,          -1        },
        {0.5,          1,     0,          -1        },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        assert_int_equal(
            stats_success_run(row[i].reliability, row[i].conf, row[i].failures),
            row[i].n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_as_published),
        cmocka_unit_test(plans_as_the_definition_says),
        cmocka_unit_test(runs_of_success_are_the_smallest),
    };

    return cmocka_run_group_tests_name("statsplan", tests, NULL, NULL);
}

/* Distributions and quantiles against closed forms and R 4.2.2. */
#include "base/tests/t.h"

#include <math.h>

#include "core/stats.h"
#include "core/stats_internal.h"

static void t_close(double got, double want, double relative)
{
    if (!(fabs(got - want) <= relative * fabs(want)))
        fail_msg("%.17g is not %.17g", got, want);
}

/* I_x(a, 1) = x^a, I_x(1, b) = 1 - (1 - x)^b. */
static void beta_has_closed_forms(void **state)
{
    static const double x[] = {1e-12, 0.003, 0.2, 0.5, 0.77, 0.999};
    static const double a[] = {0.3, 1, 7, 120, 2500};

    (void)state;
    for (size_t i = 0; i < T_LEN(x); i++) {
        for (size_t j = 0; j < T_LEN(a); j++) {
            double power = pow(x[i], a[j]);

            if (power > 1e-290)
                t_close(stats_beta_cdf(x[i], a[j], 1), power, 1e-11);
            t_close(stats_beta_cdf(x[i], 1, a[j]), -expm1(a[j] * log1p(-x[i])),
                    1e-11);
        }
    }
}

/* The same from both sides, across the place where the method changes. */
static void beta_is_symmetric(void **state)
{
    static const double shape[] = {2, 299, 301, 3000, 1e6, 1e10};

    (void)state;
    for (size_t i = 0; i < T_LEN(shape); i++) {
        for (size_t j = 0; j < T_LEN(shape); j++) {
            double a = shape[i];
            double b = shape[j];
            double x = a / (a + b) * 1.0000001;
            struct stats_tails t = stats_beta_tails(x, 1 - x, a, b);
            struct stats_tails u = stats_beta_tails(1 - x, x, b, a);

            t_close(t.below + t.above, 1, 1e-14);
            t_close(t.below, u.above, 1e-9);
        }
    }
}

static void quantiles_invert(void **state)
{
    static const double p[] = {1e-9, 0.001, 0.025, 0.3,
                               0.5,  0.7,   0.975, 0.9999};
    static const double a[] = {0.5, 1, 3, 250, 350, 1e5};

    (void)state;
    for (size_t i = 0; i < T_LEN(p); i++) {
        t_close(stats_normal_cdf(stats_normal_quantile(p[i])), p[i], 1e-12);
        for (size_t j = 0; j < T_LEN(a); j++) {
            t_close(stats_gamma_cdf(stats_gamma_quantile(p[i], a[j]), a[j]),
                    p[i], 1e-10);
            for (size_t k = j; k < T_LEN(a); k++)
                t_close(stats_beta_cdf(stats_beta_quantile(p[i], a[j], a[k]),
                                       a[j], a[k]),
                        p[i], 1e-9);
        }
    }
}

/* Digits from R 4.2.2: qnorm, pgamma, pbinom, qbeta. */
static void agrees_with_r(void **state)
{
    (void)state;
    t_close(stats_normal_quantile(0.975), 1.9599639845400545, 1e-14);
    t_close(stats_normal_quantile(1e-300), -37.047096299361201, 1e-13);
    t_close(stats_gamma_cdf(2900, 3000), 0.032859991921120969, 1e-11);
    t_close(stats_gamma_cdf(100, 120), 0.028230393964865704, 1e-11);
    t_close(stats_binomial_cdf(990000, 1000000, 0.9903), 0.001174655401417,
            1e-9);
    t_close(stats_binomial_cdf(3, 1000000000, 1e-9), 0.98101184318515955,
            1e-11);
    t_close(stats_beta_quantile(1e-200, 3, 5), 6.5863375600834426e-68, 1e-11);
}

static void is_whole_outside_the_support(void **state)
{
    (void)state;
    assert_true(stats_beta_cdf(0, 2, 3) == 0 && stats_beta_cdf(1, 2, 3) == 1);
    assert_true(stats_beta_cdf(-1, 2, 3) == 0 && stats_beta_cdf(2, 2, 3) == 1);
    assert_true(stats_gamma_cdf(0, 2) == 0 && stats_gamma_cdf(-1, 2) == 0);
    assert_true(stats_beta_quantile(0, 2, 3) == 0);
    assert_true(stats_beta_quantile(1, 2, 3) == 1);
    assert_true(stats_gamma_quantile(0, 2) == 0);
    assert_true(isinf(stats_gamma_quantile(1, 2)));
    assert_true(stats_binomial_cdf(-1, 5, 0.5) == 0);
    assert_true(stats_binomial_cdf(5, 5, 0.5) == 1);
    assert_true(stats_binomial_cdf(4, 5, 0) == 1);
    assert_true(stats_binomial_cdf(4, 5, 1) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beta_has_closed_forms),
        cmocka_unit_test(beta_is_symmetric),
        cmocka_unit_test(quantiles_invert),
        cmocka_unit_test(agrees_with_r),
        cmocka_unit_test(is_whole_outside_the_support),
    };

    return cmocka_run_group_tests_name("statsdist", tests, NULL, NULL);
}

/*
 * Quantiles: where a tail of a distribution has a given probability.
 *
 * All by one method, in the logarithm of the tail and along a coordinate in
 * which that is concave, so that neither a probability of 1e-300 nor a count
 * of 1e10 is out of reach.
 */
#include <math.h>

#include "core/stats.h"
#include "core/stats_internal.h"

#define STEPS_MAX 2000
#define NEAR      1e-8 /* of the logarithm of a probability */
#define SQRT_2PI  2.50662827463100050242

/* The logarithm of a tail and its slope, at a place on the real line. */
struct slope {
    double log_tail;
    double slope;
};
typedef struct slope (*tail_at)(double t, const double *shape);

/*
 * Where log_tail = goal, for a log-concave tail that rises with t. Newton's
 * method climbs to the root of a concave function from its left without
 * overshooting; the bracket [lo, hi] guards the first steps and the rounding
 * of the last.
 */
static double solve(tail_at tail, const double *shape, double goal, double t,
                    double lo, double hi)
{
    for (int i = 0; i < STEPS_MAX; i++) {
        struct slope s = tail(t, shape);
        double off = goal - s.log_tail;
        double next = t + off / s.slope;

        if (off > 0)
            lo = t;
        else
            hi = t;
        if (fabs(off) < NEAR) /* the step squares the error: done */
            return next;
        if (!(next > lo && next < hi))
            next = lo + (hi - lo) / 2;
        if (next <= lo || next >= hi)
            return next; /* no double lies between */
        t = next;
    }
    return t;
}

static struct slope normal_below(double t, const double *shape)
{
    double p = stats_normal_cdf(t);

    (void)shape;
    return (struct slope){log(p), exp(-t * t / 2) / SQRT_2PI / p};
}

double stats_normal_above(double alpha)
{
    return -solve(normal_below, NULL, log(alpha), 0, -40, 40);
}

double stats_normal_quantile(double p)
{
    return p < 0.5 ? -stats_normal_above(p) : stats_normal_above(1 - p);
}

/* ---- quantiles of beta, along t = log(x / (1 - x)) ---- */

static struct slope beta_slope(double t, const double *shape)
{
    double x = 1 / (1 + exp(-t));
    double y = 1 / (1 + exp(t));
    double below = stats_beta_tails(x, y, shape[0], shape[1]).below;

    return (struct slope){log(below),
                          stats_beta_kernel(x, y, shape[0], shape[1]) / below};
}

/* The logit of the place below which `alpha` lies. */
static double beta_logit(double alpha, double a, double b)
{
    const double shape[] = {a, b};
    double guess =
        log(a / b) + stats_normal_quantile(alpha) * sqrt(1 / a + 1 / b);

    return solve(beta_slope, shape, log(alpha), fmax(-690, fmin(690, guess)),
                 -700, 700);
}

double stats_beta_below(double alpha, double a, double b)
{
    return 1 / (1 + exp(-beta_logit(alpha, a, b)));
}

double stats_beta_above(double alpha, double a, double b)
{
    return 1 / (1 + exp(beta_logit(alpha, b, a)));
}

double stats_beta_quantile(double p, double a, double b)
{
    if (p <= 0 || p >= 1)
        return p <= 0 ? 0 : 1;
    return p < 0.5 ? stats_beta_below(p, a, b) : stats_beta_above(1 - p, a, b);
}

/* ---- quantiles of gamma, along t = log x, or its negative from above ---- */

static struct slope gamma_below(double t, const double *shape)
{
    double x = exp(t);
    double p = stats_gamma_tails(x, shape[0]).below;

    return (struct slope){log(p), stats_gamma_kernel(x, shape[0]) / p};
}

static struct slope gamma_above(double t, const double *shape)
{
    double x = exp(-t);
    double q = stats_gamma_tails(x, shape[0]).above;

    return (struct slope){log(q), stats_gamma_kernel(x, shape[0]) / q};
}

double stats_gamma_below(double alpha, double a)
{
    return exp(solve(gamma_below, &a, log(alpha), log(a), -700, 700));
}

double stats_gamma_above(double alpha, double a)
{
    return exp(-solve(gamma_above, &a, log(alpha), -log(a), -700, 700));
}

double stats_gamma_quantile(double p, double a)
{
    if (p <= 0 || p >= 1)
        return p <= 0 ? 0 : (double)INFINITY;
    return p < 0.5 ? stats_gamma_below(p, a) : stats_gamma_above(1 - p, a);
}

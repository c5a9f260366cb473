/*
 * stats -- intervals, sample sizes, design effects. Pure functions.
 *
 * Confidence `conf` is in (0, 1), e.g. 0.95. sides = 1: each bound alone holds
 * with that confidence; sides = 2: both together (each tail (1-conf)/2).
 * Counts: 0 <= x <= n. n = 0 gives [0, 1].
 * Accuracy: 1e-9 against ../catalogue vectors (R 4.2.2).
 */
#ifndef CORE_STATS_H
#define CORE_STATS_H

#include <stddef.h>
#include <stdint.h>

struct interval {
    double lo;
    double hi;
};

/* Quantile of the standard normal distribution, p in (0, 1). */
double stats_normal_quantile(double p);
double stats_normal_cdf(double z);

/* Regularised incomplete beta I_x(a, b) and its inverse in x; a, b > 0. */
double stats_beta_cdf(double x, double a, double b);
double stats_beta_quantile(double p, double a, double b);
/* Gamma (shape a, scale 1): for Poisson limits. */
double stats_gamma_cdf(double x, double a);
double stats_gamma_quantile(double p, double a);
/* P(X <= k), X ~ Binomial(n, p). */
double stats_binomial_cdf(int64_t k, int64_t n, double p);

/*
 * Wilson 1927: (p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n).
 * Clopper and Pearson 1934: quantiles of Beta(x, n-x+1) and Beta(x+1, n-x).
 * Jeffreys: quantiles of Beta(x+1/2, n-x+1/2); lo = 0 at x = 0, hi = 1 at
 * x = n.
 */
struct interval stats_wilson(double x, double n, double conf, int sides);
struct interval stats_clopper_pearson(double x, double n, double conf,
                                      int sides);
struct interval stats_jeffreys(double x, double n, double conf, int sides);

/* Garwood 1936: exact limits of a Poisson mean after x events. */
struct interval stats_garwood(double x, double conf, int sides);

/* Smallest n such that n trials with `failures` failures still show, by the
 * one-sided Clopper-Pearson bound, at least `reliability`. -1 when it is above
 * INT32_MAX. failures = 0: ceil(ln(1-conf) / ln(reliability)). */
int64_t stats_success_run(double reliability, double conf, int64_t failures);

/*
 * Smallest n with which a process of true success rate `truth` shows `limit`
 * (truth > limit) by the one-sided Clopper-Pearson bound with probability of
 * at least `power`. -1: none below 10^9 (as when truth <= limit).
 */
int64_t stats_plan_n(double limit, double truth, double conf, double power);

/* Largest probability of false acceptance with a guard band of `w`, standard
 * uncertainty `u`: 1 - Phi(w / u) (ILAC-G8:09/2019). */
double stats_guard_pfa(double w, double u);

/*
 * Delete-one-block jackknife of sum(num)/sum(den) over `n_blocks` blocks with
 * den > 0: variance of the ratio; *design_effect is that over the binomial
 * p(1-p)/sum(den), never below 1. -1 when fewer than 2 blocks count.
 */
int stats_jackknife(double *variance, double *design_effect, const int64_t *num,
                    const int64_t *den, size_t n_blocks);

#endif

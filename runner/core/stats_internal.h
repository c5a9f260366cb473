/*
 * stats_internal -- both tails of a distribution at once, so that neither is
 * lost to rounding when the other is near 1.
 */
#ifndef CORE_STATS_INTERNAL_H
#define CORE_STATS_INTERNAL_H

struct stats_tails {
    double below; /* P(X <= x) */
    double above; /* P(X > x) */
};

/* Beta(a, b) at x, where y = 1 - x is given as well, because it is the more
 * exact of the two near x = 1. */
struct stats_tails stats_beta_tails(double x, double y, double a, double b);
struct stats_tails stats_gamma_tails(double x, double a);

/* x^a y^b / B(a, b): the density of Beta(a, b) times x y. */
double stats_beta_kernel(double x, double y, double a, double b);
/* x^a e^-x / Gamma(a): the density of the gamma distribution times x. */
double stats_gamma_kernel(double x, double a);

/* Where the tail below (above) is `alpha`, 0 < alpha < 1. */
double stats_beta_below(double alpha, double a, double b);
double stats_beta_above(double alpha, double a, double b);
double stats_gamma_below(double alpha, double a);
double stats_gamma_above(double alpha, double a);

/* z > 0 for alpha < 1/2: P(Z > z) = alpha. */
double stats_normal_above(double alpha);

#endif

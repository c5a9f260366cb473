/*
 * Distribution functions.
 *
 * Every density here is written as in C. Loader, "Fast and accurate computation
 * of binomial probabilities" (2000): Stirling's formula for the gamma
 * functions, and the deviance for the powers, so that nothing large is
 * subtracted from anything large. Tails come from the continued fractions and
 * series of the NIST Digital Library of Mathematical Functions (DLMF), which
 * need about sqrt(shape) steps; above SHAPE_LARGE by quadrature of the density
 * instead, whose cost does not depend on the counts.
 */
#include <math.h>
#include <stdbool.h>

#include "core/stats.h"
#include "core/stats_internal.h"

#define PI          3.14159265358979323846
#define SHAPE_LARGE 300.0
#define STEPS_MAX   20000

/* ---- building blocks ---- */

/* log(Gamma(a)) less Stirling's approximation of it, (a - 1/2) log a - a +
 * log(2 pi) / 2: DLMF 5.11.1. Below 10 by Gamma(a) = Gamma(a + 1) / a. */
static double stirling_rest(double a)
{
    double shift = 0;
    double r;

    while (a < 10) {
        shift += (a + 0.5) * log1p(1 / a) - 1;
        a += 1;
    }
    r = 1 / (a * a);
    return shift +
           (1.0 / 12 -
            r * (1.0 / 360 -
                 r * (1.0 / 1260 -
                      r * (1.0 / 1680 -
                           r * (1.0 / 1188 -
                                r * (691.0 / 360360 - r * (1.0 / 156))))))) /
               a;
}

/* Loader's deviance: x log(x / m) + m - x, exact also where x is near m. */
static double deviance(double x, double m)
{
    double v = (x - m) / (x + m);
    double sum = (x - m) * v;
    double term = 2 * x * v;

    if (fabs(x - m) >= 0.1 * (x + m))
        return x * log(x / m) + m - x;
    for (int j = 1; j < 1000; j++) {
        double before = sum;

        term *= v * v;
        sum += term / (2 * j + 1);
        if (sum == before)
            break;
    }
    return sum;
}

/* x^a y^b / B(a, b): the density of Beta(a, b) times x y. */
/* What of the kernel does not depend on x. */
static double beta_constant(double a, double b)
{
    double n = a + b;

    return sqrt(a / (2 * PI) * (b / n)) *
           exp(stirling_rest(n) - stirling_rest(a) - stirling_rest(b));
}

double stats_beta_kernel(double x, double y, double a, double b)
{
    double n = a + b;

    if (x <= 0 || y <= 0)
        return 0;
    return beta_constant(a, b) * exp(-deviance(a, n * x) - deviance(b, n * y));
}

/* x^a e^-x / Gamma(a): the density of the gamma distribution times x. */
static double gamma_constant(double a)
{
    return sqrt(a / (2 * PI)) * exp(-stirling_rest(a));
}

double stats_gamma_kernel(double x, double a)
{
    return x <= 0 ? 0 : gamma_constant(a) * exp(-deviance(a, x));
}

/* A divisor of the modified Lentz method is kept away from 0. */
static double away(double v)
{
    return fabs(v) < 1e-300 ? 1e-300 : v;
}

/* ---- quadrature ---- */

/* Gauss and Legendre's rule with 16 points on [-1, 1]: half of the points,
 * with their weights. */
static const double gauss[][2] = {
    {0.09501250983763744019, 0.18945061045506849629},
    {0.28160355077925891323, 0.18260341504492358887},
    {0.45801677765722738634, 0.16915651939500253819},
    {0.61787624440264374845, 0.14959598881657673208},
    {0.75540440835500303390, 0.12462897125553387205},
    {0.86563120238783174388, 0.09515851168249278481},
    {0.94457502307323257608, 0.06225352393864789286},
    {0.98940093499164993260, 0.02715245941175409485},
};

#define PANELS 2

typedef double (*density_of)(double x, const double *shape);

static double integrate(density_of density, const double *shape, double from,
                        double to)
{
    double half = (to - from) / (2 * PANELS);
    double sum = 0;

    for (int p = 0; p < PANELS; p++) {
        double mid = from + (2 * p + 1) * half;

        for (int i = 0; i < 8; i++)
            sum += gauss[i][1] * (density(mid - half * gauss[i][0], shape) +
                                  density(mid + half * gauss[i][0], shape));
    }
    return sum * half;
}

/* How many standard deviations beyond z of them the tail is worth nothing
 * (e^-40 of what it is at z). */
static double reach(double z)
{
    return 80 / (z + sqrt(z * z + 80));
}

/* Without their constants; `shape` is (a, b), (a). */
static double beta_density(double x, const double *shape)
{
    double n = shape[0] + shape[1];
    double y = 1 - x;

    return x <= 0 || y <= 0
               ? 0
               : exp(-deviance(shape[0], n * x) - deviance(shape[1], n * y)) /
                     (x * y);
}

static double gamma_density(double x, const double *shape)
{
    return x <= 0 ? 0 : exp(-deviance(shape[0], x)) / x;
}

static struct stats_tails tails_of(double smaller, bool below)
{
    struct stats_tails t = {smaller, 1 - smaller};

    if (!below)
        t = (struct stats_tails){1 - smaller, smaller};
    return t;
}

/* The tail away from the mean. */
static struct stats_tails quadrature(density_of density, const double *shape,
                                     double constant, double x, double mean,
                                     double sd)
{
    bool below = x < mean;
    double far = reach(fabs(x - mean) / sd) * sd;
    double area = below ? integrate(density, shape, x - far, x)
                        : integrate(density, shape, x, x + far);

    return tails_of(constant * area, below);
}

/* ---- beta ---- */

/*
 * The continued fraction of Didonato and Morris 1992 (ACM TOMS 18:360, the even
 * part of DLMF 8.17.22), by the modified Lentz method: I_x(a, b) is the kernel
 * over it. It uses x only where y does not serve better, so that nothing is
 * lost near x = 1.
 */
static double beta_fraction(double x, double y, double a, double b)
{
    double lambda = a * y - b * x;
    double f = away(a / (a + 1) * (lambda + 1));
    double c = f;
    double d = 0;

    for (int i = 1; i < STEPS_MAX; i++) {
        double odd = a + 2.0 * i - 1;
        double k =
            (a + i - 1) / odd * ((a + b + i - 1) / odd) * i * (b - i) * x * x;
        double l = i + i * (b - i) * x / odd +
                   (a + i) / (odd + 2) * (lambda + 1 + i * (1 + y));

        d = 1 / away(l + k * d);
        c = away(l + k / c);
        f *= c * d;
        if (fabs(c * d - 1) < 1e-16)
            break;
    }
    return f;
}

struct stats_tails stats_beta_tails(double x, double y, double a, double b)
{
    const double shape[] = {a, b};
    double n = a + b;

    if (x <= 0 || y <= 0)
        return tails_of(0, x <= 0);
    if (a > b && b > SHAPE_LARGE) { /* 1 - x is exact for the smaller of both */
        struct stats_tails t = stats_beta_tails(y, x, b, a);

        return (struct stats_tails){t.above, t.below};
    }
    if (a > SHAPE_LARGE && b > SHAPE_LARGE)
        return quadrature(beta_density, shape, beta_constant(a, b), x, a / n,
                          sqrt(a / n * (b / n) / (n + 1)));
    if (x < (a + 1) / (n + 2))
        return tails_of(
            stats_beta_kernel(x, y, a, b) / beta_fraction(x, y, a, b), true);
    return tails_of(stats_beta_kernel(x, y, a, b) / beta_fraction(y, x, b, a),
                    false);
}

double stats_beta_cdf(double x, double a, double b)
{
    return stats_beta_tails(x, 1 - x, a, b).below;
}

double stats_binomial_cdf(int64_t k, int64_t n, double p)
{
    if (k < 0)
        return 0;
    if (k >= n)
        return 1;
    return stats_beta_tails(p, 1 - p, (double)k + 1, (double)(n - k)).above;
}

/* ---- gamma ---- */

/* DLMF 8.11.4: P(a, x) over x^a e^-x / Gamma(a), times a. */
static double gamma_series(double x, double a)
{
    double term = 1;
    double sum = 1;

    for (int i = 1; i < STEPS_MAX; i++) {
        term *= x / (a + i);
        sum += term;
        if (term < sum * 1e-17)
            break;
    }
    return sum;
}

/* The fraction of DLMF 8.9.2 in its even form, by the modified Lentz method:
 * Q(a, x) is x^a e^-x / Gamma(a) over it. */
static double gamma_fraction(double x, double a)
{
    double f = away(x + 1 - a);
    double c = f;
    double d = 0;

    for (int i = 1; i < STEPS_MAX; i++) {
        double b = x + 1 - a + 2 * i;
        double k = -i * (i - a);

        d = 1 / away(b + k * d);
        c = away(b + k / c);
        f *= c * d;
        if (fabs(c * d - 1) < 1e-16)
            break;
    }
    return f;
}

struct stats_tails stats_gamma_tails(double x, double a)
{
    if (x <= 0)
        return tails_of(0, true);
    if (a > SHAPE_LARGE)
        return quadrature(gamma_density, &a, gamma_constant(a), x, a, sqrt(a));
    if (x < a + 1)
        return tails_of(stats_gamma_kernel(x, a) / a * gamma_series(x, a),
                        true);
    return tails_of(stats_gamma_kernel(x, a) / gamma_fraction(x, a), false);
}

double stats_gamma_cdf(double x, double a)
{
    return stats_gamma_tails(x, a).below;
}

/* ---- normal ---- */

double stats_normal_cdf(double z)
{
    return 0.5 * erfc(-z / sqrt(2));
}

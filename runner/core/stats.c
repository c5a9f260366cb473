/* Intervals, guard bands and the jackknife; see statsdist.c for the
 * distributions and statsplan.c for sample sizes. */
#include "core/stats.h"

#include <math.h>

#include "core/stats_internal.h"

static double clamp(double p)
{
    return fmin(1, fmax(0, p));
}

struct interval stats_wilson(double x, double n, double conf, int sides)
{
    double z;
    double p;
    double mid;
    double half;

    if (n <= 0)
        return (struct interval){0, 1};
    z = stats_normal_above((1 - conf) / sides);
    p = x / n;
    mid = p + z * z / (2 * n);
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return (struct interval){
        x <= 0 ? 0 : clamp((mid - half) / (1 + z * z / n)),
        x >= n ? 1 : clamp((mid + half) / (1 + z * z / n)),
    };
}

struct interval stats_clopper_pearson(double x, double n, double conf,
                                      int sides)
{
    double alpha = (1 - conf) / sides;

    if (n <= 0)
        return (struct interval){0, 1};
    return (struct interval){
        x <= 0 ? 0 : stats_beta_below(alpha, x, n - x + 1),
        x >= n ? 1 : stats_beta_above(alpha, x + 1, n - x),
    };
}

struct interval stats_jeffreys(double x, double n, double conf, int sides)
{
    double alpha = (1 - conf) / sides;

    if (n <= 0)
        return (struct interval){0, 1};
    return (struct interval){
        x <= 0 ? 0 : stats_beta_below(alpha, x + 0.5, n - x + 0.5),
        x >= n ? 1 : stats_beta_above(alpha, x + 0.5, n - x + 0.5),
    };
}

struct interval stats_garwood(double x, double conf, int sides)
{
    double alpha = (1 - conf) / sides;

    return (struct interval){
        x <= 0 ? 0 : stats_gamma_below(alpha, x),
        stats_gamma_above(alpha, x + 1),
    };
}

double stats_guard_pfa(double w, double u)
{
    return 0.5 * erfc(w / u / sqrt(2));
}

int stats_jackknife(double *variance, double *design_effect, const int64_t *num,
                    const int64_t *den, size_t n_blocks)
{
    double sum_num = 0;
    double sum_den = 0;
    double mean = 0;
    double square = 0;
    double p;
    double binomial;
    size_t g = 0;

    for (size_t i = 0; i < n_blocks; i++) {
        if (den[i] <= 0)
            continue;
        sum_num += (double)num[i];
        sum_den += (double)den[i];
        g++;
    }
    if (g < 2)
        return -1;
    p = sum_num / sum_den;
    /* What leaving out block i adds to p; then its mean and squares
     * (Welford), so that nothing cancels. */
    for (size_t i = 0, seen = 0; i < n_blocks; i++) {
        double shift;
        double off;

        if (den[i] <= 0)
            continue;
        shift =
            (p * (double)den[i] - (double)num[i]) / (sum_den - (double)den[i]);
        off = shift - mean;
        mean += off / (double)++seen;
        square += off * (shift - mean);
    }
    *variance = square * (double)(g - 1) / (double)g;
    binomial = p * (1 - p) / sum_den;
    *design_effect = binomial > 0 ? fmax(1, *variance / binomial) : 1;
    return 0;
}

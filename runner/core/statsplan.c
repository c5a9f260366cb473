/*
 * Sample sizes.
 *
 * With k failures allowed, n must be so large that k failures or fewer would be
 * rare (1 - conf) at the limit's failure rate: trials_for(k). The power of that
 * plan, P(X <= k) at the true failure rate, grows with k but for a ripple,
 * because n is rounded up to a whole trial.
 */
#include <math.h>
#include <stdbool.h>

#include "core/stats.h"
#include "core/stats_internal.h"

#define PLAN_MAX INT64_C(1000000000)
#define LOG_TINY (-745.0) /* below the smallest double */
/* So that a power or confidence met exactly is not lost to rounding. */
#define MET (1 + 1e-12)

static double log_cdf(int64_t k, int64_t n, double rate)
{
    double p = stats_binomial_cdf(k, n, rate);

    return p > 0 ? log(p) : LOG_TINY;
}

/* Smallest n <= max with P(X <= k | n, rate) <= alpha, else -1. The logarithm
 * of that probability is almost straight in n: false position, with every
 * third step a bisection, so that it always ends. */
static int64_t trials_for(int64_t k, double rate, double alpha, int64_t max)
{
    double goal = log(alpha * MET);
    int64_t lo = k; /* P = 1 here: too few */
    int64_t hi = k;
    double at_lo = 0;
    double at_hi = 0;
    double n = ((double)k + 1) / rate;

    /* About k / rate trials give k failures; go up from there. */
    while (at_hi > goal) {
        if (hi == max)
            return -1;
        lo = hi;
        at_lo = at_hi;
        hi = n < (double)max ? (int64_t)ceil(n) : max;
        if (hi <= k)
            return -1;
        at_hi = log_cdf(k, hi, rate);
        n *= 1.5;
    }
    for (int step = 1; hi - lo > 1; step++) {
        double part = step % 3 ? (at_lo - goal) / (at_lo - at_hi) : 0.5;
        int64_t mid = lo + (int64_t)(part * (double)(hi - lo));
        double at;

        mid = mid <= lo ? lo + 1 : mid >= hi ? hi - 1 : mid;
        at = log_cdf(k, mid, rate);
        if (at <= goal) {
            hi = mid;
            at_hi = at;
        } else {
            lo = mid;
            at_lo = at;
        }
    }
    return hi;
}

int64_t stats_success_run(double reliability, double conf, int64_t failures)
{
    if (!(reliability > 0 && reliability < 1 && conf > 0 && conf < 1) ||
        failures < 0)
        return -1;
    return trials_for(failures, 1 - reliability, 1 - conf, INT32_MAX);
}

struct aim {
    double limit_rate; /* of failures */
    double true_rate;
    double alpha;
    double power;
};

static int64_t trials_of(int64_t k, const struct aim *aim)
{
    return trials_for(k, aim->limit_rate, aim->alpha, PLAN_MAX);
}

static bool is_powerful(int64_t k, int64_t n, const struct aim *aim)
{
    return stats_binomial_cdf(k, n, aim->true_rate) * MET >= aim->power;
}

/* Is the plan with k failures powerful enough, or too large? */
static bool is_end(int64_t k, const struct aim *aim)
{
    int64_t n = trials_of(k, aim);

    return n < 0 || is_powerful(k, n, aim);
}

/* A k that is an end while k - 1 is none: doubling, then bisection. */
static int64_t crossing(const struct aim *aim)
{
    int64_t lo = -1;
    int64_t hi = 0;

    while (!is_end(hi, aim)) {
        lo = hi;
        hi = 2 * hi + 1;
    }
    while (hi - lo > 1) {
        int64_t mid = lo + (hi - lo) / 2;

        if (is_end(mid, aim))
            hi = mid;
        else
            lo = mid;
    }
    return hi;
}

/*
 * One failure more puts 1 - true_rate / limit_rate between the allowed and the
 * expected number of failures; rounding n up takes away at most true_rate. So
 * the ripple is shorter than their ratio, and the first powerful plan is no
 * farther than that before the crossing.
 */
int64_t stats_plan_n(double limit, double truth, double conf, double power)
{
    struct aim aim = {1 - limit, 1 - truth, 1 - conf, power};
    int64_t k;
    int64_t n;
    double ripple;

    if (!(limit > 0 && limit < truth && truth <= 1 && conf > 0 && conf < 1 &&
          power > 0 && power < 1))
        return -1;
    k = crossing(&aim);
    if (trials_of(k, &aim) < 0)
        return -1;
    ripple = ceil(aim.true_rate / (1 - aim.true_rate / aim.limit_rate)) + 20;
    k = (double)k > ripple ? k - (int64_t)ripple : 0;
    for (n = trials_of(k, &aim); !is_powerful(k, n, &aim); k++)
        n = trials_of(k + 1, &aim);
    return n;
}

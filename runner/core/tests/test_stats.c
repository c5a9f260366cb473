/* Every row of fixtures/statistics/vectors.tsv, and of large.tsv. */
#include "base/tests/t.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "core/stats.h"

#define FIELDS 6

struct table {
    struct buf text;
    char *at;
};

static void open_table(struct table *t, const char *path)
{
    struct err e = {0};

    buf_init(&t->text, 1 << 20);
    if (path_read(&t->text, path, &e))
        fail_msg("%s: %s (run from the root of the repository)", path, e.msg);
    t->at = t->text.s;
}

/* The next line's fields, cut at TAB; how many. */
static size_t next_row(char *field[FIELDS], struct table *t)
{
    char *end = strchr(t->at, '\n');
    size_t n = 0;

    if (!end)
        return 0;
    *end = '\0';
    for (char *p = t->at; p && n < FIELDS; n++) {
        char *tab = strchr(p, '\t');

        if (tab)
            *tab++ = '\0';
        field[n] = p;
        p = tab;
    }
    t->at = end + 1;
    return n;
}

/* The number behind "name=" in a list such as "x=81,n=263". */
static double named(const char *list, const char *name)
{
    const char *p = strstr(list, name);

    if (!p) {
        fail_msg("no %s in %s", name, list);
        return 0;
    }
    return strtod(p + strlen(name), NULL);
}

static void t_near(double got, double want, double tolerance, const char *what)
{
    if (!(fabs(got - want) <= tolerance))
        fail_msg("%s: %.17g is not %.17g +- %g", what, got, want, tolerance);
}

typedef struct interval (*proportion)(double, double, double, int);

static void check_interval(proportion f, char **field, bool two)
{
    struct interval i =
        f(named(field[2], "x="), named(field[2], "n="), 0.95, two ? 2 : 1);
    const char *comma = strchr(field[3], ',');
    double tolerance = strtod(field[4], NULL);

    t_near(i.lo, strtod(field[3], NULL), tolerance, field[0]);
    if (two)
        t_near(i.hi, strtod(comma + 1, NULL), tolerance, field[0]);
}

static void check_garwood(char **field)
{
    struct interval i = stats_garwood(named(field[2], "x="), 0.95, 2);

    t_near(i.lo, strtod(field[3], NULL), 1e-9, field[0]);
    t_near(i.hi, strtod(strchr(field[3], ',') + 1, NULL), 1e-9, field[0]);
}

static bool check_proportion(char **field)
{
    static const struct {
        const char *name;
        proportion f;
        bool two;
    } row[] = {
        {"wilson_two_sided_95",                stats_wilson,          true },
        {"wilson_one_sided_lower_95",          stats_wilson,          false},
        {"clopper_pearson_two_sided_95",       stats_clopper_pearson, true },
        {"clopper_pearson_one_sided_lower_95", stats_clopper_pearson, false},
        {"jeffreys_two_sided_95",              stats_jeffreys,        true },
        {"jeffreys_one_sided_lower_95",        stats_jeffreys,        false},
    };

    for (size_t i = 0; i < T_LEN(row); i++) {
        if (strcmp(field[1], row[i].name) == 0) {
            check_interval(row[i].f, field, row[i].two);
            return true;
        }
    }
    return false;
}

static bool check_other(char **field)
{
    const char *in = field[2];
    double want = strtod(field[3], NULL);
    double tolerance = strtod(field[4], NULL);

    if (strcmp(field[1], "poisson_garwood_two_sided_95") == 0)
        check_garwood(field);
    else if (strcmp(field[1], "guardband_max_pfa") == 0) /* U = 2u */
        t_near(stats_guard_pfa(2 * named(in, "w="), 1), want, tolerance, in);
    else if (strcmp(field[1], "binomial_detect_power") == 0)
        t_near(1 - stats_binomial_cdf((int64_t)named(in, "min_alt=") - 1,
                                      (int64_t)named(in, "depth="),
                                      named(in, "vaf=")),
               want, tolerance, in);
    else if (strcmp(field[1], "success_run_n_zero_failure") == 0)
        t_near((double)stats_success_run(named(in, "reliability="),
                                         named(in, "confidence="), 0),
               want, 0, in);
    else if (strcmp(field[1], "success_run_n_k_failures_95") == 0)
        t_near((double)stats_success_run(named(in, "reliability="), 0.95,
                                         (int64_t)named(in, "failures=")),
               want, 0, in);
    else
        return false;
    return true;
}

static void agrees_with_every_vector(void **state)
{
    struct table t = {0};
    char *field[FIELDS];
    size_t n = 0;

    (void)state;
    open_table(&t, "fixtures/statistics/vectors.tsv");
    assert_int_equal(next_row(field, &t), FIELDS);
    for (; next_row(field, &t) == FIELDS; n++) {
        if (!check_proportion(field) && !check_other(field))
            fail_msg("%s: nothing checks %s", field[0], field[1]);
    }
    assert_int_equal(n, 191);
    buf_release(&t.text);
}

static void agrees_with_r_up_to_ten_thousand_million(void **state)
{
    struct table t = {0};
    char *field[FIELDS];
    size_t n = 0;

    (void)state;
    open_table(&t, "fixtures/statistics/large.tsv");
    assert_int_equal(next_row(field, &t), 5);
    for (; next_row(field, &t) == 5; n++) {
        double x = strtod(field[1], NULL);
        double trials = strtod(field[2], NULL);
        double lo = strtod(field[3], NULL);
        double hi = strtod(field[4], NULL);
        struct interval i = strcmp(field[0], "garwood") == 0
                                ? stats_garwood(x, 0.95, 2)
                            : strcmp(field[0], "jeffreys") == 0
                                ? stats_jeffreys(x, trials, 0.95, 2)
                                : stats_clopper_pearson(x, trials, 0.95, 2);

        t_near(i.lo, lo, 1e-9 * (hi - lo) + 2e-16 * hi, field[1]);
        t_near(i.hi, hi, 1e-9 * (hi - lo) + 2e-16 * hi, field[1]);
    }
    assert_int_equal(n, 50);
    buf_release(&t.text);
}

static void has_whole_intervals_at_the_ends(void **state)
{
    static const proportion method[] = {stats_wilson, stats_clopper_pearson,
                                        stats_jeffreys};

    (void)state;
    for (size_t i = 0; i < T_LEN(method); i++) {
        struct interval none = method[i](0, 0, 0.95, 1);
        struct interval zero = method[i](0, 20, 0.95, 2);
        struct interval all = method[i](20, 20, 0.95, 2);

        t_near(none.lo, 0, 0, "no data");
        t_near(none.hi, 1, 0, "no data");
        t_near(zero.lo, 0, 0, "no success");
        t_near(all.hi, 1, 0, "no failure");
        assert_true(zero.hi < 0.2 && zero.hi > 0.1);
        t_near(1 - all.lo, zero.hi, 1e-12, "mirror");
    }
    t_near(stats_garwood(0, 0.95, 1).lo, 0, 0, "no event");
    t_near(stats_garwood(0, 0.95, 1).hi, -log(0.05), 1e-12, "no event");
}

/* A one-sided bound at 1 - a/2 is one end of the two-sided interval. */
static void relates_one_side_to_two(void **state)
{
    static const proportion method[] = {stats_wilson, stats_clopper_pearson,
                                        stats_jeffreys};

    (void)state;
    for (size_t i = 0; i < T_LEN(method); i++) {
        struct interval one = method[i](37, 41.5, 0.975, 1);
        struct interval two = method[i](37, 41.5, 0.95, 2);

        t_near(one.lo, two.lo, 1e-12, "lower");
        t_near(one.hi, two.hi, 1e-12, "upper");
    }
}

/* Four blocks by hand: num 9 8 10 7 of 10 each. Leaving one out: 25/30, 26/30,
 * 24/30, 27/30; mean 0.85, squares 1/180, variance 3/4 of that; binomial
 * variance 0.85 * 0.15 / 40. */
static void jackknifes_blocks(void **state)
{
    static const int64_t num[] = {9, 8, 0, 10, 7, 0};
    static const int64_t den[] = {10, 10, 0, 10, 10, 0};
    double variance = 0;
    double effect = 0;

    (void)state;
    assert_int_equal(stats_jackknife(&variance, &effect, num, den, 6), 0);
    t_near(variance, 0.75 / 180, 1e-15, "variance");
    t_near(effect, 0.75 / 180 / (0.85 * 0.15 / 40), 1e-12, "effect");
}

static void jackknife_knows_its_limits(void **state)
{
    static const struct {
        int64_t num[2], den[2];
        size_t n;
        int rc;
        double effect;
    } row[] = {
        {{5, 5}, {10, 10}, 2, 0,  1 }, /* blocks alike: never below 1 */
        {{9, 9}, {9, 9},   2, 0,  1 }, /* all succeed */
        {{0, 0}, {9, 9},   2, 0,  1 },
        {{9, 0}, {9, 9},   2, 0,  18}, /* 1/4 over 1/72 */
        {{9, 0}, {9, 0},   2, -1, 0 },
        {{9, 9}, {9, 9},   1, -1, 0 },
        {{0, 0}, {0, 0},   0, -1, 0 },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        double variance = 0;
        double effect = 0;

        assert_int_equal(stats_jackknife(&variance, &effect, row[i].num,
                                         row[i].den, row[i].n),
                         row[i].rc);
        t_near(effect, row[i].effect, 1e-12, "effect");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_every_vector),
        cmocka_unit_test(agrees_with_r_up_to_ten_thousand_million),
        cmocka_unit_test(has_whole_intervals_at_the_ends),
        cmocka_unit_test(relates_one_side_to_two),
        cmocka_unit_test(jackknifes_blocks),
        cmocka_unit_test(jackknife_knows_its_limits),
    };

    return cmocka_run_group_tests_name("stats", tests, NULL, NULL);
}

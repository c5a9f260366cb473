#include "base/tests/t.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/isodate.h"

static void knows_the_days_of_the_calendar(void **state)
{
    static const char *const good[] = {"1970-01-01", "2024-02-29", "2000-02-29",
                                       "9999-12-31"};
    static const char *const bad[] = {
        "",           "2026-02-29",  "2100-02-29", "2026-13-01", "2026-00-10",
        "2026-04-31", "2026-4-30",   "2026/04/30", "1969-12-31", "2026-04-30T",
        "2026-04-3a", "2026-04-300", "+026-04-30",
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(good); i++)
        assert_true(isodate_is_day(good[i]));
    for (size_t i = 0; i < T_LEN(bad); i++)
        assert_false(isodate_is_day(bad[i]));
}

static void knows_times(void **state)
{
    static const char *const bad[] = {
        "2026-11-23",           "2026-11-23T10:00:00",  "2026-11-23T24:00:00Z",
        "2026-11-23T10:60:00Z", "2026-11-23T10:00:60Z", "2026-02-30T10:00:00Z",
        "2026-11-23 10:00:00Z", "2026-11-23T10:00:00ZZ"};

    (void)state;
    assert_true(isodate_is_time("2026-11-23T10:00:00Z"));
    for (size_t i = 0; i < T_LEN(bad); i++)
        assert_false(isodate_is_time(bad[i]));
}

/* Every day against the C library's calendar. */
static void counts_as_the_c_library_does(void **state)
{
    const int64_t end = isodate_days("9999-12-31");

    (void)state;
    for (int64_t d = 0; d <= end; d++) {
        time_t t = (time_t)d * 86400 + d % 86400;
        struct tm tm;
        char want[32];
        char got[ISODATE_TIME];

        assert_non_null(gmtime_r(&t, &tm));
        assert_true(strftime(want, sizeof(want), "%Y-%m-%dT%H:%M:%SZ", &tm) >
                    0);
        assert_int_equal(isodate_time(got, (int64_t)t), 0);
        assert_string_equal(got, want);
        assert_int_equal(isodate_seconds(got), t);
        assert_int_equal(isodate_days(got), d);
    }
}

static void refuses_other_years(void **state)
{
    char out[ISODATE_TIME];

    (void)state;
    assert_int_equal(isodate_day(out, -1), -1);
    assert_int_equal(isodate_day(out, isodate_days("9999-12-31") + 1), -1);
    assert_int_equal(isodate_time(out, -1), -1);
    assert_int_equal(isodate_time(out, INT64_MAX), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_the_days_of_the_calendar),
        cmocka_unit_test(knows_times),
        cmocka_unit_test(counts_as_the_c_library_does),
        cmocka_unit_test(refuses_other_years),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

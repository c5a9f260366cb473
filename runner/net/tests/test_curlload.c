#include "base/tests/t.h"

#include <string.h>

#include "base/err.h"
#include "net/curlload.h"

static void finds_all_that_is_called(void **state)
{
    struct curl_calls k = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(curlload(&k, curlload_names, &e), 0);
    assert_non_null(k.easy_init);
    assert_non_null(k.slist_free_all);
    assert_string_equal(k.easy_strerror(CURLE_OK), "No error");
}

/* Another library than libcurl lacks its functions. */
static void says_what_is_missing(void **state)
{
    static const struct {
        const char *names[3];
        const char *why;
    } row[] = {
        {{"libnone.so.1", "libneither.so.1"}, "is not installed"},
        {{"libnone.so.1", "libm.so.6"},       "has no function" },
        {{NULL},                              "is not installed"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct curl_calls k = {0};
        struct err e = {0};

        assert_int_equal(curlload(&k, row[i].names, &e), -1);
        assert_int_equal(e.code, ERR_MISSING);
        assert_non_null(strstr(e.msg, row[i].why));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_all_that_is_called),
        cmocka_unit_test(says_what_is_missing),
    };

    return cmocka_run_group_tests_name("curlload", tests, NULL, NULL);
}

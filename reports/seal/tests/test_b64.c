#include "base/tests/t.h"

#include <string.h>

#include "base/buf.h"
#include "reports/seal/b64.h"

/* RFC 4648 10. */
static const struct {
    const char *bytes;
    const char *text;
} vector[] = {
    {"",       ""        },
    {"f",      "Zg=="    },
    {"fo",     "Zm8="    },
    {"foo",    "Zm9v"    },
    {"foob",   "Zm9vYg=="},
    {"fooba",  "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"},
};

static void writes_and_reads_the_vectors_of_the_rfc(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(vector); i++) {
        struct buf b = {0};
        unsigned char got[8];
        size_t n = strlen(vector[i].bytes);

        buf_init(&b, 64);
        b64_write(&b, vector[i].bytes, n);
        assert_int_equal(b.n, strlen(vector[i].text));
        assert_memory_equal(b.s ? b.s : "", vector[i].text, b.n);
        assert_int_equal(b64_read(got, n, vector[i].text, b.n), n);
        assert_memory_equal(got, vector[i].bytes, n);
        buf_release(&b);
    }
}

static void refuses_every_other_spelling(void **state)
{
    static const char *const row[] = {
        "Zg",    "Zg=",    "Zh==", "Zm9=", "Zg==Zg==", "Z===", "====",
        " Zg==", "Zm9v\n", "Zm 9", "Zm9-", "Zm9_",     "Z=9v",
    };
    unsigned char got[16];

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        assert_int_equal(b64_read(got, sizeof got, row[i], strlen(row[i])), -1);
    assert_int_equal(b64_read(got, 2, "Zm9v", 4), -1); /* no room */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_and_reads_the_vectors_of_the_rfc),
        cmocka_unit_test(refuses_every_other_spelling),
    };

    return cmocka_run_group_tests_name("b64", tests, NULL, NULL);
}

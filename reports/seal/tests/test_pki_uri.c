#include "base/tests/t.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "reports/seal/pki_uri.h"

static void reads_what_it_names(void **state)
{
    struct pki_uri u = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(
        pki_uri_parse(&u,
                      "pkcs11:token=Certif%20FR;object=s%c3%A9al;id=%00%ff;"
                      "type=private;serial=12?module-path=/lib/a%20b.so",
                      &e),
        0);
    assert_string_equal((char *)u.token.s, "Certif FR");
    assert_int_equal(u.token.n, 9);
    assert_string_equal((char *)u.object.s, "s\xc3\xa9"
                                            "al");
    assert_int_equal(u.id.n, 2);
    assert_memory_equal(u.id.s, "\x00\xff", 2);
    assert_true(u.serial.given);
    assert_false(u.model.given);
    assert_false(u.manufacturer.given);
    assert_string_equal(u.module, "/lib/a b.so");
}

static void refuses_and_says_why(void **state)
{
#define FORM "a PKCS#11 URI is written like pkcs11:token=NAME;object=NAME"
#define VALUE                                                                  \
    "the value of '%.*s' in the PKCS#11 URI is empty, too long or not "        \
    "written as RFC 7512 says"
#define MEANING "the attribute '%.*s' of a PKCS#11 URI has no meaning here"
#define PIN                                                                    \
    "a PIN has no place in the PKCS#11 URI: give it with --passphrase-fd, or " \
    "at the terminal"
    static const struct {
        const char *text;
        const char *id;
    } row[] = {
        {"seal.key",                                     FORM                              },
        {"pkcs11:",                                      FORM                              },
        {"pkcs11:token",                                 FORM                              },
        {"pkcs11:=x",                                    FORM                              },
        {"pkcs11:token=a;",                              FORM                              },
        {"pkcs11:?module-path=/a",                       FORM                              },
        {"pkcs11:token=",                                VALUE                             },
        {"pkcs11:token=a b",                             VALUE                             },
        {"pkcs11:token=%2",                              VALUE                             },
        {"pkcs11:token=%zz",                             VALUE                             },
        {"pkcs11:token=a?module-path=",                  VALUE                             },
        {"pkcs11:token=a?module-path=%00",               VALUE                             },
        {"pkcs11:token=a;token=b",                       "the PKCS#11 URI has '%.*s' twice"},
        {"pkcs11:token=a?module-path=/a&module-path=/b",
         "the PKCS#11 URI has '%.*s' twice"                                                },
        {"pkcs11:token=a;type=public",
         "the PKCS#11 URI must name a private key: type=private"                           },
        {"pkcs11:slot-id=1",                             MEANING                           },
        {"pkcs11:token=a?module-name=b",                 MEANING                           },
        {"pkcs11:token=a?pin-value=1",                   PIN                               },
        {"pkcs11:token=a?pin-source=/pin",               PIN                               },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct pki_uri u = {0};
        struct err e = {0};

        assert_int_equal(pki_uri_parse(&u, row[i].text, &e), -1);
        assert_int_equal(e.code, ERR_USAGE);
        assert_string_equal(e.id, row[i].id);
        assert_int_equal(u.token.n, 0);
    }
}

static void bounds_each_value(void **state)
{
    char text[PKI_URI_MAX + 100];

    (void)state;
    for (int n = PKI_URI_VALUE_MAX; n <= PKI_URI_VALUE_MAX + 1; n++) {
        struct pki_uri u = {0};
        struct err e = {0};

        snprintf(text, sizeof text, "pkcs11:object=%0*d", n, 7);
        assert_int_equal(pki_uri_parse(&u, text, &e),
                         n == PKI_URI_VALUE_MAX ? 0 : -1);
    }
}

static void takes_a_module_from_beside_it(void **state)
{
    char out[PKI_URI_MAX];
    char longest[PKI_URI_MAX];
    struct pki_uri u = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(
        pki_uri_with_module(out, "pkcs11:token=a", "/my lib/é%&.so", &e), 0);
    assert_string_equal(out,
                        "pkcs11:token=a?module-path=/my%20lib/%C3%A9%25%26.so");
    assert_int_equal(pki_uri_parse(&u, out, &e), 0);
    assert_string_equal(u.module, "/my lib/é%&.so");
    assert_int_equal(pki_uri_with_module(out, out, "/other.so", &e), -1);
    assert_string_equal(e.id, "the PKCS#11 module is named twice: in the URI "
                              "and beside it");
    e = (struct err){0};
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(pki_uri_with_module(out, "pkcs11:token=a", longest, &e),
                     -1);
    assert_int_equal(e.code, ERR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_it_names),
        cmocka_unit_test(refuses_and_says_why),
        cmocka_unit_test(bounds_each_value),
        cmocka_unit_test(takes_a_module_from_beside_it),
    };

    return cmocka_run_group_tests_name("pki_uri", tests, NULL, NULL);
}

#include "base/tests/t.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/seal/pki.h"
#include "reports/seal/tests/t_keys.h"

#define NOW "2026-11-23T10:00:00Z"

static int64_t now(void)
{
    struct err e = {0};
    int64_t t = 0;

    assert_int_equal(pki_time(&t, NOW, &e), 0);
    return t;
}

static void reads_times_as_seconds_since_1970(void **state)
{
    static const struct {
        const char *text;
        int rc;
        int64_t seconds;
    } row[] = {
        {"1970-01-01T00:00:00Z",  0,  0         },
        {"2000-02-29T00:00:00Z",  0,  951782400 },
        {"2000-03-01T00:00:00Z",  0,  951868800 },
        {"2026-11-23T10:00:00Z",  0,  1795428000},
        {"2100-03-01T00:00:00Z",  0,  4107542400},
        {"2026-11-23T10:00:00",   -1, 0         },
        {"2026-11-23 10:00:00Z",  -1, 0         },
        {"2026-13-23T10:00:00Z",  -1, 0         },
        {"2026-00-23T10:00:00Z",  -1, 0         },
        {"2026-11-23T24:00:00Z",  -1, 0         },
        {"2026-11-23T10:00:00ZZ", -1, 0         },
        {"1969-12-31T23:59:59Z",  -1, 0         },
        {"",                      -1, 0         },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        int64_t t = -7;

        assert_int_equal(pki_time(&t, row[i].text, &e), row[i].rc);
        assert_int_equal(t, row[i].rc ? -7 : row[i].seconds);
        assert_int_equal(e.code, row[i].rc ? ERR_SYNTAX : ERR_NONE);
    }
}

static struct pki_cert *leaf_of(const struct pki_signer *s)
{
    const struct pki_der *der;
    struct err e = {0};
    struct pki_cert *c;

    assert_true(pki_signer_chain(&der, s) >= 1);
    c = pki_cert_read(&der[0], &e);
    assert_non_null(c);
    return c;
}

static void signs_and_verifies_with_each_kind_of_key(void **state)
{
    static const struct {
        const char *kind;
        enum pki_alg alg;
        size_t size;
    } row[] = {
        {"P-256",   PKI_P256, 64 },
        {"P-384",   PKI_P384, 96 },
        {"RSA3072", PKI_RSA,  384},
    };
    static const char text[] = "what is signed";
    char dir[64];

    (void)state;
    t_folder(dir);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct t_cert t = {.kind = row[i].kind, .name = "Vendeur"};
        struct t_id id = t_identity(&t, NULL);
        struct err e = {0};
        unsigned char sig[PKI_SIGNATURE_MAX];
        size_t n = 0;
        struct pki_signer *s;
        struct pki_cert *c;

        t_write_id(dir, &id);
        s = pki_signer_open(t_path(dir, "key.pem"), -1, t_path(dir, "cert.pem"),
                            now(), &e);
        assert_non_null(s);
        assert_int_equal(pki_signer_alg(s), row[i].alg);
        assert_int_equal(pki_sign(sig, &n, s, text, sizeof text, &e), 0);
        assert_int_equal(n, row[i].size);
        c = leaf_of(s);
        assert_int_equal(
            pki_verify(c, row[i].alg, sig, n, text, sizeof text, &e), 0);
        /* Another text, another signature, another length, another name. */
        assert_int_equal(
            pki_verify(c, row[i].alg, sig, n, text, sizeof text - 1, &e), -1);
        assert_int_equal(e.code, ERR_REFUSED);
        sig[n / 2] ^= 1;
        e = (struct err){0};
        assert_int_equal(
            pki_verify(c, row[i].alg, sig, n, text, sizeof text, &e), -1);
        sig[n / 2] ^= 1;
        e = (struct err){0};
        assert_int_equal(
            pki_verify(c, row[i].alg, sig, n - 1, text, sizeof text, &e), -1);
        assert_string_equal(e.id,
                            "the signature has %zu bytes where %s has %zu");
        e = (struct err){0};
        assert_int_equal(
            pki_verify(c, (row[i].alg + 1) % 3, sig, n, text, sizeof text, &e),
            -1);
        assert_string_equal(e.id, "the signature says %s, but the "
                                  "certificate's key is for %s");
        pki_cert_free(c);
        pki_signer_free(s);
        t_id_free(&id);
    }
    assert_int_equal(path_remove_tree(dir, &(struct err){0}), 0);
}

/* Zero, and more than the order of the curve, are no signatures. */
static void refuses_degenerate_signatures(void **state)
{
    struct t_cert t = {.kind = "P-256", .name = "x"};
    struct t_id id = t_identity(&t, NULL);
    unsigned char *bytes = NULL;
    int n = i2d_X509(id.cert, &bytes);
    struct pki_der der = {bytes, (size_t)n};
    struct err e = {0};
    struct pki_cert *c = pki_cert_read(&der, &e);
    unsigned char sig[64] = {0};

    (void)state;
    assert_non_null(c);
    assert_int_equal(pki_verify(c, PKI_P256, sig, 64, "", 0, &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    memset(sig, 255, sizeof sig);
    e = (struct err){0};
    assert_int_equal(pki_verify(c, PKI_P256, sig, 64, "", 0, &e), -1);
    pki_cert_free(c);
    OPENSSL_free(bytes);
    t_id_free(&id);
}

static void refuses_a_certificate_that_is_not_exactly_one(void **state)
{
    struct t_cert t = {.kind = "P-256", .name = "x"};
    struct t_id id = t_identity(&t, NULL);
    unsigned char *bytes = NULL;
    int n = i2d_X509(id.cert, &bytes);
    unsigned char *more = calloc(1, (size_t)n + 1);
    const struct pki_der row[] = {
        {bytes, 0            },
        {bytes, (size_t)n - 1},
        {more,  (size_t)n + 1},
    };

    (void)state;
    assert_non_null(more);
    memcpy(more, bytes, (size_t)n);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};

        assert_null(pki_cert_read(&row[i], &e));
        assert_string_equal(e.id, "a certificate is not well-formed");
    }
    free(more);
    OPENSSL_free(bytes);
    t_id_free(&id);
}

static void says_why_a_key_can_not_sign(void **state)
{
    static const struct {
        struct t_cert cert;
        const char *why;
    } row[] = {
        {{"P-521", "x", NULL, NULL, NULL, 0},
         "the key must be ECDSA on the curve P-256 or P-384, or RSA of %d to "
         "%d bits"                                                       },
        {{"ED25519", "x", NULL, NULL, NULL, 0},
         "the key must be ECDSA on the curve P-256 or P-384, or RSA of %d to "
         "%d bits"                                                       },
        {{"spelt-out", "x", NULL, NULL, NULL, 0},
         "the key must be ECDSA on the curve P-256 or P-384, or RSA of %d to "
         "%d bits"                                                       },
        {{"RSA2048", "x", NULL, NULL, NULL, 0},
         "the key must be ECDSA on the curve P-256 or P-384, or RSA of %d to "
         "%d bits"                                                       },
        {{"P-256", "x", "keyCertSign", NULL, NULL, 0},
         "the certificate does not allow its key to sign documents"      },
        {{"P-256", "x", NULL, "20270101000000Z", NULL, 0},
         "the certificate was not yet in force at the time of signing"   },
        {{"P-256", "x", NULL, NULL, "20260201000000Z", 0},
         "the certificate had expired at the time of signing"            },
        {{"P-256", "x", "nonRepudiation", NULL, NULL, 0},            NULL},
        {{"P-256", "x", "critical,digitalSignature", NULL, NULL, 0}, NULL},
    };
    char dir[64];

    (void)state;
    t_folder(dir);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct t_id id = t_identity(&row[i].cert, NULL);
        struct err e = {0};
        struct pki_signer *s;

        t_write_id(dir, &id);
        s = pki_signer_open(t_path(dir, "key.pem"), -1, t_path(dir, "cert.pem"),
                            now(), &e);
        assert_int_equal(s != NULL, row[i].why == NULL);
        if (row[i].why)
            assert_string_equal(e.id, row[i].why);
        pki_signer_free(s);
        t_id_free(&id);
    }
    assert_int_equal(path_remove_tree(dir, &(struct err){0}), 0);
}

static void refuses_files_that_do_not_fit(void **state)
{
    struct t_cert t = {.kind = "P-256", .name = "x"};
    struct t_id id = t_identity(&t, NULL);
    struct t_id other = t_identity(&t, NULL);
    X509 *const two[] = {id.cert, other.cert, NULL};
    X509 *const nine[] = {id.cert, id.cert, id.cert, id.cert, id.cert,
                          id.cert, id.cert, id.cert, id.cert, NULL};
    X509 *const none[] = {NULL};
    const struct {
        EVP_PKEY *key; /* NULL: the certificate stands in the key's file */
        X509 *const *certs;
        const char *why;
    } row[] = {
        {other.key, (X509 *const[]){id.cert, NULL},
         "the certificate does not belong to the key: give the certificate of "
         "the key first in its file"                                                           },
        {id.key,    two,
         "certificate %zu of the list did not issue the one before it: give "
         "the signer's own first, then each issuer"                                            },
        {id.key,    nine,                           "more than %d certificates"                },
        {id.key,    none,                           "the file holds no certificate in PEM form"},
        {NULL,      (X509 *const[]){id.cert, NULL},
         "the file holds no private key in PEM form: %s"                                       },
    };
    char dir[64];

    (void)state;
    t_folder(dir);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};

        t_write_certs(t_path(dir, "cert.pem"), row[i].certs);
        if (row[i].key)
            t_write_key(t_path(dir, "key.pem"), row[i].key, NULL);
        else
            t_write_certs(t_path(dir, "key.pem"), row[i].certs);
        assert_null(pki_signer_open(t_path(dir, "key.pem"), -1,
                                    t_path(dir, "cert.pem"), now(), &e));
        assert_string_equal(e.id, row[i].why);
        assert_true(e.path[0] != '\0');
    }
    t_id_free(&other);
    t_id_free(&id);
    assert_int_equal(path_remove_tree(dir, &(struct err){0}), 0);
}

static void reads_the_passphrase_from_a_descriptor(void **state)
{
    static const struct {
        const char *given; /* NULL: nothing can be read */
        const char *why;
    } row[] = {
        {"secret\n", NULL                                                   },
        {"secret",   NULL                                                   },
        {"Secret\n", "the key can not be decrypted with this passphrase: %s"},
        {NULL,
         "the key is encrypted and no passphrase could be read: give it with "
         "--passphrase-fd"                                                  },
    };
    struct t_cert t = {.kind = "P-256", .name = "x"};
    struct t_id id = t_identity(&t, NULL);
    char dir[64];

    (void)state;
    t_folder(dir);
    t_write_id(dir, &id);
    t_write_key(t_path(dir, "key.pem"), id.key, "secret");
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        struct pki_signer *s;
        int fd[2];

        assert_int_equal(pipe(fd), 0);
        if (row[i].given)
            assert_true(write(fd[1], row[i].given, strlen(row[i].given)) > 0);
        close(fd[1]);
        s = pki_signer_open(t_path(dir, "key.pem"), fd[0],
                            t_path(dir, "cert.pem"), now(), &e);
        close(fd[0]);
        assert_int_equal(s != NULL, row[i].why == NULL);
        if (row[i].why)
            assert_string_equal(e.id, row[i].why);
        pki_signer_free(s);
    }
    t_id_free(&id);
    assert_int_equal(path_remove_tree(dir, &(struct err){0}), 0);
}

static struct pki_cert *as_cert(X509 *x509)
{
    unsigned char *bytes = NULL;
    int n = i2d_X509(x509, &bytes);
    struct pki_der der = {bytes, (size_t)n};
    struct err e = {0};
    struct pki_cert *c = pki_cert_read(&der, &e);

    assert_non_null(c);
    OPENSSL_free(bytes);
    return c;
}

static void builds_a_chain_to_the_anchor_or_says_no(void **state)
{
    struct t_cert root_t = {"P-384", "Racine", "keyCertSign", NULL, NULL, 1};
    struct t_cert mid_t = {"P-256", "Intermédiaire", "keyCertSign", NULL, NULL,
                           1};
    struct t_cert leaf_t = {"P-256", "Laboratoire", "digitalSignature",
                            NULL,    NULL,          0};
    struct t_id root = t_identity(&root_t, NULL);
    struct t_id other = t_identity(&root_t, NULL);
    struct t_id mid = t_identity(&mid_t, &root);
    struct t_id leaf = t_identity(&leaf_t, &mid);
    struct t_id below_leaf = t_identity(&leaf_t, &leaf);
    struct pki_cert *chain[] = {as_cert(leaf.cert), as_cert(mid.cert),
                                as_cert(root.cert)};
    struct pki_cert *bad[] = {as_cert(below_leaf.cert), chain[0], chain[1]};
    struct pki_cert *stranger = as_cert(other.cert);
    struct err e = {0};

    (void)state;
    assert_int_equal(pki_chain_check(chain, 3, &e), 0);
    assert_int_equal(pki_chain_to(chain, 2, chain[2], now(), &e), 0);
    assert_int_equal(pki_chain_to(chain, 1, chain[1], now(), &e), 0);
    assert_int_equal(pki_chain_to(chain, 1, chain[2], now(), &e), -1);
    e = (struct err){0};
    assert_int_equal(pki_chain_to(chain, 2, stranger, now(), &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    e = (struct err){0};
    assert_int_equal(pki_chain_to(chain, 2, chain[2], now() * 2, &e), -1);
    e = (struct err){0};
    /* A certificate that is no authority issued one. */
    assert_int_equal(pki_chain_to(bad, 3, chain[2], now(), &e), -1);
    e = (struct err){0};
    assert_int_equal(pki_chain_check(bad, 2, &e), -1);
    pki_cert_free(bad[0]);
    pki_cert_free(stranger);
    for (size_t i = 0; i < T_LEN(chain); i++)
        pki_cert_free(chain[i]);
    t_id_free(&below_leaf);
    t_id_free(&leaf);
    t_id_free(&mid);
    t_id_free(&other);
    t_id_free(&root);
}

static void names_the_subject_in_utf8(void **state)
{
    struct t_cert t = {.kind = "P-256", .name = "Génome, Ltd"};
    struct t_id id = t_identity(&t, NULL);
    struct pki_cert *c = as_cert(id.cert);
    struct arena a = {0};
    struct err e = {0};

    (void)state;
    assert_string_equal(pki_cert_subject(&a, c, &e),
                        "CN=Génome\\, Ltd,O=Société d’essai");
    arena_release(&a);
    pki_cert_free(c);
    t_id_free(&id);
}

#define QC_COMPLIANCE "30:08:06:06:04:00:8e:46:01:01"
#define QC_ESEAL                                                               \
    "30:13:06:06:04:00:8e:46:01:06:30:09:06:07:04:00:8e:46:01:06:02"
#define QC_ESIGN                                                               \
    "30:13:06:06:04:00:8e:46:01:06:30:09:06:07:04:00:8e:46:01:06:01"

/* Qualified, and for seals: both are stated, or nothing is. */
static void repeats_what_a_certificate_states_of_itself(void **state)
{
    static const struct {
        const char *statements; /* NULL: none */
        bool says;
    } row[] = {
        {NULL,                                                        false},
        {"DER:30:1f:" QC_COMPLIANCE ":" QC_ESEAL,                     true },
        {"DER:30:1f:" QC_ESEAL ":" QC_COMPLIANCE,                     true },
        {"DER:30:1f:" QC_COMPLIANCE ":" QC_ESIGN,                     false},
        {"DER:30:0a:" QC_COMPLIANCE,                                  false},
        {"DER:30:15:" QC_ESEAL,                                       false},
        {"DER:30:00",                                                 false},
        {"DER:05:00",                                                 false},
        {"DER:30:02:05:00",                                           false},
        {"DER:30:30:05:00",                                           false},
        {"DER:30:14:" QC_COMPLIANCE ":30:08:06:06:04:00:8e:46:01:06", false},
    };
    static const struct t_cert t = {.kind = "P-256", .name = "Cachet"};

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct t_id id = t_identity(&t, NULL);
        struct err e = {0};
        struct pki_cert *c;
        struct pki_der der = {0};
        unsigned char *bytes = NULL;

        if (row[i].statements) {
            t_extension(id.cert, id.cert, NID_qcStatements, row[i].statements);
            assert_true(X509_sign(id.cert, id.key, EVP_sha256()) > 0);
        }
        der.n = (size_t)i2d_X509(id.cert, &bytes);
        der.p = bytes;
        c = pki_cert_read(&der, &e);
        assert_non_null(c);
        if (pki_cert_says_qualified_seal(c) != row[i].says)
            fail_msg("row %zu", i);
        assert_true(pki_cert_self_signed(c));
        assert_int_equal(pki_cert_ends(c), INT64_C(1893456000));
        assert_true(pki_cert_in_force(c, INT64_C(1893455999)));
        assert_false(pki_cert_in_force(c, INT64_C(1893456001)));
        assert_false(pki_cert_in_force(c, INT64_C(1767225599)));
        pki_cert_free(c);
        OPENSSL_free(bytes);
        t_id_free(&id);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repeats_what_a_certificate_states_of_itself),
        cmocka_unit_test(reads_times_as_seconds_since_1970),
        cmocka_unit_test(signs_and_verifies_with_each_kind_of_key),
        cmocka_unit_test(refuses_degenerate_signatures),
        cmocka_unit_test(refuses_a_certificate_that_is_not_exactly_one),
        cmocka_unit_test(says_why_a_key_can_not_sign),
        cmocka_unit_test(refuses_files_that_do_not_fit),
        cmocka_unit_test(reads_the_passphrase_from_a_descriptor),
        cmocka_unit_test(builds_a_chain_to_the_anchor_or_says_no),
        cmocka_unit_test(names_the_subject_in_utf8),
    };

    return cmocka_run_group_tests_name("pki", tests, NULL, NULL);
}

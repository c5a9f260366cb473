/*
 * t_keys -- keys and certificates made on the spot for a test, in a folder of
 * its own below /tmp. Nothing secret is ever kept.
 */
#ifndef REPORTS_SEAL_TESTS_T_KEYS_H
#define REPORTS_SEAL_TESTS_T_KEYS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

struct t_cert {
    const char *kind;  /* "P-256", "P-384", "P-521", "RSA3072", "RSA2048",
                          "spelt-out": P-256 by its parameters, "ED25519" */
    const char *name;  /* common name */
    const char *usage; /* keyUsage; NULL: none */
    const char *from;  /* "20260101000000Z"; NULL: 2026-01-01 */
    const char *until; /* NULL: 2030-01-01 */
    int is_ca;
};

struct t_id {
    EVP_PKEY *key;
    X509 *cert;
};

/* P-256 given by its parameters, not by its name. */
static inline EVP_PKEY *t_spelt_out_key(void)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    EVP_PKEY *key = NULL;

    assert_int_equal(EVP_PKEY_keygen_init(ctx), 1);
    assert_int_equal(EVP_PKEY_CTX_set_group_name(ctx, "P-256"), 1);
    assert_int_equal(
        EVP_PKEY_CTX_set_ec_param_enc(ctx, OPENSSL_EC_EXPLICIT_CURVE), 1);
    assert_int_equal(EVP_PKEY_generate(ctx, &key), 1);
    EVP_PKEY_CTX_free(ctx);
    return key;
}

static inline EVP_PKEY *t_key(const char *kind)
{
    if (strcmp(kind, "spelt-out") == 0)
        return t_spelt_out_key();
    if (strcmp(kind, "ED25519") == 0)
        return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    if (strncmp(kind, "RSA", 3) == 0)
        return EVP_RSA_gen((unsigned)strtoul(kind + 3, NULL, 10));
    return EVP_EC_gen(kind);
}

static inline void t_extension(X509 *c, X509 *issuer, int nid,
                               const char *value)
{
    X509V3_CTX ctx;
    X509_EXTENSION *x;

    X509V3_set_ctx(&ctx, issuer, c, NULL, NULL, 0);
    x = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
    assert_non_null(x);
    assert_int_equal(X509_add_ext(c, x, -1), 1);
    X509_EXTENSION_free(x);
}

static inline void t_subject(X509 *c, const char *name)
{
    X509_NAME *n = X509_get_subject_name(c);

    X509_NAME_add_entry_by_txt(n, "O", MBSTRING_UTF8,
                               (const unsigned char *)"Société d’essai", -1, -1,
                               0);
    X509_NAME_add_entry_by_txt(n, "CN", MBSTRING_UTF8,
                               (const unsigned char *)name, -1, -1, 0);
}

/* A certificate for `key`, issued by `by` (NULL: by itself). */
static inline X509 *t_certify(const struct t_cert *t, EVP_PKEY *key,
                              const struct t_id *by)
{
    static long serial = 1;
    X509 *c = X509_new();
    X509 *issuer = by ? by->cert : c;

    assert_non_null(c);
    X509_set_version(c, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(c), serial++);
    ASN1_TIME_set_string(X509_getm_notBefore(c),
                         t->from ? t->from : "20260101000000Z");
    ASN1_TIME_set_string(X509_getm_notAfter(c),
                         t->until ? t->until : "20300101000000Z");
    t_subject(c, t->name);
    X509_set_issuer_name(c, X509_get_subject_name(issuer));
    X509_set_pubkey(c, key);
    t_extension(c, issuer, NID_basic_constraints,
                t->is_ca ? "critical,CA:TRUE" : "CA:FALSE");
    if (t->usage)
        t_extension(c, issuer, NID_key_usage, t->usage);
    assert_true(
        X509_sign(c, by ? by->key : key,
                  strcmp(t->kind, "ED25519") == 0 ? NULL : EVP_sha256()) > 0);
    return c;
}

static inline struct t_id t_identity(const struct t_cert *t,
                                     const struct t_id *by)
{
    struct t_id id = {.key = t_key(t->kind)};

    assert_non_null(id.key);
    id.cert = t_certify(t, id.key, by);
    return id;
}

static inline void t_id_free(struct t_id *id)
{
    X509_free(id->cert);
    EVP_PKEY_free(id->key);
    *id = (struct t_id){0};
}

/* DIR/NAME for as long as the next 8 calls; one test at a time. */
static inline const char *t_path(const char *dir, const char *name)
{
    static char text[8][300];
    static unsigned next;
    char *out = text[next++ % 8];

    snprintf(out, sizeof text[0], "%s/%s", dir, name);
    return out;
}

static inline void t_write_key(const char *path, EVP_PKEY *key,
                               const char *passphrase)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(PEM_write_PKCS8PrivateKey(
                         f, key, passphrase ? EVP_aes_256_cbc() : NULL,
                         passphrase, passphrase ? (int)strlen(passphrase) : 0,
                         NULL, NULL),
                     1);
    fclose(f);
}

/* The certificates, first to last, NULL at the end. */
static inline void t_write_certs(const char *path, X509 *const *certs)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    for (; *certs; certs++)
        assert_int_equal(PEM_write_X509(f, *certs), 1);
    fclose(f);
}

static inline void t_write_id(const char *dir, const struct t_id *id)
{
    X509 *const one[] = {id->cert, NULL};

    t_write_key(t_path(dir, "key.pem"), id->key, NULL);
    t_write_certs(t_path(dir, "cert.pem"), one);
}

static inline void t_folder(char out[64])
{
    snprintf(out, 64, "/tmp/entente-test-XXXXXX");
    assert_non_null(mkdtemp(out));
}

#endif

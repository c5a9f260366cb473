/* What a certificate states of itself: its term, and whether it calls itself
 * qualified (QcStatements, RFC 3739 3.2.6, ETSI EN 319 412-5). */
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "reports/seal/pki.h"
#include "reports/seal/pki_internal.h"

bool pki_cert_in_force(const struct pki_cert *c, int64_t time)
{
    time_t at = (time_t)time;

    /* X509_cmp_time: 0 is a time that can not be read. */
    return X509_cmp_time(X509_get0_notBefore(c->x509), &at) < 0 &&
           X509_cmp_time(X509_get0_notAfter(c->x509), &at) > 0;
}

int64_t pki_cert_ends(const struct pki_cert *c)
{
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    int days = 0;
    int seconds = 0;
    int64_t out = 0;

    if (epoch && ASN1_TIME_diff(&days, &seconds, epoch,
                                X509_get0_notAfter(c->x509)) == 1)
        out = (int64_t)days * 86400 + seconds;
    ASN1_TIME_free(epoch);
    ERR_clear_error();
    return out;
}

bool pki_cert_self_signed(const struct pki_cert *c)
{
    bool self = X509_self_signed(c->x509, 1) == 1;

    ERR_clear_error();
    return self;
}

/* The elements of a SEQUENCE; NULL when it is none. */
static ASN1_SEQUENCE_ANY *elements(const ASN1_STRING *der)
{
    const unsigned char *p = ASN1_STRING_get0_data(der);
    ASN1_SEQUENCE_ANY *all =
        d2i_ASN1_SEQUENCE_ANY(NULL, &p, ASN1_STRING_length(der));

    ERR_clear_error();
    return all;
}

static void free_elements(ASN1_SEQUENCE_ANY *all)
{
    sk_ASN1_TYPE_pop_free(all, ASN1_TYPE_free);
}

static bool is_oid(const ASN1_TYPE *t, const char *oid)
{
    char text[80];

    return t && t->type == V_ASN1_OBJECT &&
           OBJ_obj2txt(text, sizeof text, t->value.object, 1) > 0 &&
           strcmp(text, oid) == 0;
}

static bool has_oid(const ASN1_TYPE *list, const char *oid)
{
    ASN1_SEQUENCE_ANY *all = NULL;
    bool found = false;

    if (list && list->type == V_ASN1_SEQUENCE)
        all = elements(list->value.sequence);
    for (int i = 0; i < sk_ASN1_TYPE_num(all); i++)
        found = found || is_oid(sk_ASN1_TYPE_value(all, i), oid);
    free_elements(all);
    return found;
}

struct claims {
    bool qualified;
    bool seal;
};

static void read_statement(struct claims *c, const ASN1_TYPE *statement)
{
    ASN1_SEQUENCE_ANY *parts = NULL;

    if (statement->type == V_ASN1_SEQUENCE)
        parts = elements(statement->value.sequence);
    if (sk_ASN1_TYPE_num(parts) >= 1) {
        const ASN1_TYPE *id = sk_ASN1_TYPE_value(parts, 0);

        if (is_oid(id, "0.4.0.1862.1.1"))
            c->qualified = true;
        if (is_oid(id, "0.4.0.1862.1.6") && sk_ASN1_TYPE_num(parts) == 2 &&
            has_oid(sk_ASN1_TYPE_value(parts, 1), "0.4.0.1862.1.6.2"))
            c->seal = true;
    }
    free_elements(parts);
}

bool pki_cert_says_qualified_seal(const struct pki_cert *c)
{
    int at = X509_get_ext_by_NID(c->x509, NID_qcStatements, -1);
    ASN1_SEQUENCE_ANY *all = NULL;
    struct claims says = {0};

    if (at >= 0)
        all = elements(X509_EXTENSION_get_data(X509_get_ext(c->x509, at)));
    for (int i = 0; i < sk_ASN1_TYPE_num(all); i++)
        read_statement(&says, sk_ASN1_TYPE_value(all, i));
    free_elements(all);
    return says.qualified && says.seal;
}

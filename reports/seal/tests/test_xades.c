/* The form of a signature file: many members, many certificates, ceilings.
 * What is refused with a reason of its own: test_asic.c. */
#include "base/tests/t.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/seal/b64.h"
#include "reports/seal/tests/t_keys.h"
#include "reports/seal/xades.h"

static struct xades_ref refs[XADES_REFS_MAX + 1];

/* A file of this shape, signed by nobody. */
static struct xades shape(size_t n_refs, size_t n_certs)
{
    static const unsigned char der[] = {0x30, 0x03, 0x02, 0x01, 0x05};
    struct xades x = {.alg = PKI_P384,
                      .signing_time = "2026-11-23T10:00:00Z",
                      .refs = refs,
                      .n_refs = n_refs,
                      .n_certs = n_certs,
                      .signature_len = 96};

    for (size_t i = 0; i < n_refs; i++) {
        refs[i].name = "a/b.xml";
        refs[i].media_type = "application/x.y+xml";
        memset(refs[i].sha256, (int)i, XADES_DIGEST);
    }
    for (size_t i = 0; i < n_certs; i++)
        x.certs[i] = (struct pki_der){der, sizeof der};
    return x;
}

static void reads_back_each_shape(void **state)
{
    static const struct {
        size_t refs, certs;
    } row[] = {
        {0,              1            },
        {1,              1            },
        {11,             2            },
        {XADES_REFS_MAX, PKI_CERTS_MAX},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct xades x = shape(row[i].refs, row[i].certs);
        struct xades got = {0};
        struct buf b = {0};
        struct err e = {0};

        buf_init(&b, XADES_BYTES_MAX);
        xades_write(&b, &x);
        if (xades_read(&got, b.s, b.n, &e))
            fail_msg("line %d: %s", (int)e.line, e.msg);
        assert_int_equal(got.alg, PKI_P384);
        assert_int_equal(got.n_refs, row[i].refs);
        assert_int_equal(got.n_certs, row[i].certs);
        assert_int_equal(got.signature_len, 96);
        for (size_t k = 0; k < got.n_refs; k++)
            assert_memory_equal(got.refs[k].sha256, refs[k].sha256,
                                XADES_DIGEST);
        xades_release(&got);
        buf_release(&b);
    }
}

/* Unsigned properties with this many values and archives. */
static struct xades_time time_of(struct xades_archive *archives, size_t certs,
                                 size_t crls, size_t ocsp, size_t n_archives)
{
    static const unsigned char der[] = {0x30, 0x03, 0x02, 0x01, 0x05};
    struct xades_time t = {
        .token = {der, sizeof der},
        .archives = archives,
        .n_archives = n_archives
    };

    t.values.n_certs = certs;
    t.values.n_ocsp = ocsp;
    t.values.n_crls = crls;
    for (size_t i = 0; i < XADES_CRLS_MAX; i++)
        t.values.crls[i] = t.token;
    for (size_t i = 0; i < XADES_VALUES_MAX; i++)
        t.values.certs[i] = t.values.ocsp[i] = t.token;
    for (size_t k = 0; k < n_archives; k++) {
        archives[k] = (struct xades_archive){.token = t.token};
        archives[k].values.n_ocsp = k % 2;
        archives[k].values.ocsp[0] = t.token;
    }
    return t;
}

static void reads_back_each_level(void **state)
{
    static struct xades_archive archives[XADES_ARCHIVES_MAX];
    static const struct {
        size_t certs, crls, ocsp, archives;
    } row[] = {
        {0,                0,              0,                0},
        {1,                0,              0,                0},
        {0,                0,              1,                0},
        {0,                1,              0,                1},
        {0,                2,              1,                2},
        {2,                0,              3,                1},
        {0,                0,              0,                2},
        {XADES_VALUES_MAX, XADES_CRLS_MAX, XADES_VALUES_MAX,
         XADES_ARCHIVES_MAX                                   },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct xades x = shape(2, 1);
        struct xades got = {0};
        struct buf b = {0};
        struct err e = {0};

        x.time = time_of(archives, row[i].certs, row[i].crls, row[i].ocsp,
                         row[i].archives);
        buf_init(&b, XADES_BYTES_MAX);
        xades_write(&b, &x);
        if (xades_read(&got, b.s, b.n, &e))
            fail_msg("line %d: %s", (int)e.line, e.msg);
        assert_int_equal(got.time.token.n, 5);
        assert_int_equal(got.time.values.n_certs, row[i].certs);
        assert_int_equal(got.time.values.n_crls, row[i].crls);
        assert_int_equal(got.time.values.n_ocsp, row[i].ocsp);
        assert_int_equal(got.time.n_archives, row[i].archives);
        for (size_t k = 0; k < got.time.n_archives; k++)
            assert_int_equal(got.time.archives[k].values.n_ocsp, k % 2);
        xades_release(&got);
        buf_release(&b);
    }
}

/* The first `find` becomes `put`: then it is no longer the one form. */
static void refuses_other_unsigned_properties(void **state)
{
    static struct xades_archive archives[2];
    static const struct {
        const char *find, *put;
        enum err_code code;
    } row[] = {
        {"</xades:UnsignedSignatureProperties>",
         "<xades:Extra/>\n</xades:UnsignedSignatureProperties>",                                                      ERR_REFUSED},
        {"<xades:CertificateValues>",                                           "<xades:CertificateValues Id=\"a\">",
         ERR_REFUSED                                                                                                             },
        {"<xades:SignatureTimeStamp Id=\"S0-T\">",
         "<xades:SignatureTimeStamp Id=\"S0-P\">",                                                                    ERR_REFUSED},
        {"<xades:EncapsulatedTimeStamp>MAMCAQU=",
         "<xades:EncapsulatedTimeStamp>",                                                                             ERR_REFUSED},
        {"<xades:EncapsulatedTimeStamp>MAMCAQU=",
         "<xades:EncapsulatedTimeStamp>MAMCAQV=",                                                                     ERR_REFUSED},
        {"Id=\"S0-A1\"",                                                        "Id=\"S0-A0\"",                       ERR_REFUSED},
        {"<xades:UnsignedProperties>",
         "<xades:UnsignedProperties xmlns:a=\"urn:a\">",                                                              ERR_REFUSED},
        {"<xades:OCSPValues>\n<xades:EncapsulatedOCSPValue>MAMCAQU="
         "</xades:EncapsulatedOCSPValue>\n",                           "<xades:OCSPValues>\n",               ERR_REFUSED},
        {"<xades:EncapsulatedCRLValue>MAMCAQU=</xades:EncapsulatedCRLValue>\n",
         "",                                                                                                          ERR_REFUSED},
        {"<xades:CRLValues>\n",                                                 "",                                   ERR_REFUSED},
        {"<xades:CRLValues>\n",                                                 "<xades:CRLValues Id=\"a\">\n",       ERR_REFUSED},
        {"<xades:RevocationValues>\n",
         "<xades:RevocationValues>\n</xades:RevocationValues>\n<xades:RevocationValues>\n",
         ERR_REFUSED                                                                                                             },
        {"xml-exc-c14n#\"/>\n<xades:EncapsulatedTimeStamp>",
         "xml-exc-c14n#WithComments\"/>\n<xades:EncapsulatedTimeStamp>",                                              ERR_REFUSED},
    };
    struct xades x = shape(2, 1);
    struct buf b = {0};

    (void)state;
    x.time = time_of(archives, 1, 1, 1, 2);
    buf_init(&b, XADES_BYTES_MAX);
    xades_write(&b, &x);
    for (size_t i = 0; i < T_LEN(row); i++) {
        const char *at = strstr(b.s, row[i].find);
        struct xades got = {0};
        struct buf changed = {0};
        struct err e = {0};

        assert_non_null(at);
        buf_init(&changed, XADES_BYTES_MAX);
        buf_add(&changed, b.s, (size_t)(at - b.s));
        buf_str(&changed, row[i].put);
        buf_str(&changed, at + strlen(row[i].find));
        if (xades_read(&got, changed.s, changed.n, &e) == 0)
            fail_msg("row %zu", i);
        assert_int_equal(e.code, row[i].code);
        assert_true(e.line > 0);
        buf_release(&changed);
    }
    buf_release(&b);
}

/* One value, one archive more than may be. */
static void stops_at_the_ceilings_of_unsigned_properties(void **state)
{
    static struct xades_archive archives[XADES_ARCHIVES_MAX];
    static const char *const more[] = {
        "<xades:EncapsulatedX509Certificate>MAMCAQU="
        "</xades:EncapsulatedX509Certificate>\n",
        "<xades:EncapsulatedOCSPValue>MAMCAQU=</xades:EncapsulatedOCSPValue>\n",
        "<xades:EncapsulatedCRLValue>MAMCAQU=</xades:EncapsulatedCRLValue>\n",
        "<xades141:ArchiveTimeStamp xmlns:xades141=\"http://uri.etsi.org/01903/"
        "v1.4.1#\" Id=\"S0-A0\">\n",
    };
    struct xades x = shape(1, 1);
    struct buf b = {0};

    (void)state;
    x.time = time_of(archives, XADES_VALUES_MAX, XADES_CRLS_MAX,
                     XADES_VALUES_MAX, XADES_ARCHIVES_MAX);
    buf_init(&b, XADES_BYTES_MAX);
    xades_write(&b, &x);
    for (size_t i = 0; i < T_LEN(more); i++) {
        const char *at = i < 3 ? strstr(b.s, more[i])
                               : strstr(b.s, "</xades:UnsignedSignature");
        struct buf changed = {0};
        struct xades got = {0};
        struct err e = {0};

        assert_non_null(at);
        buf_init(&changed, XADES_BYTES_MAX);
        buf_add(&changed, b.s, (size_t)(at - b.s));
        buf_str(&changed, more[i]);
        buf_str(&changed, at);
        assert_int_equal(xades_read(&got, changed.s, changed.n, &e), -1);
        assert_int_equal(e.code, ERR_LIMIT);
        buf_release(&changed);
    }
    buf_release(&b);
}

static void stops_at_its_ceilings(void **state)
{
    struct xades x = shape(XADES_REFS_MAX + 1, 1);
    struct buf b = {0};
    struct buf more = {0};
    struct err e = {0};
    const char *cert = "<ds:X509Certificate>";
    const char *at;

    (void)state;
    buf_init(&b, XADES_BYTES_MAX);
    buf_init(&more, XADES_BYTES_MAX);
    xades_write(&b, &x);
    assert_int_equal(xades_read(&x, b.s, b.n, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    /* One certificate more than may be. */
    x = shape(1, PKI_CERTS_MAX);
    buf_clear(&b);
    xades_write(&b, &x);
    at = strstr(b.s, cert);
    assert_non_null(at);
    buf_add(&more, b.s, (size_t)(at - b.s));
    buf_str(&more, "<ds:X509Certificate>MAMCAQU=</ds:X509Certificate>\n");
    buf_str(&more, at);
    e = (struct err){0};
    assert_int_equal(xades_read(&x, more.s, more.n, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    assert_int_equal(xades_read(&x, b.s, XADES_BYTES_MAX + 1, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    buf_release(&more);
    buf_release(&b);
}

/* A prefix of the file, down to nothing. */
static void refuses_each_shorter_file(void **state)
{
    static struct xades_archive archives[2];
    struct xades x = shape(2, 1);
    struct buf b = {0};

    (void)state;
    x.time = time_of(archives, 1, 1, 1, 2);
    buf_init(&b, XADES_BYTES_MAX);
    xades_write(&b, &x);
    for (size_t n = 0; n < b.n; n++) {
        struct xades got = {0};
        struct err e = {0};
        char *copy = malloc(n + 1); /* so that ASan sees a read past it */

        assert_non_null(copy);
        memcpy(copy, b.s, n);
        assert_int_equal(xades_read(&got, copy, n, &e), -1);
        assert_int_equal(e.code, ERR_REFUSED);
        assert_true(e.line > 0);
        free(copy);
    }
    buf_release(&b);
}

static void media_types_are_words(void **state)
{
    static const struct {
        const char *text;
        int rc;
    } row[] = {
        {"application/xml",                                                       0 },
        {"text/tab-separated-values",                                             0 },
        {"application/x.y+xml",                                                   0 },
        {"",                                                                      -1},
        {"text/xml; charset=utf-8",                                               -1},
        {"text/\"x",                                                              -1},
        {"text/<",                                                                -1},
        {"a234567890123456789012345678901234567890123456789012345678901234567890"
         "123456789012345678901234567890123456789012345678901234567890", -1},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};

        assert_int_equal(xades_check_media_type(row[i].text, &e), row[i].rc);
    }
}

/* What xades_read() accepts is only the form: five bytes are no certificate. */
static void what_is_well_formed_need_not_hold(void **state)
{
    struct xades x = shape(1, 1);
    struct pki_cert *chain[PKI_CERTS_MAX] = {0};
    struct buf b = {0};
    struct err e = {0};
    unsigned len = 0;

    (void)state;
    buf_init(&b, XADES_BYTES_MAX);
    xades_write(&b, &x);
    assert_int_equal(xades_check(chain, &x, b.s, b.n, &e), -1);
    assert_string_equal(e.id, "certificate %zu is not the one that the signer "
                              "signed");
    e = (struct err){0};
    assert_int_equal(EVP_Digest(x.certs[0].p, x.certs[0].n, x.cert_sha256[0],
                                &len, EVP_sha256(), NULL),
                     1);
    assert_int_equal(xades_check(chain, &x, b.s, b.n, &e), -1);
    assert_string_equal(e.id, "a certificate is not well-formed");
    assert_null(chain[0]);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_back_each_shape),
        cmocka_unit_test(reads_back_each_level),
        cmocka_unit_test(refuses_other_unsigned_properties),
        cmocka_unit_test(stops_at_the_ceilings_of_unsigned_properties),
        cmocka_unit_test(stops_at_its_ceilings),
        cmocka_unit_test(refuses_each_shorter_file),
        cmocka_unit_test(media_types_are_words),
        cmocka_unit_test(what_is_well_formed_need_not_hold),
    };

    return cmocka_run_group_tests_name("xades", tests, NULL, NULL);
}

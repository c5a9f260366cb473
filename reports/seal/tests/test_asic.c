/* Attacks on a sealed container: after each, the archive is put together again
 * with right checksums, so that only the seal stands in the way. */
#include "base/tests/t.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/seal/asic.h"
#include "reports/seal/tests/t_keys.h"

#define NOW "2026-11-23T10:00:00Z"

static const struct seal_member sample[] = {
    {"report.xml",   "application/xml",           "<report/>", 9},
    {"data/one.tsv", "text/tab-separated-values", "a\tb\n",    4},
};

static struct fixture {
    char dir[64];
    struct t_id id;
    struct buf bytes; /* a sealed container */
    struct buf other; /* another one, by the same key */
} fix;

static void seal(struct buf *out, const struct seal_member *m, size_t n,
                 const struct t_id *id)
{
    struct err e = {0};
    int64_t time = 0;
    struct pki_signer *s;

    buf_init(out, 1 << 20);
    t_write_id(fix.dir, id);
    assert_int_equal(pki_time(&time, NOW, &e), 0);
    s = pki_signer_open(t_path(fix.dir, "key.pem"), -1,
                        t_path(fix.dir, "cert.pem"), time, &e);
    assert_non_null(s);
    assert_int_equal(asic_make(out, m, n, s, NOW, &e), 0);
    pki_signer_free(s);
}

static int set_up(void **state)
{
    static const struct t_cert t = {.kind = "P-256", .name = "Vendeur"};
    struct seal_member changed[T_LEN(sample)];

    (void)state;
    t_folder(fix.dir);
    fix.id = t_identity(&t, NULL);
    memcpy(changed, sample, sizeof sample);
    changed[0].data = "<Report/>";
    seal(&fix.bytes, sample, T_LEN(sample), &fix.id);
    seal(&fix.other, changed, T_LEN(sample), &fix.id);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    buf_release(&fix.bytes);
    buf_release(&fix.other);
    t_id_free(&fix.id);
    return path_remove_tree(fix.dir, &(struct err){0});
}

/* 0 when the container holds, -1 with the reason. */
static int judge(const char *bytes, size_t n, struct err *e)
{
    struct asic a = {0};
    struct pki_cert *chain[PKI_CERTS_MAX] = {0};
    int rc = asic_open(&a, bytes, n, e);

    if (rc == 0)
        rc = asic_check(chain, &a, 0, e);
    pki_chain_free(chain, PKI_CERTS_MAX);
    asic_release(&a);
    return rc;
}

static int judge_entries(const struct zip_entry *a, size_t n, struct err *e)
{
    struct buf b = {0};
    struct err zip = {0};
    int rc;

    buf_init(&b, 1 << 20);
    assert_int_equal(zip_write(&b, a, n, &zip), 0);
    rc = judge(b.s, b.n, e);
    buf_release(&b);
    return rc;
}

static void holds_when_nothing_was_touched(void **state)
{
    struct err e = {0};
    struct asic a = {0};

    (void)state;
    assert_int_equal(judge(fix.bytes.s, fix.bytes.n, &e), 0);
    assert_int_equal(judge(fix.other.s, fix.other.n, &e), 0);
    assert_int_equal(asic_open(&a, fix.bytes.s, fix.bytes.n, &e), 0);
    assert_int_equal(a.n, 2);
    assert_int_equal(a.sig[0].n_refs, 2);
    assert_int_equal(a.sig[0].n_certs, 1);
    assert_string_equal(a.sig[0].signing_time, NOW);
    assert_string_equal(a.sig[0].refs[1].media_type,
                        "text/tab-separated-values");
    asic_release(&a);
}

/* As the archive stands: the checksums catch most, the reader the rest. */
static void refuses_each_flipped_bit(void **state)
{
    struct buf *b = &fix.bytes;

    (void)state;
    for (size_t i = 0; i < b->n; i++) {
        struct err e = {0};

        b->s[i] = (char)(b->s[i] ^ (1 << (i % 8)));
        assert_int_equal(judge(b->s, b->n, &e), -1);
        assert_true(e.code == ERR_REFUSED || e.code == ERR_LIMIT);
        assert_true(e.msg[0] != '\0');
        b->s[i] = (char)(b->s[i] ^ (1 << (i % 8)));
    }
}

/* With the checksums made right again: every byte of every member. */
static void refuses_each_changed_byte_behind_right_checksums(void **state)
{
    static const int flips[] = {0x01, 0x20, 0x80};
    struct zip z = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(zip_read(&z, fix.bytes.s, fix.bytes.n, &e), 0);
    for (size_t m = 0; m < z.n; m++) {
        char *copy = malloc(z.a[m].len);
        const void *was = z.a[m].data;

        assert_non_null(copy);
        memcpy(copy, was, z.a[m].len);
        z.a[m].data = copy;
        for (size_t i = 0; i < z.a[m].len; i++) {
            for (size_t f = 0; f < T_LEN(flips); f++) {
                e = (struct err){0};
                copy[i] = (char)(copy[i] ^ flips[f]);
                assert_int_equal(judge_entries(z.a, z.n, &e), -1);
                assert_true(e.msg[0] != '\0');
                copy[i] = (char)(copy[i] ^ flips[f]);
            }
        }
        z.a[m].data = was;
        free(copy);
    }
    zip_release(&z);
}

/* The first `find` in a member becomes `put`. */
static char *replaced(size_t *n, const struct zip_entry *z, const char *find,
                      const char *put)
{
    const char *text = z->data;
    size_t len = strlen(find);
    size_t with = strlen(put);
    size_t at = 0;
    char *out = malloc(z->len + with + 1);

    assert_non_null(out);
    while (at + len <= z->len && memcmp(text + at, find, len) != 0)
        at++;
    assert_true(at + len <= z->len);
    memcpy(out, text, at);
    memcpy(out + at, put, with);
    memcpy(out + at + with, text + at + len, z->len - at - len);
    *n = z->len - len + with;
    return out;
}

#define EXC   "http://www.w3.org/2001/10/xml-exc-c14n#"
#define ECDSA "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
#define FORM                                                                   \
    "the signature file departs from the one accepted form: here must stand "  \
    "'%.*s'"
#define NOT_HERE "the algorithm '%.200s' is not accepted here"
#define BROKEN                                                                 \
    "the signature does not hold: what it covers was altered, or another key " \
    "made it"

static void refuses_each_rewritten_member(void **state)
{
    static const struct {
        const char *member, *find, *put, *why;
    } row[] = {
        {"report.xml",  "report",                                  "Report",
         "the member '%s' was altered after it was signed"                                                                                                                        },
        {"mimetype",    "asic-e",                                  "asic-s",
         "the container does not begin with the member 'mimetype' that says "
         "%s"                                                                                                                                                                     },
        {ASIC_MANIFEST, "application/xml",                         "text/html",
         "%s does not agree with the members and the media types that were signed"                                                                                                },
        {ASIC_MANIFEST, "</manifest:manifest>",                    "<!-- --></manifest:manifest>",
         "%s does not agree with the members and the media types that were signed"                                                                                                },
        {XADES_NAME,    "<asic:",                                  "<!DOCTYPE x [<!ENTITY y \"z\">]><asic:",
         "the signature file has a DOCTYPE"                                                                                                                                       },
        {XADES_NAME,    "10:00:00Z",                               "10:<!-- -->00:00Z",
         "the signature file has a comment"                                                                                                                                       },
        {XADES_NAME,    "<ds:SignedInfo>",                         "<?x y?><ds:SignedInfo>",
         "the signature file has a processing instruction"                                                                                                                        },
        {XADES_NAME,    "10:00:00Z",                               "<![CDATA[10:00:00Z]]>",
         "the signature file has a CDATA section"                                                                                                                                 },
        {XADES_NAME,    "10:00:00Z",                               "1&#48;:00:00Z",
         "the signature file has an entity"                                                                                                                                       },
        {XADES_NAME,    ECDSA,                                     "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
         NOT_HERE                                                                                                                                                                 },
        {XADES_NAME,    ECDSA,
         "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",                                                        NOT_HERE                                                    },
        {XADES_NAME,    ECDSA,                                     "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
         NOT_HERE                                                                                                                                                                 },
        {XADES_NAME,    ECDSA,
         "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",                                                       "the signature says %s, but the certificate's key is for %s"},
        {XADES_NAME,    "http://www.w3.org/2001/04/xmlenc#sha256",
         "http://www.w3.org/2000/09/xmldsig#sha1",                                                                    NOT_HERE                                                    },
        {XADES_NAME,    EXC,                                       "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
         NOT_HERE                                                                                                                                                                 },
        {XADES_NAME,    EXC,                                       EXC "WithComments",                                NOT_HERE                                                    },
        {XADES_NAME,    "URI=\"report.xml\">\n",
         "URI=\"report.xml\">\n<ds:Transforms><ds:Transform Algorithm=\"" EXC
         "\"/></ds:Transforms>\n",                                                                                    "the signature file has a transform where none is accepted" },
        {XADES_NAME,    "</ds:Transforms>",
         "<ds:Transform "
         "Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/>"
         "</ds:Transforms>",                                                                                          FORM                                                        },
        {XADES_NAME,    "<ds:X509Data>",
         "<ds:KeyValue><ds:RSAKeyValue/></ds:KeyValue><ds:X509Data>",                                                 "the signature file names its key by something other than a "
         "certificate"                                                                                       },
        {XADES_NAME,    "</ds:X509Data>",
         "<ds:X509IssuerSerial></ds:X509IssuerSerial></ds:X509Data>",                                                 FORM                                                        },
        {XADES_NAME,    "<ds:Signature ",
         "<ds:Signature Id=\"S9\"/><ds:Signature ",                                                                   FORM                                                        },
        {XADES_NAME,    "</ds:Signature>",
         "</ds:Signature>\n<ds:Signature Id=\"S1\"></ds:Signature>",                                                  "the signature file holds two signatures"                   },
 /* Wrapping: the signed properties moved aside, forged ones in place. */
        {XADES_NAME,    "<xades:SignedProperties Id=\"S0-P\">",
         "<xades:SignedProperties Id=\"S0-P\"/>"
         "<xades:SignedProperties Id=\"S0-Q\">",                                                                      FORM                                                        },
        {XADES_NAME,    "<xades:QualifyingProperties ",
         "<xades:SignedProperties Id=\"S0-P\"/><xades:QualifyingProperties ",                                         FORM                                                        },
        {XADES_NAME,    "Id=\"S0-V\"",                             "Id=\"S0-P\"",                                     FORM                                                        },
        {XADES_NAME,    "URI=\"#S0-P\"",                           "URI=\"#S0\"",                                     FORM                                                        },
        {XADES_NAME,    "URI=\"report.xml\"",                      "URI=\"file:///etc/hostname\"",
         "a reference of the signature does not lead to a member: '%.200s'"                                                                                                       },
        {XADES_NAME,    "URI=\"report.xml\"",                      "URI=\"http://example.org/\"",
         "a reference of the signature does not lead to a member: '%.200s'"                                                                                                       },
        {XADES_NAME,    "URI=\"report.xml\"",                      "URI=\"\"",
         "a reference of the signature does not lead to a member: '%.200s'"                                                                                                       },
        {XADES_NAME,    "URI=\"report.xml\"",                      "URI=\"other.xml\"",
         "the signature does not cover the member '%s'"                                                                                                                           },
        {XADES_NAME,    "URI=\"report.xml\"",                      "URI=\"data/one.tsv\"",
         "the signature does not cover the member '%s'"                                                                                                                           },
        {XADES_NAME,    "S0-R1\" URI",                             "S0-R2\" URI",
         "the references of the signature file are not numbered in order"                                                                                                         },
        {XADES_NAME,    "<ds:DigestValue>",                        "<ds:DigestValue> ",
         "a value in the signature file has no end, or is longer than %zu bytes"                                                                                                  },
        {XADES_NAME,    "=</ds:DigestValue>",                      "</ds:DigestValue>",
         "a value in the signature file is not plain base64"                                                                                                                      },
        {XADES_NAME,    "<ds:DigestValue>",                        "<ds:DigestValue></ds:DigestValue>",
         "a digest in the signature file has %zu bytes, not %d"                                                                                                                   },
        {XADES_NAME,    "application/xml</",                       "application xml</",
         "'%.100s' is not a media type"                                                                                                                                           },
        {XADES_NAME,    "application/xml</",                       "text/xml</",
         "%s does not agree with the members and the media types that were signed"                                                                                                },
        {XADES_NAME,    "10:00:00Z",                               "10:00:01Z",
         "the signed properties were altered: claimed time, certificate or "
         "media types"                                                                                                                                                            },
        {XADES_NAME,    "2026-11-23T10:00:00Z",                    "2035-11-23T10:00:00Z",
         "the certificate had expired at the time of signing"                                                                                                                     },
        {XADES_NAME,    "2026-11-23T10:00:00Z",                    "yesterday",
         "a time must be written like 2026-11-23T10:00:00Z, not '%.40s'"                                                                                                          },
        {XADES_NAME,    "</asic:XAdESSignatures>\n",               "</asic:XAdESSignatures>\n\n",
         "the signature file goes on after its end"                                                                                                                               },
        {XADES_NAME,    "xmlns:asic=",                             "xmlns:x=\"urn:x\" xmlns:asic=",                   FORM                                                        },
        {XADES_NAME,    "encoding=\"UTF-8\"",                      "encoding=\"UTF-16\"",                             FORM                                                        },
    };
    struct zip z = {0};
    struct err zip = {0};

    (void)state;
    assert_int_equal(zip_read(&z, fix.bytes.s, fix.bytes.n, &zip), 0);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct zip_entry a[8];
        struct err e = {0};
        char *changed = NULL;

        memcpy(a, z.a, z.n * sizeof *a);
        for (size_t m = 0; m < z.n; m++) {
            if (strcmp(a[m].name, row[i].member) != 0)
                continue;
            changed = replaced(&a[m].len, &z.a[m], row[i].find, row[i].put);
            a[m].data = changed;
        }
        assert_non_null(changed);
        assert_int_equal(judge_entries(a, z.n, &e), -1);
        assert_string_equal(e.id, row[i].why);
        free(changed);
    }
    zip_release(&z);
}

/* Entries of the container, in another selection or order: M mimetype, r
 * report.xml, d data/one.tsv, m manifest, s signatures; x a new member, i one
 * in META-INF, t report.xml under another name, o the other container's
 * signatures. */
static void refuses_each_other_set_of_members(void **state)
{
    static const struct {
        const char *set;
        const char *why; /* NULL: holds */
    } row[] = {
        {"Mrdms",  NULL                                             },
        {"Mrdmso", "-"                                              },
        {"Mrxdms", "the signature does not cover the member '%s'"   },
        {"Mrdims", "the container holds '%s', which no rule covers" },
        {"Mrdmsx", "the container holds '%s', which no rule covers" },
        {"Mrms",
         "the signature covers '%s', which is not in the container, or not at "
         "that place"                                               },
        {"Mdms",
         "the signature covers '%s', which is not in the container, or not at "
         "that place"                                               },
        {"Mdrms",
         "the signature covers '%s', which is not in the container, or not at "
         "that place"                                               },
        {"Mtdms",  "the signature does not cover the member '%s'"   },
        {"Mms",
         "the members of the container are not in their order: mimetype, data, "
         "manifest, signatures"                                     },
        {"Mrdm",   "the container is not signed: it has no %s"      },
        {"Mrds",   "the container has no %s"                        },
        {"Mrdsm",
         "the members of the container are not in their order: mimetype, data, "
         "manifest, signatures"                                     },
        {"rdMms",
         "the container does not begin with the member 'mimetype' that says "
         "%s"                                                       },
        {"rdms",
         "the container does not begin with the member 'mimetype' that says "
         "%s"                                                       },
        {"Mrdmo",  "the member '%s' was altered after it was signed"},
    };
    static const char letters[] = "Mrdmsxito";
    struct zip z = {0};
    struct zip other = {0};
    struct err zip = {0};
    struct zip_entry all[9];

    (void)state;
    assert_int_equal(zip_read(&z, fix.bytes.s, fix.bytes.n, &zip), 0);
    assert_int_equal(zip_read(&other, fix.other.s, fix.other.n, &zip), 0);
    memcpy(all, z.a, 5 * sizeof *all);
    all[5] = (struct zip_entry){"x.txt", "x", 1};
    all[6] = (struct zip_entry){"META-INF/container.xml", "x", 1};
    all[7] = all[1];
    all[7].name = "rapport.xml";
    all[8] = other.a[4];
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct zip_entry a[8];
        struct err e = {0};
        struct buf b = {0};
        size_t n = strlen(row[i].set);

        for (size_t k = 0; k < n; k++)
            a[k] = all[strchr(letters, row[i].set[k]) - letters];
        if (row[i].why && strcmp(row[i].why, "-") == 0) {
            /* Twice the same name: our writer will not even make it. */
            buf_init(&b, 1 << 20);
            assert_int_equal(zip_write(&b, a, n, &e), -1);
            buf_release(&b);
            continue;
        }
        assert_int_equal(judge_entries(a, n, &e), row[i].why ? -1 : 0);
        if (row[i].why)
            assert_string_equal(e.id, row[i].why);
    }
    zip_release(&other);
    zip_release(&z);
}

/* The same key in another certificate; another key's certificate. */
static void refuses_a_swapped_certificate(void **state)
{
    static const struct t_cert t = {.kind = "P-256", .name = "Autre"};
    struct t_id same_key = {.key = fix.id.key};
    struct t_id other_key = t_identity(&t, NULL);
    const struct {
        const struct t_id *id;
        int digest_too; /* also the digest in SigningCertificateV2 */
        const char *why;
    } row[] = {
        {&same_key,  0, "certificate %zu is not the one that the signer signed"},
        {&same_key,  1,
         "the signed properties were altered: claimed time, certificate or "
         "media types"                                                         },
        {&other_key, 0,
         "certificate %zu is not the one that the signer signed"               },
    };
    struct zip z = {0};
    struct err zip = {0};

    (void)state;
    same_key.cert = t_certify(&t, fix.id.key, NULL);
    assert_int_equal(zip_read(&z, fix.bytes.s, fix.bytes.n, &zip), 0);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct zip_entry a[8];
        struct xades x = {0};
        struct buf text = {0};
        struct err e = {0};
        unsigned char *der = NULL;
        int n = i2d_X509(row[i].id->cert, &der);
        unsigned len = 0;

        memcpy(a, z.a, z.n * sizeof *a);
        assert_int_equal(xades_read(&x, a[4].data, a[4].len, &e), 0);
        x.certs[0] = (struct pki_der){der, (size_t)n};
        if (row[i].digest_too)
            X509_digest(row[i].id->cert, EVP_sha256(), x.cert_sha256[0], &len);
        buf_init(&text, XADES_BYTES_MAX);
        xades_write(&text, &x);
        a[4].data = text.s;
        a[4].len = text.n;
        assert_int_equal(judge_entries(a, z.n, &e), -1);
        assert_string_equal(e.id, row[i].why);
        buf_release(&text);
        xades_release(&x);
        OPENSSL_free(der);
    }
    X509_free(same_key.cert);
    t_id_free(&other_key);
    zip_release(&z);
}

/* All consistent again but the signature itself. */
static void refuses_what_the_key_did_not_sign(void **state)
{
    struct zip z = {0};
    struct zip_entry a[8];
    struct xades x = {0};
    struct buf text = {0};
    struct err e = {0};
    unsigned len = 0;

    (void)state;
    assert_int_equal(zip_read(&z, fix.bytes.s, fix.bytes.n, &e), 0);
    memcpy(a, z.a, z.n * sizeof *a);
    a[1].data = "<Report/>";
    assert_int_equal(xades_read(&x, a[4].data, a[4].len, &e), 0);
    assert_int_equal(EVP_Digest(a[1].data, a[1].len, x.refs[0].sha256, &len,
                                EVP_sha256(), NULL),
                     1);
    buf_init(&text, XADES_BYTES_MAX);
    xades_write(&text, &x);
    a[4].data = text.s;
    a[4].len = text.n;
    assert_int_equal(judge_entries(a, z.n, &e), -1);
    assert_string_equal(e.id, BROKEN);
    buf_release(&text);
    xades_release(&x);
    zip_release(&z);
}

static void refuses_to_seal_what_it_could_not_open(void **state)
{
    static const struct {
        struct seal_member m;
        enum err_code code;
    } row[] = {
        {{"META-INF/x.xml", "text/xml", "x", 1}, ERR_REFUSED},
        {{"mimetype", "text/plain", "x", 1},     ERR_REFUSED},
        {{"../x", "text/plain", "x", 1},         ERR_REFUSED},
        {{"x", "text/\"><plain", "x", 1},        ERR_REFUSED},
        {{"x", "", "x", 1},                      ERR_REFUSED},
    };
    struct err e = {0};
    int64_t time = 0;
    struct pki_signer *s;

    (void)state;
    assert_int_equal(pki_time(&time, NOW, &e), 0);
    s = pki_signer_open(t_path(fix.dir, "key.pem"), -1,
                        t_path(fix.dir, "cert.pem"), time, &e);
    assert_non_null(s);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b = {0};

        e = (struct err){0};
        buf_init(&b, 1 << 16);
        assert_int_equal(asic_make(&b, &row[i].m, 1, s, NOW, &e), -1);
        assert_int_equal(e.code, row[i].code);
        buf_release(&b);
    }
    e = (struct err){0};
    assert_int_equal(asic_make(&fix.bytes, &row[0].m, 0, s, NOW, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    pki_signer_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_when_nothing_was_touched),
        cmocka_unit_test(refuses_each_flipped_bit),
        cmocka_unit_test(refuses_each_changed_byte_behind_right_checksums),
        cmocka_unit_test(refuses_each_rewritten_member),
        cmocka_unit_test(refuses_each_other_set_of_members),
        cmocka_unit_test(refuses_a_swapped_certificate),
        cmocka_unit_test(refuses_what_the_key_did_not_sign),
        cmocka_unit_test(refuses_to_seal_what_it_could_not_open),
    };

    return cmocka_run_group_tests_name("asic", tests, set_up, tear_down);
}

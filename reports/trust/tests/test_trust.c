#include "base/tests/t.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/isodate.h"
#include "base/path.h"
#include "formats/xmldoc.h"
#include "reports/seal/tests/t_keys.h"
#include "reports/trust/trust.h"

#define NS         " xmlns=\"urn:entente:trust:1\""
#define HEX        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define HOLD       "<holder role=\"lab\" name=\"N\" nation=\"GB\" "
#define LIST(l, x) "<trust" NS "><" l ">" x "</" l "></trust>"
#define TSA        "<holder role=\"tsa\" name=\"T\" nation=\"FR\" "
#define BELOW(x)                                                               \
    "<trust" NS "><anchors><anchor id=\"a\" file=\"a.pem\" sha256=\"" HEX      \
    "\"/></anchors><holders>" x "</holders></trust>"
#define AT "2026-11-23T10:00:00Z"

#define LOG_KEY                                                                \
    "register.example.fr+6135af44+"                                            \
    "AZWlaaweyQ3h1rgzu01hOe0cZOE4Ttn6UdEhnm9h3O5r"
#define CO_KEY                                                                 \
    "cosign.example.uk+67f8a171+"                                              \
    "BNhdrxK59l481LyZhV+azdque6U+EfmJP3U/KSds+Qc8"

static void read_schema(struct buf *b)
{
    struct err e = {0};

    buf_init(b, 1 << 20);
    assert_int_equal(path_read(b, "reports/schema/trust.rng", &e), 0);
}

/* The reader and the grammar must agree, row by row. */
static void reader_and_grammar_accept_the_same(void **state)
{
    /* clang-format off */
    static const struct {
        const char *xml;
        int rc;
        int semantic; /* the grammar can not see this fault */
    } row[] = {
        {"<trust" NS "/>",                                                                      0,  0},
        {"<trust" NS "><anchors/><holders/><suites/></trust>",                                  0,  0},
        {LIST("anchors", "<anchor id=\"a\" file=\"a.pem\" sha256=\"" HEX "\"/>"),                0,  0},
        {LIST("holders", HOLD "certificate=\"" HEX "\"/>"),                                      0,  0},
        {LIST("holders", HOLD "from=\"2026-01-01\" to=\"2026-12-31\" certificate=\"" HEX "\"/>"), 0,  0},
        {LIST("suites", "<suite id=\"s\" version=\"1.0.0\" sha256=\"" HEX "\"/>"),               0,  0},
        {LIST("holders", HOLD "standard=\"17025\" accreditation=\"A 1\" classes=\"a b\" certificate=\"" HEX "\"/>"), 0, 0},
        {"<trust" NS " version=\"7\" nation=\"FR\" issued=\"2026-11-23\"/>",                      0,  0},
        {"<trust" NS " version=\"7\" nation=\"FR\"/>",                                          -1, 0},
        {"<trust" NS " version=\"0\" nation=\"FR\" issued=\"2026-11-23\"/>",                      -1, 0},
        {"<trust" NS " version=\"7\" nation=\"France\" issued=\"2026-11-23\"/>",                  -1, 0},
        {"<trust" NS " version=\"7\" nation=\"FR\" issued=\"soon\"/>",                            -1, 0},
        {LIST("holders", HOLD "standard=\"9001\" certificate=\"" HEX "\"/>"),                   -1, 0},
        {LIST("holders", HOLD "accreditation=\" \" certificate=\"" HEX "\"/>"),                 -1, 0},
        {LIST("holders", HOLD "classes=\"\" certificate=\"" HEX "\"/>"),                        -1, 0},
        {LIST("holders", HOLD "classes=\"a 1\" certificate=\"" HEX "\"/>"),                     -1, 0},
        {LIST("holders", "<holder role=\"body\" name=\"N\" nation=\"GB\" standard=\"17025\" certificate=\"" HEX "\"/>"), -1, 0},
        {LIST("holders", TSA "certificate=\"" HEX "\"/>"),                                       0,  0},
        {LIST("holders", TSA "/>"),                                                              -1, 0},
        {LIST("holders", TSA "subject=\"CN=x\"/>"),                                              -1, 0},
        {LIST("holders", TSA "anchor=\"none\"/>"),                                               -1, 1},
        {BELOW(TSA "anchor=\"a\"/>"),                                                            0,  0},
        {BELOW(TSA "anchor=\"a\" subject=\"CN=x\"/>" TSA "anchor=\"a\"/>"),                    0,  0},
        {BELOW(TSA "anchor=\"a\" certificate=\"" HEX "\"/>"),                                   -1, 0},
        {BELOW(TSA "anchor=\"a\"/>" TSA "anchor=\"a\"/>"),                                      -1, 1},
        {BELOW(HOLD "anchor=\"a\"/>"),                                                           -1, 0},
        {"<trust/>",                                                                            -1, 0},
        {"<trust" NS "><suites/><holders/></trust>",                                            -1, 0},
        {"<trust" NS "><friends/></trust>",                                                     -1, 0},
        {"<trust" NS ">words</trust>",                                                          -1, 0},
        {LIST("anchors", "<anchor id=\"a\" file=\"../a.pem\" sha256=\"" HEX "\"/>"),             -1, 1},
        {LIST("anchors", "<anchor id=\"a\" file=\"/a.pem\" sha256=\"" HEX "\"/>"),               -1, 0},
        {LIST("anchors", "<anchor id=\"a b\" file=\"a.pem\" sha256=\"" HEX "\"/>"),              -1, 0},
        {LIST("anchors", "<anchor id=\"a\" file=\"a.pem\" sha256=\"abc\"/>"),                    -1, 0},
        {LIST("anchors", "<anchor id=\"a\" file=\"a.pem\"/>"),                                   -1, 0},
        {LIST("holders", HOLD "/>"),                                                             -1, 0},
        {LIST("holders", HOLD "subject=\"CN=x\"/>"),                                             -1, 0},
        {LIST("holders", HOLD "subject=\"CN=x\" anchor=\"none\"/>"),                             -1, 1},
        {LIST("holders", HOLD "certificate=\"" HEX "\" subject=\"CN=x\" anchor=\"a\"/>"),        -1, 0},
        {LIST("holders", HOLD "from=\"2026-13-01\" certificate=\"" HEX "\"/>"),                  -1, 0},
        {LIST("holders", HOLD "to=\"soon\" certificate=\"" HEX "\"/>"),                          -1, 0},
        {LIST("holders", HOLD "since=\"2026-01-01\" certificate=\"" HEX "\"/>"),                 -1, 0},
        {LIST("holders", "<holder role=\"king\" name=\"N\" nation=\"GB\" certificate=\"" HEX "\"/>"), -1, 0},
        {LIST("holders", "<holder role=\"lab\" name=\" \" nation=\"GB\" certificate=\"" HEX "\"/>"), -1, 0},
        {LIST("holders", "<holder role=\"lab\" name=\"N\" nation=\"uk\" certificate=\"" HEX "\"/>"), -1, 0},
        {LIST("holders", "<holder role=\"lab\" nation=\"GB\" certificate=\"" HEX "\"/>"),        -1, 0},
        {LIST("holders", HOLD "certificate=\"" HEX "\"/>" HOLD "certificate=\"" HEX "\"/>"),     -1, 1},
        {LIST("suites", "<suite id=\"s\" version=\"1.0\" sha256=\"" HEX "\"/>"),                 -1, 0},
        {LIST("suites", "<suite id=\"s\" version=\"1.0.0\" sha256=\"" HEX "\"/><suite id=\"s\" version=\"1.0.0\" sha256=\"" HEX "\"/>"), -1, 1},
        {LIST("anchors", "<anchor id=\"a\" file=\"a\" sha256=\"" HEX "\"/><anchor id=\"a\" file=\"b\" sha256=\"" HEX "\"/>"), -1, 1},
        {LIST("registers", "<register origin=\"register.example.fr\" vkey=\"" LOG_KEY "\"/>"), 0, 0},
        {LIST("registers", "<register origin=\"register.example.fr\" vkey=\"" LOG_KEY "\"><cosigner vkey=\"" CO_KEY "\"/></register>"), 0, 0},
        {LIST("registers", "<register origin=\"register.example.fr\" vkey=\"" LOG_KEY "\"><cosigner vkey=\"" LOG_KEY "\"/></register>"), -1, 1},
        {LIST("registers", "<register origin=\"register.example.fr\" vkey=\"" LOG_KEY "\"><friend/></register>"), -1, 0},
        {LIST("registers", "<register origin=\"register.example.fr\" vkey=\"" LOG_KEY "\"/><register origin=\"register.example.fr\" vkey=\"" LOG_KEY "\"/>"), -1, 1},
        {LIST("registers", "<register origin=\"register.example.fr\" vkey=\"register.example.fr+6136af44+AZWlaaweyQ3h1rgzu01hOe0cZOE4Ttn6UdEhnm9h3O5r\"/>"), -1, 1},
        {LIST("registers", "<register origin=\"register.example.fr\" vkey=\"words\"/>"), -1, 0},
        {LIST("registers", "<register vkey=\"" LOG_KEY "\"/>"), -1, 0},
        {LIST("registers", "<register origin=\"other.example\" vkey=\"" LOG_KEY "\"/>"), -1, 1},
        {LIST("registers", "<register origin=\"cosign.example.uk\" vkey=\"" CO_KEY "\"/>"), -1, 1},
    };
    /* clang-format on */
    struct buf schema = {0};

    (void)state;
    read_schema(&schema);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct trust t = {0};
        struct err e = {0};
        struct err g = {0};
        size_t n = strlen(row[i].xml);
        int grammar =
            xmldoc_validate(row[i].xml, n, "t", schema.s, schema.n, &g);

        assert_int_equal(trust_parse(&t, row[i].xml, n, "trust.xml", &e),
                         row[i].rc);
        assert_int_equal(grammar, row[i].semantic ? 0 : row[i].rc);
        assert_int_equal(e.code == ERR_NONE, row[i].rc == 0);
        if (row[i].rc)
            assert_string_equal(e.path, "trust.xml");
        trust_release(&t);
    }
    buf_release(&schema);
}

static void the_example_is_a_trust_store(void **state)
{
    struct trust t = {0};
    struct err e = {0};

    (void)state;
    if (trust_open(&t, "reports/trust/example", &e))
        fail_msg("%s:%d: %s", e.path, (int)e.line, e.msg);
    assert_int_equal(t.n_holders, 3);
    assert_int_equal(t.n_suites, 1);
    assert_non_null(trust_register_of(&t, "register.example.fr"));
    assert_int_equal(trust_register_of(&t, "register.example.fr")->n, 1);
    assert_null(trust_register_of(&t, "register.example.f"));
    assert_true(trust_has_suite(
        &t, "germline-small-variants@1.0.0",
        "44444444444444444444444444444444444444444444444444444444"
        "44444444"));
    assert_false(trust_has_suite(&t, "germline-small-variants@1.0.0", HEX));
    assert_false(trust_has_suite(
        &t, "germline-small-variants@1.0.1",
        "44444444444444444444444444444444444444444444444444444444"
        "44444444"));
    trust_release(&t);
}

/* --- signers ------------------------------------------------------------ */

struct people {
    char dir[64];
    struct t_id root, other_root, leaf;
    char root_hex[65], other_hex[65], leaf_hex[65];
    struct pki_cert *chain[2];
};

static void hex_of(char out[65], X509 *c)
{
    unsigned char md[32];
    unsigned len = 0;

    X509_digest(c, EVP_sha256(), md, &len);
    digest_to_hex(out, md, 32);
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

static void people_init(struct people *p)
{
    static const struct t_cert ca = {"P-256", "Racine", "keyCertSign",
                                     NULL,    NULL,     1};
    static const struct t_cert lab = {"P-256", "Labo", "digitalSignature",
                                      NULL,    NULL,   0};

    t_folder(p->dir);
    p->root = t_identity(&ca, NULL);
    p->other_root = t_identity(&ca, NULL);
    p->leaf = t_identity(&lab, &p->root);
    hex_of(p->root_hex, p->root.cert);
    hex_of(p->other_hex, p->other_root.cert);
    hex_of(p->leaf_hex, p->leaf.cert);
    t_write_certs(t_path(p->dir, "root.pem"),
                  (X509 *const[]){p->root.cert, NULL});
    t_write_certs(t_path(p->dir, "other.pem"),
                  (X509 *const[]){p->other_root.cert, NULL});
    p->chain[0] = as_cert(p->leaf.cert);
    p->chain[1] = as_cert(p->root.cert);
}

static void people_release(struct people *p)
{
    struct err e = {0};

    pki_cert_free(p->chain[0]);
    pki_cert_free(p->chain[1]);
    t_id_free(&p->leaf);
    t_id_free(&p->other_root);
    t_id_free(&p->root);
    assert_int_equal(path_remove_tree(p->dir, &e), 0);
}

/* `holders` with @C for the leaf's digest, @S for its subject. */
static int open_store(struct trust *t, const struct people *p,
                      const char *holders, struct err *e)
{
    struct buf b = {0};
    int rc;

    buf_init(&b, 1 << 16);
    buf_printf(&b,
               "<trust" NS "><anchors><anchor id=\"r\" file=\"root.pem\" "
               "sha256=\"%s\"/><anchor id=\"o\" file=\"other.pem\" "
               "sha256=\"%s\"/></anchors><holders>",
               p->root_hex, p->other_hex);
    for (const char *c = holders; *c; c++) {
        if (strncmp(c, "@C", 2) == 0)
            buf_printf(&b, "nation=\"FR\" certificate=\"%s\"", p->leaf_hex);
        else if (strncmp(c, "@S", 2) == 0)
            buf_str(&b, "nation=\"FR\" subject=\"CN=Labo,O=Société d’essai\"");
        else
            buf_char(&b, *c);
        c += *c == '@';
    }
    buf_str(&b, "</holders></trust>");
    assert_int_equal(path_write(t_path(p->dir, "trust.xml"), b.s, b.n, e), 0);
    rc = trust_open(t, p->dir, e);
    buf_release(&b);
    return rc;
}

static void finds_the_holder_of_a_key(void **state)
{
    static const struct {
        const char *holders;
        enum trust_standing standing;
        const char *name; /* of the holder; NULL: none */
    } row[] = {
        {"",                                                            TRUST_UNKNOWN,    NULL},
        {"<holder role=\"lab\" name=\"c\" @C/>",                        TRUST_KNOWN,      "c" },
        {"<holder role=\"lab\" name=\"s\" @S anchor=\"r\"/>",           TRUST_KNOWN,      "s" },
        {"<holder role=\"lab\" name=\"s\" @S anchor=\"o\"/>",           TRUST_UNKNOWN,
         NULL                                                                                 },
        {"<holder role=\"lab\" name=\"x\" nation=\"FR\" anchor=\"r\" "
         "subject=\"CN=labo,O=Société d’essai\"/>",        TRUST_UNKNOWN,    NULL},
        {"<holder role=\"lab\" name=\"s\" @S anchor=\"r\"/>"
         "<holder role=\"vendor\" name=\"c\" @C/>",            TRUST_KNOWN,      "c" },
        {"<holder role=\"vendor\" name=\"c\" @C/>"
         "<holder role=\"lab\" name=\"s\" @S anchor=\"r\"/>",  TRUST_KNOWN,      "c" },
        {"<holder role=\"vendor\" name=\"c\" to=\"2026-11-22\" @C/>",
         TRUST_OUT_OF_TERM,                                                               "c" },
        {"<holder role=\"vendor\" name=\"c\" from=\"2026-11-24\" @C/>",
         TRUST_OUT_OF_TERM,                                                               "c" },
        {"<holder role=\"vendor\" name=\"c\" from=\"2026-11-23\" "
         "to=\"2026-11-23\" @C/>",                             TRUST_KNOWN,      "c" },
        {"<holder role=\"vendor\" name=\"c\" to=\"2026-11-22\" @C/>"
         "<holder role=\"lab\" name=\"s\" @S anchor=\"r\"/>",  TRUST_KNOWN,      "s" },
        {"<holder role=\"vendor\" name=\"c\" @C/>"
         "<holder role=\"lab\" name=\"s\" distrusted-since=\"2027-01-01\" "
         "@S anchor=\"r\"/>",                                  TRUST_DISTRUSTED, "s" },
    };
    struct people p;

    (void)state;
    people_init(&p);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct trust t = {0};
        struct err e = {0};
        enum trust_standing standing = TRUST_DISTRUSTED;
        const struct trust_holder *h = NULL;

        if (open_store(&t, &p, row[i].holders, &e))
            fail_msg("%s: %s", e.path, e.msg);
        assert_int_equal(trust_signer(&standing, &h, &t, p.chain, 2, AT, &e),
                         0);
        assert_int_equal(standing, row[i].standing);
        assert_int_equal(h != NULL, row[i].name != NULL);
        if (h)
            assert_string_equal(h->name, row[i].name);
        trust_release(&t);
    }
    people_release(&p);
}

/* Who makes time stamps seals nothing, and the reverse. */
static void a_tsa_is_no_signer(void **state)
{
    static const struct {
        const char *holders;
        enum trust_standing signer, tsa;
    } row[] = {
        {"<holder role=\"tsa\" name=\"t\" @C/>",                         TRUST_UNKNOWN, TRUST_KNOWN      },
        {"<holder role=\"lab\" name=\"l\" @C/>",                         TRUST_KNOWN,   TRUST_UNKNOWN    },
        {"<holder role=\"tsa\" name=\"t\" nation=\"FR\" anchor=\"r\"/>",
         TRUST_UNKNOWN,                                                                 TRUST_KNOWN      },
        {"<holder role=\"tsa\" name=\"t\" nation=\"FR\" anchor=\"o\"/>",
         TRUST_UNKNOWN,                                                                 TRUST_UNKNOWN    },
        {"<holder role=\"tsa\" name=\"t\" @S anchor=\"r\"/>",            TRUST_UNKNOWN,
         TRUST_KNOWN                                                                                     },
        {"<holder role=\"tsa\" name=\"t\" to=\"2026-11-22\" @C/>",
         TRUST_UNKNOWN,                                                                 TRUST_OUT_OF_TERM},
    };
    struct people p;

    (void)state;
    people_init(&p);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct trust t = {0};
        struct err e = {0};
        enum trust_standing standing = TRUST_DISTRUSTED;
        const struct trust_holder *h = NULL;

        if (open_store(&t, &p, row[i].holders, &e))
            fail_msg("%s: %s", e.path, e.msg);
        assert_int_equal(trust_signer(&standing, &h, &t, p.chain, 2, AT, &e),
                         0);
        assert_int_equal(standing, row[i].signer);
        assert_int_equal(trust_tsa(&standing, &h, &t, p.chain, 2, AT, &e), 0);
        assert_int_equal(standing, row[i].tsa);
        trust_release(&t);
    }
    people_release(&p);
}

/* Certificates are of 2026 to 2030. */
static void chains_hold_for_a_time(void **state)
{
    struct people p;
    struct trust t = {0};
    struct err e = {0};

    (void)state;
    people_init(&p);
    assert_int_equal(open_store(&t, &p,
                                "<holder role=\"tsa\" name=\"t\" nation=\"FR\" "
                                "anchor=\"r\"/><holder role=\"tsa\" name=\"c\" "
                                "@C/>",
                                &e),
                     0);
    for (size_t i = 0; i < 2; i++) {
        const struct trust_holder *h = &t.holders[i];

        assert_true(trust_holds(&t, h, p.chain, 2, isodate_seconds(AT)));
        assert_false(trust_holds(&t, h, p.chain, 2,
                                 isodate_seconds("2031-01-01T00:00:00Z")));
    }
    assert_true(trust_is_authority(&t, p.chain + 1, 1, isodate_seconds(AT)));
    assert_true(trust_is_authority(&t, p.chain, 2, isodate_seconds(AT)));
    assert_false(trust_is_authority(&t, p.chain, 1,
                                    isodate_seconds("2031-01-01T00:00:00Z")));
    t.n_anchors = 0;
    assert_false(trust_is_authority(&t, p.chain + 1, 1, isodate_seconds(AT)));
    t.n_anchors = 2;
    trust_release(&t);
    people_release(&p);
}

static void refuses_a_store_whose_anchors_are_not_those_named(void **state)
{
    struct people p;
    struct trust t = {0};
    struct err e = {0};

    (void)state;
    people_init(&p);
    t_write_certs(t_path(p.dir, "other.pem"),
                  (X509 *const[]){p.root.cert, NULL});
    assert_int_equal(open_store(&t, &p, "", &e), -1);
    assert_int_equal(e.code, ERR_MISMATCH);
    e = (struct err){0};
    assert_int_equal(remove(t_path(p.dir, "other.pem")), 0);
    assert_int_equal(open_store(&t, &p, "", &e), -1);
    assert_non_null(strstr(e.path, "other.pem"));
    e = (struct err){0};
    t_write_certs(t_path(p.dir, "other.pem"), (X509 *const[]){NULL});
    assert_int_equal(open_store(&t, &p, "", &e), -1);
    assert_int_equal(e.code, ERR_SYNTAX);
    e = (struct err){0};
    assert_int_equal(remove(t_path(p.dir, "trust.xml")), 0);
    assert_int_equal(trust_open(&t, p.dir, &e), -1);
    assert_non_null(strstr(e.path, "trust.xml"));
    people_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reader_and_grammar_accept_the_same),
        cmocka_unit_test(the_example_is_a_trust_store),
        cmocka_unit_test(finds_the_holder_of_a_key),
        cmocka_unit_test(a_tsa_is_no_signer),
        cmocka_unit_test(chains_hold_for_a_time),
        cmocka_unit_test(refuses_a_store_whose_anchors_are_not_those_named),
    };

    return cmocka_run_group_tests_name("trust", tests, NULL, NULL);
}

/* Several seals on one container, and proofs of inclusion beside them. */
#include "base/tests/t.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/seal/asic.h"
#include "reports/seal/tests/t_keys.h"

#define NOW   "2026-11-23T10:00:00Z"
#define LATER "2026-12-01T08:30:00Z"

static const struct seal_member sample[] = {
    {"certificate.xml", "application/xml",                 "<certificate/>", 14},
    {"reports/1.asice", "application/vnd.etsi.asic-e+zip", "PK",             2 },
};

static struct fixture {
    char dir[64];
    struct t_id fr;
    struct t_id gb;
    struct buf one;   /* sealed by fr */
    struct buf two;   /* and by gb */
    struct buf other; /* other members, sealed by gb */
} fix;

static struct pki_signer *open_signer(const struct t_id *id)
{
    struct err e = {0};
    int64_t time = 0;
    struct pki_signer *s;

    t_write_id(fix.dir, id);
    assert_int_equal(pki_time(&time, NOW, &e), 0);
    s = pki_signer_open(t_path(fix.dir, "key.pem"), -1,
                        t_path(fix.dir, "cert.pem"), time, &e);
    assert_non_null(s);
    return s;
}

static int set_up(void **state)
{
    static const struct t_cert fr = {.kind = "P-256", .name = "Certif FR"};
    static const struct t_cert gb = {.kind = "P-384", .name = "Certify GB"};
    struct seal_member changed[T_LEN(sample)];
    struct pki_signer *s;
    struct asic a;
    struct err e = {0};

    (void)state;
    t_folder(fix.dir);
    fix.fr = t_identity(&fr, NULL);
    fix.gb = t_identity(&gb, NULL);
    buf_init(&fix.one, 1 << 20);
    buf_init(&fix.two, 1 << 20);
    buf_init(&fix.other, 1 << 20);
    s = open_signer(&fix.fr);
    assert_int_equal(asic_make(&fix.one, sample, T_LEN(sample), s, NOW, &e), 0);
    pki_signer_free(s);
    s = open_signer(&fix.gb);
    assert_int_equal(asic_open(&a, fix.one.s, fix.one.n, &e), 0);
    assert_int_equal(asic_add_seal(&fix.two, &a, s, LATER, &e), 0);
    asic_release(&a);
    memcpy(changed, sample, sizeof sample);
    changed[1].data = "pk";
    assert_int_equal(asic_make(&fix.other, changed, T_LEN(sample), s, NOW, &e),
                     0);
    pki_signer_free(s);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    buf_release(&fix.one);
    buf_release(&fix.two);
    buf_release(&fix.other);
    t_id_free(&fix.fr);
    t_id_free(&fix.gb);
    return path_remove_tree(fix.dir, &(struct err){0});
}

/* How many seals hold; -1 when the container can not be opened, or one does
 * not. */
static int seals(const struct buf *b, struct err *e)
{
    struct pki_cert *chain[PKI_CERTS_MAX] = {0};
    struct asic a;
    int n = -1;

    if (asic_open(&a, b->s, b->n, e))
        return -1;
    for (size_t i = 0; i < a.n_sigs; i++) {
        int rc = asic_check(chain, &a, i, e);

        pki_chain_free(chain, PKI_CERTS_MAX);
        if (rc)
            goto done;
    }
    n = (int)a.n_sigs;
done:
    asic_release(&a);
    return n;
}

static void holds_two_seals_over_the_same_members(void **state)
{
    struct err e = {0};
    struct asic a;

    (void)state;
    assert_int_equal(seals(&fix.one, &e), 1);
    assert_int_equal(seals(&fix.two, &e), 2);
    assert_int_equal(asic_open(&a, fix.two.s, fix.two.n, &e), 0);
    assert_int_equal(a.n, 2);
    assert_string_equal(a.sig[0].signing_time, NOW);
    assert_string_equal(a.sig[1].signing_time, LATER);
    asic_release(&a);
}

static void never_seals_twice_with_one_certificate(void **state)
{
    struct pki_signer *s = open_signer(&fix.gb);
    struct buf out;
    struct err e = {0};
    struct asic a;

    (void)state;
    buf_init(&out, 1 << 20);
    assert_int_equal(asic_open(&a, fix.two.s, fix.two.n, &e), 0);
    assert_int_equal(asic_add_seal(&out, &a, s, LATER, &e), -1);
    assert_string_equal(e.id,
                        "this certificate has sealed the container already");
    asic_release(&a);
    buf_release(&out);
    pki_signer_free(s);
}

/* The first seal's file with a byte of its signature changed: nobody puts
 * another seal beside it. */
static void never_seals_beside_a_broken_seal(void **state)
{
    struct pki_signer *s = open_signer(&fix.gb);
    struct zip_entry e4[8];
    struct buf bad;
    struct buf out;
    struct err e = {0};
    struct zip z;
    struct asic a;

    (void)state;
    buf_init(&bad, 1 << 20);
    buf_init(&out, 1 << 20);
    assert_int_equal(zip_read(&z, fix.one.s, fix.one.n, &e), 0);
    memcpy(e4, z.a, z.n * sizeof *e4);
    e4[2].data = "pk"; /* the member is not the signed one */
    assert_int_equal(zip_write(&bad, e4, z.n, &e), 0);
    assert_int_equal(asic_open(&a, bad.s, bad.n, &e), 0);
    assert_int_equal(asic_add_seal(&out, &a, s, LATER, &e), -1);
    assert_string_equal(e.id,
                        "the member '%s' was altered after it was signed");
    asic_release(&a);
    zip_release(&z);
    buf_release(&bad);
    buf_release(&out);
    pki_signer_free(s);
}

/* M mimetype, c certificate, r report, m manifest, 0 and 1 the seals, o the
 * seal of the other container as signatures1, 2 the second seal as
 * signatures2, p and q proofs. */
static void refuses_each_other_set_of_seals(void **state)
{
    static const struct {
        const char *set;
        const char *why; /* NULL: opens and holds */
    } row[] = {
        {"Mcrm01",   NULL                                             },
        {"Mcrm0",    NULL                                             },
        {"Mcrm01pq", NULL                                             },
        {"Mcrm0p",   NULL                                             },
        {"Mcrm1",    "the container is not signed: it has no %s"      },
        {"Mcrm10",   "the container is not signed: it has no %s"      },
        {"Mcrm02",   "the container holds '%s', which no rule covers" },
        {"Mcrm0qp",  "the container holds '%s', which no rule covers" },
        {"Mcrm0p1",  "the container holds '%s', which no rule covers" },
        {"Mpcrm0",
         "the members of the container are not in their order: mimetype, data, "
         "manifest, signatures"                                       },
        {"Mcrm0o",   "the member '%s' was altered after it was signed"},
        {"Mrm01",    "the signature covers '%s', which is not in the container, "
                  "or not at that place"             },
    };
    static const char letters[] = "Mcrm01o2pq";
    struct zip z = {0};
    struct zip other = {0};
    struct zip_entry all[10];
    struct err none = {0};

    (void)state;
    assert_int_equal(zip_read(&z, fix.two.s, fix.two.n, &none), 0);
    assert_int_equal(zip_read(&other, fix.other.s, fix.other.n, &none), 0);
    memcpy(all, z.a, 6 * sizeof *all);
    all[6] = other.a[4];
    all[6].name = "META-INF/signatures1.xml";
    all[7] = z.a[5];
    all[7].name = "META-INF/signatures2.xml";
    all[8] = (struct zip_entry){"META-INF/fr.tlog-proof", "x", 1};
    all[9] = (struct zip_entry){"META-INF/gb.tlog-proof", "x", 1};
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct zip_entry a[10];
        struct err e = {0};
        struct buf b;
        size_t n = strlen(row[i].set);

        for (size_t k = 0; k < n; k++)
            a[k] = all[strchr(letters, row[i].set[k]) - letters];
        buf_init(&b, 1 << 20);
        assert_int_equal(zip_write(&b, a, n, &none), 0);
        if (row[i].why) {
            assert_int_equal(seals(&b, &e), -1);
            assert_string_equal(e.id, row[i].why);
        } else {
            assert_true(seals(&b, &e) > 0);
        }
        buf_release(&b);
    }
    zip_release(&z);
    zip_release(&other);
}

static void add_proof(struct buf *b, const char *name, const char *text)
{
    struct err e = {0};
    struct buf out;
    struct asic a;

    buf_init(&out, 1 << 20);
    assert_int_equal(asic_open(&a, b->s, b->n, &e), 0);
    assert_int_equal(asic_add_proof(&out, &a, name, text, strlen(text), &e), 0);
    asic_release(&a);
    buf_clear(b);
    buf_add(b, out.s, out.n);
    buf_release(&out);
}

static void keeps_proofs_in_order_and_replaces_them(void **state)
{
    struct buf b;
    struct err e = {0};
    struct asic a;

    (void)state;
    buf_init(&b, 1 << 20);
    buf_add(&b, fix.two.s, fix.two.n);
    add_proof(&b, "fr", "old");
    add_proof(&b, "gb", "one");
    add_proof(&b, "ab", "two");
    add_proof(&b, "fr", "new");
    assert_int_equal(seals(&b, &e), 2);
    assert_int_equal(asic_open(&a, b.s, b.n, &e), 0);
    assert_int_equal(a.n_proofs, 3);
    assert_string_equal(a.proofs[0].name, "META-INF/ab.tlog-proof");
    assert_string_equal(a.proofs[1].name, "META-INF/fr.tlog-proof");
    assert_memory_equal(a.proofs[1].data, "new", 3);
    assert_string_equal(a.proofs[2].name, "META-INF/gb.tlog-proof");
    assert_int_equal(asic_add_proof(&b, &a, "a/b", "x", 1, &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    asic_release(&a);
    buf_release(&b);
}

/* --- as it was issued --------------------------------------------------- */

static void issued_of(char out[DIGEST_HEX_MAX], const struct buf *b, size_t n)
{
    struct asic a;
    struct err e = {0};

    if (asic_open(&a, b->s, b->n, &e))
        fail_msg("%s", e.msg);
    assert_int_equal(asic_issued(out, &a, n ? n : a.n_sigs, &e), 0);
    asic_release(&a);
}

static void later_seals_and_proofs_do_not_change_what_was_issued(void **state)
{
    char sum[DIGEST_HEX_MAX];
    char hex[DIGEST_HEX_MAX];
    struct buf b;
    struct err e = {0};

    (void)state;
    assert_int_equal(
        digest_hex_of(sum, DIGEST_SHA256, fix.one.s, fix.one.n, &e), 0);
    issued_of(hex, &fix.one, 0);
    assert_string_equal(hex, sum); /* what sha256sum says */
    issued_of(hex, &fix.two, 1);
    assert_string_equal(hex, sum);
    issued_of(hex, &fix.two, 0);
    assert_string_not_equal(hex, sum);
    buf_init(&b, 1 << 20);
    buf_add(&b, fix.two.s, fix.two.n);
    add_proof(&b, "a", "proof");
    issued_of(hex, &b, 1);
    assert_string_equal(hex, sum);
    issued_of(hex, &fix.other, 0);
    assert_string_not_equal(hex, sum);
    buf_release(&b);
}

/* With a time stamp, and when `archives` an archive time stamp on it: bytes
 * that nobody judges here. */
static void stamp(struct buf *out, const struct buf *in, bool archive)
{
    static const unsigned char der[] = {0x30, 0x00};
    struct xades_archive over = {
        .token = {der, sizeof der}
    };
    struct buf text;
    struct xades x;
    struct asic a;
    struct err e = {0};

    buf_init(&text, XADES_BYTES_MAX);
    assert_int_equal(asic_open(&a, in->s, in->n, &e), 0);
    x = a.sig[0];
    x.time.token = (struct pki_der){der, sizeof der};
    x.time.archives = &over;
    x.time.n_archives = archive;
    xades_write(&text, &x);
    assert_int_equal(asic_replace_seal(out, &a, 0, text.s, text.n, &e), 0);
    asic_release(&a);
    buf_release(&text);
}

static void a_renewal_does_not_change_what_was_issued(void **state)
{
    char stamped[DIGEST_HEX_MAX];
    char hex[DIGEST_HEX_MAX];
    struct buf b;
    struct buf renewed;

    (void)state;
    buf_init(&b, 1 << 20);
    buf_init(&renewed, 1 << 20);
    stamp(&b, &fix.one, false);
    stamp(&renewed, &fix.one, true);
    assert_int_not_equal(b.n, renewed.n);
    issued_of(stamped, &b, 0);
    issued_of(hex, &renewed, 0);
    assert_string_equal(hex, stamped);
    issued_of(hex, &fix.one, 0);
    assert_string_not_equal(hex, stamped);
    buf_release(&b);
    buf_release(&renewed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_two_seals_over_the_same_members),
        cmocka_unit_test(never_seals_twice_with_one_certificate),
        cmocka_unit_test(never_seals_beside_a_broken_seal),
        cmocka_unit_test(refuses_each_other_set_of_seals),
        cmocka_unit_test(keeps_proofs_in_order_and_replaces_them),
        cmocka_unit_test(later_seals_and_proofs_do_not_change_what_was_issued),
        cmocka_unit_test(a_renewal_does_not_change_what_was_issued),
    };

    return cmocka_run_group_tests_name("asic_seals", tests, set_up, tear_down);
}

/* The face of a certificate, recognition and waiver, in both forms. */
#include "base/tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/doc/tests/golden.h"
#include "reports/face/face.h"
#include "reports/face/tests/t_dossier.h"

static const enum lang langs[] = {LANG_EN, LANG_FR};

static void render_one(struct buf *out, const struct dossier *d,
                       enum face_form form, enum lang l)
{
    struct err e = {0};

    buf_init(out, FACE_BYTES_MAX);
    if (face_render(out, d, form, l, ".", &e))
        fail_msg("%s", e.msg);
}

static void check_golden(const struct dossier *d, const char *kind)
{
    for (size_t l = 0; l < T_LEN(langs); l++) {
        for (int form = FACE_HTML; form <= FACE_TEXT; form++) {
            struct buf out = {0};
            char name[64];

            render_one(&out, d, (enum face_form)form, langs[l]);
            (void)snprintf(name, sizeof(name), "%s.%s.%s", kind,
                           langs[l] == LANG_FR ? "fr" : "en",
                           form == FACE_HTML ? "html" : "txt");
            golden_check(name, out.s, out.n);
            buf_release(&out);
        }
    }
}

static void each_face_is_what_it_was(void **state)
{
    struct buf xml = {0};
    struct t_dossier t;

    (void)state;
    t_certificate(&t, &xml);
    check_golden(&t.d, "certificate");
    t_end(&t);
    t_recognition(&t);
    check_golden(&t.d, "recognition");
    t_end(&t);
    t_waiver(&t);
    check_golden(&t.d, "waiver");
    t_end(&t);
}

/* ISO/IEC 17065:2012, 7.7, and what a reader must not have to guess. */
static void the_face_of_a_certificate_says_all_that_it_must(void **state)
{
    static const char *const wanted[] = {
        "FR-2026-0001",
        "Replaces",
        "FR-2025-0007",
        "Certif FR (FR)",
        "fr-example@1.0.0",
        "Hélix &amp; Sons",
        "Nova Caller 2.1",
        "later patches, each by a delta report",
        "short-read",
        "Small germline variants of short reads, whole genome",
        "from 1 Dec 2026 to 30 Nov 2028",
        "180 days after a suite of it is retired",
        "suspended, withdrawn or replaced",
        "W-FR-3",
        "until 30 Jun 2027",
        "Conformant with waivers",
        "limits that nobody published and the scheme adopted",
        "Only with the reference named in the suite",
        "number 2; attempts in the register: 2",
        "A. Evaluator",
        "B. Reviewer",
        "C. Decider",
        "Structural variants",
        "GERM-012",
        "class C, declared by the vendor (as the vendor declares it",
        "no regulatory approval",
        "one repeat of the suite a year",
        "plaintes@certif.example",
        "Executed by a laboratory",
        "Labo FR (FR), in the role laboratory",
        "Lab GB (GB)",
        "entente verify certificate.asice",
        T_DIGEST,
        "This page is not evidence",
        "no time stamp proves when it was sealed",
        "no proof that it was registered",
        "<svg",
    };
    static const char *const banned[] = {"<script", "<link", "<img",
                                         "@import", "url(",  "src="};
    struct buf xml = {0};
    struct buf out = {0};
    struct t_dossier t;

    (void)state;
    t_certificate(&t, &xml);
    render_one(&out, &t.d, FACE_HTML, LANG_EN);
    for (size_t i = 0; i < T_LEN(wanted); i++) {
        if (!strstr(out.s, wanted[i]))
            fail_msg("the face lacks %s", wanted[i]);
    }
    for (size_t i = 0; i < T_LEN(banned); i++)
        assert_null(strstr(out.s, banned[i]));
    buf_release(&out);
    t_end(&t);
}

static void hostile_text_stays_text(void **state)
{
    static const char hostile[] = "=x|'\"\\<script>alert(1)</script>&amp;]]>"
                                  "\033[31m\xe2\x80\xae</style>{}";
    struct buf xml = {0};
    struct buf out = {0};
    struct t_dossier t;
    const char *at;

    (void)state;
    t_certificate(&t, &xml);
    t.d.name = t.certificate.c.number = t.certificate.c.product = hostile;
    t.certificate.c.reviewed_by = t.certificate.c.scope.fr = hostile;
    t.certificate.c.waivers[0].reason = t.seals[0].signer = hostile;
    render_one(&out, &t.d, FACE_HTML, LANG_FR);
    assert_null(strstr(out.s, "<script"));
    assert_non_null(strstr(out.s, "&lt;script"));
    at = strstr(out.s, "</style");
    assert_non_null(at);
    assert_null(strstr(at + 1, "</style"));
    buf_release(&out);
    render_one(&out, &t.d, FACE_TEXT, LANG_FR);
    assert_null(strstr(out.s, "\xe2\x80\xae"));
    assert_null(strchr(out.s, '\033'));
    buf_release(&out);
    t_end(&t);
}

/* Anybody may put a proof beside the seals. */
static void a_proof_is_told_as_a_claim(void **state)
{
#define PROOF(origin)                                                          \
    "c2sp.org/tlog-proof@v1\nindex 0\n\n" origin                               \
    "\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\xe2\x80\x94 a "     \
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" \
    "AAAAAAAAAAAAAAAAAAA=\n"
    static const struct {
        const char *proof, *says;
        bool named;
    } row[] = {
        {PROOF("register.example/fr"), "register.example/fr, with 7 entries",
         true                                                                      },
        {PROOF("Pay here: <b>"),       "a proof that can not be read",        false},
        {"nonsense",                   "a proof that can not be read",        false},
        {"",                           "a proof that can not be read",        false},
    };
    static const char with_name[] = "origin=\"register.example/fr\"";

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct zip_entry proof = {.name = "META-INF/fr.tlog-proof",
                                        .data = row[i].proof,
                                        .len = strlen(row[i].proof)};
        struct buf xml = {0};
        struct buf out = {0};
        struct t_dossier t;
        struct err e = {0};

        t_certificate(&t, &xml);
        t.d.asic.proofs = &proof;
        t.d.asic.n_proofs = 1;
        render_one(&out, &t.d, FACE_HTML, LANG_EN);
        if (!strstr(out.s, row[i].says))
            fail_msg("row %zu: no '%s'", i, row[i].says);
        assert_null(strstr(out.s, "no proof that it was registered"));
        assert_null(strstr(out.s, "Pay here"));
        buf_clear(&out);
        assert_int_equal(face_document(&out, &t.d, false, &e), 0);
        assert_int_equal(strstr(out.s, with_name) != NULL, row[i].named);
        buf_release(&out);
        t_end(&t);
    }
#undef PROOF
}

static void a_report_has_pages_of_its_own(void **state)
{
    struct t_dossier t;
    struct buf out = {0};
    struct err e = {0};

    (void)state;
    t_single(&t);
    buf_init(&out, FACE_BYTES_MAX);
    assert_int_equal(face_render(&out, &t.d, FACE_HTML, LANG_EN, ".", &e), -1);
    assert_int_equal(e.code, ERR_USAGE);
    assert_int_equal(out.n, 0);
    buf_release(&out);
    t_end(&t);
}

/* Text of another encoding would make the page say something else. */
static void a_report_in_another_form_is_not_put_into_a_page(void **state)
{
    static const char *const begin[] = {
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<report/>",
        "<report/>", ""};
    struct t_dossier t;

    (void)state;
    t_single(&t);
    for (size_t i = 0; i < T_LEN(begin); i++) {
        struct buf out = {0};
        struct err e = {0};

        t.xml.data = begin[i];
        t.xml.len = strlen(begin[i]);
        buf_init(&out, FACE_BYTES_MAX);
        assert_int_equal(face_document(&out, &t.d, true, &e), -1);
        assert_int_equal(e.code, ERR_REFUSED);
        buf_release(&out);
    }
    t_end(&t);
}

static void a_page_has_a_ceiling(void **state)
{
    struct buf xml = {0};
    struct buf out = {0};
    struct t_dossier t;
    struct err e = {0};

    (void)state;
    t_certificate(&t, &xml);
    buf_init(&out, 100);
    assert_int_equal(face_render(&out, &t.d, FACE_TEXT, LANG_EN, ".", &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    buf_release(&out);
    t_end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_face_is_what_it_was),
        cmocka_unit_test(the_face_of_a_certificate_says_all_that_it_must),
        cmocka_unit_test(hostile_text_stays_text),
        cmocka_unit_test(a_proof_is_told_as_a_claim),
        cmocka_unit_test(a_report_has_pages_of_its_own),
        cmocka_unit_test(a_report_in_another_form_is_not_put_into_a_page),
        cmocka_unit_test(a_page_has_a_ceiling),
    };

    return cmocka_run_group_tests_name("face", tests, NULL, NULL);
}

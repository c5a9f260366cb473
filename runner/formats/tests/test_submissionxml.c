#include "base/tests/t.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "core/submission.h"
#include "formats/submissionxml.h"
#include "formats/tests/mutate.h"
#include "formats/xmldoc.h"

#define FULL "fixtures/corpus/fuzz_submissionxml/full.xml"
#define RNG  "suites/schema/submission.rng"

static void slurp(struct buf *b, const char *path)
{
    struct err e = {0};

    buf_init(b, (size_t)1 << 26);
    if (path_read(b, path, &e))
        fail_msg("%s: %s", path, e.en);
}

static void reads_every_field(void **state)
{
    struct submission s = {0};
    struct err e = {0};
    struct buf b;

    (void)state;
    slurp(&b, FULL);
    if (submissionxml_parse(&s, b.s, b.n, FULL, false, &e))
        fail_msg("%u:%u: %s", (unsigned)e.line, (unsigned)e.col, e.en);
    assert_string_equal(s.vendor, "Example Ltd & Cie");
    assert_string_equal(s.product, "Caller");
    assert_string_equal(s.version, "1.2.3");
    assert_string_equal(s.technology_class, "short-read");
    assert_string_equal(s.regulatory, "CE-IVD, UKCA");
    assert_string_equal(s.trained_on, "HG001");
    assert_int_equal(s.n_claims, 2);
    assert_true(submission_claims(&s, "indel"));
    assert_int_equal(s.n_items, 2);
    assert_string_equal(s.items[0].sample, "HG002");
    assert_string_equal(s.items[0].material_lot, "RM 8391");
    assert_string_equal(s.items[0].instrument, "X \"1\"");
    assert_string_equal(s.items[0].reagents, "R1");
    assert_string_equal(s.items[0].basecaller, "b 1");
    assert_string_equal(s.items[0].run, "r1");
    assert_string_equal(s.items[0].site, "Evry");
    assert_string_equal(s.items[0].day, "2026-11-23");
    assert_string_equal(s.items[0].replicate, "1");
    assert_null(s.items[1].sample);
    assert_int_equal(s.n_files, 2);
    assert_string_equal(s.files[0].role, "calls");
    assert_string_equal(s.files[0].item, "i1");
    assert_int_equal(s.files[0].size, 1024);
    assert_int_equal(s.files[1].size, 0);
    assert_null(s.files[1].role);
    assert_int_equal(s.files[1].at.line, 17);
    assert_int_equal(strlen(s.sha256), 64);
    submission_release(&s);
    buf_release(&b);
}

static void writes_what_it_read(void **state)
{
    struct buf doc;
    struct buf out;
    struct buf again;

    (void)state;
    slurp(&doc, FULL);
    buf_init(&out, (size_t)1 << 20);
    buf_init(&again, (size_t)1 << 20);
    for (int i = 0; i < 2; i++) {
        struct submission s = {0};
        struct err e = {0};
        const struct buf *from = i == 0 ? &doc : &out;
        struct buf *to = i == 0 ? &out : &again;

        assert_int_equal(
            submissionxml_parse(&s, from->s, from->n, "t", false, &e), 0);
        submissionxml_write(to, &s);
        submission_release(&s);
    }
    assert_string_equal(out.s, again.s);
    assert_non_null(strstr(out.s, "<vendor>Example Ltd &amp; Cie</vendor>"));
    assert_non_null(strstr(out.s, "instrument=\"X &quot;1&quot;\""));
    buf_release(&doc);
    buf_release(&out);
    buf_release(&again);
}

#define SHA "1111111111111111111111111111111111111111111111111111111111111111"

static void asks_digests_of_all_but_drafts(void **state)
{
    struct buf b;

    (void)state;
    slurp(&b, "fixtures/corpus/fuzz_submissionxml/draft.xml");
    for (int draft = 0; draft < 2; draft++) {
        struct submission s = {0};
        struct err e = {0};
        int rc = submissionxml_parse(&s, b.s, b.n, "t", draft != 0, &e);

        assert_int_equal(rc, draft ? 0 : -1);
        if (draft) {
            assert_null(s.files[0].sha256);
            assert_int_equal(s.files[0].size, -1);
        } else {
            assert_non_null(strstr(e.en, "lacks the attribute 'sha256'"));
        }
        submission_release(&s);
    }
    buf_release(&b);
}

static void says_what_is_wrong_and_where(void **state)
{
    static const char head[] =
        "<submission xmlns='urn:entente:submission:1'><vendor>v</vendor>"
        "<product>p</product><version>1</version>"
        "<technology-class>ont</technology-class>\n";
    static const struct {
        const char *body;
        enum err_code code;
        uint64_t line, col;
        const char *says;
    } row[] = {
        {"</submission>",                                                               ERR_SYNTAX,  1, 1, "lacks the element 'files'"  },
        {"<files>\n <file name='../../etc/passwd' sha256='" SHA
         "' size='1'/></files></submission>",                                  ERR_REFUSED, 3, 2, "'.' or '..'"                },
        {"<files>\n <file name='/etc/passwd' sha256='" SHA
         "' size='1'/></files></submission>",                                  ERR_REFUSED, 3, 2, "empty part"                 },
        {"<files>\n <file name='a b' sha256='" SHA
         "' size='1'/></files></submission>",                                  ERR_REFUSED, 3, 2, "other than letters"         },
        {"<files><file name='a' sha256='" SHA "' size='-1'/></files>"
         "</submission>",                                                      ERR_SYNTAX,  2, 8, "attribute 'size'"           },
        {"<files><file name='a' sha256='ABC' size='1'/></files></submission>",
         ERR_SYNTAX,                                                                                 2, 8, "attribute 'sha256'"         },
        {"<files><file name='a' sha256='" SHA "' size='1'/>\n<file name='a' "
         "sha256='" SHA "' size='1'/></files></submission>",
         ERR_SYNTAX,                                                                                 3, 1, "listed twice"               },
        {"<files><file name='a' role='r' sha256='" SHA "' size='1'/>\n<file "
         "name='b' role='r' sha256='" SHA "' size='1'/></files></submission>",
         ERR_SYNTAX,                                                                                 3, 1, "two files have the role 'r'"},
        {"<files>\n<file name='a' item='i9' sha256='" SHA
         "' size='1'/></files></submission>",                                  ERR_SYNTAX,  3, 1, "names the item 'i9'"        },
        {"<items><item id='i'/>\n<item id='i'/></items><files><file name='a' "
         "sha256='" SHA "' size='1'/></files></submission>",
         ERR_SYNTAX,                                                                                 3, 1, "item 'i' stands twice"      },
        {"<items>\n<item id='i' day='2026-13-01'/></items></submission>",
         ERR_SYNTAX,                                                                                 3, 1, "YYYY-MM-DD"                 },
        {"<claims>a!</claims></submission>",                                            ERR_SYNTAX,  2, 1,
         "'a!' is no value of the attribute 'claims'"                                                                                   },
        {"<nonsense/></submission>",                                                    ERR_SYNTAX,  2, 1,
         "'nonsense' may not stand here in 'submission'; possible here: "
         "regulatory, trained-on, claims, items, files"                                                                                 },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct submission s = {0};
        struct err e = {0};
        struct buf b;

        buf_init(&b, (size_t)1 << 20);
        buf_str(&b, head);
        buf_str(&b, row[i].body);
        if (submissionxml_parse(&s, b.s, b.n, "t.xml", false, &e) == 0 ||
            e.code != row[i].code || e.line != row[i].line ||
            e.col != row[i].col || !strstr(e.en, row[i].says))
            fail_msg("row %zu: %d %u:%u %s", i, (int)e.code, (unsigned)e.line,
                     (unsigned)e.col, e.en);
        assert_string_equal(e.path, "t.xml");
        assert_null(s.vendor);
        buf_release(&b);
    }
}

static void has_ceilings(void **state)
{
    static const struct {
        const char *before, *each, *after;
    } row[] = {
        {"<items>", "<item id='i'/>",   "</items></submission>"},
        {"<files>", "<file name='a'/>", "</files></submission>"},
    };
    struct submission s = {0};

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        struct buf b;

        buf_init(&b, (size_t)1 << 24);
        buf_str(&b, "<submission xmlns='urn:entente:submission:1'><vendor>v"
                    "</vendor><product>p</product><version>1</version>"
                    "<technology-class>ont</technology-class>");
        buf_str(&b, row[i].before);
        for (int k = 0; k <= SUBMISSION_FILES_MAX; k++)
            buf_str(&b, row[i].each);
        buf_str(&b, row[i].after);
        assert_int_equal(submissionxml_parse(&s, b.s, b.n, "t", true, &e), -1);
        assert_int_equal(e.code, ERR_LIMIT);
        buf_release(&b);
    }
    {
        struct err e = {0};

        assert_int_equal(submissionxml_parse(&s, "<a/>",
                                             (size_t)SUBMISSION_BYTES_MAX + 1,
                                             "t", true, &e),
                         -1);
        assert_int_equal(e.code, ERR_LIMIT);
    }
}

/* What the reader refuses beyond the grammar. */
static bool is_beyond_grammar(const struct err *e)
{
    return strstr(e->en, "stands twice") || strstr(e->en, "listed twice") ||
           strstr(e->en, "is not among the items");
}

static void agrees_with_the_schema_on_every_small_damage(void **state)
{
    struct buf doc;
    struct buf rng;
    struct buf mutant;
    size_t tried = 0;
    size_t good = 0;

    (void)state;
    slurp(&doc, FULL);
    slurp(&rng, RNG);
    buf_init(&mutant, (size_t)1 << 20);
    for (int m = 0; m < MUTATIONS; m++) {
        for (size_t i = 0; mutate(&mutant, doc.s, (enum mutation)m, i); i++) {
            struct submission s = {0};
            struct err e = {0};
            struct err by_rng = {0};
            int rc = submissionxml_parse(&s, mutant.s, mutant.n, "t", true, &e);
            int rc2 =
                xmldoc_validate(mutant.s, mutant.n, "t", rng.s, rng.n, &by_rng);

            tried++;
            good += rc == 0;
            if (rc != rc2 && !(rc2 == 0 && is_beyond_grammar(&e)))
                fail_msg("mutation %d of %zu: reader %d (%s), schema %d (%s)",
                         m, i, rc, e.en, rc2, by_rng.en);
            submission_release(&s);
        }
    }
    assert_true(tried > 200);
    assert_true(good > 40);
    buf_release(&doc);
    buf_release(&rng);
    buf_release(&mutant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_field),
        cmocka_unit_test(writes_what_it_read),
        cmocka_unit_test(asks_digests_of_all_but_drafts),
        cmocka_unit_test(says_what_is_wrong_and_where),
        cmocka_unit_test(has_ceilings),
        cmocka_unit_test(agrees_with_the_schema_on_every_small_damage),
    };

    return cmocka_run_group_tests_name("submissionxml", tests, NULL, NULL);
}

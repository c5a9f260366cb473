#include "base/tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "core/suite.h"
#include "formats/suitexml.h"
#include "formats/tests/mutate.h"
#include "formats/xmldoc.h"

#define FULL "fixtures/corpus/fuzz_suitexml/full.xml"
#define RNG  "suites/schema/suite.rng"

static void slurp(struct buf *b, const char *path)
{
    struct err e = {0};

    buf_init(b, (size_t)1 << 26);
    if (path_read(b, path, &e))
        fail_msg("%s: %s", path, e.en);
}

static void reads_the_frame_of_a_suite(void **state)
{
    struct suite s = {0};
    struct err e = {0};

    (void)state;
    if (suitexml_read(&s, FULL, &e))
        fail_msg("%u:%u: %s", (unsigned)e.line, (unsigned)e.col, e.en);
    assert_string_equal(s.id, "full");
    assert_int_equal(s.version.major, 2);
    assert_int_equal(s.version.minor, 10);
    assert_int_equal(s.version.patch, 3);
    assert_int_equal(s.status, SUITE_DRAFT);
    assert_int_equal(s.requires_format, 1);
    assert_string_equal(s.publisher, "A body of two lines");
    assert_string_equal(s.title.fr, "Toutes les constructions");
    assert_string_equal(s.text.en, "Text.");
    assert_int_equal(s.n_classes, 3);
    assert_string_equal(s.classes[1], "hifi");
    assert_int_equal(s.n_profiles, 2);
    assert_null(s.profiles[1].title.fr);
    assert_int_equal(s.n_not_tested, 2);
    assert_string_equal(s.not_tested[0].fr, "Autres choses");
    assert_int_equal(s.n_controls, 1);
    assert_int_equal(s.controls[0].n_fails, 2);
    assert_string_equal(s.controls[0].fails[1], "C-2");
    assert_int_equal(strlen(s.sha256), 64);
    suite_release(&s);
}

static void reads_fixtures_and_metrics(void **state)
{
    struct suite s = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(suitexml_read(&s, FULL, &e), 0);
    assert_int_equal(s.n_fixtures, 4);
    assert_int_equal(s.fixtures[0].pin, PIN_OCTETS);
    assert_string_equal(s.fixtures[0].href, "f/reference.fa.gz");
    assert_string_equal(s.fixtures[0].hint, "https://example.org/r");
    assert_int_equal(s.fixtures[1].pin, PIN_RECORDS);
    assert_string_equal(s.fixtures[1].access, "sealed");
    assert_int_equal(s.fixtures[2].pin, PIN_CONTIGS);
    assert_null(s.fixtures[2].sha256);
    assert_int_equal(s.fixtures[2].n_contigs, 2);
    assert_string_equal(s.fixtures[2].contigs[1].name, "chr22");
    assert_int_equal(s.fixtures[2].contigs[1].length, 50818468);
    assert_int_equal(s.fixtures[3].pin, PIN_ADOPTED);
    assert_true(s.deliverables[0].required);
    assert_string_equal(s.deliverables[0].example, "truth");
    assert_null(s.deliverables[1].example);
    assert_false(s.deliverables[1].required);
    assert_int_equal(s.n_metrics, 4);
    assert_int_equal(s.metrics[0].formula.kind, MEASURE_COUNT);
    assert_null(s.metrics[0].formula.den[0]);
    assert_string_equal(s.metrics[1].formula.den[1], "fn");
    assert_null(s.metrics[1].formula.den[2]);
    assert_int_equal(s.metrics[3].formula.kind, MEASURE_RATE);
    suite_release(&s);
}

static void reads_cases_and_criteria(void **state)
{
    struct suite s = {0};
    struct err e = {0};
    const struct suite_case *c;
    const struct suite_criterion *k;

    (void)state;
    assert_int_equal(suitexml_read(&s, FULL, &e), 0);
    assert_int_equal(s.n_cases, 3);
    c = suite_case(&s, "C-2");
    assert_int_equal(c->at.line, 38);
    assert_int_equal(c->at.col, 5);
    assert_true(c->waivable);
    assert_false(s.cases[0].waivable);
    assert_string_equal(c->claim_scope, "snv");
    assert_string_equal(c->classes, "short-read hifi");
    assert_string_equal(c->text.en, "More & more");
    assert_int_equal(c->n_inputs, 2);
    assert_string_equal(c->inputs[0].from, "calls");
    assert_int_equal(c->n_params, 2);
    assert_string_equal(c->params[1].value, "");
    assert_int_equal(c->n_criteria, 5);
    k = &c->criteria[0];
    assert_true(k->mandatory && k->has_min && !k->has_max);
    assert_true(k->min == 0.95 && k->guard == 0.001 && k->confidence == 0.99);
    assert_string_equal(k->min_text, "0.95");
    assert_int_equal(k->method, RULE_CP);
    assert_int_equal(k->sides, 1);
    k = &c->criteria[1];
    assert_true(!k->mandatory && k->has_min && k->has_max);
    assert_true(k->min == 0.5 && k->confidence == 0.95 && k->guard == 0);
    assert_int_equal(k->sides, 2);
    assert_int_equal(k->claim, CLAIM_PROCESS);
    assert_int_equal(k->status, LIMIT_UNCONFIRMED);
    assert_string_equal(c->criteria[2].stratum, "*");
    assert_int_equal(c->criteria[2].method, RULE_REPORT);
    suite_release(&s);
}

static void gives_a_suite_without_profiles_the_common_one(void **state)
{
    struct suite s = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(
        suitexml_read(&s, "fixtures/corpus/fuzz_suitexml/least.xml", &e), 0);
    assert_int_equal(s.n_profiles, 1);
    assert_string_equal(s.profiles[0].id, SUITE_COMMON);
    assert_non_null(s.profiles[0].title.fr);
    suite_release(&s);
}

static const char head[] =
    "<suite xmlns='urn:entente:suite:1' id='s' version='1.0.0' status='draft' "
    "requires='1'>\n<publisher>p</publisher><title xml:lang='en'>t</title>";

static void says_what_is_wrong_and_where(void **state)
{
    static const struct {
        const char *body; /* after `head`; a whole document when it begins
                             with "<suite" or "<other" */
        enum err_code code;
        uint64_t line, col;
        const char *says;
    } row[] = {
        {"<other/>",                                                                    ERR_SYNTAX,  1, 1, "is a 'other', a 'suite' is expected"     },
        {"<suite/>",                                                                    ERR_SYNTAX,  1, 1, "in the namespace ''"                     },
        {"<suite xmlns='urn:entente:suite:1'/>",                                        ERR_SYNTAX,  1, 1,
         "lacks the attribute 'version'"                                                                                                             },
        {"<suite xmlns='urn:entente:suite:1' id='s' version='1.0' "
         "status='draft' requires='1'/>",                                      ERR_SYNTAX,  1, 1, "three numbers"                           },
        {"<suite xmlns='urn:entente:suite:1' id='s' version='1.0.0' "
         "status='new' requires='1'/>",                                        ERR_SYNTAX,  1, 1, "draft | released | retired"              },
        {"<suite xmlns='urn:entente:suite:1' id='1s' version='1.0.0' "
         "status='draft' requires='1'/>",                                      ERR_SYNTAX,  1, 1, "'1s' is no value of the attribute 'id'"  },
        {"<suite xmlns='urn:entente:suite:1' requires='7'><new/></suite>",
         ERR_RANGE,                                                                                  1, 1, "install a newer version"                 },
        {"<suite xmlns='urn:entente:suite:1' id='s' version='1.0.0' "
         "status='draft' requires='0'/>",                                      ERR_SYNTAX,  1, 1, "1 ... 1000000"                           },
        {"<suite xmlns='urn:entente:suite:1' id='x' version='1.0.0' "
         "status='draft' requires='1' max-waivers='-1'/>",                     ERR_SYNTAX,  1, 1, "0 ... 1000"                              },
        {"<suite xmlns='urn:entente:suite:1' id='s' version='1.0.0' "
         "status='draft' requires='1'/>",                                      ERR_SYNTAX,  1, 1, "lacks the element 'publisher'"           },
        {"\n<cases/></suite>",                                                          ERR_SYNTAX,  3, 1, "lacks the element 'case'"                },
        {"\n<case/></suite>",                                                           ERR_SYNTAX,  3, 1,
         "'case' may not stand here in 'suite'; possible here: "                                                                                     },
        {"\n <title xml:lang='de'>x</title></suite>",                                   ERR_SYNTAX,  3, 2,
         "xml:lang=\"fr\""                                                                                                                           },
        {"\n <classes> </classes></suite>",                                             ERR_SYNTAX,  3, 2,
         "must hold text and nothing else"                                                                                                           },
        {"\n <classes>a b/c</classes></suite>",                                         ERR_SYNTAX,  3, 2,
         "'a b/c' is no value"                                                                                                                       },
        {"\n <cases xmlns=''/></suite>",                                                ERR_SYNTAX,  3, 2, "no namespace"                            },
        {"stray</suite>",                                                               ERR_SYNTAX,  1, 1, "may not hold text"                       },
        {"<fixtures>\n<fixture id='a' kind='b' access='open' pin='octets' "
         "sha256='00'/></fixtures></suite>",                                   ERR_SYNTAX,  3, 1, "[0-9a-f]{64}"                            },
        {"<fixtures>\n<fixture id='a' kind='b' access='open' pin='adopted' "
         "href='../x'/></fixtures></suite>",                                   ERR_REFUSED, 3, 1, "'.' or '..'"                             },
        {"<fixtures>\n<fixture id='a' kind='b' access='shut' "
         "pin='adopted'/></fixtures></suite>",                                 ERR_SYNTAX,  3, 1, "open | sealed | one-time"                },
        {"<fixtures>\n<fixture id='a' kind='b' access='open' "
         "pin='adopted'/>\n<fixture id='a' kind='b' access='open' "
         "pin='adopted'/></fixtures></suite>",                                 ERR_SYNTAX,  4, 1, "stands twice"                            },
        {"<fixtures>\n<fixture id='a' kind='b' access='open' pin='contigs'>"
         "<contig name='c' length='0' md5='0'/></fixture></fixtures></suite>", ERR_SYNTAX,  3, 0, "'length'"                                },
        {"<fixtures>\n<fixture id='a' kind='b' access='open' pin='contigs'>"
         "<contig name='c' length='1' md5='0'/></fixture></fixtures></suite>", ERR_SYNTAX,  3, 0, "[0-9a-f]{32}"                            },
        {"<deliverables>\n<deliverable role='a' kind='b' "
         "required='maybe'/></deliverables></suite>",                          ERR_SYNTAX,  3, 1, "yes | no"                                },
        {"<metrics>\n<metric id='a:b:0' check='c' measure='m' unit='1' "
         "kind='count' numerator='n'/></metrics></suite>",                     ERR_SYNTAX,  3, 1, "'a:b:0' is no value"                     },
        {"<metrics>\n<metric id='a:b:1' check='c' measure='m' unit='1' "
         "kind='count' numerator='n' denominator='d'/></metrics></suite>",     ERR_SYNTAX,  3, 1, "lacks the element 'title'"               },
        {"<metrics>\n<metric id='a:b:1' check='c' measure='m' unit='1' "
         "kind='count' numerator='a b c d e f g h i j k l m n o p q'/>"
         "</metrics></suite>",                                                 ERR_LIMIT,   3, 1, "more than 16 words"                      },
        {"<cases>\n<case id='c' check='k'><title xml:lang='en'>t</title>"
         "<criterion profile='COMMON' severity='mandatory' metric='m' "
         "method='exact' claim='file' status='proposed' max='nan'/></case>"
         "</cases></suite>",                                                   ERR_SYNTAX,  3, 0, "'nan' is no value of the attribute 'max'"},
        {"<cases>\n<case id='c' check='k' zz='1'><title xml:lang='en'>t"
         "</title></case></cases></suite>",                                    ERR_SYNTAX,  3, 1, "'case' has no attribute 'zz'"            },
        {"<cases>\n<case id='c' check='k' clause=' '><title xml:lang='en'>t"
         "</title></case></cases></suite>",                                    ERR_SYNTAX,  3, 1, "attribute 'clause'"                      },
        {"<cases>\n<case id='c' check='k'><title xml:lang='en'>t</title>"
         "<param name='a' value='b'/><input name='a' from='b'/></case>"
         "</cases></suite>",                                                   ERR_SYNTAX,  3, 0, "'input' may not stand here in 'case'"    },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct suite s = {0};
        struct err e = {0};
        struct buf b;

        buf_init(&b, (size_t)1 << 20);
        if (row[i].body[0] != '<' || strncmp(row[i].body, "<suite", 6) != 0)
            buf_str(&b, strncmp(row[i].body, "<other", 6) ? head : "");
        buf_str(&b, row[i].body);
        if (suitexml_parse(&s, b.s, b.n, "t.xml", &e) == 0 ||
            e.code != row[i].code || e.line != row[i].line ||
            (row[i].col && e.col != row[i].col) || !strstr(e.en, row[i].says))
            fail_msg("row %zu: %d %u:%u %s", i, (int)e.code, (unsigned)e.line,
                     (unsigned)e.col, e.en);
        assert_string_equal(e.path, "t.xml");
        assert_null(s.id);
        buf_release(&b);
    }
}

static void has_ceilings(void **state)
{
    static const struct {
        const char *before, *each, *after;
        int times;
        const char *says;
    } row[] = {
        {"<profiles>",                                                      "<profile/>", "</profiles></suite>",
         SUITE_PROFILES_MAX + 1,                                                                                                   "'profiles' has more than"},
        {"<cases><case id='c' check='k'><title xml:lang='en'>t</title>",
         "<param/>",                                                                      "</case></cases></suite>",       1025,   "'case' has more than"    },
        {"<fixtures><fixture id='f' kind='k' access='open' pin='contigs'>",
         "<contig/>",                                                                     "</fixture></fixtures></suite>", 100001,
         "'fixture' has more than"                                                                                                                           },
    };
    struct suite s = {0};

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        struct buf b;

        buf_init(&b, (size_t)1 << 24);
        buf_str(&b, head);
        buf_str(&b, row[i].before);
        for (int k = 0; k < row[i].times; k++)
            buf_str(&b, row[i].each);
        buf_str(&b, row[i].after);
        assert_int_equal(suitexml_parse(&s, b.s, b.n, "t", &e), -1);
        if (e.code != ERR_LIMIT || !strstr(e.en, row[i].says))
            fail_msg("row %zu: %s", i, e.en);
        buf_release(&b);
    }
    {
        struct err e = {0};

        assert_int_equal(
            suitexml_parse(&s, head, (size_t)SUITE_BYTES_MAX + 1, "t", &e), -1);
        assert_int_equal(e.code, ERR_LIMIT);
    }
}

static void refuses_an_element_with_too_many_attributes(void **state)
{
    struct suite s = {0};
    struct err e = {0};
    struct buf b;

    (void)state;
    buf_init(&b, (size_t)1 << 20);
    buf_str(&b, "<suite xmlns='urn:entente:suite:1'");
    for (int i = 0; i < 65; i++)
        buf_printf(&b, " a%d='1'", i);
    buf_str(&b, "/>");
    assert_int_equal(suitexml_parse(&s, b.s, b.n, "t", &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    buf_release(&b);
}

/* What the reader refuses beyond the grammar. */
static bool is_beyond_grammar(const struct err *e)
{
    static const char *const reason[] = {
        "stands twice", /* ids */
    };

    for (size_t i = 0; i < T_LEN(reason); i++)
        if (strstr(e->en, reason[i]))
            return true;
    return false;
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
            struct suite s = {0};
            struct err e = {0};
            struct err by_rng = {0};
            int rc = suitexml_parse(&s, mutant.s, mutant.n, "t", &e);
            int rc2 =
                xmldoc_validate(mutant.s, mutant.n, "t", rng.s, rng.n, &by_rng);

            tried++;
            good += rc == 0;
            if (rc != rc2 && !(rc2 == 0 && is_beyond_grammar(&e)))
                fail_msg("mutation %d of %zu: reader %d (%s), schema %d (%s)",
                         m, i, rc, e.en, rc2, by_rng.en);
            suite_release(&s);
        }
    }
    assert_true(tried > 1000);
    assert_true(good > 100); /* extensions, optional parts */
    buf_release(&doc);
    buf_release(&rng);
    buf_release(&mutant);
}

/* 10,000 cases: the floor of what a nation's suites need. */
static void reads_ten_thousand_cases_in_less_than_a_second(void **state)
{
    struct suite s = {0};
    struct err e = {0};
    struct buf b;
    clock_t from;
    double seconds;
    const char *mode = getenv("ENTENTE_TEST_MODE");
    double limit = !mode || strcmp(mode, "release") == 0 ? 1 : 30;

    (void)state;
    buf_init(&b, (size_t)1 << 26);
    buf_str(&b, head);
    buf_str(&b, "<cases>");
    for (int i = 0; i < 10000; i++)
        buf_printf(&b,
                   "<case id='C-%d' check='k'><title xml:lang='en'>A title of "
                   "usual length</title><title xml:lang='fr'>Un titre</title>"
                   "<input name='a' from='b'/><criterion profile='COMMON' "
                   "severity='mandatory' metric='m' min='0.5' method='exact' "
                   "claim='file' status='proposed'/></case>\n",
                   i);
    buf_str(&b, "</cases></suite>");
    from = clock();
    assert_int_equal(suitexml_parse(&s, b.s, b.n, "t", &e), 0);
    seconds = (double)(clock() - from) / CLOCKS_PER_SEC;
    assert_int_equal(s.n_cases, 10000);
    if (seconds > limit) /* sanitizers are slow */
        fail_msg("%.3f s of CPU", seconds);
    suite_release(&s);
    buf_release(&b);
}

static void says_that_a_file_is_missing(void **state)
{
    struct suite s = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(suitexml_read(&s, "/nonexistent/suite.xml", &e), -1);
    assert_int_equal(e.code, ERR_MISSING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_frame_of_a_suite),
        cmocka_unit_test(reads_fixtures_and_metrics),
        cmocka_unit_test(reads_cases_and_criteria),
        cmocka_unit_test(gives_a_suite_without_profiles_the_common_one),
        cmocka_unit_test(says_what_is_wrong_and_where),
        cmocka_unit_test(has_ceilings),
        cmocka_unit_test(refuses_an_element_with_too_many_attributes),
        cmocka_unit_test(agrees_with_the_schema_on_every_small_damage),
        cmocka_unit_test(reads_ten_thousand_cases_in_less_than_a_second),
        cmocka_unit_test(says_that_a_file_is_missing),
    };

    return cmocka_run_group_tests_name("suitexml", tests, NULL, NULL);
}

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
#include "judge/checks.h"
#include "judge/lint.h"
#include "judge/store.h"

/* ---- two checks of our own, so that the rows do not depend on the table  */

static const struct check_input inputs[] = {
    {"query",   "vcf bcf", INPUT_DELIVERABLE, true,  false, ""  },
    {"truth",   "vcf",     INPUT_FIXTURE,     true,  false, ""  },
    {"stratum", "bed",     INPUT_EITHER,      false, true,  ""  },
    {NULL,      NULL,      INPUT_EITHER,      false, false, NULL},
};
static const struct check_param params[] = {
    {"filter", PARAM_ENUM, "pass", "pass all", 0, 0, ""  },
    {"depth",  PARAM_INT,  "1",    NULL,       1, 9, ""  },
    {"share",  PARAM_REAL, "0.5",  NULL,       0, 1, ""  },
    {"strict", PARAM_BOOL, "no",   NULL,       0, 0, ""  },
    {"label",  PARAM_TEXT, "",     NULL,       0, 0, ""  },
    {NULL,     PARAM_TEXT, NULL,   NULL,       0, 0, NULL},
};
static const struct check_counter counters[] = {
    {"tp", "allele", ""  },
    {"fn", "allele", ""  },
    {"fp", "allele", ""  },
    {"bp", "bp",     ""  },
    {"ti", "allele", ""  },
    {NULL, NULL,     NULL},
};
static const struct check_measure measures[] = {
    {"recall",  "1",      {MEASURE_PROPORTION, {"tp"}, {"tp", "fn"}}, ""  },
    {"fp-rate", "/Mbp",   {MEASURE_RATE, {"fp"}, {"bp"}},             ""  },
    {"titv",    "1",      {MEASURE_RATIO, {"ti"}, {"tp"}},            ""  },
    {"missed",  "allele", {MEASURE_COUNT, {"fn"}, {NULL}},            ""  },
    {NULL,      NULL,     {MEASURE_COUNT, {NULL}, {NULL}},            NULL},
};
static const struct check_decl variants = {"variants", "",       inputs,
                                           params,     counters, measures};
static const struct check_decl other = {"other", "",       NULL,
                                        NULL,    counters, measures};
static const struct check check_variants = {&variants, NULL};
static const struct check check_other = {&other, NULL};
static const struct check *const checks[] = {&check_variants, &check_other};

#define SHA1  "1111111111111111111111111111111111111111111111111111111111111111"
#define TITLE "<title xml:lang='en'>e</title><title xml:lang='fr'>f</title>"
#define CRITERION                                                              \
    "<criterion profile='COMMON' severity='mandatory' metric='a:recall:1' "    \
    "stratum='*' min='0.9' method='wilson' confidence='0.95' guard='0' "       \
    "claim='file' status='proposed' source='s'/>"

/* Nothing is wrong with it. Rows damage it at one place. */
static const char sound[] =
    "<suite xmlns='urn:entente:suite:1' id='s' version='1.0.0' "
    "status='released' requires='1'>\n"
    "<publisher>p</publisher>" TITLE "\n"
    "<classes>ont hifi</classes>\n"
    "<profiles><profile id='P'>" TITLE "</profile></profiles>\n"
    "<fixtures>\n"
    "<fixture id='truth' kind='vcf' href='t.vcf' pin='octets' sha256='" SHA1
    "' access='open'/>\n"
    "<fixture id='easy' kind='bed' href='e.bed' pin='octets' sha256='" SHA1
    "' access='open'/>\n"
    "<fixture id='bad' kind='vcf' href='b.vcf' pin='octets' sha256='" SHA1
    "' access='open'/>\n"
    "</fixtures>\n"
    "<deliverables><deliverable role='calls' kind='vcf' required='yes' "
    "example='truth'>" TITLE "</deliverable></deliverables>\n"
    "<metrics>\n"
    "<metric id='a:recall:1' check='variants' measure='recall' unit='1' "
    "kind='proportion' numerator='tp' denominator='tp fn'>" TITLE "</metric>\n"
    "<metric id='a:fp:1' check='variants' measure='fp-rate' unit='/Mbp' "
    "kind='rate' numerator='fp' denominator='bp'>" TITLE "</metric>\n"
    "<metric id='a:titv:1' check='variants' measure='titv' unit='1' "
    "kind='ratio' numerator='ti' denominator='tp'>" TITLE "</metric>\n"
    "</metrics>\n"
    "<cases><case id='C' check='variants' classes='ont'>" TITLE "\n"
    "<input name='query' from='calls'/><input name='truth' from='truth'/>"
    "<input name='stratum' from='easy'/>\n"
    "<param name='filter' value='pass'/><param name='depth' value='9'/>"
    "<param name='share' value='.5'/><param name='strict' value='yes'/>"
    "<param name='label' value='any text'/>\n" CRITERION "\n"
    "<criterion profile='P' severity='advisory' metric='a:fp:1' "
    "stratum='easy' max='1' method='garwood' claim='process' "
    "status='unconfirmed' source='s'/>"
    "<criterion profile='P' severity='advisory' metric='a:titv:1' "
    "method='report' claim='file' status='proposed'/>"
    "</case></cases>\n"
    "<controls><control id='NC' deliverable='calls' fixture='bad' "
    "fails='C'>" TITLE "</control></controls>\n"
    "<not-tested><item>" TITLE "</item></not-tested>\n"
    "</suite>";

/* `sound` with the first `from` after `anchor` replaced. */
static void damage(struct buf *out, const char *anchor, const char *from,
                   const char *to)
{
    const char *a = strstr(sound, anchor);
    const char *f = a ? strstr(a, from) : NULL;

    if (!f)
        fail_msg("no '%s' after '%s'", from, anchor);
    buf_add(out, sound, (size_t)(f - sound));
    buf_str(out, to);
    buf_str(out, f + strlen(from));
}

static void lint_text(struct lint *out, const char *text, size_t len,
                      const struct store *store)
{
    const struct lint_options o = {
        .checks = checks, .n_checks = T_LEN(checks), .store = store};
    struct suite s = {0};
    struct err e = {0};

    if (suitexml_parse(&s, text, len, "t", &e))
        fail_msg("%u:%u: %s", (unsigned)e.line, (unsigned)e.col, e.en);
    assert_int_equal(lint_suite(out, &s, &o, &e), 0);
    suite_release(&s);
}

static const struct lint_problem *find(const struct lint *l, const char *code,
                                       const char *says)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->a[i].code, code) == 0 && strstr(l->a[i].en, says))
            return &l->a[i];
    return NULL;
}

static void finds_nothing_in_a_sound_suite(void **state)
{
    struct lint l = {0};

    (void)state;
    lint_text(&l, sound, sizeof sound - 1, NULL);
    for (size_t i = 0; i < l.n; i++)
        fail_msg("%s %u:%u %s", l.a[i].code, (unsigned)l.a[i].at.line,
                 (unsigned)l.a[i].at.col, l.a[i].en);
    lint_release(&l);
}

struct damage {
    const char *anchor, *from, *to;
    const char *code;
    enum finding_level level;
    uint64_t line;
    const char *says;
};

static void expect(const struct damage *row, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct lint_problem *p;
        struct lint l = {0};
        struct buf b;

        buf_init(&b, (size_t)1 << 20);
        damage(&b, row[i].anchor, row[i].from, row[i].to);
        lint_text(&l, b.s, b.n, NULL);
        p = find(&l, row[i].code, row[i].says);
        if (!p)
            fail_msg("row %zu: no %s; %zu problems, first %s", i, row[i].code,
                     l.n, l.n ? l.a[0].en : "none");
        assert_int_equal(p->level, row[i].level);
        assert_int_equal(p->at.line, row[i].line);
        assert_string_not_equal(p->en, p->fr);
        lint_release(&l);
        buf_release(&b);
    }
}

static void finds_what_is_wrong_in_a_case(void **state)
{
    static const struct damage row[] = {
        {"<case ",    "'variants'",                         "'strange'",                                 "SUITE-LINT-01", FINDING_ERROR,
         16,                                                                                                                                 "no check strange"             },
        {"<case ",    "<input name='truth' from='truth'/>", "",                                          "SUITE-LINT-02",
         FINDING_ERROR,                                                                                                                  16, "lacks the input truth"        },
        {"<case ",    "'stratum' from",                     "'zone' from",                               "SUITE-LINT-03",
         FINDING_ERROR,                                                                                                                  17, "no input zone"                },
        {"<case ",    "'stratum' from='easy'",              "'truth' from='truth'",
         "SUITE-LINT-04",                                                                                                 FINDING_ERROR, 17, "given twice"                  },
        {"<case ",    "<param",                             "<input name='stratum' from='easy'/><param",
         "SUITE-LINT-04",                                                                                                 FINDING_ERROR, 18, "given twice"                  },
        {"<case ",    "from='easy'",                        "from='eesy'",                               "SUITE-LINT-05", FINDING_ERROR,
         17,                                                                                                                                 "eesy is neither"              },
        {"<case ",    "from='easy'",                        "from='truth'",                              "SUITE-LINT-06",
         FINDING_ERROR,                                                                                                                  17, "is of kind vcf"               },
        {"<case ",    "from='calls'",                       "from='bad'",                                "SUITE-LINT-07", FINDING_ERROR,
         17,                                                                                                                                 "must come from the submission"},
        {"<case ",    "from='truth'",                       "from='calls'",                              "SUITE-LINT-07",
         FINDING_ERROR,                                                                                                                  17, "must come from the suite"     },
        {"<case ",    "'label'",                            "'lable'",                                   "SUITE-LINT-08", FINDING_ERROR, 18,
         "no parameter lable"                                                                                                                                               },
        {"<case ",    "'label'",                            "'filter'",                                  "SUITE-LINT-08", FINDING_ERROR, 18,
         "given twice"                                                                                                                                                      },
        {"<case ",    "value='pass'",                       "value='pass all'",                          "SUITE-LINT-09",
         FINDING_ERROR,                                                                                                                  18, "one of: pass all"             },
        {"<case ",    "value='9'",                          "value='10'",                                "SUITE-LINT-09", FINDING_ERROR,
         18,                                                                                                                                 "from 1 to 9"                  },
        {"<case ",    "value='.5'",                         "value='1.5'",                               "SUITE-LINT-09", FINDING_ERROR,
         18,                                                                                                                                 "from 0 to 1"                  },
        {"<case ",    "value='yes'",                        "value='true'",                              "SUITE-LINT-09",
         FINDING_ERROR,                                                                                                                  18, "one of: yes no"               },
        {"<case ",    CRITERION,                            "",                                          "SUITE-LINT-23", FINDING_ERROR, 4,
         "no mandatory criterion"                                                                                                                                           },
        {"<case ",    "'ont'",                              "'ont cheap'",                               "SUITE-LINT-35", FINDING_ERROR, 16,
         "class cheap"                                                                                                                                                      },
        {"fails='C'", "fails='C'",                          "fails='D'",                                 "SUITE-LINT-31",
         FINDING_WARNING,                                                                                                                16, "nothing proves"               },
        {"<case ",    "<title xml:lang='fr'>f</title>",     "",                                          "SUITE-LINT-29",
         FINDING_ERROR,                                                                                                                  16, "no French"                    },
    };

    (void)state;
    expect(row, T_LEN(row));
}

static void finds_what_is_wrong_in_a_criterion(void **state)
{
    static const struct damage row[] = {
        {"<criterion",             "'a:recall:1'",                                      "'a:recall:2'",              "SUITE-LINT-10",
         FINDING_ERROR,                                                                                                                                19, "no metric a:recall:2"         },
        {"<case ",                 "check='variants'",                                  "check='other'",             "SUITE-LINT-11",
         FINDING_ERROR,                                                                                                                                19, "counted by the check variants"},
        {"<criterion",             "'COMMON'",                                          "'Q'",                       "SUITE-LINT-16", FINDING_ERROR,   19,
         "no profile Q"                                                                                                                                                                   },
        {"<criterion",             "'*'",                                               "'hard'",                    "SUITE-LINT-17", FINDING_ERROR,   19,
         "hard is no stratum"                                                                                                                                                             },
        {"<criterion",             "'wilson'",                                          "'garwood'",                 "SUITE-LINT-18", FINDING_ERROR,
         19,                                                                                                                                               "not for a proportion"         },
        {"<criterion profile='P'", "'garwood'",                                         "'jeffreys'",                "SUITE-LINT-18",
         FINDING_ERROR,                                                                                                                                20, "not for a rate"               },
        {"'a:titv:1' method",      "'report'",                                          "'clopper-pearson' max='2'",
         "SUITE-LINT-18",                                                                                                             FINDING_ERROR,   20, "not for a ratio"              },
        {"<criterion",             "min='0.9'",                                         "min='90'",                  "SUITE-LINT-19", FINDING_ERROR,
         19,                                                                                                                                               "90 is outside"                },
        {"<criterion profile='P'", "max='1'",                                           "max='-1'",                  "SUITE-LINT-19",
         FINDING_ERROR,                                                                                                                                20, "-1 is outside"                },
        {"<criterion",             "min='0.9'",                                         "min='0.9' max='0.8'",       "SUITE-LINT-20",
         FINDING_ERROR,                                                                                                                                19, "0.9 is above the maximum 0.8" },
        {"<criterion",             "guard='0'",                                         "guard='0.2'",               "SUITE-LINT-20",
         FINDING_ERROR,                                                                                                                                19, "guard band leaves no value"   },
        {"<criterion",             "min='0.9'",                                         "min='1'",                   "SUITE-LINT-20", FINDING_ERROR,
         19,                                                                                                                                               "never reaches 1"              },
        {"<criterion profile='P'", "max='1'",                                           "max='0'",                   "SUITE-LINT-20",
         FINDING_ERROR,                                                                                                                                20, "never reaches 0"              },
        {"<criterion",             "'0.95'",                                            "'0.5'",                     "SUITE-LINT-21", FINDING_ERROR,   19,
         "confidence of 0.5"                                                                                                                                                              },
        {"<criterion",             "'0.95'",                                            "'1'",                       "SUITE-LINT-21", FINDING_ERROR,   19,
         "confidence of 1"                                                                                                                                                                },
        {"<criterion",             " source='s'",                                       "",                          "SUITE-LINT-33", FINDING_WARNING, 19,
         "no source"                                                                                                                                                                      },
        {"<criterion",             "'proposed' source='s'",                             "'published'",               "SUITE-LINT-33",
         FINDING_ERROR,                                                                                                                                19, "no source"                    },
        {"<criterion",             "'wilson'",                                          "'report'",                  "SUITE-LINT-37", FINDING_ERROR,
         19,                                                                                                                                               "only reports"                 },
        {"<criterion",             " min='0.9'",                                        "",                          "SUITE-LINT-37", FINDING_ERROR,   19,
         "sets no limit"                                                                                                                                                                  },
        {"<criterion",             "'wilson' confidence='0.95' guard='0' claim='file'",
         "'exact' claim='process'",                                                                                  "SUITE-LINT-38", FINDING_ERROR,   19,
         "needs an interval"                                                                                                                                                              },
        {"metric='a:fp:1'",        "severity='advisory' metric='a:titv:1'",
         "severity='mandatory' metric='a:titv:1'",                                                                   "SUITE-LINT-38",
         FINDING_ERROR,                                                                                                                                20, "can not be mandatory"         },
    };

    (void)state;
    expect(row, T_LEN(row));
}

static void finds_what_is_wrong_around_the_cases(void **state)
{
    static const struct damage row[] = {
        {"<metric ",              "'variants'",                                     "'strange'",                    "SUITE-LINT-01", FINDING_ERROR,
         12,                                                                                                                                              "no check strange"                },
        {"<metric ",              "measure='recall'",                               "measure='recoil'",             "SUITE-LINT-12",
         FINDING_ERROR,                                                                                                                               12, "no measure recoil"               },
        {"<metric ",              "denominator='tp fn'",                            "denominator='tp fp'",
         "SUITE-LINT-13",                                                                                                            FINDING_ERROR,   12, "formula of a:recall:1"           },
        {"<metric ",              "unit='1'",                                       "unit='%'",                     "SUITE-LINT-14", FINDING_ERROR,   12,
         "the measure's is 1"                                                                                                                                                               },
        {"<metric ",              "numerator='tp'",                                 "numerator='tpp'",              "SUITE-LINT-15",
         FINDING_ERROR,                                                                                                                               12, "no counter tpp"                  },
        {"<profiles>",            "</profiles>",
         "<profile id='P'>" TITLE "</profile></profiles>",                                                          "SUITE-LINT-24",
         FINDING_ERROR,                                                                                                                               4,  "profile P stands twice"          },
        {"<deliverables>",        "role='calls'",                                   "role='easy'",                  "SUITE-LINT-24",
         FINDING_ERROR,                                                                                                                               10, "both a fixture and a deliverable"},
        {"<controls>",            "</controls>",
         "<control id='NC' deliverable='calls' fixture='bad' fails='C'>" TITLE
         "</control></controls>",                                                                                   "SUITE-LINT-24", FINDING_ERROR,   21, "control NC stands twice"         },
        {"<fixture id='bad'",     "pin='octets' sha256='" SHA1 "' access='open'/>",
         "pin='contigs' access='open'><contig name='1' length='1' "
         "md5='00000000000000000000000000000000'/><contig name='1' length='2' "
         "md5='00000000000000000000000000000000'/></fixture>",                                                      "SUITE-LINT-24", FINDING_ERROR,   8,  "contig 1"                        },
        {"<input name='stratum'", "<input name='stratum' from='easy'/>",            "",
         "SUITE-LINT-25",                                                                                                            FINDING_WARNING, 7,  "easy is never used"              },
        {"<deliverables>",        "</deliverables>",
         "<deliverable role='d2' kind='vcf' required='no'>" TITLE
         "</deliverable></deliverables>",                                                                           "SUITE-LINT-25", FINDING_WARNING, 10, "reads the deliverable d2"        },
        {"metric='a:titv:1'",     "a:titv:1",                                       "a:fp:1",                       "SUITE-LINT-26",
         FINDING_WARNING,                                                                                                                             14, "metric a:titv:1"                 },
        {"<fixture id='truth'",   SHA1,
         "0000000000000000000000000000000000000000000000000000000000000000",                                        "SUITE-LINT-27", FINDING_ERROR,   6,  "not set"                         },
        {"<fixture id='truth'",   "pin='octets' sha256='" SHA1 "'",
         "pin='adopted'",                                                                                           "SUITE-LINT-28", FINDING_ERROR,   6,  "only a draft"                    },
        {"<fixture id='truth'",   " href='t.vcf'",                                  "",                             "SUITE-LINT-36",
         FINDING_WARNING,                                                                                                                             6,  "href or a hint"                  },
        {"<publisher>",           "<title xml:lang='fr'>f</title>",                 "",                             "SUITE-LINT-29",
         FINDING_ERROR,                                                                                                                               1,  "no French"                       },
        {"<suite",                "requires='1'",                                   "requires='1' max-waivers='9'",
         "SUITE-LINT-40",                                                                                                            FINDING_WARNING, 1,  "max-waivers is 9"                },
        {"<controls>",            "fails='C'",                                      "fails='C D'",                  "SUITE-LINT-30",
         FINDING_ERROR,                                                                                                                               21, "case D"                          },
        {"<controls>",            "fixture='bad'",                                  "fixture='worse'",              "SUITE-LINT-30",
         FINDING_ERROR,                                                                                                                               21, "fixture worse"                   },
        {"<controls>",            "fixture='bad'",                                  "fixture='easy'",               "SUITE-LINT-30",
         FINDING_ERROR,                                                                                                                               21, "of kind bed"                     },
        {"<controls>",            "deliverable='calls'",                            "deliverable='x'",
         "SUITE-LINT-30",                                                                                                            FINDING_ERROR,   21, "deliverable x"                   },
        {"<controls>",            "deliverable='calls'",                            "deliverable='x'",
         "SUITE-LINT-30",                                                                                                            FINDING_ERROR,   21, "can not make it fail"            },
        {"<suite",                "'released'",                                     "'retired'",                    "SUITE-LINT-34", FINDING_WARNING,
         1,                                                                                                                                               "retired"                         },
        {"<deliverables>",        "example='truth'",                                "example='none'",               "SUITE-LINT-39",
         FINDING_ERROR,                                                                                                                               10, "fixture none"                    },
        {"<deliverables>",        "example='truth'",                                "example='easy'",               "SUITE-LINT-39",
         FINDING_ERROR,                                                                                                                               10, "of kind bed"                     },
    };

    (void)state;
    expect(row, T_LEN(row));
}

static void asks_controls_and_cases_of_a_released_suite(void **state)
{
    static const char bare[] =
        "<suite xmlns='urn:entente:suite:1' id='s' version='1.0.0' "
        "status='%s' requires='1'><publisher>p</publisher>" TITLE "%s</suite>";
    static const struct {
        const char *status, *body, *code;
        bool found;
    } row[] = {
        {"released", "",                                                           "SUITE-LINT-32", true },
        {"draft",    "",                                                           "SUITE-LINT-32", false},
        {"draft",    "",                                                           "SUITE-LINT-22", true },
        {"draft",    "<cases><case id='c' check='other'>" TITLE "</case></cases>",
         "SUITE-LINT-22",                                                                           true },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct lint l = {0};
        char text[2000];
        int n = snprintf(text, sizeof text, bare, row[i].status, row[i].body);

        lint_text(&l, text, (size_t)n, NULL);
        if ((find(&l, row[i].code, "") != NULL) != row[i].found)
            fail_msg("row %zu", i);
        lint_release(&l);
    }
}

/* A draft is read before it is finished. */
static void is_milder_with_drafts(void **state)
{
    static const struct damage row[] = {
        {"status='draft'",      "<title xml:lang='fr'>f</title>", "",
         "SUITE-LINT-29",                                                                     FINDING_WARNING, 1, "no French"},
        {"<fixture id='truth'", SHA1,
         "0000000000000000000000000000000000000000000000000000000000000000", "SUITE-LINT-27", FINDING_WARNING, 6, "not set"  },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct lint_problem *p;
        struct lint l = {0};
        struct buf b;
        char *status;

        buf_init(&b, (size_t)1 << 20);
        damage(&b, i == 0 ? "<publisher>" : row[i].anchor, row[i].from,
               row[i].to);
        status = strstr(b.s, "'released'");
        memcpy(status, "'draft'   ", 10);
        lint_text(&l, b.s, b.n, NULL);
        p = find(&l, row[i].code, row[i].says);
        assert_non_null(p);
        assert_int_equal(p->level, row[i].level);
        assert_int_equal(l.n_errors, 0);
        assert_string_equal(lint_first_error(&l), "");
        assert_int_equal(l.n_warnings, l.n);
        lint_release(&l);
        buf_release(&b);
    }
}

static void collects_all_problems_in_order(void **state)
{
    struct lint l = {0};
    struct buf b;

    (void)state;
    buf_init(&b, (size_t)1 << 20);
    damage(&b, "<case ", "from='easy'", "from='eesy'");
    memcpy(strstr(b.s, "min='0.9'"), "min='9.0'", 9);
    memcpy(strstr(b.s, "unit='1'"), "unit='2'", 8);
    lint_text(&l, b.s, b.n, NULL);
    assert_true(l.n >= 4);
    assert_int_equal(l.n_errors + l.n_warnings, l.n);
    assert_non_null(strstr(lint_first_error(&l), "unit of a:recall:1"));
    for (size_t i = 1; i < l.n; i++)
        assert_true(l.a[i - 1].at.line <= l.a[i].at.line);
    lint_release(&l);
    buf_release(&b);
}

/* "" has a digest of its own; two other files do not match the pins. */
static void looks_for_fixtures_when_asked(void **state)
{
    static const struct {
        const char *file;
        const char *says;
    } row[] = {
        {NULL,    "is not at t.vcf"       },
        {"t.vcf", "is not the one"        },
        {"e.bed", "is not at b.vcf"       },
        {"b.vcf", "fixture bad is not the"},
    };
    char dir[] = "/tmp/test_lint.XXXXXX";
    const char *const roots[] = {dir};
    const struct store store = {roots, 1, NULL};

    (void)state;
    assert_non_null(mkdtemp(dir));
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct lint_problem *p;
        char path[PATH_TEXT_MAX];
        struct lint l = {0};
        struct err e = {0};

        if (row[i].file) {
            assert_int_equal(path_join(path, dir, row[i].file, &e), 0);
            assert_int_equal(path_write(path, "x", 1, &e), 0);
        }
        lint_text(&l, sound, sizeof sound - 1, &store);
        p = find(&l, "SUITE-LINT-36", row[i].says);
        if (!p || p->level != FINDING_ERROR || l.n != 3)
            fail_msg("row %zu: %zu problems", i, l.n);
        lint_release(&l);
    }
    {
        struct err e = {0};

        assert_int_equal(path_remove_tree(dir, &e), 0);
    }
}

static void lints_ten_thousand_cases_in_less_than_a_second(void **state)
{
    const char *mode = getenv("ENTENTE_TEST_MODE");
    double limit = !mode || strcmp(mode, "release") == 0 ? 1 : 30;
    const char *c = strstr(sound, "<case ");
    const char *end = strstr(sound, "</cases>");
    struct lint l = {0};
    struct buf b;
    clock_t from;
    double seconds;

    (void)state;
    buf_init(&b, (size_t)1 << 26);
    buf_add(&b, sound, (size_t)(end - sound));
    for (int i = 0; i < 10000; i++) {
        buf_printf(&b, "<case id='C%d'", i);
        buf_add(&b, c + strlen("<case id='C'"),
                (size_t)(end - c) - strlen("<case id='C'"));
    }
    buf_str(&b, end);
    from = clock();
    lint_text(&l, b.s, b.n, NULL);
    seconds = (double)(clock() - from) / CLOCKS_PER_SEC;
    assert_int_equal(l.n_errors, 0);
    assert_int_equal(l.n_warnings, 10000); /* no control proves them */
    if (seconds > limit)                   /* sanitizers are slow */
        fail_msg("%.3f s of CPU", seconds);
    print_message("%zu bytes read and linted in %.3f s of CPU\n", b.n, seconds);
    lint_release(&l);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_nothing_in_a_sound_suite),
        cmocka_unit_test(finds_what_is_wrong_in_a_case),
        cmocka_unit_test(finds_what_is_wrong_in_a_criterion),
        cmocka_unit_test(finds_what_is_wrong_around_the_cases),
        cmocka_unit_test(asks_controls_and_cases_of_a_released_suite),
        cmocka_unit_test(is_milder_with_drafts),
        cmocka_unit_test(collects_all_problems_in_order),
        cmocka_unit_test(looks_for_fixtures_when_asked),
        cmocka_unit_test(lints_ten_thousand_cases_in_less_than_a_second),
    };

    return cmocka_run_group_tests_name("lint", tests, NULL, NULL);
}

/* Cases, controls, waivers, refusals, and the digest. */
#include "base/tests/t.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/digest.h"
#include "base/lang.h"
#include "core/tests/fake.h"

static void judges_each_profile_by_its_own_criteria(void **state)
{
    struct fake f;

    (void)state;
    fake_init(&f);
    /* A: mandatory for FR alone; B: for GB alone, advisory for FR. */
    f.k[0][0].profile = "FR";
    f.k[0][1].profile = "FR";
    f.k[1][0].profile = "GB";
    f.k[1][1].profile = "FR";
    fake_plan(&f);
    fake_count(&f, 0, 50, 100, 1, 1);  /* A fails */
    fake_count(&f, 1, 100, 100, 0, 1); /* B's extra fails */
    fake_decide(&f);
    assert_int_equal(f.r.cases[0].outcome[0], OUTCOME_NA);
    assert_false(f.r.cases[0].mandatory[0]);
    assert_int_equal(f.r.cases[0].outcome[1], OUTCOME_FAIL);
    assert_true(f.r.cases[0].mandatory[1]);
    assert_int_equal(f.r.cases[1].outcome[0], OUTCOME_PASS);
    assert_int_equal(f.r.cases[1].outcome[1], OUTCOME_WARN);
    assert_false(f.r.cases[1].mandatory[1]);
    assert_int_equal(f.r.verdict[0], VERDICT_CONFORMANT);
    assert_int_equal(f.r.verdict[1], VERDICT_NON_CONFORMANT);
    assert_int_equal(result_overall(&f.r), VERDICT_NON_CONFORMANT);
    fake_release(&f);
}

static void establishes_nothing_without_a_mandatory_case(void **state)
{
    struct fake f;

    (void)state;
    fake_init(&f);
    f.k[0][0].profile = "GB";
    f.k[1][0].profile = "GB";
    fake_plan(&f);
    fake_decide(&f);
    assert_int_equal(f.r.verdict[0], VERDICT_CONFORMANT);
    assert_int_equal(f.r.verdict[1], VERDICT_NOT_ESTABLISHED);
    fake_release(&f);
}

/* A mandatory criterion that only reports demands nothing: an advisory pass
 * beside it does not make the case a pass. */
static void does_not_pass_on_a_mandatory_report(void **state)
{
    struct fake f;

    (void)state;
    fake_init(&f);
    f.k[1][0].method = RULE_REPORT;
    fake_plan(&f);
    fake_decide(&f);
    assert_int_equal(f.r.cases[1].outcome[0], OUTCOME_REPORTED);
    assert_int_equal(f.r.verdict[0], VERDICT_NOT_ESTABLISHED);
    fake_release(&f);
}

static void applies_by_class_and_claim(void **state)
{
    static const char *const snv[] = {"snv"};
    static const struct {
        const char *classes, *claim, *submitted;
        size_t n_claims;
        bool applies;
    } row[] = {
        {NULL,       NULL,  "hifi", 0, true },
        {"hifi",     NULL,  "hifi", 0, true },
        {"ont hifi", NULL,  "hifi", 0, true },
        {"ont",      NULL,  "hifi", 0, false},
        {"hifi2",    NULL,  "hifi", 0, false},
        {"",         NULL,  "hifi", 0, false},
        {NULL,       "snv", "hifi", 1, true },
        {NULL,       "snv", "hifi", 0, false},
        {NULL,       "sv",  "hifi", 1, false},
        {"ont",      "snv", "hifi", 1, false},
 /* A bare file states nothing: everything applies. */
        {"ont",      "sv",  NULL,   0, true },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct suite_case c = {.classes = row[i].classes,
                               .claim_scope = row[i].claim};
        struct evidence ev = {.technology_class = row[i].submitted,
                              .claims = snv,
                              .n_claims = row[i].n_claims};
        const char *cause = "?";

        assert_int_equal(decide_applies(&cause, &c, &ev), row[i].applies);
        assert_int_equal(cause != NULL, !row[i].applies);
        if (cause)
            assert_true(lang_has_french(cause));
    }
}

static void says_why_a_case_was_not_run(void **state)
{
    static const struct {
        enum measured state;
        enum outcome outcome, criterion;
        const char *cause;
    } row[] = {
        {MEASURED_OK,      OUTCOME_PASS,    OUTCOME_PASS,    NULL                           },
        {MEASURED_DEFECT,  OUTCOME_FAIL,    OUTCOME_NOT_RUN, NULL                           },
        {MEASURED_BLOCKED, OUTCOME_NOT_RUN, OUTCOME_NOT_RUN, "B"                            },
        {MEASURED_ERROR,   OUTCOME_ERROR,   OUTCOME_ERROR,   "B"                            },
        {MEASURED_NOT,     OUTCOME_NOT_RUN, OUTCOME_NOT_RUN,
         "its measurement was not made"                                                     },
        {MEASURED_ABSENT,  OUTCOME_NOT_RUN, OUTCOME_NOT_RUN,
         "a file that it needs was not handed in, or a fixture of one's own was not adopted"},
        {(enum measured)9, OUTCOME_ERROR,   OUTCOME_NOT_RUN, "B"                            },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct fake f;

        fake_init(&f);
        fake_plan(&f);
        f.ev.m[0].state = row[i].state;
        f.ev.m[0].cause = strdup("B");
        fake_decide(&f);
        assert_int_equal(f.r.cases[0].outcome[0], row[i].outcome);
        assert_int_equal(f.r.cases[0].criteria[0].outcome, row[i].criterion);
        if (row[i].cause)
            assert_string_equal(f.r.cases[0].cause, row[i].cause);
        else
            assert_null(f.r.cases[0].cause);
        fake_release(&f);
    }
}

static void leaves_out_what_was_not_asked(void **state)
{
    static const char *const only[] = {"B", "unknown"};
    struct fake f;

    (void)state;
    fake_init(&f);
    f.ev.only = only;
    f.ev.n_only = 2;
    fake_plan(&f);
    fake_decide(&f);
    assert_int_equal(f.r.cases[0].outcome[0], OUTCOME_NOT_RUN);
    assert_true(lang_has_french(f.r.cases[0].cause));
    assert_int_equal(f.r.cases[1].outcome[0], OUTCOME_PASS);
    assert_false(f.r.controls[0].applies);
    assert_int_equal(f.r.verdict[0], VERDICT_NOT_ESTABLISHED);
    fake_release(&f);
}

static void waives_only_what_fails_and_may_be_waived(void **state)
{
    static const struct waiver waivers[] = {
        {.id = "W9", .case_id = "A"      },
        {.id = "W1", .case_id = "A"      },
        {.id = "W5", .case_id = "unknown"},
    };
    static const struct {
        int64_t hit;
        bool waivable;
        size_t n;
        enum outcome raw, outcome;
        const char *waiver;
        enum verdict verdict;
    } row[] = {
        {50,  true,  3, OUTCOME_FAIL, OUTCOME_WAIVED, "W1", VERDICT_WAIVED        },
        {50,  true,  1, OUTCOME_FAIL, OUTCOME_WAIVED, "W9", VERDICT_WAIVED        },
        {50,  true,  0, OUTCOME_FAIL, OUTCOME_FAIL,   NULL, VERDICT_NON_CONFORMANT},
        {50,  false, 3, OUTCOME_FAIL, OUTCOME_FAIL,   NULL,
         VERDICT_NON_CONFORMANT                                                   },
        {100, true,  3, OUTCOME_PASS, OUTCOME_PASS,   NULL, VERDICT_CONFORMANT    },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct judged_case *j;
        struct fake f;

        fake_init(&f);
        f.c[0].waivable = row[i].waivable;
        f.ev.waivers = waivers;
        f.ev.n_waivers = row[i].n;
        fake_plan(&f);
        fake_count(&f, 0, row[i].hit, 100, 1, 1);
        fake_decide(&f);
        j = &f.r.cases[0];
        assert_int_equal(j->raw[1], row[i].raw);
        assert_int_equal(j->outcome[1], row[i].outcome);
        assert_int_equal(f.r.verdict[1], row[i].verdict);
        assert_int_equal(j->waiver != NULL, row[i].waiver != NULL);
        if (j->waiver)
            assert_string_equal(j->waiver->id, row[i].waiver);
        fake_release(&f);
    }
}

/* What the control's own measurement of A came to. */
static void wants_controls_to_fail_as_planted(void **state)
{
    static const struct {
        enum measured state;
        int64_t hit, hit2;
        bool mandatory; /* is A? */
        bool failed;
    } row[] = {
        {MEASURED_OK,      0,   0,   true,  true },
        {MEASURED_OK,      0,   100, true,  true },
        {MEASURED_OK,      100, 100, true,  false},
        {MEASURED_OK,      100, 0,   true,  false}, /* a warning is no fail */
        {MEASURED_OK,      100, 0,   false, true }, /* here it is all it can */
        {MEASURED_OK,      100, 100, false, false},
        {MEASURED_OK,      200, 0,   true,  false}, /* in error */
        {MEASURED_DEFECT,  100, 100, true,  true },
        {MEASURED_ERROR,   0,   0,   true,  false},
        {MEASURED_NOT,     0,   0,   true,  false},
        {MEASURED_BLOCKED, 0,   0,   true,  false},
        {MEASURED_ABSENT,  0,   0,   true,  false},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct fake f;

        fake_init(&f);
        f.k[0][0].mandatory = row[i].mandatory;
        fake_plan(&f);
        f.ev.m[3].state = row[i].state;
        fake_count(&f, 3, row[i].hit, 100, row[i].hit2, 100);
        fake_decide(&f);
        assert_true(f.r.controls[0].applies);
        assert_int_equal(f.r.controls[0].failed_as_planted, row[i].failed);
        assert_int_equal(f.r.verdict[0], row[i].failed
                                             ? VERDICT_CONFORMANT
                                             : VERDICT_NOT_ESTABLISHED);
        fake_release(&f);
    }
}

static void wants_each_case_of_a_control_to_fail(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct fake f;

        fake_init(&f);
        f.fails[1] = "B";
        f.control.n_fails = 2;
        fake_plan(&f);
        assert_int_equal(f.plan.n, 5);
        fake_count(&f, 3, i & 1 ? 0 : 100, 100, 1, 1);
        fake_count(&f, 4, i & 2 ? 0 : 100, 100, 1, 1);
        fake_decide(&f);
        assert_int_equal(f.r.controls[0].failed_as_planted, i == 3);
        fake_release(&f);
    }
}

/* Mandatory for GB by one criterion, for FR by another: both must fail. */
static void wants_controls_to_fail_in_every_profile(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct fake f;

        fake_init(&f);
        f.k[0][0].profile = "GB";
        f.k[0][1].profile = "FR";
        f.k[0][1].mandatory = true;
        fake_plan(&f);
        fake_count(&f, 3, i & 1 ? 0 : 100, 100, i & 2 ? 0 : 100, 100);
        fake_decide(&f);
        assert_int_equal(f.r.controls[0].failed_as_planted, i == 3);
        fake_release(&f);
    }
}

static void trusts_no_control_without_a_case(void **state)
{
    struct fake f;

    (void)state;
    fake_init(&f);
    f.control.n_fails = 0;
    fake_plan(&f);
    fake_decide(&f);
    assert_false(f.r.controls[0].failed_as_planted);
    assert_int_equal(f.r.verdict[0], VERDICT_NOT_ESTABLISHED);
    fake_release(&f);
}

static void is_provisional_on_unpublished_mandatory_limits(void **state)
{
    static const struct {
        size_t of_case, criterion;
        enum limit_status status;
        const char *classes;
        bool provisional;
    } row[] = {
        {0, 0, LIMIT_PUBLISHED,   NULL,  false},
        {0, 0, LIMIT_PROPOSED,    NULL,  true },
        {0, 0, LIMIT_UNCONFIRMED, NULL,  true },
        {0, 1, LIMIT_PROPOSED,    NULL,  false}, /* advisory */
        {2, 0, LIMIT_PROPOSED,    NULL,  false},
        {0, 0, LIMIT_PROPOSED,    "ont", false}, /* not applicable */
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct fake f;

        fake_init(&f);
        f.k[row[i].of_case][row[i].criterion].status = row[i].status;
        f.c[row[i].of_case].classes = row[i].classes;
        fake_plan(&f);
        fake_decide(&f);
        assert_int_equal(f.r.provisional[0], row[i].provisional);
        assert_int_equal(f.r.provisional[1], row[i].provisional);
        assert_int_equal(f.r.verdict[0], VERDICT_CONFORMANT);
        fake_release(&f);
    }
}

static void refuse(struct fake *f, enum err_code code)
{
    struct err e = {0};

    assert_int_equal(decide(&f->r, &f->s, &f->plan, &f->ev, &e), -1);
    assert_int_equal(e.code, code);
    assert_null(f->r.cases);
    fake_release(f);
}

static void refuses_what_does_not_belong_together(void **state)
{
    struct fake f;

    (void)state;
    fake_init(&f); /* one measurement too few */
    fake_plan(&f);
    f.ev.n--;
    {
        struct err e = {0};

        assert_int_equal(decide(&f.r, &f.s, &f.plan, &f.ev, &e), -1);
        assert_int_equal(e.code, ERR_MISMATCH);
    }
    f.ev.n++;
    f.ev.m[1].id[0] = 'x'; /* another measurement */
    refuse(&f, ERR_MISMATCH);
    fake_init(&f);
    f.k[2][1].profile = "GB-GELL";
    fake_plan(&f);
    refuse(&f, ERR_MISMATCH);
    fake_init(&f);
    f.s.n_profiles = 0;
    fake_plan(&f);
    refuse(&f, ERR_LIMIT);
    fake_init(&f);
    f.s.n_profiles = SUITE_PROFILES_MAX + 1;
    fake_plan(&f);
    refuse(&f, ERR_LIMIT);
    fake_init(&f);
    f.ev.technology_class = "short-reads";
    fake_plan(&f);
    refuse(&f, ERR_MISMATCH);
}

/* All that is asked of a bad product must not be avoided by claiming nothing,
 * or by a word that the suite does not know. */
static void refuses_to_judge_what_claims_nothing_of_the_suite(void **state)
{
    static const char *const words[] = {"snv", "SNV", "snvs"};
    static const struct {
        const char *scope[2]; /* of the cases A and B, mandatory */
        const char *advisory; /* scope of the case C */
        const char *class;
        size_t first, n; /* of the words */
        enum err_code code;
    } row[] = {
        {{"snv", "indel"}, NULL,  "hifi", 0, 1, ERR_NONE    },
        {{"snv", "indel"}, NULL,  "hifi", 0, 3, ERR_NONE    },
        {{"indel", "snv"}, NULL,  "hifi", 0, 1, ERR_NONE    },
        {{"snv", NULL},    NULL,  "hifi", 0, 0, ERR_MISMATCH},
        {{"snv", "indel"}, NULL,  "hifi", 0, 0, ERR_MISMATCH},
        {{"snv", "indel"}, NULL,  "hifi", 1, 2, ERR_MISMATCH},
        {{"snv", "indel"}, NULL,  NULL,   0, 0, ERR_NONE    },
        {{NULL, NULL},     "snv", "hifi", 0, 0, ERR_NONE    },
        {{NULL, NULL},     NULL,  "hifi", 0, 0, ERR_NONE    },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct fake f;

        fake_init(&f);
        f.c[0].claim_scope = row[i].scope[0];
        f.c[1].claim_scope = row[i].scope[1];
        f.c[2].claim_scope = row[i].advisory;
        f.ev.technology_class = row[i].class;
        f.ev.claims = words + row[i].first;
        f.ev.n_claims = row[i].n;
        fake_plan(&f);
        if (row[i].code) {
            refuse(&f, row[i].code);
            continue;
        }
        fake_decide(&f);
        fake_release(&f);
    }
}

static void accepts_a_suite_that_names_no_classes(void **state)
{
    struct fake f;

    (void)state;
    fake_init(&f);
    f.s.n_classes = 0;
    f.ev.technology_class = "anything";
    fake_plan(&f);
    fake_decide(&f);
    assert_int_equal(f.r.verdict[0], VERDICT_CONFORMANT);
    fake_release(&f);
}

static void has_no_verdict_without_a_result(void **state)
{
    struct result r = {0};

    (void)state;
    assert_int_equal(result_overall(&r), VERDICT_NOT_ESTABLISHED);
    result_release(&r);
}

/* ---- the digest ---- */

static const char golden[] =
    "entente-result 1\n"
    "suite\tfake\t1.2.3\t\n"
    "evidence\trecomputed\n"
    "class\thifi\n"
    "claims\ta%20b\tsnv\n"
    "only\n"
    "waiver\tW%252\tB\n"
    "waiver\tW1\tA\n"
    "measurement\tcount.1\tmeasured\n"
    "@count.1\tstratum\tcontig\tblock\thit\tall\thit2\tall2\n"
    "#count.1\t*\n"
    "count.1\t*\t.\t0\t100\t100\t100\t100\n"
    "measurement\tcount.2\tdefect\n"
    "measurement\tcount.3\tmeasured\n"
    "@count.3\tstratum\tcontig\tblock\thit\tall\thit2\tall2\n"
    "#count.3\t*\n"
    "count.3\t*\t.\t0\t100\t100\t100\t100\n"
    "measurement\tK/count.1\tmeasured\n"
    "@K/count.1\tstratum\tcontig\tblock\thit\tall\thit2\tall2\n"
    "#K/count.1\t*\n"
    "K/count.1\t*\t.\t0\t0\t100\t0\t100\n"
    "case\tA\tGB\tpass\tpass\n"
    "case\tA\tFR\tpass\tpass\n"
    "case\tB\tGB\tfail\twaived\n"
    "case\tB\tFR\tfail\twaived\n"
    "case\tC\tGB\tpass\tpass\n"
    "case\tC\tFR\tpass\tpass\n"
    "control\tK\tfailed-as-planted\n"
    "verdict\tGB\tconformant-with-waivers\n"
    "verdict\tFR\tconformant-with-waivers\n";

static void digests_the_stated_text(void **state)
{
    static const char *const claims[] = {"snv", "a b"};
    static const struct waiver waivers[] = {
        {.id = "W%2", .case_id = "B"},
        {.id = "W1",  .case_id = "A"}
    };
    char hex[DIGEST_HEX_MAX];
    struct err e = {0};
    struct fake f;

    (void)state;
    fake_init(&f);
    f.ev.claims = claims;
    f.ev.n_claims = 2;
    f.ev.waivers = waivers;
    f.ev.n_waivers = 2;
    fake_plan(&f);
    f.ev.m[1].state = MEASURED_DEFECT;
    fake_decide(&f);
    assert_int_equal(
        digest_hex_of(hex, DIGEST_SHA256, golden, strlen(golden), &e), 0);
    assert_string_equal(f.r.digest, hex);
    fake_release(&f);
}

/* Order of waivers, claims and --only does not matter; each fact does. */
static void shape_variant(struct fake *f, size_t i)
{
    static const char *const words[] = {"x", "y", "x"};
    static const struct waiver w[] = {
        {.id = "1", .case_id = "A"},
        {.id = "2", .case_id = "A"},
        {.id = "1", .case_id = "A"}
    };

    f->s.sha256[0] = i == 1 ? 'a' : 'b';
    f->ev.technology_class = i == 2 ? "ont" : i == 3 ? NULL : "hifi";
    f->ev.level = i == 4 ? EVIDENCE_BODY : EVIDENCE_LAB;
    f->ev.claims = words + (i == 5);
    f->ev.n_claims = i == 6 ? 1 : 2;
    f->ev.waivers = w + (i == 7);
    f->ev.n_waivers = i == 8 ? 1 : 2;
    f->ev.only = words;
    f->ev.n_only = i == 9;
    f->s.version.patch = i == 10;
    fake_plan(f);
    if (i == 11)
        fake_count(f, 2, 99, 100, 100, 100);
}

static void digests_facts_not_their_order(void **state)
{
    char seen[12][65];

    (void)state;
    for (size_t i = 0; i < T_LEN(seen); i++) {
        struct fake f;

        fake_init(&f);
        shape_variant(&f, i);
        fake_decide(&f);
        memcpy(seen[i], f.r.digest, 65);
        fake_release(&f);
        /* 5 and 7 are 0 with its words turned. */
        for (size_t j = 0; j < i; j++) {
            bool same = (i == 5 || i == 7) && (j == 0 || j == 5);

            if ((strcmp(seen[i], seen[j]) == 0) != same)
                fail_msg("digests %zu and %zu", i, j);
        }
    }
}

/* 10,000 cases in 2,500 measurements, planned and decided. */
static void decides_ten_thousand_cases_at_once(void **state)
{
    enum {
        N = 10000
    };
    struct suite_case *c = calloc(N, sizeof *c);
    struct suite_param *param = calloc(N, sizeof *param);
    struct suite_metric *metric = calloc(N, sizeof *metric);
    struct suite_criterion *k = calloc(N, sizeof *k);
    char(*id)[16] = calloc(N, sizeof *id);
    char(*value)[16] = calloc(N, sizeof *value);
    struct timespec from;
    struct timespec to;
    struct err e = {0};
    struct fake f;
    double seconds;

    (void)state;
    assert_true(c && param && metric && k && id && value);
    fake_init(&f);
    for (size_t i = 0; i < N; i++) {
        (void)snprintf(id[i], sizeof id[i], "C-%05zu", N - i);
        (void)snprintf(value[i], sizeof value[i], "%zu", i / 4);
        param[i] = (struct suite_param){.name = "n", .value = value[i]};
        metric[i] = f.metric[0];
        metric[i].id = id[i];
        k[i] = f.k[0][0];
        k[i].metric = id[i];
        k[i].method = RULE_CP;
        c[i] = f.c[0];
        c[i].id = id[i];
        c[i].params = &param[i];
        c[i].criteria = &k[i];
        c[i].n_criteria = 1;
    }
    f.s.cases = c;
    f.s.n_cases = N;
    f.s.metrics = metric;
    f.s.n_metrics = N;
    f.s.n_controls = 0;
    assert_int_equal(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from), 0);
    assert_int_equal(suite_index(&f.s, &e), 0);
    fake_plan(&f);
    assert_int_equal(f.plan.n, N / 4);
    fake_decide(&f);
    assert_int_equal(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to), 0);
    assert_int_equal(f.r.verdict[0], VERDICT_CONFORMANT);
    seconds = (double)(to.tv_sec - from.tv_sec) +
              (double)(to.tv_nsec - from.tv_nsec) * 1e-9;
    print_message("10,000 cases: %.3f s\n", seconds);
    assert_true(seconds <
                5); /* also with sanitizers; far above when quadratic */
    fake_release(&f);
    suite_release(&f.s);
    free(c);
    free(param);
    free(metric);
    free(k);
    free(id);
    free(value);
}

/* One waiver more than the suite allows, and none counts. */
static void the_suite_limits_waivers(void **state)
{
    static const struct waiver two[] = {
        {.id = "W1", .case_id = "A"},
        {.id = "W2", .case_id = "B"},
    };
    static const struct {
        bool limits;
        int64_t max;
        size_t n;
        size_t refused;
        enum verdict verdict;
    } row[] = {
        {false, 0, 2, 0, VERDICT_WAIVED        },
        {true,  2, 2, 0, VERDICT_WAIVED        },
        {true,  1, 2, 2, VERDICT_NON_CONFORMANT},
        {true,  0, 2, 2, VERDICT_NON_CONFORMANT},
        {true,  0, 0, 0, VERDICT_NON_CONFORMANT},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct fake f;

        fake_init(&f);
        fake_plan(&f);
        fake_count(&f, 0, 1, 100, 100, 100);
        fake_count(&f, 1, 1, 100, 100, 100);
        f.ev.waivers = two;
        f.ev.n_waivers = row[i].n;
        f.s.limits_waivers = row[i].limits;
        f.s.max_waivers = row[i].max;
        fake_decide(&f);
        assert_int_equal(f.r.verdict[0], row[i].verdict);
        assert_int_equal(f.r.waivers_refused, row[i].refused);
        assert_int_equal(f.r.cases[0].raw[0], OUTCOME_FAIL);
        assert_int_equal(f.r.cases[0].waiver != NULL,
                         row[i].verdict == VERDICT_WAIVED);
        fake_release(&f);
    }
}

/* A waiver of a case that passes is none that applies. */
static void counts_only_waivers_that_apply(void **state)
{
    static const struct waiver two[] = {
        {.id = "W1", .case_id = "A"},
        {.id = "W2", .case_id = "B"},
    };
    struct fake f;

    (void)state;
    fake_init(&f);
    fake_plan(&f);
    fake_count(&f, 0, 1, 100, 100, 100);
    f.ev.waivers = two;
    f.ev.n_waivers = 2;
    f.s.limits_waivers = true;
    f.s.max_waivers = 1;
    fake_decide(&f);
    assert_int_equal(f.r.verdict[0], VERDICT_WAIVED);
    assert_int_equal(f.r.waivers_refused, 0);
    fake_release(&f);
}

static void an_erratum_excludes_a_case(void **state)
{
    static const struct exclusion a[] = {
        {"E-1", "A"},
        {"E-2", "B"},
    };
    struct fake f;
    char before[65];
    struct err e = {0};
    const struct exclusion other = {"E-3", "Z"};

    (void)state;
    fake_init(&f);
    fake_plan(&f);
    fake_count(&f, 0, 1, 100, 100, 100);
    fake_decide(&f);
    assert_int_equal(f.r.verdict[0], VERDICT_NON_CONFORMANT);
    memcpy(before, f.r.digest, sizeof before);
    f.ev.excluded = a;
    f.ev.n_excluded = 1;
    fake_decide(&f);
    assert_int_equal(f.r.cases[0].outcome[0], OUTCOME_NA);
    assert_string_equal(f.r.cases[0].cause,
                        "excluded by an erratum of the suite");
    assert_int_equal(f.r.verdict[0], VERDICT_CONFORMANT);
    assert_string_not_equal(f.r.digest, before);
    /* The control named that case alone, and says nothing any more. */
    assert_false(f.r.controls[0].applies);
    /* With every mandatory case gone nothing is established. */
    f.ev.n_excluded = 2;
    fake_decide(&f);
    assert_int_equal(f.r.verdict[0], VERDICT_NOT_ESTABLISHED);
    result_release(&f.r);
    f.ev.excluded = &other;
    f.ev.n_excluded = 1;
    assert_int_equal(decide(&f.r, &f.s, &f.plan, &f.ev, &e), -1);
    assert_int_equal(e.code, ERR_MISMATCH);
    fake_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_each_profile_by_its_own_criteria),
        cmocka_unit_test(establishes_nothing_without_a_mandatory_case),
        cmocka_unit_test(does_not_pass_on_a_mandatory_report),
        cmocka_unit_test(applies_by_class_and_claim),
        cmocka_unit_test(says_why_a_case_was_not_run),
        cmocka_unit_test(leaves_out_what_was_not_asked),
        cmocka_unit_test(waives_only_what_fails_and_may_be_waived),
        cmocka_unit_test(wants_controls_to_fail_as_planted),
        cmocka_unit_test(wants_each_case_of_a_control_to_fail),
        cmocka_unit_test(wants_controls_to_fail_in_every_profile),
        cmocka_unit_test(trusts_no_control_without_a_case),
        cmocka_unit_test(is_provisional_on_unpublished_mandatory_limits),
        cmocka_unit_test(refuses_what_does_not_belong_together),
        cmocka_unit_test(refuses_to_judge_what_claims_nothing_of_the_suite),
        cmocka_unit_test(accepts_a_suite_that_names_no_classes),
        cmocka_unit_test(has_no_verdict_without_a_result),
        cmocka_unit_test(digests_the_stated_text),
        cmocka_unit_test(digests_facts_not_their_order),
        cmocka_unit_test(decides_ten_thousand_cases_at_once),
        cmocka_unit_test(the_suite_limits_waivers),
        cmocka_unit_test(counts_only_waivers_that_apply),
        cmocka_unit_test(an_erratum_excludes_a_case),
    };

    return cmocka_run_group_tests_name("decide", tests, NULL, NULL);
}

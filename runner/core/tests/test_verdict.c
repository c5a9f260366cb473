/*
 * Every combination of control, mandatory and advisory outcomes, waivers and
 * --only goes through decide() and is compared with an oracle that is written
 * in another way: it spells the outcomes as letters and looks for letters.
 */
#include "base/tests/t.h"

#include <stdio.h>
#include <string.h>

#include "core/tests/fake.h"
#include "core/verdict.h"

/* How a case can come out, before waivers. */
enum way {
    WAY_PASS,
    WAY_WARN,
    WAY_FAIL,
    WAY_DEFECT,
    WAY_INCONCLUSIVE,
    WAY_NA,
    WAY_ERROR,
    WAY_BAD_COUNT,
    WAY_NOT_RUN,
    WAY_BLOCKED,
    WAY_ABSENT,
    WAY_REPORTED,
    WAYS
};

static const char letter[WAYS + 1] = "PWFFIXEENNNR";

/* Make case `i` come out that way; before fake_plan(). */
static void shape_suite(struct fake *f, size_t i, enum way w)
{
    f->c[i].classes = w == WAY_NA ? "ont" : "hifi";
    for (size_t k = 0; k < 2; k++)
        f->k[i][k].method = w == WAY_REPORTED ? RULE_REPORT : RULE_EXACT;
}

static const struct {
    enum measured state;
    int64_t count[4];
} shape[WAYS] = {
    [WAY_PASS] = {MEASURED_OK,      {9, 10, 9, 10} },
    [WAY_WARN] = {MEASURED_OK,      {9, 10, 8, 10} },
    [WAY_FAIL] = {MEASURED_OK,      {8, 10, 9, 10} },
    [WAY_DEFECT] = {MEASURED_DEFECT,  {9, 10, 9, 10} },
    [WAY_INCONCLUSIVE] = {MEASURED_OK,      {0, 0, 9, 10}  },
    [WAY_NA] = {MEASURED_OK,      {9, 10, 9, 10} },
    [WAY_ERROR] = {MEASURED_ERROR,   {9, 10, 9, 10} },
    [WAY_BAD_COUNT] = {MEASURED_OK,      {11, 10, 9, 10}},
    [WAY_NOT_RUN] = {MEASURED_NOT,     {9, 10, 9, 10} },
    [WAY_BLOCKED] = {MEASURED_BLOCKED, {9, 10, 9, 10} },
    [WAY_ABSENT] = {MEASURED_ABSENT,  {9, 10, 9, 10} },
    [WAY_REPORTED] = {MEASURED_OK,      {9, 10, 9, 10} },
};

/* The same in the evidence; after it. */
static void shape_evidence(struct fake *f, size_t i, enum way w)
{
    const int64_t *n = shape[w].count;

    f->ev.m[i].state = shape[w].state;
    fake_count(f, i, n[0], n[1], n[2], n[3]);
}

/* The rest of a combination. */
struct rest {
    bool control_fails;
    bool waived[2]; /* A, B */
    int only;       /* 0: none, 1: all three, 2: B alone */
};

static enum verdict oracle(enum way a, enum way b, const struct rest *r)
{
    char word[3] = {letter[a], letter[b], '\0'};

    for (int i = 0; i < 2; i++) {
        if (word[i] == 'F' && r->waived[i])
            word[i] = 'V';
    }
    if (r->only == 2 && word[0] != 'X')
        word[0] = 'N';
    if (!r->control_fails && letter[a] != 'X' && r->only != 2)
        return VERDICT_NOT_ESTABLISHED;
    if (strchr(word, 'F'))
        return VERDICT_NON_CONFORMANT;
    if (r->only || strpbrk(word, "NER") || strcmp(word, "XX") == 0)
        return VERDICT_NOT_ESTABLISHED;
    if (strchr(word, 'I'))
        return VERDICT_INCONCLUSIVE;
    return strchr(word, 'V') ? VERDICT_WAIVED : VERDICT_CONFORMANT;
}

static bool is_good(enum outcome o)
{
    return o == OUTCOME_PASS || o == OUTCOME_WARN || o == OUTCOME_NA ||
           o == OUTCOME_WAIVED;
}

static void check(struct fake *f, enum way a, enum way b, const struct rest *r)
{
    static const struct waiver both[] = {
        {.id = "W1", .case_id = "A"},
        {.id = "W2", .case_id = "B"}
    };
    static const char *const only[] = {"B", "A", "C"};
    static const size_t n_only[] = {0, 3, 1};
    enum verdict want = oracle(a, b, r);

    f->ev.waivers = r->waived[0] ? both : both + 1;
    f->ev.n_waivers = (size_t)r->waived[0] + r->waived[1];
    f->ev.only = only;
    f->ev.n_only = n_only[r->only];
    fake_count(f, 3, r->control_fails ? 0 : 10, 10, 10, 10);
    fake_decide(f);
    for (size_t p = 0; p < 2; p++) {
        bool good = is_good(f->r.cases[0].outcome[p]) &&
                    is_good(f->r.cases[1].outcome[p]);

        if (f->r.verdict[p] != want)
            fail_msg(
                "A %c, B %c, control %d, waived %d %d, only %d: %s, not %s",
                letter[a], letter[b], r->control_fails, r->waived[0],
                r->waived[1], r->only, verdict_name(f->r.verdict[p]),
                verdict_name(want));
        if (!good)
            assert_true(verdict_exit(f->r.verdict[p], 0) != 0);
    }
    assert_int_equal(result_overall(&f->r), want);
}

static void try_ways(enum way a, enum way b, enum way c)
{
    struct fake f;

    fake_init(&f);
    shape_suite(&f, 0, a);
    shape_suite(&f, 1, b);
    shape_suite(&f, 2, c);
    if (a == WAY_REPORTED) /* or the control could never fail */
        f.control.n_fails = 1;
    fake_plan(&f);
    shape_evidence(&f, 0, a);
    shape_evidence(&f, 1, b);
    shape_evidence(&f, 2, c);
    for (int bits = 0; bits < 24; bits++) {
        struct rest r = {
            bits & 1, {bits & 2, bits & 4},
               bits / 8
        };

        if (a == WAY_REPORTED)
            r.control_fails = false;
        check(&f, a, b, &r);
    }
    fake_release(&f);
}

static void gives_the_verdict_of_every_combination(void **state)
{
    (void)state;
    for (int a = 0; a < WAYS; a++) {
        for (int b = 0; b < WAYS; b++) {
            for (int c = 0; c < WAYS; c++)
                try_ways((enum way)a, (enum way)b, (enum way)c);
        }
    }
}

/* All facts with up to two mandatory cases of each outcome. */
static void is_conformant_on_good_outcomes_only(void **state)
{
    (void)state;
    for (int all = 0; all < 4 * 19683; all++) {
        struct verdict_facts f = {all & 1, all & 2, {0}};
        size_t bad = 0;
        int rest = all / 4;
        enum verdict v;

        for (size_t o = 0; o < OUTCOME_COUNT; o++, rest /= 3) {
            f.mandatory[o] = (size_t)(rest % 3);
            if (!is_good((enum outcome)o))
                bad += f.mandatory[o];
        }
        v = verdict_of(&f);
        if (v != VERDICT_CONFORMANT && v != VERDICT_WAIVED)
            continue;
        assert_int_equal(bad, 0);
        assert_false(f.control_missed || f.only);
        assert_int_equal(v == VERDICT_WAIVED, f.mandatory[OUTCOME_WAIVED] > 0);
        assert_true(f.mandatory[OUTCOME_PASS] + f.mandatory[OUTCOME_WARN] +
                        f.mandatory[OUTCOME_WAIVED] >
                    0);
    }
}

static void ranks_verdicts(void **state)
{
    static const enum verdict best_first[] = {
        VERDICT_CONFORMANT, VERDICT_WAIVED, VERDICT_INCONCLUSIVE,
        VERDICT_NOT_ESTABLISHED, VERDICT_NON_CONFORMANT};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        for (size_t j = 0; j < 5; j++)
            assert_int_equal(verdict_worse(best_first[i], best_first[j]),
                             best_first[i > j ? i : j]);
    }
    assert_int_equal(verdict_worse((enum verdict)99, VERDICT_CONFORMANT), 99);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_verdict_of_every_combination),
        cmocka_unit_test(is_conformant_on_good_outcomes_only),
        cmocka_unit_test(ranks_verdicts),
    };

    return cmocka_run_group_tests_name("verdict", tests, NULL, NULL);
}

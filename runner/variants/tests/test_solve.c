#include "variants/solve/solve.h"

#include <ctype.h>

#include "base/err.h"
#include "base/tests/t.h"
#include "variants/tests/exhaustive.h"
#include "variants/tests/problems.h"

static struct solver *solver;

static void ask(struct solve_problem *p)
{
    struct err e = {0};

    assert_int_equal(solve(solver, p, &e), 0);
}

/* ---- examples ----------------------------------------------------------- */

static void read_allele(struct solve_allele *a, const char **at)
{
    char *end;

    *a = (struct solve_allele){.beg = strtol(*at, &end, 10)};
    a->end = strtol(end + 1, &end, 10);
    if (*end == '+')
        a->room = (uint32_t)strtol(end + 1, &end, 10);
    a->alt = end + 1; /* behind ':' */
    *at = a->alt;
    while (isupper((unsigned char)**at))
        ++*at;
    a->alt_len = (uint32_t)(*at - a->alt);
}

/* "BEG-END:ALT[/BEG-END:ALT...] GT; ...": BEG-END+ROOM:ALT when it has some. */
static size_t read_records(struct solve_record *r, const char *at)
{
    size_t n = 0;

    while (*at) {
        r[n] = (struct solve_record){0};
        do {
            read_allele(&r[n].allele[r[n].n_alleles++], &at);
        } while (*at == '/' && at++);
        for (at++; *at && *at != ';'; at++) {
            if (*at == '|')
                r[n].phased = true;
            if (isdigit((unsigned char)*at))
                r[n].gt[r[n].ploidy++] = (uint8_t)(*at - '0');
        }
        while (*at == ';' || *at == ' ')
            at++;
        n++;
    }
    return n;
}

/* Answers: '.' none, 'g' genotype, 'a' allele, '?' unresolved. */
static const char letters[] = ".ga?";

struct example {
    const char *what, *ref, *truth, *query;
    const char *answers; /* truth, ' ', query */
    bool squash, phase, moved;
};

static void try_example(const struct example *x)
{
    struct solve_record record[2][16];
    uint8_t answer[2][16];
    char text[64];
    size_t n = 0;
    struct solve_problem p = {
        .truth = {record[0], read_records(record[0], x->truth), answer[0]},
        .query = {record[1], read_records(record[1], x->query), answer[1]},
        .ref = x->ref,
        .end = (int64_t)strlen(x->ref),
        .squash = x->squash,
        .obey_phase = x->phase,
    };

    ask(&p);
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < (k ? p.query.n : p.truth.n); i++)
            text[n++] = letters[answer[k][i]];
        text[n++] = k ? '\0' : ' ';
    }
    if (strcmp(text, x->answers) != 0 || p.moved != x->moved)
        fail_msg("%s: %s%s", x->what, text, p.moved ? " moved" : "");
}

static void answers_are_those_of_the_definition(void **state)
{
    static const struct example row[] = {
        {"the same",                                         "ACGTACGT",   "2-3:A 0/1",                       "2-3:A 1/0",                                "g g",     0, 0, 0},
        {"another base",                                     "ACGTACGT",   "2-3:A 0/1",                       "2-3:C 0/1",                                ". .",     0, 0, 0},
        {"another genotype",                                 "ACGTACGT",   "2-3:A 0/1",                       "2-3:A 1/1",                                "a a",     0, 0,
         0                                                                                                                                                                  },
        {"haploid is on all",                                "ACGTACGT",   "2-3:A 1",                         "2-3:A 1/1",                                "g g",     0, 0,
         0                                                                                                                                                                  },
        {"half a genotype",                                  "ACGTACGT",   "2-3:A/2-3:T 1/2",                 "2-3:A 0/1",                                "a a",
         0,                                                                                                                                                             0, 0},
        {"two alleles as two records",                       "ACGTACGT",   "2-3:A/2-3:T 1/2",
         "2-3:A 0/1; 2-3:T 1/0",                                                                                                                          "g gg",    0, 0, 0},
        {"an MNP as SNVs",                                   "ACGTACGT",   "2-4:AC 0/1",                      "2-3:A 0/1; 3-4:C 0/1",
         "g gg",                                                                                                                                                     0, 0, 0},
        {"an MNP, SNVs in trans",                            "ACGTACGT",   "2-4:AC 0/1",
         "2-3:A 0|1; 3-4:C 1|0",                                                                                                                          "a aa",    0, 1, 0},
        {"an MNP, SNVs in trans, free",                      "ACGTACGT",   "2-4:AC 0/1",
         "2-3:A 0|1; 3-4:C 1|0",                                                                                                                          "g gg",    0, 0, 0},
        {"phase as a whole may be exchanged",                "ACGTACGT",
         "2-3:A 0|1; 5-6:T 0|1",                                                                              "2-3:A 1|0; 5-6:T 1|0",                     "gg gg",   0, 1, 0},
        {"one phase is wrong",                               "ACGTACGT",   "2-3:A 0|1; 5-6:T 0|1; 6-7:T 0|1",
         "2-3:A 0|1; 5-6:T 0|1; 6-7:T 1|0",                                                                                                               "gga gga", 0, 1, 0},
        {"unphased is free",                                 "ACGTACGT",   "2-3:A 0|1; 5-6:T 0|1",
         "2-3:A 0/1; 5-6:T 1|0",                                                                                                                          "gg gg",   0, 1, 0},
        {"a deletion elsewhere in its run",                  "ACAAAAGT",   "2-3: 0/1",                        "5-6: 0/1",
         "g g",                                                                                                                                                      0, 0, 0},
        {"a deletion as two",                                "ACAAAAGT",   "2-4: 1/1",                        "2-3: 1/1; 5-6: 1/1",
         "g gg",                                                                                                                                                     0, 0, 0},
        {"one-sided changes without effect",                 "ACAAAAGT",   "3-3:A 0/1; 5-6: 0/1",
         "7-8:A 0/1",                                                                                                                                     ".. .",    0, 0, 0},
        {"the same around a match",                          "ACAAAAGT",
         "0-1:C 1/1; 3-3:A 0/1; 5-6: 0/1",                                                                    "0-1:C 1/1",                                "g.. g",   0, 0, 0},
        {"the same beside a match on the other haplotype",   "ACGTACGTAC",
         "2-8: 0/1",                                                                                          "2-8: 0/1; 3-4: 0/1; 4-4:T 0/1",            "g g..",   0, 0, 0},
        {"in phase",                                         "ACGTACGTAC", "2-8: 0|1",                        "2-8: 0|1; 3-4: 1|0; 4-4:T 1|0",
         "g g..",                                                                                                                                                    0, 1, 0},
        {"of the truth",                                     "ACGTACGTAC", "2-8: 0/1; 3-4: 0/1; 4-4:T 0/1",
         "2-8: 0/1",                                                                                                                                      "g.. g",   0, 0, 0},
        {"with something that is right among them",          "ACGTACGTAC",
         "2-8: 0/1; 6-7:A 0/1",                                                                               "2-8: 0/1; 3-4: 0/1; 4-4:T 0/1; 6-7:A 0/1",
         "gg g..g",                                                                                                                                                  0, 0, 0},
        {"on three haplotypes",                              "ACGTACGTAC", "2-8: 0/0/1",
         "2-8: 0/0/1; 3-4: 0/0/1; 4-4:T 0/0/1",                                                                                                           "g g..",   0, 0, 0},
        {"what is taken back on one haplotype alone counts", "ACAAAAGT",
         "2-3: 0/1",                                                                                          "2-3: 1/1; 6-6:A 0/1",                      "g gg",    0, 0, 0},
        {"squashed",                                         "ACGTACGT",   "2-3:A 0/1",                       "2-3:A 1/1",                                "g g",     1, 0, 0},
        {"squashed, one allele is enough",                   "ACGTACGT",   "2-3:A/2-3:T 1/2",
         "2-3:T 0/1",                                                                                                                                     "g g",     1, 0, 0},
        {"no genotype asserts nothing",                      "ACGTACGT",   "2-3:A 0/0",                       "2-3:A 0/0",
         "a a",                                                                                                                                                      0, 0, 0},
        {"insertions at one place, against their sum",       "ACGTACGT",
         "4-4:CC 1/1; 4-4:G 1/1",                                                                             "4-4:CCG 1/1",                              "gg g",    0, 0, 1},
        {"... in the other order",                           "ACGTACGT",   "4-4:CC 1/1; 4-4:G 1/1",
         "4-4:GCC 1/1",                                                                                                                                   "gg g",    0, 0, 1},
        {"an SNV on the anchor of an insertion",             "ACGTACGT",
         "3-3+1:TCA 1/1; 3-4:G 1/1",                                                                          "3-4:G 1/1; 4-4:CAT 1/1",                   "gg gg",   0, 0,
         1                                                                                                                                                                  },
        {"an insertion that is clear of an SNV",             "ACGTACGT",
         "3-3:TCA 1/1; 3-4:G 1/1",                                                                            "3-4:G 1/1; 4-4:CAT 1/1",                   "ag ga",   0, 0, 0},
        {"tetraploid",                                       "ACGTACGT",   "2-3:A 0/0/1/1; 5-6:T 0/1/1/1",
         "2-3:A 1/0/1/0; 5-6:T 1/1/1/0",                                                                                                                  "gg gg",   0, 0, 0},
        {"tetraploid, other dosage",                         "ACGTACGT",   "2-3:A 0/0/0/1",
         "2-3:A 0/0/1/1",                                                                                                                                 "a a",     0, 0, 0},
        {"nothing on one side",                              "ACGTACGT",   "2-3:A 0/1",                       "",                                         ". ",      0, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        try_example(&row[i]);
}

static void a_pair_that_a_repeat_can_spare_is_not_right(void **state)
{
    static const struct example row[] = {
        {.what = "a pair beside a deletion",
         .ref = "CAAAAAAG",
         .truth = "5-6: 1/1",
         .query = "1-2: 1/1; 3-3:A 1/1; 4-5: 1/1",
         .answers = "g ..g"  },
        {.what = "a pair beside a deletion of one haplotype",
         .ref = "CAAAAAAG",
         .truth = "5-6: 0/1",
         .query = "1-2: 0/1; 3-3:A 0/1; 4-5: 0/1",
         .answers = "g ..g"  },
        {.what = "a pair of the truth",
         .ref = "CAAAAAAG",
         .truth = "1-2: 0/1; 3-3:A 0/1; 4-5: 0/1",
         .query = "5-6: 0/1",
         .answers = "..g g"  },
        {.what = "a pair that both have, written elsewhere",
         .ref = "CAAAAAAG",
         .truth = "1-2: 0/1; 3-3:A 0/1; 4-5: 0/1",
         .query = "2-2:A 0/1; 4-5: 0/1; 6-7: 0/1",
         .answers = "ggg ggg"},
        {.what = "what looks like a pair is on two haplotypes",
         .ref = "CAAAAAAG",
         .truth = "1-1:A 0/1; 5-6: 0/1",
         .query = "2-3: 0/1; 4-4:A 0/1",
         .answers = "gg gg"  },
        {.what = "two bases as two of one base, and a pair",
         .ref = "CAAAAAAG",
         .truth = "4-6: 0/1",
         .query = "1-2: 0/1; 2-2:AA 0/1; 3-4: 0/1; 4-5: 0/1; 6-7: 0/1",
         .answers = "g ...gg"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        try_example(&row[i]);
}

/* ---- random problems ---------------------------------------------------- */

static const struct taste tastes[] = {
    {8,  16, 3, 2, 0, false},
    {10, 24, 4, 3, 0, false},
    {12, 32, 6, 4, 0, false},
    {6,  14, 4, 1, 0, false},
    {8,  20, 5, 2, 2, false},
    {8,  20, 6, 2, 1, false},
    {8,  16, 2, 2, 3, false},
    {8,  14, 2, 2, 4, false},
    {8,  14, 2, 2, 5, false},
    {8,  16, 4, 2, 2, true },
    {8,  16, 2, 2, 3, true },
};

static int try_all(const struct solve_problem *p, struct exhaustive *x)
{
    x->p = p;
    x->alleles = p->squash;
    if (p->obey_phase && !p->squash)
        return exhaustive_phased(x, exhaustive_ploidy(p));
    return exhaustive(x);
}

/* What was said to be right is a solution, as such. */
static void check_solution(const struct solve_problem *p, int total)
{
    uint8_t must[2][PROBLEM_RECORDS];
    const struct solve_side *side[2] = {&p->truth, &p->query};
    struct exhaustive x = {
        .must = {must[0], must[1]},
          .shifts = p->moved
    };
    int got;

    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < side[k]->n; i++)
            must[k][i] = side[k]->answer[i] == SOLVE_GENOTYPE;
    }
    got = try_all(p, &x);
    if (got >= 0 && got != total) {
        show_problem(stderr, p);
        fail_msg("no solution");
    }
}

/* Does any record conflict with another one of its side, as written? */
static bool any_conflict(const struct solve_side *s)
{
    for (size_t i = 0; i < s->n; i++) {
        if (ex_conflicts(s, i))
            return true;
    }
    return false;
}

struct figures {
    int asked, moved, short_of_shifts;
    int spared;       /* problems where records that cancel each other out would
                         give more */
    int short_of_all; /* that have a better answer without any: the search for
                         one is not exhaustive */
};

/* Has a choice with as many records as the best answer some that cancel each
 * other out? Then the search may have found that one first. */
static bool may_lack(const struct solve_problem *p, int best)
{
    struct exhaustive x = {.ties = true};

    return try_all(p, &x) == best && x.spared >= best;
}

/* The total is the best there is; where records in each other's way may stand
 * elsewhere, it is no worse than without, and no better than with. */
static void check_total(const struct solve_problem *p, struct figures *f)
{
    struct exhaustive as_written = {.shifts = false};
    struct exhaustive shifted = {.shifts = true};
    int total = count_answers(p, SOLVE_GENOTYPE);
    int best = try_all(p, &as_written);
    int most = best;

    if (best < 0)
        return;
    if (any_conflict(&p->truth) || any_conflict(&p->query))
        most = try_all(p, &shifted);
    f->asked++;
    f->moved += p->moved;
    f->short_of_shifts += most > total;
    f->spared += as_written.spared > best;
    if (total < best && may_lack(p, best))
        f->short_of_all++;
    else if (total < best || (!p->moved && total != best) ||
             (most >= 0 && total > most)) {
        show_problem(stderr, p);
        fail_msg("%d, best is %d, shifted %d", total, best, most);
    }
    check_solution(p, total);
}

static void random_problems_get_the_best_total(void **state)
{
    static struct problem x;
    struct numbers from = {.seed = 1};
    struct figures f = {0};

    (void)state;
    for (int i = 0; i < 22000; i++) {
        make_problem(&x, &from, &tastes[(size_t)i % T_LEN(tastes)]);
        x.p.squash = i % 7 == 0;
        ask(&x.p);
        assert_int_equal(count_answers(&x.p, SOLVE_UNRESOLVED), 0);
        check_total(&x.p, &f);
    }
    print_message("%d problems, %d moved, %d short of all shifts; %d spared, "
                  "%d of them short\n",
                  f.asked, f.moved, f.short_of_shifts, f.spared,
                  f.short_of_all);
    assert_true(f.asked >= 20000);
    assert_true(f.short_of_shifts * 1000 < f.asked);
}

/* In repeats, where records can cancel each other out unseen. */
static void records_that_cancel_each_other_out_are_not_right(void **state)
{
    static const struct taste repeats[] = {
        {8,  14, 3, 1, 1, false},
        {8,  14, 3, 1, 2, false},
        {8,  12, 4, 1, 1, false},
        {10, 16, 3, 2, 1, false},
    };
    static struct problem x;
    struct numbers from = {.seed = 7};
    struct figures f = {0};

    (void)state;
    for (int i = 0; i < 20000; i++) {
        make_problem(&x, &from, &repeats[(size_t)i % T_LEN(repeats)]);
        ask(&x.p);
        check_total(&x.p, &f);
    }
    print_message("%d problems, %d spared, %d of them short\n", f.asked,
                  f.spared, f.short_of_all);
    assert_true(f.spared > 20);
    assert_true(f.short_of_all * 50 < f.spared);
}

/* The records left over, as a problem of their own. */
static void left_over(struct problem *out, const struct solve_problem *p)
{
    const struct solve_side *side[2] = {&p->truth, &p->query};
    struct solve_side *to[2] = {&out->p.truth, &out->p.query};

    out->p = *p;
    for (int k = 0; k < 2; k++) {
        *to[k] = (struct solve_side){out->record[k], 0, out->answer[k]};
        for (size_t i = 0; i < side[k]->n; i++) {
            if (side[k]->answer[i] != SOLVE_GENOTYPE)
                out->record[k][to[k]->n++] = side[k]->a[i];
        }
    }
    out->p.squash = true;
}

static void left_over_records_get_the_best_total_of_alleles(void **state)
{
    static struct problem x;
    static struct problem rest;
    struct numbers from = {.seed = 2};
    int n = 0;

    (void)state;
    for (int i = 0; i < 10000; i++) {
        struct exhaustive all = {.shifts = false};
        int total;
        int best;

        make_problem(&x, &from, &tastes[(size_t)i % T_LEN(tastes)]);
        ask(&x.p);
        total = count_answers(&x.p, SOLVE_ALLELE);
        left_over(&rest, &x.p);
        best = try_all(&rest.p, &all);
        n += total;
        if (best >= 0 && (x.p.moved ? total < best : total != best)) {
            show_problem(stderr, &x.p);
            fail_msg("%d alleles, best is %d", total, best);
        }
    }
    assert_true(n > 300);
}

/* ---- what must change nothing -------------------------------------------- */

static void check_same(const struct problem *a, const struct problem *b,
                       bool swapped, size_t skip)
{
    const struct solve_side *x[2] = {&a->p.truth, &a->p.query};
    const struct solve_side *y[2] = {&b->p.truth, &b->p.query};

    for (int k = 0; k < 2; k++) {
        const uint8_t *answer = y[k != swapped]->answer + skip;

        if (memcmp(x[k]->answer, answer, x[k]->n) != 0) {
            show_problem(stderr, &a->p);
            show_problem(stderr, &b->p);
            fail_msg("other answers");
        }
    }
    assert_int_equal(a->p.moved, b->p.moved);
}

static void turn_genotypes(struct problem *x)
{
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < PROBLEM_RECORDS; i++) {
            struct solve_record *r = &x->record[k][i];

            for (int m = 0; !r->phased && m < r->ploidy / 2; m++) {
                uint8_t keep = r->gt[m];

                r->gt[m] = r->gt[r->ploidy - 1 - m];
                r->gt[r->ploidy - 1 - m] = keep;
            }
        }
    }
}

/* Bases around a problem. */
static void add_flanks(struct problem *x, char *ref)
{
    size_t len = (size_t)(x->p.end - x->p.beg);

    memcpy(ref, "CAGTCAGTTGAC", 12);
    memcpy(ref + 12, x->ref, len);
    memcpy(ref + 12 + len, "GACTTGACTGAC", 12);
    x->p.ref = ref;
    x->p.beg -= 12;
    x->p.end += 12;
}

/* One more record in front, and one behind, far from the others. */
static void add_far_away(struct problem *x)
{
    struct solve_side *side[2] = {&x->p.truth, &x->p.query};

    for (int k = 0; k < 2; k++) {
        struct solve_record *r = x->record[k];
        size_t last = side[k]->n + 1;

        memmove(r + 1, r, side[k]->n * sizeof(*r));
        side[k]->n += 2;
        r[0] = (struct solve_record){.n_alleles = 1, .ploidy = 2};
        r[0].allele[0] = (struct solve_allele){
            .alt = "T", .beg = x->p.beg, .end = x->p.beg + 1, .alt_len = 1};
        r[0].gt[0] = (uint8_t)k;
        r[last] = r[0];
        r[last].allele[0].beg = x->p.end - 1;
        r[last].allele[0].end = x->p.end;
        r[last].gt[1] = 1;
    }
}

static void copy_problem(struct problem *to, const struct problem *from)
{
    *to = *from;
    to->p.truth.a = to->record[0];
    to->p.query.a = to->record[1];
    to->p.truth.answer = to->answer[0];
    to->p.query.answer = to->answer[1];
}

static void exchanging_the_sides_exchanges_the_answers(void **state)
{
    static struct problem x;
    static struct problem y;
    struct numbers from = {.seed = 3};

    (void)state;
    for (int i = 0; i < 8000; i++) {
        make_problem(&x, &from, &tastes[(size_t)i % T_LEN(tastes)]);
        x.p.squash = i % 7 == 0;
        ask(&x.p);
        copy_problem(&y, &x);
        y.p.truth = (struct solve_side){y.record[1], x.p.query.n, y.answer[1]};
        y.p.query = (struct solve_side){y.record[0], x.p.truth.n, y.answer[0]};
        ask(&y.p);
        check_same(&x, &y, true, 0);
    }
}

static void the_order_in_a_genotype_means_nothing(void **state)
{
    static struct problem x;
    static struct problem y;
    struct numbers from = {.seed = 5};

    (void)state;
    for (int i = 0; i < 8000; i++) {
        make_problem(&x, &from, &tastes[(size_t)i % T_LEN(tastes)]);
        ask(&x.p);
        copy_problem(&y, &x);
        turn_genotypes(&y);
        ask(&y.p);
        check_same(&x, &y, false, 0);
    }
}

static void records_far_away_change_nothing(void **state)
{
    static struct problem x;
    static struct problem y;
    struct numbers from = {.seed = 6};
    char ref[128];

    (void)state;
    for (int i = 0; i < 8000; i++) {
        make_problem(&x, &from, &tastes[(size_t)i % T_LEN(tastes)]);
        if (exhaustive_ploidy(&x.p) != 2 || x.p.truth.n + 2 > PROBLEM_RECORDS ||
            x.p.query.n + 2 > PROBLEM_RECORDS)
            continue;
        add_flanks(&x, ref);
        ask(&x.p);
        copy_problem(&y, &x);
        add_far_away(&y);
        ask(&y.p);
        check_same(&x, &y, false, 1);
    }
}

/* Genotypes of another ploidy than the problem's have no partner. */
static bool mixed_ploidy(const struct solve_problem *p)
{
    for (size_t i = 0; i < p->truth.n; i++) {
        if (p->truth.a[i].ploidy != 1 &&
            p->truth.a[i].ploidy != exhaustive_ploidy(p))
            return true;
    }
    return false;
}

static void a_side_agrees_with_itself(void **state)
{
    static struct problem x;
    struct numbers from = {.seed = 4};
    int n = 0;

    (void)state;
    for (int i = 0; i < 8000; i++) {
        make_problem(&x, &from, &tastes[(size_t)i % T_LEN(tastes)]);
        x.p.query.a = x.p.truth.a;
        x.p.query.n = x.p.truth.n;
        if (any_conflict(&x.p.truth) || mixed_ploidy(&x.p))
            continue;
        n++;
        ask(&x.p);
        assert_int_equal(count_answers(&x.p, SOLVE_GENOTYPE),
                         (int)(2 * x.p.truth.n));
    }
    assert_true(n > 2000);
}

static int begin(void **state)
{
    struct err e = {0};

    (void)state;
    solver = solver_new(&e);
    return solver ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    solver_free(solver);
    solver_free(NULL);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_those_of_the_definition),
        cmocka_unit_test(a_pair_that_a_repeat_can_spare_is_not_right),
        cmocka_unit_test(random_problems_get_the_best_total),
        cmocka_unit_test(records_that_cancel_each_other_out_are_not_right),
        cmocka_unit_test(left_over_records_get_the_best_total_of_alleles),
        cmocka_unit_test(exchanging_the_sides_exchanges_the_answers),
        cmocka_unit_test(the_order_in_a_genotype_means_nothing),
        cmocka_unit_test(records_far_away_change_nothing),
        cmocka_unit_test(a_side_agrees_with_itself),
    };

    return cmocka_run_group_tests_name("solve", tests, begin, end);
}

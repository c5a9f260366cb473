/*
 * The engine against the oracle of the forge: two programs that share no
 * matcher must agree on each record of the golden call sets, and on each sum.
 * Runs from the root of the repository.
 */
#include "base/tests/t.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "core/tally.h"
#include "formats/lines.h"
#include "variants/variants.h"

#define GOLDEN    "fixtures/golden/forged-1/"
#define FIELDS    16
#define NAME_MAX_ 128

static const char *const strata[] = {"tandem", "homopolymer", "segdup",
                                     "gcrich", "notindifficult"};

/* These need no haplotypes: good-rewritten is for another matcher. */
static const char *const sets[] = {"good", "bad", "control-missed",
                                   "control-false"};

static void compare(struct variants_result *r, const char *set)
{
    char query[NAME_MAX_];
    char bed[T_LEN(strata)][NAME_MAX_];
    struct variants_stratum list[T_LEN(strata)];
    struct err e = {0};
    struct variants_job job = {
        .truth = {.path = GOLDEN "truth.vcf.gz"},
        .query = {.path = query},
        .reference = GOLDEN "reference.fa.gz",
        .regions = GOLDEN "confident.bed",
        .strata = list,
        .n_strata = T_LEN(strata),
        .threads = 1,
        .verdicts = true,
    };

    (void)snprintf(query, sizeof(query), GOLDEN "%s.vcf.gz", set);
    for (size_t i = 0; i < T_LEN(strata); i++) {
        (void)snprintf(bed[i], sizeof(bed[i]), GOLDEN "%s.bed", strata[i]);
        list[i] = (struct variants_stratum){strata[i], bed[i]};
    }
    *r = (struct variants_result){0};
    if (variants_compare(r, &job, &e))
        fail_msg("%s:%llu: %s", e.path, (unsigned long long)e.line, e.msg);
}

/* The next line that is no comment, cut at its TABs; false at the end. */
static bool next_row(char *field[FIELDS], char *copy, size_t size,
                     struct lines *l)
{
    struct err e = {0};
    const char *line;
    size_t len;
    int got;

    do {
        got = lines_next(&line, &len, l, &e);
    } while (got == 1 && len > 0 && line[0] == '#');
    assert_true(got >= 0);
    if (got == 0)
        return false;
    assert_true(len < size);
    memcpy(copy, line, len);
    copy[len] = '\0';
    for (size_t i = 0; i < FIELDS; i++) {
        field[i] = copy;
        copy += strcspn(copy, "\t");
        if (*copy)
            *copy++ = '\0';
    }
    return true;
}

static int64_t number(const char *text)
{
    return strtoll(text, NULL, 10);
}

static int64_t counted(const struct variants_result *r, const char *stratum,
                       const char *type, int counter)
{
    int s = tally_find_stratum(&r->tally, stratum);
    int t = strcmp(type, "snv") == 0     ? VARIANTS_SNV
            : strcmp(type, "indel") == 0 ? VARIANTS_INDEL
                                         : VARIANTS_OTHER;

    assert_true(s >= 0);
    return tally_sum(&r->tally, (size_t)s,
                     (size_t)(t * VARIANTS_C_OF_TYPE + counter));
}

/* One row of expected.tsv, by record. The oracle keeps genotype errors,
 * filtered and uncalled variants apart; the engine counts them as FN too. */
static void check_sums(const struct variants_result *r, char *field[FIELDS])
{
    const char *stratum = field[2];
    const char *type = field[3];
    int64_t ge = number(field[6]);
    int64_t filtered = number(field[8]);
    int64_t nocall = number(field[9]);
    const struct {
        int counter;
        int64_t want;
    } row[] = {
        {VARIANTS_C_TRUTH_TP,    number(field[5])                         },
        {VARIANTS_C_GE,          ge                                       },
        {VARIANTS_C_TRUTH_FN,    number(field[7]) + ge + filtered + nocall},
        {VARIANTS_C_FN_FILTERED, filtered                                 },
        {VARIANTS_C_FN_NOCALL,   nocall                                   },
        {VARIANTS_C_QUERY_TP,    number(field[11])                        },
        {VARIANTS_C_QUERY_GE,    number(field[12])                        },
        {VARIANTS_C_QUERY_FP,    number(field[13]) + number(field[12])    },
    };

    for (size_t i = 0; i < T_LEN(row); i++) {
        int64_t got = counted(r, stratum, type, row[i].counter);

        if (got != row[i].want)
            fail_msg("%s, %s, %s, counter %d: %lld, not %lld", field[0],
                     stratum, type, row[i].counter, (long long)got,
                     (long long)row[i].want);
    }
}

static void sums_are_those_of_the_oracle(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(sets); i++) {
        struct variants_result r;
        struct err e = {0};
        struct lines *l = lines_open(GOLDEN "expected.tsv", 0, &e);
        char *field[FIELDS];
        char copy[1024];
        int rows = 0;

        assert_non_null(l);
        compare(&r, sets[i]);
        while (next_row(field, copy, sizeof(copy), l)) {
            if (strcmp(field[0], sets[i]) != 0 ||
                strcmp(field[1], "record") != 0 ||
                strcmp(field[2], "whole-file") == 0)
                continue;
            check_sums(&r, field);
            rows++;
        }
        assert_int_equal(rows, 3 * (1 + (int)T_LEN(strata)));
        variants_result_release(&r);
        lines_close(l);
    }
}

/* What the engine must say of a record with this label. */
static bool fits(enum variants_verdict v, const char *label, bool inside,
                 bool truth)
{
    if (strcmp(label, "filtered") == 0 && !truth)
        return v == VARIANTS_NA_FILTERED;
    if (strcmp(label, "nocall") == 0 && !truth)
        return v == VARIANTS_NA_NO_CALL;
    if (!inside)
        return v == VARIANTS_OUTSIDE;
    if (strcmp(label, "filtered") == 0)
        return v == VARIANTS_FN_FILTERED;
    if (strcmp(label, "nocall") == 0)
        return v == VARIANTS_FN_NOCALL;
    if (strcmp(label, "GE") == 0)
        return v == VARIANTS_GE;
    if (strcmp(label, "FN") == 0)
        return v == VARIANTS_FN;
    if (strcmp(label, "FP") == 0)
        return v == VARIANTS_FP;
    return strcmp(label, "TP") == 0 && v == VARIANTS_TP;
}

static void check_labels(const struct variants_verdicts *v, const char *set,
                         bool truth)
{
    char path[NAME_MAX_];
    struct err e = {0};
    struct lines *l;
    char *field[FIELDS];
    char copy[2048];
    size_t n = 0;

    (void)snprintf(path, sizeof(path), GOLDEN "labels/%s.%s.tsv.gz", set,
                   truth ? "truth" : "calls");
    l = lines_open(path, 0, &e);
    assert_non_null(l);
    for (; next_row(field, copy, sizeof(copy), l); n++) {
        assert_true(n < v->n);
        if (!fits((enum variants_verdict)v->verdict[n], field[6],
                  field[8][0] == '*', truth))
            fail_msg(
                "%s: %s:%s is %s, not %s", path, field[0], field[1],
                variants_verdict_name((enum variants_verdict)v->verdict[n]),
                field[6]);
    }
    assert_int_equal(n, v->n);
    lines_close(l);
}

static void each_record_gets_the_verdict_of_the_oracle(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(sets); i++) {
        struct variants_result r;

        compare(&r, sets[i]);
        check_labels(&r.truth, sets[i], true);
        check_labels(&r.query, sets[i], false);
        variants_result_release(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_the_oracle),
        cmocka_unit_test(each_record_gets_the_verdict_of_the_oracle),
    };

    return cmocka_run_group_tests_name("forged", tests, NULL, NULL);
}

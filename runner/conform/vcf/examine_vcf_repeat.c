/* Tandem repeats, <CNV:TR>: RN, RUS, RUL, RUC, RB, CIRUC, CIRB, RUB
 * (VCFv4.5 s3, s5.7). */
#include <stdlib.h>
#include <string.h>

#include "conform/vcf/examine_vcf_internal.h"

#define REPEATS_MAX 100000 /* of a record; more are not looked into */

/* Repeats of all alleles. */
static size_t repeats(const struct vcfx *x)
{
    const struct vcfx_key *rn = vcfx_has(x, VCFX_RN);
    struct vcfx_span rest;
    size_t n = 0;

    if (!rn) {
        for (size_t i = 0; i < x->n_alts && i < VCFX_ALTS_MAX; i++)
            n += x->kind[i] == VCFX_CNV_TR;
        return n;
    }
    for (rest = rn->values; rest.n;) {
        int64_t one = vcfx_count(vcfx_cut(&rest, ','));

        if (one > 0 && one <= REPEATS_MAX && n <= REPEATS_MAX)
            n += (size_t)one;
    }
    return n;
}

static void numbers(struct vcfx *x, size_t n)
{
    static const struct {
        enum vcfx_special key;
        size_t each;
    } row[] = {
        {VCFX_RUS,   1},
        {VCFX_RUL,   1},
        {VCFX_RUC,   1},
        {VCFX_RB,    1},
        {VCFX_CIRUC, 2},
        {VCFX_CIRB,  2},
    };

    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
        const struct vcfx_key *k = vcfx_has(x, row[i].key);

        if (k && !vcfx_is(k->values, ".") &&
            vcfx_list(k->values) != n * row[i].each)
            problem_add(x->problems, "VCF-SV-006",
                        vcfx_at(x, k->values.s, k->values.n), x->e,
                        "%zu values, but the alleles have %zu repeats",
                        vcfx_list(k->values), n);
    }
}

static bool is_iupac(struct vcfx_span t)
{
    for (size_t i = 0; i < t.n; i++) {
        if (!vcfx_among(t.s[i], "ACGTUNRYSWKMBDHVacgtunryswkmbdhv"))
            return false;
    }
    return true;
}

static void units(struct vcfx *x)
{
    const struct vcfx_key *rus = vcfx_has(x, VCFX_RUS);
    const struct vcfx_key *rul = vcfx_has(x, VCFX_RUL);
    struct vcfx_span lengths = {0};
    struct vcfx_span rest;

    if (!rus)
        return;
    if (rul)
        lengths = rul->values;
    for (rest = rus->values; rest.n;) {
        struct vcfx_span t = vcfx_cut(&rest, ',');
        struct vcfx_span length = vcfx_cut(&lengths, ',');

        if (vcfx_is(t, ".") || !t.n)
            continue;
        if (!is_iupac(t)) {
            problem_add(x->problems, "VCF-SV-006", vcfx_at(x, t.s, t.n), x->e,
                        "a repeat unit has other letters than those of bases");
            return;
        }
        if (length.n && !vcfx_is(length, ".") &&
            vcfx_count(length) != (int64_t)t.n) {
            problem_add(x->problems, "VCF-SV-006", vcfx_at(x, t.s, t.n), x->e,
                        "RUL is not the length of this repeat unit");
            return;
        }
    }
}

/* Lower bounds are 0 or less, upper ones 0 or more; none for what is missing.
 */
static void interval(struct vcfx *x, enum vcfx_special of,
                     enum vcfx_special key)
{
    const struct vcfx_key *k = vcfx_has(x, key);
    const struct vcfx_key *base = vcfx_has(x, of);
    struct vcfx_span values = {0};
    struct vcfx_span rest;

    if (!k)
        return;
    if (base)
        values = base->values;
    for (rest = k->values; rest.n;) {
        struct vcfx_span low = vcfx_cut(&rest, ',');
        struct vcfx_span high = vcfx_cut(&rest, ',');
        struct vcfx_span value = vcfx_cut(&values, ',');
        bool none = vcfx_is(low, ".") && vcfx_is(high, ".");

        if ((!value.n || vcfx_is(value, ".")) && !none) {
            problem_add(x->problems, "VCF-SV-006",
                        vcfx_at(x, k->values.s, k->values.n), x->e,
                        "an interval stands where the value is missing");
            return;
        }
        if ((low.n && *low.s != '-' && *low.s != '0' && *low.s != '.') ||
            (high.n && *high.s == '-')) {
            problem_add(x->problems, "VCF-SV-006",
                        vcfx_at(x, k->values.s, k->values.n), x->e,
                        "an interval does not hold 0");
            return;
        }
    }
}

static void unit_lengths(struct vcfx *x)
{
    const struct vcfx_key *rub = vcfx_has(x, VCFX_RUB);
    const struct vcfx_key *ruc = vcfx_has(x, VCFX_RUC);
    struct vcfx_span rest;
    size_t n = 0;

    if (!rub || vcfx_is(rub->values, "."))
        return;
    if (!ruc) {
        problem_add(x->problems, "VCF-SV-006",
                    vcfx_at(x, rub->values.s, rub->values.n), x->e,
                    "RUB is given without RUC");
        return;
    }
    for (rest = ruc->values; rest.n;) {
        struct vcfx_span t = vcfx_cut(&rest, ',');
        int64_t one = vcfx_count(t);

        if (one < 0) {
            problem_add(x->problems, "VCF-SV-006", vcfx_at(x, t.s, t.n), x->e,
                        "with RUB, RUC holds integers only");
            return;
        }
        if (one <= REPEATS_MAX && n <= REPEATS_MAX)
            n += (size_t)one;
    }
    if (vcfx_list(rub->values) != n)
        problem_add(x->problems, "VCF-SV-006",
                    vcfx_at(x, rub->values.s, rub->values.n), x->e,
                    "RUB has %zu values, but RUC counts %zu units",
                    vcfx_list(rub->values), n);
}

void vcfx_repeats(struct vcfx *x)
{
    if (x->sv_record != x->record)
        return;
    numbers(x, repeats(x));
    units(x);
    interval(x, VCFX_RUC, VCFX_CIRUC);
    interval(x, VCFX_RB, VCFX_CIRB);
    unit_lengths(x);
}

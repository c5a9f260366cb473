/* Structural variants (VCFv4.5 s3, s4); nearly all of it from 4.4 on. */
#include <stdlib.h>
#include <string.h>

#include "conform/vcf/examine_vcf_internal.h"

static bool is_sv(enum vcfx_allele k)
{
    return k >= VCFX_DEL && k <= VCFX_CNV_TR;
}

static size_t n_kinds(const struct vcfx *x)
{
    return x->n_alts < VCFX_ALTS_MAX ? x->n_alts : VCFX_ALTS_MAX;
}

static bool any(const struct vcfx *x, bool (*is)(enum vcfx_allele k))
{
    for (size_t i = 0; i < n_kinds(x); i++) {
        if (is(x->kind[i]))
            return true;
    }
    return false;
}

/* ---- SVLEN, SVCLAIM ---- */

static bool needs_claim(enum vcfx_allele k)
{
    return k == VCFX_DEL || k == VCFX_DUP;
}

static bool claim_legal(enum vcfx_allele k, struct vcfx_span t)
{
    bool none = vcfx_is(t, ".");
    bool j = vcfx_is(t, "J");
    bool d = vcfx_is(t, "D");
    bool dj = vcfx_is(t, "DJ");

    if (needs_claim(k))
        return d || j || dj;
    if (k == VCFX_CNV || k == VCFX_CNV_TR)
        return d || none;
    if (k == VCFX_INS || k == VCFX_INV)
        return j || dj || none;
    if (k == VCFX_BREAKEND)
        return j || none;
    return none || d || j || dj;
}

static void claims(struct vcfx *x)
{
    const struct vcfx_key *k = vcfx_has(x, VCFX_SVCLAIM);
    struct vcfx_span rest;

    if (!k && any(x, needs_claim))
        problem_add(x->problems, "VCF-SV-002",
                    vcfx_at(x, x->col[VCFX_ALT].s, x->col[VCFX_ALT].n), x->e,
                    "DEL and DUP have no SVCLAIM");
    if (!k)
        return;
    rest = k->values;
    for (size_t i = 0; i < n_kinds(x) && rest.n; i++) {
        struct vcfx_span t = vcfx_cut(&rest, ',');

        if (!claim_legal(x->kind[i], t))
            problem_add(x->problems, "VCF-SV-002", vcfx_at(x, t.s, t.n), x->e,
                        "this claim is none that the allele %zu can make",
                        i + 1);
    }
}

static void lengths(struct vcfx *x)
{
    if (!vcfx_has(x, VCFX_SVLEN) && any(x, is_sv))
        problem_add(x->problems, "VCF-SV-001",
                    vcfx_at(x, x->col[VCFX_ALT].s, x->col[VCFX_ALT].n), x->e,
                    "a symbolic structural variant has no SVLEN");
}

/* ---- confidence intervals and the like: so many values an ALT ---- */

static int sign(struct vcfx_span t)
{
    bool zero = true;

    for (size_t i = 0; i < t.n; i++)
        zero = zero && (vcfx_byte(t.s[i], VCFX_DIGIT) ? t.s[i] == '0' : true);
    if (zero || !t.n)
        return 0;
    return *t.s == '-' ? -1 : 1;
}

/* Each second value is an upper bound. */
static void spans_zero(struct vcfx *x, const struct vcfx_key *k)
{
    struct vcfx_span rest = k->values;

    for (size_t i = 0; rest.n; i++) {
        struct vcfx_span t = vcfx_cut(&rest, ',');

        if (i % 2 ? sign(t) < 0 : sign(t) > 0) {
            problem_add(x->problems, "VCF-SV-003",
                        vcfx_at(x, k->values.s, k->values.n), x->e,
                        "the interval does not hold 0");
            return;
        }
    }
}

static void per_allele(struct vcfx *x)
{
    static const struct {
        size_t each;
        enum vcfx_special key;
        bool spans;
    } row[] = {
        {2, VCFX_CIPOS,   true },
        {2, VCFX_CIEND,   true },
        {2, VCFX_CILEN,   false},
        {2, VCFX_CICN,    false},
        {4, VCFX_MEINFO,  false},
        {4, VCFX_METRANS, false},
    };

    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
        const struct vcfx_key *k = vcfx_has(x, row[i].key);
        size_t want = row[i].each * (x->n_alts ? x->n_alts : 1);

        if (!k || vcfx_is(k->values, "."))
            continue;
        if (vcfx_list(k->values) != want)
            problem_add(
                x->problems, "VCF-SV-003", vcfx_at(x, k->values.s, k->values.n),
                x->e, "%zu values instead of %zu", vcfx_list(k->values), want);
        else if (row[i].spans)
            spans_zero(x, k);
    }
}

static bool is_precise(enum vcfx_allele k)
{
    return k == VCFX_BASES;
}

static void imprecise(struct vcfx *x)
{
    bool flag = vcfx_has(x, VCFX_IMPRECISE) != NULL;
    bool interval = vcfx_has(x, VCFX_CIPOS) != NULL;

    if (x->oldest >= 44 && flag && !interval && any(x, is_precise))
        problem_add(x->problems, "VCF-SV-004",
                    vcfx_at(x, x->col[VCFX_ALT].s, x->col[VCFX_ALT].n), x->e,
                    "the record is IMPRECISE, and CIPOS of its precise allele "
                    "is not given");
    if (x->version < 44 && x->job->practice && !flag && !interval &&
        any(x, is_sv))
        problem_add(x->problems, "VCF-SV-005",
                    vcfx_at(x, x->col[VCFX_ALT].s, x->col[VCFX_ALT].n), x->e,
                    "neither IMPRECISE nor CIPOS is given");
}

static void mates(struct vcfx *x)
{
    const struct vcfx_key *k = vcfx_has(x, VCFX_MATEID);
    struct vcfx_span id = x->col[VCFX_ID];

    if (k && x->n_alts == 1 && !vcfx_is(id, ".") && !vcfx_is(k->values, ".") &&
        !memchr(id.s, ';', id.n) && !memchr(k->values.s, ',', k->values.n))
        vcfx_seen_mate(x->seen, id, k->values, x->line);
}

void vcfx_structural(struct vcfx *x)
{
    if (!x->symbolic && x->sv_record != x->record)
        return;
    if (x->oldest >= 44) {
        lengths(x);
        claims(x);
        per_allele(x);
        vcfx_repeats(x);
    }
    imprecise(x);
    mates(x);
}

/* ---- copy numbers of samples ---- */

static bool counts_copies(enum vcfx_allele k)
{
    return k == VCFX_CNV || k == VCFX_CNV_TR || k == VCFX_DEL || k == VCFX_DUP;
}

static void one_length(struct vcfx *x)
{
    const struct vcfx_key *k = vcfx_has(x, VCFX_SVLEN);
    struct vcfx_span first = {0};
    struct vcfx_span rest;

    if (!k)
        return;
    rest = k->values;
    for (size_t i = 0; i < n_kinds(x) && rest.n; i++) {
        struct vcfx_span t = vcfx_cut(&rest, ',');

        if (!counts_copies(x->kind[i]) || vcfx_is(t, "."))
            continue;
        if (!first.s)
            first = t;
        else if (t.n != first.n || memcmp(t.s, first.s, t.n) != 0)
            problem_add(x->problems, "VCF-SV-007",
                        vcfx_at(x, k->values.s, k->values.n), x->e,
                        "FORMAT has CN, and the lengths of the alleles "
                        "differ");
    }
}

void vcfx_copy_numbers(struct vcfx *x, const struct vcfx_format *f)
{
    if (x->oldest < 44)
        return;
    if (f->place[VCFX_CN])
        one_length(x);
    else if (f->place[VCFX_CICN_OF_SAMPLE])
        problem_add(x->problems, "VCF-SV-007",
                    vcfx_at(x, x->col[VCFX_FORMAT].s, x->col[VCFX_FORMAT].n),
                    x->e, "FORMAT has CICN, the interval of CN, but no CN");
}

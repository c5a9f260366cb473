/* The columns of the samples (VCFv4.5 s1.6.2). */
#include <stdlib.h>
#include <string.h>

#include "conform/vcf/examine_vcf_internal.h"

/* One sample of one record. */
struct one {
    struct vcfx_genotype gt;
    struct vcfx_span special[VCFX_SPECIALS]; /* values; .s NULL: none */
    uint32_t local;                          /* alleles of LAA */
    bool has_local;
    bool given; /* a value besides GT and LAA */
};

/* ---- how many ---- */

/* Two answers are right where the specification gives none: for "." in ALT,
 * with or without an allele for it; for GT ".", haploid or diploid. */
static bool genotypes_fit(const struct vcfx *x, const struct one *s, uint32_t n,
                          uint32_t *want)
{
    uint32_t alleles = (uint32_t)x->n_alts + 1;
    uint32_t ploidy = s->gt.known ? s->gt.ploidy : 2;

    *want = vcfx_genotypes(alleles, ploidy);
    if (n == *want)
        return true;
    if (!x->n_alts && n == vcfx_genotypes(2, ploidy))
        return true;
    return s->gt.known && s->gt.missing && ploidy == 1 &&
           n == vcfx_genotypes(alleles, 2);
}

static bool number_fits(const struct vcfx *x, const struct vcfx_key *k,
                        const struct one *s, uint32_t n, uint32_t *want)
{
    uint32_t alts = (uint32_t)x->n_alts;

    switch (k->number) {
    case VCFX_FIXED:
        *want = k->count;
        return n == k->count;
    case VCFX_A:
        *want = alts ? alts : 1;
        return n == *want;
    case VCFX_R:
        *want = alts + 1;
        return n == *want || (!alts && n == 2);
    case VCFX_G:
        return genotypes_fit(x, s, n, want);
    case VCFX_P:
        *want = s->gt.ploidy;
        return !s->gt.known || n == *want;
    case VCFX_LA:
        *want = s->local;
        return !s->has_local || n == *want;
    case VCFX_LR:
        *want = s->local + 1;
        return !s->has_local || n == *want;
    case VCFX_LG:
        *want = vcfx_genotypes(s->local + 1, s->gt.known ? s->gt.ploidy : 2);
        return !s->has_local || n == *want;
    case VCFX_ANY:
    case VCFX_M:
        break;
    }
    return true;
}

static void check_number(struct vcfx *x, uint32_t key, const struct one *s,
                         struct vcfx_span t, uint32_t n)
{
    const struct vcfx_key *k = &x->formats.a[key];
    const char *rule = "VCF-SMP-102";
    uint32_t want = 0;

    if (number_fits(x, k, s, n, &want))
        return;
    if (k->special == VCFX_LIKELIHOOD || k->special == VCFX_GP)
        rule = "VCF-PL-001";
    else if (k->special == VCFX_DEPTHS)
        rule = "VCF-AD-001";
    problem_add(x->problems, rule, vcfx_against(x, t.s, t.n, k->header_line),
                x->e, "%.80s has %u values instead of %u",
                x->formats.names.a[key], n, want);
}

/* ---- values ---- */

static void tell_bad(struct vcfx *x, uint32_t key, const struct vcfx_values *v)
{
    const struct problem_place *at =
        vcfx_against(x, v->bad.s, v->bad.n, x->formats.a[key].header_line);

    if (v->out_of_range)
        problem_add(x->problems, "VCF-SMP-103", at, x->e,
                    "a value of %.80s is outside of 32 bits",
                    x->formats.names.a[key]);
    else if (!v->bad.n)
        problem_add(x->problems, "VCF-FILE-006", at, x->e,
                    "a value of %.80s is empty", x->formats.names.a[key]);
    else
        problem_add(x->problems, "VCF-SMP-103", at, x->e,
                    "a value of %.80s is not of its Type",
                    x->formats.names.a[key]);
}

static void take_local(struct vcfx *x, struct one *s, struct vcfx_span t)
{
    struct vcfx_span rest = t;
    int64_t seen = 0;

    s->has_local = true;
    s->local = 0;
    if (vcfx_is(t, "."))
        return;
    while (rest.n) {
        int64_t n = vcfx_count(vcfx_cut(&rest, ','));

        s->local++;
        if (n < 1 || n > (int64_t)x->n_alts || (n < 63 && (seen >> n & 1))) {
            problem_add(x->problems, "VCF-FMT-104", vcfx_at(x, t.s, t.n), x->e,
                        "LAA is not a list of distinct numbers of ALT alleles");
            return;
        }
        if (n < 63)
            seen |= (int64_t)1 << n;
    }
}

static const char *one_value(struct vcfx *x, uint32_t key, struct one *s,
                             const char *p)
{
    const struct vcfx_key *k = &x->formats.a[key];
    struct vcfx_values v;
    const char *end = vcfx_values(&v, p, k->type, VCFX_SAMPLE_STOP, x->oldest);
    struct vcfx_span t = {p, (size_t)(end - p)};

    if (v.n == 1 && v.missing) {
        if (k->special == VCFX_LAA)
            take_local(x, s, t);
        return end;
    }
    if (!t.n) {
        problem_add(x->problems, "VCF-FILE-006", vcfx_at(x, p, 0), x->e,
                    "a value of %.80s is empty", x->formats.names.a[key]);
        return end;
    }
    if (v.bad.s) {
        tell_bad(x, key, &v);
        return end;
    }
    check_number(x, key, s, t, v.n);
    s->given |= k->special != VCFX_LAA;
    if (k->special != VCFX_PLAIN) {
        s->special[k->special] = t;
        if (k->special == VCFX_LAA)
            take_local(x, s, t);
    }
    return end;
}

/* ---- meaning ---- */

static void probabilities(struct vcfx *x, struct vcfx_span t)
{
    struct vcfx_span rest = t;

    while (rest.n) {
        struct vcfx_span one = vcfx_cut(&rest, ',');
        char copy[64];
        double p;

        if (one.n >= sizeof(copy) || *one.s == '.' ||
            (*one.s == '0' && !memchr(one.s, 'e', one.n) &&
             !memchr(one.s, 'E', one.n)))
            continue;
        memcpy(copy, one.s, one.n);
        copy[one.n] = '\0';
        p = strtod(copy, NULL);
        if (p < 0 || p > 1)
            problem_add(x->problems, "VCF-SMP-103", vcfx_at(x, one.s, one.n),
                        x->e, "a probability is not between 0 and 1");
    }
}

/* PSL: "." for alleles that are not phased; PSQ: "." where PSL has it. */
static void phase_sets(struct vcfx *x, const struct one *s)
{
    struct vcfx_span sets = s->special[VCFX_PSL];
    struct vcfx_span quality = s->special[VCFX_PSQ];

    for (size_t i = 0; sets.n; i++) {
        struct vcfx_span set = vcfx_cut(&sets, ',');
        struct vcfx_span q =
            quality.s ? vcfx_cut(&quality, ',') : (struct vcfx_span){0};

        if (!vcfx_is(set, ".") && s->gt.known && !vcfx_phased(&s->gt, i))
            problem_add(x->problems, "VCF-PS-001", vcfx_at(x, set.s, set.n),
                        x->e,
                        "PSL names a set for an allele that is not "
                        "phased");
        if (vcfx_is(set, ".") && q.n && !vcfx_is(q, "."))
            problem_add(x->problems, "VCF-PS-001", vcfx_at(x, q.s, q.n), x->e,
                        "PSQ has a value where PSL has none");
    }
}

/* PSL is all missing, and so was not kept, but PSQ was. */
static void only_quality(struct vcfx *x, struct vcfx_span q)
{
    while (q.n) {
        struct vcfx_span t = vcfx_cut(&q, ',');

        if (!vcfx_is(t, ".")) {
            problem_add(x->problems, "VCF-PS-001", vcfx_at(x, t.s, t.n), x->e,
                        "PSQ has a value where PSL has none");
            return;
        }
    }
}

static void meaning(struct vcfx *x, const struct one *s)
{
    struct vcfx_span ps = s->special[VCFX_PS];

    if (s->special[VCFX_GP].s)
        probabilities(x, s->special[VCFX_GP]);
    if (ps.n && *ps.s == '-')
        problem_add(x->problems, "VCF-PS-001", vcfx_at(x, ps.s, ps.n), x->e,
                    "PS is negative");
    if (ps.s && s->special[VCFX_PSL].s)
        problem_add(x->problems, "VCF-PS-001", vcfx_at(x, ps.s, ps.n), x->e,
                    "PS and PSL are both given");
    if (s->special[VCFX_PSL].s)
        phase_sets(x, s);
    else if (s->special[VCFX_PSQ].s)
        only_quality(x, s->special[VCFX_PSQ]);
}

static bool has_meaning(const struct vcfx_format *f)
{
    return f->place[VCFX_PS] || f->place[VCFX_PSL] || f->place[VCFX_PSQ] ||
           f->place[VCFX_GP] || f->place[VCFX_PSO] || f->place[VCFX_LEN];
}

static void same_ploidy(struct vcfx *x, size_t nth, const struct one *s)
{
    uint8_t now = s->gt.ploidy < 255 ? (uint8_t)s->gt.ploidy : 255;

    if (!x->ploidy || nth >= x->samples.n || !s->gt.known || s->gt.missing)
        return;
    if (x->ploidy[nth] && x->ploidy[nth] != now)
        problem_add(x->problems, "VCF-GT-003", vcfx_at(x, s->gt.at, s->gt.len),
                    x->e, "the ploidy was %d before", x->ploidy[nth]);
    x->ploidy[nth] = now;
}

/* PSL and PSO of a sample, in whatever order its alleles stand. */
static uint64_t phase_of(const struct one *s)
{
    struct vcfx_span set = s->special[VCFX_PSL];
    struct vcfx_span nth = s->special[VCFX_PSO];
    uint64_t sum = 0;

    while (set.n || nth.n) {
        struct vcfx_span a = vcfx_cut(&set, ',');
        struct vcfx_span b = vcfx_cut(&nth, ',');
        bool none = (!a.n || vcfx_is(a, ".")) && (!b.n || vcfx_is(b, "."));

        sum += none ? 0 : vcfx_seen_hash(vcfx_seen_hash(1, a), b);
    }
    return sum;
}

/* ---- samples ---- */

static const char *one_sample(struct vcfx *x, const struct vcfx_format *f,
                              struct one *s, const char *p)
{
    s->gt.known = false;
    s->gt.ploidy = 0;
    s->has_local = false;
    s->given = false;
    s->local = 0;
    for (size_t i = 0; i < f->n; i++) {
        if (i) {
            if (*p != ':')
                break;
            p++;
        }
        if (f->key[i] == NAMES_NONE) {
            while (!vcfx_byte(*p, VCFX_SAMPLE_STOP))
                p++;
        } else if (i == 0 && f->place[VCFX_GT] == 1) {
            p = vcfx_genotype(&s->gt, x, p);
        } else {
            p = one_value(x, f->key[i], s, p);
        }
    }
    if (*p == ':' && f->n < VCFX_FORMAT_KEYS)
        problem_add(x->problems, "VCF-SMP-101", vcfx_at(x, p, 1), x->e,
                    "FORMAT has %zu keys, the sample has more", f->n);
    return p;
}

static const char *next_sample(const struct vcfx *x, const char *p)
{
    while (p < x->end && *p != '\t')
        p++;
    return p;
}

static void tell_count(struct vcfx *x, size_t n)
{
    if (n != x->samples.n && x->n_columns == 9 + x->samples.n)
        problem_add(x->problems, "VCF-REC-001", vcfx_at(x, x->at, 0), x->e,
                    "the record has %zu samples, the header has %zu", n,
                    x->samples.n);
}

/* Tells the rules of implicit alleles about sample n, which ends at p. */
static void implicit_call(struct vcfx *x, const struct vcfx_format *f, size_t n,
                          const struct one *s, const char *p)
{
    struct vcfx_span gt = {p, 0};
    struct vcfx_span len = {0};

    if (s->gt.known)
        gt = (struct vcfx_span){s->gt.at, s->gt.len};
    if (f->place[VCFX_LEN])
        len = s->special[VCFX_LEN];
    vcfx_implicit(x, n, s->given || (s->gt.known && !s->gt.missing), gt, len);
}

void vcfx_samples(struct vcfx *x)
{
    const struct vcfx_format *f = vcfx_format_of(x);
    bool more = x->job->practice || x->job->policy;
    struct one s = {0};
    uint64_t phase = 0;
    size_t n = 0;
    bool means;
    bool calls = vcfx_may_call(x);

    if (!f)
        return;
    means = has_meaning(f);
    more = more && f->place[VCFX_GT] == 1;
    if (f->place[VCFX_CN] || f->place[VCFX_CICN_OF_SAMPLE])
        vcfx_copy_numbers(x, f);
    if (more)
        vcfx_copies_start(x);
    for (const char *p = x->samples_at; p; p = p < x->end ? p + 1 : NULL) {
        if (means)
            memset(s.special, 0, sizeof(s.special));
        p = one_sample(x, f, &s, p);
        if (means) {
            meaning(x, &s);
            phase = vcfx_seen_mix(phase, phase_of(&s));
        }
        if (calls)
            implicit_call(x, f, n, &s, p);
        if (more) {
            same_ploidy(x, n, &s);
            vcfx_copies_add(x, &s.gt);
        }
        n++;
        p = next_sample(x, p);
    }
    if (more)
        vcfx_copies_tell(x);
    vcfx_seen_phase(x->seen, x->line, phase);
    tell_count(x, n);
}

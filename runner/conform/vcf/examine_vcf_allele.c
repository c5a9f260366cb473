/* REF and ALT (VCFv4.5 s1.6.1.4, s1.6.1.5, s5.4). */
#include <string.h>

#include "base/lang.h"
#include "conform/vcf/examine_vcf_internal.h"

/* Each ALT is compared with the others up to here. */
#define COMPARED_MAX 256

static bool same_bases(struct vcfx_span a, struct vcfx_span b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        if ((a.s[i] & ~0x20) != (b.s[i] & ~0x20))
            return false;
    }
    return true;
}

/* ---- <ID> ---- */

static const struct {
    const char *name;
    enum vcfx_allele kind;
} symbols[] = {
    {"DEL", VCFX_DEL},
    {"DUP", VCFX_DUP},
    {"INS", VCFX_INS},
    {"INV", VCFX_INV},
    {"CNV", VCFX_CNV},
};

static enum vcfx_allele symbol_kind(struct vcfx_span name)
{
    struct vcfx_span rest = name;
    struct vcfx_span first = vcfx_cut(&rest, ':');

    if (vcfx_is(name, "*") || vcfx_is(name, "NON_REF"))
        return VCFX_UNSPECIFIED;
    if (vcfx_is(name, "CNV:TR"))
        return VCFX_CNV_TR;
    for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
        if (vcfx_is(first, symbols[i].name))
            return symbols[i].kind;
    }
    return VCFX_OTHER_SYMBOL;
}

static void declared_symbol(struct vcfx *x, struct vcfx_span name)
{
    uint32_t i;
    int added;

    if (names_find(&x->alts, name.s, name.n) != NAMES_NONE ||
        x->n_body_names >= VCFX_BODY_NAMES)
        return;
    x->n_body_names++;
    if (names_add(&i, &added, &x->alts, name.s, name.n, x->e) == 0)
        problem_add(x->problems, "VCF-ALT-104", vcfx_at(x, name.s, name.n),
                    x->e, "no ##ALT line declares this allele");
}

static enum vcfx_allele symbol(struct vcfx *x, struct vcfx_span t)
{
    struct vcfx_span name = {t.s + 1, t.n - 2};
    enum vcfx_allele kind;

    if (t.n < 3 || t.s[t.n - 1] != '>' || memchr(name.s, '<', name.n) ||
        memchr(name.s, '>', name.n) || memchr(name.s, ' ', name.n)) {
        problem_add(x->problems, "VCF-ALT-101", vcfx_at(x, t.s, t.n), x->e,
                    "this is not <ID>, with an ID without blanks and angle "
                    "brackets");
        return VCFX_BAD_ALLELE;
    }
    kind = symbol_kind(name);
    if (kind == VCFX_OTHER_SYMBOL && memchr(name.s, ':', name.n))
        problem_add(x->problems, "VCF-ALT-107", vcfx_at(x, t.s, t.n), x->e,
                    "the first level is none of DEL, INS, DUP, INV, CNV");
    else if (kind == VCFX_UNSPECIFIED)
        x->gvcf = true;
    else
        declared_symbol(x, name);
    return kind;
}

/* ---- breakends ---- */

/* chr:pos, or <ctg>:pos. */
static bool is_mate(struct vcfx_span t)
{
    size_t colon = t.n;

    while (colon > 0 && t.s[colon - 1] != ':')
        colon--;
    if (colon < 2)
        return false;
    return vcfx_count((struct vcfx_span){t.s + colon, t.n - colon}) >= 0;
}

/* t[p[, t]p], ]p]t, [p[t. */
static bool is_breakend(struct vcfx_span t)
{
    size_t from = 0;
    size_t to;
    struct vcfx_span before;
    struct vcfx_span after;

    while (from < t.n && t.s[from] != '[' && t.s[from] != ']')
        from++;
    for (to = from + 1; to < t.n && t.s[to] != t.s[from]; to++)
        continue;
    if (to >= t.n ||
        !is_mate((struct vcfx_span){t.s + from + 1, to - from - 1}))
        return false;
    before = (struct vcfx_span){t.s, from};
    after = (struct vcfx_span){t.s + to + 1, t.n - to - 1};
    if ((before.n > 0) == (after.n > 0))
        return false;
    if (before.n)
        return vcfx_all(before, VCFX_BASE) || vcfx_is(before, ".");
    return vcfx_all(after, VCFX_BASE) || vcfx_is(after, ".");
}

static enum vcfx_allele breakend(struct vcfx *x, struct vcfx_span t)
{
    if (is_breakend(t))
        return VCFX_BREAKEND;
    problem_add(x->problems, "VCF-ALT-105", vcfx_at(x, t.s, t.n), x->e,
                "this is not a breakend: bases on one side, the mate in two "
                "equal brackets");
    return VCFX_BAD_ALLELE;
}

/* "ACG." and ".ACG": the mate is not known. */
static bool is_single_breakend(struct vcfx_span t)
{
    if (t.n < 2)
        return false;
    if (*t.s == '.')
        return vcfx_all((struct vcfx_span){t.s + 1, t.n - 1}, VCFX_BASE);
    return t.s[t.n - 1] == '.' &&
           vcfx_all((struct vcfx_span){t.s, t.n - 1}, VCFX_BASE);
}

/* ---- one ALT ---- */

static enum vcfx_allele odd_allele(struct vcfx *x, struct vcfx_span t)
{
    if (vcfx_is(t, "*"))
        return VCFX_STAR;
    if (t.n && *t.s == '<' && !memchr(t.s, '[', t.n) && !memchr(t.s, ']', t.n))
        return symbol(x, t);
    if (t.n && *t.s == '<' && t.s[t.n - 1] == '>')
        return symbol(x, t);
    if (t.n && (memchr(t.s, '[', t.n) || memchr(t.s, ']', t.n)))
        return breakend(x, t);
    if (is_single_breakend(t))
        return VCFX_BREAKEND;
    if (vcfx_is(t, "."))
        problem_add(x->problems, "VCF-ALT-102",
                    vcfx_at(x, x->col[VCFX_ALT].s, x->col[VCFX_ALT].n), x->e,
                    "the missing value stands with alleles");
    else
        problem_add(x->problems, "VCF-ALT-101", vcfx_at(x, t.s, t.n), x->e,
                    "this is not an allele");
    return VCFX_BAD_ALLELE;
}

static bool stands_before(const struct vcfx *x, struct vcfx_span t)
{
    struct vcfx_span rest = x->col[VCFX_ALT];

    while (rest.s < t.s) {
        if (same_bases(vcfx_cut(&rest, ','), t))
            return true;
    }
    return false;
}

/* A variant of bases: not REF, not twice, not in a record before. */
static void bases(struct vcfx *x, struct vcfx_span t, size_t n)
{
    uint64_t line;

    if (same_bases(x->col[VCFX_REF], t)) {
        problem_add(x->problems, "VCF-ALT-103", vcfx_at(x, t.s, t.n), x->e,
                    "ALT is the same as REF");
        return;
    }
    if (n && n < COMPARED_MAX && stands_before(x, t)) {
        problem_add(x->problems, "VCF-ALT-103", vcfx_at(x, t.s, t.n), x->e,
                    "the allele stands twice");
        return;
    }
    if (x->pos < 0)
        return;
    line = vcfx_seen_variant(x->seen, x->pos, x->col[VCFX_REF], t, x->line);
    if (line && line != x->line)
        problem_add(x->problems, "VCF-DUP-001", vcfx_at(x, t.s, t.n), x->e,
                    x->binary ? N_("record %llu describes the same variant")
                              : N_("line %llu describes the same variant"),
                    (unsigned long long)line);
}

static void one_alt(struct vcfx *x, struct vcfx_span t)
{
    enum vcfx_allele kind;
    size_t n = x->n_alts++;

    if (t.n && vcfx_all(t, VCFX_BASE)) {
        kind = VCFX_BASES;
        bases(x, t, n);
    } else {
        kind = odd_allele(x, t);
        x->symbolic |= kind != VCFX_STAR && kind != VCFX_BAD_ALLELE;
    }
    if (n < VCFX_ALTS_MAX)
        x->kind[n] = kind;
}

/* ---- */

/* A deletion or an insertion written with the base behind it. */
static bool padded_behind(struct vcfx_span ref, struct vcfx_span alt)
{
    struct vcfx_span a = ref.n < alt.n ? ref : alt;
    struct vcfx_span b = ref.n < alt.n ? alt : ref;

    return a.n < b.n && a.n == 1 && (*a.s & ~0x20) != (*b.s & ~0x20) &&
           (*a.s & ~0x20) == (b.s[b.n - 1] & ~0x20);
}

static bool not_trimmed(struct vcfx_span ref, struct vcfx_span alt)
{
    if (ref.n < 2 || alt.n < 2)
        return false;
    return (ref.s[ref.n - 1] & ~0x20) == (alt.s[alt.n - 1] & ~0x20) ||
           (*ref.s & ~0x20) == (*alt.s & ~0x20);
}

static void single_alt(struct vcfx *x, struct vcfx_span ref,
                       struct vcfx_span alt)
{
    if (x->pos > 1 && padded_behind(ref, alt))
        problem_add(x->problems, "VCF-REF-003", vcfx_at(x, alt.s, alt.n), x->e,
                    "REF and ALT do not share the base before the variant");
    if (x->job->policy && not_trimmed(ref, alt))
        problem_add(x->problems, "VCF-NORM-001", vcfx_at(x, alt.s, alt.n), x->e,
                    "REF and ALT share bases that could be left out");
}

void vcfx_alleles(struct vcfx *x)
{
    struct vcfx_span ref = x->col[VCFX_REF];
    struct vcfx_span all = x->col[VCFX_ALT];
    struct vcfx_span rest = all;
    bool more = all.n > 0;

    x->n_alts = 0;
    x->symbolic = false;
    if (!ref.n || !vcfx_all(ref, VCFX_BASE))
        problem_add(x->problems, "VCF-REF-001", vcfx_at(x, ref.s, ref.n), x->e,
                    "REF has other letters than A, C, G, T, N");
    if (vcfx_is(all, "."))
        return;
    while (more) {
        more = rest.n && memchr(rest.s, ',', rest.n);
        one_alt(x, vcfx_cut(&rest, ','));
    }
    if (x->n_alts == 1 && x->kind[0] == VCFX_BASES && ref.n)
        single_alt(x, ref, all);
}

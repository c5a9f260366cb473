/* The columns of a record but REF, ALT, INFO and those of the samples. */
#include <string.h>

#include "conform/vcf/examine_vcf_internal.h"

static void tell_columns(struct vcfx *x, size_t found, size_t fixed)
{
    if (found < fixed)
        problem_add(x->problems, "VCF-REC-001", vcfx_at(x, x->at, 0), x->e,
                    "the record has %zu columns, the header has %zu", found,
                    x->n_columns);
    else if (x->n_columns <= fixed && x->samples_at)
        problem_add(x->problems, "VCF-REC-001", vcfx_at(x, x->at, 0), x->e,
                    "the record has more columns than the header, which has "
                    "%zu",
                    x->n_columns);
    if (x->end[-1] == '\t')
        problem_add(x->problems, "VCF-REC-002", vcfx_at(x, x->end, 0), x->e,
                    "the line ends with a tab");
}

/* How many of the fixed columns there are. */
static size_t split(struct vcfx *x)
{
    const char *p = x->at;
    size_t fixed = x->has_format_column ? 9 : 8;
    size_t i = 0;

    x->samples_at = NULL;
    while (i < fixed) {
        const char *tab = memchr(p, '\t', (size_t)(x->end - p));

        x->col[i] = (struct vcfx_span){p, (size_t)((tab ? tab : x->end) - p)};
        if (!x->col[i++].n)
            problem_add(x->problems, "VCF-FILE-006", vcfx_at(x, p, 0), x->e,
                        "column %zu is empty", i);
        if (!tab)
            break;
        p = tab + 1;
        if (i == fixed)
            x->samples_at = p;
    }
    tell_columns(x, i, fixed);
    return i;
}

/* ---- CHROM ---- */

static bool chrom_legal(const struct vcfx *x, struct vcfx_span t)
{
    if (!t.n)
        return false;
    if (*t.s == '<') {
        if (t.n < 3 || t.s[t.n - 1] != '>')
            return false;
        t.s++;
        t.n -= 2;
        return !memchr(t.s, '<', t.n) && !memchr(t.s, '>', t.n) &&
               !memchr(t.s, ' ', t.n);
    }
    if (x->oldest >= 43)
        return vcfx_is_contig(t);
    return !memchr(t.s, ' ', t.n) && !memchr(t.s, '<', t.n) &&
           !memchr(t.s, '>', t.n);
}

static void leave_contig(struct vcfx *x)
{
    if (x->chrom != NAMES_NONE)
        x->contig[x->chrom].finished = true;
    x->last_pos = 0;
    x->block_end = 0;
    x->reference_end = 0;
    vcfx_seen_forget(x->seen, INT64_MAX);
    if (x->ploidy)
        memset(x->ploidy, 0, x->samples.n);
    if (x->called_to)
        memset(x->called_to, 0, x->samples.n * sizeof(*x->called_to));
}

static void enter_contig(struct vcfx *x, struct vcfx_span name, bool bracketed)
{
    uint32_t i = names_find(&x->contigs, name.s, name.n);
    int added = 0;

    if (i == NAMES_NONE && x->n_body_names < VCFX_BODY_NAMES) {
        x->n_body_names++;
        if (vcfx_contig_of(&i, &added, x, name))
            return;
    }
    leave_contig(x);
    x->chrom = i;
    if (added && !bracketed)
        problem_add(x->problems, "VCF-CTG-005", vcfx_at(x, name.s, name.n),
                    x->e, "no ##contig line declares this contig");
    if (i != NAMES_NONE && x->contig[i].finished)
        problem_add(x->problems, "VCF-CHROM-002", vcfx_at(x, name.s, name.n),
                    x->e,
                    "records of this contig stand before those of another");
}

/* <ID> and ID are one: both name the contig. */
static void chrom(struct vcfx *x)
{
    struct vcfx_span t = x->col[VCFX_CHROM];
    bool bracketed = t.n > 2 && *t.s == '<' && t.s[t.n - 1] == '>';

    if (x->chrom != NAMES_NONE && t.n == x->contigs.len[x->chrom] &&
        memcmp(t.s, x->contigs.a[x->chrom], t.n) == 0)
        return;
    if (!chrom_legal(x, t)) {
        problem_add(x->problems, "VCF-CHROM-001", vcfx_at(x, t.s, t.n), x->e,
                    "this is not the name of a contig");
        return;
    }
    if (bracketed) {
        t.s++;
        t.n -= 2;
    }
    if (x->chrom == NAMES_NONE || t.n != x->contigs.len[x->chrom] ||
        memcmp(t.s, x->contigs.a[x->chrom], t.n) != 0)
        enter_contig(x, t, bracketed);
}

/* ---- POS ---- */

static void pos_in_contig(struct vcfx *x)
{
    struct vcfx_span t = x->col[VCFX_POS];
    const struct vcfx_contig *c;

    if (x->chrom == NAMES_NONE)
        return;
    c = &x->contig[x->chrom];
    if (x->pos == 0 || (c->length && x->pos == c->length + 1))
        problem_add(x->problems, "VCF-POS-003", vcfx_at(x, t.s, t.n), x->e,
                    "the position is that of a telomere");
    else if (c->length && x->pos > c->length + 1)
        problem_add(x->problems, "VCF-POS-004",
                    vcfx_against(x, t.s, t.n, c->header_line), x->e,
                    "the contig has %lld bases", (long long)c->length);
}

static void pos(struct vcfx *x)
{
    struct vcfx_span t = x->col[VCFX_POS];

    x->pos = vcfx_count(t);
    if (x->pos < 0) {
        problem_add(x->problems, "VCF-POS-001", vcfx_at(x, t.s, t.n), x->e,
                    "POS is not an integer of 0 or more");
        return;
    }
    if (x->pos < x->last_pos)
        problem_add(x->problems, "VCF-POS-002", vcfx_at(x, t.s, t.n), x->e,
                    "the record before stands at %lld", (long long)x->last_pos);
    else if (x->pos > x->last_pos)
        vcfx_seen_forget(x->seen, x->pos);
    x->last_pos = x->pos;
    pos_in_contig(x);
}

/* ---- ID, QUAL, FILTER ---- */

/* Is one of these, before the last, the same as the last? */
static bool repeated(struct vcfx_span list, struct vcfx_span last)
{
    while (list.n) {
        struct vcfx_span t = vcfx_cut(&list, ';');

        if (t.s == last.s)
            return false;
        if (t.n == last.n && memcmp(t.s, last.s, t.n) == 0)
            return true;
    }
    return false;
}

/* The parts of a list are looked at for repeats up to here. */
#define LIST_MAX 256

static void one_id(struct vcfx *x, struct vcfx_span t, bool again)
{
    if (!t.n || memchr(t.s, ' ', t.n))
        problem_add(x->problems, "VCF-ID-001", vcfx_at(x, t.s, t.n), x->e,
                    "an identifier is empty or has a blank");
    else if (again)
        problem_add(x->problems, "VCF-ID-001", vcfx_at(x, t.s, t.n), x->e,
                    "the identifier stands twice");
    else if (memchr(t.s, ',', t.n))
        problem_add(x->problems, "VCF-ID-003", vcfx_at(x, t.s, t.n), x->e,
                    "a comma does not separate identifiers");
    else if (vcfx_seen_id(x->seen, t))
        problem_add(x->problems, "VCF-ID-002", vcfx_at(x, t.s, t.n), x->e,
                    "another record has this identifier");
}

static void id(struct vcfx *x)
{
    struct vcfx_span all = x->col[VCFX_ID];
    struct vcfx_span rest = all;
    bool more = all.n > 0 && !vcfx_is(all, ".");

    for (size_t n = 0; more; n++) {
        struct vcfx_span t;

        more = rest.n && memchr(rest.s, ';', rest.n);
        t = vcfx_cut(&rest, ';');
        one_id(x, t, x->oldest >= 43 && n && n < LIST_MAX && repeated(all, t));
    }
}

static void qual(struct vcfx *x)
{
    struct vcfx_span t = x->col[VCFX_QUAL];

    if (vcfx_is(t, ".") || (t.n < 16 && vcfx_all(t, VCFX_DIGIT)))
        return;
    if (!vcfx_is_float(t, x->oldest))
        problem_add(x->problems, "VCF-QUAL-001", vcfx_at(x, t.s, t.n), x->e,
                    "QUAL is not a number");
    else if (*t.s == '-' && strcspn(t.s, "123456789inIN") < t.n)
        problem_add(x->problems, "VCF-QUAL-001", vcfx_at(x, t.s, t.n), x->e,
                    "QUAL is negative");
}

static void declared_filter(struct vcfx *x, struct vcfx_span t)
{
    uint32_t i;
    int added;

    if (vcfx_is(t, "PASS") || names_find(&x->filters, t.s, t.n) != NAMES_NONE ||
        x->n_body_names >= VCFX_BODY_NAMES)
        return;
    x->n_body_names++;
    if (names_add(&i, &added, &x->filters, t.s, t.n, x->e))
        return;
    problem_add(x->problems, "VCF-FILTER-003", vcfx_at(x, t.s, t.n), x->e,
                "no ##FILTER line declares this filter");
}

static void one_filter(struct vcfx *x, struct vcfx_span all, struct vcfx_span t,
                       size_t n)
{
    bool alone = t.n == all.n;

    if (!t.n || memchr(t.s, ' ', t.n) || vcfx_is(t, "0"))
        problem_add(x->problems, "VCF-FILTER-001", vcfx_at(x, t.s, t.n), x->e,
                    "a filter is empty, 0, or has a blank");
    else if (!alone && vcfx_is(t, "."))
        problem_add(x->problems, "VCF-FILTER-001", vcfx_at(x, all.s, all.n),
                    x->e, "the missing value stands with filters");
    else if (!alone && vcfx_is(t, "PASS"))
        problem_add(x->problems, "VCF-FILTER-002", vcfx_at(x, all.s, all.n),
                    x->e, "PASS stands with filters");
    else if (n && n < LIST_MAX && x->oldest >= 43 && repeated(all, t))
        problem_add(x->problems, "VCF-FILTER-001", vcfx_at(x, t.s, t.n), x->e,
                    "the filter stands twice");
    else
        declared_filter(x, t);
}

static void filter(struct vcfx *x)
{
    struct vcfx_span all = x->col[VCFX_FILTER];
    struct vcfx_span rest = all;
    bool more = all.n > 0 && !vcfx_is(all, ".") && !vcfx_is(all, "PASS");

    for (size_t n = 0; more; n++) {
        struct vcfx_span t;

        more = rest.n && memchr(rest.s, ';', rest.n);
        t = vcfx_cut(&rest, ';');
        one_filter(x, all, t, n);
    }
}

void vcfx_record(struct vcfx *x)
{
    size_t n = split(x);

    if (n < 8 || !x->n_columns)
        return;
    x->called_end = 0;
    chrom(x);
    pos(x);
    id(x);
    vcfx_alleles(x);
    qual(x);
    filter(x);
    vcfx_info(x);
    if (x->job->practice)
        vcfx_info_depths(x);
    vcfx_structural(x);
    if (x->reference)
        vcfx_reference(x);
    if (n == VCFX_FIXED_COLUMNS && (x->samples_at || !x->binary))
        vcfx_samples(x);
    vcfx_gvcf(x);
    if (x->index)
        vcfx_index(x);
}

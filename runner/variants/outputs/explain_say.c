#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/lang.h"
#include "variants/outputs/explain_internal.h"

#define SHOWN_MAX 24 /* bases of an allele */
#define INDENT    4
#define COLUMNS   80
#define TEXT_MAX  ((size_t)1 << 20)

static const char too_complex[] =
    N_("not counted: too many ways to combine the records here; it is in no "
       "rate, and the bounds of the rates say what it could change");

/* Why, of all but TP, GE, FN and FP. */
static const char *const plain[VARIANTS_VERDICTS] = {
    [VARIANTS_FN_FILTERED] = N_(
        "missed: a query record has the allele, but FILTER or FT takes it out"),
    [VARIANTS_FN_NOCALL] =
        N_("missed: a query record without whole genotype stands here"),
    [VARIANTS_OUTSIDE] = N_("not counted: outside the confident regions"),
    [VARIANTS_UNRESOLVED] = too_complex,
    [VARIANTS_NA_FILTERED] = N_("not assessed: FILTER or FT takes it out"),
    [VARIANTS_NA_HOM_REF] = N_("not assessed: the genotype has no ALT allele"),
    [VARIANTS_NA_NO_CALL] =
        N_("not assessed: the genotype is not whole and names no ALT allele"),
    [VARIANTS_NA_HALF_CALL] =
        N_("not assessed: only a part of the genotype is known"),
    [VARIANTS_NA_SYMBOLIC] =
        N_("not assessed: an allele without bases of its own, such as <DEL>"),
    [VARIANTS_NA_STAR] = N_("not assessed: only the allele * is called"),
    [VARIANTS_NA_AMBIGUOUS] = N_(
        "not assessed: REF or an allele has letters other than A, C, G, T, N"),
    [VARIANTS_NA_LARGE] =
        N_("not assessed: an allele is longer than --max-length"),
    [VARIANTS_NA_PLOIDY] =
        N_("not assessed: the genotype has more than four alleles"),
    [VARIANTS_NA_CONTIG] =
        N_("not assessed: its contig is not in the reference"),
};

static bool same_text(struct vcftext a, struct vcftext b)
{
    return a.n == b.n && memcmp(a.s, b.s, a.n) == 0;
}

/* The record of the other side with the same POS, REF and ALT. */
static const struct explain_record *twin(const struct explain *x,
                                         const struct explain_record *r)
{
    for (size_t i = 0; i < x->n; i++) {
        const struct explain_record *o = &x->a[i];

        if (o->j.side != r->j.side && o->j.assessed && o->j.pos == r->j.pos &&
            same_text(o->text.ref, r->text.ref) &&
            same_text(o->text.alt, r->text.alt))
            return o;
    }
    return NULL;
}

static bool same_allele(const struct explain_allele *a,
                        const struct explain_allele *b)
{
    return a->beg == b->beg && a->end == b->end && a->alt_len == b->alt_len &&
           memcmp(a->alt, b->alt, a->alt_len) == 0;
}

/* The record of the other side that shares an allele, with this kind. */
static const struct explain_record *partner(const struct explain *x,
                                            const struct explain_record *r,
                                            enum judged_kind kind)
{
    for (size_t i = 0; i < x->n; i++) {
        const struct explain_record *o = &x->a[i];

        if (o->j.side == r->j.side || !o->j.assessed || o->j.kind != kind)
            continue;
        for (size_t k = 0; k < r->n_alleles; k++) {
            for (size_t m = 0; m < o->n_alleles; m++) {
                if (same_allele(&r->allele[k], &o->allele[m]))
                    return o;
            }
        }
    }
    return NULL;
}

static void say_match(struct buf *out, const struct explain *x,
                      const struct explain_record *r)
{
    const struct explain_record *o = twin(x, r);

    if (o && o->j.kind == JUDGED_GM)
        buf_str(out, r->j.side == JUDGED_TRUTH
                         ? lang_tr("the query has the same record, and the "
                                   "same genotype")
                         : lang_tr("the truth has the same record, and the "
                                   "same genotype"));
    else
        buf_str(out, r->j.side == JUDGED_TRUTH
                         ? lang_tr("the query describes the same haplotypes, "
                                   "in other records")
                         : lang_tr("the truth describes the same haplotypes, "
                                   "in other records"));
}

static void say_genotype(struct buf *out, const struct explain *x,
                         const struct explain_record *r)
{
    const struct explain_record *o = partner(x, r, JUDGED_AM);
    bool truth = r->j.side == JUDGED_TRUTH;
    struct vcftext t;
    struct vcftext q;

    if (!o) {
        buf_str(out, lang_tr("right allele, wrong genotype: the other side has "
                             "the allele, but not on as many haplotypes"));
        return;
    }
    t = truth ? r->text.gt : o->text.gt;
    q = truth ? o->text.gt : r->text.gt;
    buf_printf(out,
               lang_tr("right allele, wrong genotype: truth %.*s, query %.*s"),
               (int)t.n, t.s, (int)q.n, q.s);
}

static void say_nothing(struct buf *out, const struct explain_record *r)
{
    bool near = r->j.kind == JUDGED_LM;

    if (r->j.side == JUDGED_TRUTH)
        buf_str(out,
                near ? lang_tr("missed: the query has something else here, "
                               "which does not make this haplotype")
                     : lang_tr("missed: the query has nothing unmatched here"));
    else
        buf_str(out,
                near ? lang_tr("false: the truth has something else here, "
                               "which does not make this haplotype")
                     : lang_tr("false: the truth has nothing unmatched here"));
}

static void say_why(struct buf *out, const struct explain *x,
                    const struct explain_record *r)
{
    const char *text =
        r->j.verdict < VARIANTS_VERDICTS ? plain[r->j.verdict] : NULL;

    if (text)
        buf_str(out, lang_tr(text));
    else if (r->j.verdict == VARIANTS_TP)
        say_match(out, x, r);
    else if (r->j.verdict == VARIANTS_GE)
        say_genotype(out, x, r);
    else
        say_nothing(out, r);
}

static void put_allele(struct buf *out, struct vcftext t)
{
    if (t.n <= SHOWN_MAX) {
        buf_add(out, t.s, t.n);
        return;
    }
    buf_add(out, t.s, SHOWN_MAX / 2);
    buf_printf(out, lang_tr("...(%zu letters)"), t.n);
}

static const char *word(enum variants_verdict v)
{
    switch (v) {
    case VARIANTS_TP:
        return "TP";
    case VARIANTS_GE:
        return "GE";
    case VARIANTS_FN:
    case VARIANTS_FN_FILTERED:
    case VARIANTS_FN_NOCALL:
        return "FN";
    case VARIANTS_FP:
        return "FP";
    case VARIANTS_OUTSIDE:
    case VARIANTS_UNRESOLVED:
    case VARIANTS_NA_FILTERED:
    case VARIANTS_NA_HOM_REF:
    case VARIANTS_NA_NO_CALL:
    case VARIANTS_NA_HALF_CALL:
    case VARIANTS_NA_SYMBOLIC:
    case VARIANTS_NA_STAR:
    case VARIANTS_NA_AMBIGUOUS:
    case VARIANTS_NA_LARGE:
    case VARIANTS_NA_PLOIDY:
    case VARIANTS_NA_CONTIG:
    case VARIANTS_VERDICTS:
        break;
    }
    return variants_verdict_name(v);
}

static void put_regions(struct buf *out, const struct explain *x,
                        const struct explain_record *r)
{
    const struct variants_job *job = x->job;
    size_t n = 0;

    if (!r->j.strata || (!job->regions && !job->n_strata))
        return;
    buf_str(out, lang_tr("in: "));
    for (size_t k = job->regions ? 0 : 1; k <= job->n_strata; k++) {
        if (!(r->j.strata[k / 64] >> (k % 64) & 1))
            continue;
        if (n++)
            buf_str(out, ", ");
        buf_str(out,
                k ? job->strata[k - 1].name : lang_tr("the confident regions"));
    }
    if (!n)
        buf_str(out, lang_tr("none of the regions and strata"));
}

/* A paragraph, indented, broken at blanks. Columns are characters. */
static void put_wrapped(struct buf *out, const char *s)
{
    size_t used = 0;

    while (*s) {
        size_t bytes = strcspn(s, " ");
        size_t shown = 0;

        for (size_t i = 0; i < bytes; i++)
            shown += ((unsigned char)s[i] & 0xc0) != 0x80;
        if (used && used + 1 + shown > COLUMNS) {
            buf_char(out, '\n');
            used = 0;
        }
        if (used)
            buf_char(out, ' ');
        for (; used < INDENT; used++)
            buf_char(out, ' ');
        used = (used > INDENT ? used + 1 : used) + shown;
        buf_add(out, s, bytes);
        s += bytes + strspn(s + bytes, " ");
    }
    if (used)
        buf_char(out, '\n');
}

void explain_say(struct buf *out, const struct explain *x,
                 const struct explain_record *r)
{
    struct buf text;

    buf_printf(out,
               r->j.side == JUDGED_TRUTH ? lang_tr("\ntruth, record %llu: ")
                                         : lang_tr("\nquery, record %llu: "),
               (unsigned long long)r->j.record);
    buf_printf(out, "%s:%lld ", x->contig, (long long)r->j.pos + 1);
    put_allele(out, r->text.ref);
    buf_char(out, '>');
    put_allele(out, r->text.alt);
    buf_char(out, ' ');
    buf_add(out, r->text.gt.s, r->text.gt.n);
    buf_printf(out, "\n    %s", word(r->j.verdict));
    if (r->j.assessed && r->j.kind != JUDGED_NOTHING)
        buf_printf(out, " %s", judged_kind_name(r->j.kind));
    if (r->j.assessed)
        buf_printf(out, ", %s %s %s", judged_shape_name(r->j.shape),
                   judged_subtype_name(r->j.subtype),
                   judged_zygosity_name(r->j.zygosity));
    buf_char(out, '\n');
    buf_init(&text, TEXT_MAX);
    say_why(&text, x, r);
    put_wrapped(out, text.s ? text.s : "");
    if (r->left_out)
        put_wrapped(out, lang_tr("not drawn in full: it overlaps another "
                                 "record of its side"));
    buf_clear(&text);
    put_regions(&text, x, r);
    put_wrapped(out, text.n ? text.s : "");
    buf_release(&text);
}

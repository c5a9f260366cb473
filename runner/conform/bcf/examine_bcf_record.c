/*
 * One record (VCFv4.5 s6.3.1): fixed numbers, ID, alleles, FILTER, INFO, then
 * its individual part. What holds together becomes the line of a VCF.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/le.h"
#include "conform/bcf/examine_bcf_internal.h"
#include "conform/vcf/examine_vcf.h"

const struct problem_place *bcfx_at(struct bcfx *x, const unsigned char *p)
{
    x->place = (struct problem_place){
        .record = x->record,
        .offset = x->at + (p ? (int64_t)(p - x->rec) : 0),
        .name = *x->name ? x->name : NULL,
        .name_len = strlen(x->name),
    };
    return &x->place;
}

/* ---- the numbers in front ---- */

static void name_record(struct bcfx *x, const struct bcfdict_entry *contig)
{
    snprintf(x->name, sizeof(x->name), "%.40s:%" PRId64,
             contig ? bcfdict_name(&x->dict.contigs, contig) : "?",
             (int64_t)x->pos + 1);
}

static int fixed(struct bcfx *x)
{
    const struct bcfdict_entry *contig;
    uint32_t samples;

    x->chrom = (int32_t)le32(x->p);
    x->pos = (int32_t)le32(x->p + 4);
    x->rlen = (int32_t)le32(x->p + 8);
    x->n_info = le32(x->p + 16) & 0xffff;
    x->n_allele = le32(x->p + 16) >> 16;
    samples = le32(x->p + 20) & 0xffffff;
    x->n_fmt = le32(x->p + 20) >> 24;
    contig = bcfdict_find(&x->dict.contigs, x->chrom);
    name_record(x, contig);
    if (!contig)
        return bcfx_bad(
            x,
            problem_add(x->problems, "BCF-006", bcfx_at(x, x->p), x->e,
                        "CHROM is not the number of a contig of the header"));
    if (x->pos < -1)
        bcfx_bad(x, problem_add(x->problems, "BCF-015", bcfx_at(x, x->p + 4),
                                x->e, "POS is negative"));
    if (samples != x->samples)
        return bcfx_bad(
            x,
            problem_add(x->problems, "BCF-007", bcfx_at(x, x->p + 20), x->e,
                        "n_sample is not the number of samples of the header"));
    buf_str(&x->text, bcfdict_name(&x->dict.contigs, contig));
    buf_char(&x->text, '\t');
    buf_i64(&x->text, (int64_t)x->pos + 1);
    x->p += BCFX_SHARED_MIN;
    bcfx_index(x);
    return 0;
}

/* ---- ID, alleles ---- */

static int one_text(struct bcfx_typed *v, struct bcfx *x)
{
    const unsigned char *at = x->p;

    if (bcfx_typed(v, x, 1))
        return -1;
    if (v->type != BCFX_CHAR && (v->n || v->type != BCFX_NOTHING))
        return bcfx_bad(x, problem_add(x->problems, "BCF-008", bcfx_at(x, at),
                                       x->e, "ID, REF or ALT is not a text"));
    bcfx_values(x, v);
    return 0;
}

static int alleles(struct bcfx *x)
{
    struct bcfx_typed v;

    if (!x->n_allele)
        return bcfx_bad(x, problem_add(x->problems, "BCF-015",
                                       bcfx_at(x, x->rec + 16), x->e,
                                       "the record has no REF"));
    for (uint32_t i = 0; i < x->n_allele; i++) {
        buf_char(&x->text, i < 2 ? '\t' : ',');
        if (one_text(&v, x))
            return -1;
        if (i == 0)
            x->span.ref = v.n;
        else if (v.n && (*v.at == '<' || memchr(v.at, '[', v.n) ||
                         memchr(v.at, ']', v.n)))
            x->span.symbolic = true;
    }
    if (x->n_allele == 1)
        buf_str(&x->text, "\t.");
    return 0;
}

/* QUAL stands before ID in a BCF. */
static void qual(struct bcfx *x)
{
    buf_char(&x->text, '\t');
    if (le32(x->rec + 12) == 0x7f800001u)
        buf_char(&x->text, '.');
    else
        bcfx_float(x, x->rec + 12);
}

/* ---- FILTER ---- */

static int one_filter(struct bcfx *x, const struct bcfx_typed *v, size_t i)
{
    const unsigned char *at = v->at + i * v->width;
    int64_t n = bcfx_integer(x, v, i);
    const struct bcfdict_entry *f = bcfdict_find(&x->dict.strings, n);

    if (n == BCFX_MISSING && v->n == 1) {
        buf_char(&x->text, '.');
        return 0;
    }
    if (!f)
        return bcfx_bad(
            x, problem_add(
                   x->problems, "BCF-006", bcfx_at(x, at), x->e,
                   "a FILTER is not the number of a string of the header"));
    if (!(f->uses & BCFDICT_FILTER))
        return bcfx_bad(
            x, problem_add(x->problems, "BCF-003", bcfx_at(x, at), x->e,
                           "no ##FILTER line declares this filter"));
    buf_str(&x->text, bcfdict_name(&x->dict.strings, f));
    return 0;
}

static int filters(struct bcfx *x)
{
    const unsigned char *at = x->p;
    struct bcfx_typed v;

    if (bcfx_typed(&v, x, 1))
        return -1;
    if (v.type > BCFX_INT32)
        return bcfx_bad(x, problem_add(x->problems, "BCF-008", bcfx_at(x, at),
                                       x->e,
                                       "FILTER is not a vector of integers"));
    if (!v.n)
        buf_str(&x->text, "\t.");
    for (size_t i = 0; i < v.n; i++) {
        buf_char(&x->text, i ? ';' : '\t');
        if (one_filter(x, &v, i))
            return -1;
    }
    return 0;
}

/* ---- INFO ---- */

static bool fits_type(const struct bcfdict_entry *key,
                      const struct bcfx_typed *v)
{
    switch (key->info) {
    case BCFDICT_INTEGER:
        return v->type <= BCFX_INT32;
    case BCFDICT_FLOAT:
        return v->type == BCFX_FLOAT;
    case BCFDICT_STRING:
        return v->type == BCFX_CHAR;
    case BCFDICT_UNTYPED:
    case BCFDICT_FLAG:
        break;
    }
    return true;
}

/* END, which rlen is to agree with; SVLEN, which it may. */
static void take_span(struct bcfx *x, const char *name,
                      const struct bcfx_typed *v)
{
    bool end = strcmp(name, "END") == 0;

    if ((!end && strcmp(name, "SVLEN") != 0) || v->type > BCFX_INT32)
        return;
    for (size_t i = 0; i < v->n; i++) {
        int64_t n = bcfx_integer(x, v, i);

        if (n == BCFX_MISSING || n == BCFX_ENDED)
            continue;
        x->span.told |= end;
        if (end)
            x->span.fits |= n - x->pos == x->rlen || n <= x->pos;
        else
            x->span.fits |= llabs(n) == x->rlen || llabs(n) + 1 == x->rlen;
    }
}

static int one_info(struct bcfx *x)
{
    const struct bcfdict_entry *key;
    const unsigned char *at = x->p;
    struct bcfx_typed v;
    const char *name;
    int64_t n;

    if (bcfx_typed_key(&n, x))
        return -1;
    key = bcfdict_find(&x->dict.strings, n);
    if (!key)
        return bcfx_bad(
            x, problem_add(x->problems, "BCF-006", bcfx_at(x, at), x->e,
                           "the key of an INFO field is not in the header"));
    if (!(key->uses & BCFDICT_INFO))
        return bcfx_bad(
            x, problem_add(x->problems, "BCF-003", bcfx_at(x, at), x->e,
                           "no ##INFO line declares the key of this field"));
    at = x->p;
    if (bcfx_typed(&v, x, 1))
        return -1;
    name = bcfdict_name(&x->dict.strings, key);
    if (v.n && !fits_type(key, &v))
        problem_add(x->problems, "BCF-016", bcfx_at(x, at), x->e,
                    "the values of %.80s are not stored as its Type says",
                    name);
    buf_str(&x->text, name);
    if (key->info == BCFDICT_FLAG)
        return 0;
    buf_char(&x->text, '=');
    bcfx_values(x, &v);
    take_span(x, name, &v);
    return 0;
}

static int infos(struct bcfx *x)
{
    if (!x->n_info)
        buf_str(&x->text, "\t.");
    for (uint32_t i = 0; i < x->n_info; i++) {
        buf_char(&x->text, i ? ';' : '\t');
        if (one_info(x))
            return -1;
    }
    if (x->p == x->end)
        return 0;
    return bcfx_bad(x, problem_add(x->problems, "BCF-005", bcfx_at(x, x->p),
                                   x->e, "bytes follow the last INFO field"));
}

/* ---- rlen ---- */

static void check_rlen(struct bcfx *x)
{
    const struct bcfx_span *s = &x->span;

    if (x->rlen < 0)
        bcfx_bad(x, problem_add(x->problems, "BCF-011", bcfx_at(x, x->rec + 8),
                                x->e, "rlen is negative"));
    else if (!s->told && !s->symbolic && !s->fits && x->rlen != s->ref)
        bcfx_bad(x, problem_add(x->problems, "BCF-011", bcfx_at(x, x->rec + 8),
                                x->e, "rlen is not the length of REF"));
    else if (s->told && !s->fits && (s->symbolic || x->rlen != s->ref))
        problem_add(x->problems, "BCF-012", bcfx_at(x, x->rec + 8), x->e,
                    "rlen is %d, END says another length", x->rlen);
}

/* ---- */

static int shared_part(struct bcfx *x)
{
    struct bcfx_typed id;

    if (x->end - x->p < BCFX_SHARED_MIN)
        return bcfx_bad(
            x, problem_add(x->problems, "BCF-005", bcfx_at(x, x->p), x->e,
                           "l_shared is smaller than a record can be"));
    if (fixed(x))
        return -1;
    buf_char(&x->text, '\t');
    if (one_text(&id, x) || alleles(x))
        return -1;
    qual(x);
    return filters(x) || infos(x) ? -1 : 0;
}

void bcfx_record(struct bcfx *x, uint32_t shared, uint32_t indiv)
{
    x->bad = false;
    x->span = (struct bcfx_span){.ref = -1};
    *x->name = '\0';
    buf_clear(&x->text);
    if (!x->rec)
        return;
    x->p = x->rec;
    x->end = x->rec + shared;
    if (shared_part(x))
        return;
    x->p = x->end;
    x->end += indiv;
    bcfx_formats(x);
    if (x->bad)
        return;
    check_rlen(x);
    buf_char(&x->text, '\n');
    if (x->bad || buf_check(&x->text, x->e))
        return;
    examine_vcf_record(x->vcf, x->text.s, x->text.n - 1, x->record, x->at);
}

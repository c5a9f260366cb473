/*
 * FORMAT and the samples: in a BCF by field, in a VCF by sample (VCFv4.5
 * s6.3.2).
 */
#include <string.h>

#include "conform/bcf/examine_bcf_internal.h"

static bool fits_type(const struct bcfx_format *f)
{
    switch (f->key->format) {
    case BCFDICT_INTEGER:
        return f->v.type <= BCFX_INT32;
    case BCFDICT_FLOAT:
        return f->v.type == BCFX_FLOAT;
    case BCFDICT_STRING:
        return f->v.type == BCFX_CHAR;
    case BCFDICT_UNTYPED:
    case BCFDICT_FLAG:
        break;
    }
    return true;
}

static void check_type(struct bcfx *x, const struct bcfx_format *f,
                       const unsigned char *at)
{
    if (f->genotype && f->v.type > BCFX_INT32)
        bcfx_bad(x, problem_add(x->problems, "BCF-008", bcfx_at(x, at), x->e,
                                "GT is not a vector of integers"));
    else if (!f->genotype && f->v.n && !fits_type(f))
        problem_add(x->problems, "BCF-016", bcfx_at(x, at), x->e,
                    "the values of %.80s are not stored as its Type says",
                    bcfdict_name(&x->dict.strings, f->key));
}

/* What has no values is left out: that is what it says of each sample. */
static int one_format(struct bcfx *x)
{
    struct bcfx_format f = {0};
    const unsigned char *at = x->p;
    int64_t key;

    if (bcfx_typed_key(&key, x))
        return -1;
    f.key = bcfdict_find(&x->dict.strings, key);
    if (!f.key)
        return bcfx_bad(
            x, problem_add(x->problems, "BCF-006", bcfx_at(x, at), x->e,
                           "the key of a FORMAT field is not in the header"));
    if (!(f.key->uses & BCFDICT_FORMAT))
        return bcfx_bad(
            x, problem_add(x->problems, "BCF-003", bcfx_at(x, at), x->e,
                           "no ##FORMAT line declares the key of this field"));
    f.genotype = strcmp(bcfdict_name(&x->dict.strings, f.key), "GT") == 0;
    at = x->p;
    if (bcfx_typed(&f.v, x, x->samples))
        return -1;
    check_type(x, &f, at);
    if (f.v.n)
        x->format[x->n_format++] = f;
    return 0;
}

static void column(struct bcfx *x)
{
    buf_char(&x->text, '\t');
    for (size_t i = 0; i < x->n_format; i++) {
        if (i)
            buf_char(&x->text, ':');
        buf_str(&x->text, bcfdict_name(&x->dict.strings, x->format[i].key));
    }
    if (!x->n_format)
        buf_char(&x->text, '.');
}

/* Does FORMAT/LEN say what rlen says (VCFv4.5 s1.6.2)? */
static void take_len(struct bcfx *x, const struct bcfx_format *f,
                     const struct bcfx_typed *v)
{
    if (strcmp(bcfdict_name(&x->dict.strings, f->key), "LEN") != 0 ||
        v->type > BCFX_INT32)
        return;
    for (size_t i = 0; i < v->n; i++)
        x->span.fits |= bcfx_integer(x, v, i) == x->rlen;
}

static void one_sample(struct bcfx *x, size_t s)
{
    for (size_t i = 0; i < x->n_format; i++) {
        const struct bcfx_format *f = &x->format[i];
        struct bcfx_typed v = f->v;

        v.at += s * v.n * v.width;
        buf_char(&x->text, i ? ':' : '\t');
        if (f->genotype) {
            bcfx_genotype(x, &v);
        } else {
            take_len(x, f, &v);
            bcfx_values(x, &v);
        }
    }
}

void bcfx_formats(struct bcfx *x)
{
    x->n_format = 0;
    for (uint32_t i = 0; i < x->n_fmt; i++) {
        if (one_format(x))
            return;
    }
    if (x->p != x->end) {
        bcfx_bad(x, problem_add(x->problems, "BCF-005", bcfx_at(x, x->p), x->e,
                                "bytes follow the last FORMAT field"));
        return;
    }
    if (x->bad || !x->samples)
        return;
    column(x);
    for (size_t s = 0; x->n_format && s < x->samples; s++)
        one_sample(x, s);
}

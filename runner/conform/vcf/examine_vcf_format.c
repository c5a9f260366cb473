/* The FORMAT column: few texts, over and over; each is taken apart once. */
#include <stdlib.h>
#include <string.h>

#include "conform/vcf/examine_vcf_internal.h"

static bool is_local(const struct vcfx_key *k)
{
    return k->number == VCFX_LA || k->number == VCFX_LR || k->number == VCFX_LG;
}

static void tell_twice(struct vcfx *x, const struct vcfx_format *f,
                       struct vcfx_span t)
{
    for (size_t i = 0; i + 1 < f->n; i++) {
        if (f->key[i] == f->key[f->n - 1] && f->key[i] != NAMES_NONE) {
            problem_add(x->problems, "VCF-FMT-101", vcfx_at(x, t.s, t.n), x->e,
                        "the key stands twice");
            return;
        }
    }
}

static void local_alleles(struct vcfx *x, const struct vcfx_format *f)
{
    size_t laa = f->place[VCFX_LAA];

    for (size_t i = 0; i < f->n; i++) {
        if (f->key[i] == NAMES_NONE || !is_local(&x->formats.a[f->key[i]]))
            continue;
        if (laa && laa - 1 < i && (laa == 1 || (laa == 2 && f->place[VCFX_GT])))
            continue;
        problem_add(x->problems, "VCF-FMT-104",
                    vcfx_at(x, x->col[VCFX_FORMAT].s, x->col[VCFX_FORMAT].n),
                    x->e, "LAA does not stand before all but GT");
        return;
    }
}

static int take_key(struct vcfx *x, struct vcfx_format *f, struct vcfx_span t)
{
    uint32_t i = vcfx_key_of(x, true, t);

    if (f->n == VCFX_FORMAT_KEYS)
        return 0;
    f->key[f->n++] = i;
    if (x->oldest >= 43)
        tell_twice(x, f, t);
    if (i == NAMES_NONE)
        return 0;
    if (x->formats.a[i].special == VCFX_GT && f->n > 1)
        problem_add(x->problems, "VCF-FMT-102", vcfx_at(x, t.s, t.n), x->e,
                    "GT is not the first key");
    else if (!f->place[x->formats.a[i].special])
        f->place[x->formats.a[i].special] = f->n;
    return 0;
}

static int take_apart(struct vcfx *x, struct vcfx_format *f)
{
    struct vcfx_span rest = x->col[VCFX_FORMAT];
    bool more = true;

    f->n = 0;
    memset(f->place, 0, sizeof(f->place));
    if (!f->key)
        f->key = calloc(VCFX_FORMAT_KEYS, sizeof(*f->key));
    if (!f->key)
        return err_nomem(x->e);
    if (vcfx_is(rest, ".")) /* no keys: bcftools writes this */
        return 0;
    while (more) {
        more = rest.n && memchr(rest.s, ':', rest.n);
        take_key(x, f, vcfx_cut(&rest, ':'));
    }
    if (x->oldest >= 45)
        local_alleles(x, f);
    return 0;
}

/* A new text gets its place, while there is room. */
static struct vcfx_format *keep(struct vcfx *x, uint32_t *i)
{
    struct vcfx_span t = x->col[VCFX_FORMAT];
    int added;

    if (x->format_texts.n >= VCFX_FORMATS_MAX ||
        names_add(i, &added, &x->format_texts, t.s, t.n, x->e))
        return NULL;
    if (*i >= x->cap_format) {
        size_t cap = x->cap_format ? 2 * x->cap_format : 16;
        struct vcfx_format *more = realloc(x->format, cap * sizeof(*more));

        if (!more) {
            err_nomem(x->e);
            return NULL;
        }
        x->format = more;
        x->cap_format = cap;
    }
    x->format[*i] = (struct vcfx_format){0};
    return &x->format[*i];
}

static void shrink(struct vcfx_format *f)
{
    uint32_t *less = realloc(f->key, (f->n + 1) * sizeof(*less));

    if (less)
        f->key = less;
}

const struct vcfx_format *vcfx_format_of(struct vcfx *x)
{
    struct vcfx_span t = x->col[VCFX_FORMAT];
    uint32_t i = x->last_format;
    struct vcfx_format *f;

    if (i != NAMES_NONE && t.n == x->format_texts.len[i] &&
        memcmp(t.s, x->format_texts.a[i], t.n) == 0)
        return &x->format[i];
    i = names_find(&x->format_texts, t.s, t.n);
    if (i != NAMES_NONE) {
        x->last_format = i;
        return &x->format[i];
    }
    f = keep(x, &i);
    if (!f)
        return take_apart(x, &x->spare) ? NULL : &x->spare;
    if (take_apart(x, f))
        return NULL;
    shrink(f);
    x->last_format = i;
    return f;
}

void vcfx_formats_release(struct vcfx *x)
{
    for (size_t i = 0; i < x->format_texts.n && i < x->cap_format; i++)
        free(x->format[i].key);
    free(x->format);
    free(x->spare.key);
    names_release(&x->format_texts);
}

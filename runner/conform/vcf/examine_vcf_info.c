/* The INFO column (VCFv4.5 s1.6.1.8). */
#include <stdlib.h>
#include <string.h>

#include "conform/vcf/examine_vcf_internal.h"

/* ---- how many ---- */

static void tell_number(struct vcfx *x, const struct vcfx_key *k,
                        struct vcfx_span name, uint32_t found, uint32_t want)
{
    problem_add(x->problems, "VCF-INFO-104",
                vcfx_against(x, name.s,
                             (size_t)(k->values.s - name.s) + k->values.n,
                             k->header_line),
                x->e, "%u values instead of %u", found, want);
}

/* For "." in ALT one value is accepted beside none. */
static void check_number(struct vcfx *x, const struct vcfx_key *k,
                         struct vcfx_span name, const struct vcfx_values *v)
{
    uint32_t alts = (uint32_t)x->n_alts;
    uint32_t want;

    if (v->n == 1 && v->missing)
        return;
    switch (k->number) {
    case VCFX_FIXED:
        want = k->count;
        break;
    case VCFX_A:
        want = alts ? alts : 1;
        break;
    case VCFX_R:
        if (!alts && v->n == 2)
            return;
        want = alts + 1;
        break;
    case VCFX_ANY:
    case VCFX_G:
    case VCFX_P:
    case VCFX_LA:
    case VCFX_LR:
    case VCFX_LG:
    case VCFX_M:
    default:
        return;
    }
    if (v->n != want)
        tell_number(x, k, name, v->n, want);
}

/* ---- values ---- */

static void tell_bad(struct vcfx *x, const struct vcfx_key *k,
                     struct vcfx_span name, const struct vcfx_values *v)
{
    const struct problem_place *at =
        vcfx_against(x, v->bad.s, v->bad.n, k->header_line);

    if (v->out_of_range)
        problem_add(x->problems, "VCF-INFO-106", at, x->e,
                    "a value of %.*s is outside of 32 bits", (int)name.n,
                    name.s);
    else if (!v->bad.n)
        problem_add(x->problems, "VCF-INFO-105", at, x->e,
                    "a value of %.*s is empty", (int)name.n, name.s);
    else
        problem_add(x->problems, "VCF-INFO-105", at, x->e,
                    "a value of %.*s is not of its Type", (int)name.n, name.s);
}

static const char *values(struct vcfx *x, struct vcfx_key *k,
                          struct vcfx_span name, const char *p)
{
    struct vcfx_values v;
    const char *end = vcfx_values(&v, p, k->type, VCFX_INFO_STOP, x->oldest);

    k->values = (struct vcfx_span){p, (size_t)(end - p)};
    if (k->type == VCFX_FLAG) {
        problem_add(
            x->problems, "VCF-INFO-107",
            vcfx_against(x, name.s, (size_t)(end - name.s), k->header_line),
            x->e, "a Flag has a value");
        return end;
    }
    if (end == p && k->type != VCFX_INTEGER && k->type != VCFX_FLOAT &&
        x->oldest >= 43) {
        problem_add(x->problems, "VCF-FILE-006", vcfx_at(x, name.s, name.n),
                    x->e, "the value of %.*s is empty", (int)name.n, name.s);
        return end;
    }
    if (v.bad.s)
        tell_bad(x, k, name, &v);
    if (v.equals && k->special != VCFX_CIGAR)
        problem_add(x->problems, "VCF-INFO-108",
                    vcfx_at(x, k->values.s, k->values.n), x->e,
                    "a value holds an equals sign");
    check_number(x, k, name, &v);
    if (k->special != VCFX_PLAIN && !v.bad.s)
        vcfx_info_meaning(x, k, name, &v);
    return end;
}

static void no_values(struct vcfx *x, struct vcfx_key *k, struct vcfx_span name)
{
    k->values = (struct vcfx_span){name.s + name.n, 0};
    if (k->type != VCFX_FLAG && k->type != VCFX_UNTYPED &&
        !(k->number == VCFX_FIXED && k->count == 0))
        problem_add(x->problems, "VCF-INFO-104",
                    vcfx_against(x, name.s, name.n, k->header_line), x->e,
                    "the key has no value, and is not a Flag");
    else if (k->special != VCFX_PLAIN)
        vcfx_info_meaning(x, k, name, NULL);
}

/* ---- keys ---- */

static bool key_ends(char c)
{
    return c == '=' || vcfx_byte(c, VCFX_INFO_STOP);
}

/* Most records have the keys of the one before, in the same order. */
static uint32_t find_key(struct vcfx *x, struct vcfx_span *name, size_t nth)
{
    const char *p = name->s;
    uint32_t i;

    if (nth < x->n_expect && x->expect[nth] != NAMES_NONE) {
        size_t len = x->infos.names.len[x->expect[nth]];

        if ((size_t)(x->end - p) >= len &&
            memcmp(p, x->infos.names.a[x->expect[nth]], len) == 0 &&
            key_ends(p[len])) {
            name->n = len;
            return x->expect[nth];
        }
    }
    while (!key_ends(*p))
        p++;
    name->n = (size_t)(p - name->s);
    if (!name->n) {
        problem_add(x->problems, "VCF-INFO-101", vcfx_at(x, p, 0), x->e,
                    "a key is empty");
        return NAMES_NONE;
    }
    i = vcfx_key_of(x, false, *name);
    if (nth < x->n_expect)
        x->expect[nth] = i;
    return i;
}

static void expect_more(struct vcfx *x, size_t nth, uint32_t i)
{
    if (nth < x->n_expect)
        return;
    if (nth >= x->cap_expect) {
        size_t cap = x->cap_expect ? 2 * x->cap_expect : 64;
        uint32_t *more = NULL;

        if (cap <= VCFX_BODY_KEYS)
            more = realloc(x->expect, cap * sizeof(*more));
        if (!more)
            return;
        x->expect = more;
        x->cap_expect = cap;
    }
    x->expect[nth] = i;
    x->n_expect = nth + 1;
}

static const char *skip_values(const char *p)
{
    while (!vcfx_byte(*p, VCFX_INFO_STOP))
        p++;
    return p;
}

static const char *one_key(struct vcfx *x, const char *p, size_t nth)
{
    struct vcfx_span name = {p, 0};
    uint32_t i = find_key(x, &name, nth);
    struct vcfx_key *k;

    expect_more(x, nth, i);
    p = name.s + name.n;
    if (i == NAMES_NONE)
        return skip_values(p);
    k = &x->infos.a[i];
    if (k->record == x->record && x->oldest >= 43)
        problem_add(x->problems, "VCF-INFO-102", vcfx_at(x, name.s, name.n),
                    x->e, "the key stands twice");
    k->record = x->record;
    if (*p == '=')
        return values(x, k, name, p + 1);
    no_values(x, k, name);
    return p;
}

void vcfx_info(struct vcfx *x)
{
    struct vcfx_span all = x->col[VCFX_INFO];
    const char *p = all.s;
    const char *end = all.s + all.n;
    size_t nth = 0;

    if (!all.n || vcfx_is(all, "."))
        return;
    if (x->version < 43 && memchr(p, ' ', all.n))
        problem_add(x->problems, "VCF-INFO-108", vcfx_at(x, p, all.n), x->e,
                    "the column has a blank");
    for (;; p++) {
        p = one_key(x, p, nth++);
        if (p >= end || *p != ';')
            break;
    }
}

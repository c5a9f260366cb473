/*
 * Typed values (VCFv4.5 s6.3.3), and how a VCF writes them.
 *
 * Numbers that a value does not use stand for "missing" (the lowest of its
 * size), "end of vector" (the next) and are reserved (six more).
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/le.h"
#include "conform/bcf/examine_bcf_internal.h"

#define RESERVED      8 /* the first two have a meaning */
#define FLOAT_MISSING 0x7f800001u
#define FLOAT_ENDED   0x7f800002u
#define FLOAT_LAST    0x7f800007u
#define CHAR_MISSING  7 /* what htslib writes for a missing character */

static uint32_t width_of(unsigned type)
{
    switch (type) {
    case BCFX_INT8:
    case BCFX_CHAR:
        return 1;
    case BCFX_INT16:
        return 2;
    case BCFX_INT32:
    case BCFX_FLOAT:
        return 4;
    default:
        return 0;
    }
}

static int past_end(struct bcfx *x, const unsigned char *at)
{
    return bcfx_bad(
        x, problem_add(x->problems, "BCF-005", bcfx_at(x, at), x->e,
                       "a value runs past the end that the record states"));
}

static int64_t signed_of(const unsigned char *at, uint32_t width)
{
    if (width == 1)
        return (int8_t)*at;
    if (width == 2)
        return (int16_t)(uint16_t)(at[0] | (uint16_t)(at[1] << 8));
    return (int32_t)le32(at);
}

/* The length behind a type byte of size 15. */
static int long_size(uint32_t *n, struct bcfx *x)
{
    const unsigned char *at = x->p;
    uint32_t width;
    int64_t size;

    if (at == x->end)
        return past_end(x, at);
    width = width_of(*at & 15);
    if (*at >> 4 != 1 || !width || (*at & 15) > BCFX_INT32)
        return bcfx_bad(
            x, problem_add(x->problems, "BCF-008", bcfx_at(x, at), x->e,
                           "the length of a vector is not one integer"));
    if ((size_t)(x->end - at) < 1 + width)
        return past_end(x, at);
    size = signed_of(at + 1, width);
    if (size < 0)
        return bcfx_bad(x, problem_add(x->problems, "BCF-008", bcfx_at(x, at),
                                       x->e,
                                       "the length of a vector is negative"));
    *n = (uint32_t)size;
    x->p += 1 + width;
    return 0;
}

int bcfx_typed(struct bcfx_typed *v, struct bcfx *x, size_t copies)
{
    const unsigned char *at = x->p;
    unsigned type;

    if (at == x->end)
        return past_end(x, at);
    type = *at & 15;
    *v = (struct bcfx_typed){(enum bcfx_type)type, *at >> 4, width_of(type), 0};
    if (!v->width && *at)
        return bcfx_bad(x, problem_add(x->problems, "BCF-008", bcfx_at(x, at),
                                       x->e, "there is no such type"));
    x->p++;
    if (v->n == 15 && long_size(&v->n, x))
        return -1;
    if (v->n && v->width && (size_t)(x->end - x->p) / v->width / v->n < copies)
        return past_end(x, at);
    v->at = x->p;
    x->p += (size_t)v->n * v->width * copies;
    return 0;
}

int bcfx_typed_key(int64_t *out, struct bcfx *x)
{
    const unsigned char *at = x->p;
    struct bcfx_typed v;

    if (bcfx_typed(&v, x, 1))
        return -1;
    if (v.n != 1 || v.type > BCFX_INT32)
        return bcfx_bad(x, problem_add(x->problems, "BCF-008", bcfx_at(x, at),
                                       x->e, "a key is not one integer"));
    *out = signed_of(v.at, v.width);
    return 0;
}

int64_t bcfx_integer(struct bcfx *x, const struct bcfx_typed *v, size_t i)
{
    const unsigned char *at = v->at + i * v->width;
    int64_t n = signed_of(at, v->width);
    int64_t lowest = -((int64_t)1 << (8 * v->width - 1));

    if (n >= lowest + RESERVED)
        return n;
    if (n == lowest)
        return BCFX_MISSING;
    if (n == lowest + 1)
        return BCFX_ENDED;
    bcfx_bad(x, problem_add(x->problems, "BCF-014", bcfx_at(x, at), x->e,
                            "an integer is one of the reserved values"));
    return BCFX_MISSING;
}

/* ---- numbers ---- */

/* A vector that has ended does not go on. */
static void integers_ended(struct bcfx *x, const struct bcfx_typed *v, size_t i)
{
    for (; i < v->n; i++) {
        if (bcfx_integer(x, v, i) != BCFX_ENDED) {
            bcfx_bad(x, problem_add(x->problems, "BCF-009",
                                    bcfx_at(x, v->at + i * v->width), x->e,
                                    "a value follows the end of its vector"));
            return;
        }
    }
}

static void integers(struct bcfx *x, const struct bcfx_typed *v)
{
    size_t i;

    for (i = 0; i < v->n; i++) {
        int64_t n = bcfx_integer(x, v, i);

        if (n == BCFX_ENDED)
            break;
        if (i)
            buf_char(&x->text, ',');
        if (n == BCFX_MISSING)
            buf_char(&x->text, '.');
        else
            buf_i64(&x->text, n);
    }
    if (!i)
        buf_char(&x->text, '.');
    integers_ended(x, v, i);
}

/* In as few digits as give the same number again, nearly always. */
void bcfx_float(struct bcfx *x, const unsigned char *at)
{
    uint32_t bits = le32(at);
    char text[32];
    float f;

    memcpy(&f, &bits, sizeof(f));
    if (!isfinite(f)) {
        buf_str(&x->text, isnan(f) ? "nan" : f < 0 ? "-inf" : "inf");
        return;
    }
    if (fabsf(f) < 1e6F && f == (float)(int32_t)f) {
        buf_i64(&x->text, (int32_t)f);
        return;
    }
    snprintf(text, sizeof(text), "%.6g", (double)f);
    if (strtof(text, NULL) != f)
        snprintf(text, sizeof(text), "%.9g", (double)f);
    buf_str(&x->text, text);
}

static void floats_ended(struct bcfx *x, const struct bcfx_typed *v, size_t i)
{
    for (; i < v->n; i++) {
        if (le32(v->at + 4 * i) != FLOAT_ENDED) {
            bcfx_bad(x, problem_add(x->problems, "BCF-009",
                                    bcfx_at(x, v->at + 4 * i), x->e,
                                    "a value follows the end of its vector"));
            return;
        }
    }
}

static void floats(struct bcfx *x, const struct bcfx_typed *v)
{
    size_t i;

    for (i = 0; i < v->n; i++) {
        uint32_t bits = le32(v->at + 4 * i);

        if (bits == FLOAT_ENDED)
            break;
        if (i)
            buf_char(&x->text, ',');
        if (bits > FLOAT_ENDED && bits <= FLOAT_LAST)
            bcfx_bad(x, problem_add(x->problems, "BCF-014",
                                    bcfx_at(x, v->at + 4 * i), x->e,
                                    "a float is one of the reserved values"));
        if (bits == FLOAT_MISSING)
            buf_char(&x->text, '.');
        else
            bcfx_float(x, v->at + 4 * i);
    }
    if (!i)
        buf_char(&x->text, '.');
    floats_ended(x, v, i);
}

/* ---- texts ---- */

/* NUL bytes fill up what is shorter than its place. */
static void characters(struct bcfx *x, const struct bcfx_typed *v)
{
    const unsigned char *nul = memchr(v->at, 0, v->n);
    size_t n = nul ? (size_t)(nul - v->at) : v->n;

    for (size_t i = n; i < v->n; i++) {
        if (v->at[i]) {
            bcfx_bad(x, problem_add(x->problems, "BCF-009",
                                    bcfx_at(x, v->at + i), x->e,
                                    "a value follows the end of its vector"));
            break;
        }
    }
    if (!n || (n == 1 && *v->at == CHAR_MISSING)) {
        buf_char(&x->text, '.');
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (v->at[i] < 0x20) {
            bcfx_bad(x,
                     problem_add(x->problems, "BCF-013", bcfx_at(x, v->at + i),
                                 x->e, "a text holds a control character"));
            break;
        }
    }
    buf_add(&x->text, v->at, n);
}

void bcfx_values(struct bcfx *x, const struct bcfx_typed *v)
{
    if (!v->n)
        buf_char(&x->text, '.');
    else if (v->type == BCFX_FLOAT)
        floats(x, v);
    else if (v->type == BCFX_CHAR)
        characters(x, v);
    else
        integers(x, v);
}

/* ---- GT ---- */

/* In BCF 2.1 what is missing fills up a vector. */
static bool fills_up(const struct bcfx *x, int64_t n, size_t i)
{
    return n == BCFX_ENDED || (n == BCFX_MISSING && x->minor == 1 && i);
}

void bcfx_genotype(struct bcfx *x, const struct bcfx_typed *v)
{
    size_t i;

    for (i = 0; i < v->n; i++) {
        int64_t n = bcfx_integer(x, v, i);

        if (fills_up(x, n, i))
            break;
        if (n < 0 && !(n == BCFX_MISSING && x->minor == 1)) {
            bcfx_bad(x, problem_add(x->problems, "BCF-010",
                                    bcfx_at(x, v->at + i * v->width), x->e,
                                    "an allele of GT is negative"));
            return;
        }
        if (i)
            buf_char(&x->text, n & 1 ? '|' : '/');
        if (n < 2)
            buf_char(&x->text, '.');
        else
            buf_i64(&x->text, (n >> 1) - 1);
    }
    if (!i)
        buf_char(&x->text, '.');
    if (x->minor != 1)
        integers_ended(x, v, i);
}

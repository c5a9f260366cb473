#include "conform/cram/cramcur.h"

static size_t leading_ones(unsigned char b)
{
    size_t n = 0;

    while (n < 8 && b & (0x80 >> n))
        n++;
    return n;
}

size_t cramcur_itf8_size(unsigned char first)
{
    size_t n = leading_ones(first);

    return n < 4 ? n + 1 : 5;
}

size_t cramcur_ltf8_size(unsigned char first)
{
    return leading_ones(first) + 1;
}

const unsigned char *cramcur_bytes(struct cramcur *c, size_t n)
{
    const unsigned char *p = c->p;

    if (cramcur_left(c) < n) {
        c->cut = true;
        c->p = c->end;
        return NULL;
    }
    c->p += n;
    return p;
}

unsigned char cramcur_byte(struct cramcur *c)
{
    const unsigned char *p = cramcur_bytes(c, 1);

    return p ? *p : 0;
}

int32_t cramcur_itf8(struct cramcur *c)
{
    const unsigned char *p = c->p;
    size_t size = c->p < c->end ? cramcur_itf8_size(*p) : 1;
    uint32_t v;

    if (!cramcur_bytes(c, size))
        return 0;
    v = size == 5 ? *p & 0x0f : *p & (0xffu >> size);
    for (size_t i = 1; i < size; i++) {
        if (i == 4) /* of the fifth byte only half is used */
            v = v << 4 | (p[i] & 0x0f);
        else
            v = v << 8 | p[i];
    }
    return (int32_t)v;
}

int64_t cramcur_ltf8(struct cramcur *c)
{
    const unsigned char *p = c->p;
    size_t size = c->p < c->end ? cramcur_ltf8_size(*p) : 1;
    uint64_t v;

    if (!cramcur_bytes(c, size))
        return 0;
    v = size < 8 ? *p & (0xffu >> size) : 0;
    for (size_t i = 1; i < size; i++)
        v = v << 8 | p[i];
    return (int64_t)v;
}

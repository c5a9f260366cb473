/*
 * cramcur -- a cursor over the bytes of a CRAM: numbers as they are written
 * there (CRAMv3 s2.3).
 *
 * Past the end each read gives 0 and sets `cut`, so a row of reads needs one
 * look at the end.
 */
#ifndef CONFORM_CRAMCUR_H
#define CONFORM_CRAMCUR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cramcur {
    const unsigned char *p;
    const unsigned char *end;
    bool cut;
};

static inline size_t cramcur_left(const struct cramcur *c)
{
    return (size_t)(c->end - c->p);
}

/* How many bytes a number has, by its first. */
size_t cramcur_itf8_size(unsigned char first); /* 1 to 5 */
size_t cramcur_ltf8_size(unsigned char first); /* 1 to 9 */

unsigned char cramcur_byte(struct cramcur *c);
int32_t cramcur_itf8(struct cramcur *c);
int64_t cramcur_ltf8(struct cramcur *c);
/* `n` bytes; NULL when there are not as many. */
const unsigned char *cramcur_bytes(struct cramcur *c, size_t n);

#endif

/*
 * alncigar -- the operations of a CIGAR as BAM has them: length << 4 | code,
 * codes 0 to 8 for MIDNSHP=X, little-endian and perhaps unaligned.
 */
#ifndef CONFORM_ALIGN_ALNCIGAR_H
#define CONFORM_ALIGN_ALNCIGAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/le.h"

enum alncigar_code {
    ALNCIGAR_M,
    ALNCIGAR_I,
    ALNCIGAR_D,
    ALNCIGAR_N,
    ALNCIGAR_S,
    ALNCIGAR_H,
    ALNCIGAR_P,
    ALNCIGAR_EQ,
    ALNCIGAR_X,
    ALNCIGAR_CODES
};

static inline uint32_t alncigar_at(const uint8_t *cigar, size_t i)
{
    return le32(cigar + 4 * i);
}

/* Of M, I, S, =, X: bases of the read. */
static inline bool alncigar_of_query(uint32_t op)
{
    return (UINT32_C(0x193) >> (op & 15)) & 1;
}

/* Of M, D, N, =, X: bases of the reference. */
static inline bool alncigar_of_reference(uint32_t op)
{
    return (UINT32_C(0x18d) >> (op & 15)) & 1;
}

struct alncigar_sums {
    int64_t query;
    int64_t reference;
};

static inline struct alncigar_sums alncigar_sum(const uint8_t *cigar, size_t n)
{
    struct alncigar_sums s = {0, 0};

    for (size_t i = 0; i < n; i++) {
        uint32_t op = alncigar_at(cigar, i);
        int64_t len = op >> 4;

        s.query += alncigar_of_query(op) ? len : 0;
        s.reference += alncigar_of_reference(op) ? len : 0;
    }
    return s;
}

#endif

/*
 * cramblock -- what the blocks of a CRAM are checked and opened with: CRC32 and
 * gzip (CRAMv3 s4.1, s8). The other methods are left to htslib (cramin.h).
 */
#ifndef FORMATS_CRAMBLOCK_H
#define FORMATS_CRAMBLOCK_H

#include <stddef.h>
#include <stdint.h>

uint32_t cramblock_crc(const void *bytes, size_t n);

/* One gzip member, or several, into out[n]. 0 when they hold exactly `n` bytes;
 * -1 when they do not, or are damaged; -2: memory. */
int cramblock_inflate(void *out, size_t n, const void *packed, size_t n_packed);

#endif

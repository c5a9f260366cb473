/*
 * b64 -- base64 (RFC 4648 4) in its one canonical form: with padding, without
 * blanks or line ends, with zero bits in the padding.
 */
#ifndef REPORTS_SEAL_B64_H
#define REPORTS_SEAL_B64_H

#include <stddef.h>

struct buf;

void b64_write(struct buf *out, const void *bytes, size_t n);

/* Decode into out[max]: the number of bytes, or -1 when the text is not in the
 * canonical form or longer. */
long b64_read(unsigned char *out, size_t max, const char *text, size_t len);

#endif

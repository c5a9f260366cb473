/*
 * digest -- SHA-256, SHA-384, SHA-512 and MD5 of bytes and of files.
 *
 * Text form: lower-case hexadecimal. MD5 serves only where the field names
 * things by it (reference contigs, published md5 lists): it proves nothing
 * against an adversary.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;

enum digest_kind {
    DIGEST_MD5,
    DIGEST_SHA256,
    DIGEST_SHA384,
    DIGEST_SHA512
};

#define DIGEST_BYTES_MAX  64
#define DIGEST_HEX_MAX    (2 * DIGEST_BYTES_MAX + 1) /* with its NUL */
#define DIGEST_SHA256_HEX 64                         /* without NUL */

/* Bytes of a digest of this kind: 16, 32, 48 or 64. */
size_t digest_size(enum digest_kind k);

/* A running digest: digest_new, digest_add..., digest_hex, digest_free. */
struct digest;
struct digest *digest_new(enum digest_kind k, struct err *e);
int digest_add(struct digest *d, const void *data, size_t n, struct err *e);
/* The digest of all that was added, as bytes; `d` can not be added to any
 * more. */
int digest_end(unsigned char out[DIGEST_BYTES_MAX], struct digest *d,
               struct err *e);
/* The same as text. */
int digest_hex(char out[DIGEST_HEX_MAX], struct digest *d, struct err *e);
/* Begin anew: for many short texts, far cheaper than a digest for each. */
int digest_again(struct digest *d, struct err *e);
void digest_free(struct digest *d);

/* One call for bytes in memory. */
int digest_of(unsigned char out[DIGEST_BYTES_MAX], enum digest_kind k,
              const void *data, size_t n, struct err *e);
int digest_hex_of(char out[DIGEST_HEX_MAX], enum digest_kind k,
                  const void *data, size_t n, struct err *e);

/* Of all that can be read from `fd` from its current place on; `*size_bytes`
 * receives how much that was (may be NULL). */
int digest_hex_fd(char out[DIGEST_HEX_MAX], int64_t *size_bytes,
                  enum digest_kind k, int fd, struct err *e);
int digest_hex_file(char out[DIGEST_HEX_MAX], int64_t *size_bytes,
                    enum digest_kind k, const char *path, struct err *e);

/* Bytes to lower-case hexadecimal; `out` holds 2 * n + 1. */
void digest_to_hex(char *out, const unsigned char *bytes, size_t n);

/* Is `text` exactly `digits` lower-case hexadecimal digits? */
bool digest_is_hex(const char *text, size_t digits);

#endif

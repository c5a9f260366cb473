/*
 * bytesin -- a file for who looks at every byte of it and not at lines: an
 * index, a genome that may be one line. Plain, gzipped or BGZF.
 *
 * Errors:    ERR_SYNTAX: the compressed data are at fault, bytesin_end() says
 *            how; ERR_IO. What is good before is given first.
 * Ownership: the caller frees; what is read is copied out.
 * Threads:   a handle belongs to one thread.
 */
#ifndef FORMATS_BYTESIN_H
#define FORMATS_BYTESIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "formats/textin.h"

struct err;
struct bytesin;

/* "-" is standard input. */
struct bytesin *bytesin_open(const char *path, struct err *e);
void bytesin_close(struct bytesin *b);

/* `n` bytes, fewer only before the end or a defect; 0 at the end; -1. */
ssize_t bytesin_read(struct bytesin *b, void *out, size_t n, struct err *e);

/* Bytes of the file that were read so far, about: for a display. */
int64_t bytesin_tell(const struct bytesin *b);
bool bytesin_is_bgzf(const struct bytesin *b);
bool bytesin_is_gzip(const struct bytesin *b); /* but not BGZF */
enum textin_end bytesin_end(const struct bytesin *b);

#endif

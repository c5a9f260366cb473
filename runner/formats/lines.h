/*
 * lines -- the lines of a text that is plain, gzipped or BGZF, taken in place.
 *
 * Compression is told from the first bytes, never from a name. A compressed
 * text must be whole: each block's CRC and length are right and a BGZF file
 * ends with its end-of-file block; else the line after the last good one is an
 * error.
 *
 * Errors: ERR_IO is the operating system's; all others are defects of the
 * input, with the line's number (lines_next) and the name given at opening:
 * ERR_SYNTAX (a NUL byte, damaged or cut-short compression), ERR_LIMIT (a line
 * above the ceiling).
 * Ownership: the handle owns its descriptor. A line lives until the next call.
 * Threads: one handle, one thread.
 */
#ifndef FORMATS_LINES_H
#define FORMATS_LINES_H

#include <stddef.h>
#include <stdint.h>

struct err;
struct lines;
struct hFILE;

#define LINES_LEN_MAX ((size_t)64 << 20) /* bytes of one line */

/* `path` must be a regular file; lines_open_fd() takes any descriptor, a pipe
 * too, and owns it even when it fails. `max_len`: longest line accepted, 0
 * for LINES_LEN_MAX. */
struct lines *lines_open(const char *path, size_t max_len, struct err *e);
struct lines *lines_open_fd(int fd, const char *name, size_t max_len,
                            struct err *e);
/* From a stream of htslib, which it owns from then on. For this layer only. */
struct lines *lines_open_stream(struct hFILE *in, const char *name,
                                size_t max_len, struct err *e);
void lines_close(struct lines *l);

/* 1 and the next line without its LF or CR LF; 0 at the end; -1. The last line
 * needs no LF. */
int lines_next(const char **line, size_t *len, struct lines *l, struct err *e);

/* The text that is in memory already, of the lines to come: it may end within
 * one, and a NUL in it is not found yet. For this layer only. */
const char *lines_at_hand(size_t *len, const struct lines *l);
/* Its first `len` bytes are dealt with: `n` whole lines. */
void lines_pass(struct lines *l, size_t len, size_t n);

/* Number of the line that lines_next() gave last, or lines_pass() passed,
 * 1-based; 0 before. */
uint64_t lines_number(const struct lines *l);

#endif

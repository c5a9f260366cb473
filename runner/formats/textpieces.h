/*
 * textpieces -- a text file for who looks at every byte of it: pieces of whole
 * lines, with their place, and how the compressed data were.
 *
 * Plain, gzipped or BGZF, as formats/textflow.h; blocks are inflated by the
 * crew. Nothing in the text is judged: NUL bytes and CR are passed on.
 *
 * Errors:    ERR_SYNTAX: the compressed data are at fault, textpieces_how()
 *            says how; ERR_LIMIT: a line above LINES_LEN_MAX; ERR_IO.
 * Ownership: a piece lives until the next call.
 * Threads:   a handle belongs to one thread.
 */
#ifndef FORMATS_TEXTPIECES_H
#define FORMATS_TEXTPIECES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/textflow.h"

struct crew;
struct err;
struct textpieces;

/* "-" is standard input. */
struct textpieces *textpieces_open(const char *path, struct crew *crew,
                                   struct err *e);
void textpieces_close(struct textpieces *t);

/* 1 and a piece; 0 at the end; -1. All lines of a piece end with LF, but for
 * the last of the file, which may not; then the byte behind it is set to LF all
 * the same, so that a scan may run up to it. */
int textpieces_next(const char **text, size_t *len, struct textpieces *t,
                    struct err *e);

/* Before the first piece, to be able to ask: the virtual offset of a byte of
 * the text (block << 16 | byte in the block's text), in the order of the text.
 * UINT64_MAX: not of a BGZF file that is read from its start. */
void textpieces_keep_places(struct textpieces *t);
uint64_t textpieces_place(struct textpieces *t, int64_t text);

/* Bytes of the file that were read so far, about: for a display. */
int64_t textpieces_tell(const struct textpieces *t);

struct textflow_how textpieces_how(const struct textpieces *t);

#endif

/*
 * textin -- the bytes of a text that is plain, gzipped or BGZF, one piece after
 * the other. Under formats/lines.h and formats/textflow.h; for this layer only.
 *
 * Nothing is lost to a defect: all that is good before it is given out first.
 *
 * Errors: those of formats/lines.h, without a place.
 * Ownership: the handle owns the stream.
 * Threads: one handle, one thread.
 */
#ifndef FORMATS_TEXTIN_H
#define FORMATS_TEXTIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct err;
struct hFILE;
struct textin;

/* Owns the stream even when it fails. */
struct textin *textin_open(struct hFILE *in, struct err *e);
void textin_close(struct textin *t);

/* `n` bytes, fewer only before the end or a defect; 0 at the end; -1. */
ssize_t textin_read(struct textin *t, char *out, size_t n, struct err *e);

enum textin_end {
    TEXTIN_WELL,
    TEXTIN_IO, /* the system's */
    TEXTIN_CUT,
    TEXTIN_DAMAGED,
    TEXTIN_NO_END_BLOCK,
};
/* Why textin_read() gave 0 or -1. */
enum textin_end textin_end(const struct textin *t);
/* Bytes of the stream that were read so far, about: for a display. */
int64_t textin_tell(const struct textin *t);
/* Compressed by gzip, but not block by block? */
bool textin_is_gzip(const struct textin *t);

/* The messages, for whoever reads blocks by itself. */
int textin_damaged(struct err *e);
int textin_cut_short(struct err *e);
int textin_no_end_block(struct err *e);

#endif

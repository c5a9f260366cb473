/*
 * truthbits -- which records of the truth a query got right: the file
 * truth.bits, see core/marks.h.
 *
 * What a record is called is its number in the truth's file. The truth is named
 * by whoever knows a name for it; else by "sha256:HEX", the SHA-256 of its
 * record lines, each with LF, in the order of the comparison (contigs by rank).
 */
#ifndef VARIANTS_TRUTHBITS_H
#define VARIANTS_TRUTHBITS_H

#include "variants/judged.h"

struct buf;
struct marks;
struct truthbits;

/* `truth` NULL: it is named by its lines, which costs their reading. It must
 * live as long. */
struct truthbits *truthbits_new(const char *truth, struct err *e);
struct judged_listener truthbits_listener(struct truthbits *t);

/* Once all was heard. */
int truthbits_marks(struct marks *out, struct truthbits *t, struct err *e);
/* The whole file, of this one comparison, called "compare". */
int truthbits_write(struct buf *out, struct truthbits *t, struct err *e);
void truthbits_free(struct truthbits *t); /* NULL does nothing */

#endif

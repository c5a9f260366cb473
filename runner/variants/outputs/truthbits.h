/*
 * truthbits -- which records of the truth a query got right: truth.bits.
 *
 * Two products that were compared with the same truth can so be compared with
 * each other, record by record (McNemar's test), without their records.
 *
 * The file: lines of text, an empty line, then two bit fields, each of
 * ceil(records / 8) bytes, record k (from 0) being bit k % 8 of byte k / 8:
 *
 *     entente-truth-bits 1
 *     records 662099
 *     sha256 HEX          of the truth's record lines, each with LF, in the
 *                         order of the comparison (contigs by rank)
 *
 *     bits: the record counts (it is TP or FN; not outside, not unresolved)
 *     bits: it is TP
 */
#ifndef VARIANTS_TRUTHBITS_H
#define VARIANTS_TRUTHBITS_H

#include "variants/judged.h"

struct buf;
struct truthbits;

struct truthbits *truthbits_new(struct err *e);
struct judged_listener truthbits_listener(struct truthbits *t);

/* Once all was heard: the whole file. */
int truthbits_write(struct buf *out, struct truthbits *t, struct err *e);
void truthbits_free(struct truthbits *t); /* NULL does nothing */

#endif

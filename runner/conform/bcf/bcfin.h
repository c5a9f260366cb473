/*
 * bcfin -- the bytes of a BCF, copied out as they are asked for. A file that is
 * compressed block by block is inflated by the crew and has virtual offsets;
 * what is plain, gzipped, or comes from standard input has none.
 *
 * Errors:    *why: the compressed data are at fault, bcfin_how() says how; or
 *            I/O. What is good before is given first.
 * Ownership: the caller frees; a handle holds one piece of the file.
 * Threads:   a handle belongs to one thread.
 */
#ifndef CONFORM_BCF_BCFIN_H
#define CONFORM_BCF_BCFIN_H

#include <stddef.h>
#include <stdint.h>

#include "formats/textflow.h"

struct bcfin;
struct err;
struct examine_job;

#define BCFIN_NOWHERE UINT64_MAX

/* job->path, of which "-" is standard input; job->crew, and job->progress,
 * which is kept up to date. */
struct bcfin *bcfin_open(const struct examine_job *job, struct err *e);
void bcfin_close(struct bcfin *b);

/* As many of `n` bytes as there are; fewer at the end, and with *why set. */
size_t bcfin_read(struct bcfin *b, void *out, size_t n, struct err *why);

/* Bytes given so far: the offset, uncompressed, of the next one. */
int64_t bcfin_offset(const struct bcfin *b);
/* Its virtual offset (block << 16 | byte in the block's text), for which the
 * next piece may be read; BCFIN_NOWHERE: there are no blocks. */
uint64_t bcfin_place(struct bcfin *b, struct err *why);

/* As far as the file was read. */
struct textflow_how bcfin_how(const struct bcfin *b);

#endif

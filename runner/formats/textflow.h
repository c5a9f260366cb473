/*
 * textflow -- a text that is plain, gzipped or BGZF, in pieces of whole lines.
 * The blocks of a BGZF file are inflated by a crew; all else is read by the
 * caller. Under formats/vcfflow.h; for this layer only.
 *
 * Where pieces end depends on the file alone, never on the crew. Only the last
 * line may lack its LF. Lines before a defect are given first.
 *
 * Errors: those of formats/lines.h, without a place: it is the line after the
 *         last one given. A line in a piece may be above LINES_LEN_MAX, or hold
 *         a NUL: that is for the taker to see.
 * Ownership: a piece is the caller's until textflow_give_back().
 * Threads:   a flow belongs to one thread.
 */
#ifndef FORMATS_TEXTFLOW_H
#define FORMATS_TEXTFLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/blocks.h"
#include "formats/textin.h"

struct crew;
struct err;
struct hFILE;
struct textflow;

struct textpiece {
    char *mem;
    size_t cap;
    size_t beg; /* the text is mem[beg, end) */
    size_t end;
    struct textpiece *next; /* among those given back */
};

/* Owns the stream even when it fails. `regular`: of a file, at its start. */
struct textflow *textflow_open(struct hFILE *in, bool regular,
                               struct crew *crew, struct err *e);
void textflow_close(struct textflow *f);

/* How the compressed data are, as far as they were read. */
struct textflow_how {
    bool bgzf;
    bool gzip; /* but not BGZF */
    enum textin_end end;
    enum blocks_fault fault; /* with TEXTIN_DAMAGED; BLOCKS_SOUND: not known */
    int64_t fault_at;        /* its block in the file; -1: not known */
    bool behind_end;         /* it stands behind an end-of-file block */
    uint64_t n_empty;        /* end-of-file blocks before the end */
};
struct textflow_how textflow_how(const struct textflow *f);

/* Before the first piece: have the places of a BGZF file's text at hand. */
void textflow_keep_places(struct textflow *f);
/* See textplaces_find(); TEXTPLACES_NONE where there are no blocks. */
uint64_t textflow_place(struct textflow *f, int64_t text);

/* Bytes of the stream that were read so far, about: for a display. */
int64_t textflow_tell(const struct textflow *f);

/* 1 and a piece; 0 at the end; -1. */
int textflow_next(struct textpiece **out, struct textflow *f, struct err *e);
void textflow_give_back(struct textflow *f, struct textpiece *t);

/* May textflow_next() wait for somebody else, as for a pipe's writer? */
bool textflow_may_wait(const struct textflow *f);

#endif

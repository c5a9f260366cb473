/*
 * textwalk -- a text file line by line, for the smaller formats; and what the
 * end of a text means for the verdict.
 *
 * Ownership: a line lives until the next call.
 * Threads:   a walk belongs to one thread.
 */
#ifndef CONFORM_TEXTWALK_H
#define CONFORM_TEXTWALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conform/examine.h"
#include "formats/textin.h"

struct textpieces;

enum textwalk_separator {
    TEXTWALK_LF,
    TEXTWALK_CRLF,
    TEXTWALK_CR,
    TEXTWALK_NONE, /* the last line */
};

struct textwalk {
    const struct examine_job *job;
    struct textpieces *pieces;
    const char *at; /* what of the piece was not walked */
    const char *end;
    const char *line; /* without its separator */
    size_t len;
    uint64_t number;
    int64_t offset;
    int64_t next_offset;
    enum textwalk_separator separator;
    bool cr_ends_line; /* alone: as BED has it */
};

int textwalk_open(struct textwalk *w, const struct examine_job *job,
                  struct err *e);
void textwalk_close(struct textwalk *w);

/* 1; 0 at the end; -1. */
int textwalk_next(struct textwalk *w, struct err *e);

/* The line as a place, with the bytes that offend (NULL: none). */
struct problem_place textwalk_place(const struct textwalk *w, const char *text,
                                    size_t len);

/*
 * A walk ended with `why` (no code: at the end of the file). A defect of the
 * compression breaks `rule` (NULL: SUM-like formats without one: not judged);
 * the system's error and our ceilings leave the file unjudged. -1: memory.
 */
int textend_tell(struct examined *x, const struct err *why, enum textin_end how,
                 const char *rule, const struct problem_place *at,
                 struct err *e);

#endif

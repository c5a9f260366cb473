/*
 * examine_fastq_internal -- what the parts of examine_fastq share.
 *
 * A record of four lines that stands whole in one piece and has nothing wrong
 * is passed by at once (fqx_next, fast); all else goes line by line, and only
 * there anything is said. After a defect of structure, lines are passed over
 * up to one that begins a record, so that one defect is told once.
 */
#ifndef CONFORM_EXAMINE_FASTQ_INTERNAL_H
#define CONFORM_EXAMINE_FASTQ_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "conform/examine.h"

struct textpieces;
struct fqx_seen;

#define FQX_TITLE_MAX 1024 /* bytes of a title that are kept */

struct fqx_name { /* of a read, without what says which of a pair it is */
    const char *s;
    size_t n;
    char mate; /* '1', '2', ...; 0: it does not say */
};

/* Reading one file. */
struct fqx {
    struct textpieces *pieces;
    const char *at; /* what of the piece was not read */
    const char *end;
    int64_t offset; /* of `at` */
    uint64_t line;  /* number of the line read last */
    uint64_t records;
    bool over;
    struct err why; /* it ended early */
    bool no_end_block;

    struct examined *out;
    const struct examine_job *job;
    struct err *e;
    const char *file; /* said with each place; "": there is but one */
    struct problem_place place;
    struct problems ignored;

    /* the line, when read singly */
    const char *s;
    size_t n;
    int64_t line_offset;
    bool again; /* it is to be given once more */
    bool crlf_told;

    /* the record */
    char title[FQX_TITLE_MAX]; /* without its @ */
    size_t title_kept;
    size_t title_len;
    uint64_t seq; /* letters */
    uint64_t qual;
    unsigned seq_lines;
    unsigned qual_lines;
    bool lost;     /* looking for the begin of a record */
    bool was_lost; /* a record was left out: pairs can not be compared */
    bool untitled; /* the record before this point has no name */
    char place_name[160];

    /* the whole file */
    bool look_low;        /* is no quality below FQX_LOW yet? */
    unsigned char lowest; /* quality */
    unsigned char highest;
};

#define FQX_LOW 59 /* ';': the lowest of Solexa and Illumina 1.0 to 1.7 */

int fqx_open(struct fqx *f, const char *path, struct examined *out,
             const struct examine_job *job, struct err *e);
void fqx_close(struct fqx *f);

/* 1 and the name of a record; 0 at the end, also an early one: see `why`; -1.
 * The name lives until the next call. */
int fqx_next(struct fqx_name *name, struct fqx *f);

/* At the last line: what its compression says. */
int fqx_end(struct fqx *f);

/* The place of these bytes in the line; NULL: of the line as a whole. */
const struct problem_place *fqx_at(struct fqx *f, const char *s, size_t n);

/* The record line by line; as fqx_next(). */
int fqx_slow(struct fqx_name *name, struct fqx *f);
/* The next line; false: at the end, or *e is set. */
bool fqx_line(struct fqx *f);

struct fqx_name fqx_name_of(const char *title, size_t n);
/* Is the comment none of CASAVA's kind, or one as it should be? */
bool fqx_comment_is_sound(const char *title, size_t n);
/* Do the qualities look like those of old Illumina files? */
void fqx_look_low(struct fqx *f, const char *qual, size_t n);

/* ---- examine_fastq_seen.c: names that came before, in bounded memory */

#define FQX_SEEN 65536 /* names at the begin, and as many just before */

struct fqx_seen *fqx_seen_new(struct err *e);
void fqx_seen_free(struct fqx_seen *s);
/* Was this name there before, otherwise than just before (as of a mate)? */
bool fqx_seen_before(struct fqx_seen *s, struct fqx_name name);

#endif

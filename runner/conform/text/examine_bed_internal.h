/* examine_bed_internal -- what the parts of examine_bed share. */
#ifndef CONFORM_EXAMINE_BED_INTERNAL_H
#define CONFORM_EXAMINE_BED_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conform/examine.h"
#include "conform/text/textwalk.h"
#include "formats/names.h"

struct rebuild;

#define BEDX_FIELDS 12 /* of the standard */

enum bedx_field {
    BEDX_CHROM,
    BEDX_START,
    BEDX_END,
    BEDX_NAME,
    BEDX_SCORE,
    BEDX_STRAND,
    BEDX_THICK_START,
    BEDX_THICK_END,
    BEDX_RGB,
    BEDX_BLOCK_COUNT,
    BEDX_BLOCK_SIZES,
    BEDX_BLOCK_STARTS
};

struct bedx_span {
    const char *s;
    size_t n;
};

struct bedx {
    struct examined *out;
    const struct examine_job *job;
    struct err *e;
    struct problem_place place;
    struct textwalk walk;
    size_t standard; /* how many of the fields may be of the standard */

    /* the file */
    bool first_line;
    enum textwalk_separator line_end;
    bool line_end_told;
    bool any_data;
    bool tabs;          /* single tabs are the only separator so far */
    uint64_t tabs_line; /* the first that needs them to be; 0: none */
    bool blanks_told;
    size_t n_fields; /* of the first data line */
    struct names chroms;
    uint32_t chrom; /* of the line before */
    uint64_t last_start;
    bool unsorted_told;
    struct rebuild *index; /* NULL: none to compare */

    /* the line */
    struct bedx_span field[BEDX_FIELDS];
    size_t n; /* fields, with the custom ones */
    uint64_t start;
    uint64_t end;
    bool has_span; /* start and end are sound */
    char name[80]; /* CHROM:START */
};

/* The place of these bytes of the line; NULL: of the line as a whole. */
const struct problem_place *bedx_at(struct bedx *b, struct bedx_span t);

/* Digits alone, as a number; false: it is none, or above 2^64-1. */
bool bedx_number(uint64_t *out, struct bedx_span t);

/* What stands in the fields of a line. */
void bedx_check_place(struct bedx *b);  /* chrom, start, end */
void bedx_check_fields(struct bedx *b); /* 4 to 9 */
void bedx_check_blocks(struct bedx *b); /* 10 to 12 */

/* The line against the index that stands beside the file, if one does: none is
 * asked for. -1: memory; what else is wrong is in out->why. */
int bedx_open_index(struct bedx *b);
void bedx_check_index(struct bedx *b);

#endif

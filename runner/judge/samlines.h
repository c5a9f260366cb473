/*
 * samlines -- the lines of a SAM header, and their fields, in place.
 */
#ifndef JUDGE_SAMLINES_H
#define JUDGE_SAMLINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct samlines {
    const char *at; /* the next line */
    const char *end;
    uint64_t number; /* of the line that was given last, 1-based */
};

struct samspan {
    const char *s; /* NULL: there is none */
    size_t n;
};

/* true and the next line, without its end; false: there are no more. */
bool samlines_next(struct samspan *line, struct samlines *l);

/* "@SQ\t..." is of the type "SQ". */
bool samline_is(const struct samspan *line, const char *type);

/* The value of the first field KEY:VALUE; an empty one is none. */
struct samspan samline_value(const struct samspan *line, const char *key);

#endif

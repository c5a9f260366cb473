/*
 * progress -- one line on standard error that says how far long work has got.
 *
 * Shown only when standard error is a terminal, and not when quiet. Never part
 * of any result. The all-zero value is silent.
 */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct progress {
    FILE *out;      /* NULL: silent */
    char what[128]; /* "small variants, chr7" */
    int64_t done;
    int64_t total;   /* 0: unknown */
    int64_t next_ns; /* no redraw before this moment */
    bool drawn;
};

/* Silent unless `out` is a terminal. */
void progress_init(struct progress *p, FILE *out, bool quiet);
/* Begin a stage (any earlier one ends). */
void progress_stage(struct progress *p, const char *what, int64_t total);
/* Say how much is done; cheap enough to call per record block. */
void progress_at(struct progress *p, int64_t done);
/* Wipe the line. */
void progress_end(struct progress *p);

#endif

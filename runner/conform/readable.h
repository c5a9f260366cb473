/*
 * readable -- the first of the format engine's judgements: a VCF or BCF file
 * can be read to its last record, is in order, is declared, and its index fits.
 *
 * Counters (whole file): see readable_counters. A file that can not be read to
 * its end counts 1 in "format.unreadable" and nothing else is said of it.
 * Findings name the record and what to do.
 */
#ifndef CONFORM_READABLE_H
#define CONFORM_READABLE_H

#include <stdbool.h>

#include "core/checkdecl.h"

struct err;
struct findings;
struct tally;

extern const struct check_counter readable_counters[];
extern const struct check_measure readable_measures[];

/* What is judged. */
struct readable_file {
    const char *path;
    const char *name;       /* for findings */
    const char *index_path; /* NULL: none was handed in */
    const char *index_name;
};

/* Adds to `t` (which has readable_counters) and `f`. *unreadable: no other
 * check can use the file. -1 only for what is not the file's fault. */
int readable_judge(struct tally *t, struct findings *f, bool *unreadable,
                   const struct readable_file *file, struct err *e);

#endif

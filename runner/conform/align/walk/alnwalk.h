/*
 * alnwalk -- what only the order of the records shows: sorting, mates, reads
 * that stand twice (rules SORT-*, PAIR-*, TAG-MC-*, TAG-MQ-*, TAG-SA-002).
 *
 *     for each batch, in any thread:
 *         alnjudge_record(&batch->problems, &judge, &rec, &e);
 *         alnstep_make(&batch->step[i], &rec, &head);
 *     then for each batch, in the order of the file:
 *         problems_join(&problems, &batch->problems, lines, records, offset);
 *         alnwalk_batch(w, &base, batch->step, n, &e);
 *     at the end, when the whole file was seen:
 *         alnwalk_end(w, &out->why, &e);
 *
 * Memory: mates that wait for each other, names that came before, and what
 * secondary and supplementary lines say of where primary lines are, are kept as
 * hashes, up to a ceiling; what is above goes to a temporary file ($TMPDIR) and
 * is compared at the end. That file too has a ceiling, ALNWALK_DISK_MAX bytes;
 * what did not fit, or could not be written, was not compared, and
 * alnwalk_end() says so: the file is then not judged.
 *
 * Errors:    defects are problems, never an err; -1: memory, our own fault.
 * Threads:   one thread, which owns the problems too.
 */
#ifndef CONFORM_ALIGN_ALNWALK_H
#define CONFORM_ALIGN_ALNWALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct alnhead;
struct alnstep;
struct alnwalk;
struct err;
struct problems;

#define ALNWALK_DISK_MAX ((int64_t)64 << 30)

struct alnwalk_options {
    bool practice;    /* rules of practice are asked too */
    size_t mates_max; /* that wait in memory; 0: as usual, else for tests */
    size_t names_max; /* that are kept in memory; 0: as usual */
};

/* What stands before a batch: its lines, records and bytes count from here. */
struct alnwalk_base {
    uint64_t lines;
    uint64_t records;
    int64_t offset;
};

/* Both live at least as long as the walk. */
struct alnwalk *alnwalk_new(struct problems *p, const struct alnhead *head,
                            const struct alnwalk_options *o, struct err *e);
void alnwalk_free(struct alnwalk *w);

int alnwalk_batch(struct alnwalk *w, const struct alnwalk_base *base,
                  const struct alnstep *step, size_t n, struct err *e);

/* Compare what was put aside; tell who has no mate. *why is set when not all
 * could be compared: the file is then not judged. */
int alnwalk_end(struct alnwalk *w, struct err *why, struct err *e);

#endif

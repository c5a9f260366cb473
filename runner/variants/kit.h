/*
 * kit -- what a thread needs while it works on one job: a view of the
 * reference, a solver, some memory. Lent from a shelf, so that jobs need not
 * know which thread they run in, and nothing is opened twice.
 */
#ifndef VARIANTS_KIT_H
#define VARIANTS_KIT_H

#include <stddef.h>
#include <stdint.h>

#include "variants/solve/solve.h"

struct err;
struct fasta;
struct fasta_view;
struct shelf;

struct kit {
    struct fasta_view *view; /* NULL without a reference */
    struct solver *solver;
    char *bases; /* of a superlocus */
    size_t cap_bases;
    struct solve_record *record[2];
    uint8_t *answer[2];
    size_t *index[2]; /* which call a record is */
    size_t cap_records[2];
    struct kit *next; /* on the shelf */
};

struct shelf *shelf_new(const struct fasta *ref,
                        struct err *e); /* may be NULL */
void shelf_free(struct shelf *s);       /* NULL does nothing */

/* Any thread may. */
struct kit *shelf_lend(struct shelf *s, struct err *e);
void shelf_return(struct shelf *s, struct kit *k);

#endif

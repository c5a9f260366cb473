/*
 * genome -- the contigs of one comparison, in one list, and in one order.
 *
 * With a reference, its contigs; a query may add others, on which nothing is
 * assessed. Without one, those of the truth's header, then the query's.
 * The order in which contigs are worked through (rank) is that of the truth's
 * header, then the list's: so files whose contigs follow their headers pass by
 * without being held.
 */
#ifndef VARIANTS_GENOME_H
#define VARIANTS_GENOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/fastaio.h"
#include "formats/names.h"

struct err;
struct vcfhead;

struct genome {
    struct fasta ref; /* has_ref: open */
    bool has_ref;
    size_t n_ref; /* contigs of the reference */
    struct names contigs;
    int64_t *length; /* bp; 0 unknown */
    size_t cap;
    uint32_t *rank; /* per contig of the list, once genome_order() was called */
    uint32_t *by_rank;
    size_t n_ranked;
    /* Called before the list grows, when it may be looked at in other threads;
     * NULL: it is not. */
    int (*quiet)(void *arg, struct err *e);
    void *quiet_arg;
};

int genome_open(struct genome *g, const char *reference, struct err *e);
void genome_release(struct genome *g);

/* Without a reference: the contigs that a header declares join the list. */
int genome_join(struct genome *g, const struct vcfhead *h, struct err *e);

/* Any one contig joins, when it is new. */
int genome_add(uint32_t *out, struct genome *g, const char *name, size_t len,
               int64_t length, struct err *e);

/* Settle the ranks of all contigs so far; `first` is the truth's header, or
 * NULL. Contigs that join later come after all of these. */
int genome_order(struct genome *g, const struct vcfhead *first, struct err *e);
uint32_t genome_rank(const struct genome *g, uint32_t contig);

#endif

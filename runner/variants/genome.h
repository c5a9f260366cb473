/*
 * genome -- the places of one comparison: contigs in their common order, where
 * they are assessed, and the strata.
 *
 * The contigs are those of the reference, or without one those of the truth,
 * then the query's others.
 */
#ifndef VARIANTS_GENOME_H
#define VARIANTS_GENOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/bedio.h"
#include "formats/fastaio.h"
#include "variants/variants.h"

struct calls;
struct unit;

struct genome {
    struct fasta ref; /* has_ref: open */
    bool has_ref;
    struct names contigs;
    int64_t *length; /* bp; 0 unknown */
    struct bed regions;
    bool has_regions;
    struct bed *strata;
    size_t n_strata;
};

/* Opens reference, regions and strata. *part tells whose fault it is. */
int genome_open(struct genome *g, enum variants_part *part,
                const struct variants_job *job, struct err *e);
void genome_release(struct genome *g);

/* Without a reference: add the contigs of a file. Then, or with one: number
 * its ranges by the common list. */
int genome_take(struct genome *g, struct calls *c, struct err *e);

/* Once all contigs are there: regions and strata must share contigs with
 * them. */
int genome_check(const struct genome *g, enum variants_part *part,
                 const struct variants_job *job, struct err *e);

/* Does a BED have regions, but none on any of these contigs? */
bool genome_is_elsewhere(const struct genome *g, const struct bed *b);

/* Where the units of one contig are, as they pass by: 0 regions, then the
 * strata. */
struct sweep {
    const struct bed_contig **bed; /* 1 + n_strata; NULL: none there */
    size_t *cursor;
    size_t n;
    bool everywhere; /* no regions were given */
};

int sweep_open(struct sweep *w, const struct genome *g, uint32_t contig,
               struct err *e);
void sweep_restart(struct sweep *w);
void sweep_close(struct sweep *w);

/* Are all of these units inside region 0, or stratum k? */
bool sweep_holds(struct sweep *w, size_t k, const struct unit *u, size_t n);

/* bp assessed in [beg, end): of the regions, or of a stratum within them. */
int64_t sweep_bp(const struct sweep *w, size_t k, int64_t beg, int64_t end);

#endif

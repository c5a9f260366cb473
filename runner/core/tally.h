/*
 * tally -- what a check counted: integers, by stratum and block of genome.
 *
 * A tally has a fixed list of counters (names from the check's declaration)
 * and of strata. A row is the counters of one (stratum, contig, block). A block
 * is TALLY_BLOCK_BP of one contig: block k covers [k, k+1) * TALLY_BLOCK_BP.
 * Whole-file counts use contig "" and block 0. Stratum 0 is always "*": all
 * that was assessed; other strata are subsets of it that may overlap.
 *
 * Merging adds rows; so any sharding gives the same tally. Text form (one
 * line a row, sorted) is what gets sealed: see tally_write().
 *
 * Ownership: a struct tally owns all it points to. All-zero is empty.
 */
#ifndef CORE_TALLY_H
#define CORE_TALLY_H

#include <stddef.h>
#include <stdint.h>

struct err;
struct buf;

#define TALLY_BLOCK_BP     5000000
#define TALLY_COUNTERS_MAX 256
#define TALLY_STRATA_MAX   1024
#define TALLY_ROWS_MAX     4000000
#define TALLY_NAME_MAX     128 /* bytes of a counter, stratum or contig */

struct tally_row {
    uint32_t stratum; /* index into strata */
    uint32_t contig;  /* index into contigs */
    uint32_t block;
    int64_t *value; /* one per counter, >= 0 */
};

struct tally {
    char **counter;
    size_t n_counters;
    char **stratum;
    size_t n_strata;
    char **contig; /* in order of first use */
    size_t n_contigs;
    struct tally_row *row; /* sorted by (stratum, contig, block) */
    size_t n_rows;
    size_t cap_rows;
    size_t last; /* where the last look-up ended: neighbours come next */
};

/* Names are copied: 1..128 bytes of [A-Za-z0-9._:*+-]; contig names may hold
 * any printable byte but blank. strata may be NULL when n_strata is 0; "*" is
 * put in front by itself. */
int tally_init(struct tally *t, const char *const *counters, size_t n_counters,
               const char *const *strata, size_t n_strata, struct err *e);
void tally_release(struct tally *t);

/* Index of a contig name, added when new. */
int tally_contig(uint32_t *out, struct tally *t, const char *name,
                 struct err *e);

/* Index of a counter or stratum, or -1. */
int tally_find_counter(const struct tally *t, const char *name);
int tally_find_stratum(const struct tally *t, const char *name);

/* Add `by` (>= 0) to one counter; ERR_LIMIT on overflow or too many rows. */
int tally_add(struct tally *t, uint32_t stratum, uint32_t contig,
              uint32_t block, uint32_t counter, int64_t by, struct err *e);

/* The same for a whole-file counter, by name (which must exist). */
int tally_count(struct tally *t, const char *counter, int64_t by,
                struct err *e);

/* Sum over all blocks. 0 for a stratum without rows. */
int64_t tally_sum(const struct tally *t, size_t stratum, size_t counter);

/* Add every row of `from` (same counters and strata, else ERR_MISMATCH). */
int tally_merge(struct tally *t, const struct tally *from, struct err *e);

/*
 * Text form, deterministic (rows sorted by stratum index, contig index, block;
 * all-zero rows left out; TAB-separated, LF):
 *   @ID <TAB> stratum <TAB> contig <TAB> block <TAB> counter...
 *   ID  <TAB> name    <TAB> name   <TAB> n     <TAB> value...
 * An empty contig is written ".". Strata that have no row are kept by one line
 *   #ID <TAB> name <TAB> name...        (all strata, in order)
 */
void tally_write(struct buf *out, const struct tally *t, const char *id);

/* One tally by name, out of a text that holds several. */
struct named_tally {
    char *id;
    struct tally tally;
};
struct tally_set {
    struct named_tally *a;
    size_t n;
};
/* First line must be "#entente-tallies 1". Rejects anything that
 * tally_set_write() would not have written, so that reading and writing again
 * gives the same bytes. */
int tally_set_read(struct tally_set *out, const char *text, size_t len,
                   struct err *e);
void tally_set_release(struct tally_set *s);

#define TALLY_TEXT_MAGIC "#entente-tallies 1\n"

#endif

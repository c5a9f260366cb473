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
 * line a row, sorted by name) is what gets sealed: see tally_write().
 *
 * Cost: tally_add() is O(1) wherever it lands; tally_sum() is O(1).
 * Ownership: a struct tally owns all it points to. All-zero is empty: no
 * counters, and nothing to write.
 */
#ifndef CORE_TALLY_H
#define CORE_TALLY_H

#include <stddef.h>
#include <stdint.h>

struct err;
struct buf;
struct digest;

#define TALLY_BLOCK_BP     5000000
#define TALLY_COUNTERS_MAX 256
#define TALLY_STRATA_MAX   1024
#define TALLY_CONTIGS_MAX  200000
#define TALLY_ROWS_MAX     5000000
#define TALLY_CELLS_MAX    ((size_t)1 << 28) /* rows times counters */
#define TALLY_NAME_MAX     128 /* bytes of a counter, stratum or contig */

struct tally_row {
    uint32_t stratum; /* index into strata */
    uint32_t contig;  /* index into contigs */
    uint32_t block;
};

/* Open addressing; a slot holds index + 1, 0 when free. */
struct tally_slots {
    uint32_t *a;
    size_t cap;  /* a power of two, or 0 */
    size_t done; /* items [0, done) stand in it */
};

struct tally {
    char **counter;
    size_t n_counters;
    char **stratum;
    size_t n_strata;
    char **contig; /* in order of first use */
    size_t n_contigs;
    size_t cap_contigs;
    struct tally_row *row; /* in order of first use */
    uint32_t *narrow;      /* n_counters a row; see tally_value() */
    int64_t *wide;         /* instead, once a value does not fit */
    size_t n_rows;
    size_t cap_rows;
    int64_t **sum; /* per stratum and counter; NULL: no row yet */
    struct tally_slots by_row;
    struct tally_slots by_contig;
    size_t last; /* where the last look-up ended: neighbours come next */
};

/* Names are copied, and must differ: 1..128 bytes of [A-Za-z0-9._:*+-].
 * At least one counter. strata may be NULL when n_strata is 0; "*" is put in
 * front by itself. */
int tally_init(struct tally *t, const char *const *counters, size_t n_counters,
               const char *const *strata, size_t n_strata, struct err *e);
void tally_release(struct tally *t);

/* Index of a contig name, added when new: 0..128 bytes, each printable ASCII
 * and no blank. */
int tally_contig(uint32_t *out, struct tally *t, const char *name,
                 struct err *e);

/* Index of a counter or stratum, or -1. */
int tally_find_counter(const struct tally *t, const char *name);
int tally_find_stratum(const struct tally *t, const char *name);

/* Add `by` (>= 0) to one counter; ERR_LIMIT when the stratum's sum overflows
 * or there are too many rows. Indices must be in range. */
int tally_add(struct tally *t, uint32_t stratum, uint32_t contig,
              uint32_t block, uint32_t counter, int64_t by, struct err *e);

/* The same for a whole-file counter, by name (which must exist). */
int tally_count(struct tally *t, const char *counter, int64_t by,
                struct err *e);

/* Sum over all blocks. 0 for a stratum without rows. */
int64_t tally_sum(const struct tally *t, size_t stratum, size_t counter);

/* One counter of one row. */
static inline int64_t tally_value(const struct tally *t, size_t row,
                                  size_t counter)
{
    size_t at = row * t->n_counters + counter;

    return t->wide ? t->wide[at] : (int64_t)t->narrow[at];
}

/* The numbers of all rows, sorted as the text form is: free() them. NULL when
 * out of memory. */
uint32_t *tally_order(const struct tally *t);

/* Add every row of `from` (same counters and strata, else ERR_MISMATCH).
 * After another failure a part of it has been added. */
int tally_merge(struct tally *t, const struct tally *from, struct err *e);

/*
 * Text form, deterministic: rows sorted by stratum index, contig name (bytes),
 * block; all-zero rows left out; TAB-separated, LF:
 *   @ID <TAB> stratum <TAB> contig <TAB> block <TAB> counter...
 *   #ID <TAB> name <TAB> name...        (all strata, in order)
 *   ID  <TAB> name    <TAB> name   <TAB> n     <TAB> value...
 * A contig's name that consists of dots only, as the empty one does, is
 * written with one dot more. An ID is 1..TALLY_ID_MAX bytes, printable ASCII
 * and no blank, and does not begin with '@' or '#' (tally_check_id()).
 * Nothing is written for a tally without counters.
 */
#define TALLY_ID_MAX   300
#define TALLY_TEXT_MAX ((size_t)1 << 32) /* a ceiling for struct buf */
int tally_check_id(const char *id);
void tally_write(struct buf *out, const struct tally *t, const char *id);

/* The same text into a digest, without ever holding all of it. */
int tally_hash(struct digest *d, const struct tally *t, const char *id,
               struct err *e);

/* One tally by name, out of a text that holds several. */
struct named_tally {
    char *id;
    struct tally tally;
    const char *text; /* where it was read from, what tally_write() makes ... */
    size_t len;       /* ... of it to the byte; borrowed. NULL: from nowhere */
};
struct tally_set {
    struct named_tally *a;
    size_t n;
};
/* TALLY_TEXT_MAGIC, then each tally in turn. */
void tally_set_write(struct buf *out, const struct tally_set *s);
/* First line must be "#entente-tallies 1". Rejects anything that
 * tally_set_write() would not have written, so that reading and writing again
 * gives the same bytes; also two tallies of one ID. Errors carry the line. */
int tally_set_read(struct tally_set *out, const char *text, size_t len,
                   struct err *e);
void tally_set_release(struct tally_set *s);

#define TALLY_TEXT_MAGIC "#entente-tallies 1\n"

#endif

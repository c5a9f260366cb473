/*
 * While records are heard, they are counted by cell and by the set of strata
 * that hold them: how large a stratum is, so which of them a record is told
 * in, is known only at the end. Then each set comes down to one stratum, and
 * cells of equal strata are added up.
 */
#include "variants/outputs/causes.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/names.h"
#include "variants/outputs/table.h"

#define SET_NONE  0 /* in no stratum */
#define SET_MIXED 1 /* of what found no room */
#define CELLS     ((size_t)CAUSES_KINDS * JUDGED_SHAPES * JUDGED_SUBTYPES)
#define SET_SLOTS ((size_t)CAUSES_SETS * 2)
#define SLOTS     ((size_t)CAUSES_CELLS * 2)
#define REASONS   (VARIANTS_VERDICTS - VARIANTS_NA_FIRST)

struct example {
    uint64_t rank; /* the five lowest are kept */
    struct causes_place at;
};

struct cell {
    size_t set; /* then: stratum */
    size_t cell;
    int64_t n[JUDGED_SIDES];
    struct example example[CAUSES_PLACES]; /* by rank */
    size_t n_examples;
};

struct causes {
    size_t words; /* of a set */
    uint64_t *bits;
    size_t n_sets;
    size_t cap_sets;
    size_t last;        /* set of the last record: mostly of the next, too */
    uint32_t *set_slot; /* index of a set, by hash; 0: free */
    struct cell *a;
    size_t n;
    size_t cap;
    uint32_t *slot; /* index of a cell + 1, by hash */
    int64_t skipped[JUDGED_SIDES][REASONS];
    struct names contigs;
    struct causes_one *one;
    size_t n_ones;
};

const char *causes_kind_name(enum causes_kind k)
{
    static const char *const name[] = {
        [CAUSES_MISSED] = "missed",     [CAUSES_FILTERED] = "filtered",
        [CAUSES_NOCALL] = "no-call",    [CAUSES_GENOTYPE] = "genotype",
        [CAUSES_LOCAL] = "local-match", [CAUSES_FALSE] = "false",
    };

    return name[k];
}

struct causes *causes_new(const struct variants_job *job, struct err *e)
{
    struct causes *c = calloc(1, sizeof(*c));

    if (!c) {
        (void)err_nomem(e);
        return NULL;
    }
    c->words = (job->n_strata + 1 + 63) / 64;
    c->cap_sets = 64;
    c->bits = calloc(c->cap_sets * c->words, sizeof(*c->bits));
    c->set_slot = calloc(SET_SLOTS, sizeof(*c->set_slot));
    c->slot = calloc(SLOTS, sizeof(*c->slot));
    if (!c->bits || !c->set_slot || !c->slot) {
        (void)err_nomem(e);
        causes_free(c);
        return NULL;
    }
    causes_again(c);
    return c;
}

void causes_free(struct causes *c)
{
    if (!c)
        return;
    free(c->bits);
    free(c->set_slot);
    free(c->a);
    free(c->slot);
    free(c->one);
    names_release(&c->contigs);
    free(c);
}

void causes_again(void *causes)
{
    struct causes *c = causes;

    c->n_sets = SET_MIXED + 1;
    c->last = SET_NONE;
    c->n = 0;
    c->n_ones = 0;
    memset(c->set_slot, 0, SET_SLOTS * sizeof(*c->set_slot));
    memset(c->slot, 0, SLOTS * sizeof(*c->slot));
    memset(c->skipped, 0, sizeof(c->skipped));
    names_release(&c->contigs);
}

/* The finalizer of MurmurHash3. */
static uint64_t mix(uint64_t x)
{
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdULL;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53ULL;
    return x ^ x >> 33;
}

/* ---- sets of strata ------------------------------------------------------ */

/* Bit 0 is that of the regions, which hold all that fails. */
static uint64_t word_of(const uint64_t *bits, size_t w)
{
    return w ? bits[w] : bits[0] & ~(uint64_t)1;
}

static bool set_is(const struct causes *c, size_t set, const uint64_t *bits)
{
    const uint64_t *own = c->bits + set * c->words;

    for (size_t w = 0; w < c->words; w++) {
        if (own[w] != word_of(bits, w))
            return false;
    }
    return true;
}

static int add_set(struct causes *c, const uint64_t *bits, struct err *e)
{
    if (c->n_sets == c->cap_sets) {
        size_t cap = 2 * c->cap_sets;
        uint64_t *more = realloc(c->bits, cap * c->words * sizeof(*c->bits));

        if (!more)
            return err_nomem(e);
        c->bits = more;
        c->cap_sets = cap;
    }
    for (size_t w = 0; w < c->words; w++)
        c->bits[c->n_sets * c->words + w] = word_of(bits, w);
    c->n_sets++;
    return 0;
}

static int find_set(size_t *out, struct causes *c, const uint64_t *bits,
                    struct err *e)
{
    uint64_t hash = 0;
    size_t at;

    for (size_t w = 0; w < c->words; w++)
        hash = mix(hash ^ word_of(bits, w));
    *out = SET_NONE;
    if (set_is(c, SET_NONE, bits))
        return 0;
    at = hash % SET_SLOTS;
    while (c->set_slot[at] && !set_is(c, c->set_slot[at], bits))
        at = (at + 1) % SET_SLOTS;
    *out = c->set_slot[at];
    if (*out)
        return 0;
    *out = SET_MIXED;
    if (c->n_sets == CAUSES_SETS)
        return 0;
    *out = c->n_sets;
    c->set_slot[at] = (uint32_t)c->n_sets;
    return add_set(c, bits, e);
}

static int set_of(size_t *out, struct causes *c, const struct judged *j,
                  struct err *e)
{
    *out = SET_NONE;
    if (!j->strata)
        return 0;
    *out = c->last;
    if (c->last != SET_MIXED && set_is(c, c->last, j->strata))
        return 0;
    if (find_set(out, c, j->strata, e))
        return -1;
    c->last = *out;
    return 0;
}

/* ---- cells ----------------------------------------------------------------
 */
static enum causes_kind kind_of(const struct judged *j)
{
    if (j->verdict == VARIANTS_GE)
        return CAUSES_GENOTYPE;
    if (j->verdict == VARIANTS_FN_FILTERED)
        return CAUSES_FILTERED;
    if (j->verdict == VARIANTS_FN_NOCALL)
        return CAUSES_NOCALL;
    if (j->kind == JUDGED_LM)
        return CAUSES_LOCAL;
    return j->side == JUDGED_TRUTH ? CAUSES_MISSED : CAUSES_FALSE;
}

static bool fails(const struct judged *j)
{
    return j->inside && j->verdict != VARIANTS_TP &&
           j->verdict != VARIANTS_OUTSIDE && j->verdict != VARIANTS_UNRESOLVED;
}

static int by_place(const struct causes_place *x, const struct causes_place *y)
{
    if (x->contig != y->contig)
        return x->contig < y->contig ? -1 : 1;
    return (x->pos > y->pos) - (x->pos < y->pos);
}

/* By rank, no place twice; what comes behind the last is dropped. */
static void add_example(struct cell *cell, const struct example *x)
{
    size_t i = cell->n_examples;

    while (i > 0 && cell->example[i - 1].rank >= x->rank) {
        if (by_place(&cell->example[i - 1].at, &x->at) == 0)
            return;
        if (cell->example[i - 1].rank == x->rank &&
            by_place(&cell->example[i - 1].at, &x->at) < 0)
            break;
        i--;
    }
    if (i == CAUSES_PLACES)
        return;
    cell->n_examples += cell->n_examples < CAUSES_PLACES;
    memmove(&cell->example[i + 1], &cell->example[i],
            (cell->n_examples - i - 1) * sizeof(*x));
    cell->example[i] = *x;
}

static int add_cell(struct causes *c, size_t set, size_t cell, struct err *e)
{
    if (c->n == c->cap) {
        size_t cap = c->cap ? 2 * c->cap : 256;
        struct cell *more = realloc(c->a, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        c->a = more;
        c->cap = cap;
    }
    c->a[c->n++] = (struct cell){.set = set, .cell = cell};
    return 0;
}

/* The cell; a new one when there is none. There is always room for those of
 * SET_MIXED. */
static struct cell *find_cell(struct causes *c, size_t set, size_t cell,
                              struct err *e)
{
    for (;;) {
        size_t at = mix(set * CELLS + cell) % SLOTS;
        size_t room = set == SET_MIXED ? 0 : CELLS;

        while (c->slot[at] && (c->a[c->slot[at] - 1].set != set ||
                               c->a[c->slot[at] - 1].cell != cell))
            at = (at + 1) % SLOTS;
        if (c->slot[at])
            return &c->a[c->slot[at] - 1];
        if (c->n + room < CAUSES_CELLS) {
            if (add_cell(c, set, cell, e))
                return NULL;
            c->slot[at] = (uint32_t)c->n;
            return &c->a[c->n - 1];
        }
        set = SET_MIXED;
    }
}

static int hear_one(struct causes *c, const struct judged *j, struct err *e)
{
    const struct example x = {
        mix((uint64_t)j->pos), {j->contig, j->pos}
    };
    size_t n =
        ((size_t)kind_of(j) * JUDGED_SHAPES + j->shape) * JUDGED_SUBTYPES +
        j->subtype;
    struct cell *cell;
    size_t set;

    if (set_of(&set, c, j, e))
        return -1;
    cell = find_cell(c, set, n, e);
    if (!cell)
        return -1;
    cell->n[j->side]++;
    add_example(cell, &x);
    return 0;
}

/* The list only grows. */
static int learn_contigs(struct causes *c, const struct names *all,
                         struct err *e)
{
    for (size_t i = c->contigs.n; i < all->n; i++) {
        uint32_t at;

        if (names_add(&at, NULL, &c->contigs, all->a[i], all->len[i], e))
            return -1;
    }
    return 0;
}

int causes_hear(void *causes, const struct judged_chunk *chunk, struct err *e)
{
    struct causes *c = causes;

    if (learn_contigs(c, chunk->contigs, e))
        return -1;
    for (size_t i = 0; i < chunk->n; i++) {
        const struct judged *j = &chunk->a[i];

        if (!j->assessed)
            c->skipped[j->side][j->verdict - VARIANTS_NA_FIRST]++;
        else if (fails(j) && hear_one(c, j, e))
            return -1;
    }
    return 0;
}

/* ---- at the end -------------------------------------------------------------
 */

/* Truth records of each stratum. */
static int64_t *sizes(const struct table *t, struct err *e)
{
    int64_t *size = calloc(table_strata(t), sizeof(*size));

    if (!size) {
        (void)err_nomem(e);
        return NULL;
    }
    for (size_t k = 0; k < table_strata(t); k++) {
        struct table_sums s;

        table_sum(&s, t, &(struct table_pick){.stratum = k});
        size[k] = s.truth_total;
    }
    return size;
}

static size_t smallest(const struct causes *c, size_t set, const int64_t *size,
                       size_t n)
{
    const uint64_t *bits = c->bits + set * c->words;
    size_t best = 0;

    if (set == SET_MIXED)
        return CAUSES_MIXED;
    for (size_t k = 1; k < n; k++) {
        if (bits[k / 64] >> (k % 64) & 1 && (!best || size[k] < size[best]))
            best = k;
    }
    return best;
}

static int by_stratum(const void *a, const void *b)
{
    const struct cell *x = a;
    const struct cell *y = b;

    if (x->set != y->set)
        return x->set < y->set ? -1 : 1;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

static int by_count(const void *a, const void *b)
{
    const struct cell *x = a;
    const struct cell *y = b;
    int64_t m = x->n[JUDGED_TRUTH] + x->n[JUDGED_QUERY];
    int64_t n = y->n[JUDGED_TRUTH] + y->n[JUDGED_QUERY];

    if (m != n)
        return m > n ? -1 : 1;
    if (x->cell != y->cell)
        return x->cell < y->cell ? -1 : 1;
    return (x->set > y->set) - (x->set < y->set);
}

/* Neighbours with equal stratum and cell become one. */
static void join_cells(struct causes *c)
{
    size_t to = 0;

    for (size_t i = 1; i < c->n; i++) {
        struct cell *into = &c->a[to];
        const struct cell *from = &c->a[i];

        if (by_stratum(into, from) != 0) {
            c->a[++to] = *from;
            continue;
        }
        for (size_t side = 0; side < JUDGED_SIDES; side++)
            into->n[side] += from->n[side];
        for (size_t k = 0; k < from->n_examples; k++)
            add_example(into, &from->example[k]);
    }
    c->n = c->n ? to + 1 : 0;
}

static int place_order(const void *a, const void *b)
{
    return by_place(a, b);
}

static struct causes_one told(const struct cell *cell)
{
    size_t shape = cell->cell / JUDGED_SUBTYPES;
    struct causes_one one = {
        .kind = (enum causes_kind)(shape / JUDGED_SHAPES),
        .shape = (enum judged_shape)(shape % JUDGED_SHAPES),
        .subtype = (enum judged_subtype)(cell->cell % JUDGED_SUBTYPES),
        .stratum = cell->set,
        .truth = cell->n[JUDGED_TRUTH],
        .query = cell->n[JUDGED_QUERY],
        .n_places = cell->n_examples,
    };

    for (size_t k = 0; k < one.n_places; k++)
        one.place[k] = cell->example[k].at;
    qsort(one.place, one.n_places, sizeof(*one.place), place_order);
    return one;
}

int causes_finish(struct causes *c, const struct table *t, struct err *e)
{
    int64_t *size = sizes(t, e);
    size_t *stratum = calloc(c->n_sets, sizeof(*stratum));
    int rc = -1;

    free(c->one);
    c->one = malloc((c->n + 1) * sizeof(*c->one));
    if (!size || !stratum || !c->one) {
        (void)err_nomem(e);
        goto done;
    }
    for (size_t set = 0; set < c->n_sets; set++)
        stratum[set] = smallest(c, set, size, table_strata(t));
    for (size_t i = 0; i < c->n; i++)
        c->a[i].set = stratum[c->a[i].set];
    if (c->n)
        qsort(c->a, c->n, sizeof(*c->a), by_stratum);
    join_cells(c);
    if (c->n)
        qsort(c->a, c->n, sizeof(*c->a), by_count);
    c->n_ones = c->n;
    for (size_t i = 0; i < c->n; i++)
        c->one[i] = told(&c->a[i]);
    rc = 0;
done:
    free(size);
    free(stratum);
    return rc;
}

size_t causes_n(const struct causes *c)
{
    return c->n_ones;
}

const struct causes_one *causes_at(const struct causes *c, size_t i)
{
    return &c->one[i];
}

const char *causes_contig(const struct causes *c, uint32_t contig)
{
    return contig < c->contigs.n ? c->contigs.a[contig] : "?";
}

int64_t causes_not_assessed(const struct causes *c, enum judged_side side,
                            enum variants_verdict reason)
{
    return c->skipped[side][reason - VARIANTS_NA_FIRST];
}

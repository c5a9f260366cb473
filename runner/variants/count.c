#include "variants/count.h"

#include <stdlib.h>
#include <string.h>

#include "base/bits.h"
#include "base/err.h"
#include "variants/shape.h"

int count_open(struct count *c, const struct variants_job *job,
               const struct strata *sets, struct err *e)
{
    const char *counters[VARIANTS_COUNTERS];
    const char *strata[TALLY_STRATA_MAX];

    if (job->n_strata >= TALLY_STRATA_MAX)
        return err_set(e, ERR_LIMIT, "more than %d strata",
                       TALLY_STRATA_MAX - 1);
    for (size_t i = 0; i < VARIANTS_COUNTERS; i++)
        counters[i] = variants_counters[i].name;
    for (size_t i = 0; i < job->n_strata; i++)
        strata[i] = job->strata[i].name;
    c->words = strata_words(sets);
    c->n_sets = strata_n(sets);
    c->of_set = calloc(c->n_sets * VARIANTS_C_REGIONS, sizeof(*c->of_set));
    if (!c->of_set)
        return err_nomem(e);
    return tally_init(&c->tally, counters, VARIANTS_COUNTERS, strata,
                      job->n_strata, e);
}

void count_close(struct count *c)
{
    tally_release(&c->tally);
    free(c->pattern);
    free(c->sum);
    free(c->slot);
    free(c->of_set);
    *c = (struct count){0};
}

/* The counters of a judged record, less the type's offset; -1 ends them. */
static void counters_of(int out[4], enum variants_verdict v, bool truth)
{
    int n = 0;

    out[n++] = truth ? VARIANTS_C_TRUTH_TOTAL : VARIANTS_C_QUERY_TOTAL;
    switch (v) {
    case VARIANTS_TP:
        out[n++] = truth ? VARIANTS_C_TRUTH_TP : VARIANTS_C_QUERY_TP;
        break;
    case VARIANTS_OUTSIDE:
        out[n++] = truth ? VARIANTS_C_TRUTH_OUTSIDE : VARIANTS_C_QUERY_UNK;
        break;
    case VARIANTS_UNRESOLVED:
        out[n++] =
            truth ? VARIANTS_C_TRUTH_UNRESOLVED : VARIANTS_C_QUERY_UNRESOLVED;
        break;
    case VARIANTS_GE:
        out[n++] = truth ? VARIANTS_C_GE : VARIANTS_C_QUERY_GE;
        out[n++] = truth ? VARIANTS_C_TRUTH_FN : VARIANTS_C_QUERY_FP;
        break;
    case VARIANTS_FN_FILTERED:
        out[n++] = VARIANTS_C_FN_FILTERED;
        out[n++] = VARIANTS_C_TRUTH_FN;
        break;
    case VARIANTS_FN_NOCALL:
        out[n++] = VARIANTS_C_FN_NOCALL;
        out[n++] = VARIANTS_C_TRUTH_FN;
        break;
    case VARIANTS_FN:
        out[n++] = VARIANTS_C_TRUTH_FN;
        break;
    case VARIANTS_FP:
        out[n++] = VARIANTS_C_QUERY_FP;
        break;
    case VARIANTS_NA_FILTERED:
    case VARIANTS_NA_HOM_REF:
    case VARIANTS_NA_NO_CALL:
    case VARIANTS_NA_HALF_CALL:
    case VARIANTS_NA_SYMBOLIC:
    case VARIANTS_NA_STAR:
    case VARIANTS_NA_AMBIGUOUS:
    case VARIANTS_NA_LARGE:
    case VARIANTS_NA_PLOIDY:
    case VARIANTS_NA_CONTIG:
    case VARIANTS_VERDICTS:
        n = 0;
        break;
    }
    out[n] = -1;
}

/* ---- patterns -------------------------------------------------------------
 */

static size_t hash_of(const uint64_t *bits, size_t words)
{
    uint64_t h = 0;

    for (size_t i = 0; i < words; i++) {
        h = (h ^ bits[i]) * UINT64_C(0x9e3779b97f4a7c15);
        h ^= h >> 29;
    }
    return (size_t)h;
}

static size_t slot_of(const struct count *c, const uint64_t *bits)
{
    size_t at = hash_of(bits, c->words) & (c->n_slots - 1);

    while (c->slot[at] && !bits_same(c->pattern + (c->slot[at] - 1) * c->words,
                                     bits, c->words))
        at = (at + 1) & (c->n_slots - 1);
    return at;
}

static int grow(struct count *c, struct err *e)
{
    size_t cap = c->cap_patterns ? 2 * c->cap_patterns : 64;
    uint64_t *p = realloc(c->pattern, cap * c->words * sizeof(*p));
    int64_t *s = realloc(c->sum, cap * VARIANTS_C_REGIONS * sizeof(*s));

    if (p)
        c->pattern = p;
    if (s)
        c->sum = s;
    free(c->slot);
    c->n_slots = 2 * cap;
    c->slot = calloc(c->n_slots, sizeof(*c->slot));
    if (!p || !s || !c->slot)
        return err_nomem(e);
    c->cap_patterns = cap;
    for (size_t i = 0; i < c->n_patterns; i++)
        c->slot[slot_of(c, c->pattern + i * c->words)] = (uint32_t)(i + 1);
    return 0;
}

/* The sums of all records with these bits in this block. */
static int64_t *sum_of(struct count *c, const uint64_t *bits, struct err *e)
{
    size_t at;

    if (c->last < c->n_patterns &&
        bits_same(c->pattern + c->last * c->words, bits, c->words))
        return c->sum + c->last * VARIANTS_C_REGIONS;
    if (c->n_patterns == c->cap_patterns && grow(c, e))
        return NULL;
    at = slot_of(c, bits);
    if (!c->slot[at]) {
        memcpy(c->pattern + c->n_patterns * c->words, bits,
               c->words * sizeof(*bits));
        memset(c->sum + c->n_patterns * VARIANTS_C_REGIONS, 0,
               VARIANTS_C_REGIONS * sizeof(*c->sum));
        c->slot[at] = (uint32_t)++c->n_patterns;
    }
    c->last = c->slot[at] - 1;
    return c->sum + c->last * VARIANTS_C_REGIONS;
}

/* What the patterns of the block say, into the counters of each set. */
static void spread(struct count *c)
{
    for (size_t p = 0; p < c->n_patterns; p++) {
        const uint64_t *bits = c->pattern + p * c->words;
        const int64_t *sum = c->sum + p * VARIANTS_C_REGIONS;

        for (size_t w = 0; w < c->words; w++) {
            /* Set 0 is all that was assessed, inside the regions or not. */
            uint64_t left = w ? bits[w] : bits[w] | 1;

            for (; left; left &= left - 1) {
                size_t k = 64 * w + bits_lowest(left);

                for (size_t i = 0; i < VARIANTS_C_REGIONS; i++)
                    c->of_set[k * VARIANTS_C_REGIONS + i] += sum[i];
            }
        }
    }
}

/* The block is over: its patterns into the strata. */
static int flush(struct count *c, struct err *e)
{
    if (!c->n_patterns)
        return 0;
    spread(c);
    for (uint32_t k = 0; k < c->n_sets; k++) {
        int64_t *sum = c->of_set + (size_t)k * VARIANTS_C_REGIONS;

        for (uint32_t i = 0; i < VARIANTS_C_REGIONS; i++) {
            if (sum[i] &&
                tally_add(&c->tally, k, c->contig, c->block, i, sum[i], e))
                return -1;
            sum[i] = 0;
        }
    }
    c->n_patterns = 0;
    memset(c->slot, 0, c->n_slots * sizeof(*c->slot));
    return 0;
}

/* ---- counting -------------------------------------------------------------
 */

int count_contig(struct count *c, const char *name,
                 const struct strata_contig *sets, struct err *e)
{
    size_t n_blocks;
    const int64_t *bp;
    int rc = 0;

    if (flush(c, e) || tally_contig(&c->contig, &c->tally, name, e))
        return -1;
    c->block = 0;
    bp = strata_bp(&n_blocks, sets);
    for (size_t b = 0; !rc && b < n_blocks; b++) {
        for (uint32_t k = 0; !rc && k < c->n_sets; k++) {
            int64_t n = bp[b * c->n_sets + k];

            if (n)
                rc = tally_add(&c->tally, k, c->contig, (uint32_t)b,
                               VARIANTS_C_REGIONS, n, e);
        }
    }
    return rc;
}

static int count_one(struct count *c, const struct judged *j, struct err *e)
{
    uint32_t block = j->pos < 0 ? 0 : (uint32_t)(j->pos / TALLY_BLOCK_BP);
    size_t offset = shape_type(j->shape) * (size_t)VARIANTS_C_OF_TYPE;
    int counter[4];
    int64_t *sum;

    if (block != c->block && flush(c, e))
        return -1;
    c->block = block;
    sum = sum_of(c, j->strata, e);
    if (!sum)
        return -1;
    counters_of(counter, j->verdict, j->side == JUDGED_TRUTH);
    for (int i = 0; counter[i] >= 0; i++)
        sum[offset + (size_t)counter[i]]++;
    return 0;
}

int count_chunk(struct count *c, const struct judged *j, size_t n,
                struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        if (!j[i].assessed)
            c->not_assessed[j[i].side][j[i].verdict]++;
        else if (count_one(c, &j[i], e))
            return -1;
    }
    return 0;
}

static int count_whole(struct count *c, int counter, int64_t n, struct err *e)
{
    return n ? tally_count(&c->tally, variants_counters[counter].name, n, e)
             : 0;
}

int count_end(struct count *c, const struct count_file *f, struct err *e)
{
    static const int first[] = {VARIANTS_C_TRUTH_NA, VARIANTS_C_QUERY_NA};

    if (flush(c, e) ||
        count_whole(c, VARIANTS_C_TRUTH_RECORDS, (int64_t)f->records[0], e) ||
        count_whole(c, VARIANTS_C_QUERY_RECORDS, (int64_t)f->records[1], e) ||
        count_whole(c, VARIANTS_C_QUERY_REPEATED, f->repeated, e) ||
        count_whole(c, VARIANTS_C_PHASE_PAIRS, f->phase_pairs, e) ||
        count_whole(c, VARIANTS_C_PHASE_SWITCHES, f->phase_switches, e) ||
        count_whole(c, VARIANTS_C_PHASE_FLIPS, f->phase_flips, e))
        return -1;
    for (int s = 0; s < JUDGED_SIDES; s++) {
        for (int k = VARIANTS_NA_FIRST; k < VARIANTS_VERDICTS; k++) {
            if (count_whole(c, first[s] + k - VARIANTS_NA_FIRST,
                            c->not_assessed[s][k], e))
                return -1;
        }
    }
    return 0;
}

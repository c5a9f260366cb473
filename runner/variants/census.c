#include "variants/census.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/stage.h"
#include "formats/vcfflow.h"
#include "variants/genome.h"
#include "variants/judged.h"
#include "variants/side.h"
#include "variants/strata/strata.h"

struct census {
    struct genome genome;
    struct crew *crew;
    struct side side;
    struct strata *sets;
    struct tally tally;
    int64_t not_assessed[VARIANTS_VERDICTS];
};

/* The counters of one record; -1 ends them. */
static void counters_of(int out[4], const struct calls *c, const struct call *k)
{
    const struct allele *a = call_allele(c, k, 0);
    bool het = k->zygosity == JUDGED_HET;
    int n = 0;

    if (k->n_alleles > 1) {
        out[n++] = CENSUS_MULTI;
    } else if (k->shape == JUDGED_MNP) {
        out[n++] = CENSUS_MNP;
    } else if (k->shape == JUDGED_SNV) {
        out[n++] = CENSUS_SNV;
        out[n++] = k->subtype == JUDGED_TI ? CENSUS_TI : CENSUS_TV;
        out[n++] = het ? CENSUS_SNV_HET : CENSUS_SNV_HOM;
    } else if (k->shape == JUDGED_INDEL) {
        out[n++] = a->alt_len ? CENSUS_INS : CENSUS_DEL;
        out[n++] = het ? CENSUS_INDEL_HET : CENSUS_INDEL_HOM;
    } else {
        out[n++] = CENSUS_OTHER;
    }
    out[n] = -1;
}

/* Is each allele within the regions? */
static bool is_inside(const struct strata_contig *sets,
                      struct strata_cursor *cursor, const struct calls *c,
                      const struct call *k)
{
    for (unsigned i = 0; i < k->n_alleles; i++) {
        uint64_t bits[STRATA_WORDS];
        int64_t beg;
        int64_t end;

        allele_span(&beg, &end, call_allele(c, k, i));
        strata_at(bits, sets, cursor, beg, end);
        if (!(*bits & 1))
            return false;
    }
    return true;
}

static int count_call(struct census *s, const struct strata_contig *sets,
                      struct strata_cursor *cursor, uint32_t contig,
                      const struct calls *c, const struct call *k,
                      struct err *e)
{
    int counter[4] = {CENSUS_OUTSIDE, -1};

    if (k->kind != CALL_ASSESSED) {
        s->not_assessed[k->reason]++;
        return 0;
    }
    if (is_inside(sets, cursor, c, k))
        counters_of(counter, c, k);
    for (int i = 0; counter[i] >= 0; i++) {
        if (tally_add(&s->tally, 0, contig,
                      k->pos < 0 ? 0 : (uint32_t)(k->pos / TALLY_BLOCK_BP),
                      (uint32_t)counter[i], 1, e))
            return -1;
    }
    return 0;
}

/* All that the file has on the contig of its next piece. */
static int count_contig(struct census *s, struct err *e)
{
    uint32_t contig = s->side.next.contig;
    const char *name = s->genome.contigs.a[contig];
    size_t len = s->genome.contigs.len[contig];
    struct strata_contig *sets =
        strata_contig_new(s->sets, name, len, s->genome.length[contig], e);
    uint32_t in_tally;
    struct strata_cursor cursor = {0};
    int got = -1;
    int rc = -1;

    if (!sets || tally_contig(&in_tally, &s->tally, name, e))
        goto done;
    while ((got = side_peek(&s->side, e)) > 0 &&
           s->side.next.contig == contig) {
        const struct piece p = s->side.next;
        struct batch *b = side_take(&s->side, p.n);
        int failed = 0;

        for (size_t i = p.first; !failed && i < p.first + p.n; i++)
            failed = count_call(s, sets, &cursor, in_tally, b->calls,
                                &b->calls->a[i], e);
        side_release(&s->side, b);
        if (failed)
            goto done;
    }
    rc = got < 0 ? -1 : 0;
done:
    strata_contig_free(sets);
    return rc;
}

static int count_file(struct census *s, struct err *e)
{
    if (tally_count(&s->tally, census_counters[CENSUS_RECORDS].name,
                    (int64_t)s->side.records, e))
        return -1;
    for (int k = VARIANTS_NA_FIRST; k < VARIANTS_VERDICTS; k++) {
        const char *name =
            census_counters[CENSUS_NA + k - VARIANTS_NA_FIRST].name;
        int64_t n = s->not_assessed[k];

        if (n && tally_count(&s->tally, name, n, e))
            return -1;
    }
    return 0;
}

static int start_tally(struct tally *t, struct err *e)
{
    const char *counters[CENSUS_COUNTERS];

    for (size_t i = 0; i < CENSUS_COUNTERS; i++)
        counters[i] = census_counters[i].name;
    return tally_init(t, counters, CENSUS_COUNTERS, NULL, 0, e);
}

/* Calls that name no contig of the regions are at fault, not the regions: those
 * are the suite's. Calls without any contig are merely empty. */
static int check_regions(const struct census *s, const struct variants_job *job,
                         struct err *e)
{
    const struct names *mine = &s->genome.contigs;
    const char *theirs = strata_stranger(s->sets, mine);

    if (!mine->n || !theirs)
        return 0;
    err_set(e, ERR_MISMATCH,
            "the calls share no contig with the regions: they name %s, where "
            "the regions have %s; name the contigs as the reference does",
            mine->a[0], theirs);
    return err_at(e, job->query.path, 0, 0);
}

static int count_all(struct census *s, struct err *e)
{
    int got;

    while ((got = side_peek(&s->side, e)) > 0) {
        if (count_contig(s, e))
            return -1;
    }
    return got;
}

static int count(struct census *s, enum variants_part *part,
                 const struct variants_job *alone, struct err *e)
{
    *part = VARIANTS_PART_NONE;
    s->crew = crew_new(alone->threads, e);
    if (!s->crew)
        return -1;
    *part = VARIANTS_PART_QUERY;
    if (side_open(&s->side, &alone->query, alone, &s->genome, s->crew, e))
        return -1;
    s->sets = strata_open(alone, NULL, NULL, part, e);
    if (!s->sets)
        return -1;
    if (genome_order(&s->genome, NULL, e) || start_tally(&s->tally, e))
        return -1;
    *part = VARIANTS_PART_QUERY;
    if (count_all(s, e) || check_regions(s, alone, e))
        return -1;
    *part = VARIANTS_PART_NONE;
    return count_file(s, e);
}

int census_count(struct variants_result *out, const struct variants_job *job,
                 struct err *e)
{
    const struct variants_job alone = {.query = job->query,
                                       .regions = job->regions,
                                       .filter = job->filter,
                                       .pass = job->pass,
                                       .max_length = job->max_length,
                                       .threads = job->threads};
    struct census s = {0};
    int rc;

    *out = (struct variants_result){0};
    rc = count(&s, &out->part, &alone, e);
    if (rc == 0) {
        out->tally = s.tally;
        s.tally = (struct tally){0};
    } else if (e->code == ERR_IO || e->code == ERR_MEMORY) {
        out->part = VARIANTS_PART_NONE;
    }
    side_close(&s.side);
    crew_free(s.crew);
    strata_close(s.sets);
    genome_release(&s.genome);
    tally_release(&s.tally);
    return rc;
}

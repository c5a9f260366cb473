#include "variants/census.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "variants/calls.h"
#include "variants/genome.h"
#include "variants/unit.h"

struct census {
    struct genome genome;
    struct calls calls;
    struct units units;
    struct tally tally;
};

static bool is_transition(char a, char b)
{
    return (a == 'A' && b == 'G') || (a == 'G' && b == 'A') ||
           (a == 'C' && b == 'T') || (a == 'T' && b == 'C');
}

/* The base that a unit of one base replaces. */
static char base_before(const struct calls *c, const struct call *k,
                        const struct unit *u)
{
    return call_ref(c, k)[u->pos - k->pos];
}

/* The counters of one record; -1 ends them. */
static void counters_of(int out[4], const struct calls *c, const struct call *k,
                        const struct unit *u)
{
    bool het = k->copies[0] == 1;
    int n = 0;

    if (k->n_alts > 1) {
        out[n++] = CENSUS_MULTI;
    } else if (k->units > 1) {
        out[n++] = CENSUS_MNP;
    } else if (unit_type(u) == VARIANTS_SNV) {
        out[n++] = CENSUS_SNV;
        out[n++] = is_transition(base_before(c, k, u), *u->alt) ? CENSUS_TI
                                                                : CENSUS_TV;
        out[n++] = het ? CENSUS_SNV_HET : CENSUS_SNV_HOM;
    } else if (unit_type(u) == VARIANTS_INDEL) {
        out[n++] = u->alt_len ? CENSUS_INS : CENSUS_DEL;
        out[n++] = het ? CENSUS_INDEL_HET : CENSUS_INDEL_HOM;
    } else {
        out[n++] = CENSUS_OTHER;
    }
    out[n] = -1;
}

static int count_call(struct census *s, struct sweep *w, uint32_t contig,
                      struct call *k, struct err *e)
{
    const struct unit_ref none = {NULL, 0, ""};
    int counter[4] = {CENSUS_OUTSIDE, -1};

    units_clear(&s->units);
    if (units_add(&s->units, &s->calls, k, 0, &none, e))
        return -1;
    if (sweep_holds(w, 0, s->units.a, k->units)) {
        counters_of(counter, &s->calls, k, s->units.a);
        s->calls.verdicts.verdict[k->record] = VARIANTS_TP;
    }
    for (int i = 0; counter[i] >= 0; i++) {
        if (tally_add(&s->tally, 0, contig,
                      k->pos < 0 ? 0 : (uint32_t)(k->pos / TALLY_BLOCK_BP),
                      (uint32_t)counter[i], 1, e))
            return -1;
    }
    return 0;
}

static int count_range(struct census *s, const struct calls_range *r,
                       struct err *e)
{
    struct sweep w = {0};
    uint32_t contig;
    int rc = -1;

    if (sweep_open(&w, &s->genome, r->contig, e) ||
        tally_contig(&contig, &s->tally, s->genome.contigs.a[r->contig], e))
        goto done;
    for (size_t i = r->first; i < r->first + r->n; i++) {
        struct call *k = &s->calls.a[i];

        if (k->kind == CALL_ASSESSED && count_call(s, &w, contig, k, e))
            goto done;
    }
    rc = 0;
done:
    sweep_close(&w);
    return rc;
}

static int count_file(struct census *s, struct err *e)
{
    const struct variants_verdicts *v = &s->calls.verdicts;
    int64_t n[VARIANTS_VERDICTS] = {0};

    for (size_t i = 0; i < v->n; i++)
        n[v->verdict[i]]++;
    if (tally_count(&s->tally, census_counters[CENSUS_RECORDS].name,
                    (int64_t)v->n, e))
        return -1;
    for (int k = VARIANTS_NA_FIRST; k < VARIANTS_VERDICTS; k++) {
        const char *name =
            census_counters[CENSUS_NA + k - VARIANTS_NA_FIRST].name;

        if (n[k] && tally_count(&s->tally, name, n[k], e))
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
    const struct genome *g = &s->genome;

    if (!g->contigs.n || !genome_is_elsewhere(g, &g->regions))
        return 0;
    err_set(e, ERR_MISMATCH,
            "the calls share no contig with the regions: they name %s, where "
            "the regions have %s; name the contigs as the reference does",
            g->contigs.a[0], g->regions.contigs.a[0]);
    return err_at(e, job->query.path, 0, 0);
}

static int count(struct census *s, enum variants_part *part,
                 const struct variants_job *job, struct err *e)
{
    const struct variants_job alone = {.query = job->query,
                                       .regions = job->regions,
                                       .filter = job->filter,
                                       .max_length = job->max_length};

    if (genome_open(&s->genome, part, &alone, e))
        return -1;
    *part = VARIANTS_PART_QUERY;
    if (calls_load(&s->calls, &alone.query, &alone, NULL, e))
        return -1;
    if (genome_take(&s->genome, &s->calls, e) || check_regions(s, &alone, e) ||
        start_tally(&s->tally, e))
        return -1;
    *part = VARIANTS_PART_NONE;
    for (size_t i = 0; i < s->calls.n_ranges; i++) {
        if (count_range(s, &s->calls.range[i], e))
            return -1;
    }
    return count_file(s, e);
}

int census_count(struct variants_result *out, const struct variants_job *job,
                 struct err *e)
{
    struct census s = {0};
    int rc;

    *out = (struct variants_result){0};
    rc = count(&s, &out->part, job, e);
    if (rc == 0) {
        out->tally = s.tally;
        s.tally = (struct tally){0};
        out->query = s.calls.verdicts;
        s.calls.verdicts = (struct variants_verdicts){0};
    } else if (e->code == ERR_IO || e->code == ERR_MEMORY) {
        out->part = VARIANTS_PART_NONE;
    }
    genome_release(&s.genome);
    calls_release(&s.calls);
    units_release(&s.units);
    tally_release(&s.tally);
    return rc;
}

#include "variants/assess.h"

#include <stdlib.h>
#include <string.h>

#include "variants/match.h"
#include "variants/repeats.h"
#include "variants/unit.h"

int assess_open(struct assess *a, const struct genome *g, struct calls *truth,
                struct calls *query, const struct variants_job *job,
                struct err *e)
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
    a->genome = g;
    a->truth = truth;
    a->query = query;
    a->sum = calloc((1 + g->n_strata) * VARIANTS_COUNTERS, sizeof(*a->sum));
    if (!a->sum)
        return err_nomem(e);
    if (g->has_ref) {
        a->view = fasta_view_open(&g->ref, e);
        if (!a->view)
            return -1;
    }
    return tally_init(&a->tally, counters, VARIANTS_COUNTERS, strata,
                      job->n_strata, e);
}

void assess_close(struct assess *a)
{
    fasta_view_close(a->view);
    tally_release(&a->tally);
    free(a->sum);
    *a = (struct assess){0};
}

/* Keep the fault of the earliest record. */
static void note_fault(struct fault *f, const struct calls *c, uint32_t record,
                       const struct err *why)
{
    if (f->err.code && f->record <= record)
        return;
    f->err = *why;
    f->record = record;
    err_at(&f->err, "", calls_line(c, record), 0);
}

/* The units of one call. 1: its file is at fault. */
static int make_units(struct match_side *s, size_t i, const struct calls *c,
                      const struct unit_ref *ref, struct fault *f,
                      struct err *e)
{
    struct call *k = &s->call[i];

    if (k->kind == CALL_NOCALL)
        return 0;
    if (unit_check_ref(c, k, ref, e)) {
        if (e->path[0] || e->code == ERR_IO) /* the reference's own fault */
            return -1;
        note_fault(f, c, k->record, e);
        *e = (struct err){0};
        return 1;
    }
    return units_add(&s->units, c, k, (uint32_t)i, ref, e);
}

/* The units of all calls of a contig: both sides by rising place, so that the
 * reference passes by once. 1: a file is at fault. */
static int make_all_units(struct assess *a, struct match_side *truth,
                          struct match_side *query, const struct unit_ref *ref,
                          struct err *e)
{
    size_t t = 0;
    size_t q = 0;
    int bad = 0;

    while (!bad && (t < truth->n || q < query->n)) {
        if (q == query->n ||
            (t < truth->n && truth->call[t].pos <= query->call[q].pos))
            bad = make_units(truth, t++, a->truth, ref, &a->truth_fault, e);
        else
            bad = make_units(query, q++, a->query, ref, &a->query_fault, e);
    }
    return bad;
}

static void flush_block(struct assess *a, uint32_t contig, uint32_t block,
                        int *failed, struct err *e)
{
    for (uint32_t s = 0; s <= a->genome->n_strata; s++) {
        int64_t *sum = a->sum + (size_t)s * VARIANTS_COUNTERS;

        for (uint32_t i = 0; i < VARIANTS_COUNTERS; i++) {
            if (sum[i] && tally_add(&a->tally, s, contig, block, i, sum[i], e))
                *failed = -1;
            sum[i] = 0;
        }
    }
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

static enum variants_type type_of(const struct call *k, const struct unit *u)
{
    enum variants_type t = unit_type(&u[0]);

    if (k->units > k->n_alts) /* an MNP */
        return VARIANTS_OTHER;
    for (size_t i = 1; i < k->units; i++) {
        if (unit_type(&u[i]) != t)
            return VARIANTS_OTHER;
    }
    return t;
}

/* One judged call: its last verdict, and into the sums. */
static void count_call(struct assess *a, struct sweep *w, struct calls *c,
                       const struct call *k, const struct unit *u,
                       enum variants_verdict v)
{
    enum variants_type type = type_of(k, u);
    int counter[4];

    if (!sweep_holds(w, 0, u, k->units))
        v = VARIANTS_OUTSIDE;
    c->verdicts.verdict[k->record] = (uint8_t)v;
    c->verdicts.type[k->record] = (uint8_t)type;
    counters_of(counter, v, c == a->truth);
    for (size_t s = 0; s < w->n; s++) {
        int64_t *sum =
            a->sum + s * VARIANTS_COUNTERS + (size_t)type * VARIANTS_C_OF_TYPE;

        if (s && !sweep_holds(w, s, u, k->units))
            continue;
        for (int i = 0; counter[i] >= 0; i++)
            sum[counter[i]]++;
    }
}

/* All calls of one side. `units` in the order of the calls again. */
static int count_side(struct assess *a, struct sweep *w, uint32_t contig,
                      struct calls *c, const struct match_side *s,
                      const struct unit *units, struct err *e)
{
    uint32_t block = 0;
    int failed = 0;

    sweep_restart(w);
    for (size_t i = 0; i < s->n; i++) {
        const struct call *k = &s->call[i];
        uint32_t at = k->pos < 0 ? 0 : (uint32_t)(k->pos / TALLY_BLOCK_BP);

        if (k->kind != CALL_ASSESSED)
            continue;
        if (at != block)
            flush_block(a, contig, block, &failed, e);
        block = at;
        count_call(a, w, c, k, units + k->unit,
                   (enum variants_verdict)s->verdict[i]);
    }
    flush_block(a, contig, block, &failed, e);
    return failed;
}

/* bp of regions and strata, block by block. */
static int count_bp(struct assess *a, const struct sweep *w, uint32_t in_tally,
                    int64_t length, struct err *e)
{
    for (size_t s = 0; s < w->n; s++) {
        const struct bed_contig *b = s == 0 && w->everywhere ? NULL : w->bed[s];
        int64_t end = b && b->n ? b->a[b->n - 1].end : 0;

        if (s == 0 && w->everywhere)
            end = length;
        for (int64_t beg = 0; beg < end; beg += TALLY_BLOCK_BP) {
            int64_t bp = sweep_bp(
                w, s, beg,
                beg + TALLY_BLOCK_BP < end ? beg + TALLY_BLOCK_BP : end);

            if (bp && tally_add(&a->tally, (uint32_t)s, in_tally,
                                (uint32_t)(beg / TALLY_BLOCK_BP),
                                VARIANTS_C_REGIONS, bp, e))
                return -1;
        }
    }
    return 0;
}

/* The units in the order that they were made in, for region look-ups. */
static struct unit *by_id(const struct units *u, struct err *e)
{
    struct unit *out = malloc((u->n + 1) * sizeof(*out));

    if (!out) {
        err_nomem(e);
        return NULL;
    }
    for (size_t i = 0; i < u->n; i++)
        out[u->a[i].id] = u->a[i];
    return out;
}

static int match_and_count(struct assess *a, struct sweep *w, uint32_t in_tally,
                           struct match_side *truth, struct match_side *query,
                           struct err *e)
{
    struct unit *t = NULL;
    struct unit *q = NULL;
    int64_t repeats;
    int rc = -1;

    if (match_contig(truth, query, e) || repeats_count(&repeats, query, e))
        goto done;
    if (repeats && tally_count(&a->tally, "query.repeated", repeats, e))
        goto done;
    t = by_id(&truth->units, e);
    q = t ? by_id(&query->units, e) : NULL;
    if (!t || !q)
        goto done;
    if (count_side(a, w, in_tally, a->truth, truth, t, e) ||
        count_side(a, w, in_tally, a->query, query, q, e))
        goto done;
    rc = 0;
done:
    free(t);
    free(q);
    return rc;
}

static int open_side(struct match_side *s, struct calls *c,
                     const struct calls_range *r, struct err *e)
{
    s->call = r ? c->a + r->first : NULL;
    s->n = r ? r->n : 0;
    s->verdict = malloc(s->n + 1);
    return s->verdict ? 0 : err_nomem(e);
}

static void close_side(struct match_side *s)
{
    units_release(&s->units);
    free(s->verdict);
}

int assess_contig(struct assess *a, const struct assess_contig *c,
                  struct err *e)
{
    const char *name = a->genome->contigs.a[c->contig];
    struct unit_ref ref = {a->view, c->contig, name};
    struct match_side truth = {0};
    struct match_side query = {0};
    struct sweep w = {0};
    uint32_t in_tally;
    int rc = -1;
    int bad;

    if (open_side(&truth, a->truth, c->truth, e) ||
        open_side(&query, a->query, c->query, e) ||
        sweep_open(&w, a->genome, c->contig, e) ||
        tally_contig(&in_tally, &a->tally, name, e) ||
        count_bp(a, &w, in_tally, a->genome->length[c->contig], e))
        goto done;
    bad = make_all_units(a, &truth, &query, &ref, e);
    if (bad < 0)
        goto done;
    if (!bad && match_and_count(a, &w, in_tally, &truth, &query, e))
        goto done;
    rc = 0;
done:
    sweep_close(&w);
    close_side(&truth);
    close_side(&query);
    return rc;
}

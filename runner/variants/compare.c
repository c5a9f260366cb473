/*
 * The order of work: open the small files, load truth and query (two threads),
 * put their contigs in one order, assess contig by contig (any number of
 * threads, each with its own sums), add up. Which thread takes which contig
 * changes nothing: sums are sums, and of several faults the earliest counts.
 */
#include "variants/variants.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/progress.h"
#include "variants/assess.h"
#include "variants/calls.h"
#include "variants/genome.h"

struct load {
    struct calls *out;
    const struct variants_input *from;
    const struct variants_job *job;
    const struct fasta *ref;
    struct err err;
    int rc;
};

struct crew {
    struct assess_contig *contig;
    size_t n;
    atomic_size_t next;
    struct progress *progress;
};

struct worker {
    struct crew *crew;
    struct assess assess;
    bool first; /* the one that may speak */
    struct err err;
    int rc;
};

struct compare {
    const struct variants_job *job;
    struct genome genome;
    struct calls truth;
    struct calls query;
    struct crew crew;
    struct worker *worker;
    size_t n_workers;
};

static void *load_one(void *arg)
{
    struct load *l = arg;

    l->rc = calls_load(l->out, l->from, l->job, l->ref, &l->err);
    return NULL;
}

/* Truth and query, side by side if there may be two threads. */
static int load_both(struct compare *c, enum variants_part *part, struct err *e)
{
    const struct variants_job *job = c->job;
    const struct fasta *ref = c->genome.has_ref ? &c->genome.ref : NULL;
    struct load truth = {&c->truth, &job->truth, job, ref, {0}, 0};
    struct load query = {&c->query, &job->query, job, ref, {0}, 0};
    pthread_t thread;
    bool apart = job->threads > 1 &&
                 pthread_create(&thread, NULL, load_one, &truth) == 0;

    if (!apart)
        load_one(&truth);
    load_one(&query);
    if (apart)
        pthread_join(thread, NULL);
    *part = truth.rc ? VARIANTS_PART_TRUTH : VARIANTS_PART_QUERY;
    if (truth.rc || query.rc) {
        *e = truth.rc ? truth.err : query.err;
        return -1;
    }
    *part = VARIANTS_PART_NONE;
    return 0;
}

static const struct calls_range **ranges_by_contig(const struct calls *c,
                                                   size_t n, struct err *e)
{
    const struct calls_range **by =
        calloc(n + 1, sizeof(const struct calls_range *));

    if (!by)
        err_nomem(e);
    for (size_t i = 0; by && i < c->n_ranges; i++)
        by[c->range[i].contig] = &c->range[i];
    return by;
}

/* The contigs that have records or regions, in their common order. */
static int list_contigs(struct compare *c, struct err *e)
{
    const struct genome *g = &c->genome;
    size_t n = g->contigs.n;
    const struct calls_range **truth = ranges_by_contig(&c->truth, n, e);
    const struct calls_range **query = ranges_by_contig(&c->query, n, e);
    int rc = -1;

    c->crew.contig = calloc(n + 1, sizeof(*c->crew.contig));
    if (!truth || !query || !c->crew.contig) {
        err_nomem(e);
        goto done;
    }
    for (uint32_t i = 0; i < n; i++) {
        bool region = g->has_regions ? bed_contig(&g->regions, g->contigs.a[i],
                                                  g->contigs.len[i]) != NULL
                                     : g->length[i] > 0;

        if (truth[i] || query[i] || region)
            c->crew.contig[c->crew.n++] =
                (struct assess_contig){i, truth[i], query[i]};
    }
    rc = 0;
done:
    free(truth);
    free(query);
    return rc;
}

static void *work(void *arg)
{
    struct worker *w = arg;
    struct crew *crew = w->crew;

    for (;;) {
        size_t i = atomic_fetch_add(&crew->next, 1);

        if (i >= crew->n)
            return NULL;
        w->rc = assess_contig(&w->assess, &crew->contig[i], &w->err);
        if (w->rc)
            return NULL;
        if (w->first && crew->progress)
            progress_at(crew->progress, (int64_t)i + 1);
    }
}

static int open_workers(struct compare *c, struct err *e)
{
    size_t n = c->job->threads > 1 ? (size_t)c->job->threads : 1;

    if (n > VARIANTS_THREADS)
        n = VARIANTS_THREADS;
    if (n > c->crew.n)
        n = c->crew.n ? c->crew.n : 1;
    c->worker = calloc(n, sizeof(*c->worker));
    if (!c->worker)
        return err_nomem(e);
    for (size_t i = 0; i < n; i++) {
        struct worker *w = &c->worker[i];

        w->crew = &c->crew;
        w->first = i == 0;
        c->n_workers++;
        if (assess_open(&w->assess, &c->genome, &c->truth, &c->query, c->job,
                        e))
            return -1;
        /* All contigs in their order, so that sums can be added. */
        for (size_t k = 0; k < c->crew.n; k++) {
            uint32_t at;

            if (tally_contig(&at, &w->assess.tally,
                             c->genome.contigs.a[c->crew.contig[k].contig], e))
                return -1;
        }
    }
    return 0;
}

static void run_workers(struct compare *c)
{
    pthread_t thread[VARIANTS_THREADS];
    bool runs[VARIANTS_THREADS] = {false};

    for (size_t i = 1; i < c->n_workers; i++)
        runs[i] = pthread_create(&thread[i], NULL, work, &c->worker[i]) == 0;
    work(&c->worker[0]);
    for (size_t i = 1; i < c->n_workers; i++) {
        if (runs[i])
            pthread_join(thread[i], NULL);
    }
}

/* The earliest fault of one side over all workers; NULL when none. */
static const struct fault *earliest(const struct compare *c, bool truth)
{
    const struct fault *best = NULL;

    for (size_t i = 0; i < c->n_workers; i++) {
        const struct assess *a = &c->worker[i].assess;
        const struct fault *f = truth ? &a->truth_fault : &a->query_fault;

        if (f->err.code && (!best || f->record < best->record))
            best = f;
    }
    return best;
}

static int check_workers(const struct compare *c, enum variants_part *part,
                         struct err *e)
{
    const struct fault *f = earliest(c, true);

    for (size_t i = 0; i < c->n_workers; i++) {
        if (c->worker[i].rc) {
            *part = c->worker[i].err.path[0] ? VARIANTS_PART_REFERENCE
                                             : VARIANTS_PART_NONE;
            *e = c->worker[i].err;
            return -1;
        }
    }
    *part = f ? VARIANTS_PART_TRUTH : VARIANTS_PART_QUERY;
    if (!f)
        f = earliest(c, false);
    if (f) {
        *e = f->err;
        return err_at(e,
                      *part == VARIANTS_PART_TRUTH ? c->job->truth.path
                                                   : c->job->query.path,
                      0, 0);
    }
    *part = VARIANTS_PART_NONE;
    return 0;
}

/* Counters of whole files. */
static int count_file(struct tally *t, const struct variants_verdicts *v,
                      bool truth, struct err *e)
{
    int64_t n[VARIANTS_VERDICTS] = {0};
    int first = truth ? VARIANTS_C_TRUTH_NA : VARIANTS_C_QUERY_NA;
    int records = truth ? VARIANTS_C_TRUTH_RECORDS : VARIANTS_C_QUERY_RECORDS;

    for (size_t i = 0; i < v->n; i++)
        n[v->verdict[i]]++;
    if (tally_count(t, variants_counters[records].name, (int64_t)v->n, e))
        return -1;
    for (int k = VARIANTS_NA_FIRST; k < VARIANTS_VERDICTS; k++) {
        const char *name =
            variants_counters[first + k - VARIANTS_NA_FIRST].name;

        if (n[k] && tally_count(t, name, n[k], e))
            return -1;
    }
    return 0;
}

static int note_file(struct findings *f, const struct variants_input *in,
                     const struct calls *c, struct err *e)
{
    const char *name = in->name ? in->name : in->path;

    if (c->undeclared &&
        finding_add(f, FINDING_WARNING, "VARIANTS-UNDECLARED", name, 0, e,
                    "records stand on contig %s, which the header does not "
                    "declare",
                    c->undeclared))
        return -1;
    return 0;
}

static int note_both(struct findings *f, const struct compare *c, struct err *e)
{
    bool shared = false;

    for (size_t i = 0; i < c->crew.n; i++)
        shared = shared || (c->crew.contig[i].truth && c->crew.contig[i].query);
    if (note_file(f, &c->job->truth, &c->truth, e) ||
        note_file(f, &c->job->query, &c->query, e))
        return -1;
    if (!shared && c->truth.n_ranges && c->query.n_ranges)
        return finding_add(
            f, FINDING_WARNING, "VARIANTS-NO-SHARED-CONTIG",
            c->job->query.name ? c->job->query.name : c->job->query.path, 0, e,
            "truth and query have records on no common contig: the truth "
            "begins with %s, the query with %s",
            c->genome.contigs.a[c->truth.range[0].contig],
            c->genome.contigs.a[c->query.range[0].contig]);
    return 0;
}

/* Sums, verdicts and notes into the result. */
static int hand_over(struct variants_result *out, struct compare *c,
                     struct err *e)
{
    struct variants_result r = {0};

    for (size_t i = 1; i < c->n_workers; i++) {
        if (tally_merge(&c->worker[0].assess.tally, &c->worker[i].assess.tally,
                        e))
            return -1;
    }
    if (count_file(&c->worker[0].assess.tally, &c->truth.verdicts, true, e) ||
        count_file(&c->worker[0].assess.tally, &c->query.verdicts, false, e))
        return -1;
    if (note_both(&r.findings, c, e)) {
        findings_release(&r.findings);
        return -1;
    }
    r.tally = c->worker[0].assess.tally;
    c->worker[0].assess.tally = (struct tally){0};
    r.truth = c->truth.verdicts;
    c->truth.verdicts = (struct variants_verdicts){0};
    r.query = c->query.verdicts;
    c->query.verdicts = (struct variants_verdicts){0};
    *out = r;
    return 0;
}

static int compare(struct variants_result *out, struct compare *c,
                   struct err *e)
{
    struct progress *p = c->job->progress;

    if (genome_open(&c->genome, &out->part, c->job, e))
        return -1;
    if (p)
        progress_stage(p, lang_tr("small variants: reading"), 0);
    if (load_both(c, &out->part, e) || genome_take(&c->genome, &c->truth, e) ||
        genome_take(&c->genome, &c->query, e) ||
        genome_check(&c->genome, &out->part, c->job, e) || list_contigs(c, e) ||
        open_workers(c, e))
        return -1;
    if (p)
        progress_stage(p, lang_tr("small variants: comparing"),
                       (int64_t)c->crew.n);
    c->crew.progress = p;
    run_workers(c);
    if (check_workers(c, &out->part, e))
        return -1;
    return hand_over(out, c, e);
}

int variants_compare(struct variants_result *out,
                     const struct variants_job *job, struct err *e)
{
    struct compare c = {.job = job};
    int rc;

    *out = (struct variants_result){0};
    rc = compare(out, &c, e);
    if (rc && (e->code == ERR_IO || e->code == ERR_MEMORY))
        out->part = VARIANTS_PART_NONE;
    for (size_t i = 0; i < c.n_workers; i++)
        assess_close(&c.worker[i].assess);
    free(c.worker);
    free(c.crew.contig);
    calls_release(&c.truth);
    calls_release(&c.query);
    genome_release(&c.genome);
    return rc;
}

void variants_result_release(struct variants_result *r)
{
    tally_release(&r->tally);
    findings_release(&r->findings);
    free(r->truth.verdict);
    free(r->truth.type);
    free(r->query.verdict);
    free(r->query.type);
    *r = (struct variants_result){0};
}

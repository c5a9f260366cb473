/*
 * The order of work: open the small files and the headers, then contig by
 * contig in one order (compare_contig.c), then add up.
 *
 * Both files pass by once, and only what is open is in memory, as long as
 * their contigs come in the same order. When one turns out not to, all begins
 * again, with both files held in memory, contig by contig.
 */
#include "variants/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/progress.h"
#include "formats/vcfflow.h"

#define WINDOWS 2 /* under way at once, for each thread */

static int open_stages(struct compare *c, struct err *e)
{
    int threads = c->job->threads;
    size_t depth;

    if (threads > VARIANTS_THREADS)
        threads = VARIANTS_THREADS;
    c->crew = c->job->crew ? c->job->crew : crew_new(threads, e);
    if (!c->crew)
        return -1;
    depth = WINDOWS * (size_t)crew_threads(c->crew);
    c->placing = stage_new(c->crew, depth, e);
    c->matching = c->placing ? stage_new(c->crew, depth, e) : NULL;
    c->shelf = c->matching
                   ? shelf_new(c->genome.has_ref ? &c->genome.ref : NULL, e)
                   : NULL;
    return c->shelf && compare_tell_open(c, e) == 0 ? 0 : -1;
}

static int open_sides(struct compare *c, struct err *e)
{
    const struct variants_input *from[] = {&c->job->truth, &c->job->query};

    for (int s = 0; s < 2; s++) {
        c->part = s ? VARIANTS_PART_QUERY : VARIANTS_PART_TRUTH;
        if (side_open(&c->side[s], from[s], c->job, &c->genome, c->crew, e))
            return -1;
    }
    c->part = VARIANTS_PART_NONE;
    return 0;
}

static int gather(struct compare *c, struct err *e)
{
    for (int s = 0; s < 2; s++) {
        c->part = s ? VARIANTS_PART_QUERY : VARIANTS_PART_TRUTH;
        if (side_gather(&c->side[s], e))
            return -1;
    }
    c->part = VARIANTS_PART_NONE;
    return 0;
}

static int tell_start(struct compare *c, struct err *e)
{
    const struct judged_listener *l = c->job->listener;
    struct judged_start s = {
        .job = c->job,
        .contigs = &c->genome.contigs,
        .length = c->genome.length,
        .order = c->genome.by_rank,
        .n_order = c->genome.n_ranked,
    };

    if (!l || !l->begin)
        return 0;
    for (int k = 0; k < JUDGED_SIDES; k++) {
        struct judged_file *f = &s.file[k];

        f->head = vcfflow_head(c->side[k].flow);
        f->text = vcfflow_head_text(c->side[k].flow, &f->text_len);
    }
    return l->begin(l->arg, &s, e);
}

/* They look at the list of contigs, which is about to grow. */
static int wait_for_listeners(void *compare, struct err *e)
{
    return compare_told(compare, e);
}

static int open_all(struct compare *c, struct err *e)
{
    c->part = VARIANTS_PART_REFERENCE;
    if (genome_open(&c->genome, c->job->reference, e))
        return -1;
    c->part = VARIANTS_PART_NONE;
    c->genome.quiet = wait_for_listeners;
    c->genome.quiet_arg = c;
    if (open_stages(c, e) || open_sides(c, e))
        return -1;
    c->strata =
        strata_open(c->job, c->genome.has_ref ? &c->genome.contigs : NULL,
                    c->crew, &c->part, e);
    if (!c->strata)
        return -1;
    c->part = VARIANTS_PART_NONE;
    if (genome_order(&c->genome, vcfflow_head(c->side[0].flow), e) ||
        (c->gathers && gather(c, e)))
        return -1;
    if (count_open(&c->count, c->job, c->strata, e))
        return -1;
    return tell_start(c, e);
}

static void close_all(struct compare *c)
{
    compare_tell_close(c);
    for (int s = 0; s < 2; s++)
        side_close(&c->side[s]);
    stage_free(c->placing);
    stage_free(c->matching);
    while (c->resting) {
        struct chunk *next = c->resting->next;

        chunk_free(c->resting);
        c->resting = next;
    }
    shelf_free(c->shelf);
    if (!c->job->crew)
        crew_free(c->crew);
    strata_close(c->strata);
    lanes_release(&c->lanes);
    count_close(&c->count);
    genome_release(&c->genome);
    variants_result_release(&c->result);
}

/* Contigs that no record is on have regions to count, too. */
static int pass_until(struct compare *c, uint32_t rank, struct err *e)
{
    while (c->next_rank < rank && c->next_rank < c->genome.n_ranked) {
        uint32_t contig = c->genome.by_rank[c->next_rank++];
        const struct names *all = &c->genome.contigs;
        struct strata_contig *sets =
            strata_contig_new(c->strata, all->a[contig], all->len[contig],
                              c->genome.length[contig], e);

        if (!sets)
            return -1;
        if (count_contig(&c->count, all->a[contig], sets, e)) {
            strata_contig_free(sets);
            return -1;
        }
        strata_contig_free(sets);
    }
    return 0;
}

/* Records of contigs that the reference lacks are passed by as they come. */
static int next_known(struct compare *c, int s, struct err *e)
{
    struct side *d = &c->side[s];
    int got;

    while ((got = side_peek(d, e)) > 0 && !d->next.known) {
        struct batch *b;

        if (compare_foreign(c, s, e))
            return -1;
        b = side_take(d, d->next.n);
        side_release(d, b);
    }
    if (got < 0)
        c->part = s ? VARIANTS_PART_QUERY : VARIANTS_PART_TRUTH;
    return got;
}

/* The rank of the contig that comes next; UINT32_MAX at the end. */
static int next_rank(uint32_t *out, struct compare *c, struct err *e)
{
    *out = UINT32_MAX;
    for (int s = 0; s < 2; s++) {
        int got = next_known(c, s, e);

        if (got < 0)
            return -1;
        if (got) {
            uint32_t rank = genome_rank(&c->genome, c->side[s].next.contig);

            *out = rank < *out ? rank : *out;
        }
    }
    return 0;
}

static int run_contigs(struct compare *c, struct err *e)
{
    uint32_t rank;

    for (;;) {
        uint32_t contig;

        if (next_rank(&rank, c, e))
            return -1;
        if (rank == UINT32_MAX)
            return pass_until(c, rank, e);
        if (rank < c->next_rank) {
            c->disordered = true;
            return 0;
        }
        if (pass_until(c, rank, e))
            return -1;
        contig = rank < c->genome.n_ranked ? c->genome.by_rank[rank] : rank;
        c->next_rank = rank + 1;
        if (compare_contig(c, contig, e))
            return -1;
        if (c->job->progress)
            progress_at(c->job->progress, rank + 1);
    }
}

/* What was told first fails first, whatever else did meanwhile. */
static int run(struct compare *c, struct err *e)
{
    struct err late = {0};
    int rc = run_contigs(c, e);

    if (compare_told(c, &late)) {
        c->part = VARIANTS_PART_NONE;
        *e = late;
        rc = -1;
    }
    return rc;
}

static int note_file(struct findings *f, const struct side *s, struct err *e)
{
    const char *name = s->from->name ? s->from->name : s->from->path;

    if (s->undeclared &&
        finding_add(f, FINDING_WARNING, "VARIANTS-UNDECLARED", name, 0, e,
                    "records stand on contig %s, which the header does not "
                    "declare",
                    s->undeclared))
        return -1;
    return 0;
}

static int note_both(struct compare *c, struct err *e)
{
    const struct variants_input *q = &c->job->query;
    const char *const *name = (const char *const *)c->genome.contigs.a;
    const uint32_t first[] = {c->side[0].first_contig, c->side[1].first_contig};

    if (note_file(&c->result.findings, &c->side[0], e) ||
        note_file(&c->result.findings, &c->side[1], e))
        return -1;
    if (!c->shared && first[0] != NAMES_NONE && first[1] != NAMES_NONE)
        return finding_add(
            &c->result.findings, FINDING_WARNING, "VARIANTS-NO-SHARED-CONTIG",
            q->name ? q->name : q->path, 0, e,
            "truth and query have records on no common contig: the truth "
            "begins with %s, the query with %s",
            name[first[0]], name[first[1]]);
    return 0;
}

static int finish(struct compare *c, struct err *e)
{
    const struct count_file whole = {
        .records = {c->side[0].records, c->side[1].records},
        .repeated = c->repeated,
        .phase_pairs = c->phase.pairs,
        .phase_switches = c->phase.switches,
        .phase_flips = c->phase.flips,
    };

    for (int s = 0; s < 2; s++) {
        c->part = s ? VARIANTS_PART_QUERY : VARIANTS_PART_TRUTH;
        if (side_check_end(&c->side[s], e))
            return -1;
    }
    c->part = VARIANTS_PART_NONE;
    if (count_end(&c->count, &whole, e) || note_both(c, e))
        return -1;
    c->result.tally = c->count.tally;
    c->count.tally = (struct tally){0};
    return 0;
}

static int compare(struct variants_result *out, struct compare *c,
                   struct err *e)
{
    struct progress *p = c->job->progress;

    if (open_all(c, e))
        return -1;
    if (p)
        progress_stage(p, lang_tr("small variants: comparing"),
                       (int64_t)c->genome.contigs.n);
    if (run(c, e))
        return -1;
    if (c->disordered)
        return 0;
    if (finish(c, e))
        return -1;
    *out = c->result;
    c->result = (struct variants_result){0};
    return 0;
}

/* Standard input can not be read twice. */
static int may_begin_again(struct compare *c, struct err *e)
{
    for (int s = 0; s < 2; s++) {
        if (strcmp(c->side[s].from->path, "-") == 0) {
            c->part = s ? VARIANTS_PART_QUERY : VARIANTS_PART_TRUTH;
            return err_set(e, ERR_MISMATCH,
                           "the contigs of truth and query come in different "
                           "orders, which standard input does not allow; give "
                           "a file, or sort both alike");
        }
    }
    return 0;
}

int variants_compare(struct variants_result *out,
                     const struct variants_job *job, struct err *e)
{
    struct compare c = {.job = job};
    int rc;

    *out = (struct variants_result){0};
    rc = compare(out, &c, e);
    if (!rc && c.disordered)
        rc = may_begin_again(&c, e);
    if (!rc && c.disordered) {
        close_all(&c);
        c = (struct compare){.job = job, .gathers = true};
        if (job->listener)
            job->listener->again(job->listener->arg);
        rc = compare(out, &c, e);
    }
    close_all(&c);
    if (rc) {
        variants_result_release(out);
        out->part = e->code == ERR_IO || e->code == ERR_MEMORY
                        ? VARIANTS_PART_NONE
                        : c.part;
    }
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

#include "variants/side.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/vcfflow.h"
#include "variants/judged.h"

int side_open(struct side *s, const struct variants_input *from,
              const struct variants_job *job, struct genome *g,
              struct crew *crew, struct err *e)
{
    const struct vcfflow_options o = {
        .sample = from->sample,
        .no_sample = from->alts,
        .keep_text = job->listener && job->listener->wants_text,
    };
    struct vcfflow_taker taker;

    s->from = from;
    s->strict = from == &job->truth;
    s->genome = g;
    s->first_contig = NAMES_NONE;
    if (calls_init(&s->arg, job, from, e))
        return -1;
    taker = calls_taker(&s->arg);
    s->flow = vcfflow_open(from->path, crew, &o, &taker, e);
    if (!s->flow)
        return -1;
    return genome_join(g, vcfflow_head(s->flow), e);
}

void side_close(struct side *s)
{
    if (s->batch)
        side_release(s, s->batch);
    for (size_t i = s->at_gathered; i < s->n_gathered; i++)
        side_release(s, s->gathered[i].batch);
    if (s->has_next && !s->gathers)
        side_release(s, s->next.batch);
    vcfflow_close(s->flow);
    calls_release(&s->arg);
    free(s->contig);
    free(s->is_known);
    free(s->gathered);
    free(s->foreign);
    free(s->undeclared);
    *s = (struct side){0};
}

void side_release(struct side *s, struct batch *b)
{
    if (--b->held)
        return;
    vcfflow_batch_free(b->in, s->flow);
    free(b);
}

uint64_t side_line(const struct batch *b, size_t record)
{
    return (b->in->first_line ? b->in->first_line : b->in->first_record) +
           record;
}

/* The name with "chr" in front, or without it when it has it. */
static const char *other_style(char out[64], const char *name, size_t len)
{
    if (len > 3 && memcmp(name, "chr", 3) == 0) {
        name += 3;
        len -= 3;
        memcpy(out, name, len < 60 ? len : 60);
        out[len < 60 ? len : 60] = '\0';
        return out;
    }
    memcpy(out, "chr", 3);
    memcpy(out + 3, name, len < 60 ? len : 60);
    out[3 + (len < 60 ? len : 60)] = '\0';
    return out;
}

/* Is the reference's naming the other one? */
static int check_naming(const char *name, size_t len, const struct fasta *ref,
                        struct err *e)
{
    char other[64];

    other_style(other, name, len);
    if (names_find(&ref->names, other, strlen(other)) == NAMES_NONE)
        return 0;
    return err_set(e, ERR_MISMATCH,
                   "contig %s is not in the reference, which calls it "
                   "%s; rename the contigs, for example with bcftools "
                   "annotate --rename-chrs",
                   name, other);
}

static int not_in_reference(const struct side *s, struct err *e)
{
    err_set(e, ERR_MISMATCH,
            "contig %s is not in the reference; use the reference "
            "that the variants were called on",
            s->foreign);
    return err_at(e, s->from->path, s->foreign_line, 0);
}

static int check_length(const char *name, int64_t stated, int64_t length,
                        struct err *e)
{
    if (!stated || stated == length)
        return 0;
    return err_set(e, ERR_MISMATCH,
                   "contig %s has %lld bases in the header, but %lld in "
                   "the reference; use the reference that the variants "
                   "were called on",
                   name, (long long)stated, (long long)length);
}

static int take_foreign(struct side *s, const char *name, size_t len,
                        uint64_t line, struct err *e)
{
    if (check_naming(name, len, &s->genome->ref, e))
        return -1;
    s->n_foreign++;
    if (!s->foreign) {
        s->foreign = strdup(name);
        s->foreign_line = line;
        if (!s->foreign)
            return err_nomem(e);
    }
    return s->strict ? not_in_reference(s, e) : 0;
}

/* The first records of the file's contig `i`. */
static int meet_contig(struct side *s, uint32_t i, uint64_t line, struct err *e)
{
    const struct vcfhead *h = vcfflow_head(s->flow);
    struct genome *g = s->genome;
    const char *name = h->contigs.a[i];
    size_t len = h->contigs.len[i];
    bool known =
        !g->has_ref || names_find(&g->ref.names, name, len) != NAMES_NONE;
    uint32_t at;

    if (!known && take_foreign(s, name, len, line, e))
        return err_at(e, "", line, 0);
    if (genome_add(&at, g, name, len, h->contig_length[i], e))
        return -1;
    if (known && g->has_ref &&
        check_length(name, h->contig_length[i], g->length[at], e))
        return err_at(e, "", line, 0);
    s->n_known += known;
    if (known && s->first_contig == NAMES_NONE)
        s->first_contig = at;
    if (known && i >= h->n_declared && !s->undeclared) {
        s->undeclared = strdup(name);
        if (!s->undeclared)
            return err_nomem(e);
    }
    s->contig[i] = at;
    s->is_known[i] = known;
    return 0;
}

static int room_contigs(struct side *s, struct err *e)
{
    size_t n = vcfflow_head(s->flow)->contigs.n;

    if (n > s->cap_contigs) {
        size_t cap = n + n / 2;
        uint32_t *c = realloc(s->contig, cap * sizeof(*c));
        bool *k = c ? realloc(s->is_known, cap * sizeof(*k)) : NULL;

        if (c)
            s->contig = c;
        if (k)
            s->is_known = k;
        if (!c || !k)
            return err_nomem(e);
        s->cap_contigs = cap;
    }
    for (; s->n_contigs < n; s->n_contigs++)
        s->contig[s->n_contigs] = NAMES_NONE;
    return 0;
}

static int next_batch(struct side *s, struct err *e)
{
    struct vcfflow_batch *in;
    int got;

    if (s->ended)
        return 0;
    got = vcfflow_next(&in, s->flow, e);
    if (got <= 0) {
        s->ended = got == 0;
        return got;
    }
    s->batch = calloc(1, sizeof(*s->batch));
    if (!s->batch) {
        vcfflow_batch_free(in, s->flow);
        return err_nomem(e);
    }
    *s->batch = (struct batch){in, in->content, 1};
    s->run = 0;
    s->records += in->n;
    return room_contigs(s, e) ? -1 : 1;
}

/* The next piece in the order of the file. */
static int next_piece(struct piece *out, struct side *s, struct err *e)
{
    const struct vcfflow_run *run;

    if (s->batch && s->run == s->batch->in->n_runs) {
        side_release(s, s->batch);
        s->batch = NULL;
    }
    if (!s->batch) {
        int got = next_batch(s, e);

        if (got <= 0)
            return got;
    }
    run = &s->batch->in->run[s->run];
    if (s->contig[run->contig] == NAMES_NONE &&
        meet_contig(s, run->contig, side_line(s->batch, run->first), e))
        return err_at(e, s->from->path, 0, 0);
    *out = (struct piece){s->batch, run->first, run->n, s->contig[run->contig],
                          s->is_known[run->contig]};
    s->batch->held++;
    s->run++;
    return 1;
}

int side_peek(struct side *s, struct err *e)
{
    int got;

    if (s->has_next)
        return 1;
    if (s->gathers) {
        if (s->at_gathered == s->n_gathered)
            return 0;
        s->next = s->gathered[s->at_gathered];
        s->has_next = true;
        return 1;
    }
    got = next_piece(&s->next, s, e);
    s->has_next = got > 0;
    return got;
}

struct batch *side_take(struct side *s, size_t n)
{
    struct batch *b = s->next.batch;

    if (n < s->next.n) {
        b->held++;
        s->next.first += n;
        s->next.n -= n;
        return b;
    }
    s->has_next = false; /* its hold passes to the caller */
    if (s->gathers)
        s->at_gathered++;
    return b;
}

static int keep_piece(struct side *s, const struct piece *p, struct err *e)
{
    if (s->n_gathered == s->cap_gathered) {
        size_t cap = s->cap_gathered ? 2 * s->cap_gathered : 256;
        struct piece *more = realloc(s->gathered, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        s->gathered = more;
        s->cap_gathered = cap;
    }
    s->gathered[s->n_gathered++] = *p;
    return 0;
}

/* Bring pieces of one contig together, in order of first use: contigs have few
 * pieces, and there may be many contigs. */
static int sort_by_rank(struct side *s, struct err *e)
{
    size_t n = s->genome->contigs.n;
    size_t *start = calloc(n + 2, sizeof(*start));
    struct piece *sorted = malloc((s->n_gathered + 1) * sizeof(*sorted));
    int rc = -1;

    if (!start || !sorted) {
        err_nomem(e);
        goto done;
    }
    for (size_t i = 0; i < s->n_gathered; i++)
        start[genome_rank(s->genome, s->gathered[i].contig) + 1]++;
    for (size_t i = 0; i < n; i++)
        start[i + 1] += start[i];
    for (size_t i = 0; i < s->n_gathered; i++)
        sorted[start[genome_rank(s->genome, s->gathered[i].contig)]++] =
            s->gathered[i];
    if (s->n_gathered)
        memcpy(s->gathered, sorted, s->n_gathered * sizeof(*sorted));
    rc = 0;
done:
    free(start);
    free(sorted);
    return rc;
}

int side_gather(struct side *s, struct err *e)
{
    struct piece p;
    int got;

    while ((got = next_piece(&p, s, e)) > 0) {
        if (keep_piece(s, &p, e)) {
            side_release(s, p.batch);
            return -1;
        }
    }
    if (got < 0 || sort_by_rank(s, e))
        return -1;
    s->gathers = true;
    return 0;
}

int side_check_end(const struct side *s, struct err *e)
{
    return s->foreign && !s->n_known ? not_in_reference(s, e) : 0;
}

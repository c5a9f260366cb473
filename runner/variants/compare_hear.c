/* What becomes of judged records. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "formats/vcfflow.h"
#include "variants/compare.h"
#include "variants/shape.h"

/* Superloci count on from chunk to chunk. Only who looks at records one by one
 * wants their numbers. */
static void number_loci(struct compare *c, struct chunk *k)
{
    bool wanted = c->job->listener || k->unresolved;

    for (size_t i = 0; wanted && i < k->n[0] + k->n[1]; i++) {
        if (k->judged[i].superlocus)
            k->judged[i].superlocus += c->loci;
    }
    c->loci += k->n_loci;
}

static int tell_locus(struct compare *c, const struct judged *j, struct err *e)
{
    const struct variants_input *q = &c->job->query;

    if (j->superlocus == c->unresolved_seen)
        return 0;
    c->unresolved_seen = j->superlocus;
    return finding_add(&c->result.findings, FINDING_WARNING,
                       "VARIANTS-UNRESOLVED", q->name ? q->name : q->path, 0, e,
                       "%s:%lld-%lld is too complex to decide: its records are "
                       "counted as unresolved",
                       c->genome.contigs.a[j->contig],
                       (long long)j->superlocus_beg + 1,
                       (long long)j->superlocus_end);
}

static int tell_unresolved(struct compare *c, const struct chunk *k,
                           struct err *e)
{
    for (size_t i = 0; k->unresolved && i < k->n[0] + k->n[1]; i++) {
        if (k->judged[i].verdict == VARIANTS_UNRESOLVED &&
            tell_locus(c, &k->judged[i], e))
            return -1;
    }
    return 0;
}

static int keep_verdict(struct variants_verdicts *v, size_t *cap,
                        const struct judged *j, struct err *e)
{
    size_t i = (size_t)j->record - 1;

    if (i >= *cap) {
        size_t more = i + i / 2 + 1024;
        uint8_t *verdict = realloc(v->verdict, more);
        uint8_t *type = verdict ? realloc(v->type, more) : NULL;

        if (verdict)
            v->verdict = verdict;
        if (!type)
            return err_nomem(e);
        v->type = type;
        *cap = more;
    }
    v->verdict[i] = (uint8_t)j->verdict;
    v->type[i] = (uint8_t)(j->assessed ? shape_type(j->shape) : VARIANTS_TYPES);
    if (i >= v->n)
        v->n = i + 1;
    return 0;
}

static int keep_verdicts(struct compare *c, const struct judged *a, size_t n,
                         struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        struct variants_verdicts *v =
            a[i].side == JUDGED_TRUTH ? &c->result.truth : &c->result.query;

        if (keep_verdict(v, &c->cap_verdicts[a[i].side], &a[i], e))
            return -1;
    }
    return 0;
}

static int count(struct compare *c, const struct judged *a, size_t n,
                 struct err *e)
{
    return count_chunk(&c->count, a, n, e) ||
                   (c->job->verdicts && keep_verdicts(c, a, n, e))
               ? -1
               : 0;
}

int compare_hear(struct compare *c, struct chunk *k, struct err *e)
{
    number_loci(c, k);
    c->repeated += k->repeated;
    for (size_t i = 0; i < k->n_phase; i++)
        phase_add(&c->phase, &k->phase[i]);
    if (tell_unresolved(c, k, e) || count(c, k->judged, k->n[0] + k->n[1], e)) {
        compare_rest(c, k);
        return -1;
    }
    return compare_tell(c, k, e);
}

int compare_foreign(struct compare *c, int side, struct err *e)
{
    const struct piece *p = &c->side[side].next;
    const struct calls *calls = p->batch->calls;
    struct judged *a = calloc(p->n + 1, sizeof(*a));
    int rc;

    if (!a)
        return err_nomem(e);
    for (size_t i = 0; i < p->n; i++) {
        size_t r = p->first + i;

        a[i].side = side ? JUDGED_QUERY : JUDGED_TRUTH;
        a[i].verdict = VARIANTS_NA_CONTIG;
        a[i].record = p->batch->in->first_record + r;
        a[i].contig = p->contig;
        a[i].pos = calls->a[r].pos;
        calls_tell_line(&a[i], calls, r);
    }
    rc = count(c, a, p->n, e) || compare_tell_now(c, a, p->n, e) ? -1 : 0;
    free(a);
    return rc;
}

/*
 * Records come by place, and all those of one superlocus name its extent. So
 * the superlocus nearest to the place asked for can be kept as it passes by.
 */
#include "variants/outputs/explain_internal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "formats/fastaio.h"
#include "formats/names.h"

#define NEAR  1000 /* bp: records that are not assessed are kept this far */
#define FLANK 10   /* bp of reference drawn around the alleles */

struct explain *explain_new(const char *contig, int64_t pos,
                            const struct variants_job *job, struct err *e)
{
    struct explain *x = calloc(1, sizeof(*x));

    if (x)
        x->contig = strdup(contig);
    if (!x || !x->contig) {
        explain_free(x);
        err_nomem(e);
        return NULL;
    }
    x->pos = pos;
    x->job = job;
    x->words = (job->n_strata + 1 + 63) / 64;
    return x;
}

static void forget(struct explain_record *r)
{
    free(r->copy);
    free(r->upper);
}

static void again(void *arg)
{
    struct explain *x = arg;

    for (size_t i = 0; i < x->n; i++)
        forget(&x->a[i]);
    x->n = 0;
    x->dropped = 0;
    x->any = false;
}

void explain_free(struct explain *x)
{
    if (!x)
        return;
    again(x);
    free(x->a);
    free(x->contig);
    free(x);
}

static int begin(void *arg, const struct judged_start *s, struct err *e)
{
    struct explain *x = arg;

    x->contig_id = names_find(s->contigs, x->contig, strlen(x->contig));
    if (x->contig_id == NAMES_NONE)
        return err_set(e, ERR_MISSING,
                       "the reference has no contig %.100s to explain",
                       x->contig);
    x->sample[JUDGED_TRUTH] = recordtext_sample(s, JUDGED_TRUTH);
    x->sample[JUDGED_QUERY] = recordtext_sample(s, JUDGED_QUERY);
    return 0;
}

static int64_t distance(const struct explain *x, int64_t beg, int64_t end)
{
    if (x->pos < beg)
        return beg - x->pos;
    return x->pos >= end && x->pos > beg ? x->pos - (end > beg ? end - 1 : beg)
                                         : 0;
}

/* A nearer superlocus: the records of the other one go. */
static void take_locus(struct explain *x, const struct judged *j)
{
    size_t kept = 0;

    for (size_t i = 0; i < x->n; i++) {
        if (x->a[i].j.superlocus)
            forget(&x->a[i]);
        else
            x->a[kept++] = x->a[i];
    }
    x->n = kept;
    x->dropped = 0;
    x->any = true;
    x->locus = j->superlocus;
    x->beg = j->superlocus_beg;
    x->end = j->superlocus_end;
}

static bool wanted(struct explain *x, const struct judged *j)
{
    struct recordtext t;

    if (j->contig != x->contig_id)
        return false;
    if (!j->superlocus) {
        if (j->pos > x->pos + NEAR)
            return false;
        recordtext_cut(&t, j->text, j->text_len, RECORDTEXT_NO_SAMPLE);
        return recordtext_end(&t, j->pos) >= x->pos - NEAR;
    }
    if (x->any && j->superlocus == x->locus)
        return true;
    if (x->any && distance(x, j->superlocus_beg, j->superlocus_end) >=
                      distance(x, x->beg, x->end))
        return false;
    take_locus(x, j);
    return true;
}

static int copy_record(struct explain_record *r, const struct explain *x,
                       const struct judged *j, struct err *e)
{
    size_t bits = j->strata ? x->words * sizeof(uint64_t) : 0;

    *r = (struct explain_record){.j = *j};
    r->copy = malloc(bits + j->text_len + 1);
    if (!r->copy)
        return err_nomem(e);
    if (bits) {
        memcpy(r->copy, j->strata, bits);
        r->j.strata = (const uint64_t *)(void *)r->copy;
    }
    memcpy(r->copy + bits, j->text, j->text_len);
    r->j.text = r->copy + bits;
    recordtext_cut(&r->text, r->j.text, r->j.text_len, x->sample[j->side]);
    return 0;
}

static int hear(void *arg, const struct judged_chunk *c, struct err *e)
{
    struct explain *x = arg;

    for (size_t i = 0; i < c->n; i++) {
        if (!wanted(x, &c->a[i]))
            continue;
        if (x->n == EXPLAIN_RECORDS_MAX) {
            x->dropped++;
            continue;
        }
        if (x->n == x->cap) {
            size_t cap = x->cap ? 2 * x->cap : 16;
            struct explain_record *more = realloc(x->a, cap * sizeof(*more));

            if (!more)
                return err_nomem(e);
            x->a = more;
            x->cap = cap;
        }
        if (copy_record(&x->a[x->n], x, &c->a[i], e))
            return -1;
        x->n++;
    }
    return 0;
}

struct judged_listener explain_listener(struct explain *x)
{
    return (struct judged_listener){.arg = x,
                                    .wants_text = true,
                                    .hear = hear,
                                    .again = again,
                                    .begin = begin};
}

/* Records that are not assessed are of interest when they touch. */
static bool is_shown(const struct explain *x, const struct explain_record *r)
{
    int64_t end = recordtext_end(&r->text, r->j.pos);

    if (r->j.superlocus)
        return true;
    if (r->j.pos <= x->pos && x->pos < end)
        return true;
    return x->any && r->j.pos < x->end && end > x->beg;
}

/* The window of the drawing: all alleles, and a few bases. false: none. */
static bool find_window(struct explain_scene *s, const struct explain *x)
{
    s->beg = INT64_MAX;
    s->end = 0;
    for (size_t i = 0; i < x->n; i++) {
        const struct explain_record *r = &x->a[i];

        for (size_t k = 0; k < r->n_alleles; k++) {
            if (r->allele[k].beg < s->beg)
                s->beg = r->allele[k].beg;
            if (r->allele[k].end > s->end)
                s->end = r->allele[k].end;
        }
        if (r->j.assessed && r->ploidy > s->haps[r->j.side])
            s->haps[r->j.side] = r->ploidy;
    }
    if (s->beg == INT64_MAX)
        return false;
    s->beg = s->beg > FLANK ? s->beg - FLANK : 0;
    s->end += FLANK;
    return true;
}

static int open_scene(struct explain_scene *s, const struct explain *x,
                      struct err *e)
{
    struct fasta ref = {0};
    struct fasta_view *view = NULL;
    uint32_t contig;
    int rc = -1;

    if (!find_window(s, x))
        return 0;
    if (fasta_open(&ref, x->job->reference, e))
        return -1;
    contig = names_find(&ref.names, x->contig, strlen(x->contig));
    view = fasta_view_open(&ref, e);
    if (!view || contig == NAMES_NONE)
        goto done;
    if (s->end > ref.seq[contig].length)
        s->end = ref.seq[contig].length;
    s->ref = malloc((size_t)(s->end - s->beg) + 1);
    if (s->ref)
        rc = fasta_get(s->ref, view, contig, s->beg, s->end, e);
    else
        err_nomem(e);
done:
    if (view)
        fasta_view_close(view);
    fasta_close(&ref);
    return rc;
}

static void count_records(size_t n[JUDGED_SIDES], const struct explain *x)
{
    n[JUDGED_TRUTH] = n[JUDGED_QUERY] = 0;
    for (size_t i = 0; i < x->n; i++)
        n[x->a[i].j.side] += x->a[i].j.superlocus != 0;
}

static bool is_moved(const struct explain *x)
{
    for (size_t i = 0; i < x->n; i++) {
        if (x->a[i].j.moved)
            return true;
    }
    return false;
}

static void write_title(struct buf *out, const struct explain *x)
{
    size_t n[JUDGED_SIDES];

    count_records(n, x);
    if (!x->any) {
        buf_printf(out,
                   lang_tr("%s:%lld: no record of this contig is "
                           "assessed.\n"),
                   x->contig, (long long)x->pos + 1);
        return;
    }
    if (distance(x, x->beg, x->end))
        buf_printf(out,
                   lang_tr("%s:%lld: no assessed record is here; the nearest "
                           "are %lld bp away.\n\n"),
                   x->contig, (long long)x->pos + 1,
                   (long long)distance(x, x->beg, x->end));
    buf_printf(out, lang_tr("Superlocus %llu, %s:%lld"),
               (unsigned long long)x->locus, x->contig, (long long)x->beg + 1);
    if (x->end > x->beg + 1)
        buf_printf(out, "-%lld", (long long)x->end);
    buf_printf(out, lang_tr("; records: truth %zu, query %zu\n"),
               n[JUDGED_TRUTH], n[JUDGED_QUERY]);
    if (is_moved(x))
        buf_str(out,
                lang_tr("Records of one side overlap; they agree best when "
                        "an allele stands\nelsewhere than written, where "
                        "it is the same sequence.\n"));
}

int explain_write(struct buf *out, struct explain *x, struct err *e)
{
    struct explain_scene s = {0};
    int rc = 0;

    for (size_t i = 0; !rc && i < x->n; i++) {
        const struct explain_record *r = &x->a[i];
        bool alts =
            r->j.side == JUDGED_TRUTH ? x->job->truth.alts : x->job->query.alts;

        rc = r->j.assessed ? explain_read(&x->a[i], alts, e) : 0;
    }
    if (!rc)
        rc = open_scene(&s, x, e);
    write_title(out, x);
    if (!rc && s.ref) {
        buf_char(out, '\n');
        rc = explain_phase(&s, x, e) || explain_draw(out, &s, x, e) ? -1 : 0;
    }
    for (size_t i = 0; !rc && i < x->n; i++) {
        if (is_shown(x, &x->a[i]))
            explain_say(out, x, &x->a[i]);
    }
    if (x->dropped)
        buf_printf(out, lang_tr("\n%llu more records are not shown.\n"),
                   (unsigned long long)x->dropped);
    free(s.ref);
    return rc ? -1 : buf_check(out, e);
}

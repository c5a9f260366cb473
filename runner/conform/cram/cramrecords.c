/*
 * The caller takes decoded records and puts them into batches, the crew judges
 * these, and the caller walks them in the order of the file.
 */
#include "conform/cram/cramrecords.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "conform/align/alncigar.h"
#include "conform/align/alnhead.h"
#include "conform/align/alnjudge.h"
#include "conform/align/alnrec.h"
#include "conform/align/alnstep.h"
#include "conform/align/walk/alnwalk.h"
#include "conform/cram/cramwalk.h"
#include "conform/examine.h"
#include "formats/cramin.h"
#include "formats/fastaio.h"
#include "formats/stage.h"

#define QUAL_MAX    93
#define QUAL_ABSENT 0xff
#define UNMAPPED    0x4

struct batch {
    struct alnjudge judge; /* with a view of its own */
    const struct cramtags *tags;
    unsigned char *mem;
    size_t n_mem;
    size_t cap_mem;
    struct cramin_record r[CRAMRECORDS_MANY];
    size_t at[CRAMRECORDS_MANY]; /* of its data in mem */
    struct alnstep step[CRAMRECORDS_MANY];
    bool sound[CRAMRECORDS_MANY];
    size_t n;
    struct problems problems;
    struct err e;
    struct batch *next;
};

struct reader {
    struct examined *out;
    const struct examine_job *job;
    const struct cramwalk *w;
    const struct alnhead *head;
    struct err *e;
    struct cramin *in;
    struct alnwalk *walk;
    struct stage *judging;
    struct batch *rest;
    size_t slice;     /* that the next record stands in */
    int64_t in_slice; /* records of it so far */
    int64_t bases;    /* of all reads */
    bool no_bases;    /* a read is stored without its sequence */
};

/* ---- one record ---- */

static struct alnrec record_of(const struct batch *b, size_t i)
{
    const struct cramin_record *r = &b->r[i];
    const uint8_t *data = b->mem + b->at[i];
    struct alnrec a = {
        .record = i + 1,
        .offset = -1,
        .qname = (const char *)data,
        .qname_len = r->qname_len,
        .tid = r->tid,
        .pos = r->pos,
        .mate_tid = r->mate_tid,
        .mate_pos = r->mate_pos,
        .tlen = r->tlen,
        .flag = r->flag,
        .mapq = r->mapq,
        .cigar = data + r->cigar_at,
        .n_cigar = r->n_cigar,
        .l_seq = r->l_seq,
    };

    a.seq = a.cigar + (size_t)4 * a.n_cigar;
    a.qual = a.seq + ((size_t)a.l_seq + 1) / 2;
    a.aux = a.qual + a.l_seq;
    a.aux_len = r->n - (size_t)(a.aux - data);
    return a;
}

static struct problem_place place_of(const struct alnrec *a)
{
    return (struct problem_place){.record = a->record,
                                  .offset = -1,
                                  .name = a->qname,
                                  .name_len = a->qname_len};
}

static bool can_be_in_bam(const struct batch *b, const struct alnrec *a)
{
    int64_t n = (int64_t)b->judge.head->n_seq;

    if (a->tid < -1 || a->tid >= n || a->mate_tid < -1 || a->mate_tid >= n ||
        a->pos < -1 || a->mate_pos < -1)
        return false;
    for (uint32_t i = 0; i < a->n_cigar; i++) {
        if ((alncigar_at(a->cigar, i) & 15) > ALNCIGAR_X)
            return false;
    }
    return true;
}

/*
 * 255 says: not stored. Of BAM all bases of a read have a quality or none has
 * (SAMv1 s4.2); here a mapped read may have some, as features (CRAMv3 s10.6):
 * its others come out as 255. An unmapped read has no features.
 */
static void check_qualities(struct batch *b, const struct alnrec *a)
{
    struct problem_place at = place_of(a);
    uint32_t above = 0;
    uint32_t absent = 0;

    for (uint32_t i = 0; i < a->l_seq; i++) {
        above += a->qual[i] > QUAL_MAX;
        absent += a->qual[i] == QUAL_ABSENT;
    }
    if (above != absent)
        problem_add(&b->problems, "CRAM-REC-002", &at, &b->e,
                    "a quality is above 93");
    else if (absent && absent != a->l_seq && a->flag & UNMAPPED)
        problem_add(&b->problems, "CRAM-REC-002", &at, &b->e,
                    "an unmapped read has a quality for some of its bases");
}

static void judge_one(struct batch *b, size_t i)
{
    struct alnrec a = record_of(b, i);
    struct problem_place at = place_of(&a);
    size_t good;

    b->step[i] = (struct alnstep){0};
    b->sound[i] = can_be_in_bam(b, &a);
    if (!b->sound[i]) {
        problem_add(&b->problems, "CRAM-REC-001", &at, &b->e,
                    "a reference, a position or an operation of CIGAR is none "
                    "that can be");
        return;
    }
    check_qualities(b, &a);
    good = alnstep_make(&b->step[i], &a, b->judge.head);
    if (good < a.aux_len)
        problem_add(&b->problems, "CRAM-REC-003", &at, &b->e,
                    "the values of the tags do not hold together");
    else if (!cramtags_fit(b->tags, &a, &b->judge.head->groups))
        problem_add(&b->problems, "CRAM-REC-003", &at, &b->e,
                    "the tags are not those of a list in TD: a value has "
                    "not the bytes of its type");
    a.aux_len = good;
    (void)alnjudge_record(&b->problems, &b->judge, &a, &b->e);
}

static void judge_batch(void *batch)
{
    struct batch *b = batch;

    for (size_t i = 0; i < b->n && b->e.code == ERR_NONE; i++)
        judge_one(b, i);
}

/* ---- batches ---- */

static void batch_free(struct batch *b)
{
    if (!b)
        return;
    fasta_view_close(b->judge.view);
    problems_release(&b->problems);
    free(b->mem);
    free(b);
}

static struct batch *batch_new(struct reader *x)
{
    struct batch *b = calloc(1, sizeof(*b));

    if (!b) {
        err_nomem(x->e);
        return NULL;
    }
    b->judge = (struct alnjudge){.head = x->head,
                                 .practice = x->job->practice,
                                 .policy = x->job->policy};
    b->tags = &x->w->tags;
    if (x->job->reference)
        b->judge.view = fasta_view_open(x->job->reference, x->e);
    if (x->e->code == ERR_NONE)
        return b;
    batch_free(b);
    return NULL;
}

static struct batch *batch_get(struct reader *x)
{
    struct batch *b = x->rest;

    if (!b)
        return batch_new(x);
    x->rest = b->next;
    b->next = NULL;
    b->n = b->n_mem = 0;
    return b;
}

/* Memory for a large record is not kept. */
static void batch_rest(struct reader *x, struct batch *b)
{
    if (b->cap_mem > 4 * CRAMRECORDS_BYTES) {
        free(b->mem);
        b->mem = NULL;
        b->cap_mem = 0;
    }
    b->next = x->rest;
    x->rest = b;
}

static int batch_add(struct batch *b, const struct cramin_record *r,
                     struct err *e)
{
    if (b->n_mem + r->n > b->cap_mem) {
        size_t cap = b->n_mem + r->n + CRAMRECORDS_BYTES;
        unsigned char *more = realloc(b->mem, cap);

        if (!more)
            return err_nomem(e);
        b->mem = more;
        b->cap_mem = cap;
    }
    memcpy(b->mem + b->n_mem, r->data, r->n);
    b->r[b->n] = *r;
    b->r[b->n].data = NULL;
    b->at[b->n++] = b->n_mem;
    b->n_mem += r->n;
    return 0;
}

/* ---- in the order of the file ---- */

/* The slice that the next record stands in; NULL: there is none. */
static const struct cramwalk_slice *slice_of(struct reader *x)
{
    while (x->slice < x->w->n_slices &&
           x->in_slice >= x->w->slice[x->slice].records) {
        x->slice++;
        x->in_slice = 0;
    }
    return x->slice < x->w->n_slices ? &x->w->slice[x->slice] : NULL;
}

/* Behind the last base of the reference that a read covers: a read without any
 * stands at its position. */
static int64_t end_of(const struct batch *b, size_t i)
{
    const struct alnstep *step = &b->step[i];
    struct alnrec a;

    if (step->end > step->pos + 1)
        return step->end;
    a = record_of(b, i);
    return alncigar_sum(a.cigar, a.n_cigar).reference ? step->end : step->pos;
}

static int check_slice(struct reader *x, const struct batch *b, size_t i)
{
    const struct cramwalk_slice *s = slice_of(x);
    const struct alnstep *step = &b->step[i];
    struct problem_place at = {.record = x->out->records + i + 1,
                               .offset = s ? s->container : -1,
                               .name = step->qname,
                               .name_len = step->qname_len};

    x->in_slice++;
    x->bases += b->r[i].l_seq;
    x->no_bases |= !b->r[i].l_seq;
    if (!s || !b->sound[i])
        return 0;
    if (s->ref == -1 && step->tid >= 0)
        return problem_add(&x->out->problems, "CRAM-SL-005", &at, x->e,
                           "the read has a place, its slice is of reads "
                           "without");
    if (s->ref < 0 || step->tid < 0 ||
        (step->pos + 1 >= s->start &&
         end_of(b, i) <= (int64_t)s->start - 1 + s->span))
        return 0;
    return problem_add(&x->out->problems, "CRAM-SL-005", &at, x->e,
                       "the read covers %lld to %lld, its slice %d to %lld",
                       (long long)step->pos + 1, (long long)step->end, s->start,
                       (long long)s->start - 1 + s->span);
}

/* Steps of records that are not sound are left out. */
static size_t pack_steps(struct batch *b)
{
    size_t n = 0;

    for (size_t i = 0; i < b->n; i++) {
        if (b->sound[i])
            b->step[n++] = b->step[i];
    }
    return n;
}

static int batch_ends(struct reader *x, struct batch *b)
{
    struct alnwalk_base base = {.records = x->out->records};
    int rc = 0;

    if (b->e.code != ERR_NONE) {
        *x->e = b->e;
        rc = -1;
    }
    for (size_t i = 0; i < b->n && rc == 0; i++)
        rc = check_slice(x, b, i);
    if (rc == 0)
        rc = problems_join(&x->out->problems, &b->problems, 0, base.records, 0,
                           x->e);
    if (rc == 0)
        rc = alnwalk_batch(x->walk, &base, b->step, pack_steps(b), x->e);
    x->out->records += b->n;
    batch_rest(x, b);
    return rc;
}

static int batch_put(struct reader *x, struct batch *b)
{
    if (stage_is_full(x->judging) && batch_ends(x, stage_take(x->judging))) {
        batch_rest(x, b);
        return -1;
    }
    return stage_put(x->judging, judge_batch, b, x->e);
}

static int all_batches_end(struct reader *x)
{
    struct batch *b;

    while ((b = stage_take(x->judging))) {
        if (batch_ends(x, b))
            return -1;
    }
    return 0;
}

/* ---- the file ---- */

/* 1: full; 0: the last one; -1: *why says what there is no more of. */
static int fill(struct batch *b, struct reader *x, struct err *why)
{
    struct cramin_record r;
    int got = 1;

    while (b->n < CRAMRECORDS_MANY && b->n_mem < CRAMRECORDS_BYTES) {
        got = cramin_next(&r, x->in, why);
        if (got <= 0 || batch_add(b, &r, x->e))
            break;
    }
    return got;
}

static int read_all(struct reader *x, struct err *why)
{
    int got = 1;

    while (got > 0 && x->e->code == ERR_NONE) {
        struct batch *b = batch_get(x);

        if (!b)
            return -1;
        got = fill(b, x, why);
        if (batch_put(x, b))
            return -1;
    }
    if (x->e->code != ERR_NONE)
        return -1;
    return all_batches_end(x);
}

static void tell_not_decoded(struct reader *x)
{
    const struct cramwalk_slice *s = slice_of(x);
    struct problem_place at = {.record = x->out->records + 1,
                               .offset = s ? s->container : -1};

    if (s && *s->lacks) /* not all reads need it; these do */
        problem_add(&x->out->problems, "CRAM-CH-002", &at, x->e,
                    "the records of this slice can not be decoded, and the "
                    "series %s has no encoding",
                    s->lacks);
    else
        problem_add(&x->out->problems, "CRAM-SL-002", &at, x->e,
                    "the records of this slice can not be decoded");
}

static void file_ends(struct reader *x)
{
    if ((int64_t)x->out->records != x->w->records)
        problem_add(&x->out->problems, "CRAM-SL-002", NULL, x->e,
                    "%llu records were decoded, the containers state %lld",
                    (unsigned long long)x->out->records,
                    (long long)x->w->records);
    if (x->w->version >= 30 && !x->no_bases && x->bases != x->w->bases)
        problem_add(&x->out->problems, "CRAM-CON-008", NULL, x->e,
                    "the reads have %lld bases, the containers state %lld",
                    (long long)x->bases, (long long)x->w->bases);
    (void)alnwalk_end(x->walk, &x->out->why, x->e);
}

static void judge(struct reader *x)
{
    struct err why = {0};

    if (read_all(x, &why))
        return;
    if (why.code == ERR_NONE)
        file_ends(x);
    else if (why.code == ERR_SYNTAX)
        tell_not_decoded(x);
    else
        x->out->why = why;
}

static void release(struct reader *x)
{
    struct batch *b;

    while (x->judging && (b = stage_take(x->judging)))
        batch_rest(x, b);
    stage_free(x->judging);
    while ((b = x->rest)) {
        x->rest = b->next;
        batch_free(b);
    }
    alnwalk_free(x->walk);
    cramin_close(x->in);
}

int cramrecords_judge(struct examined *out, const struct examine_job *job,
                      const struct cramwalk *w, const struct alnhead *head,
                      struct err *e)
{
    struct reader x = {.out = out, .job = job, .w = w, .head = head, .e = e};
    struct alnwalk_options o = {.practice = job->practice};
    size_t threads = (size_t)crew_threads(job->crew);

    x.in = cramin_open(job->path, job->reference, &out->why);
    if (x.in)
        x.judging = stage_new(job->crew, threads == 1 ? 1 : threads + 2, e);
    if (x.judging)
        x.walk = alnwalk_new(&out->problems, head, &o, e);
    if (x.walk)
        judge(&x);
    release(&x);
    return e->code == ERR_NONE ? 0 : -1;
}

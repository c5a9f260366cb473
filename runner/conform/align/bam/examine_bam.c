/*
 * Two stages share the crew: blocks are inflated (formats/bgzfin.h), records
 * judged. Between the two the caller cuts the text into whole records, which
 * takes one look at each block_size; behind both it walks the records in their
 * order. What a piece has left over goes into the room in front of the next; a
 * record that this is too small for is put together by itself.
 */
#include "conform/align/bam/examine_bam.h"

#include <stdlib.h>
#include <string.h>

#include "base/le.h"
#include "conform/align/alnindex.h"
#include "conform/align/bam/examine_bam_internal.h"
#include "conform/align/walk/alnwalk.h"
#include "conform/index/bgzfdefect.h"
#include "conform/index/rebuild.h"
#include "formats/fastaio.h"
#include "formats/stage.h"

#define LOW_QUAL   26 /* ';' less 33: the lowest of old Illumina files */
#define HIGH_QUAL  42
#define MANY_QUALS 1000

struct bamx {
    const struct examine_job *job;
    struct examined *out;
    struct err *e;
    struct bgzfin *in;
    struct stage *judging;
    struct bambatch *rest;
    struct bamhead raw;
    struct alnhead head;
    struct alnwalk *walk;
    struct rebuild *index; /* NULL: none is compared */
    bool in_body;
    bool lost;          /* where records begin is not known any more */
    uint64_t qualities; /* that were looked at */
    unsigned char lowest;
    unsigned char highest;
    int64_t n_ref;
    int64_t offset; /* uncompressed, of what was not cut yet */
    uint64_t cut;   /* records */
    unsigned char carry[BGZFIN_ROOM]; /* the begin of a record */
    size_t carried;
    uint64_t from;        /* virtual offset of its first byte */
    struct bambatch *big; /* or it is put together here, */
    size_t big_size;      /* of so many bytes */
};

/* ---- batches ---- */

static struct bambatch *batch_new(struct bamx *x)
{
    struct bambatch *b = calloc(1, sizeof(*b));

    if (!b) {
        err_nomem(x->e);
        return NULL;
    }
    b->n_ref = x->n_ref;
    b->judge = (struct alnjudge){.head = &x->head,
                                 .practice = x->job->practice,
                                 .policy = x->job->policy};
    if (x->job->reference)
        b->judge.view = fasta_view_open(x->job->reference, x->e);
    if (x->e->code != ERR_NONE) {
        bambatch_free(b);
        return NULL;
    }
    return b;
}

static struct bambatch *batch_get(struct bamx *x)
{
    struct bambatch *b = x->rest;

    if (!b)
        return batch_new(x);
    x->rest = b->next;
    b->next = NULL;
    b->n = b->carried = b->skipped = 0;
    return b;
}

static void batch_rest(struct bamx *x, struct bambatch *b)
{
    bgzfin_give_back(x->in, b->piece);
    b->piece = NULL;
    if (b->own) {
        free(b->own);
        b->own = NULL;
        b->cap_own = 0;
    }
    b->next = x->rest;
    x->rest = b;
}

static void take_qualities(struct bamx *x, const struct bambatch *b)
{
    x->qualities += b->qualities;
    x->lowest = b->lowest < x->lowest ? b->lowest : x->lowest;
    x->highest = b->highest > x->highest ? b->highest : x->highest;
}

/* A batch is judged: on to what the order shows. */
static int batch_ends(struct bamx *x, struct bambatch *b)
{
    struct alnwalk_base base = {.records = x->out->records,
                                .offset = b->offset};
    int rc = -1;

    if (b->e.code != ERR_NONE)
        *x->e = b->e;
    else if (problems_join(&x->out->problems, &b->problems, 0, base.records,
                           base.offset, x->e) == 0)
        rc = alnwalk_batch(x->walk, &base, b->step, b->n_steps, x->e);
    if (rc == 0)
        rc = alnindex_batch(x->index, base.records, b->step, b->n_steps, x->e);
    x->out->records += b->records;
    take_qualities(x, b);
    batch_rest(x, b);
    return rc;
}

static int batch_put(struct bamx *x, struct bambatch *b)
{
    if (stage_is_full(x->judging) && batch_ends(x, stage_take(x->judging))) {
        batch_rest(x, b);
        return -1;
    }
    return stage_put(x->judging, bambatch_judge, b, x->e);
}

static int all_batches_end(struct bamx *x)
{
    struct bambatch *b;

    while ((b = stage_take(x->judging))) {
        if (batch_ends(x, b))
            return -1;
    }
    return 0;
}

/* ---- a record that pieces are too small for ---- */

static int big_begins(struct bamx *x, const unsigned char *bytes, size_t n)
{
    size_t size = 4 + (size_t)le32(bytes);

    if (size > BAM_RECORD_MAX)
        return err_set(&x->out->why, ERR_LIMIT,
                       "record %llu is larger than %zu bytes, the largest that "
                       "is accepted",
                       (unsigned long long)x->cut + 1, BAM_RECORD_MAX);
    x->big = batch_get(x);
    if (x->big)
        x->big->own = malloc(size);
    if (!x->big || !x->big->own)
        return err_nomem(x->e);
    memcpy(x->big->own, bytes, n);
    x->big->n = n;
    x->big_size = size;
    return 0;
}

/* How many bytes of the piece it takes. */
static size_t big_grows(struct bamx *x, const struct bgzfin_piece *p)
{
    struct bambatch *b = x->big;
    size_t n = x->big_size - b->n;

    n = n < p->n ? n : p->n;
    memcpy(b->own + b->n, p->mem + BGZFIN_ROOM, n);
    b->n += n;
    return n;
}

static int big_ends(struct bamx *x, uint64_t to)
{
    struct bambatch *b = x->big;

    x->big = NULL;
    b->text = b->own;
    b->from = x->from;
    b->to = x->from = to;
    b->offset = x->offset;
    x->offset += (int64_t)b->n;
    x->cut++;
    return batch_put(x, b);
}

/* ---- cut ---- */

/* Bytes of the whole records at the start of these. */
static size_t whole_records(struct bamx *x, const unsigned char *s, size_t n)
{
    size_t at = 0;

    while (n - at >= 4) {
        uint32_t size = le32(s + at);

        x->lost = size > INT32_MAX;
        if (x->lost || n - at - 4 < size)
            break;
        at += 4 + (size_t)size;
        x->cut++;
    }
    return at;
}

static int tell_lost(struct bamx *x)
{
    struct problem_place at = {.record = x->cut + 1, .offset = x->offset};

    if (all_batches_end(x))
        return -1;
    return problem_add(&x->out->problems, "BAM-004", &at, x->e,
                       "block_size is negative; the records behind can not be "
                       "found");
}

/* Keep what is left behind the whole records. */
static int carry(struct bamx *x, const unsigned char *s, size_t n)
{
    if (n > sizeof(x->carry))
        return big_begins(x, s, n);
    memmove(x->carry, s, n);
    x->carried = n;
    return 0;
}

/* The text of the piece behind its first `skip` bytes; the piece is kept, or
 * given back. */
static int cut(struct bamx *x, struct bgzfin_piece *p, size_t skip)
{
    size_t carried = x->carried;
    unsigned char *s = p->mem + BGZFIN_ROOM + skip - carried;
    size_t n = p->n - skip + carried;
    size_t whole;
    struct bambatch *b = NULL;
    size_t hint = 0;

    memcpy(s, x->carry, carried);
    x->carried = 0;
    if (!carried)
        x->from = bgzfin_place(p, skip, &hint);
    whole = whole_records(x, s, n);
    if (whole) {
        b = batch_get(x);
        if (!b) {
            bgzfin_give_back(x->in, p);
            return -1;
        }
        b->text = s;
        b->n = whole;
        b->carried = carried;
        b->skipped = skip;
        b->from = x->from;
        b->offset = x->offset;
        b->piece = p;
        x->offset += (int64_t)whole;
        x->from = bgzfin_place(p, whole - carried + skip, &hint);
    }
    if (!x->lost && carry(x, s + whole, n - whole)) {
        if (b)
            batch_rest(x, b);
        else
            bgzfin_give_back(x->in, p);
        return -1;
    }
    if (b)
        return batch_put(x, b);
    bgzfin_give_back(x->in, p);
    return 0;
}

/* ---- the header ---- */

static int enter_body(struct bamx *x)
{
    struct alnwalk_options o = {.practice = x->job->practice};

    if (bamhead_read(&x->head, &x->raw, &x->out->problems, x->job, x->e))
        return -1;
    memcpy(x->out->version, x->head.version, sizeof(x->out->version));
    x->offset = (int64_t)x->raw.at;
    x->n_ref = x->raw.n_ref;
    x->walk = alnwalk_new(&x->out->problems, &x->head, &o, x->e);
    x->in_body = true;
    return x->walk ? alnindex_open(&x->index, x->out, x->job, &x->head, x->e)
                   : -1;
}

/* *skip: bytes of the piece that are of the header. */
static int header(size_t *skip, struct bamx *x, const struct bgzfin_piece *p)
{
    size_t rest;

    if (x->raw.n + p->n > BAM_HEAD_MAX)
        return err_set(&x->out->why, ERR_LIMIT,
                       "the header is larger than %zu bytes", BAM_HEAD_MAX);
    if (bamhead_append(&x->raw, p->mem + BGZFIN_ROOM, p->n, x->e))
        return -1;
    *skip = p->n;
    switch (bamhead_scan(&x->raw, &x->out->problems, x->e)) {
    case BAMHEAD_MORE:
        return 0;
    case BAMHEAD_BAD:
        x->lost = true;
        return 0;
    case BAMHEAD_DONE:
        break;
    }
    rest = x->raw.n - x->raw.at;
    *skip = p->n - rest;
    if (enter_body(x))
        return -1;
    bamhead_release(&x->raw);
    return 0;
}

/* ---- the file ---- */

static int piece(struct bamx *x, struct bgzfin_piece *p)
{
    size_t skip = 0;
    size_t hint = 0;
    int rc = 0;

    if (!x->in_body && !x->lost)
        rc = header(&skip, x, p);
    if (rc == 0 && x->big) {
        skip = big_grows(x, p);
        if (x->big->n == x->big_size)
            rc = big_ends(x, bgzfin_place(p, skip, &hint));
    }
    if (rc || x->lost || x->big || skip == p->n) {
        bgzfin_give_back(x->in, p);
        return rc;
    }
    rc = cut(x, p, skip);
    return rc == 0 && x->lost ? tell_lost(x) : rc;
}

static int tell_cut_short(struct bamx *x)
{
    struct problem_place at = {.record = x->cut + 1, .offset = x->offset};

    if (!x->in_body)
        return problem_add(&x->out->problems, "BAM-002", NULL, x->e,
                           "the file ends within the header");
    return problem_add(&x->out->problems, "BAM-004", &at, x->e,
                       "the file ends within a record");
}

/* As in SAM (examine_sam.c). */
static void look_at_qualities(struct bamx *x)
{
    if (x->qualities >= MANY_QUALS && x->lowest >= LOW_QUAL &&
        x->highest > HIGH_QUAL)
        problem_add(
            &x->out->problems, "SAM-QUAL-004", NULL, x->e,
            "all qualities are from %c to %c, as Solexa or Illumina 1.3 to "
            "1.7 wrote them",
            x->lowest + 33, x->highest + 33);
}

/* The file is at its end, and whole. */
static int file_ends(struct bamx *x)
{
    if (x->lost)
        return 0;
    if ((!x->in_body || x->carried || x->big) && tell_cut_short(x))
        return -1;
    look_at_qualities(x);
    if (!x->walk)
        return 0;
    if (alnwalk_end(x->walk, &x->out->why, x->e))
        return -1;
    return rebuild_end(x->index, x->e);
}

/* What is not the file's fault is told by out->why. */
static int judge_file(struct bamx *x)
{
    struct bgzfin_piece *p;
    struct err e = {0};
    struct textflow_how how;
    int got;

    while ((got = bgzfin_next(&p, x->in, &e)) > 0) {
        examine_progress(x->job, p->end);
        if (piece(x, p))
            return -1;
    }
    if (all_batches_end(x))
        return -1;
    how = bgzfin_how(x->in);
    if (!how.bgzf)
        return problem_add(&x->out->problems, "BAM-017", NULL, x->e,
                           "the file is not compressed in blocks");
    if (bgzfdefect_tell(&x->out->problems, &how, x->e))
        return 0; /* what is missing is then no fault of its own */
    if (got < 0) {
        x->out->why = e;
        return 0;
    }
    return file_ends(x);
}

static void release(struct bamx *x)
{
    struct bambatch *b;

    while (x->judging && (b = stage_take(x->judging)))
        batch_rest(x, b);
    if (x->big)
        batch_rest(x, x->big);
    stage_free(x->judging);
    while ((b = x->rest)) {
        x->rest = b->next;
        bambatch_free(b);
    }
    bgzfin_close(x->in);
    bamhead_release(&x->raw);
    alnwalk_free(x->walk);
    rebuild_free(x->index);
    alnhead_release(&x->head);
    free(x);
}

static struct bamx *begin(struct examined *out, const struct examine_job *job,
                          struct err *e)
{
    struct bamx *x = calloc(1, sizeof(*x));
    size_t threads = (size_t)crew_threads(job->crew);

    if (!x) {
        err_nomem(e);
        return NULL;
    }
    x->job = job;
    x->out = out;
    x->e = e;
    x->lowest = 255;
    x->judging = stage_new(job->crew, threads == 1 ? 1 : threads + 2, e);
    if (x->judging)
        x->in = bgzfin_open(job->path, job->crew, &out->why);
    return x;
}

int examine_bam(struct examined *out, const struct examine_job *job,
                struct err *e)
{
    struct bamx *x = begin(out, job, e);

    if (!x)
        return -1;
    if (x->in && judge_file(x) && e->code == ERR_LIMIT) {
        out->why = *e; /* a ceiling of the header */
        *e = (struct err){0};
    }
    release(x);
    out->judged = out->why.code == ERR_NONE && e->code == ERR_NONE;
    return e->code == ERR_NONE ? 0 : -1;
}

/*
 * The thread of the flow cuts text, and puts batches right when they come back
 * in the order of the file: it numbers the contigs of their runs and looks at
 * the order across batches. When a run turns out to be a defect after all its
 * records were taken, the batch is scanned again up to there: rare, and far
 * simpler than taking back what a taker was given.
 */
#include <stdlib.h>

#include "formats/stage.h"
#include "formats/vcfflow_internal.h"
#include "formats/vcfin_internal.h"

#define LINES_KEPT ((size_t)256 << 10) /* of a BCF batch, for the next */

struct batch *vcfflow_batch_get(struct vcfflow *f, struct err *e)
{
    struct batch *b = f->resting;
    struct vcftext *alts;
    size_t cap_alts;

    if (b)
        f->resting = b->next;
    else
        b = calloc(1, sizeof(*b));
    if (!b) {
        err_nomem(e);
        return NULL;
    }
    alts = b->scan.alts;
    cap_alts = b->scan.cap_alts;
    b->flow = f;
    b->scan = f->scan;
    b->scan.alts = alts;
    b->scan.cap_alts = cap_alts;
    b->out.n = b->out.n_runs = 0;
    b->unsorted = false;
    if (b->failed)
        b->err = (struct err){0};
    b->failed = false;
    return b;
}

static void drop_content(struct batch *b)
{
    if (b->out.content)
        b->flow->taker.free(b->out.content);
    b->out.content = NULL;
}

static void drop_text(struct batch *b)
{
    if (b->text && b->text != &b->lines)
        textflow_give_back(b->flow->text, b->text);
    b->text = NULL;
    b->lines.end = 0;
    if (b->lines.cap <= LINES_KEPT)
        return;
    free(b->lines.mem);
    b->lines = (struct textpiece){0};
}

void vcfflow_batch_rest(struct batch *b)
{
    drop_content(b);
    drop_text(b);
    vcfflow_rest_group(b);
    b->next = b->flow->resting;
    b->flow->resting = b;
}

void vcfflow_batch_free(struct vcfflow_batch *b, struct vcfflow *f)
{
    (void)f;
    if (b)
        vcfflow_batch_rest((struct batch *)b);
}

/* Lines before the first record; errors in a BCF tell its records. */
static uint64_t lines_before(const struct vcfflow *f)
{
    return f->bcf ? 0 : f->head.n_lines;
}

static void batch_delete(struct batch *b)
{
    vcfline_release(&b->scan);
    free(b->lines.mem);
    free(b->out.run);
    free(b->chrom);
    free(b);
}

/* The record after those handed out and `n` more is a defect. */
static void fail(struct vcfflow *f, const struct err *why, uint64_t n)
{
    f->err = *why;
    err_at(&f->err, f->name, lines_before(f) + f->n_records + n + 1, 0);
}

/* ---- text ---- */

static void scan(void *batch)
{
    vcfflow_scan(batch, SIZE_MAX);
}

/* Cut a piece and have it scanned: 1, 0 at the end, -1. */
static int put_piece(struct vcfflow *f, struct err *e)
{
    struct textpiece *t = f->piece;
    struct batch *b;
    int got = 1;

    f->piece = NULL;
    if (!t)
        got = textflow_next(&t, f->text, e);
    if (got <= 0)
        return got;
    b = vcfflow_batch_get(f, e);
    if (!b) {
        textflow_give_back(f->text, t);
        return -1;
    }
    b->text = t;
    if (stage_put(f->scanning, scan, b, e)) {
        vcfflow_batch_rest(b);
        return -1;
    }
    return 1;
}

/* Keep the crew in work; but what is ready is not held up by a slow pipe. */
static void feed(struct vcfflow *f)
{
    while (!f->text_over && !stage_is_full(f->scanning)) {
        if (f->may_wait && stage_is_ready(f->scanning))
            return;
        if ((f->bcf ? vcfflow_put_bcf : put_piece)(f, &f->text_err) <= 0)
            f->text_over = true;
    }
}

static int number_run(struct batch *b, size_t i, struct err *e)
{
    struct vcfflow_run *run = &b->out.run[i];

    if (run->contig != NAMES_NONE)
        return 0;
    return vcfhead_contig(&run->contig, &b->flow->head, b->chrom[i].s,
                          b->chrom[i].n, e);
}

/* Number the runs and look at the order; says how many are good. */
static size_t good_runs(struct batch *b, struct err *e)
{
    struct vcforder *o = &b->flow->order;
    const struct vcfhead *h = &b->flow->head;

    for (size_t i = 0; i < b->out.n_runs; i++) {
        const struct vcfflow_run *run = &b->out.run[i];

        if (number_run(b, i, e) ||
            vcforder_check(o, h, run->contig, run->beg_pos, e))
            return i;
        o->pos = run->end_pos;
    }
    return b->out.n_runs;
}

/* Once more, the first `n` records alone. */
static void scan_again(struct batch *b, size_t n)
{
    drop_content(b);
    b->out.n = b->out.n_runs = 0;
    b->unsorted = false;
    b->err = (struct err){0};
    b->scan.chrom = (struct vcftext){0};
    vcfflow_scan(b, n);
    for (size_t i = 0; i < b->out.n_runs && !b->failed; i++)
        b->failed = number_run(b, i, &b->err) != 0;
}

/* A batch comes back: what is wrong in it is the flow's error. */
static void settle(struct batch *b)
{
    struct vcfflow *f = b->flow;
    struct err why = {0};
    size_t good = good_runs(b, &why);

    if (good < b->out.n_runs) {
        scan_again(b, b->out.run[good].first);
        fail(f, b->failed ? &b->err : &why, b->out.n);
    } else if (b->unsorted) {
        vcforder_check(&f->order, &f->head, f->order.contig, b->bad_pos, &why);
        fail(f, &why, b->out.n);
    } else if (b->failed) {
        fail(f, &b->err, b->out.n);
    }
    b->out.first_record = f->n_records + 1;
    b->out.first_line = f->bcf ? 0 : f->head.n_lines + f->n_records + 1;
    f->n_records += b->out.n;
    if (!f->keep_text)
        drop_text(b);
    vcfflow_rest_group(b);
}

static struct batch *next_batch(struct vcfflow *f)
{
    struct batch *b;

    feed(f);
    b = stage_take(f->scanning);
    if (b)
        settle(b);
    else if (f->text_err.code)
        fail(f, &f->text_err, 0);
    return b;
}

int vcfflow_next(struct vcfflow_batch **out, struct vcfflow *f, struct err *e)
{
    struct batch *b = NULL;

    if (!f->err.code)
        b = next_batch(f);
    if (b && b->out.n) {
        *out = &b->out;
        return 1;
    }
    if (b)
        vcfflow_batch_rest(b);
    if (!f->err.code)
        return 0;
    if (!e->code)
        *e = f->err;
    return -1;
}

void vcfflow_close(struct vcfflow *f)
{
    struct batch *b;

    if (!f)
        return;
    while (f->scanning && (b = stage_take(f->scanning)))
        vcfflow_batch_rest(b);
    stage_free(f->scanning);
    while ((b = f->resting)) {
        f->resting = b->next;
        batch_delete(b);
    }
    if (f->piece)
        textflow_give_back(f->text, f->piece);
    textflow_close(f->text);
    vcfflow_free_groups(f);
    vcfin_close(f->bcf);
    vcforder_release(&f->order);
    names_release(&f->known);
    vcfhead_release(&f->head);
    buf_release(&f->head_text);
    free(f->name);
    free(f);
}

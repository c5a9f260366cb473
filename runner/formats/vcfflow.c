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

#define BCF_BATCH 4096              /* records */
#define BCF_BYTES ((size_t)4 << 20) /* of lines that stay */
#define PIECES    8                 /* of a line, in struct vcfrec */

/* An empty batch. */
static struct batch *batch_get(struct vcfflow *f, struct err *e)
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
    if (b->text)
        textflow_give_back(b->flow->text, b->text);
    b->text = NULL;
    arena_release(&b->lines);
}

static void batch_rest(struct batch *b)
{
    drop_content(b);
    drop_text(b);
    b->next = b->flow->resting;
    b->flow->resting = b;
}

void vcfflow_batch_free(struct vcfflow_batch *b, struct vcfflow *f)
{
    (void)f;
    if (b)
        batch_rest((struct batch *)b);
}

static void batch_delete(struct batch *b)
{
    vcfline_release(&b->scan);
    free(b->out.run);
    free(b->chrom);
    free(b);
}

/* The record after those handed out and `n` more is a defect. */
static void fail(struct vcfflow *f, const struct err *why, uint64_t n)
{
    f->err = *why;
    err_at(&f->err, f->name, f->head.n_lines + f->n_records + n + 1, 0);
}

/* ---- text ---- */

static void scan(void *batch)
{
    vcfflow_scan(batch, SIZE_MAX);
}

/* Cut a piece and have it scanned. */
static int put_piece(struct vcfflow *f, struct err *e)
{
    struct textpiece *t = f->piece;
    struct batch *b;
    int got = 1;

    f->piece = NULL;
    if (!t)
        got = textflow_next(&t, f->text, e);
    if (got <= 0) {
        f->text_over = true;
        return got;
    }
    b = batch_get(f, e);
    if (!b) {
        textflow_give_back(f->text, t);
        return -1;
    }
    b->text = t;
    if (stage_put(f->scanning, scan, b, e)) {
        batch_rest(b);
        return -1;
    }
    return 0;
}

/* Keep the crew in work; but what is ready is not held up by a slow pipe. */
static void feed(struct vcfflow *f)
{
    while (!f->text_over && !stage_is_full(f->scanning)) {
        if (textflow_may_wait(f->text) && stage_is_ready(f->scanning))
            return;
        if (put_piece(f, &f->text_err))
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
    b->out.first_line = f->head.n_lines + f->n_records + 1;
    f->n_records += b->out.n;
    if (!f->keep_text)
        drop_text(b);
}

static struct batch *next_text(struct vcfflow *f)
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

/* ---- BCF ---- */

/* The same piece of another copy of the line. */
static void move_piece(struct vcftext *t, const char *from, const char *to)
{
    t->s = to + (t->s - from);
}

/* A line lasts as long as its batch, and so do its columns. */
static void keep_line(struct batch *b, struct vcfrec *r)
{
    struct vcftext *const piece[PIECES] = {&r->ref,    &r->qual, &r->filter,
                                           &r->info,   &r->ps,   &r->format,
                                           &r->sample, &r->ft};
    const char *from = r->text.s;
    const char *to = arena_strndup(&b->lines, from, r->text.n, &b->err);

    b->failed = !to;
    if (!to)
        return;
    r->text.s = to;
    for (size_t i = 0; i < PIECES; i++)
        move_piece(piece[i], from, to);
}

static struct batch *next_bcf(struct vcfflow *f)
{
    struct batch *b = batch_get(f, &f->err);
    uint32_t contig = NAMES_NONE;
    struct vcfrec r;
    int got = 1;

    if (!b)
        return NULL;
    b->out.content = f->taker.open(f->taker.arg, &b->err);
    b->failed = !b->out.content;
    while (!b->failed && b->out.n < BCF_BATCH && b->lines.used < BCF_BYTES) {
        got = vcfin_next(&r, f->bcf, &b->err);
        if (got <= 0)
            break;
        if (f->keep_text)
            keep_line(b, &r);
        if (b->failed)
            break;
        (void)vcfflow_take(b, &r, (struct vcftext){0}, r.contig != contig);
        contig = r.contig;
    }
    b->failed = b->failed || got < 0;
    if (b->failed)
        fail(f, &b->err, b->out.n);
    b->out.first_record = f->n_records + 1;
    b->out.first_line = 0;
    f->n_records += b->out.n;
    return b;
}

int vcfflow_next(struct vcfflow_batch **out, struct vcfflow *f, struct err *e)
{
    struct batch *b = NULL;

    if (!f->err.code)
        b = f->bcf ? next_bcf(f) : next_text(f);
    if (b && b->out.n) {
        *out = &b->out;
        return 1;
    }
    if (b)
        batch_rest(b);
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
        batch_rest(b);
    stage_free(f->scanning);
    while ((b = f->resting)) {
        f->resting = b->next;
        batch_delete(b);
    }
    if (f->piece)
        textflow_give_back(f->text, f->piece);
    textflow_close(f->text);
    vcfin_close(f->bcf);
    vcforder_release(&f->order);
    names_release(&f->known);
    vcfhead_release(&f->head);
    buf_release(&f->head_text);
    free(f->name);
    free(f);
}

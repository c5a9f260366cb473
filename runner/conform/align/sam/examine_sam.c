/*
 * The header is read here, line by line; records go to the crew in batches, and
 * come back in the order of the file.
 */
#include "conform/align/sam/examine_sam.h"

#include <stdlib.h>
#include <string.h>

#include "conform/align/alnhead.h"
#include "conform/align/alnindex.h"
#include "conform/align/alnstep.h"
#include "conform/align/sam/examine_sam_internal.h"
#include "conform/align/walk/alnwalk.h"
#include "conform/bytes.h"
#include "conform/examine.h"
#include "conform/index/bgzfdefect.h"
#include "conform/index/rebuild.h"
#include "formats/fastaio.h"
#include "formats/stage.h"
#include "formats/textpieces.h"

#define ALONE      ((size_t)4 << 20) /* a batch above has no other beside it */
#define LOW_QUAL   26 /* ';' less 33: the lowest of old Illumina files */
#define HIGH_QUAL  42
#define MANY_QUALS 1000 /* of fewer, nothing can be guessed */

struct samx {
    struct examined *out;
    const struct examine_job *job;
    struct err *e;
    struct alnhead head;
    struct alnheadx *heading; /* the header is not over yet */
    struct alnwalk *walk;
    struct textpieces *text;
    struct rebuild *index; /* NULL: none is compared */
    struct stage *stage;
    struct samx_batch *resting;
    uint64_t lines; /* as far as batches are joined */
    uint64_t records;
    int64_t offset; /* of what comes next */
    int64_t joined; /* bytes that are */
    bool any;       /* a byte was there */
    bool cut;       /* the last line has no LF */
    bool placed;
    unsigned char lowest;
    unsigned char highest;
    uint64_t qualities;
};

/* ---- is it SAM? ---- */

static bool is_type(const unsigned char *s)
{
    static const char types[] = "HDSQRGPGCO";

    for (size_t i = 0; i < 10; i += 2) {
        if (memcmp(s, types + i, 2) == 0)
            return true;
    }
    return false;
}

/* The first field, and what is behind it; false: no more. */
static bool shift(struct samx_span *f, struct samx_span *rest)
{
    const char *tab = rest->n ? memchr(rest->s, '\t', rest->n) : NULL;

    if (!tab)
        return false;
    f->s = rest->s;
    f->n = (size_t)(tab - rest->s);
    rest->n -= f->n + 1;
    rest->s = tab + 1;
    return true;
}

/* Without a header: numbers where records have them, and a CIGAR. */
static bool is_record(const unsigned char *head, size_t n)
{
    struct samx_span rest = {(const char *)head, n};
    struct samx_span f[10];
    const char *lf = n ? memchr(head, '\n', n) : NULL;

    if (lf)
        rest.n = (size_t)(lf - rest.s);
    for (size_t i = 0; i < 10; i++) {
        if (!shift(&f[i], &rest))
            return false;
    }
    return f[0].n && f[1].n && bytes_all(f[1].s, f[1].n, BYTES_DIGIT) &&
           f[4].n && bytes_all(f[4].s, f[4].n, BYTES_DIGIT) && f[5].n &&
           (*f[5].s == '*' || (bytes_is(*f[5].s, BYTES_DIGIT) &&
                               !bytes_is(f[5].s[f[5].n - 1], BYTES_DIGIT)));
}

bool examine_sam_sniff(const unsigned char *head, size_t n)
{
    if (n >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0) {
        head += 3;
        n -= 3;
    }
    if (n > 3 && head[0] == '@' && is_type(head + 1))
        return head[3] == '\t' || (n > 7 && memcmp(head, "@HD VN:", 7) == 0);
    return is_record(head, n);
}

/* ---- batches ---- */

static void batch_free(struct samx_batch *b)
{
    if (!b)
        return;
    fasta_view_close(b->judge.view);
    problems_release(&b->problems);
    free(b->text);
    free(b->step);
    free(b->bytes);
    free(b);
}

static struct samx_batch *batch_new(struct samx *x)
{
    struct samx_batch *b = calloc(1, sizeof(*b));

    if (!b) {
        err_nomem(x->e);
        return NULL;
    }
    samx_batch_init(b);
    b->judge = (struct alnjudge){.head = &x->head,
                                 .practice = x->job->practice,
                                 .policy = x->job->policy};
    if (x->job->reference) {
        b->judge.view = fasta_view_open(x->job->reference, x->e);
        if (!b->judge.view) {
            batch_free(b);
            return NULL;
        }
    }
    return b;
}

static struct samx_batch *batch_get(struct samx *x)
{
    struct samx_batch *b = x->resting;

    if (!b)
        return batch_new(x);
    x->resting = b->next;
    b->lines = b->records = 0;
    b->n_steps = 0;
    b->placed = false;
    b->highest = 0;
    b->qualities = 0;
    return b;
}

/* Those made large by a long line are not kept. */
static void batch_rest(struct samx *x, struct samx_batch *b)
{
    if (b->cap > ALONE) {
        batch_free(b);
        return;
    }
    b->next = x->resting;
    x->resting = b;
}

static int batch_fill(struct samx_batch *b, const char *text, size_t n,
                      struct err *e)
{
    char *more;

    if (n > b->cap) {
        more = realloc(b->text, n);
        if (!more)
            return err_nomem(e);
        b->text = more;
        b->cap = n;
    }
    memcpy(b->text, text, n);
    b->len = n;
    b->lowest = 255;
    return 0;
}

/* Where the records stand in the file, for the index. Blocks before the batch
 * are forgotten by asking, also when there is no index. */
static void place(struct samx *x, struct samx_batch *b)
{
    (void)textpieces_place(x->text, x->joined);
    for (size_t i = 0; x->index && i < b->n_steps; i++)
        b->step[i].from =
            textpieces_place(x->text, x->joined + b->step[i].offset);
}

/* What the oldest batch says, behind what those before it said. */
static int join(struct samx *x, struct samx_batch *b)
{
    const struct alnwalk_base base = {x->lines, x->records, x->joined};

    if (b->e.code != ERR_NONE) {
        *x->e = b->e;
        return -1;
    }
    if (problems_join(&x->out->problems, &b->problems, base.lines, base.records,
                      base.offset, x->e) ||
        alnwalk_batch(x->walk, &base, b->step, b->n_steps, x->e))
        return -1;
    place(x, b);
    if (alnindex_batch(x->index, base.records, b->step, b->n_steps, x->e))
        return -1;
    x->lines += b->lines;
    x->records += b->records;
    x->joined += (int64_t)b->len;
    x->placed = x->placed || b->placed;
    x->lowest = b->lowest < x->lowest ? b->lowest : x->lowest;
    x->qualities += b->qualities;
    x->highest = b->highest > x->highest ? b->highest : x->highest;
    return 0;
}

/* Until `all` are back, or there is room for one more. */
static int take(struct samx *x, bool all)
{
    struct samx_batch *b;

    while ((all || stage_is_full(x->stage)) && (b = stage_take(x->stage))) {
        int rc = join(x, b);

        batch_rest(x, b);
        if (rc)
            return -1;
    }
    return 0;
}

static int put(struct samx *x, const char *text, size_t n)
{
    struct samx_batch *b;

    if (take(x, n > ALONE))
        return -1;
    b = batch_get(x);
    if (!b)
        return -1;
    if (batch_fill(b, text, n, x->e) ||
        stage_put(x->stage, samx_batch_work, b, x->e)) {
        batch_free(b);
        return -1;
    }
    return n > ALONE ? take(x, true) : 0;
}

/* ---- the header ---- */

static int index_open(struct samx *x)
{
    if (textpieces_how(x->text).bgzf)
        return alnindex_open(&x->index, x->out, x->job, &x->head, x->e);
    if (x->job->index)
        return err_set(&x->out->why, ERR_USAGE,
                       "only a file that is compressed block by block (BGZF) "
                       "has an index");
    return 0;
}

static int end_header(struct samx *x)
{
    struct alnwalk_options o = {.practice = x->job->practice};
    struct alnheadx *h = x->heading;

    x->heading = NULL;
    if (alnhead_end(h))
        return -1;
    memcpy(x->out->version, x->head.version, sizeof(x->out->version));
    x->lines = x->head.n_lines;
    x->joined = x->offset;
    if (!x->head.n_lines && x->any && x->job->practice)
        problem_add(&x->out->problems, "SAM-HDR-010", NULL, x->e,
                    "there is no header");
    x->walk = alnwalk_new(&x->out->problems, &x->head, &o, x->e);
    return x->walk ? index_open(x) : -1;
}

static void skip_bom(struct samx *x, const char **text, const char *end)
{
    struct problem_place at = {.line = 1, .offset = 0};

    if (x->any || end - *text < 3 || memcmp(*text, "\xef\xbb\xbf", 3) != 0)
        return;
    problem_add(&x->out->problems, "SAM-FILE-003", &at, x->e,
                "the file begins with a byte-order mark");
    *text += 3;
    x->offset += 3;
}

static int piece(struct samx *x, const char *text, size_t n)
{
    const char *end = text + n;

    x->cut = n && end[-1] != '\n';
    skip_bom(x, &text, end);
    x->any = true;
    while (x->heading && text < end && *text == '@') {
        const char *lf = memchr(text, '\n', (size_t)(end - text));
        const char *stop = lf ? lf : end;

        if ((size_t)(stop - text) > SAMX_LINE_MAX)
            return err_set(x->e, ERR_LIMIT, "a line is longer than %zu bytes",
                           SAMX_LINE_MAX);
        if (alnhead_line(x->heading, text, (size_t)(stop - text)))
            return -1;
        stop += lf != NULL;
        x->offset += stop - text;
        text = stop;
    }
    if (text == end)
        return 0;
    if (x->heading && end_header(x))
        return -1;
    x->offset += end - text;
    return put(x, text, (size_t)(end - text));
}

/* ---- the file ---- */

/* What only the whole file shows. */
static int file_ends(struct samx *x)
{
    struct problems *p = &x->out->problems;
    struct problem_place last = {.line = x->lines, .offset = x->joined};

    if (!x->any)
        problem_add(p, "SAM-FILE-001", NULL, x->e, "the file is empty");
    if (x->cut && x->job->practice)
        problem_add(p, "SAM-FILE-006", &last, x->e,
                    "the last line has no line end");
    if (x->placed && !x->head.n_seq && x->job->practice)
        problem_add(p, "SAM-SQ-013", NULL, x->e,
                    "records are on sequences, but the header has no @SQ");
    if (x->job->practice && x->qualities >= MANY_QUALS &&
        x->lowest >= LOW_QUAL && x->highest > HIGH_QUAL)
        problem_add(
            p, "SAM-QUAL-004", NULL, x->e,
            "all qualities are from %c to %c, as Solexa or Illumina 1.3 to "
            "1.7 wrote them",
            x->lowest + 33, x->highest + 33);
    if (alnwalk_end(x->walk, &x->out->why, x->e))
        return -1;
    return rebuild_end(x->index, x->e);
}

static int scan(struct samx *x, struct err *why)
{
    const char *text;
    size_t n;

    while (textpieces_next(&text, &n, x->text, why) > 0) {
        if (piece(x, text, n))
            return -1;
    }
    if (x->heading && end_header(x))
        return -1;
    return take(x, true);
}

/* Ours are memory, and what is asked of us wrongly; not the reading of the
 * reference, nor our ceilings. */
static int told(struct samx *x)
{
    if (x->e->code == ERR_MEMORY)
        return -1;
    if (x->e->code != ERR_NONE)
        x->out->why = *x->e;
    *x->e = (struct err){0};
    return 0;
}

static int judge(struct samx *x)
{
    struct err why = {0};
    struct textflow_how how;
    bool damaged;

    if (scan(x, &why))
        return told(x);
    x->out->records = x->records;
    how = textpieces_how(x->text);
    damaged = bgzfdefect_tell(&x->out->problems, &how, x->e);
    if (!damaged && why.code != ERR_NONE) {
        x->out->why = why;
        return 0;
    }
    if (!damaged && file_ends(x)) /* else what is missing is no other fault */
        return told(x);
    if (x->e->code != ERR_NONE)
        return told(x);
    x->out->judged = x->out->why.code == ERR_NONE;
    return 0;
}

static void release(struct samx *x)
{
    struct samx_batch *b;

    if (x->stage) {
        while ((b = stage_take(x->stage)))
            batch_free(b);
        stage_free(x->stage);
    }
    while ((b = x->resting)) {
        x->resting = b->next;
        batch_free(b);
    }
    alnwalk_free(x->walk);
    rebuild_free(x->index);
    textpieces_close(x->text);
    alnhead_release(&x->head);
}

int examine_sam(struct examined *out, const struct examine_job *job,
                struct err *e)
{
    struct samx x = {.out = out, .job = job, .e = e, .lowest = 255};
    int rc = -1;

    x.heading = alnhead_begin(&x.head, &out->problems, job, e);
    if (x.heading)
        x.stage =
            stage_new(job->crew, 2 * (size_t)crew_threads(job->crew) + 1, e);
    if (x.stage) {
        x.text = textpieces_open(job->path, job->crew, &out->why);
        if (x.text)
            textpieces_keep_places(x.text);
        rc = x.text ? judge(&x) : 0;
    }
    alnhead_stop(x.heading);
    release(&x);
    return rc;
}

/* The lines of a batch: columns, and what becomes of a record. */
#include <stdlib.h>
#include <string.h>

#include "conform/align/alnstep.h"
#include "conform/align/sam/examine_sam_internal.h"
#include "conform/bytes.h"

/* Bytes of a record at most, by those of its line: SEQ without QUAL takes 1.5,
 * an array of numbers of one digit 2; an operation of ten letters, too long for
 * BAM, takes 36. */
static size_t room_for(size_t line, size_t cigar)
{
    return 2 * line + 36 * (cigar / 10) + 64;
}

const struct problem_place *samx_at(struct problem_place *at,
                                    const struct samx_batch *b,
                                    struct samx_span v)
{
    const struct samx_span *name = &b->column[SAMX_QNAME];

    *at = (struct problem_place){.line = b->lines,
                                 .record = b->records,
                                 .offset = b->offset,
                                 .name = name->n ? name->s : NULL,
                                 .name_len = name->n,
                                 .text = v.n ? v.s : NULL,
                                 .text_len = v.n};
    if (v.s)
        at->offset += v.s - b->at;
    return at;
}

static bool make_room(struct samx_batch *b)
{
    size_t need = room_for((size_t)(b->end - b->at), b->column[SAMX_CIGAR].n);
    uint8_t *more;

    if (need <= b->bytes_cap)
        return true;
    more = realloc(b->bytes, need + need / 2);
    if (!more) {
        err_nomem(&b->e);
        return false;
    }
    b->bytes = more;
    b->bytes_cap = need + need / 2;
    return true;
}

/* Cuts the line into columns; false: it has too few. */
static bool cut(struct samx_batch *b)
{
    const char *p = b->at;
    struct samx_span all = {b->at, (size_t)(b->end - b->at)};
    struct problem_place at;
    size_t n = 0;

    memset(b->column, 0, sizeof(b->column));
    for (;;) {
        const char *tab = memchr(p, '\t', (size_t)(b->end - p));
        const char *stop = tab ? tab : b->end;

        b->column[n++] = (struct samx_span){p, (size_t)(stop - p)};
        b->tags = stop;
        if (n == SAMX_COLUMNS)
            return true;
        if (!tab)
            break;
        p = tab + 1;
    }
    problem_add(&b->problems, "SAM-REC-001", samx_at(&at, b, all), &b->e,
                "the line has %zu of the eleven fields", all.n ? n : 0);
    return false;
}

static bool has_empty(struct samx_batch *b)
{
    struct problem_place at;

    for (size_t i = 0; i < SAMX_COLUMNS; i++) {
        if (b->column[i].n)
            continue;
        problem_add(&b->problems, "SAM-REC-002",
                    samx_at(&at, b, (struct samx_span){b->column[i].s, 0}),
                    &b->e, "field %zu of the line is empty", i + 1);
        return true;
    }
    return false;
}

static struct alnstep *next_step(struct samx_batch *b)
{
    size_t cap = b->steps_cap ? 2 * b->steps_cap : 1024;
    struct alnstep *more;

    if (b->n_steps < b->steps_cap)
        return &b->step[b->n_steps++];
    more = realloc(b->step, cap * sizeof(*more));
    if (!more) {
        err_nomem(&b->e);
        return NULL;
    }
    b->step = more;
    b->steps_cap = cap;
    return &b->step[b->n_steps++];
}

/* The fields can be read, so they can be judged. */
static void judge(struct samx_batch *b)
{
    struct alnstep *s;

    if (alnjudge_record(&b->problems, &b->judge, &b->rec, &b->e))
        return;
    s = next_step(b);
    if (s)
        (void)alnstep_make(s, &b->rec, b->judge.head);
}

static void record(struct samx_batch *b)
{
    b->records++;
    b->sound = true;
    b->rec = (struct alnrec){
        .record = b->records, .line = b->lines, .offset = b->offset};
    if (!cut(b) || has_empty(b) || !make_room(b))
        return;
    b->to = b->bytes;
    samx_fields(b);
    samx_tags(b);
    if (b->sound && b->e.code == ERR_NONE)
        judge(b);
}

static void line(struct samx_batch *b)
{
    struct samx_span all;
    struct problem_place at;

    b->lines++;
    b->column[SAMX_QNAME].n = 0;
    if (b->end > b->at && b->end[-1] == '\r') {
        b->end--;
        if (b->judge.practice)
            problem_add(&b->problems, "SAM-FILE-004",
                        samx_at(&at, b, (struct samx_span){0}), &b->e,
                        "the line ends with CR LF");
    }
    all = (struct samx_span){b->at, (size_t)(b->end - b->at)};
    if (all.n > SAMX_LINE_MAX)
        err_set(&b->e, ERR_LIMIT, "a line is longer than %zu bytes",
                SAMX_LINE_MAX);
    else if (all.n && *all.s == '@')
        problem_add(&b->problems, "SAM-FILE-005", samx_at(&at, b, all), &b->e,
                    "a line that begins with @ stands behind records");
    else
        record(b);
}

void samx_batch_work(void *batch)
{
    struct samx_batch *b = batch;
    const char *end = b->text + b->len;

    b->last_name = (struct samx_span){0};
    b->last_tid = -1;
    for (const char *s = b->text; s < end && b->e.code == ERR_NONE;) {
        const char *lf = memchr(s, '\n', (size_t)(end - s));
        const char *stop = lf ? lf : end;

        b->at = s;
        b->end = stop;
        b->offset = s - b->text;
        line(b);
        s = stop + 1;
    }
}

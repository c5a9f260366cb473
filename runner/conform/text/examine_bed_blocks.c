/* Fields 10 to 12: both lists are walked side by side and never stored. */
#include "conform/text/examine_bed_internal.h"

#include <string.h>

struct list {
    struct bedx_span rest;
    uint64_t n;  /* elements taken */
    bool broken; /* something else than integers and commas */
};

/* The next element; false at the end, or when it is none. */
static bool next(uint64_t *out, struct list *l)
{
    const char *comma;
    struct bedx_span part;

    if (!l->rest.n || l->broken)
        return false;
    comma = memchr(l->rest.s, ',', l->rest.n);
    part = (struct bedx_span){l->rest.s,
                              comma ? (size_t)(comma - l->rest.s) : l->rest.n};
    l->broken = !bedx_number(out, part);
    if (l->broken)
        return false;
    l->rest.s += part.n + (comma != NULL);
    l->rest.n -= part.n + (comma != NULL);
    l->n++;
    return true;
}

/* Is it a list of `count` integers? */
static bool is_list(struct bedx_span t, uint64_t count)
{
    struct list l = {.rest = t};
    uint64_t v;

    while (next(&v, &l))
        continue;
    return !l.broken && l.n == count;
}

static bool has_blank(struct bedx *b, struct bedx_span t)
{
    if (!memchr(t.s, ' ', t.n))
        return false;
    problem_add(&b->out->problems, "BED-BLK-007", bedx_at(b, t), b->e,
                "a blank stands in the list");
    return true;
}

static bool check_lists(struct bedx *b, uint64_t count)
{
    struct bedx_span sizes = b->field[BEDX_BLOCK_SIZES];
    struct bedx_span starts = b->field[BEDX_BLOCK_STARTS];
    bool good = !has_blank(b, sizes);

    good = !has_blank(b, starts) && good;
    if (!good)
        return false;
    if (!is_list(sizes, count)) {
        problem_add(&b->out->problems, "BED-BLK-002", bedx_at(b, sizes), b->e,
                    "blockSizes is not a list of %llu integers",
                    (unsigned long long)count);
        good = false;
    }
    if (!is_list(starts, count)) {
        problem_add(&b->out->problems, "BED-BLK-003", bedx_at(b, starts), b->e,
                    "blockStarts is not a list of %llu integers",
                    (unsigned long long)count);
        good = false;
    }
    return good;
}

/* What is wrong with the blocks of one line: each told once. */
struct faults {
    bool outside; /* a start */
    bool first;
    bool order;
    bool beyond; /* an end */
    bool last;
};

static struct faults walk(const struct bedx *b, uint64_t span)
{
    struct list sizes = {.rest = b->field[BEDX_BLOCK_SIZES]};
    struct list starts = {.rest = b->field[BEDX_BLOCK_STARTS]};
    struct faults f = {false, false, false, false, false};
    uint64_t before = 0; /* end of the block before */
    uint64_t start = 0;
    uint64_t size = 0;

    while (next(&size, &sizes) && next(&start, &starts)) {
        f.first = f.first || (starts.n == 1 && start != 0);
        f.order = f.order || start < before;
        if (start > span) {
            f.outside = true;
            return f;
        }
        if (size > span - start) {
            f.beyond = true;
            return f;
        }
        before = start + size;
    }
    f.last = before != span;
    return f;
}

static void tell(struct bedx *b, struct faults f)
{
    const struct bedx_span starts = b->field[BEDX_BLOCK_STARTS];
    struct problems *p = &b->out->problems;

    if (f.outside)
        problem_add(p, "BED-BLK-003", bedx_at(b, starts), b->e,
                    "a block starts after chromEnd - chromStart");
    if (f.first)
        problem_add(p, "BED-BLK-004", bedx_at(b, starts), b->e,
                    "the first block does not start at chromStart");
    if (f.last)
        problem_add(p, "BED-BLK-004", bedx_at(b, starts), b->e,
                    "the last block does not end at chromEnd");
    if (f.order)
        problem_add(p, "BED-BLK-005", bedx_at(b, starts), b->e,
                    "a block starts before the end of the one before");
    if (f.beyond)
        problem_add(p, "BED-BLK-006", bedx_at(b, b->field[BEDX_BLOCK_SIZES]),
                    b->e, "a block ends after chromEnd");
}

void bedx_check_blocks(struct bedx *b)
{
    uint64_t count = 0;
    uint64_t span;

    if (!b->has_span)
        return;
    span = b->end - b->start;
    if (!bedx_number(&count, b->field[BEDX_BLOCK_COUNT]) || count == 0 ||
        count > span)
        problem_add(&b->out->problems, "BED-BLK-001",
                    bedx_at(b, b->field[BEDX_BLOCK_COUNT]), b->e,
                    "blockCount is no integer from 1 to chromEnd - chromStart");
    else if (check_lists(b, count))
        tell(b, walk(b, span));
}

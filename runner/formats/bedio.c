#include "formats/bedio.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/path.h"
#include "formats/eight.h"
#include "formats/lines.h"

static int contig_room(struct bed *b, struct err *e)
{
    struct bed_contig *more;

    if (b->cap_contigs >= b->contigs.n)
        return 0;
    more = realloc(b->contig, b->contigs.cap * sizeof(*more));
    if (!more)
        return err_nomem(e);
    memset(more + b->cap_contigs, 0,
           (b->contigs.cap - b->cap_contigs) * sizeof(*more));
    b->contig = more;
    b->cap_contigs = b->contigs.cap;
    return 0;
}

static int interval_room(struct bed_contig *c, struct err *e)
{
    size_t cap = c->cap ? 2 * c->cap : 8;
    struct bed_interval *more;

    if (c->n < c->cap)
        return 0;
    more = realloc(c->a, cap * sizeof(*more));
    if (!more)
        return err_nomem(e);
    c->a = more;
    c->cap = cap;
    return 0;
}

int bed_add(struct bed *b, const char *contig, size_t len, int64_t beg,
            int64_t end, struct err *e)
{
    uint32_t i = b->last;

    if (beg < 0 || end < beg || end > BED_POS_MAX)
        return err_set(e, ERR_RANGE,
                       "the interval %lld-%lld is not within 0 to %d",
                       (long long)beg, (long long)end, BED_POS_MAX);
    if (b->n == BED_INTERVALS_MAX)
        return err_set(e, ERR_LIMIT, "more than %d intervals",
                       BED_INTERVALS_MAX);
    if (i >= b->contigs.n || b->contigs.len[i] != len ||
        memcmp(b->contigs.a[i], contig, len) != 0) {
        if (names_add(&i, NULL, &b->contigs, contig, len, e) ||
            contig_room(b, e))
            return -1;
        b->last = i;
    }
    if (interval_room(&b->contig[i], e))
        return -1;
    b->contig[i].a[b->contig[i].n++] =
        (struct bed_interval){(int32_t)beg, (int32_t)end};
    b->n++;
    return 0;
}

static int by_place(const void *a, const void *b)
{
    const struct bed_interval *x = a;
    const struct bed_interval *y = b;

    if (x->beg != y->beg)
        return x->beg < y->beg ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

static void merge(struct bed_contig *c)
{
    size_t n = 0;

    for (size_t i = 1; i < c->n; i++) {
        if (by_place(&c->a[i - 1], &c->a[i]) <= 0)
            continue;
        qsort(c->a, c->n, sizeof(*c->a), by_place);
        break;
    }
    c->bp = 0;
    for (size_t i = 0; i < c->n; i++) {
        struct bed_interval v = c->a[i];

        if (v.beg == v.end)
            continue;
        if (n && v.beg <= c->a[n - 1].end) {
            if (v.end > c->a[n - 1].end)
                c->a[n - 1].end = v.end;
        } else {
            c->a[n++] = v;
        }
    }
    c->n = n;
    for (size_t i = 0; i < n; i++)
        c->bp += c->a[i].end - c->a[i].beg;
}

int bed_finish(struct bed *b, struct err *e)
{
    if (contig_room(b, e))
        return -1;
    for (size_t i = 0; i < b->contigs.n; i++)
        merge(&b->contig[i]);
    return 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static const char *skip_blanks(const char *p, const char *end)
{
    while (p < end && is_blank(*p))
        p++;
    return p;
}

static int bad_columns(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "a BED line is a contig, a start and an end, whole numbers "
                   "separated by tabs");
}

/* A start or an end, and the blank after it. As num_parse(), but without a
 * struct err to clear for each number. */
static int number(int64_t *out, const char **at, const char *end, struct err *e)
{
    const char *first = skip_blanks(*at, end);
    const char *p = first;
    int64_t n = 0;

    for (; p < end && *p >= '0' && *p <= '9'; p++) {
        n = 10 * n + (*p - '0');
        if (n > BED_POS_MAX)
            return err_set(e, ERR_RANGE, "a position is above %d", BED_POS_MAX);
    }
    if (p == first || (p < end && !is_blank(*p)))
        return bad_columns(e);
    *out = n;
    *at = p;
    return 0;
}

static bool is_word(const char *s, size_t n, const char *word)
{
    return n == strlen(word) && memcmp(s, word, n) == 0;
}

static int one_line(struct bed *b, const char *line, size_t len, struct err *e)
{
    const char *end = line + len;
    const char *at = line;
    int64_t beg;
    int64_t stop;
    size_t n;

    while (at < end && !is_blank(*at))
        at++;
    n = (size_t)(at - line);
    if ((!n && skip_blanks(at, end) == end) || (n && *line == '#') ||
        is_word(line, n, "track") || is_word(line, n, "browser"))
        return 0;
    if (!n)
        return bad_columns(e);
    if (number(&beg, &at, end, e) || number(&stop, &at, end, e))
        return -1;
    if (stop < beg)
        return err_set(e, ERR_SYNTAX,
                       "the interval ends (%lld) before it starts (%lld); BED "
                       "is contig, start, end",
                       (long long)stop, (long long)beg);
    return bed_add(b, line, n, beg, stop, e);
}

#define QUICK_NAME 64                /* bytes of a contig's name, at most */
#define QUICK_LINE (QUICK_NAME + 32) /* two numbers, looked at by eights */

/* Digits and the byte behind them, which must be `stop`. -1: not so. */
static inline int64_t quick_number(const char **at, char stop)
{
    unsigned n;
    int64_t v = eight_digits(&n, *at);
    const char *p = *at + n;

    for (; n >= 8 && n < 10 && (unsigned)*p - '0' < 10; n++)
        v = 10 * v + (*p++ - '0');
    if (!n || *p != stop || v > BED_POS_MAX)
        return -1;
    *at = p + 1;
    return v;
}

/* Most lines are the contig of the line before, a start, an end and nothing
 * else; those at hand are read at a third of the time. Stops at the first line
 * that is not so: it may be right or wrong. */
static int quick_lines(struct bed *b, struct lines *in, struct err *e)
{
    struct bed_contig *c = b->contig + b->last;
    const char *name = b->contigs.a[b->last];
    size_t len = b->contigs.len[b->last];
    char padded[8] = "";
    uint64_t first;
    size_t left;
    const char *text = lines_at_hand(&left, in);
    const char *end = text + left;
    const char *done = text;
    size_t n = 0;

    memcpy(padded, name, len < 8 ? len : 8);
    first = eight_first(padded, len);
    while (len <= QUICK_NAME && end - done > QUICK_LINE &&
           eight_first(done, len) == first && done[len] == '\t' &&
           (len <= 8 || memcmp(done, name, len) == 0)) {
        const char *at = done + len + 1;
        int64_t beg = quick_number(&at, '\t');
        int64_t stop = beg < 0 ? beg : quick_number(&at, '\n');

        if (stop < beg || beg < 0 || b->n + n == BED_INTERVALS_MAX)
            break;
        if (interval_room(c, e))
            return -1;
        c->a[c->n++] = (struct bed_interval){(int32_t)beg, (int32_t)stop};
        done = at;
        n++;
    }
    b->n += n;
    lines_pass(in, (size_t)(done - text), n);
    return 0;
}

static int next_line(struct bed *b, struct lines *in, const char *name,
                     struct err *e)
{
    const char *line;
    size_t len;
    int got;

    if (b->n && quick_lines(b, in, e))
        return -1;
    got = lines_next(&line, &len, in, e);
    if (got > 0 && one_line(b, line, len, e))
        return err_at(e, name, lines_number(in), 0);
    return got;
}

int bed_read_fd(struct bed *out, int fd, const char *name, struct err *e)
{
    struct lines *in = lines_open_fd(fd, name, 1 << 20, e);
    struct bed b = {0};
    int got = -1;

    if (!in)
        return -1;
    while ((got = next_line(&b, in, name, e)) > 0)
        ;
    if (got == 0)
        got = bed_finish(&b, e);
    lines_close(in);
    if (got == 0) {
        *out = b;
        return 0;
    }
    bed_release(&b);
    return -1;
}

int bed_read(struct bed *out, const char *path, struct err *e)
{
    int fd = path_open_read(path, e);

    if (fd < 0)
        return err_at(e, path, 0, 0);
    return bed_read_fd(out, fd, path, e);
}

void bed_release(struct bed *b)
{
    for (size_t i = 0; i < b->cap_contigs; i++)
        free(b->contig[i].a);
    free(b->contig);
    names_release(&b->contigs);
    *b = (struct bed){0};
}

const struct bed_contig *bed_contig(const struct bed *b, const char *name,
                                    size_t len)
{
    uint32_t i = names_find(&b->contigs, name, len);

    return i == NAMES_NONE || !b->contig[i].n ? NULL : &b->contig[i];
}

int64_t bed_bp(const struct bed *b)
{
    int64_t bp = 0;

    for (size_t i = 0; i < b->contigs.n; i++)
        bp += b->contig[i].bp;
    return bp;
}

size_t bed_seek(const struct bed_contig *c, int64_t pos)
{
    size_t lo = 0;
    size_t hi = c->n;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (c->a[mid].end > pos)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

/* bp that two intervals share. */
static int64_t overlap(struct bed_interval x, int64_t beg, int64_t end)
{
    int64_t b = x.beg > beg ? x.beg : beg;
    int64_t f = x.end < end ? x.end : end;

    return f > b ? f - b : 0;
}

int64_t bed_bp_in(const struct bed_contig *c, int64_t beg, int64_t end)
{
    int64_t bp = 0;

    if (!c)
        return 0;
    for (size_t i = bed_seek(c, beg); i < c->n && c->a[i].beg < end; i++)
        bp += overlap(c->a[i], beg, end);
    return bp;
}

int64_t bed_bp_both(const struct bed_contig *c, const struct bed_contig *d,
                    int64_t beg, int64_t end)
{
    int64_t bp = 0;

    if (!c || !d)
        return 0;
    for (size_t i = bed_seek(c, beg); i < c->n && c->a[i].beg < end; i++) {
        int64_t from = c->a[i].beg > beg ? c->a[i].beg : beg;
        int64_t to = c->a[i].end < end ? c->a[i].end : end;

        bp += bed_bp_in(d, from, to);
    }
    return bp;
}

bool bed_contains(const struct bed_contig *c, int64_t beg, int64_t end)
{
    size_t i;

    if (!c)
        return false;
    i = bed_seek(c, beg);
    return i < c->n && c->a[i].beg <= beg && end <= c->a[i].end;
}

bool bed_sweep(const struct bed_contig *c, size_t *cursor, int64_t beg,
               int64_t end)
{
    size_t i = *cursor;

    if (!c || !c->n)
        return false;
    if (i > c->n || (i > 0 && c->a[i - 1].end > beg))
        i = bed_seek(c, beg);
    while (i < c->n && c->a[i].end <= beg)
        i++;
    *cursor = i;
    return i < c->n && c->a[i].beg <= beg && end <= c->a[i].end;
}

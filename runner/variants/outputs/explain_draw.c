/*
 * The drawing is a grid: one column for each base of the reference, and before
 * it as many as the longest insertion there needs. It is then shortened (what
 * is far from the ends of alleles is left out) and broken into lines.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "variants/outputs/explain_internal.h"

#define ROWS_MAX (1 + JUDGED_SIDES * SOLVE_PLOIDY)
#define LABEL    12 /* columns of a row's name */
#define WIDTH    66 /* columns of bases in a line */
#define NEAR     6  /* columns kept around the ends of alleles */
#define GAP_MIN  12 /* columns that are worth leaving out */

struct row {
    enum judged_side side;
    int hap; /* from 0; -1: the reference */
    char *s; /* a character a column */
};

struct grid {
    const struct explain_scene *scene;
    size_t n;      /* columns */
    size_t *at;    /* column of each reference base; one more behind them */
    size_t *room;  /* columns of insertions before each */
    bool *kept;    /* columns that are drawn */
    int64_t *base; /* of each column: position, or -1 */
    struct row row[ROWS_MAX];
    size_t n_rows;
};

/* One allele on one haplotype. */
struct edit {
    const struct explain_allele *a;
    bool matches;
};

static void grid_release(struct grid *g)
{
    for (size_t r = 0; r < g->n_rows; r++)
        free(g->row[r].s);
    free(g->at);
    free(g->room);
    free(g->kept);
    free(g->base);
}

static int allele_of(const struct explain_record *r, int hap)
{
    return r->ploidy == 1 ? r->hap[0] : r->hap[hap];
}

static bool overlap(const struct explain_allele *a,
                    const struct explain_allele *b)
{
    if (a->beg > b->beg)
        return overlap(b, a);
    if (a->beg == a->end || b->beg == b->end) /* one is an insertion */
        return a->beg == b->beg || b->beg < a->end;
    return b->beg < a->end;
}

static bool fits(const struct edit *on, size_t n,
                 const struct explain_allele *a)
{
    for (size_t i = 0; i < n; i++) {
        if (overlap(on[i].a, a))
            return false;
    }
    return true;
}

/* What is drawn on a haplotype: what matches first, then what has room. */
static size_t find_edits(struct edit on[EXPLAIN_RECORDS_MAX], struct explain *x,
                         const struct row *row)
{
    size_t n = 0;

    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < x->n; i++) {
            struct explain_record *r = &x->a[i];
            bool matches = r->j.kind == JUDGED_GM;
            int k;

            if (!r->j.assessed || r->j.side != row->side || matches != !pass)
                continue;
            k = allele_of(r, row->hap);
            if (!k)
                continue;
            if (fits(on, n, &r->allele[k - 1]))
                on[n++] = (struct edit){&r->allele[k - 1], matches};
            else
                r->left_out = true;
        }
    }
    return n;
}

static size_t longer_by(const struct explain_allele *a)
{
    size_t ref_len = (size_t)(a->end - a->beg);

    return a->alt_len > ref_len ? a->alt_len - ref_len : 0;
}

static int measure(struct grid *g, struct explain *x, struct err *e)
{
    const struct explain_scene *s = g->scene;
    size_t bases = (size_t)(s->end - s->beg);
    struct edit on[EXPLAIN_RECORDS_MAX];

    g->at = calloc(bases + 1, sizeof(*g->at));
    g->room = calloc(bases + 1, sizeof(*g->room));
    if (!g->at || !g->room)
        return err_nomem(e);
    for (size_t r = 1; r < g->n_rows; r++) {
        size_t n = find_edits(on, x, &g->row[r]);

        for (size_t i = 0; i < n; i++) {
            size_t p = (size_t)(on[i].a->end - s->beg);

            if (longer_by(on[i].a) > g->room[p])
                g->room[p] = longer_by(on[i].a);
        }
    }
    for (size_t p = 0; p <= bases; p++) {
        g->n += g->room[p];
        g->at[p] = g->n;
        g->n += p < bases;
    }
    return 0;
}

static int make_rows(struct grid *g, struct err *e)
{
    const struct explain_scene *s = g->scene;
    size_t bases = (size_t)(s->end - s->beg);

    g->kept = calloc(g->n + 1, sizeof(*g->kept));
    g->base = malloc((g->n + 1) * sizeof(*g->base));
    if (!g->kept || !g->base)
        return err_nomem(e);
    for (size_t c = 0; c < g->n; c++)
        g->base[c] = -1;
    for (size_t p = 0; p < bases; p++)
        g->base[g->at[p]] = s->beg + (int64_t)p;
    for (size_t r = 0; r < g->n_rows; r++) {
        g->row[r].s = malloc(g->n + 1);
        if (!g->row[r].s)
            return err_nomem(e);
        memset(g->row[r].s, '-', g->n);
        for (size_t p = 0; p < bases; p++)
            g->row[r].s[g->at[p]] = s->ref[p];
        for (size_t p = 0; r && p < bases; p++)
            g->row[r].s[g->at[p]] = '.';
    }
    return 0;
}

static void keep_near(struct grid *g, size_t column)
{
    size_t from = column > NEAR ? column - NEAR : 0;

    for (size_t c = from; c < g->n && c <= column + NEAR; c++)
        g->kept[c] = true;
}

static void draw_edit(struct grid *g, struct row *row, const struct edit *d)
{
    const struct explain_scene *s = g->scene;
    size_t beg = (size_t)(d->a->beg - s->beg);
    size_t end = (size_t)(d->a->end - s->beg);
    size_t ref_len = end - beg;
    size_t longer = longer_by(d->a);
    size_t first = ref_len ? g->at[beg] : g->at[end] - g->room[end];
    size_t last =
        longer ? g->at[end] - g->room[end] + longer - 1 : g->at[end - 1];

    for (size_t i = 0; i < d->a->alt_len || i < ref_len; i++) {
        size_t c = i < ref_len ? g->at[beg + i]
                               : g->at[end] - g->room[end] + (i - ref_len);
        char base = '-';

        if (i < d->a->alt_len)
            base = d->a->alt[i];
        if (i < ref_len && base == s->ref[beg + i])
            base = '.';
        if (!d->matches)
            base = (char)tolower((unsigned char)base);
        row->s[c] = base;
    }
    keep_near(g, first);
    keep_near(g, last);
}

static void draw_rows(struct grid *g, struct explain *x)
{
    struct edit on[EXPLAIN_RECORDS_MAX];

    for (size_t r = 1; r < g->n_rows; r++) {
        size_t n = find_edits(on, x, &g->row[r]);

        for (size_t i = 0; i < n; i++)
            draw_edit(g, &g->row[r], &on[i]);
    }
}

/* Columns [from, to) that are not kept; none: from == to. */
static size_t gap_end(const struct grid *g, size_t from)
{
    size_t to = from;

    while (to < g->n && !g->kept[to])
        to++;
    return to - from > GAP_MIN ? to : from;
}

/* What stands for columns that are left out: their number; below it, what a row
 * is full of there, if it is all the same. */
static void put_gap(struct buf *line, const struct row *row, size_t from,
                    size_t to)
{
    char count[32];
    int width = snprintf(count, sizeof(count), "~%zu~", to - from);
    char fill = row->s[from];

    if (row->hap < 0) {
        buf_str(line, count);
        return;
    }
    for (size_t c = from; c < to; c++) {
        if (row->s[c] != fill)
            fill = '~';
    }
    buf_char(line, '~');
    for (int i = 2; i < width; i++)
        buf_char(line, fill);
    buf_char(line, '~');
}

/* Stretches too short to be left out are kept. */
static void keep_short(struct grid *g)
{
    for (size_t c = 0; c < g->n;) {
        size_t to = gap_end(g, c);

        if (to == c)
            g->kept[c++] = true;
        else
            c = to;
    }
}

/* A whole row, shortened. */
static void put_row(struct buf *line, const struct grid *g,
                    const struct row *row)
{
    for (size_t c = 0; c < g->n;) {
        size_t to = gap_end(g, c);

        if (to > c) {
            put_gap(line, row, c, to);
            c = to;
        } else {
            buf_char(line, row->s[c++]);
        }
    }
}

/* The position of the base in each place of the shortened rows; -1. */
static int64_t *places(size_t n, const struct grid *g)
{
    int64_t *out = calloc(n + 1, sizeof(*out));
    size_t i = 0;

    for (size_t c = 0; out && c < g->n;) {
        size_t to = gap_end(g, c);

        if (to > c) {
            int width = snprintf(NULL, 0, "~%zu~", to - c);

            for (int k = 0; k < width; k++)
                out[i++] = -1;
            c = to;
        } else {
            out[i++] = g->base[c++];
        }
    }
    return out;
}

static void pad(struct buf *out, size_t used, size_t width)
{
    for (; used < width; used++)
        buf_char(out, ' ');
}

static void put_label(struct buf *out, const struct row *row)
{
    size_t from = out->n;
    size_t shown = 0;

    if (row->hap < 0)
        buf_str(out, lang_tr("reference"));
    else
        buf_printf(out,
                   row->side == JUDGED_TRUTH ? lang_tr("truth %d")
                                             : lang_tr("query %d"),
                   row->hap + 1);
    for (size_t i = from; i < out->n; i++)
        shown += ((unsigned char)out->s[i] & 0xc0) != 0x80;
    pad(out, shown, LABEL);
}

/* Where the first base of a line, and of what follows a gap, is. */
static void put_places(struct buf *out, const int64_t *place, size_t from,
                       size_t to)
{
    size_t used = from;
    int64_t before = -1;

    pad(out, 0, LABEL);
    for (size_t i = from; i < to; i++) {
        if (place[i] < 0)
            continue;
        if ((before < 0 || place[i] > before + 1) && i >= used) {
            size_t at;

            pad(out, used, i);
            at = out->n;
            buf_i64(out, place[i] + 1);
            used = i + (out->n - at) + 1;
            buf_char(out, ' ');
        }
        before = place[i];
    }
    while (out->n && out->s[out->n - 1] == ' ')
        out->s[--out->n] = '\0';
    buf_char(out, '\n');
}

static int put_lines(struct buf *out, const struct grid *g, struct err *e)
{
    struct buf row[ROWS_MAX] = {{0}};
    int64_t *place;
    int rc = -1;

    for (size_t r = 0; r < g->n_rows; r++) {
        buf_init(&row[r], EXPLAIN_COLUMNS_MAX);
        put_row(&row[r], g, &g->row[r]);
        buf_check(&row[r], e);
    }
    place = places(row[0].n, g);
    if (!place)
        err_nomem(e);
    for (size_t from = 0; !e->code && from < row[0].n; from += WIDTH) {
        size_t to = from + WIDTH < row[0].n ? from + WIDTH : row[0].n;

        put_places(out, place, from, to);
        for (size_t r = 0; r < g->n_rows; r++) {
            put_label(out, &g->row[r]);
            buf_add(out, row[r].s + from, to - from);
            buf_char(out, '\n');
        }
        buf_char(out, '\n');
    }
    rc = e->code ? -1 : 0;
    for (size_t r = 0; r < g->n_rows; r++)
        buf_release(&row[r]);
    free(place);
    return rc;
}

static void put_key(struct buf *out, const struct explain_scene *s)
{
    buf_str(out, lang_tr(". as the reference, - no base; capitals: matched, "
                         "small letters: not\n"));
    buf_str(out,
            lang_tr("gm: genotype agrees, am: allele agrees, lm: the other "
                    "side has something here\n"));
    if (s->agree)
        buf_str(out,
                lang_tr("What is matched makes the same haplotypes on both "
                        "sides.\n"));
}

int explain_draw(struct buf *out, const struct explain_scene *s,
                 struct explain *x, struct err *e)
{
    struct grid g = {.scene = s};
    int rc = -1;

    g.row[g.n_rows++] = (struct row){.hap = -1};
    for (int side = 0; side < JUDGED_SIDES; side++) {
        for (int h = 0; h < s->haps[side]; h++)
            g.row[g.n_rows++] =
                (struct row){.side = (enum judged_side)side, .hap = h};
    }
    if (measure(&g, x, e))
        goto done;
    if (g.n > EXPLAIN_COLUMNS_MAX) {
        buf_str(out, lang_tr("The haplotypes are too long to be drawn.\n"));
        rc = 0;
        goto done;
    }
    if (make_rows(&g, e))
        goto done;
    draw_rows(&g, x);
    keep_short(&g);
    rc = put_lines(out, &g, e);
    if (!rc)
        put_key(out, s);
done:
    grid_release(&g);
    return rc;
}

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/lang.h"
#include "variants/outputs/table_internal.h"
#include "variants/outputs/table_write.h"

#define CELL 160 /* bytes of a cell: a stratum's name has 128 at most */
#define ROWS 16
#define COLS 12

struct grid {
    char cell[ROWS][COLS][CELL];
    size_t rows;
    size_t cols;
};

static size_t shown_width(const char *s)
{
    size_t n = 0;

    for (; *s; s++)
        n += ((unsigned char)*s & 0xc0) != 0x80; /* UTF-8: first bytes only */
    return n;
}

static void put(struct grid *g, size_t col, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Into the last row. */
static void put(struct grid *g, size_t col, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    (void)vsnprintf(g->cell[g->rows - 1][col], CELL, fmt, ap);
    va_end(ap);
    g->cols = col >= g->cols ? col + 1 : g->cols;
}

static void put_count(struct grid *g, size_t col, int64_t v)
{
    put(g, col, "%lld", (long long)v);
}

/* As the language writes decimals. */
static void real_text(char *s, size_t size, double v, int decimals)
{
    char *point;

    if (isnan(v)) {
        (void)snprintf(s, size, "-");
        return;
    }
    (void)snprintf(s, size, "%.*f", decimals, v);
    point = strchr(s, '.');
    if (point && lang_get() == LANG_FR)
        *point = ',';
}

/* A share with six decimals; 1 only when it is all, 0 only when none. */
static void share_text(char *s, size_t size, double v)
{
    if (v < 1 && v > 0.999999)
        v = 0.999999;
    if (v > 0 && v < 0.000001)
        v = 0.000001;
    real_text(s, size, v, 6);
}

static void put_share(struct grid *g, size_t col, double v)
{
    char s[32];

    share_text(s, sizeof(s), v);
    put(g, col, "%s", s);
}

static void print_grid(struct buf *b, const struct grid *g, size_t left)
{
    size_t width[COLS] = {0};

    for (size_t r = 0; r < g->rows; r++) {
        for (size_t c = 0; c < g->cols; c++) {
            size_t n = shown_width(g->cell[r][c]);

            width[c] = n > width[c] ? n : width[c];
        }
    }
    for (size_t r = 0; r < g->rows; r++) {
        size_t owed = 0; /* blanks, so that no line ends with one */

        for (size_t c = 0; c < g->cols; c++) {
            const char *s = g->cell[r][c];
            size_t pad = width[c] - shown_width(s);

            owed += c < left ? 0 : pad;
            buf_printf(b, "%*s%s", (int)owed, "", s);
            owed = 2 + (c < left ? pad : 0);
        }
        buf_char(b, '\n');
    }
}

static void type_row(struct grid *g, const struct table *t, unsigned shape)
{
    struct table_pick pick = {.shapes =
                                  shape < JUDGED_SHAPES ? TABLE_BIT(shape) : 0};
    struct table_metrics m;
    struct table_sums s;

    table_sum(&s, t, &pick);
    table_measure(&m, t, &pick);
    g->rows++;
    put(g, 0, "%s",
        shape < JUDGED_SHAPES ? judged_shape_name((enum judged_shape)shape)
                              : lang_tr("all"));
    put_count(g, 1, s.truth_total);
    put_count(g, 2, s.truth_tp);
    put_count(g, 3, s.truth_fn);
    put_count(g, 4, s.query_total);
    put_count(g, 5, s.query_fp);
    put_count(g, 6, s.query_ge);
    put_count(g, 7, s.query_unk);
    put_share(g, 8, m.recall.value);
    put_share(g, 9, m.precision.value);
    put_share(g, 10, m.f1);
}

static void types(struct buf *b, const struct table *t, struct grid *g)
{
    static const char *const head[] = {
        N_("type"),   N_("truth"),     N_("TP"),       N_("FN"),
        N_("query"),  N_("FP"),        N_("FP.gt"),    N_("outside"),
        N_("recall"), N_("precision"), N_("F1 score"),
    };

    g->rows = 1;
    for (size_t i = 0; i < sizeof(head) / sizeof(head[0]); i++)
        put(g, i, "%s", lang_tr(head[i]));
    for (unsigned shape = 0; shape < SHAPES_AND_ALL; shape++)
        type_row(g, t, shape);
    print_grid(b, g, 1);
}

/* "recall   0.99 to 0.995 (Wilson, 95 %); ..." of all types. */
static void intervals(struct buf *b, const struct table *t)
{
    struct table_metrics m;
    const struct table_share *share[] = {&m.recall, &m.precision};
    static const char *const name[] = {N_("recall"), N_("precision")};

    table_measure(&m, t, &(struct table_pick){0});
    for (int i = 0; i < TABLE_JACKS; i++) {
        const struct table_jackknife *j =
            table_jackknife(t, JUDGED_SHAPES, (enum table_jack)i);
        char lo[32];
        char hi[32];

        if (!share[i]->den)
            continue;
        share_text(lo, sizeof(lo), share[i]->wilson.lo);
        share_text(hi, sizeof(hi), share[i]->wilson.hi);
        buf_printf(b, lang_tr("%s, all: %s to %s (Wilson, 95 %%)"),
                   lang_tr(name[i]), lo, hi);
        if (j->blocks >= TABLE_BLOCKS_MIN) {
            share_text(lo, sizeof(lo), j->normal.lo);
            share_text(hi, sizeof(hi), j->normal.hi);
            buf_printf(b, lang_tr("; %s to %s (jackknife of %zu blocks)"), lo,
                       hi, j->blocks);
        }
        buf_char(b, '\n');
    }
}

static void unresolved(struct buf *b, const struct table *t)
{
    struct table_pick all = {0};
    struct table_metrics m;
    struct table_sums s;
    char v[4][32];

    table_sum(&s, t, &all);
    table_measure(&m, t, &all);
    if (!s.truth_unresolved && !s.query_unresolved)
        return;
    share_text(v[0], sizeof(v[0]), m.recall.worst);
    share_text(v[1], sizeof(v[1]), m.recall.best);
    share_text(v[2], sizeof(v[2]), m.precision.worst);
    share_text(v[3], sizeof(v[3]), m.precision.best);
    buf_printf(b,
               lang_tr("unresolved records: truth %lld, query %lld; all of "
                       "them wrong, or right:\n"
                       "  recall %s to %s, precision %s to %s\n"),
               (long long)s.truth_unresolved, (long long)s.query_unresolved,
               v[0], v[1], v[2], v[3]);
}

static void ratios(struct buf *b, const struct table *t)
{
    struct table_metrics snv;
    struct table_metrics all;
    char v[5][32];

    table_measure(&snv, t,
                  &(struct table_pick){.shapes = TABLE_BIT(JUDGED_SNV)});
    table_measure(&all, t, &(struct table_pick){0});
    share_text(v[0], sizeof(v[0]), all.genotype.value);
    for (int i = 0; i < JUDGED_SIDES; i++) {
        real_text(v[1 + i], sizeof(v[0]), snv.titv[i], 3);
        real_text(v[3 + i], sizeof(v[0]), all.het_hom[i], 3);
    }
    buf_printf(b,
               lang_tr("genotype concordance %s\n"
                       "Ti/Tv of SNVs: truth %s, query %s; het/hom: truth %s, "
                       "query %s\n"),
               v[0], v[1], v[2], v[3], v[4]);
}

/* ---- the worst strata -------------------------------------------------------
 */
struct bad {
    size_t stratum;
    unsigned shapes;
    const char *type;
    double f1;
};

static int by_f1(const void *a, const void *b)
{
    const struct bad *x = a;
    const struct bad *y = b;

    if (x->f1 < y->f1 || x->f1 > y->f1)
        return x->f1 < y->f1 ? -1 : 1;
    if (x->stratum != y->stratum)
        return x->stratum < y->stratum ? -1 : 1;
    return (x->shapes > y->shapes) - (x->shapes < y->shapes);
}

/* Keeps the worst, sorted. */
static void keep(struct bad *list, size_t *n, struct bad one)
{
    if (*n == TABLE_WORST && by_f1(&list[TABLE_WORST - 1], &one) <= 0)
        return;
    *n += *n < TABLE_WORST;
    list[*n - 1] = one;
    qsort(list, *n, sizeof(*list), by_f1);
}

static size_t find_worst(struct bad *list, const struct table *t)
{
    static const struct {
        const char *type;
        unsigned shapes;
    } of[] = {
        {"SNV",   TABLE_BIT(JUDGED_SNV)  },
        {"INDEL", TABLE_BIT(JUDGED_INDEL)}
    };
    size_t n = 0;

    for (size_t k = 1; k < t->n; k++) {
        for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++) {
            struct table_pick pick = {.stratum = k, .shapes = of[i].shapes};
            struct bad one = {k, of[i].shapes, of[i].type, 0};
            struct table_metrics m;

            table_measure(&m, t, &pick);
            one.f1 = isnan(m.f1) ? 0 : m.f1;
            if (m.recall.den >= TABLE_WORST_MIN && one.f1 < 1)
                keep(list, &n, one);
        }
    }
    return n;
}

static void worst_strata(struct buf *b, const struct table *t, struct grid *g)
{
    static const char *const head[] = {
        N_("worst strata"), N_("type"),   N_("truth"),     N_("FN"),
        N_("FP"),           N_("recall"), N_("precision"), N_("F1 score"),
    };
    struct bad list[TABLE_WORST];
    size_t n = find_worst(list, t);

    if (!n)
        return;
    *g = (struct grid){.rows = 1};
    for (size_t i = 0; i < sizeof(head) / sizeof(head[0]); i++)
        put(g, i, "%s", lang_tr(head[i]));
    for (size_t i = 0; i < n; i++) {
        struct table_pick pick = {list[i].stratum, list[i].shapes, 0, 0};
        struct table_metrics m;
        struct table_sums s;

        table_sum(&s, t, &pick);
        table_measure(&m, t, &pick);
        g->rows++;
        put(g, 0, "%s", t->name[list[i].stratum]);
        put(g, 1, "%s", list[i].type);
        put_count(g, 2, s.truth_total);
        put_count(g, 3, s.truth_fn);
        put_count(g, 4, s.query_fp);
        put_share(g, 5, m.recall.value);
        put_share(g, 6, m.precision.value);
        put_share(g, 7, m.f1);
    }
    buf_char(b, '\n');
    print_grid(b, g, 2);
}

void table_write_text(struct buf *out, const struct table *t)
{
    struct grid g = {0};

    types(out, t, &g);
    buf_char(out, '\n');
    intervals(out, t);
    unresolved(out, t);
    ratios(out, t);
    worst_strata(out, t, &g);
}

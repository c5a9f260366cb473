/*
 * Rows stand in order of first use, with a hash table beside them, so that
 * counting never moves memory about; order is made when the text is written.
 * A sum per stratum and counter is kept up with every addition.
 */
#include "core/tally.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "core/tally_internal.h"

#define WHOLE_GENOME "*"

static bool is_name(const char *s)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz"
                                  "0123456789._:*+-";
    size_t n = strlen(s);

    return n > 0 && n <= TALLY_NAME_MAX && strspn(s, allowed) == n;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int refuse_twice(char **name, size_t n, struct err *e)
{
    const char **sorted = malloc((n + 1) * sizeof *sorted);
    int rc = 0;

    if (!sorted)
        return err_nomem(e);
    for (size_t i = 0; i < n; i++)
        sorted[i] = name[i];
    qsort(sorted, n, sizeof *sorted, by_text);
    for (size_t i = 1; i < n && rc == 0; i++) {
        if (strcmp(sorted[i - 1], sorted[i]) == 0)
            rc = err_set(e, ERR_SYNTAX, "the name %s stands twice in a tally",
                         sorted[i]);
    }
    free(sorted);
    return rc;
}

/* Copies behind the `*have` names that are there already. */
static int copy_names(char **to, size_t *have, const char *const *from,
                      size_t n, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        if (!is_name(from[i]))
            return err_set(e, ERR_SYNTAX,
                           "the name %s can not stand in a tally: it must have "
                           "1 to %d letters, digits or . _ : * + -",
                           from[i], TALLY_NAME_MAX);
        to[*have] = strdup(from[i]);
        if (!to[*have])
            return err_nomem(e);
        ++*have;
    }
    return refuse_twice(to, *have, e);
}

int tally_init(struct tally *t, const char *const *counters, size_t n_counters,
               const char *const *strata, size_t n_strata, struct err *e)
{
    static const char *const whole[] = {WHOLE_GENOME};
    struct tally made = {0};

    if (n_counters < 1 || n_counters > TALLY_COUNTERS_MAX)
        return err_set(e, ERR_LIMIT, "a tally has 1 to %d counters",
                       TALLY_COUNTERS_MAX);
    if (n_strata >= TALLY_STRATA_MAX)
        return err_set(e, ERR_LIMIT, "a tally has at most %d strata",
                       TALLY_STRATA_MAX);
    made.counter = calloc(n_counters, sizeof *made.counter);
    made.stratum = calloc(n_strata + 1, sizeof *made.stratum);
    made.sum = calloc(n_strata + 1, sizeof *made.sum);
    if (!made.counter || !made.stratum || !made.sum)
        (void)err_nomem(e);
    else if (copy_names(made.counter, &made.n_counters, counters, n_counters,
                        e) == 0 &&
             copy_names(made.stratum, &made.n_strata, whole, 1, e) == 0 &&
             copy_names(made.stratum, &made.n_strata, strata, n_strata, e) ==
                 0) {
        *t = made;
        return 0;
    }
    tally_release(&made);
    return -1;
}

static void free_names(char **name, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(name[i]);
    free(name);
}

void tally_release(struct tally *t)
{
    for (size_t i = 0; i < t->n_strata; i++)
        free(t->sum[i]);
    free(t->sum);
    free_names(t->counter, t->n_counters);
    free_names(t->stratum, t->n_strata);
    free_names(t->contig, t->n_contigs);
    free(t->row);
    free(t->narrow);
    free(t->wide);
    free(t->by_row.a);
    free(t->by_contig.a);
    *t = (struct tally){0};
}

static int find_name(char *const *name, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(name[i], text) == 0)
            return (int)i;
    }
    return -1;
}

int tally_find_counter(const struct tally *t, const char *name)
{
    return find_name(t->counter, t->n_counters, name);
}

int tally_find_stratum(const struct tally *t, const char *name)
{
    return find_name(t->stratum, t->n_strata, name);
}

static int grow_cells(struct tally *t, size_t rows, struct err *e)
{
    size_t n = rows * t->n_counters;
    uint32_t *narrow;
    int64_t *wide;

    if (t->wide) {
        wide = realloc(t->wide, n * sizeof *wide);
        if (!wide)
            return err_nomem(e);
        t->wide = wide;
        return 0;
    }
    narrow = realloc(t->narrow, n * sizeof *narrow);
    if (!narrow)
        return err_nomem(e);
    t->narrow = narrow;
    return 0;
}

static int grow_rows(struct tally *t, struct err *e)
{
    size_t cap = t->cap_rows ? 2 * t->cap_rows : 64;
    struct tally_row *row;

    if (t->n_rows < t->cap_rows)
        return 0;
    row = realloc(t->row, cap * sizeof *row);
    if (!row)
        return err_nomem(e);
    t->row = row;
    if (grow_cells(t, cap, e))
        return -1;
    t->cap_rows = cap;
    return 0;
}

/* From now on each cell holds any value. Nearly no tally needs it, and most
 * have many cells. */
static int widen(struct tally *t, struct err *e)
{
    size_t n = t->n_rows * t->n_counters;
    int64_t *wide = malloc(t->cap_rows * t->n_counters * sizeof *wide);

    if (!wide)
        return err_nomem(e);
    for (size_t i = 0; i < n; i++)
        wide[i] = t->narrow[i];
    free(t->narrow);
    t->narrow = NULL;
    t->wide = wide;
    return 0;
}

static void zero_row(struct tally *t, size_t row)
{
    size_t at = row * t->n_counters;

    if (t->wide)
        memset(t->wide + at, 0, t->n_counters * sizeof *t->wide);
    else
        memset(t->narrow + at, 0, t->n_counters * sizeof *t->narrow);
}

int tally_append(struct tally *t, const struct tally_row *row, struct err *e)
{
    int64_t **sum = &t->sum[row->stratum];

    if (t->n_rows == TALLY_ROWS_MAX ||
        (t->n_rows + 1) * t->n_counters > TALLY_CELLS_MAX)
        return err_set(e, ERR_LIMIT,
                       "a tally has too many rows: the most is %d",
                       TALLY_ROWS_MAX);
    if (!*sum && !(*sum = calloc(t->n_counters, sizeof **sum)))
        return err_nomem(e);
    if (grow_rows(t, e))
        return -1;
    zero_row(t, t->n_rows);
    t->row[t->n_rows++] = *row;
    return 0;
}

static int too_much(const struct tally *t, size_t counter, struct err *e)
{
    return err_set(e, ERR_LIMIT, "the counter %s is above what can be held",
                   t->counter[counter]);
}

int tally_bump(struct tally *t, size_t row, size_t counter, int64_t by,
               struct err *e)
{
    int64_t *sum = &t->sum[t->row[row].stratum][counter];
    size_t at = row * t->n_counters + counter;
    int64_t more;

    /* No counter is above its sum, so only the sum can overflow. */
    if (__builtin_add_overflow(*sum, by, &more))
        return too_much(t, counter, e);
    if (!t->wide && by > (int64_t)(UINT32_MAX - t->narrow[at]) && widen(t, e))
        return -1;
    *sum = more;
    if (t->wide)
        t->wide[at] += by;
    else
        t->narrow[at] += (uint32_t)by;
    return 0;
}

int tally_fill(struct tally *t, const int64_t *value, struct err *e)
{
    size_t row = t->n_rows - 1;
    size_t at = row * t->n_counters;
    int64_t *sum = t->sum[t->row[row].stratum];
    int64_t all = 0;

    for (size_t k = 0; k < t->n_counters; k++) {
        if (__builtin_add_overflow(sum[k], value[k], &sum[k]))
            return too_much(t, k, e);
        all |= value[k];
    }
    if (!t->wide && all > UINT32_MAX && widen(t, e))
        return -1;
    if (t->wide) {
        memcpy(t->wide + at, value, t->n_counters * sizeof *t->wide);
        return 0;
    }
    for (size_t k = 0; k < t->n_counters; k++)
        t->narrow[at + k] = (uint32_t)value[k];
    return 0;
}

/* The row, new when there is none; its number is left in t->last. */
static int find_row(struct tally *t, const struct tally_row *want,
                    struct err *e)
{
    int found = tally_look_up(t, want, e);

    if (found)
        return found < 0 ? -1 : 0;
    if (tally_append(t, want, e))
        return -1;
    t->last = t->n_rows - 1;
    return 0;
}

int tally_add(struct tally *t, uint32_t stratum, uint32_t contig,
              uint32_t block, uint32_t counter, int64_t by, struct err *e)
{
    struct tally_row want = {stratum, contig, block};

    assert(stratum < t->n_strata && contig < t->n_contigs);
    assert(counter < t->n_counters && by >= 0);
    if (find_row(t, &want, e))
        return -1;
    return tally_bump(t, t->last, counter, by, e);
}

int tally_count(struct tally *t, const char *counter, int64_t by, struct err *e)
{
    int c = tally_find_counter(t, counter);
    uint32_t contig;

    if (c < 0)
        return err_set(e, ERR_MISSING, "the tally has no counter %s", counter);
    if (tally_contig(&contig, t, "", e))
        return -1;
    return tally_add(t, 0, contig, 0, (uint32_t)c, by, e);
}

int64_t tally_sum(const struct tally *t, size_t stratum, size_t counter)
{
    if (stratum >= t->n_strata || counter >= t->n_counters || !t->sum[stratum])
        return 0;
    return t->sum[stratum][counter];
}

static bool same_names(char *const *a, size_t n_a, char *const *b, size_t n_b)
{
    for (size_t i = 0; i < n_a && i < n_b; i++) {
        if (strcmp(a[i], b[i]) != 0)
            return false;
    }
    return n_a == n_b;
}

int tally_merge(struct tally *t, const struct tally *from, struct err *e)
{
    if (!same_names(t->counter, t->n_counters, from->counter,
                    from->n_counters) ||
        !same_names(t->stratum, t->n_strata, from->stratum, from->n_strata))
        return err_set(e, ERR_MISMATCH,
                       "two tallies of different counters or strata can not be "
                       "added");
    for (size_t i = 0; i < from->n_rows; i++) {
        struct tally_row want = from->row[i];

        if (tally_contig(&want.contig, t, from->contig[want.contig], e) ||
            find_row(t, &want, e))
            return -1;
        for (size_t k = 0; k < t->n_counters; k++) {
            if (tally_bump(t, t->last, k, tally_value(from, i, k), e))
                return -1;
        }
    }
    return 0;
}

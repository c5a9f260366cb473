/* The order of a tally's rows, and its text form. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "core/tally.h"
#include "core/tally_internal.h"

struct place_of_row {
    uint32_t stratum;
    uint32_t contig; /* rank of its name */
    uint32_t block;
    uint32_t row;
};

struct ranked_name {
    const char *name;
    uint32_t contig;
};

static int by_name(const void *a, const void *b)
{
    const struct ranked_name *x = a;
    const struct ranked_name *y = b;

    return strcmp(x->name, y->name);
}

static int by_place(const void *a, const void *b)
{
    const struct place_of_row *x = a;
    const struct place_of_row *y = b;

    if (x->stratum != y->stratum)
        return x->stratum < y->stratum ? -1 : 1;
    if (x->contig != y->contig)
        return x->contig < y->contig ? -1 : 1;
    return (x->block > y->block) - (x->block < y->block);
}

/* rank[i]: place of contig i among all names. */
static uint32_t *rank_contigs(const struct tally *t)
{
    uint32_t *rank = malloc((t->n_contigs + 1) * sizeof *rank);
    struct ranked_name *name = malloc((t->n_contigs + 1) * sizeof *name);

    if (!rank || !name) {
        free(rank);
        free(name);
        return NULL;
    }
    for (size_t i = 0; i < t->n_contigs; i++)
        name[i] = (struct ranked_name){t->contig[i], (uint32_t)i};
    qsort(name, t->n_contigs, sizeof *name, by_name);
    for (size_t i = 0; i < t->n_contigs; i++)
        rank[name[i].contig] = (uint32_t)i;
    free(name);
    return rank;
}

uint32_t *tally_order(const struct tally *t)
{
    uint32_t *order = malloc((t->n_rows + 1) * sizeof *order);
    struct place_of_row *place = malloc((t->n_rows + 1) * sizeof *place);
    uint32_t *rank = rank_contigs(t);
    bool ok = order && place && rank;

    for (size_t i = 0; ok && i < t->n_rows; i++) {
        const struct tally_row *r = &t->row[i];

        place[i] = (struct place_of_row){r->stratum, rank[r->contig], r->block,
                                         (uint32_t)i};
    }
    if (ok && t->n_rows > 1)
        qsort(place, t->n_rows, sizeof *place, by_place);
    for (size_t i = 0; ok && i < t->n_rows; i++)
        order[i] = place[i].row;
    free(place);
    free(rank);
    if (!ok) {
        free(order);
        order = NULL;
    }
    return order;
}

int tally_check_id(const char *id)
{
    size_t n = 0;

    if (id[0] == '@' || id[0] == '#')
        return -1;
    for (; id[n]; n++) {
        if (id[n] <= ' ' || id[n] > '~' || n >= TALLY_ID_MAX)
            return -1;
    }
    return n > 0 ? 0 : -1;
}

bool tally_dots_only(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '.')
            return false;
    }
    return true;
}

static void write_row(struct buf *out, const struct tally *t, size_t row,
                      const char *id)
{
    const struct tally_row *r = &t->row[row];
    const int64_t *value = tally_values(t, row);
    const char *contig = t->contig[r->contig];
    bool any = false;

    for (size_t k = 0; k < t->n_counters; k++)
        any = any || value[k] != 0;
    if (!any)
        return;
    buf_str(out, id);
    buf_char(out, '\t');
    buf_str(out, t->stratum[r->stratum]);
    buf_char(out, '\t');
    buf_str(out, contig);
    if (tally_dots_only(contig, strlen(contig)))
        buf_char(out, '.');
    buf_char(out, '\t');
    buf_i64(out, r->block);
    for (size_t k = 0; k < t->n_counters; k++) {
        buf_char(out, '\t');
        buf_i64(out, value[k]);
    }
    buf_char(out, '\n');
}

static void write_names(struct buf *out, char *const *name, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_char(out, '\t');
        buf_str(out, name[i]);
    }
    buf_char(out, '\n');
}

void tally_write(struct buf *out, const struct tally *t, const char *id)
{
    uint32_t *order;

    if (t->n_counters == 0)
        return;
    order = tally_order(t);
    if (!order) {
        out->failed = true;
        out->nomem = true;
        return;
    }
    buf_char(out, '@');
    buf_str(out, id);
    buf_str(out, "\tstratum\tcontig\tblock");
    write_names(out, t->counter, t->n_counters);
    buf_char(out, '#');
    buf_str(out, id);
    write_names(out, t->stratum, t->n_strata);
    for (size_t i = 0; i < t->n_rows; i++)
        write_row(out, t, order[i], id);
    free(order);
}

void tally_set_write(struct buf *out, const struct tally_set *s)
{
    buf_str(out, TALLY_TEXT_MAGIC);
    for (size_t i = 0; i < s->n; i++)
        tally_write(out, &s->a[i].tally, s->a[i].id);
}

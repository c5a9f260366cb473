/* The order of a tally's rows, and its text form. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "core/tally.h"
#include "core/tally_internal.h"

#define DIGITS         20 /* of the largest number */
#define PIECE          2048
#define SHORT_NUMBERS  1000
#define HASHED_AT_ONCE ((size_t)32 << 10)

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

/* As they are when they were read. */
static bool in_order(const struct place_of_row *place, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (by_place(&place[i - 1], &place[i]) > 0)
            return false;
    }
    return true;
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
    if (ok && !in_order(place, t->n_rows))
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

/* "0" to "999" and their lengths. */
struct short_texts {
    char text[SHORT_NUMBERS][4];
};

static void make_texts(struct short_texts *t)
{
    for (int i = 0; i < SHORT_NUMBERS; i++) {
        char *p = t->text[i];

        p[3] = (char)(i > 99 ? 3 : i > 9 ? 2 : 1);
        if (i > 99)
            *p++ = (char)('0' + i / 100);
        if (i > 9)
            *p++ = (char)('0' + i / 10 % 10);
        *p = (char)('0' + i % 10);
    }
}

/* Four bytes are there to be written, whatever the number's length. */
static char *put_short(char *p, const struct short_texts *t, int64_t v)
{
    memcpy(p, t->text[v], 4);
    return p + t->text[v][3];
}

/* Not negative; the end of what was written. */
static char *put_number(char *p, const struct short_texts *t, int64_t v)
{
    int64_t part[DIGITS / 3 + 1];
    size_t n = 0;

    for (; v >= SHORT_NUMBERS; v /= SHORT_NUMBERS)
        part[n++] = v % SHORT_NUMBERS;
    p = put_short(p, t, v);
    while (n > 0) {
        int64_t v3 = part[--n];

        *p++ = (char)('0' + v3 / 100);
        *p++ = (char)('0' + v3 / 10 % 10);
        *p++ = (char)('0' + v3 % 10);
    }
    return p;
}

/* By hand, in pieces: the digest of a result goes over all of them. */
static void write_values(struct buf *out, const struct short_texts *t,
                         const int64_t *value, size_t n)
{
    char piece[PIECE];
    char *p = piece;

    for (size_t k = 0; k < n; k++) {
        if (piece + PIECE - p < DIGITS + 5) {
            buf_add(out, piece, (size_t)(p - piece));
            p = piece;
        }
        *p++ = '\t';
        p = put_number(p, t, value[k]);
    }
    buf_add(out, piece, (size_t)(p - piece));
}

static void write_row(struct buf *out, const struct tally *t, size_t row,
                      const char *id, const struct short_texts *texts)
{
    const struct tally_row *r = &t->row[row];
    int64_t value[TALLY_COUNTERS_MAX];
    const char *contig = t->contig[r->contig];
    int64_t any = 0;

    for (size_t k = 0; k < t->n_counters; k++) {
        value[k] = tally_value(t, row, k);
        any |= value[k];
    }
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
    write_values(out, texts, value, t->n_counters);
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

static void write_head(struct buf *out, const struct tally *t, const char *id)
{
    buf_char(out, '@');
    buf_str(out, id);
    buf_str(out, "\tstratum\tcontig\tblock");
    write_names(out, t->counter, t->n_counters);
    buf_char(out, '#');
    buf_str(out, id);
    write_names(out, t->stratum, t->n_strata);
}

void tally_write(struct buf *out, const struct tally *t, const char *id)
{
    struct short_texts texts;
    uint32_t *order;

    if (t->n_counters == 0)
        return;
    order = tally_order(t);
    if (!order) {
        out->failed = true;
        out->nomem = true;
        return;
    }
    make_texts(&texts);
    write_head(out, t, id);
    for (size_t i = 0; i < t->n_rows; i++)
        write_row(out, t, order[i], id, &texts);
    free(order);
}

int tally_hash(struct digest *d, const struct tally *t, const char *id,
               struct err *e)
{
    struct short_texts texts;
    uint32_t *order;
    struct buf b = {0};
    int rc = 0;

    if (t->n_counters == 0)
        return 0;
    order = tally_order(t);
    if (!order)
        return err_nomem(e);
    buf_init(&b, TALLY_TEXT_MAX);
    make_texts(&texts);
    write_head(&b, t, id);
    for (size_t i = 0; i <= t->n_rows && rc == 0; i++) {
        if (i < t->n_rows)
            write_row(&b, t, order[i], id, &texts);
        if (i == t->n_rows || b.n > HASHED_AT_ONCE) {
            rc = buf_check(&b, e) || digest_add(d, b.s, b.n, e) ? -1 : 0;
            buf_clear(&b);
        }
    }
    buf_release(&b);
    free(order);
    return rc;
}

void tally_set_write(struct buf *out, const struct tally_set *s)
{
    buf_str(out, TALLY_TEXT_MAGIC);
    for (size_t i = 0; i < s->n; i++)
        tally_write(out, &s->a[i].tally, s->a[i].id);
}

/*
 * Reading the text form of tallies: exactly what the writer makes. Each row
 * must come after the one before it, so rows need no look-up, and a hostile
 * text can not make the reader slow.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/num.h"
#include "core/tally.h"
#include "core/tally_internal.h"

#define FOUR         4
#define SHORT_DIGITS 18 /* of a number that int64_t holds in any case */

struct span {
    const char *at;
    size_t n;
};

struct reader {
    const char *at;
    const char *end;
    uint64_t line; /* of `at` */
};

/* The bytes up to the next TAB or LF, and what ended them; '\0' at the end of
 * the text. */
static char next_field(struct span *out, struct reader *r)
{
    const char *p = r->at;
    char stop;

    while (p < r->end && *p != '\t' && *p != '\n')
        p++;
    *out = (struct span){r->at, (size_t)(p - r->at)};
    if (p == r->end) {
        r->at = p;
        return '\0';
    }
    stop = *p;
    r->at = p + 1;
    return stop;
}

static bool is(struct span s, const char *text)
{
    return strlen(text) == s.n && memcmp(s.at, text, s.n) == 0;
}

/* Some of the reader's complaints are used in several places. */
static int bad_line(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "this line does not follow the form of a tally");
}

static int bad_name(struct err *e)
{
    return err_set(e, ERR_SYNTAX, "this name can not stand in a tally");
}

static int bad_order(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "the rows of a tally are sorted by stratum, contig and "
                   "block, and none stands twice");
}

/* A field as a NUL-terminated text in out[max + 1]. */
static int copy_field(char *out, size_t max, struct span s, struct err *e)
{
    if (s.n > max || memchr(s.at, '\0', s.n))
        return bad_name(e);
    memcpy(out, s.at, s.n);
    out[s.n] = '\0';
    return 0;
}

struct names {
    char text[TALLY_STRATA_MAX][TALLY_NAME_MAX + 1];
    const char *p[TALLY_STRATA_MAX];
    size_t n;
};

/* All the fields that are left of this line. */
static int read_names(struct names *names, struct reader *r, size_t max,
                      struct err *e)
{
    struct span s;
    char stop;

    names->n = 0;
    do {
        if (names->n == max)
            return err_set(e, ERR_LIMIT,
                           "this line names more than %zu columns", max);
        stop = next_field(&s, r);
        if (copy_field(names->text[names->n], TALLY_NAME_MAX, s, e))
            return -1;
        names->p[names->n] = names->text[names->n];
        names->n++;
    } while (stop == '\t');
    return stop == '\n' ? 0 : bad_line(e);
}

/* "@ID\tstratum\tcontig\tblock\t" of a tally's first line. */
static int read_head(char id[TALLY_ID_MAX + 1], struct reader *r, struct err *e)
{
    static const char *const fixed[] = {"stratum", "contig", "block"};
    struct span s;

    if (r->at == r->end || *r->at++ != '@' || next_field(&s, r) != '\t')
        return bad_line(e);
    if (copy_field(id, TALLY_ID_MAX, s, e))
        return -1;
    if (tally_check_id(id))
        return bad_name(e);
    for (size_t i = 0; i < 3; i++) {
        if (next_field(&s, r) != '\t' || !is(s, fixed[i]))
            return bad_line(e);
    }
    return 0;
}

/* "#ID\t*" of its second; what follows are the other strata. */
static int read_strata(struct names *strata, struct reader *r, const char *id,
                       struct err *e)
{
    struct span s;
    char stop;

    if (r->at == r->end || *r->at++ != '#' || next_field(&s, r) != '\t' ||
        !is(s, id))
        return bad_line(e);
    stop = next_field(&s, r);
    if (!is(s, "*"))
        return bad_line(e);
    strata->n = 0;
    if (stop == '\t')
        return read_names(strata, r, TALLY_STRATA_MAX - 1, e);
    return stop == '\n' ? 0 : bad_line(e);
}

/* A number as the writer prints it: no sign, no leading zero. */
static int read_number(int64_t *out, struct span s, int64_t max, struct err *e)
{
    const char *at = s.at;
    const char *end = s.at + s.n;

    if (s.n > 1 && *s.at == '0')
        return err_set(e, ERR_SYNTAX, "a number here has no leading zero");
    if (num_parse(out, &at, end, max, e))
        return -1;
    return at == end ? 0 : bad_line(e);
}

static int read_contig(uint32_t *out, struct tally *t, struct span s,
                       struct err *e)
{
    const struct tally_row *last = t->n_rows ? &t->row[t->n_rows - 1] : NULL;
    char name[TALLY_NAME_MAX + 2];

    if (s.n == 0)
        return bad_line(e);
    if (tally_dots_only(s.at, s.n))
        s.n--;
    if (copy_field(name, TALLY_NAME_MAX, s, e))
        return -1;
    if (last && strcmp(t->contig[last->contig], name) == 0) {
        *out = last->contig;
        return 0;
    }
    return tally_contig(out, t, name, e);
}

static int find_stratum(uint32_t *out, const struct tally *t, struct span s,
                        struct err *e)
{
    char name[TALLY_NAME_MAX + 1];
    size_t i = t->n_rows ? t->row[t->n_rows - 1].stratum : 0;

    /* Strata only go up, and mostly stay. */
    if (copy_field(name, TALLY_NAME_MAX, s, e))
        return -1;
    while (i < t->n_strata && strcmp(t->stratum[i], name) != 0)
        i++;
    if (i == t->n_strata)
        return tally_find_stratum(t, name) < 0
                   ? err_set(e, ERR_SYNTAX, "the tally has no stratum %s", name)
                   : bad_order(e);
    *out = (uint32_t)i;
    return 0;
}

static bool comes_after(const struct tally *t, const struct tally_row *row,
                        const struct tally_row *last)
{
    int c;

    if (row->stratum != last->stratum)
        return row->stratum > last->stratum;
    c = strcmp(t->contig[row->contig], t->contig[last->contig]);
    return c ? c > 0 : row->block > last->block;
}

/* A field as nearly all are: digits that can not overflow, then `stop`. False
 * and *at untouched for any other, good or bad. */
static bool short_number(int64_t *out, const char **at, const char *end,
                         char stop)
{
    const char *p = *at;
    const char *last = end - p > SHORT_DIGITS ? p + SHORT_DIGITS : end;
    int64_t n = 0;

    while (p < last && *p >= '0' && *p <= '9')
        n = 10 * n + (*p++ - '0');
    if (p == *at || p == end || *p != stop || (**at == '0' && p - *at > 1))
        return false;
    *out = n;
    *at = p + 1;
    return true;
}

static int read_value(int64_t *out, struct reader *r, char stop, struct err *e)
{
    struct span s;

    if (short_number(out, &r->at, r->end, stop))
        return 0;
    if (next_field(&s, r) != stop)
        return bad_line(e);
    return read_number(out, s, INT64_MAX, e);
}

/* Most of a row are zeros, in long runs. Takes four that do not end it. */
static bool four_zeros(struct reader *r)
{
    static const char zeros[] = {'0', '\t', '0', '\t', '0', '\t', '0', '\t'};

    if ((size_t)(r->end - r->at) < sizeof zeros ||
        memcmp(r->at, zeros, sizeof zeros) != 0)
        return false;
    r->at += sizeof zeros;
    return true;
}

static int read_values(struct tally *t, struct reader *r, struct err *e)
{
    int64_t value[TALLY_COUNTERS_MAX];
    int64_t any = 0;

    for (size_t k = 0; k < t->n_counters; k++) {
        if (k + FOUR < t->n_counters && four_zeros(r)) {
            memset(value + k, 0, FOUR * sizeof *value);
            k += FOUR - 1;
            continue;
        }
        if (read_value(&value[k], r, k + 1 < t->n_counters ? '\t' : '\n', e))
            return -1;
        any |= value[k];
    }
    if (!any)
        return err_set(e, ERR_SYNTAX, "a row of zeros only is left out");
    return tally_fill(t, value, e);
}

/* One row, whose ID has been read. */
static int read_row(struct tally *t, struct reader *r, struct err *e)
{
    struct tally_row row = {0};
    struct span s[3];
    int64_t block = 0;

    for (size_t i = 0; i < 3; i++) {
        if (next_field(&s[i], r) != '\t')
            return bad_line(e);
    }
    if (find_stratum(&row.stratum, t, s[0], e) ||
        read_contig(&row.contig, t, s[1], e) ||
        read_number(&block, s[2], UINT32_MAX, e))
        return -1;
    row.block = (uint32_t)block;
    if (t->n_rows > 0 && !comes_after(t, &row, &t->row[t->n_rows - 1]))
        return bad_order(e);
    if (tally_append(t, &row, e))
        return -1;
    return read_values(t, r, e);
}

/* One tally: its two heading lines and every row up to the next '@'. */
static int read_tally(struct named_tally *out, struct reader *r,
                      struct names *counters, struct names *strata,
                      struct err *e)
{
    char id[TALLY_ID_MAX + 1];
    struct span s;

    out->text = r->at;
    if (read_head(id, r, e) || read_names(counters, r, TALLY_COUNTERS_MAX, e))
        return -1;
    r->line++;
    if (read_strata(strata, r, id, e) ||
        tally_init(&out->tally, counters->p, counters->n, strata->p, strata->n,
                   e))
        return -1;
    r->line++;
    out->id = strdup(id);
    if (!out->id)
        return err_nomem(e);
    for (; r->at < r->end && *r->at != '@'; r->line++) {
        if (next_field(&s, r) != '\t' || !is(s, id))
            return bad_line(e);
        if (read_row(&out->tally, r, e))
            return -1;
    }
    out->len = (size_t)(r->at - out->text);
    return 0;
}

/* One more, empty; NULL when out of memory. */
static struct named_tally *push(struct tally_set *s, size_t *cap, struct err *e)
{
    if (s->n == *cap) {
        size_t more = *cap ? 2 * *cap : 8;
        struct named_tally *a = realloc(s->a, more * sizeof *a);

        if (!a) {
            (void)err_nomem(e);
            return NULL;
        }
        s->a = a;
        *cap = more;
    }
    s->a[s->n] = (struct named_tally){0};
    return &s->a[s->n++];
}

static int by_id(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int refuse_twice(const struct tally_set *s, struct err *e)
{
    const char **id = malloc((s->n + 1) * sizeof *id);
    int rc = 0;

    if (!id)
        return err_nomem(e);
    for (size_t i = 0; i < s->n; i++)
        id[i] = s->a[i].id;
    qsort(id, s->n, sizeof *id, by_id);
    for (size_t i = 1; i < s->n && rc == 0; i++) {
        if (strcmp(id[i - 1], id[i]) == 0)
            rc = err_set(e, ERR_SYNTAX, "the tally %s stands twice", id[i]);
    }
    free(id);
    return rc;
}

static int read_all(struct tally_set *s, struct reader *r, struct err *e)
{
    struct names *names = calloc(2, sizeof *names); /* counters, strata */
    size_t cap = 0;
    int rc = 0;

    if (!names)
        return err_nomem(e);
    while (rc == 0 && r->at < r->end) {
        struct named_tally *one = push(s, &cap, e);

        rc = one ? read_tally(one, r, &names[0], &names[1], e) : -1;
    }
    free(names);
    return rc;
}

int tally_set_read(struct tally_set *out, const char *text, size_t len,
                   struct err *e)
{
    struct tally_set set = {0};
    struct reader r = {text, text + len, 2};
    size_t magic = strlen(TALLY_TEXT_MAGIC);

    if (len < magic || memcmp(text, TALLY_TEXT_MAGIC, magic) != 0) {
        (void)err_set(e, ERR_SYNTAX, "tallies begin with the line %.*s",
                      (int)magic - 1, TALLY_TEXT_MAGIC);
        return err_at(e, NULL, 1, 0);
    }
    r.at += magic;
    if (read_all(&set, &r, e) || refuse_twice(&set, e)) {
        (void)err_at(e, NULL, r.line, 0);
        tally_set_release(&set);
        return -1;
    }
    *out = set;
    return 0;
}

void tally_set_release(struct tally_set *s)
{
    for (size_t i = 0; i < s->n; i++) {
        free(s->a[i].id);
        tally_release(&s->a[i].tally);
    }
    free(s->a);
    *s = (struct tally_set){0};
}

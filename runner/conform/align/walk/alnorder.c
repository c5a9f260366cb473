/*
 * Coordinates are compared with those of the record before. Names have no order
 * that the specification states (SAMv1 s1.3): any will do that is kept. So both
 * orders that tools write are followed, and a file is out of order where the
 * last of them is broken.
 */
#include <string.h>

#include "base/err.h"
#include "conform/align/alnhead.h"
#include "conform/align/walk/alnwalk_internal.h"
#include "conform/problem.h"

int alnorder_lexical(const char *a, size_t n, const char *b, size_t m)
{
    int c = memcmp(a, b, n < m ? n : m);

    return c ? c : (n > m) - (n < m);
}

static bool is_digit(const char *s, size_t n, size_t i)
{
    return i < n && s[i] >= '0' && s[i] <= '9';
}

static size_t digits_end(const char *s, size_t n, size_t i)
{
    while (is_digit(s, n, i))
        i++;
    return i;
}

static size_t zeros_end(const char *s, size_t n, size_t i)
{
    while (i < n && s[i] == '0')
        i++;
    return i;
}

int alnorder_natural(const char *a, size_t n, const char *b, size_t m)
{
    size_t i = 0;
    size_t k = 0;

    while (i < n && k < m) {
        size_t iz;
        size_t kz;
        int c;

        if (!is_digit(a, n, i) || !is_digit(b, m, k)) {
            if (a[i] != b[k])
                return (unsigned char)a[i] - (unsigned char)b[k];
            i++;
            k++;
            continue;
        }
        iz = zeros_end(a, n, i);
        kz = zeros_end(b, m, k);
        i = digits_end(a, n, iz);
        k = digits_end(b, m, kz);
        if (i - iz != k - kz)
            return i - iz > k - kz ? 1 : -1;
        c = memcmp(a + iz, b + kz, i - iz);
        if (c)
            return c;
    }
    return (i < n) - (k < m);
}

/* ---- coordinate ---- */

/* -1, 0, 1: how the record stands to the one before; those without RNAME are
 * last and equal. */
static int compare_places(const struct alnorder *o, const struct alnstep *s)
{
    if (o->tid != s->tid) {
        if (o->tid < 0)
            return -1;
        return s->tid < 0 || s->tid > o->tid ? 1 : -1;
    }
    if (s->tid < 0)
        return 0;
    return (s->pos > o->pos) - (s->pos < o->pos);
}

static void step_coordinate(struct alnorder *o, const struct alnstep *s,
                            const struct problem_place *at, struct err *e)
{
    int c = compare_places(o, s);

    o->rises = o->rises || c > 0;
    o->falls = o->falls || c < 0;
    if (c >= 0 || o->head->order != ALNHEAD_COORDINATE)
        return;
    if (o->tid < 0)
        problem_add(o->problems, "SORT-002", at, e,
                    "a record without RNAME stands before");
    else
        problem_add(o->problems, "SORT-001", at, e,
                    "the record before has a later place: sequence %d of the "
                    "header, POS %lld",
                    (int)o->tid + 1, (long long)o->pos + 1);
}

/* ---- names ---- */

/* What SS says of names: "natural", "lexicographical", "" (either), or NULL:
 * nothing that is judged here. */
static const char *order_of_names(const struct alnorder *o)
{
    static const char coordinate[] = "coordinate:queryname";
    static const char queryname[] = "queryname:";
    const char *ss = o->head->subsort;

    if (ss && o->head->order == ALNHEAD_QUERYNAME &&
        strncmp(ss, queryname, sizeof(queryname) - 1) == 0)
        return ss + sizeof(queryname) - 1;
    if (!ss || o->head->order != ALNHEAD_COORDINATE ||
        strncmp(ss, coordinate, sizeof(coordinate) - 1) != 0)
        return NULL;
    ss += sizeof(coordinate) - 1;
    return *ss == ':' ? ss + 1 : ss;
}

static bool breaks(const struct alnorder *o, const char *order)
{
    if (strcmp(order, "natural") == 0)
        return o->not_natural;
    if (strcmp(order, "lexicographical") == 0)
        return o->not_lexical;
    return !*order && o->not_natural && o->not_lexical;
}

static void step_names(struct alnorder *o, const struct alnstep *s,
                       const struct problem_place *at, struct err *e)
{
    const char *order = order_of_names(o);
    const char *a = o->name;

    if (o->head->order != ALNHEAD_QUERYNAME &&
        !(order && compare_places(o, s) == 0 && s->tid >= 0))
        return;
    o->not_natural =
        o->not_natural ||
        alnorder_natural(a, o->name_len, s->qname, s->qname_len) > 0;
    o->not_lexical =
        o->not_lexical ||
        alnorder_lexical(a, o->name_len, s->qname, s->qname_len) > 0;
    if (o->told)
        return;
    if (o->head->order == ALNHEAD_QUERYNAME && o->not_natural &&
        o->not_lexical) {
        o->told = true;
        problem_add(o->problems, "SORT-003", at, e,
                    "the name breaks the order of those before: it is neither "
                    "natural nor lexicographical");
    } else if (order && breaks(o, order)) {
        o->told = true;
        problem_add(o->problems, "SORT-005", at, e,
                    "the name breaks the order that SS names");
    }
}

/* ---- */

static void remember(struct alnorder *o, const struct alnstep *s)
{
    o->begun = true;
    memcpy(o->hash, s->name, sizeof(o->hash));
    if (s->tid >= -1) { /* else it has no place in any order */
        o->tid = s->tid;
        o->pos = s->pos;
    }
    if (o->head->order == ALNHEAD_QUERYNAME || o->head->subsort) {
        o->name_len =
            s->qname_len < sizeof(o->name) ? s->qname_len : sizeof(o->name);
        memcpy(o->name, s->qname, o->name_len);
    }
}

int alnorder_step(struct alnorder *o, const struct alnstep *s,
                  const struct problem_place *at, struct err *e)
{
    const struct alnname name = {.name = s->name, .record = at->record};
    bool same =
        o->begun && o->hash[0] == s->name[0] && o->hash[1] == s->name[1];

    o->records++;
    if (o->begun && s->tid >= -1)
        step_coordinate(o, s, at, e);
    if (o->begun && !same)
        step_names(o, s, at, e);
    if (!same && o->head->group == ALNHEAD_QUERY &&
        alnnames_put(o->names, ALNNAMES_GROUP, &name, e))
        return -1;
    remember(o, s);
    return e->code == ERR_NONE ? 0 : -1;
}

int alnorder_end(struct alnorder *o, struct err *e)
{
    const struct alnhead *h = o->head;

    if (!o->practice || !o->rises || o->falls || h->group == ALNHEAD_QUERY ||
        (h->order != ALNHEAD_UNKNOWN && h->order != ALNHEAD_UNSORTED))
        return 0;
    return problem_add(o->problems, "SORT-006", NULL, e,
                       "the file is sorted by coordinate");
}

/*
 * A table of the reads that wait, by the hashes of their names: chains in an
 * array of entries, those that are free in a list of their own, last in first
 * out, so that few are in use where mates stand near each other.
 *
 * When the table is full, all that wait are put aside in a store by parts of
 * the hash; mates are in the same part. At the end each part is taken out and
 * sorted by name and record, and each name goes through the table once more.
 */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "conform/align/alnjudge_internal.h"
#include "conform/align/walk/alnstore.h"
#include "conform/align/walk/alnwalk_internal.h"

#define MATES_MAX    ((size_t)1 << 18) /* 46 MB */
#define CHAIN_MAX    512 /* above: names were made to have one hash */
#define NONE         UINT32_MAX
#define MEMORY_BYTES ((size_t)32 << 20) /* of the store */

/* Beside each read that waits, apart from it: who looks for a name goes along
 * these, and only to the read that has the tag. */
struct link {
    uint32_t next; /* in its chain, or among the free */
    uint32_t tag;  /* the upper half of name[0] */
};

struct alnmates {
    struct problems *problems;
    struct alnnames *names;
    struct alnalone *alone;
    bool practice;
    size_t max;
    struct alnmate *mate;
    struct link *link; /* one each */
    uint32_t *chain;   /* as many: a power of two */
    size_t cap;
    size_t n;      /* in use */
    uint32_t free; /* first of the list */
    size_t steps;  /* along the chain, at the last find() */
    struct alnstore *aside;
    bool at_end;
};

struct alnmates *alnmates_new(struct problems *p, struct alnnames *names,
                              struct alnalone *alone,
                              const struct alnwalk_options *o, struct err *e)
{
    struct alnmates *m = calloc(1, sizeof(*m));

    if (!m) {
        err_nomem(e);
        return NULL;
    }
    m->problems = p;
    m->names = names;
    m->alone = alone;
    m->practice = o->practice;
    m->max = o->mates_max ? o->mates_max : MATES_MAX;
    m->free = NONE;
    return m;
}

void alnmates_free(struct alnmates *m)
{
    if (!m)
        return;
    free(m->mate);
    free(m->link);
    free(m->chain);
    alnstore_free(m->aside);
    free(m);
}

uint64_t alnmates_lost(const struct alnmates *m)
{
    return m->aside ? alnstore_lost(m->aside) : 0;
}

/* ---- the table ---- */

static uint32_t *chain_of(struct alnmates *m, const uint64_t name[2])
{
    return &m->chain[name[0] & (m->cap - 1)];
}

static uint32_t tag_of(const uint64_t name[2])
{
    return (uint32_t)(name[0] >> 32);
}

static void link_in(struct alnmates *m, uint32_t i)
{
    const uint64_t *name = m->mate[i].name;
    uint32_t *c = chain_of(m, name);

    m->link[i] = (struct link){*c, tag_of(name)};
    *c = i;
}

/* Twice as large; those in use are all, for there is none free. */
static int grow(struct alnmates *m, struct err *e)
{
    size_t cap = m->cap ? 2 * m->cap : 64;
    struct alnmate *mate = realloc(m->mate, cap * sizeof(*mate));
    struct link *link;
    uint32_t *chain;

    if (!mate)
        return err_nomem(e);
    m->mate = mate;
    link = realloc(m->link, cap * sizeof(*link));
    if (!link)
        return err_nomem(e);
    m->link = link;
    chain = realloc(m->chain, cap * sizeof(*chain));
    if (!chain)
        return err_nomem(e);
    m->chain = chain;
    memset(chain, 0xff, cap * sizeof(*chain));
    for (size_t i = cap; i > m->cap; i--) {
        link[i - 1].next = m->free;
        m->free = (uint32_t)(i - 1);
    }
    m->cap = cap;
    for (size_t i = 0; i < m->n; i++)
        link_in(m, (uint32_t)i);
    return 0;
}

/* The link to the read of this name; to NONE when it does not wait. */
static uint32_t *find(struct alnmates *m, const uint64_t name[2])
{
    uint32_t *at = chain_of(m, name);

    m->steps = 0;
    while (*at != NONE && (m->link[*at].tag != tag_of(name) ||
                           m->mate[*at].name[0] != name[0] ||
                           m->mate[*at].name[1] != name[1])) {
        at = &m->link[*at].next;
        m->steps++;
    }
    return at;
}

static void take_out(struct alnmates *m, uint32_t *at)
{
    uint32_t i = *at;

    *at = m->link[i].next;
    m->link[i].next = m->free;
    m->free = i;
    m->n--;
}

static void clear(struct alnmates *m)
{
    memset(m->chain, 0xff, m->cap * sizeof(*m->chain));
    m->free = NONE;
    for (size_t i = m->cap; i > 0; i--) {
        m->link[i - 1].next = m->free;
        m->free = (uint32_t)(i - 1);
    }
    m->n = 0;
}

static int put_all_aside(struct alnmates *m, struct err *e)
{
    struct alnstore_limits limits = {MEMORY_BYTES, ALNWALK_DISK_MAX};

    if (m->max < MATES_MAX)
        limits.memory_bytes = m->max * sizeof(struct alnmate);
    if (!m->aside)
        m->aside = alnstore_new(sizeof(struct alnmate), &limits, e);
    if (!m->aside)
        return -1;
    for (size_t c = 0; c < m->cap; c++) {
        for (uint32_t i = m->chain[c]; i != NONE; i = m->link[i].next) {
            const struct alnmate *one = &m->mate[i];

            if (alnstore_put(m->aside, one->name[0], one, e))
                return -1;
        }
    }
    clear(m);
    return 0;
}

/* ---- mates ---- */

static unsigned segment_of(const struct alnmate *m)
{
    switch (m->flag & (ALNFLAG_FIRST | ALNFLAG_LAST)) {
    case ALNFLAG_FIRST:
        return ALNMATE_FIRST;
    case ALNFLAG_LAST:
        return ALNMATE_LAST;
    case 0:
        return ALNMATE_UNKNOWN;
    default:
        return ALNMATE_MIDDLE;
    }
}

struct alnmate *alnmates_room(struct alnmates *m, struct err *e)
{
    if (m->n == m->cap && grow(m, e))
        return NULL;
    return &m->mate[m->free];
}

/* `one` may be what alnmates_room() gave: then it is in its place already. */
static int wait_for_mate(struct alnmates *m, const struct alnmate *one,
                         struct err *e)
{
    uint32_t i;

    if (!m->at_end && (m->n >= m->max || m->steps > CHAIN_MAX) &&
        put_all_aside(m, e))
        return -1;
    if (m->n == m->cap && grow(m, e))
        return -1;
    i = m->free;
    m->free = m->link[i].next;
    if (one != &m->mate[i])
        m->mate[i] = *one;
    m->n++;
    link_in(m, i);
    return 0;
}

static void stands_twice(struct alnmates *m, struct alnmate *a,
                         const struct alnmate *b, struct err *e)
{
    struct problem_place at = alnpair_place(b);

    problem_add(m->problems, "PAIR-001", &at, e,
                "record %llu is a primary line of this read too",
                (unsigned long long)a->record);
    a->seen |= ALNMATE_TWICE;
}

static struct alnname name_of(const struct alnmate *m)
{
    return (struct alnname){.name = m->name, .record = m->record};
}

/* Of an unmapped read no assumptions can be made about the place. */
static void add_place(struct alnname *name, const struct alnmate *m)
{
    if (!(m->flag & ALNFLAG_UNMAPPED))
        name->place[(m->flag & ALNFLAG_LAST) != 0] =
            alnplace_of(m->tid, m->pos, (m->flag & ALNFLAG_REVERSE) != 0);
}

/* `one` (seen before, when it was put aside, or new) meets who waits. */
static int meet(struct alnmates *m, uint32_t *at, const struct alnmate *one,
                struct err *e)
{
    struct alnmate *a = &m->mate[*at];
    const unsigned ends = ALNMATE_FIRST | ALNMATE_LAST;
    unsigned both = a->seen & one->seen;
    unsigned seen = a->seen | one->seen;
    bool two = (seen & ~(unsigned)ALNMATE_TWICE) == ends;
    struct alnname name;

    if (both & ends) {
        stands_twice(m, a, one, e);
        return 0;
    }
    if (both & ALNMATE_UNKNOWN) {
        take_out(m, at); /* two of one template: no more can be said */
        return 0;
    }
    a->seen = (uint8_t)seen;
    if ((seen & ends) != ends)
        return 0;
    name = name_of(one);
    if (two && !a->many && !one->many) {
        alnpair_compare(m->problems, a, one, m->practice, e);
        if (!(seen & ALNMATE_TWICE)) {
            add_place(&name, a);
            add_place(&name, one);
        }
    }
    take_out(m, at);
    return alnnames_put(m->names, ALNNAMES_PAIR, &name, e);
}

static int add(struct alnmates *m, const struct alnmate *one, struct err *e)
{
    uint32_t *at = m->cap ? find(m, one->name) : NULL;

    return at && *at != NONE ? meet(m, at, one, e) : wait_for_mate(m, one, e);
}

int alnmates_add(struct alnmates *m, struct alnmate *one, struct err *e)
{
    one->seen = (uint8_t)segment_of(one);
    if (add(m, one, e))
        return -1;
    return e->code == ERR_NONE ? 0 : -1;
}

/* ---- the end ---- */

static int is_alone(struct alnmates *m, const struct alnmate *one,
                    struct err *e)
{
    struct alnname name = name_of(one);

    if (!(one->seen & (ALNMATE_FIRST | ALNMATE_LAST)))
        return 0;
    if (!(one->seen & (ALNMATE_TWICE | ALNMATE_MIDDLE)) && !one->many)
        add_place(&name, one);
    if (!(one->seen & ALNMATE_TWICE) && m->practice) {
        name.alone = true;
        if (alnalone_add(m->alone, one, e))
            return -1;
    }
    return alnnames_put(m->names, ALNNAMES_PAIR, &name, e);
}

static int by_number(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* One that waits, by its record. */
struct waiting {
    uint64_t record;
    uint32_t at;
};

static int by_record(const void *x, const void *y)
{
    const struct waiting *a = x;
    const struct waiting *b = y;

    return by_number(a->record, b->record);
}

static int by_name(const void *x, const void *y)
{
    const struct alnmate *a = x;
    const struct alnmate *b = y;

    if (a->name[0] != b->name[0])
        return by_number(a->name[0], b->name[0]);
    if (a->name[1] != b->name[1])
        return by_number(a->name[1], b->name[1]);
    return by_number(a->record, b->record);
}

/* Who still waits will wait in vain. */
static int all_are_alone(struct alnmates *m, struct err *e)
{
    struct waiting *one;
    size_t n = 0;
    int rc = 0;

    if (!m->n)
        return 0;
    one = malloc(m->n * sizeof(*one));
    if (!one)
        return err_nomem(e);
    for (size_t c = 0; c < m->cap; c++) {
        for (uint32_t i = m->chain[c]; i != NONE; i = m->link[i].next)
            one[n++] = (struct waiting){m->mate[i].record, i};
    }
    qsort(one, n, sizeof(*one), by_record);
    for (size_t i = 0; i < n && rc == 0; i++)
        rc = is_alone(m, &m->mate[one[i].at], e);
    free(one);
    clear(m);
    return rc;
}

/* Those of a part whose hash leaves turn[0] when divided by turn[1], by name;
 * NULL: none, or *e is set. */
static struct alnmate *load(size_t *n, struct alnmates *m, unsigned part,
                            const uint64_t turn[2], struct err *e)
{
    struct alnmate *all = NULL;
    size_t cap = 0;
    size_t at = 0;
    size_t got;
    const void *from;

    *n = 0;
    while ((got = alnstore_take(&from, m->aside, part, &at, e)) > 0) {
        const struct alnmate *one = from;

        for (size_t i = 0; i < got; i++) {
            if ((one[i].name[1] >> 8) % turn[1] != turn[0])
                continue;
            if (*n == cap) {
                struct alnmate *more;

                cap = cap ? 2 * cap : 1024;
                more = realloc(all, cap * sizeof(*more));
                if (!more) {
                    free(all);
                    err_nomem(e);
                    return NULL;
                }
                all = more;
            }
            all[(*n)++] = one[i];
        }
    }
    if (*n > 1)
        qsort(all, *n, sizeof(*all), by_name);
    return all;
}

static bool same_name(const struct alnmate *a, const struct alnmate *b)
{
    return a->name[0] == b->name[0] && a->name[1] == b->name[1];
}

static int end_of_part(struct alnmates *m, unsigned part,
                       const uint64_t turn[2], struct err *e)
{
    size_t n;
    struct alnmate *all = load(&n, m, part, turn, e);
    int rc = e->code == ERR_NONE ? 0 : -1;

    for (size_t i = 0; i < n && rc == 0; i++) {
        if (i && !same_name(&all[i - 1], &all[i]))
            rc = all_are_alone(m, e);
        if (rc == 0)
            rc = add(m, &all[i], e);
    }
    free(all);
    return rc ? rc : all_are_alone(m, e);
}

/* One name at a time needs a small table, that is soon cleared. */
static void shrink(struct alnmates *m)
{
    free(m->mate);
    free(m->link);
    free(m->chain);
    m->mate = NULL;
    m->link = NULL;
    m->chain = NULL;
    m->cap = 0;
    m->free = NONE;
}

int alnmates_end(struct alnmates *m, struct err *e)
{
    if (!m->aside)
        return all_are_alone(m, e);
    if (put_all_aside(m, e))
        return -1;
    m->at_end = true;
    shrink(m);
    for (unsigned part = 0; part < ALNSTORE_PARTS; part++) {
        uint64_t turn[2] = {0, alnstore_count(m->aside, part) / m->max + 1};

        for (; turn[0] < turn[1]; turn[0]++) {
            if (end_of_part(m, part, turn, e))
                return -1;
        }
    }
    return e->code == ERR_NONE ? 0 : -1;
}

/*
 * Names are kept as fingerprints: 64 bits of one hash, 24 of another, with 39
 * bits of the number of the record and one that says: alone. Two of 3,000
 * million names are the same by chance once in 60 million files.
 *
 * They are put in a store by parts of the hash; equal ones are looked for part
 * by part, at the end.
 */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "conform/align/walk/alnstore.h"
#include "conform/align/walk/alnwalk_internal.h"
#include "conform/problem.h"

#define MEMORY_BYTES ((size_t)96 << 20)
#define LOAD_MAX     ((size_t)1 << 20) /* fingerprints looked at in one turn */
#define RECORD_BITS  40
#define ALONE        (UINT64_C(1) << 39)
#define PROBES_MAX   512 /* above: names were made to have one hash */

struct print {
    uint64_t high;
    uint64_t low; /* 24 bits of hash << RECORD_BITS | ALONE | record */
};

struct alnnames {
    struct problems *problems;
    struct alnstore *store[3]; /* by kind */
    struct alnstore_limits limits;
    struct print *slot; /* a table with open addressing; low 0: free */
    size_t n_slots;     /* a power of two */
    uint64_t lost;      /* that were not compared */
    struct alnalone *alone;
};

struct alnnames *alnnames_new(struct problems *p,
                              const struct alnwalk_options *o, struct err *e)
{
    struct alnnames *n = calloc(1, sizeof(*n));

    if (!n) {
        err_nomem(e);
        return NULL;
    }
    n->problems = p;
    n->limits.memory_bytes =
        o->names_max ? o->names_max * sizeof(struct print) : MEMORY_BYTES;
    n->limits.disk_bytes = ALNWALK_DISK_MAX;
    return n;
}

void alnnames_free(struct alnnames *n)
{
    if (!n)
        return;
    for (int k = 0; k < 3; k++)
        alnstore_free(n->store[k]);
    free(n->slot);
    free(n);
}

uint64_t alnnames_lost(const struct alnnames *n)
{
    uint64_t lost = n->lost;

    for (int k = 0; k < 3; k++)
        lost += n->store[k] ? alnstore_lost(n->store[k]) : 0;
    return lost;
}

static int put(struct alnnames *n, enum alnnames_kind kind,
               const struct print *p, struct err *e)
{
    if (!n->store[kind])
        n->store[kind] = alnstore_new(sizeof(*p), &n->limits, e);
    return n->store[kind] ? alnstore_put(n->store[kind], p->high, p, e) : -1;
}

static struct print print_of(const uint64_t name[2], uint64_t record)
{
    return (struct print){name[0], name[1] >> RECORD_BITS << RECORD_BITS |
                                       (record & (ALONE - 1))};
}

int alnnames_put(struct alnnames *n, enum alnnames_kind kind,
                 const uint64_t name[2], uint64_t record, struct err *e)
{
    struct print p = print_of(name, record);

    return put(n, kind, &p, e);
}

int alnnames_put_alone(struct alnnames *n, const uint64_t name[2],
                       uint64_t record, struct err *e)
{
    struct print p = print_of(name, record);

    p.low |= ALONE;
    return put(n, ALNNAMES_PAIR, &p, e);
}

/* ---- the end ---- */

static uint64_t record_of(const struct print *p)
{
    return p->low & (ALONE - 1);
}

static void tell(struct alnnames *n, enum alnnames_kind kind,
                 const struct print *first, const struct print *again,
                 struct err *e)
{
    struct problem_place at = {.record = record_of(again), .offset = -1};
    unsigned long long before = record_of(first);

    switch (kind) {
    case ALNNAMES_PAIR:
        if (again->low & ALONE)
            alnalone_withdraw(n->alone, record_of(again));
        problem_add(n->problems, "PAIR-001", &at, e,
                    "the read has more primary lines: see record %llu", before);
        break;
    case ALNNAMES_SINGLE:
        problem_add(n->problems, "PAIR-013", &at, e,
                    "the name stands on record %llu too", before);
        break;
    case ALNNAMES_GROUP:
        problem_add(n->problems, "SORT-004", &at, e,
                    "the name was there before, on record %llu", before);
        break;
    }
}

/* Put into the table; the one that is there already, or NULL. */
static const struct print *seen_before(struct alnnames *n,
                                       const struct print *p)
{
    size_t i = (size_t)p->high & (n->n_slots - 1);
    unsigned probes = 0;

    for (; n->slot[i].low; i = (i + 1) & (n->n_slots - 1)) {
        if (n->slot[i].high == p->high &&
            n->slot[i].low >> RECORD_BITS == p->low >> RECORD_BITS)
            return &n->slot[i];
        if (++probes == PROBES_MAX) {
            n->lost++;
            return NULL;
        }
    }
    n->slot[i] = *p;
    return NULL;
}

static int clear_slots(struct alnnames *n, uint64_t for_prints, struct err *e)
{
    size_t want = 1024;

    while (want < 2 * for_prints)
        want *= 2;
    if (want != n->n_slots) {
        free(n->slot);
        n->slot = malloc(want * sizeof(*n->slot));
        n->n_slots = n->slot ? want : 0;
    }
    if (!n->slot)
        return err_nomem(e);
    memset(n->slot, 0, want * sizeof(*n->slot));
    return 0;
}

static int one_turn(struct alnnames *n, enum alnnames_kind kind, unsigned part,
                    const uint64_t turn[2], struct err *e)
{
    size_t at = 0;
    size_t got;
    const void *from;

    while ((got = alnstore_take(&from, n->store[kind], part, &at, e)) > 0) {
        const struct print *p = from;

        for (size_t i = 0; i < got; i++) {
            const struct print *first;

            if (turn[1] > 1 && (p[i].high >> 32) % turn[1] != turn[0])
                continue;
            first = seen_before(n, &p[i]);
            if (first)
                tell(n, kind, first, &p[i], e);
        }
    }
    return e->code == ERR_NONE ? 0 : -1;
}

static int end_of_part(struct alnnames *n, enum alnnames_kind kind,
                       unsigned part, struct err *e)
{
    uint64_t count = alnstore_count(n->store[kind], part);
    uint64_t turn[2] = {0, count / LOAD_MAX + 1};
    /* Turns are about the same size; a table is filled to two thirds. */
    uint64_t room = count / turn[1] + count / turn[1] / 4 + 64;

    for (; turn[0] < turn[1]; turn[0]++) {
        if (clear_slots(n, room, e) || one_turn(n, kind, part, turn, e))
            return -1;
    }
    return 0;
}

int alnnames_end(struct alnnames *n, struct alnalone *alone, struct err *e)
{
    n->alone = alone;
    for (int k = 0; k < 3; k++) {
        for (unsigned part = 0; n->store[k] && part < ALNSTORE_PARTS; part++) {
            if (end_of_part(n, (enum alnnames_kind)k, part, e))
                return -1;
        }
    }
    return 0;
}

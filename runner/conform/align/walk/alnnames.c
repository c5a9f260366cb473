/*
 * Names are kept as fingerprints: 64 bits of one hash, 24 of another, with 39
 * bits of the number of the record and one that says: alone. Two of 3,000
 * million names are the same by chance once in 60 million files.
 *
 * They are put in a store by parts of the hash; equal ones are looked for part
 * by part, at the end. What other lines of a read say of its primary lines
 * waits in stores of its own, and is compared with the names of the same part.
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
    uint32_t place[2];
};

struct alnnames {
    struct problems *problems;
    struct alnstore *store[3];  /* by kind */
    struct alnstore *claims[3]; /* of these names */
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
    for (int k = 0; k < 3; k++) {
        alnstore_free(n->store[k]);
        alnstore_free(n->claims[k]);
    }
    free(n->slot);
    free(n);
}

uint64_t alnnames_lost(const struct alnnames *n)
{
    uint64_t lost = n->lost;

    for (int k = 0; k < 3; k++) {
        lost += n->store[k] ? alnstore_lost(n->store[k]) : 0;
        lost += n->claims[k] ? alnstore_lost(n->claims[k]) : 0;
    }
    return lost;
}

static uint64_t low_of(const uint64_t name[2], uint64_t record)
{
    return name[1] >> RECORD_BITS << RECORD_BITS | (record & (ALONE - 1));
}

int alnnames_put(struct alnnames *n, enum alnnames_kind kind,
                 const struct alnname *one, struct err *e)
{
    struct print p = {
        .high = one->name[0],
        .low = low_of(one->name, one->record),
        .place = {one->place[0], one->place[1]}
    };

    if (one->alone)
        p.low |= ALONE;
    if (!n->store[kind])
        n->store[kind] = alnstore_new(sizeof(p), &n->limits, e);
    return n->store[kind] ? alnstore_put(n->store[kind], p.high, &p, e) : -1;
}

int alnnames_claim(struct alnnames *n, enum alnnames_kind kind,
                   const struct alnclaim *c, struct err *e)
{
    struct alnstore_limits limits = n->limits;

    limits.memory_bytes /= 4; /* most files have few, or none */
    if (!n->claims[kind])
        n->claims[kind] = alnstore_new(sizeof(*c), &limits, e);
    return n->claims[kind] ? alnstore_put(n->claims[kind], c->name[0], c, e)
                           : -1;
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

/* Its slot in the table, or the free one where it would be; NULL: too many have
 * its hash. */
static struct print *slot_of(struct alnnames *n, uint64_t high, uint64_t low)
{
    size_t i = (size_t)high & (n->n_slots - 1);
    unsigned probes = 0;

    for (; n->slot[i].low; i = (i + 1) & (n->n_slots - 1)) {
        if (n->slot[i].high == high &&
            n->slot[i].low >> RECORD_BITS == low >> RECORD_BITS)
            break;
        if (++probes == PROBES_MAX) {
            n->lost++;
            return NULL;
        }
    }
    return &n->slot[i];
}

static void see(struct alnnames *n, enum alnnames_kind kind,
                const struct print *p, struct err *e)
{
    struct print *s = slot_of(n, p->high, p->low);

    if (!s)
        return;
    if (!s->low) {
        *s = *p;
        return;
    }
    tell(n, kind, s, p, e);
    s->place[0] = s->place[1] = 0; /* two primary lines: which is meant? */
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

static bool is_of_turn(uint64_t high, const uint64_t turn[2])
{
    return turn[1] <= 1 || (high >> 32) % turn[1] == turn[0];
}

static void see_all(struct alnnames *n, enum alnnames_kind kind, unsigned part,
                    const uint64_t turn[2], struct err *e)
{
    size_t at = 0;
    size_t got;
    const void *from;

    while ((got = alnstore_take(&from, n->store[kind], part, &at, e)) > 0) {
        const struct print *p = from;

        for (size_t i = 0; i < got; i++) {
            if (is_of_turn(p[i].high, turn))
                see(n, kind, &p[i], e);
        }
    }
}

/* Of a name that is not there nothing is known: it was filtered out. */
static void judge_claims(struct alnnames *n, enum alnnames_kind kind,
                         unsigned part, const uint64_t turn[2], struct err *e)
{
    size_t at = 0;
    size_t got;
    const void *from;

    while ((got = alnstore_take(&from, n->claims[kind], part, &at, e)) > 0) {
        const struct alnclaim *c = from;

        for (size_t i = 0; i < got; i++) {
            const struct print *s;

            if (!is_of_turn(c[i].name[0], turn))
                continue;
            s = slot_of(n, c[i].name[0], c[i].name[1]);
            if (s && s->low)
                alnclaim_judge(&c[i], s->place, n->problems, e);
        }
    }
}

static int one_turn(struct alnnames *n, enum alnnames_kind kind, unsigned part,
                    const uint64_t turn[2], struct err *e)
{
    see_all(n, kind, part, turn, e);
    if (n->claims[kind] && e->code == ERR_NONE)
        judge_claims(n, kind, part, turn, e);
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

/*
 * What was in the records before: identifiers, variants and mates.
 *
 * Identifiers are kept as hashes of 64 bits, IDS_MAX of them (32 MB); later
 * ones are still compared with these. Variants are kept while the records may
 * still reach them, at most VARIANTS_MAX.
 *
 * Two records describe the same variant when REF and ALT are the same once
 * bases that they share at the end and at the begin are taken off.
 */
#include <stdlib.h>
#include <string.h>

#include "conform/vcf/examine_vcf_internal.h"

#define IDS_MAX      ((size_t)1 << 22)
#define VARIANTS_MAX 4096
#define MATES_MAX    1000000

struct variant {
    int64_t pos;
    uint64_t hash;
    uint64_t line;
};

struct mate {
    uint64_t of; /* the hash of MATEID */
    uint64_t line;
    uint64_t phase; /* of its samples */
};

struct vcfx_seen {
    uint64_t *id; /* open addressing; 0: free */
    size_t n_ids;
    size_t n_slots; /* a power of two */
    struct variant variant[VARIANTS_MAX];
    size_t n_variants;
    struct names breakends;
    struct mate *mate; /* of each */
    size_t cap_mates;
};

static uint64_t mix(uint64_t h)
{
    h *= UINT64_C(0x9e3779b97f4a7c15);
    return h ^ (h >> 32);
}

static uint64_t hash_of(uint64_t h, struct vcfx_span t)
{
    while (t.n >= 8) {
        uint64_t word;

        memcpy(&word, t.s, 8);
        h = mix(h ^ word);
        t.s += 8;
        t.n -= 8;
    }
    for (size_t i = 0; i < t.n; i++)
        h = (h << 8 | h >> 56) ^ (unsigned char)t.s[i];
    h = mix(h + t.n + 1);
    return h ? h : 1;
}

uint64_t vcfx_seen_hash(uint64_t h, struct vcfx_span t)
{
    return hash_of(h, t);
}

/* 0 stays 0: nothing is phased. */
uint64_t vcfx_seen_mix(uint64_t h, uint64_t more)
{
    return h || more ? mix(h + 1) ^ mix(more + 2) : 0;
}

struct vcfx_seen *vcfx_seen_new(struct err *e)
{
    struct vcfx_seen *s = calloc(1, sizeof(*s));

    if (s) {
        s->n_slots = (size_t)1 << 12;
        s->id = calloc(s->n_slots, sizeof(*s->id));
    }
    if (!s || !s->id) {
        vcfx_seen_free(s);
        err_nomem(e);
        return NULL;
    }
    return s;
}

void vcfx_seen_free(struct vcfx_seen *s)
{
    if (!s)
        return;
    free(s->id);
    free(s->mate);
    names_release(&s->breakends);
    free(s);
}

/* ---- identifiers ---- */

static uint64_t *slot_of(uint64_t *id, size_t n_slots, uint64_t h)
{
    size_t i = (size_t)h & (n_slots - 1);

    while (id[i] && id[i] != h)
        i = (i + 1) & (n_slots - 1);
    return &id[i];
}

/* Without memory, the table stays as it is. */
static void grow(struct vcfx_seen *s)
{
    size_t n = 2 * s->n_slots;
    uint64_t *more = calloc(n, sizeof(*more));

    if (!more)
        return;
    for (size_t i = 0; i < s->n_slots; i++) {
        if (s->id[i])
            *slot_of(more, n, s->id[i]) = s->id[i];
    }
    free(s->id);
    s->id = more;
    s->n_slots = n;
}

bool vcfx_seen_id(struct vcfx_seen *s, struct vcfx_span id)
{
    uint64_t h = hash_of(0, id);
    uint64_t *slot = slot_of(s->id, s->n_slots, h);

    if (*slot)
        return true;
    if (s->n_ids == IDS_MAX || s->n_ids > s->n_slots / 4 * 3)
        return false;
    *slot = h;
    s->n_ids++;
    if (s->n_ids > s->n_slots / 2 && s->n_slots < 2 * IDS_MAX)
        grow(s);
    return false;
}

/* ---- variants ---- */

static char upper(char c)
{
    return (char)(c & ~0x20);
}

static uint64_t bases_hash(uint64_t h, struct vcfx_span t)
{
    for (size_t i = 0; i < t.n; i++)
        h = mix((h << 5 | h >> 59) ^ (unsigned char)upper(t.s[i]));
    return mix(h + t.n);
}

/* To what is taken out, and what is put in there: the base before is part of
 * the notation alone, and a base behind may stand instead (VCFv4.3 s1.6.1.4).
 */
static void trim(int64_t *pos, struct vcfx_span *ref, struct vcfx_span *alt)
{
    while (ref->n && alt->n &&
           upper(ref->s[ref->n - 1]) == upper(alt->s[alt->n - 1])) {
        ref->n--;
        alt->n--;
    }
    while (ref->n && alt->n && upper(*ref->s) == upper(*alt->s)) {
        ref->s++;
        alt->s++;
        ref->n--;
        alt->n--;
        (*pos)++;
    }
}

uint64_t vcfx_seen_variant(struct vcfx_seen *s, int64_t pos,
                           struct vcfx_span ref, struct vcfx_span alt,
                           uint64_t line)
{
    uint64_t h;

    trim(&pos, &ref, &alt);
    h = bases_hash(bases_hash(1, ref), alt);
    for (size_t i = 0; i < s->n_variants; i++) {
        if (s->variant[i].pos == pos && s->variant[i].hash == h)
            return s->variant[i].line;
    }
    if (s->n_variants < VARIANTS_MAX)
        s->variant[s->n_variants++] = (struct variant){pos, h, line};
    return 0;
}

void vcfx_seen_forget(struct vcfx_seen *s, int64_t pos)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n_variants; i++) {
        if (s->variant[i].pos >= pos)
            s->variant[n++] = s->variant[i];
    }
    s->n_variants = n;
}

/* ---- mates ---- */

void vcfx_seen_mate(struct vcfx_seen *s, struct vcfx_span id,
                    struct vcfx_span mate, uint64_t line)
{
    struct err e = {0};
    uint32_t i;
    int added;

    if (s->breakends.n >= MATES_MAX ||
        names_add(&i, &added, &s->breakends, id.s, id.n, &e))
        return;
    if (i >= s->cap_mates) {
        size_t cap = s->cap_mates ? 2 * s->cap_mates : 64;
        struct mate *more = realloc(s->mate, cap * sizeof(*more));

        if (!more)
            return;
        s->mate = more;
        s->cap_mates = cap;
    }
    if (added)
        s->mate[i] = (struct mate){hash_of(0, mate), line, 0};
}

void vcfx_seen_phase(struct vcfx_seen *s, uint64_t line, uint64_t phase)
{
    if (s->breakends.n && s->mate[s->breakends.n - 1].line == line)
        s->mate[s->breakends.n - 1].phase = phase;
}

static struct vcfx_span breakend(const struct vcfx_seen *s, size_t i)
{
    return (struct vcfx_span){s->breakends.a[i], s->breakends.len[i]};
}

struct pair {
    uint64_t hash; /* of both names */
    uint64_t line;
    uint64_t phase;
};

static int by_hash(const void *x, const void *y)
{
    uint64_t a = ((const struct pair *)x)->hash;
    uint64_t b = ((const struct pair *)y)->hash;

    return (a > b) - (a < b);
}

/* Of the breakend `i`: the mate that is here, and names it. */
static const struct pair *mate_of(const struct vcfx_seen *s, size_t i,
                                  const struct pair *pair, size_t n)
{
    const struct pair want = {.hash = mix(s->mate[i].of) ^
                                      hash_of(0, breakend(s, i))};

    return bsearch(&want, pair, n, sizeof(*pair), by_hash);
}

static void tell_mate(struct vcfx *x, size_t i, const struct pair *other)
{
    const struct vcfx_seen *s = x->seen;
    struct vcfx_span id = breakend(s, i);
    uint64_t line = s->mate[i].line;
    struct problem_place at = {.line = x->binary ? 0 : line,
                               .record = x->binary ? line : 0,
                               .offset = -1,
                               .text = id.s,
                               .text_len = id.n};

    if (!other)
        problem_add(x->problems, "VCF-ALT-106", &at, x->e,
                    "the mate of this breakend is not in the file, or does "
                    "not name it");
    else if (x->oldest >= 44 && other->line < s->mate[i].line &&
             other->phase != s->mate[i].phase)
        problem_add(x->problems, "VCF-SV-008", &at, x->e,
                    "PSL and PSO are not those of the mate, line %llu",
                    (unsigned long long)other->line);
}

void vcfx_seen_tell(struct vcfx *x)
{
    struct vcfx_seen *s = x->seen;
    size_t n = s->breakends.n;
    struct pair *pair = n && n < MATES_MAX ? calloc(n, sizeof(*pair)) : NULL;

    if (!pair)
        return;
    for (size_t i = 0; i < n; i++)
        pair[i] = (struct pair){mix(hash_of(0, breakend(s, i))) ^ s->mate[i].of,
                                s->mate[i].line, s->mate[i].phase};
    qsort(pair, n, sizeof(*pair), by_hash);
    for (size_t i = 0; i < n; i++)
        tell_mate(x, i, mate_of(s, i, pair, n));
    free(pair);
}

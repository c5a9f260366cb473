#include "variants/place.h"

#include <stdbool.h>
#include <string.h>

#include "base/bits.h"
#include "base/err.h"
#include "formats/eight.h"
#include "formats/fastaio.h"

struct where {
    struct fasta_view *view;
    uint32_t contig;
    const char *name;
};

/* May REF have `letter`, which is one of ACGTN, where the reference has this
 * other one? Over an ambiguous base VCF wants one that it stands for (the first
 * by the alphabet; some programs write N). */
static bool may_stand(char letter, int reference)
{
    static const char *const stands[128] = {
        ['A'] = "",    ['C'] = "",    ['G'] = "",    ['T'] = "",
        ['N'] = "",    ['R'] = "AG",  ['Y'] = "CT",  ['S'] = "CG",
        ['W'] = "AT",  ['K'] = "GT",  ['M'] = "AC",  ['B'] = "CGT",
        ['D'] = "AGT", ['H'] = "ACT", ['V'] = "ACG",
    };
    const char *bases = stands[reference & 127];

    if (!bases) /* no letter of a sequence: nothing is known */
        return true;
    return strchr(bases, letter) || (*bases && letter == 'N');
}

static int lies_outside(struct err *e)
{
    err_set(e, ERR_MISMATCH,
            "REF lies outside the contig; use the reference "
            "that the variants were called on");
    return 1;
}

/* 1: REF does not agree, *e says how. */
static int check_ref(const struct calls *c, const struct call *k,
                     const struct where *w, struct err *e)
{
    const char *s = c->texts + k->text;

    for (uint32_t i = 0; i < k->ref_len; i++) {
        int base = fasta_base(w->view, w->contig, (int64_t)k->pos + i, e);

        if (base == s[i])
            continue;
        if (base < 0)
            return -1;
        if (base == 0)
            return lies_outside(e);
        if (!may_stand(s[i], base)) {
            err_set(e, ERR_MISMATCH,
                    "REF has %c at %s:%lld, where the reference has %c; "
                    "use the reference that the variants were called on",
                    s[i], w->name, (long long)k->pos + i + 1, base);
            return 1;
        }
    }
    return 0;
}

#define AROUND  32 /* bases on each side that are fetched at once */
#define AT_HAND ((int64_t)4 * AROUND) /* of them all, at most */
#define EIGHT   8

/* Bases beside an allele that are at hand, going away from it: two bits for
 * each, and one when it is N, which equals nothing. */
struct aside {
    uint64_t high;
    uint64_t low;
    uint64_t none;
    int64_t n;
};

/* An allele as it meets the reference. */
struct moving {
    const struct where *w;
    const struct allele *a;
    const char *alt;
    int64_t beg; /* bases [beg, end) of the reference are at hand */
    int64_t end;
    /* behind EIGHT bytes, and before as many, which may be read with them */
    char bases[EIGHT + AT_HAND + EIGHT];
    struct aside aside[2]; /* to the left, to the right */
};

/* Begins to move this allele: fetches the reference around it. */
static int begin(struct moving *m, const struct where *w,
                 const struct allele *a, const char *alt, struct err *e)
{
    int64_t length = w->view ? fasta_length(w->view, w->contig) : 0;

    m->w = w;
    m->a = a;
    m->alt = alt;
    m->beg = m->a->beg > AROUND ? m->a->beg - AROUND : 0;
    m->end = (int64_t)m->a->end + AROUND;
    if (m->end > m->beg + AT_HAND)
        m->end = m->beg + AT_HAND;
    if (m->end > length)
        m->end = length;
    return fasta_get(m->bases + EIGHT, m->w->view, m->w->contig, m->beg, m->end,
                     e);
}

/* Where a base that is at hand lies; EIGHT on each side are readable. */
static inline const char *at_hand(const struct moving *m, int64_t at)
{
    return m->bases + EIGHT + (at - m->beg);
}

static inline int ref_base(const struct moving *m, int64_t at, struct err *e)
{
    if (at >= m->beg && at < m->end)
        return (unsigned char)*at_hand(m, at);
    return fasta_base(m->w->view, m->w->contig, at, e);
}

/* Does step i to the left (-1) or right (1) fit: is the reference there the
 * base of the haplotype that has the allele, when both are laid end to end? 1,
 * 0; -1 on error; 2: the contig ends. */
static inline int fits(const struct moving *m, int way, int64_t i,
                       struct err *e)
{
    const struct allele *a = m->a;
    int64_t past = i - a->alt_len; /* steps behind the allele's own bases */
    int ref = ref_base(m, way < 0 ? a->end - 1 - i : a->beg + i, e);
    int hap = ref;

    if (ref > 0 && past < 0)
        hap = (unsigned char)m->alt[way < 0 ? -1 - past : i];
    else if (ref > 0)
        hap = ref_base(m, way < 0 ? a->beg - 1 - past : a->end + past, e);
    if (ref < 0 || hap < 0)
        return -1;
    if (!ref || !hap)
        return 2;
    return ref == hap && ref != 'N';
}

/* Steps for which all bases are at hand. */
static int64_t steps_at_hand(const struct moving *m, int way)
{
    const struct allele *a = m->a;
    int64_t ref = way < 0 ? a->end - m->beg : m->end - a->beg;
    int64_t hap = (way < 0 ? a->beg - m->beg : m->end - a->end) + a->alt_len;

    if (a->end > m->end)
        return 0;
    return ref < hap ? ref : hap;
}

/* As fits(), of such a step. */
static inline bool fits_at_hand(const struct moving *m, int way, int64_t i)
{
    const struct allele *a = m->a;
    int64_t past = i - a->alt_len;
    const char *ref = at_hand(m, way < 0 ? a->end - 1 - i : a->beg + i);
    const char *hap =
        past < 0 ? m->alt + (way < 0 ? -1 - past : i)
                 : at_hand(m, way < 0 ? a->beg - 1 - past : a->end + past);

    return *ref == *hap && *ref != 'N';
}

/* Is step i still within an allele that replaces bases by others? Those need
 * not fit. */
static bool inside(const struct moving *m, int64_t i)
{
    int64_t reflen = m->a->end - m->a->beg;

    return reflen && m->a->alt_len && i < reflen;
}

/* How many steps until PLACE_MISMATCHES + 1 do not fit; *exact: until the
 * first. */
static int reach(int64_t *exact, int64_t *out, const struct moving *m, int way,
                 struct err *e)
{
    int64_t near = steps_at_hand(m, way);
    int missed = 0;
    int64_t i = 0;

    *exact = -1;
    for (; i < VARIANTS_SHIFT_MAX; i++) {
        int fit = i < near ? fits_at_hand(m, way, i) : fits(m, way, i, e);

        if (fit < 0)
            return -1;
        if (fit != 1 && *exact < 0)
            *exact = i;
        missed += fit == 0 && !inside(m, i);
        if (fit == 2 || missed > PLACE_MISMATCHES)
            break;
    }
    if (*exact < 0)
        *exact = i;
    *out = i;
    return 0;
}

/* As eight_at(), the other way round. */
static inline uint64_t eight_back(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;

    return (uint64_t)b[7] | (uint64_t)b[6] << 8 | (uint64_t)b[5] << 16 |
           (uint64_t)b[4] << 24 | (uint64_t)b[3] << 32 | (uint64_t)b[2] << 40 |
           (uint64_t)b[1] << 48 | (uint64_t)b[0] << 56;
}

/* A bit for each of eight bytes, which are 0 or 1. */
static inline uint64_t bits_of_eight(uint64_t bytes)
{
    return bytes * 0x0102040810204080U >> 56;
}

#define EACH ((uint64_t)0x0101010101010101U) /* times what each byte is */

/* Eight letters: bits 1 and 2 of their ASCII tell A, C, T and G, which are 00,
 * 01, 10 and 11; N is 11 with bit 3. Says which are others. */
static inline uint64_t look_at_eight(struct aside *s, uint64_t v, int at)
{
    uint64_t low = v >> 1 & EACH;
    uint64_t high = v >> 2 & EACH;
    uint64_t none = v >> 3 & low & high;
    uint64_t t = high & ~low;
    uint64_t letter = ('A' * EACH | low << 1 | high << 2) ^
                      t * ('T' ^ 'A' ^ 4) ^ none * ('N' ^ 'G');
    uint64_t other = letter ^ v;

    other = (((other & 0x7f * EACH) + 0x7f * EACH) | other) >> 7 & EACH;
    s->low |= bits_of_eight(low) << at;
    s->high |= bits_of_eight(high) << at;
    s->none |= bits_of_eight(none) << at;
    return bits_of_eight(other) << at;
}

static inline uint64_t lowest_bits(int64_t n) /* 0 to 63 */
{
    return ((uint64_t)1 << n) - 1;
}

/* It ends before the first letter other than ACGTN. */
static void look_aside(struct aside *s, const struct moving *m, int way)
{
    int64_t max = way < 0 ? m->a->beg - m->beg : m->end - m->a->end;
    uint64_t other = 0;

    *s = (struct aside){0};
    if (max <= 0)
        return;
    for (int i = 0; i < AROUND && i < max; i += EIGHT) {
        uint64_t v = way < 0 ? eight_back(at_hand(m, m->a->beg - i - EIGHT))
                             : eight_at(at_hand(m, m->a->end + i));

        other |= look_at_eight(s, v, i);
    }
    other |= (uint64_t)1 << (max < AROUND ? max : AROUND);
    s->n = bits_lowest(other);
}

/* A bit for each base that equals none one period further on. */
static inline uint64_t differ(const struct aside *s, int64_t period)
{
    return (s->high ^ s->high >> period) | (s->low ^ s->low >> period) |
           s->none | s->none >> period;
}

/* A bit for each step at hand that does not fit. */
static inline uint64_t misfits(const struct aside *s, int64_t period)
{
    return s->n > period ? differ(s, period) & lowest_bits(s->n - period) : 0;
}

/* Without its lowest PLACE_BREAKS bits. */
static inline uint64_t less_breaks(uint64_t misfits)
{
    for (int k = 0; k < PLACE_BREAKS; k++)
        misfits &= misfits - 1;
    return misfits;
}

/* How many bases beside the allele repeat themselves with this period, when
 * they do as far as they are at hand? Less than one unit is none. */
static int follow(int64_t *out, const struct moving *m, int way, int64_t period,
                  struct err *e)
{
    const struct aside *s = &m->aside[way > 0];
    int64_t at = way < 0 ? (int64_t)m->a->beg - 1 : m->a->end;
    int64_t i = s->n > period ? s->n - period : 0;
    int missed = 0;

    for (uint64_t other = misfits(s, period); other; other &= other - 1)
        missed++;
    for (; i < VARIANTS_SHIFT_MAX - PLACE_PERIOD; i++) {
        int base = ref_base(m, at + way * i, e);
        int next = base > 0 ? ref_base(m, at + way * (i + period), e) : base;

        if (base < 0 || next < 0)
            return -1;
        missed += base != next || base == 'N';
        if (!next || missed > PLACE_BREAKS)
            break;
    }
    *out = i < period ? 0 : i + period;
    return 0;
}

#define MANY (4 * (int64_t)PLACE_PERIOD) /* bp of a repeat */

/* How far the tandem repeat goes to one side. Mostly it ends within the first
 * unit, whatever the period. Over many units there is but one period, and its
 * multiples: so that ends the search. */
static int repeat(int64_t *out, const struct moving *m, int way, struct err *e)
{
    const struct aside *s = &m->aside[way > 0];

    *out = 0;
    for (int64_t p = 1; p <= PLACE_PERIOD && *out < MANY; p++) {
        uint64_t last = less_breaks(misfits(s, p));
        int64_t n;

        if (last & lowest_bits(p))
            continue;
        n = last ? bits_lowest(last) + p : 0;
        if (!last && follow(&n, m, way, p, e))
            return -1;
        *out = n > *out ? n : *out;
    }
    return 0;
}

/* The tandem repeat that an insertion or deletion stands in is its reach, too:
 * several of them, none a whole unit long, may be together. */
static int reach_repeat(struct call *k, struct moving *m, struct err *e)
{
    int64_t left;
    int64_t right;

    look_aside(&m->aside[0], m, -1);
    look_aside(&m->aside[1], m, 1);
    if (repeat(&left, m, -1, e) || repeat(&right, m, 1, e))
        return -1;
    left = m->a->beg - left;
    right += m->a->end;
    if (left < k->lo)
        k->lo = (int32_t)left;
    if (right > k->hi)
        k->hi = right < INT32_MAX ? (int32_t)right : INT32_MAX;
    return 0;
}

/* Where the allele can go, and what it can touch. */
static int place_allele(struct call *k, struct allele *a, const char *alt,
                        const struct where *w, struct err *e)
{
    struct moving m; /* by begin(): too large to be emptied each time */
    int64_t by = (int64_t)a->alt_len - (a->end - a->beg);
    int64_t grow = by > 0 ? 0 : -by;
    int64_t exact;
    int64_t steps;
    int64_t lo;
    int64_t hi;

    if (!by)
        return 0;
    if (begin(&m, w, a, alt, e) || reach(&exact, &steps, &m, -1, e))
        return -1;
    if (!a->alt_len || a->beg == a->end)
        a->left = (int32_t)exact;
    lo = (int64_t)a->end - steps - grow;
    if (reach(&exact, &steps, &m, 1, e))
        return -1;
    hi = (int64_t)a->beg + steps + grow;
    if (lo < k->lo)
        k->lo = lo > 0 ? (int32_t)lo : 0;
    if (hi > k->hi)
        k->hi = hi < INT32_MAX ? (int32_t)hi : INT32_MAX;
    return reach_repeat(k, &m, e);
}

/* 1: the record is at fault. */
static int place_call(struct calls *c, struct call *k, const struct where *w,
                      struct err *e)
{
    int bad = 0;

    k->lo = k->pos > 0 ? k->pos : 0;
    k->hi = (int32_t)((int64_t)k->pos + k->ref_len);
    if (k->hi <= k->lo)
        k->hi = k->lo + 1;
    if (!k->n_alleles)
        return 0;
    if (k->pos < 0) /* POS 0 is the telomere: no base stands there */
        return lies_outside(e);
    if (!w->view)
        return 0;
    bad = check_ref(c, k, w, e);
    for (unsigned i = 0; !bad && i < k->n_alleles; i++) {
        struct allele *a = &c->allele[k->allele + i];

        bad = place_allele(k, a, c->texts + a->alt, w, e);
    }
    return bad;
}

static inline bool same_text(const char *s, const char *t, uint32_t n)
{
    return n == 1 ? *s == *t : memcmp(s, t, n) == 0;
}

/* Is the call the one that the other side had last, letter by letter? Then its
 * place is the same: mostly so, as one set is called to resemble the other. */
static bool placed_already(struct calls *c, struct call *k,
                           const struct calls *d, const struct call *twin)
{
    if (!twin || twin->pos != k->pos || twin->ref_len != k->ref_len ||
        twin->n_alleles != k->n_alleles || !k->n_alleles ||
        !same_text(c->texts + k->text, d->texts + twin->text, k->ref_len))
        return false;
    for (unsigned i = 0; i < k->n_alleles; i++) {
        const struct allele *a = call_allele(c, k, i);
        const struct allele *b = call_allele(d, twin, i);

        if (a->beg != b->beg || a->end != b->end || a->alt_len != b->alt_len ||
            !same_text(c->texts + a->alt, d->texts + b->alt, a->alt_len))
            return false;
    }
    k->lo = twin->lo;
    k->hi = twin->hi;
    for (unsigned i = 0; i < k->n_alleles; i++)
        c->allele[k->allele + i].left = call_allele(d, twin, i)->left;
    return true;
}

int place_calls(struct place_fault *fault, struct place_slice side[2],
                struct fasta_view *view, uint32_t contig, const char *name,
                struct err *e)
{
    const struct where w = {view, contig, name};
    const struct call *last[2] = {NULL, NULL};
    size_t at[2] = {0, 0};
    int s;

    fault->err = (struct err){0};
    while ((s = place_turn(side, at)) >= 0) {
        struct call *k = &side[s].calls->a[side[s].first + at[s]++];
        bool known = placed_already(side[s].calls, k, side[!s].calls, last[!s]);
        int bad = known ? 0 : place_call(side[s].calls, k, &w, e);

        last[s] = k;
        if (bad < 0 || (bad && (e->path[0] || e->code == ERR_IO)))
            return -1; /* the reference's own fault */
        if (bad) {
            fault->err = *e;
            fault->record = k->record;
            fault->side = s;
            *e = (struct err){0};
            return 0;
        }
    }
    return 0;
}

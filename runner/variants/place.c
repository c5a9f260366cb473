#include "variants/place.h"

#include <stdbool.h>
#include <string.h>

#include "base/bits.h"
#include "base/err.h"
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

#define AROUND 32 /* bases on each side that are fetched at once */

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
    char base[4 * AROUND];
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
    if (m->end > m->beg + (int64_t)sizeof(m->base))
        m->end = m->beg + (int64_t)sizeof(m->base);
    if (m->end > length)
        m->end = length;
    return fasta_get(m->base, m->w->view, m->w->contig, m->beg, m->end, e);
}

static inline int ref_base(const struct moving *m, int64_t at, struct err *e)
{
    if (at >= m->beg && at < m->end)
        return (unsigned char)m->base[at - m->beg];
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
    int missed = 0;
    int64_t i = 0;

    *exact = -1;
    for (; i < VARIANTS_SHIFT_MAX; i++) {
        int fit = fits(m, way, i, e);

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

/* At letters other than ACGTN it ends: so, coming from afar, all is forgotten
 * there. */
static void look_aside(struct aside *s, const struct moving *m, int way)
{
    static const uint8_t code[256] = {
        ['A'] = 8, ['C'] = 8 | 1, ['G'] = 8 | 2, ['T'] = 8 | 3, ['N'] = 8 | 4};
    int64_t first = (way < 0 ? m->a->beg - 1 : m->a->end) - m->beg;
    int64_t max = way < 0 ? first + 1 : m->end - m->beg - first;
    struct aside all = {0};

    for (int64_t i = max < 64 ? max - 1 : 63; i >= 0; i--) {
        unsigned base = code[(unsigned char)m->base[first + way * i]];

        all.low = all.low << 1 | (base & 1);
        all.high = all.high << 1 | (base >> 1 & 1);
        all.none = all.none << 1 | (base >> 2 & 1);
        all.n++;
        if (!base)
            all = (struct aside){0};
    }
    *s = all;
}

/* A walk away from the allele: bases that do not equal those one period
 * further on. */
struct walk {
    int64_t at;
    int64_t period;
    int64_t i;
    int way;
    int missed;
};

/* A bit for each base that equals none one period further on. */
static inline uint64_t differ(const struct aside *s, int64_t period)
{
    return (s->high ^ s->high >> period) | (s->low ^ s->low >> period) |
           s->none | s->none >> period;
}

static inline uint64_t lowest_bits(int64_t n) /* 0 to 63 */
{
    return ((uint64_t)1 << n) - 1;
}

/* A bit for each step at hand that does not fit; *n: how many steps these are.
 */
static uint64_t misfits(int64_t *n, const struct aside *s, int64_t period)
{
    *n = s->n > period ? s->n - period : 0;
    return differ(s, period) & lowest_bits(*n);
}

/* Without its lowest PLACE_BREAKS bits. */
static inline uint64_t less_breaks(uint64_t misfits)
{
    for (int k = 0; k < PLACE_BREAKS; k++)
        misfits &= misfits - 1;
    return misfits;
}

/* The part of a walk for which the bases are at hand, all steps at once. */
static void walk_at_hand(struct walk *w, const struct aside *s)
{
    uint64_t other = misfits(&w->i, s, w->period);
    uint64_t last = less_breaks(other);

    if (last)
        w->i = bits_lowest(last);
    for (; other && w->missed <= PLACE_BREAKS; other &= other - 1)
        w->missed++;
}

/* How many bases beside the allele repeat themselves with this period? Less
 * than one unit is none. */
static int follow(int64_t *out, const struct moving *m, int way, int64_t period,
                  struct err *e)
{
    struct walk w = {
        .at = way < 0 ? (int64_t)m->a->beg - 1 : m->a->end,
        .period = period,
        .way = way,
    };

    walk_at_hand(&w, &m->aside[way > 0]);
    while (w.missed <= PLACE_BREAKS &&
           w.i < VARIANTS_SHIFT_MAX - PLACE_PERIOD) {
        int base = ref_base(m, w.at + way * w.i, e);
        int next =
            base > 0 ? ref_base(m, w.at + way * (w.i + period), e) : base;

        if (base < 0 || next < 0)
            return -1;
        w.missed += base != next || base == 'N';
        if (!next || w.missed > PLACE_BREAKS)
            break;
        w.i++;
    }
    *out = w.i < period ? 0 : w.i + period;
    return 0;
}

#define MANY (4 * (int64_t)PLACE_PERIOD) /* bp of a repeat */

/* How far the tandem repeat goes to one side. Mostly it ends within the first
 * unit, whatever the period. Over many units there is but one period, and its
 * multiples: so that ends the search. */
static int repeat(int64_t *out, const struct moving *m, int way, struct err *e)
{
    const struct aside s = m->aside[way > 0];
    const uint64_t known = s.n < 64 ? lowest_bits(s.n) : ~(uint64_t)0;

    *out = 0;
    for (int64_t p = 1; p <= PLACE_PERIOD && *out < MANY; p++) {
        int64_t n;

        if (less_breaks(differ(&s, p) & known >> p & lowest_bits(p)))
            continue;
        if (follow(&n, m, way, p, e))
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

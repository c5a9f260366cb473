/* Texts that have a form of their own: other alignments (SA, OA), CIGARs (MC,
 * OC), a strand (TS), annotations (CT, PT). */
#include <string.h>

#include "conform/align/alncigar.h"
#include "conform/align/alntag_internal.h"
#include "conform/bytes.h"

struct cursor {
    const char *s;
    const char *end;
};

/* Up to the next `stop`, which is passed; false: there is none. */
static bool take_until(struct alntagx_text *out, struct cursor *c, char stop)
{
    const char *at =
        c->s < c->end ? memchr(c->s, stop, (size_t)(c->end - c->s)) : NULL;

    if (!at)
        return false;
    out->s = c->s;
    out->n = (size_t)(at - c->s);
    c->s = at + 1;
    return true;
}

/* Digits up to max; -1: it is none, or above. */
static int64_t number_of(struct alntagx_text v, int64_t max)
{
    int64_t n = 0;

    if (!v.n)
        return -1;
    for (size_t i = 0; i < v.n; i++) {
        if (!bytes_is(v.s[i], BYTES_DIGIT))
            return -1;
        n = 10 * n + (v.s[i] - '0');
        if (n > max)
            return -1;
    }
    return n;
}

/* \*|([0-9]+[MIDNSHPX=])+ */
static bool is_cigar(struct alntagx_text v)
{
    bool digit = false;

    if (v.n == 1 && *v.s == '*')
        return true;
    for (size_t i = 0; i < v.n; i++) {
        if (bytes_is(v.s[i], BYTES_DIGIT)) {
            digit = true;
            continue;
        }
        if (!digit || !bytes_in(v.s[i], "MIDNSHPX="))
            return false;
        digit = false;
    }
    return v.n && !digit;
}

static bool is_strand(struct alntagx_text v)
{
    return v.n == 1 && (*v.s == '+' || *v.s == '-');
}

/* ---- rname,pos,strand,CIGAR,mapQ,NM; ---- */

enum {
    AT_NAME,
    AT_POS,
    AT_STRAND,
    AT_CIGAR,
    AT_MAPQ,
    AT_NM,
    AT_FIELDS
};

static bool take_alignment(struct alntagx_text f[AT_FIELDS], struct cursor *c)
{
    struct alntagx_text all;
    struct cursor in;

    if (!take_until(&all, c, ';'))
        return false;
    in.s = all.s;
    in.end = all.s + all.n;
    for (int i = AT_NAME; i < AT_NM; i++) {
        if (!take_until(&f[i], &in, ','))
            return false;
    }
    f[AT_NM].s = in.s;
    f[AT_NM].n = (size_t)(in.end - in.s);
    return true;
}

static bool is_alignment(const struct alntagx_text f[AT_FIELDS], bool original)
{
    bool unmapped = original && f[AT_NAME].n == 1 && *f[AT_NAME].s == '*';

    return (unmapped || alnhead_is_rname(f[AT_NAME].s, f[AT_NAME].n)) &&
           number_of(f[AT_POS], INT32_MAX) >= (original ? 0 : 1) &&
           is_strand(f[AT_STRAND]) && is_cigar(f[AT_CIGAR]) &&
           number_of(f[AT_MAPQ], UINT8_MAX) >= 0 &&
           (number_of(f[AT_NM], INT32_MAX) >= 0 ||
            (original && f[AT_NM].n == 0));
}

/* Are they in the dictionary, and within their sequence? */
static bool is_placed(const struct alntagx *x,
                      const struct alntagx_text f[AT_FIELDS])
{
    const struct alnhead *h = x->j->head;
    uint32_t i = names_find(&h->seq_names, f[AT_NAME].s, f[AT_NAME].n);

    if (!h->n_seq)
        return true;
    if (i == NAMES_NONE)
        return false;
    return !h->seq[i].len || number_of(f[AT_POS], INT32_MAX) <= h->seq[i].len;
}

static void ask_others(struct alntagx *x)
{
    struct alntagx_text v = alntagx_text(x, ALNTAGX_SA);
    struct cursor c = {v.s, v.s + v.n};
    struct alntagx_text f[AT_FIELDS];
    struct alntagx_place at;
    bool placed = true;

    do {
        if (!take_alignment(f, &c) || !is_alignment(f, false)) {
            problem_add(x->p, "TAG-SA-001",
                        alntagx_at(&at, x, &x->tag[ALNTAGX_SA]), x->e,
                        "SA is not a list of rname,pos,strand,CIGAR,mapQ,NM "
                        "with a semicolon each");
            return;
        }
        placed = placed && is_placed(x, f);
    } while (c.s < c.end);
    if (!placed && x->j->practice)
        problem_add(x->p, "TAG-SA-003", alntagx_at(&at, x, &x->tag[ALNTAGX_SA]),
                    x->e, "SA names a place that no @SQ has");
}

static void ask_originals(struct alntagx *x)
{
    struct alntagx_text v = alntagx_text(x, ALNTAGX_OA);
    struct cursor c = {v.s, v.s + v.n};
    struct alntagx_text f[AT_FIELDS];
    struct alntagx_place at;

    do {
        if (take_alignment(f, &c) && is_alignment(f, true))
            continue;
        problem_add(x->p, "TAG-OA-001", alntagx_at(&at, x, &x->tag[ALNTAGX_OA]),
                    x->e,
                    "OA is not a list of RNAME,POS,strand,CIGAR,MAPQ,NM with a "
                    "semicolon each");
        return;
    } while (c.s < c.end);
}

/* ---- annotations ---- */

/* strand;type(;key(=value)?)* in GFF3's words: none of them empty, and what
 * separates does not occur in them. */
static bool is_annotation(struct cursor c)
{
    struct alntagx_text part = {c.s, 0};
    size_t n = 0;

    while (part.s <= c.end) {
        const char *stop = part.s < c.end
                               ? memchr(part.s, ';', (size_t)(c.end - part.s))
                               : NULL;
        const char *e = stop ? stop : c.end;

        part.n = (size_t)(e - part.s);
        if (n == 0 && (part.n != 1 || !bytes_in(*part.s, "+-.?")))
            return false;
        if (!part.n || *part.s == '=')
            return false;
        n++;
        if (!stop)
            break;
        part.s = stop + 1;
    }
    return n >= 2;
}

static void ask_dummy(struct alntagx *x)
{
    struct alntagx_text v = alntagx_text(x, ALNTAGX_CT);
    struct alntagx_place at;

    if (!is_annotation((struct cursor){v.s, v.s + v.n}))
        problem_add(x->p, "TAG-CT-001", alntagx_at(&at, x, &x->tag[ALNTAGX_CT]),
                    x->e,
                    "CT is not a strand, a type and keys, joined by "
                    "semicolons");
}

/* Bases of SEQ, deleted ones, and pads: PT counts in these. */
static int64_t padded_length(const struct alnrec *r)
{
    int64_t n = 0;

    for (uint32_t i = 0; i < r->n_cigar; i++) {
        uint32_t op = alncigar_at(r->cigar, i);

        if ((op & 15) != ALNCIGAR_N && (op & 15) != ALNCIGAR_H)
            n += op >> 4;
    }
    return r->n_cigar ? n : INT32_MAX;
}

static bool is_part(struct cursor c, int64_t length)
{
    struct alntagx_text beg;
    struct alntagx_text end;
    int64_t b;
    int64_t e;

    if (!take_until(&beg, &c, ';') || !take_until(&end, &c, ';'))
        return false;
    b = number_of(beg, INT32_MAX);
    e = number_of(end, INT32_MAX);
    return b >= 1 && b <= e && e <= length && is_annotation(c);
}

static void ask_parts(struct alntagx *x)
{
    struct alntagx_text v = alntagx_text(x, ALNTAGX_PT);
    const char *end = v.s + v.n;
    int64_t length = padded_length(x->r);
    struct alntagx_place at;

    for (const char *p = v.s; p <= end;) {
        const char *bar = p < end ? memchr(p, '|', (size_t)(end - p)) : NULL;
        const char *stop = bar ? bar : end;

        if (!is_part((struct cursor){p, stop}, length)) {
            problem_add(x->p, "TAG-PT-001",
                        alntagx_at(&at, x, &x->tag[ALNTAGX_PT]), x->e,
                        "PT is not parts of the read, each with start, end, "
                        "strand and type");
            return;
        }
        p = stop + 1;
    }
}

/* ---- */

static void ask_cigars(struct alntagx *x)
{
    struct alntagx_place at;

    if (alntagx_has(x, ALNTAGX_MC) && !is_cigar(alntagx_text(x, ALNTAGX_MC)))
        problem_add(x->p, "TAG-MC-003", alntagx_at(&at, x, &x->tag[ALNTAGX_MC]),
                    x->e, "the tag is not a CIGAR");
    if (alntagx_has(x, ALNTAGX_OC) && !is_cigar(alntagx_text(x, ALNTAGX_OC)))
        problem_add(x->p, "TAG-OC-001", alntagx_at(&at, x, &x->tag[ALNTAGX_OC]),
                    x->e, "the tag is not a CIGAR");
}

void alntagx_forms(struct alntagx *x)
{
    struct alntagx_place at;

    ask_cigars(x);
    if (alntagx_has(x, ALNTAGX_SA))
        ask_others(x);
    if (alntagx_has(x, ALNTAGX_OA))
        ask_originals(x);
    if (alntagx_has(x, ALNTAGX_CT))
        ask_dummy(x);
    if (alntagx_has(x, ALNTAGX_PT))
        ask_parts(x);
    if (alntagx_has(x, ALNTAGX_TS) &&
        !bytes_in((char)x->tag[ALNTAGX_TS].value[0], "+-"))
        problem_add(x->p, "TAG-TS-001", alntagx_at(&at, x, &x->tag[ALNTAGX_TS]),
                    x->e, "the strand is neither + nor -");
}

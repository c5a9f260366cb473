/*
 * NM and MD: walked along CIGAR, SEQ and, where it is given, the reference.
 *
 * NM counts only A, C, G and T as matches (SAMtags s1.1), "historically this
 * has been ill-defined": where SEQ or the reference has another letter, both
 * ways of counting are known of tools in common use. So two counts are made,
 * with these as mismatches (the definition) and without; an NM between the two
 * does not break the specification.
 */
#include <string.h>

#include "base/err.h"
#include "conform/align/alncigar.h"
#include "conform/align/alntag_internal.h"
#include "conform/bytes.h"
#include "formats/fastaio.h"

#define CHUNK 2048 /* bases of the reference at once */

struct md {
    const char *s; /* at what follows the run: a letter, ^ or the end */
    const char *end;
    uint64_t run;  /* bases that still match */
    bool deleting; /* letters of a deletion follow */
};

struct match {
    struct alntagx *x;
    bool bases;  /* SEQ is there, as long as CIGAR says */
    bool has_md; /* MD is there, and well-formed */
    bool broken; /* MD does not go with CIGAR: told */
    bool other;  /* MD and the bases disagree: told */
    struct md md;
    uint32_t query; /* where in SEQ */
    int64_t pos;    /* where in the reference */
    uint32_t contig;
    bool has_ref;
    int64_t gaps;    /* bases inserted and deleted */
    int64_t strict;  /* mismatches by definition */
    int64_t lenient; /* of A, C, G and T alone */
    int64_t md_letters;
    char ref[CHUNK];
};

/* ---- MD: [0-9]+(([A-Z]|\^[A-Z]+)[0-9]+)* ---- */

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool skip_digits(const char **s, const char *end)
{
    const char *p = *s;

    while (p < end && bytes_is(*p, BYTES_DIGIT))
        p++;
    if (p == *s)
        return false;
    *s = p;
    return true;
}

/* What ends without a number, as minimap2 writes it, can still be read. */
static bool is_md(bool *ended, const char *s, const char *end)
{
    *ended = true;
    if (!skip_digits(&s, end))
        return false;
    while (s < end) {
        bool deleted = *s == '^';

        s += deleted;
        if (s == end || !is_upper(*s))
            return false;
        s++;
        while (deleted && s < end && is_upper(*s))
            s++;
        *ended = s < end;
        if (*ended && !skip_digits(&s, end))
            return false;
    }
    return true;
}

/* The number at the cursor; MD is well-formed. */
static void md_run(struct md *m)
{
    for (m->run = 0; m->s < m->end && bytes_is(*m->s, BYTES_DIGIT); m->s++) {
        if (m->run < UINT32_MAX)
            m->run = 10 * m->run + (uint64_t)(*m->s - '0');
    }
}

/* The next deleted base; '\0': MD has none here. */
static char md_deleted(struct md *m)
{
    char c;

    if (!m->deleting) {
        if (m->run || m->s == m->end || *m->s != '^')
            return '\0';
        m->s++;
        m->deleting = true;
    }
    c = *m->s++;
    if (m->s == m->end || !is_upper(*m->s)) {
        m->deleting = false;
        md_run(m);
    }
    return c;
}

/* The letter of a mismatch; '\0': MD has none here. */
static char md_letter(struct md *m)
{
    char c;

    if (m->deleting || m->run || m->s == m->end || !is_upper(*m->s))
        return '\0';
    c = *m->s++;
    md_run(m);
    return c;
}

/* ---- what does not agree ---- */

static void tell_broken(struct match *m)
{
    struct alntagx_place at;

    if (!m->broken)
        problem_add(m->x->p, "TAG-MD-002",
                    alntagx_at(&at, m->x, &m->x->tag[ALNTAGX_MD]), m->x->e,
                    "MD and CIGAR part ways at base %u of SEQ", m->query + 1);
    m->broken = true;
}

static void tell_reference(struct match *m, int64_t pos, char md, char ref)
{
    struct alntagx_place at;

    if (!m->other)
        problem_add(m->x->p, "TAG-MD-003",
                    alntagx_at(&at, m->x, &m->x->tag[ALNTAGX_MD]), m->x->e,
                    "at %lld the reference has %c, by MD it has %c",
                    (long long)pos + 1, ref, md);
    m->other = true;
}

static void tell_same(struct match *m, char base)
{
    struct alntagx_place at;

    if (!m->other)
        problem_add(m->x->p, "TAG-MD-004",
                    alntagx_at(&at, m->x, &m->x->tag[ALNTAGX_MD]), m->x->e,
                    "MD calls a mismatch what is %c in SEQ too, at base %u",
                    base, m->query + 1);
    m->other = true;
}

/* ---- bases ---- */

static bool is_acgt(char c)
{
    return c == 'A' || c == 'C' || c == 'G' || c == 'T';
}

static char seq_at(const struct match *m, uint32_t i)
{
    uint8_t two = m->x->r->seq[i / 2];

    return "=ACMGRSVTWYHKDBN"[i % 2 ? two & 15 : two >> 4];
}

static void count(struct match *m, char base, char ref)
{
    if (base == '=' || (base == ref && is_acgt(base)))
        return;
    m->strict++;
    m->lenient += is_acgt(base) && is_acgt(ref);
}

/* One base that SEQ and the reference both have; letter: of MD, '\0' where it
 * says that they are the same. ref: '\0' when it is not known. */
static void aligned(struct match *m, char letter, char ref)
{
    char base = '\0';

    if (m->bases)
        base = seq_at(m, m->query);
    if (ref && base)
        count(m, base, ref);
    if (!m->has_md || m->broken)
        return;
    if (letter && base == letter && is_acgt(base))
        tell_same(m, base);
    if (!letter && base != '=')
        letter = base; /* what MD says of the reference */
    if (ref && is_acgt(ref) && is_acgt(letter) && ref != letter)
        tell_reference(m, m->pos, letter, ref);
}

/* The next `n` bases of the reference; false: they are not known. */
static bool fetch(struct match *m, int64_t n)
{
    if (!m->has_ref)
        return false;
    if (fasta_get(m->ref, m->x->j->view, m->contig, m->pos, m->pos + n,
                  m->x->e) == 0)
        return true;
    m->has_ref = false;
    return false;
}

/* Without a reference, only the letters of MD are looked at. */
static void skip_run(struct match *m, uint64_t n)
{
    m->md.run -= n;
    m->query += (uint32_t)n;
    m->pos += (int64_t)n;
}

static void one_aligned(struct match *m, char ref)
{
    char letter = '\0';

    if (m->has_md && !m->broken) {
        if (m->md.run && !m->md.deleting) {
            m->md.run--;
        } else {
            letter = md_letter(&m->md);
            m->md_letters += letter != '\0';
            if (!letter)
                tell_broken(m);
        }
    }
    aligned(m, letter, ref);
    m->query++;
    m->pos++;
}

static void op_match(struct match *m, int64_t len)
{
    while (len > 0) {
        int64_t n = len < CHUNK ? len : CHUNK;

        if (fetch(m, n)) {
            for (int64_t i = 0; i < n; i++)
                one_aligned(m, m->ref[i]);
        } else if (m->has_md && !m->broken && m->md.run && !m->md.deleting) {
            n = (int64_t)m->md.run < len ? (int64_t)m->md.run : len;
            skip_run(m, (uint64_t)n);
        } else if (m->has_md && !m->broken) {
            n = 1;
            one_aligned(m, '\0');
        } else {
            return; /* nothing is to be learnt */
        }
        len -= n;
    }
}

static void one_deleted(struct match *m, char ref)
{
    char letter;

    if (m->has_md && !m->broken) {
        letter = md_deleted(&m->md);
        if (!letter)
            tell_broken(m);
        else if (ref && is_acgt(ref) && is_acgt(letter) && ref != letter)
            tell_reference(m, m->pos, letter, ref);
    }
    m->pos++;
}

static void op_delete(struct match *m, int64_t len)
{
    m->gaps += len;
    while (len > 0) {
        int64_t n = len < CHUNK ? len : CHUNK;
        bool known = fetch(m, n);

        if (!known && (!m->has_md || m->broken))
            return;
        if (!known)
            memset(m->ref, 0, (size_t)n);
        for (int64_t i = 0; i < n; i++)
            one_deleted(m, m->ref[i]);
        len -= n;
    }
}

static void walk(struct match *m)
{
    const struct alnrec *r = m->x->r;

    for (uint32_t i = 0; i < r->n_cigar; i++) {
        uint32_t op = alncigar_at(r->cigar, i);
        uint32_t len = op >> 4;

        switch ((enum alncigar_code)(op & 15)) {
        case ALNCIGAR_M:
        case ALNCIGAR_EQ:
        case ALNCIGAR_X:
            op_match(m, len);
            break;
        case ALNCIGAR_D:
            op_delete(m, len);
            break;
        case ALNCIGAR_I:
            m->gaps += len;
            m->query += len;
            break;
        case ALNCIGAR_S:
            m->query += len;
            break;
        case ALNCIGAR_N:
            m->pos += len;
            break;
        case ALNCIGAR_H:
        case ALNCIGAR_P:
        case ALNCIGAR_CODES:
            break;
        }
    }
    if (m->has_md && (m->md.run || m->md.s != m->md.end))
        tell_broken(m);
}

/* ---- NM ---- */

static void ask_nm(struct match *m, bool compared)
{
    const struct bamaux *a = &m->x->tag[ALNTAGX_NM];
    struct alntagx_place at;
    int64_t nm;

    if (!alntagx_has(m->x, ALNTAGX_NM) || !bamaux_int(&nm, a))
        return;
    if (compared && m->bases) {
        if (nm < m->lenient + m->gaps || nm > m->strict + m->gaps)
            problem_add(m->x->p, "TAG-NM-001", alntagx_at(&at, m->x, a),
                        m->x->e, "%lld bases differ from the reference",
                        (long long)m->strict + m->gaps);
        else if (m->x->j->practice && nm != m->strict + m->gaps)
            problem_add(m->x->p, "TAG-NM-003", alntagx_at(&at, m->x, a),
                        m->x->e,
                        "%lld bases differ from the reference, ambiguous ones "
                        "counted",
                        (long long)m->strict + m->gaps);
    } else if (m->has_md && !m->broken && m->x->j->practice &&
               nm != m->md_letters + m->gaps) {
        problem_add(m->x->p, "TAG-NM-004", alntagx_at(&at, m->x, a), m->x->e,
                    "by MD and CIGAR %lld bases differ",
                    (long long)m->md_letters + m->gaps);
    }
}

/* ---- */

static void start_md(struct match *m)
{
    struct alntagx *x = m->x;
    struct alntagx_text v;
    struct alntagx_place at;
    bool ended;

    if (!alntagx_has(x, ALNTAGX_MD))
        return;
    v = alntagx_text(x, ALNTAGX_MD);
    if (!is_md(&ended, v.s, v.s + v.n)) {
        problem_add(x->p, "TAG-MD-001", alntagx_at(&at, x, &x->tag[ALNTAGX_MD]),
                    x->e,
                    "MD is not numbers, with letters or deletions "
                    "between");
        return;
    }
    if (!ended && x->j->practice)
        problem_add(x->p, "TAG-MD-005", alntagx_at(&at, x, &x->tag[ALNTAGX_MD]),
                    x->e, "no number ends MD");
    m->md.s = v.s;
    m->md.end = v.s + v.n;
    md_run(&m->md);
    m->has_md = true;
}

/* The reference, where all of the alignment is on it. */
static void start_reference(struct match *m, int64_t length)
{
    const struct alntagx *x = m->x;
    const struct alnhead *h = x->j->head;
    uint32_t contig;

    if (!x->j->view || x->r->tid < 0 || (size_t)x->r->tid >= h->n_seq)
        return;
    contig = h->seq[x->r->tid].contig;
    if (contig == NAMES_NONE)
        return;
    m->contig = contig;
    m->has_ref = x->r->pos + length <= fasta_length(x->j->view, contig);
}

void alntagx_match(struct alntagx *x)
{
    const struct alnrec *r = x->r;
    struct alncigar_sums sums;
    struct alntagx_place at;
    struct match m;
    bool compared;

    if (r->flag & 4 || !r->n_cigar || r->tid == -1 || r->pos < 0)
        return;
    if (x->j->practice && !alntagx_has(x, ALNTAGX_NM))
        problem_add(x->p, "TAG-NM-002", alntagx_at(&at, x, NULL), x->e,
                    "a mapped record has no NM");
    if (!alntagx_has(x, ALNTAGX_NM) && !alntagx_has(x, ALNTAGX_MD))
        return;
    sums = alncigar_sum(r->cigar, r->n_cigar);
    memset(&m, 0, offsetof(struct match, ref));
    m.x = x;
    m.pos = r->pos;
    m.bases = r->l_seq && sums.query == r->l_seq;
    if (r->l_seq && !m.bases)
        return; /* told elsewhere; nothing can be compared */
    start_md(&m);
    start_reference(&m, sums.reference);
    compared = m.has_ref;
    if (m.has_md || m.has_ref)
        walk(&m);
    if (x->e->code == ERR_NONE)
        ask_nm(&m, compared);
}

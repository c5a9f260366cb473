/*
 * Base modifications: MM, ML, MN. MM lists, for each kind of modification, how
 * many bases of one letter are passed over before each modified one; it goes by
 * the read as it came off the machine, so by complements when FLAG says that
 * SEQ was reversed.
 */
#include <string.h>

#include "base/le.h"
#include "conform/align/alncigar.h"
#include "conform/align/alntag_internal.h"
#include "conform/bytes.h"

struct mods {
    struct alntagx *x;
    const char *s; /* what of MM was not read */
    const char *end;
    bool counted;
    bool hidden; /* SEQ has '=': its bases are not known */
    uint64_t count[16];
    uint64_t values; /* that ML must have */
    bool beyond;     /* MM leads behind the end of SEQ */
};

static void count_bases(struct mods *m)
{
    const struct alnrec *r = m->x->r;

    if (m->counted)
        return;
    for (uint32_t i = 0; i < r->l_seq; i++)
        m->count[r->seq[i / 2] >> (i % 2 ? 0 : 4) & 15]++;
    m->counted = true;
    m->hidden = m->count[0] > 0;
}

/* How many of the letter SEQ has, as it came off the machine. */
static uint64_t count_of(struct mods *m, char letter)
{
    static const char letters[] = "ACGTU";
    static const uint8_t forward[] = {1, 2, 4, 8, 8};
    static const uint8_t reverse[] = {8, 4, 2, 1, 1};
    const char *at = letter ? strchr(letters, letter) : NULL;

    count_bases(m);
    if (!at)
        return m->x->r->l_seq; /* N: any base */
    return m->count[m->x->r->flag & 0x10 ? reverse[at - letters]
                                         : forward[at - letters]];
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Codes of modifications: letters each for one, or one number of ChEBI, or one
 * upper-case letter for any of a base. How many; 0: there is none. */
static uint64_t take_codes(struct mods *m)
{
    const char *s = m->s;

    while (s < m->end && is_lower(*s))
        s++;
    if (s > m->s) {
        uint64_t n = (uint64_t)(s - m->s);

        m->s = s;
        return n;
    }
    while (s < m->end && bytes_is(*s, BYTES_DIGIT))
        s++;
    if (s == m->s && s < m->end && bytes_in(*s, "ACGTUN"))
        s++;
    if (s == m->s)
        return 0;
    m->s = s;
    return 1;
}

/* ,[0-9]+ ; 1 when it is there, 0 when there is none, -1 malformed. */
static int take_skip(uint64_t *n, struct mods *m)
{
    const char *s = m->s;

    if (s == m->end || *s != ',')
        return 0;
    s++;
    *n = 0;
    if (s == m->end || !bytes_is(*s, BYTES_DIGIT))
        return -1;
    for (; s < m->end && bytes_is(*s, BYTES_DIGIT); s++) {
        if (*n <= UINT32_MAX)
            *n = 10 * *n + (uint64_t)(*s - '0');
    }
    m->s = s;
    return 1;
}

/* One list, up to its semicolon; false: malformed. */
static bool take_list(struct mods *m)
{
    char letter = *m->s;
    uint64_t codes;
    uint64_t passed = 0;
    uint64_t skip;
    int got;

    if (m->end - m->s < 3 || !bytes_in(letter, "ACGTUN") ||
        (m->s[1] != '+' && m->s[1] != '-'))
        return false;
    m->s += 2;
    codes = take_codes(m);
    if (!codes)
        return false;
    if (m->s < m->end && (*m->s == '.' || *m->s == '?'))
        m->s++;
    while ((got = take_skip(&skip, m)) > 0) {
        passed += skip + 1;
        m->values += codes;
    }
    if (got < 0 || m->s == m->end || *m->s != ';')
        return false;
    m->s++;
    if (m->x->r->l_seq && passed > count_of(m, letter) && !m->hidden)
        m->beyond = true;
    return true;
}

static bool is_clipped(const struct alnrec *r)
{
    return r->n_cigar &&
           ((alncigar_at(r->cigar, 0) & 15) == ALNCIGAR_H ||
            (alncigar_at(r->cigar, r->n_cigar - 1) & 15) == ALNCIGAR_H);
}

/* MM leads beyond the read: it is that of a longer one, which a clip or MN
 * tells of, or it is wrong. */
static void ask_beyond(struct alntagx *x, bool other_length)
{
    struct alntagx_place at;

    if (!other_length && !is_clipped(x->r))
        problem_add(x->p, "TAG-MM-002", alntagx_at(&at, x, &x->tag[ALNTAGX_MM]),
                    x->e, "SEQ has fewer of the bases than MM passes over");
    else if (x->j->practice && !other_length)
        problem_add(x->p, "TAG-MM-003", alntagx_at(&at, x, &x->tag[ALNTAGX_MM]),
                    x->e,
                    "SEQ has fewer of the bases than MM passes over; it was "
                    "clipped since");
}

static void ask_probabilities(struct alntagx *x, uint64_t values)
{
    struct alntagx_place at;
    uint32_t n;

    if (!alntagx_has(x, ALNTAGX_ML))
        return;
    n = le32(x->tag[ALNTAGX_ML].value + 1);
    if (n != values)
        problem_add(x->p, "TAG-ML-001", alntagx_at(&at, x, &x->tag[ALNTAGX_ML]),
                    x->e, "ML has %u values for %llu modifications", n,
                    (unsigned long long)values);
}

static bool ask_length(struct alntagx *x)
{
    struct alntagx_place at;
    int64_t mn = 0;

    if (!alntagx_has(x, ALNTAGX_MN) || !x->r->l_seq)
        return false;
    (void)bamaux_int(&mn, &x->tag[ALNTAGX_MN]);
    if (mn == x->r->l_seq)
        return false;
    if (x->j->practice)
        problem_add(x->p, "TAG-MN-001", alntagx_at(&at, x, &x->tag[ALNTAGX_MN]),
                    x->e, "SEQ has %u bases: MM is of another sequence",
                    x->r->l_seq);
    return true;
}

static void ask_lists(struct alntagx *x)
{
    struct mods m = {.x = x};
    struct alntagx_place at;
    struct alntagx_text v;
    bool other_length;

    other_length = ask_length(x);
    v = alntagx_text(x, ALNTAGX_MM);
    m.s = v.s;
    m.end = v.s + v.n;
    while (m.s < m.end) {
        if (!take_list(&m)) {
            problem_add(x->p, "TAG-MM-001",
                        alntagx_at(&at, x, &x->tag[ALNTAGX_MM]), x->e,
                        "MM is not lists of a base, a strand, modifications "
                        "and numbers, each with a semicolon at its end");
            return;
        }
    }
    if (m.beyond)
        ask_beyond(x, other_length);
    ask_probabilities(x, m.values);
}

void alntagx_mods(struct alntagx *x)
{
    if (alntagx_has(x, ALNTAGX_MM))
        ask_lists(x);
    else
        ask_probabilities(x, 0); /* none are listed */
}

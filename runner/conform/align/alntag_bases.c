/* Tags that hold bases or qualities: how long they must be, and of what. */
#include <string.h>

#include "conform/align/alncigar.h"
#include "conform/align/alntag_internal.h"
#include "conform/bytes.h"

/* Bases at the ends that CIGAR says were cut off. */
static int64_t hard_clips(const struct alnrec *r)
{
    int64_t n = 0;

    for (uint32_t i = 0; i < r->n_cigar; i++) {
        uint32_t op = alncigar_at(r->cigar, i);

        if ((op & 15) == ALNCIGAR_H)
            n += op >> 4;
    }
    return n;
}

/* ---- as long as SEQ ---- */

static bool differs(const struct alntagx *x, enum alntagx_name t)
{
    return alntagx_has(x, t) && x->r->l_seq &&
           alntagx_text(x, t).n != x->r->l_seq;
}

static void ask_seq(struct alntagx *x)
{
    struct alntagx_place at;

    if (differs(x, ALNTAGX_E2))
        problem_add(x->p, "TAG-E2-001", alntagx_at(&at, x, &x->tag[ALNTAGX_E2]),
                    x->e, "SEQ has %u bases", x->r->l_seq);
    if (differs(x, ALNTAGX_U2))
        problem_add(x->p, "TAG-U2-001", alntagx_at(&at, x, &x->tag[ALNTAGX_U2]),
                    x->e, "SEQ has %u bases", x->r->l_seq);
    if (differs(x, ALNTAGX_BQ))
        problem_add(x->p, "TAG-BQ-001", alntagx_at(&at, x, &x->tag[ALNTAGX_BQ]),
                    x->e, "SEQ has %u bases", x->r->l_seq);
}

/* BAM's code of a letter; 15 for what has none. */
static unsigned code_of(char c)
{
    static const char codes[] = "=ACMGRSVTWYHKDBN";
    const char *at = c ? strchr(codes, c) : NULL;

    return at ? (unsigned)(at - codes) : 15;
}

/* The second most likely base is another than the first. */
static void ask_second(struct alntagx *x)
{
    static const char codes[] = "=ACMGRSVTWYHKDBN";
    struct alntagx_text v;
    struct alntagx_place at;

    if (!x->j->practice || !alntagx_has(x, ALNTAGX_E2) ||
        differs(x, ALNTAGX_E2) || !x->r->l_seq)
        return;
    v = alntagx_text(x, ALNTAGX_E2);
    for (uint32_t i = 0; i < x->r->l_seq; i++) {
        unsigned base = x->r->seq[i / 2] >> (i % 2 ? 0 : 4) & 15;

        if (v.s[i] != codes[base] || base == 15)
            continue;
        problem_add(x->p, "TAG-E2-002", alntagx_at(&at, x, &x->tag[ALNTAGX_E2]),
                    x->e, "base %u is the same as in SEQ", i + 1);
        return;
    }
}

static void ask_original(struct alntagx *x)
{
    struct alntagx_text v;
    struct alntagx_place at;

    if (!alntagx_has(x, ALNTAGX_OQ))
        return;
    v = alntagx_text(x, ALNTAGX_OQ);
    if (!v.n || !bytes_all_graphic(v.s, v.n))
        problem_add(x->p, "TAG-OQ-001", alntagx_at(&at, x, &x->tag[ALNTAGX_OQ]),
                    x->e, "OQ has characters that are not from ! to ~");
    else if (x->j->practice && x->r->l_seq && v.n != x->r->l_seq &&
             (int64_t)v.n != x->r->l_seq + hard_clips(x->r) &&
             !(v.n == 1 && *v.s == '*'))
        problem_add(x->p, "TAG-OQ-002", alntagx_at(&at, x, &x->tag[ALNTAGX_OQ]),
                    x->e, "SEQ has %u bases", x->r->l_seq);
}

/* ---- bases and their qualities ---- */

/* QUAL's characters, with blanks between the parts. */
static bool is_quality(struct alntagx_text v)
{
    for (size_t i = 0; i < v.n; i++) {
        if (v.s[i] != ' ' && !bytes_is(v.s[i], BYTES_GRAPHIC))
            return false;
    }
    return true;
}

static bool pair_differs(const struct alntagx *x, enum alntagx_name bases,
                         enum alntagx_name qualities)
{
    return alntagx_has(x, bases) && alntagx_has(x, qualities) &&
           alntagx_text(x, bases).n != alntagx_text(x, qualities).n;
}

static void ask_pairs(struct alntagx *x)
{
    struct alntagx_place at;

    if (pair_differs(x, ALNTAGX_CR, ALNTAGX_CY))
        problem_add(x->p, "TAG-CR-001", alntagx_at(&at, x, &x->tag[ALNTAGX_CY]),
                    x->e, "CR has %zu bases", alntagx_text(x, ALNTAGX_CR).n);
    if (pair_differs(x, ALNTAGX_RX, ALNTAGX_QX))
        problem_add(x->p, "TAG-RX-001", alntagx_at(&at, x, &x->tag[ALNTAGX_QX]),
                    x->e, "RX has %zu bases", alntagx_text(x, ALNTAGX_RX).n);
    if (pair_differs(x, ALNTAGX_BC, ALNTAGX_QT))
        problem_add(x->p, "TAG-BC-001", alntagx_at(&at, x, &x->tag[ALNTAGX_QT]),
                    x->e, "BC has %zu bases", alntagx_text(x, ALNTAGX_BC).n);
    if (pair_differs(x, ALNTAGX_OX, ALNTAGX_BZ))
        problem_add(x->p, "TAG-OX-001", alntagx_at(&at, x, &x->tag[ALNTAGX_BZ]),
                    x->e, "OX has %zu bases", alntagx_text(x, ALNTAGX_OX).n);
    if (pair_differs(x, ALNTAGX_CS, ALNTAGX_CQ))
        problem_add(x->p, "TAG-CQ-001", alntagx_at(&at, x, &x->tag[ALNTAGX_CQ]),
                    x->e, "CS has %zu bases", alntagx_text(x, ALNTAGX_CS).n);
    if (pair_differs(x, ALNTAGX_R2, ALNTAGX_Q2))
        problem_add(x->p, "TAG-R2-001", alntagx_at(&at, x, &x->tag[ALNTAGX_Q2]),
                    x->e, "R2 has %zu bases", alntagx_text(x, ALNTAGX_R2).n);
}

/* What remains is printable, as a Z is; only BAM can hold other bytes. */
static void ask_qualities(struct alntagx *x)
{
    static const enum alntagx_name t[] = {ALNTAGX_CY, ALNTAGX_QX, ALNTAGX_QT,
                                          ALNTAGX_BZ, ALNTAGX_U2, ALNTAGX_Q2,
                                          ALNTAGX_CQ};
    struct alntagx_place at;

    for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++) {
        if (alntagx_has(x, t[i]) && !is_quality(alntagx_text(x, t[i])))
            problem_add(x->p, "TAG-QUAL-001", alntagx_at(&at, x, &x->tag[t[i]]),
                        x->e, "a quality is not from ! to ~");
    }
}

static bool is_barcode(struct alntagx_text v)
{
    for (size_t i = 0; i < v.n; i++) {
        char up = (char)(v.s[i] >= 'a' && v.s[i] <= 'z' ? v.s[i] - 32 : v.s[i]);

        if (v.s[i] != '-' && up != 'N' && code_of(up) == 15)
            return false;
    }
    return true;
}

static void ask_barcodes(struct alntagx *x)
{
    static const enum alntagx_name t[] = {ALNTAGX_BC, ALNTAGX_RX, ALNTAGX_OX,
                                          ALNTAGX_CR};
    struct alntagx_place at;

    for (size_t i = 0; x->j->practice && i < sizeof(t) / sizeof(*t); i++) {
        if (alntagx_has(x, t[i]) && !is_barcode(alntagx_text(x, t[i])))
            problem_add(x->p, "TAG-RX-002", alntagx_at(&at, x, &x->tag[t[i]]),
                        x->e, "the barcode is not bases, joined by hyphens");
    }
}

void alntagx_bases(struct alntagx *x)
{
    static const uint64_t any =
        UINT64_C(1) << ALNTAGX_BC | UINT64_C(1) << ALNTAGX_BQ |
        UINT64_C(1) << ALNTAGX_BZ | UINT64_C(1) << ALNTAGX_CQ |
        UINT64_C(1) << ALNTAGX_CR | UINT64_C(1) << ALNTAGX_CY |
        UINT64_C(1) << ALNTAGX_E2 | UINT64_C(1) << ALNTAGX_OQ |
        UINT64_C(1) << ALNTAGX_OX | UINT64_C(1) << ALNTAGX_Q2 |
        UINT64_C(1) << ALNTAGX_QT | UINT64_C(1) << ALNTAGX_QX |
        UINT64_C(1) << ALNTAGX_RX | UINT64_C(1) << ALNTAGX_U2;

    if (!(x->has & any))
        return;
    ask_seq(x);
    ask_second(x);
    ask_original(x);
    ask_pairs(x);
    ask_qualities(x);
    ask_barcodes(x);
}

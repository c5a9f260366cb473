/*
 * Each field once, in the order of the columns. A record that is sound costs a
 * few comparisons a field; words are put together only for one that is not.
 */
#include "conform/align/alnjudge_internal.h"

#include <string.h>

#include "base/err.h"
#include "conform/align/alntag.h"
#include "conform/align/alnversion.h"

#define QNAME_MAX 254

const struct problem_place *alnjudge_at(struct alnjudging *x)
{
    const struct alnrec *r = x->r;

    x->place = (struct problem_place){.line = r->line,
                                      .record = r->record,
                                      .offset = r->offset,
                                      .name = r->qname,
                                      .name_len = r->qname_len};
    return &x->place;
}

/* ---- QNAME ---- */

/* [!-?A-~]: the high bit of a byte of `bad` says that it is above 126 or below
 * 33; one of `at`, that some byte here is '@'. */
static bool is_name(const char *s, size_t n)
{
    static const uint64_t ones = 0x0101010101010101;
    uint64_t bad = 0;

    if (n < sizeof(bad)) {
        for (size_t i = 0; i < n; i++)
            bad |= s[i] < '!' || s[i] > '~' || s[i] == '@';
        return n && !bad;
    }
    for (size_t i = 0;; i += sizeof(bad)) {
        uint64_t word;
        uint64_t at;

        if (i + sizeof(bad) > n)
            i = n - sizeof(bad);
        memcpy(&word, s + i, sizeof(word));
        at = word ^ '@' * ones;
        bad |= word | (word - 33 * ones) | (word + ones) | ((at - ones) & ~at);
        if (i + sizeof(bad) == n)
            break;
    }
    return !(bad & 0x80 * ones);
}

static void judge_name(struct alnjudging *x)
{
    const struct alnrec *r = x->r;

    if (r->qname_len == 0)
        problem_add(x->problems, "SAM-QNAME-001", alnjudge_at(x), x->e,
                    "the name is empty");
    else if (r->qname_len > QNAME_MAX)
        problem_add(x->problems, "SAM-QNAME-001", alnjudge_at(x), x->e,
                    "the name has %zu characters, 254 at most are allowed",
                    r->qname_len);
    else if (!is_name(r->qname, r->qname_len))
        problem_add(x->problems, "SAM-QNAME-001", alnjudge_at(x), x->e,
                    "the name holds @, a blank or another character that is "
                    "not allowed");
}

/* ---- FLAG ---- */

static void practice_of_flag(struct alnjudging *x)
{
    const struct alnrec *r = x->r;

    if (!alnjudge_has(x, ALNFLAG_PAIRED) &&
        alnjudge_has(x, ALNFLAG_PROPER | ALNFLAG_MATE_UNMAPPED |
                            ALNFLAG_MATE_REVERSE | ALNFLAG_FIRST |
                            ALNFLAG_LAST))
        problem_add(x->problems, "SAM-FLAG-003", alnjudge_at(x), x->e,
                    "FLAG is 0x%x: bits of a mate without 0x1",
                    (unsigned)r->flag);
    if (alnjudge_has(x, ALNFLAG_PAIRED) &&
        !alnjudge_has(x, ALNFLAG_FIRST | ALNFLAG_LAST))
        problem_add(x->problems, "SAM-FLAG-004", alnjudge_at(x), x->e,
                    "FLAG is 0x%x: a read of a pair, but which?",
                    (unsigned)r->flag);
    if (!alnjudge_has(x, ALNFLAG_UNMAPPED))
        return;
    if (alnjudge_has(x, ALNFLAG_SECONDARY))
        problem_add(x->problems, "SAM-FLAG-005", alnjudge_at(x), x->e,
                    "FLAG is 0x%x: unmapped and secondary", (unsigned)r->flag);
    if (alnjudge_has(x, ALNFLAG_SUPPLEMENTARY))
        problem_add(x->problems, "SAM-FLAG-006", alnjudge_at(x), x->e,
                    "FLAG is 0x%x: unmapped and supplementary",
                    (unsigned)r->flag);
    if (r->n_cigar)
        problem_add(x->problems, "SAM-FLAG-007", alnjudge_at(x), x->e,
                    "an unmapped read has a CIGAR");
    if (r->mapq)
        problem_add(x->problems, "SAM-MAPQ-002", alnjudge_at(x), x->e,
                    "an unmapped read has MAPQ %u", (unsigned)r->mapq);
}

static void judge_flag(struct alnjudging *x)
{
    if (x->r->flag & ~(unsigned)ALNFLAG_ALL)
        problem_add(x->problems, "SAM-FLAG-002", alnjudge_at(x), x->e,
                    "FLAG is 0x%x", (unsigned)x->r->flag);
    if (x->j->practice)
        practice_of_flag(x);
}

/* ---- RNAME, POS ---- */

static void judge_place(struct alnjudging *x)
{
    const struct alnrec *r = x->r;
    int64_t length = alnjudge_length(x, r->tid);

    if (r->tid == -2 && x->j->head->n_seq)
        problem_add(x->problems, "SAM-RNAME-002", alnjudge_at(x), x->e,
                    "the header has no @SQ of this RNAME");
    if (alnjudge_has(x, ALNFLAG_UNMAPPED))
        return;
    if (r->tid == -1)
        problem_add(x->problems, "SAM-RNAME-003", alnjudge_at(x), x->e,
                    "the read is mapped, by its FLAG, but nowhere");
    else if (r->pos < 0)
        problem_add(x->problems, "SAM-POS-002", alnjudge_at(x), x->e,
                    "the read is mapped, by its FLAG, and POS is 0");
    else if (r->pos >= length)
        problem_add(x->problems, "SAM-POS-003", alnjudge_at(x), x->e,
                    "POS is %lld, the reference sequence has %lld bases",
                    (long long)r->pos + 1, (long long)length);
}

/* ---- RNEXT, PNEXT, TLEN ---- */

static void practice_of_mate(struct alnjudging *x)
{
    const struct alnrec *r = x->r;
    int64_t length = alnjudge_length(x, r->mate_tid);

    if (!alnjudge_has(x, ALNFLAG_PAIRED) &&
        (r->mate_tid != -1 || r->mate_pos >= 0))
        problem_add(x->problems, "PAIR-010", alnjudge_at(x), x->e,
                    "a read without a mate has RNEXT or PNEXT");
    else if (r->mate_pos >= length)
        problem_add(x->problems, "SAM-PNEXT-002", alnjudge_at(x), x->e,
                    "PNEXT is %lld, the reference sequence has %lld bases",
                    (long long)r->mate_pos + 1, (long long)length);
}

static void judge_mate(struct alnjudging *x)
{
    const struct alnrec *r = x->r;

    if (r->mate_tid == -2 && x->j->head->n_seq)
        problem_add(x->problems, "SAM-RNEXT-002", alnjudge_at(x), x->e,
                    "the header has no @SQ of this RNEXT");
    if (r->tlen && r->tid >= 0 && r->mate_tid >= 0 && r->tid != r->mate_tid &&
        alnjudge_has(x, ALNFLAG_PAIRED))
        problem_add(x->problems, "PAIR-009", alnjudge_at(x), x->e,
                    "TLEN is %lld, the mate is on another reference sequence",
                    (long long)r->tlen);
    if (x->j->practice)
        practice_of_mate(x);
}

/* ---- SEQ, QUAL ---- */

static void practice_of_bases(struct alnjudging *x)
{
    const struct alnrec *r = x->r;

    if (r->l_seq == 0) {
        if (!alnjudge_has(x, ALNFLAG_SECONDARY | ALNFLAG_SUPPLEMENTARY))
            problem_add(x->problems, "SAM-SEQ-003", alnjudge_at(x), x->e,
                        "the primary line of a read has no SEQ");
        return;
    }
    if (r->qual[0] == 0xff && r->qual[r->l_seq - 1] == 0xff)
        problem_add(x->problems, "SAM-QUAL-005", alnjudge_at(x), x->e,
                    "the qualities were not stored");
}

int alnjudge_record(struct problems *p, const struct alnjudge *j,
                    const struct alnrec *r, struct err *e)
{
    struct alnjudging x = {.problems = p, .j = j, .r = r, .e = e};

    x.sums = alncigar_sum(r->cigar, r->n_cigar);
    judge_name(&x);
    judge_flag(&x);
    judge_place(&x);
    alnjudge_cigar(&x);
    judge_mate(&x);
    if (j->practice)
        practice_of_bases(&x);
    if (j->practice && j->head->behind)
        alnversion_record(p, j, r, e);
    return e->code == ERR_NONE ? alntag_record(p, j, r, e) : -1;
}

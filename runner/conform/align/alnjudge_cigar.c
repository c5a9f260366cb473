#include "conform/align/alnjudge_internal.h"

static unsigned code_at(const struct alnrec *r, uint32_t i)
{
    return alncigar_at(r->cigar, i) & 15;
}

static void misplaced(struct alnjudging *x, unsigned code)
{
    if (code == ALNCIGAR_H)
        problem_add(x->problems, "SAM-CIGAR-003", alnjudge_at(x), x->e,
                    "H stands neither first nor last");
    else
        problem_add(x->problems, "SAM-CIGAR-004", alnjudge_at(x), x->e,
                    "S stands within the alignment");
}

/* Does an operation that is as long as 28 bits can say go on here? */
static bool continues(const struct alnrec *r, uint32_t a, uint32_t b)
{
    return code_at(r, a) == code_at(r, b) &&
           alncigar_at(r->cigar, a) >> 4 == (UINT32_C(1) << 28) - 1;
}

/* What stands behind an operation of this kind at `lo`, if there is one. */
static uint32_t behind(const struct alnrec *r, uint32_t lo, uint32_t hi,
                       unsigned code)
{
    uint32_t at = lo;

    while (at < hi && code_at(r, at) == code &&
           (at == lo || continues(r, at - 1, at)))
        at++;
    return at;
}

/* The end of what stands before one of this kind that ends at `hi`. */
static uint32_t before(const struct alnrec *r, uint32_t lo, uint32_t hi,
                       unsigned code)
{
    uint32_t at = hi;

    while (at > lo && code_at(r, at - 1) == code &&
           (at == hi || continues(r, at - 1, at)))
        at--;
    return at;
}

/* H may be the first and the last, S only what is next to H or to an end. */
static void judge_clips(struct alnjudging *x)
{
    const struct alnrec *r = x->r;
    uint32_t lo = behind(r, 0, r->n_cigar, ALNCIGAR_H);
    uint32_t hi = before(r, lo, r->n_cigar, ALNCIGAR_H);

    lo = behind(r, lo, hi, ALNCIGAR_S);
    hi = before(r, lo, hi, ALNCIGAR_S);
    for (; lo < hi; lo++) {
        unsigned code = code_at(r, lo);

        if (code == ALNCIGAR_H || code == ALNCIGAR_S) {
            misplaced(x, code);
            return;
        }
    }
}

static void judge_sums(struct alnjudging *x)
{
    const struct alnrec *r = x->r;

    if (r->l_seq && x->sums.query != r->l_seq)
        problem_add(x->problems, "SAM-CIGAR-002", alnjudge_at(x), x->e,
                    "CIGAR is of %lld bases, SEQ has %lld",
                    (long long)x->sums.query, (long long)r->l_seq);
}

/* ---- practice ---- */

static bool is_indel_pair(unsigned a, unsigned b)
{
    return (a == ALNCIGAR_I && b == ALNCIGAR_D) ||
           (a == ALNCIGAR_D && b == ALNCIGAR_I);
}

/* Is it the same operation as the one before? Not when that one goes on: then
 * both are one, of SAM's text or of a writer of BAM. */
static bool stands_again(const struct alnrec *r, uint32_t i)
{
    return code_at(r, i) == code_at(r, i - 1) && !continues(r, i - 1, i);
}

/* Which of three habits are broken, each told once a record. */
static void practice_of_ops(struct alnjudging *x)
{
    const struct alnrec *r = x->r;
    bool empty = false;
    bool same = false;
    bool indels = false;

    for (uint32_t i = 0; i < r->n_cigar; i++) {
        empty = empty || alncigar_at(r->cigar, i) >> 4 == 0;
        same = same || (i && stands_again(r, i));
        indels =
            indels || (i && is_indel_pair(code_at(r, i - 1), code_at(r, i)));
    }
    if (empty)
        problem_add(x->problems, "SAM-CIGAR-005", alnjudge_at(x), x->e,
                    "an operation has the length 0");
    if (same)
        problem_add(x->problems, "SAM-CIGAR-006", alnjudge_at(x), x->e,
                    "two operations of one kind stand side by side");
    if (indels)
        problem_add(x->problems, "SAM-CIGAR-007", alnjudge_at(x), x->e,
                    "an insertion stands beside a deletion");
}

static bool is_circular(const struct alnjudging *x, int32_t tid)
{
    const struct alnhead *h = x->j->head;

    return tid >= 0 && (size_t)tid < h->n_seq && h->seq[tid].circular;
}

static void practice_of_alignment(struct alnjudging *x)
{
    const struct alnrec *r = x->r;
    int64_t length = alnjudge_length(x, r->tid);

    if (!r->n_cigar) {
        problem_add(x->problems, "SAM-CIGAR-009", alnjudge_at(x), x->e,
                    "the read is mapped and has no CIGAR");
        return;
    }
    if (x->sums.reference == 0)
        problem_add(x->problems, "SAM-CIGAR-010", alnjudge_at(x), x->e,
                    "no operation of CIGAR is of the reference");
    else if (r->pos >= 0 && r->pos < length &&
             x->sums.reference > length - r->pos && !is_circular(x, r->tid))
        problem_add(x->problems, "SAM-CIGAR-008", alnjudge_at(x), x->e,
                    "the alignment ends %lld bases behind the reference "
                    "sequence",
                    (long long)(r->pos + x->sums.reference - length));
    if (r->mapq == 255)
        problem_add(x->problems, "SAM-MAPQ-003", alnjudge_at(x), x->e,
                    "MAPQ is 255");
}

void alnjudge_cigar(struct alnjudging *x)
{
    bool mapped = !alnjudge_has(x, ALNFLAG_UNMAPPED);

    if (x->r->n_cigar > 1)
        judge_clips(x);
    if (x->r->n_cigar && mapped)
        judge_sums(x);
    if (!x->j->practice)
        return;
    if (x->r->n_cigar)
        practice_of_ops(x);
    if (mapped)
        practice_of_alignment(x);
}

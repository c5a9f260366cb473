/*
 * A record is looked at where it was inflated. First its bytes: do the parts
 * hold together? Then its tags are run through once, for the walk; last the
 * rules that it shares with SAM.
 */
#include <stdlib.h>
#include <string.h>

#include "base/le.h"
#include "conform/align/alncigar.h"
#include "conform/align/alnrec.h"
#include "conform/align/bam/examine_bam_internal.h"
#include "formats/bamaux.h"
#include "formats/fastaio.h"

#define FIXED     32 /* bytes before read_name */
#define QUAL_MAX  93
#define UNMAPPED  0x4
#define NO_BIN    4680
#define BAI_REACH (INT64_C(1) << 29)

/* One record, taken apart. */
struct parts {
    struct bambatch *b;
    const uint8_t *at; /* its block_size */
    struct alnrec r;
    uint32_t size; /* block_size */
    uint16_t bin;
    bool odd; /* its fields can not be trusted: it is judged no further */
};

static struct problem_place place_of(const struct parts *x)
{
    return (struct problem_place){.record = x->r.record,
                                  .offset = x->r.offset,
                                  .name = x->r.qname,
                                  .name_len = x->r.qname_len};
}

/* Breaks a rule after which it is judged no further. */
static void tell_odd(struct parts *x, const char *rule, const char *what)
{
    struct problem_place at = place_of(x);

    problem_add(&x->b->problems, rule, &at, &x->b->e,
                "%s has an impossible value", what);
    x->odd = true;
}

/* ---- the fixed part ---- */

static int32_t int_at(const uint8_t *p)
{
    return (int32_t)le32(p);
}

static void read_fixed(struct parts *x)
{
    const uint8_t *p = x->at + 4;
    struct alnrec *r = &x->r;

    r->tid = int_at(p);
    r->pos = int_at(p + 4);
    r->qname_len = p[8];
    r->mapq = p[9];
    x->bin = (uint16_t)(p[10] | p[11] << 8);
    r->n_cigar = (uint32_t)p[12] | (uint32_t)p[13] << 8;
    r->flag = (uint16_t)(p[14] | p[15] << 8);
    r->l_seq = le32(p + 16);
    r->mate_tid = int_at(p + 20);
    r->mate_pos = int_at(p + 24);
    r->tlen = int_at(p + 28);
}

/* Where the parts are; false: they do not fit into the record. */
static bool read_parts(struct parts *x)
{
    struct alnrec *r = &x->r;
    const uint8_t *p = x->at + 4 + FIXED;
    uint64_t l_seq = r->l_seq;
    uint64_t need = FIXED + r->qname_len + UINT64_C(4) * r->n_cigar +
                    (l_seq + 1) / 2 + l_seq;

    if (l_seq > INT32_MAX || need > x->size)
        return false;
    r->qname = (const char *)p;
    r->cigar = p + r->qname_len;
    r->seq = r->cigar + (size_t)4 * r->n_cigar;
    r->qual = r->seq + (l_seq + 1) / 2;
    r->aux = r->qual + l_seq;
    r->aux_len = x->size - need;
    return true;
}

/* `qname_len` becomes that of the name without its NUL. */
static void check_name(struct parts *x)
{
    struct alnrec *r = &x->r;
    const char *nul = memchr(r->qname, 0, r->qname_len);

    if (r->qname_len && nul == r->qname + r->qname_len - 1) {
        r->qname_len--;
        return;
    }
    r->qname_len = 0;
    tell_odd(x, "BAM-006", "read_name");
}

static bool is_ref(const struct parts *x, int32_t tid)
{
    return tid >= -1 && tid < x->b->n_ref;
}

static void check_fixed(struct parts *x)
{
    const struct alnrec *r = &x->r;

    if (!is_ref(x, r->tid))
        tell_odd(x, "BAM-005", "refID");
    else if (!is_ref(x, r->mate_tid))
        tell_odd(x, "BAM-005", "next_refID");
    if (r->pos < -1)
        tell_odd(x, "BAM-016", "pos");
    else if (r->mate_pos < -1)
        tell_odd(x, "BAM-016", "next_pos");
    else if (r->tlen < -INT32_MAX)
        tell_odd(x, "BAM-016", "tlen");
}

/* ---- CIGAR ---- */

static bool has_codes(const uint8_t *cigar, uint32_t n)
{
    uint32_t above = 0;

    for (uint32_t i = 0; i < n; i++)
        above |= (alncigar_at(cigar, i) & 15) > ALNCIGAR_X;
    return !above;
}

/* A CIGAR that stands for that in the tag CG? */
static bool is_placeholder(const struct alnrec *r)
{
    return r->n_cigar == 2 && r->l_seq &&
           alncigar_at(r->cigar, 0) == (r->l_seq << 4 | ALNCIGAR_S) &&
           (alncigar_at(r->cigar, 1) & 15) == ALNCIGAR_N;
}

/* The operations are those of CG, if it is there. */
static void take_cg(struct parts *x)
{
    struct alnrec *r = &x->r;
    const uint8_t *at = r->aux;
    struct bamaux a;

    do {
        if (!bamaux_next(&a, &at, r->aux + r->aux_len))
            return;
    } while (a.tag != BAMAUX_TAG('C', 'G'));
    if (a.type != 'B' || a.value[0] != 'I') {
        tell_odd(x, "BAM-009", "CG");
        return;
    }
    r->cigar = a.value + 5;
    r->n_cigar = le32(a.value + 1);
}

static void check_cigar(struct parts *x)
{
    struct alnrec *r = &x->r;
    const uint8_t *cigar = r->cigar;
    bool placeholder = is_placeholder(r);

    if (placeholder)
        take_cg(x);
    if (!has_codes(r->cigar, r->n_cigar))
        tell_odd(x, "BAM-008", "CIGAR");
    else if (placeholder && alncigar_sum(r->cigar, r->n_cigar).reference !=
                                alncigar_at(cigar, 1) >> 4)
        tell_odd(x, "BAM-009", "CIGAR");
}

/* SAMv1 s5.3, for the five levels of BAI. */
static int64_t bin_of(int64_t beg, int64_t end)
{
    end--;
    for (int level = 0; level < 5; level++) {
        int shift = 14 + 3 * level;

        if (beg >> shift == end >> shift)
            return ((INT64_C(1) << (15 - 3 * level)) - 1) / 7 + (beg >> shift);
    }
    return 0;
}

/* Unmapped reads count as one base; some tools have given them the length of
 * their CIGAR, which is let pass. */
static bool is_bin(const struct parts *x, int64_t end)
{
    const struct alnrec *r = &x->r;

    if (r->pos < 0)
        return x->bin == NO_BIN;
    if (x->bin == bin_of(r->pos, end) || end > BAI_REACH)
        return true;
    end = r->pos + alncigar_sum(r->cigar, r->n_cigar).reference;
    return r->flag & UNMAPPED && end > r->pos &&
           (x->bin == bin_of(r->pos, end) || end > BAI_REACH);
}

/* ---- SEQ, QUAL ---- */

/* The high bit of a byte says that it is above 93. */
static uint64_t above_max(const uint8_t *q)
{
    uint64_t word;

    memcpy(&word, q, sizeof(word));
    return word | (word + (127 - QUAL_MAX) * UINT64_C(0x0101010101010101));
}

static bool all_in_range(const uint8_t *q, size_t n)
{
    uint64_t above = 0;

    if (n < 8) {
        for (size_t i = 0; i < n; i++)
            above |= q[i] > QUAL_MAX ? 0x80 : 0;
        return !above;
    }
    for (size_t i = 0; i + 8 < n; i += 8)
        above |= above_max(q + i);
    above |= above_max(q + n - 8);
    return !(above & UINT64_C(0x8080808080808080));
}

static bool all_absent(const uint8_t *q, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (q[i] != 0xff)
            return false;
    }
    return true;
}

/* Between what the qualities are, for the file as a whole. */
static void take_qualities(struct bambatch *b, const uint8_t *q, size_t n)
{
    unsigned char low = b->lowest;
    unsigned char high = b->highest;

    for (size_t i = 0; i < n; i++) {
        low = q[i] < low ? q[i] : low;
        high = q[i] > high ? q[i] : high;
    }
    b->lowest = low;
    b->highest = high;
    b->qualities += n;
}

static void check_bases(struct parts *x)
{
    const struct alnrec *r = &x->r;
    struct problem_place at;

    if (!r->l_seq)
        return;
    if (!(r->qual[0] == 0xff ? all_absent(r->qual, r->l_seq)
                             : all_in_range(r->qual, r->l_seq))) {
        at = place_of(x);
        problem_add(&x->b->problems, "BAM-010", &at, &x->b->e,
                    "a quality is above 93");
    }
    if (x->b->judge.practice && r->qual[0] != 0xff)
        take_qualities(x->b, r->qual, r->l_seq);
    if (x->b->judge.practice && r->l_seq % 2 && r->seq[r->l_seq / 2] & 15) {
        at = place_of(x);
        problem_add(&x->b->problems, "BAM-011", &at, &x->b->e,
                    "the four bits behind SEQ are not 0");
    }
}

/* ---- tags ---- */

/* Tags behind `good` bytes do not hold together: why? */
static void tell_tags(struct parts *x, size_t good)
{
    const uint8_t *p = x->r.aux + good;
    size_t left = x->r.aux_len - good;
    struct problem_place at = place_of(x);
    struct problems *to = &x->b->problems;

    at.offset += p - x->at;
    at.text = (const char *)p;
    at.text_len = left < 3 ? left : 3;
    if (left > 2 && (p[2] == 'Z' || p[2] == 'H'))
        problem_add(to, "BAM-013", &at, &x->b->e,
                    "the value of a tag has no NUL at its end");
    else if (left > 2 && p[2] == 'B')
        problem_add(to, "BAM-014", &at, &x->b->e,
                    "an array has elements of no known type, or more than the "
                    "record holds");
    else if (left > 3 && !bamaux_size((char)p[2]))
        problem_add(to, "BAM-012", &at, &x->b->e, "a tag is of no known type");
    else
        problem_add(to, "BAM-012", &at, &x->b->e,
                    "a tag goes beyond the end of the record");
}

/* ---- */

static void judge_parts(struct parts *x, struct alnstep *step)
{
    struct alnrec *r = &x->r;
    size_t good;

    check_name(x);
    check_fixed(x);
    check_cigar(x);
    good = alnstep_make(step, r, x->b->judge.head);
    if (x->odd)
        return;
    check_bases(x);
    if (good < r->aux_len) {
        tell_tags(x, good);
        r->aux_len = good;
    }
    if (!is_bin(x, step->end)) {
        struct problem_place at = place_of(x);

        problem_add(&x->b->problems, "BAM-007", &at, &x->b->e,
                    "bin is %u, reg2bin() gives %d", (unsigned)x->bin,
                    r->pos < 0 ? NO_BIN : (int)bin_of(r->pos, step->end));
    }
    (void)alnjudge_record(&x->b->problems, &x->b->judge, r, &x->b->e);
}

/* The record at `at` of the text. */
static void judge_one(struct bambatch *b, size_t at)
{
    struct parts x = {.b = b, .at = b->text + at};

    x.size = le32(x.at);
    x.r.record = ++b->records;
    x.r.offset = (int64_t)at;
    if (x.size >= FIXED)
        read_fixed(&x);
    if (x.size < FIXED || !read_parts(&x)) {
        x.r.qname_len = 0;
        tell_odd(&x, "BAM-004", "block_size");
        return;
    }
    judge_parts(&x, &b->step[b->n_steps++]);
}

/* A step for each record that may have parts. */
static bool have_steps(struct bambatch *b)
{
    size_t n = 0;
    struct alnstep *more;

    for (size_t at = 0; at < b->n; at += 4 + le32(b->text + at))
        n += le32(b->text + at) >= FIXED;
    if (n <= b->cap_steps)
        return true;
    more = realloc(b->step, n * sizeof(*more));
    if (!more) {
        err_nomem(&b->e);
        return false;
    }
    b->step = more;
    b->cap_steps = n;
    return true;
}

/* Virtual offset of byte `at` of the text, at > 0. */
static uint64_t place_in(const struct bambatch *b, size_t at, size_t *hint)
{
    if (!b->piece)
        return b->to;
    return bgzfin_place(b->piece, at - b->carried + b->skipped, hint);
}

void bambatch_judge(void *batch)
{
    struct bambatch *b = batch;
    uint64_t from = b->from;
    size_t hint = 0;

    b->n_steps = 0;
    b->records = 0;
    b->qualities = 0;
    b->lowest = 255;
    b->highest = 0;
    b->e = (struct err){0};
    if (!have_steps(b))
        return;
    for (size_t at = 0; at < b->n && b->e.code == ERR_NONE;) {
        size_t next = at + 4 + le32(b->text + at);
        size_t before = b->n_steps;
        uint64_t to = place_in(b, next, &hint);

        judge_one(b, at);
        if (b->n_steps > before) {
            b->step[before].from = from;
            b->step[before].to = to;
        }
        from = to;
        at = next;
    }
}

void bambatch_free(struct bambatch *b)
{
    fasta_view_close(b->judge.view);
    problems_release(&b->problems);
    free(b->own);
    free(b->step);
    free(b);
}

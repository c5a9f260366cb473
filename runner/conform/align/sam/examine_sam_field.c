/* The eleven columns of a line: each against its regular expression or range
 * (SAMv1 s1.4), and into the record. */
#include <string.h>

#include "conform/align/alnhead.h"
#include "conform/align/sam/examine_sam_internal.h"
#include "conform/bytes.h"

#define OP_MAX ((uint32_t)(1 << 28) - 1) /* length of an operation in BAM */

/* ---- numbers ---- */

static const struct number {
    enum samx_column column;
    const char *rule;
    int64_t min;
    int64_t max;
} numbers[] = {
    {SAMX_FLAG,  "SAM-FLAG-001",  0,          UINT16_MAX},
    {SAMX_POS,   "SAM-POS-001",   0,          INT32_MAX },
    {SAMX_MAPQ,  "SAM-MAPQ-001",  0,          UINT8_MAX },
    {SAMX_PNEXT, "SAM-PNEXT-001", 0,          INT32_MAX },
    {SAMX_TLEN,  "SAM-TLEN-001",  -INT32_MAX, INT32_MAX },
};

static int64_t number(struct samx_batch *b, const struct number *n)
{
    struct samx_span v = b->column[n->column];
    struct problem_place at;
    int64_t out = 0;

    switch (samx_integer(&out, v, n->min, n->max)) {
    case SAMX_SOUND:
        return out;
    case SAMX_MALFORMED:
        problem_add(&b->problems, n->rule, samx_at(&at, b, v), &b->e,
                    "the field is not a whole number");
        break;
    case SAMX_OUTSIDE:
        problem_add(&b->problems, n->rule, samx_at(&at, b, v), &b->e,
                    "the number is not from %lld to %lld", (long long)n->min,
                    (long long)n->max);
        break;
    }
    b->sound = false;
    return 0;
}

/* ---- names ---- */

/* The sequence's number; -1: '*'; -2: the header has no such name. */
static int32_t tid_of(struct samx_batch *b, struct samx_span v)
{
    uint32_t i;

    if (v.n == 1 && *v.s == '*')
        return -1;
    if (v.n == b->last_name.n && memcmp(v.s, b->last_name.s, v.n) == 0)
        return b->last_tid;
    i = names_find(&b->judge.head->seq_names, v.s, v.n);
    b->last_name = v;
    b->last_tid = i == NAMES_NONE ? -2 : (int32_t)i;
    return b->last_tid;
}

static void rname(struct samx_batch *b)
{
    struct samx_span v = b->column[SAMX_RNAME];
    struct problem_place at;

    b->rec.tid = tid_of(b, v);
    if (b->rec.tid != -1)
        b->placed = true;
    if (b->rec.tid != -2 || alnhead_is_rname(v.s, v.n))
        return;
    problem_add(&b->problems, "SAM-RNAME-001", samx_at(&at, b, v), &b->e,
                "a sequence can not be called so");
    b->sound = false;
}

static void rnext(struct samx_batch *b)
{
    struct samx_span v = b->column[SAMX_RNEXT];
    struct problem_place at;

    if (v.n == 1 && *v.s == '=') {
        b->rec.mate_tid = b->rec.tid;
        return;
    }
    b->rec.mate_tid = tid_of(b, v);
    if (b->rec.mate_tid != -2 || alnhead_is_rname(v.s, v.n))
        return;
    problem_add(&b->problems, "SAM-RNEXT-001", samx_at(&at, b, v), &b->e,
                "a sequence can not be called so");
    b->sound = false;
}

/* ---- CIGAR ---- */

static void put_u32(struct samx_batch *b, uint32_t v)
{
    *b->to++ = (uint8_t)v;
    *b->to++ = (uint8_t)(v >> 8);
    *b->to++ = (uint8_t)(v >> 16);
    *b->to++ = (uint8_t)(v >> 24);
}

/* An operation that is too long for BAM is put as several. */
static void put_op(struct samx_batch *b, uint32_t len, uint32_t code)
{
    do {
        uint32_t n = len < OP_MAX ? len : OP_MAX;

        put_u32(b, n << 4 | code);
        b->rec.n_cigar++;
        len -= n;
    } while (len);
}

/* The operation at *at; false: there is none. */
static bool operation(struct samx_batch *b, const char **at, const char *end)
{
    static const char codes[] = "MIDNSHP=X";
    const char *p = *at;
    uint64_t len = 0;
    const char *code;

    for (; p < end && bytes_is(*p, BYTES_DIGIT); p++) {
        len = 10 * len + (uint64_t)(*p - '0');
        if (len > INT32_MAX)
            len = INT32_MAX;
    }
    code = p > *at && p < end && *p ? strchr(codes, *p) : NULL;
    if (!code)
        return false;
    if (len > OP_MAX && b->judge.practice) {
        struct samx_span v = {*at, (size_t)(p - *at) + 1};
        struct problem_place place;

        problem_add(&b->problems, "SAM-CIGAR-011", samx_at(&place, b, v), &b->e,
                    "the operation is longer than BAM can hold");
    }
    put_op(b, (uint32_t)len, (uint32_t)(code - codes));
    *at = p + 1;
    return true;
}

static void cigar(struct samx_batch *b)
{
    struct samx_span v = b->column[SAMX_CIGAR];
    const char *p = v.s;
    struct problem_place at;

    b->rec.cigar = b->to;
    b->rec.n_cigar = 0;
    if (v.n == 1 && *p == '*')
        return;
    while (p < v.s + v.n && operation(b, &p, v.s + v.n))
        ;
    if (p == v.s + v.n)
        return;
    problem_add(&b->problems, "SAM-CIGAR-001", samx_at(&at, b, v), &b->e,
                "CIGAR is neither * nor numbers, each with one of MIDNSHP=X");
    b->sound = false;
}

/* ---- SEQ and QUAL ---- */

#define LEGAL 0x40 /* in SAM */
#define KEPT  0x80 /* in BAM too */

/* By byte: BAM's code, with these two; '=' is code 0. U is told from N, for
 * what counts bases. */
static uint8_t base(char c)
{
    static const char codes[] = "=ACMGRSVTWYHKDBN";
    char up = (char)(c >= 'a' && c <= 'z' ? c - 0x20 : c);
    const char *at = up ? strchr(codes, up) : NULL;

    if (at)
        return (uint8_t)(LEGAL | KEPT | (at - codes));
    if (up == 'U')
        return LEGAL | 8;
    if ((up >= 'A' && up <= 'Z') || c == '.')
        return LEGAL | 15;
    return 15;
}

static void fill_bases(uint8_t table[256])
{
    for (int c = 0; c < 256; c++)
        table[c] = base((char)(unsigned char)c);
}

/* Packs the bases; what all of them have in common. */
static uint8_t pack(struct samx_batch *b, const char *s, size_t n)
{
    const unsigned char *p = (const unsigned char *)s;
    uint8_t all = LEGAL | KEPT;
    uint8_t code[2];

    for (size_t i = 0; i + 1 < n; i += 2) {
        code[0] = b->base[p[i]];
        code[1] = b->base[p[i + 1]];
        all &= code[0] & code[1];
        *b->to++ = (uint8_t)((code[0] & 15) << 4 | (code[1] & 15));
    }
    if (n % 2) {
        code[0] = b->base[p[n - 1]];
        all &= code[0];
        *b->to++ = (uint8_t)((code[0] & 15) << 4);
    }
    return all;
}

static void seq(struct samx_batch *b)
{
    struct samx_span v = b->column[SAMX_SEQ];
    struct problem_place at;
    uint8_t all;

    b->rec.seq = b->to;
    b->rec.l_seq = 0;
    if (v.n == 1 && *v.s == '*')
        return;
    all = pack(b, v.s, v.n);
    b->rec.l_seq = (uint32_t)v.n;
    if (!(all & LEGAL)) {
        problem_add(&b->problems, "SAM-SEQ-001", samx_at(&at, b, v), &b->e,
                    "SEQ is neither * nor letters, = and dots");
        b->sound = false;
    } else if (!(all & KEPT) && b->judge.practice) {
        problem_add(&b->problems, "SAM-SEQ-002", samx_at(&at, b, v), &b->e,
                    "SEQ has letters that BAM can not hold");
    }
}

/* Into the record, less 33; false: a byte is none of [!-~]. */
static bool put_qual(struct samx_batch *b, struct samx_span v)
{
    const unsigned char *p = (const unsigned char *)v.s;
    unsigned char low = b->lowest;
    unsigned char high = 0;

    for (size_t i = 0; i < v.n; i++) {
        unsigned char q = (unsigned char)(p[i] - 33);

        b->to[i] = q;
        low = q < low ? q : low;
        high = q > high ? q : high;
    }
    b->to += v.n;
    if (high > '~' - 33)
        return false;
    b->lowest = low;
    b->qualities += v.n;
    b->highest = high > b->highest ? high : b->highest;
    return true;
}

static void qual(struct samx_batch *b)
{
    struct samx_span v = b->column[SAMX_QUAL];
    struct problem_place at;

    b->rec.qual = b->to;
    if (v.n == 1 && *v.s == '*') {
        memset(b->to, 0xff, b->rec.l_seq);
        b->to += b->rec.l_seq;
        return;
    }
    if (!put_qual(b, v))
        problem_add(&b->problems, "SAM-QUAL-001", samx_at(&at, b, v), &b->e,
                    "QUAL has characters that are not from ! to ~");
    else if (!b->rec.l_seq && b->sound)
        problem_add(&b->problems, "SAM-QUAL-003", samx_at(&at, b, v), &b->e,
                    "there are qualities, but SEQ is *");
    else if (v.n != b->rec.l_seq)
        problem_add(&b->problems, "SAM-QUAL-002", samx_at(&at, b, v), &b->e,
                    "there are %zu qualities for %u bases", v.n, b->rec.l_seq);
    else
        return;
    b->sound = false;
}

/* ---- */

void samx_fields(struct samx_batch *b)
{
    struct alnrec *r = &b->rec;
    int64_t n[5];

    for (size_t i = 0; i < 5; i++)
        n[i] = number(b, &numbers[i]);
    r->qname = b->column[SAMX_QNAME].s;
    r->qname_len = b->column[SAMX_QNAME].n;
    r->flag = (uint16_t)n[0];
    r->pos = n[1] - 1;
    r->mapq = (uint8_t)n[2];
    r->mate_pos = n[3] - 1;
    r->tlen = n[4];
    rname(b);
    rnext(b);
    cigar(b);
    seq(b);
    qual(b);
}

void samx_batch_init(struct samx_batch *b)
{
    fill_bases(b->base);
}

#include "conform/align/alnstep.h"

#include <string.h>

#include "conform/align/alncigar.h"
#include "conform/align/alnhead.h"
#include "conform/align/alnrec.h"
#include "formats/bamaux.h"

#define LENGTH_END (UINT32_C(1) << 28) /* lengths of operations are below */
#define SEED_A     UINT64_C(0x243f6a8885a308d3)
#define SEED_B     UINT64_C(0x13198a2e03707344)

static uint64_t mix(uint64_t h)
{
    h *= UINT64_C(0x9e3779b97f4a7c15);
    return h ^ (h >> 29);
}

static void hash_word(uint64_t h[2], uint64_t word)
{
    h[0] = mix(h[0] ^ word);
    h[1] = (h[1] + word) * UINT64_C(0xd6e8feb86659fd93);
    h[1] ^= h[1] >> 32;
}

static uint64_t word_at(const char *s)
{
    uint64_t word;

    memcpy(&word, s, sizeof(word));
    return word;
}

/* Two hashes that have nothing in common but the bytes, eight at a time; the
 * last eight overlap those before. */
static void hash_name(uint64_t h[2], const char *s, size_t n)
{
    uint64_t word = 0;

    h[0] = SEED_A ^ n;
    h[1] = SEED_B + n;
    if (n < 8) {
        for (size_t i = 0; i < n; i++)
            word = word << 8 | (unsigned char)s[i];
        hash_word(h, word);
        return;
    }
    for (size_t i = 0; i + 8 < n; i += 8)
        hash_word(h, word_at(s + i));
    hash_word(h, word_at(s + n - 8));
}

/* ---- CIGAR ---- */

static uint64_t hash_op(uint64_t h, uint32_t op)
{
    return mix(h ^ op);
}

static uint64_t hash_cigar(const uint8_t *cigar, uint32_t n)
{
    uint64_t h = SEED_A;

    for (uint32_t i = 0; i < n; i++)
        h = hash_op(h, alncigar_at(cigar, i));
    return h;
}

/* Of "MIDNSHP=X"; ALNCIGAR_CODES: none of them. */
static uint32_t code_of(char c)
{
    switch (c) {
    case 'M':
        return ALNCIGAR_M;
    case 'I':
        return ALNCIGAR_I;
    case 'D':
        return ALNCIGAR_D;
    case 'N':
        return ALNCIGAR_N;
    case 'S':
        return ALNCIGAR_S;
    case 'H':
        return ALNCIGAR_H;
    case 'P':
        return ALNCIGAR_P;
    case '=':
        return ALNCIGAR_EQ;
    case 'X':
        return ALNCIGAR_X;
    default:
        return ALNCIGAR_CODES;
    }
}

/* The same of a text; false when it is no CIGAR. */
static bool hash_cigar_text(uint64_t *out, const char *s)
{
    uint64_t h = SEED_A;

    if (s[0] == '*' && !s[1])
        s++;
    while (*s) {
        uint32_t len = 0;
        const char *digits = s;
        uint32_t code;

        for (; *s >= '0' && *s <= '9' && len < LENGTH_END; s++)
            len = 10 * len + (uint32_t)(*s - '0');
        code = code_of(*s);
        if (code == ALNCIGAR_CODES || s == digits || len >= LENGTH_END)
            return false;
        h = hash_op(h, len << 4 | code);
        s++;
    }
    *out = h;
    return true;
}

/* ---- SA ---- */

/* "rname,pos,strand,": all else in it is the aligner's own account. */
static void take_first_place(struct alnstep *s, const char *text,
                             const struct alnhead *head)
{
    const char *comma = strchr(text, ',');
    uint32_t i =
        comma ? names_find(&head->seq_names, text, (size_t)(comma - text))
              : NAMES_NONE;
    int64_t pos = 0;

    if (i == NAMES_NONE || i > INT32_MAX)
        return;
    for (comma++; *comma >= '0' && *comma <= '9' && pos < INT32_MAX; comma++)
        pos = 10 * pos + (*comma - '0');
    if (!pos || comma[0] != ',' || (comma[1] != '+' && comma[1] != '-'))
        return;
    s->other_tid = (int32_t)i;
    s->other_pos = pos - 1;
    s->other_reverse = comma[1] == '-';
}

/* ---- */

static void take_tag(struct alnstep *s, const struct bamaux *x)
{
    int64_t n;

    if (x->tag == BAMAUX_TAG('M', 'C') && x->type == 'Z')
        s->has_mate_cigar =
            hash_cigar_text(&s->mate_cigar, (const char *)x->value);
    else if (x->tag == BAMAUX_TAG('M', 'Q'))
        s->has_mate_mapq = bamaux_int(&s->mate_mapq, x);
    else if (x->tag == BAMAUX_TAG('T', 'C') && bamaux_int(&n, x))
        s->many = n > 2;
}

/* One by one: to clear it all first would take longer. */
static void copy_fields(struct alnstep *s, const struct alnrec *r)
{
    s->record = r->record;
    s->line = r->line;
    s->offset = r->offset;
    s->qname = r->qname;
    s->qname_len = r->qname_len;
    s->tid = r->tid;
    s->mate_tid = r->mate_tid;
    s->pos = r->pos;
    s->mate_pos = r->mate_pos;
    s->tlen = r->tlen;
    s->mate_cigar = 0;
    s->flag = r->flag;
    s->mapq = r->mapq;
    s->has_mate_cigar = s->has_mate_mapq = s->many = false;
    s->mate_mapq = 0;
    s->other_tid = -1;
    s->other_pos = -1;
    s->other_reverse = false;
    s->from = s->to = 0;
}

size_t alnstep_make(struct alnstep *s, const struct alnrec *r,
                    const struct alnhead *head)
{
    int64_t length = alncigar_sum(r->cigar, r->n_cigar).reference;
    const uint8_t *at = r->aux;
    struct bamaux x;

    copy_fields(s, r);
    if (length == 0 || r->flag & 4)
        length = 1;
    s->end = r->pos + length;
    s->cigar = hash_cigar(r->cigar, r->n_cigar);
    hash_name(s->name, r->qname, r->qname_len);
    while (bamaux_next(&x, &at, r->aux + r->aux_len)) {
        take_tag(s, &x);
        if (r->flag & 0x800 && x.tag == BAMAUX_TAG('S', 'A') && x.type == 'Z')
            take_first_place(s, (const char *)x.value, head);
    }
    return (size_t)(at - r->aux);
}

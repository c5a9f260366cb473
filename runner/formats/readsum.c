#include "formats/readsum.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/le.h"
#include "formats/bamaux.h"
#include "formats/bytesin.h"
#include "formats/cramin.h"
#include "formats/filehead.h"
#include "formats/readshead.h"

#define REFS_MAX    5000000
#define FIXED_BYTES 32 /* of a record of BAM, behind its size */
#define CIGAR_N     3
#define CIGAR_S     4

/* One record, as BAM or CRAM gave it. */
struct read {
    int32_t tid;
    int32_t mate_tid;
    int64_t pos;
    int64_t mate_pos;
    uint16_t flag;
    uint8_t mapq;
    const uint8_t *name;
    size_t name_len;
    const uint8_t *cigar;
    size_t n_cigar;
    const uint8_t *seq;
    const uint8_t *qual;
    size_t l_seq;
};

/* Numbers of the names of reference sequences, by their place in the header. */
struct refs {
    uint64_t *a;
    size_t n;
    size_t cap;
};

/* ---- numbers of bytes ---- */

#define FNV_START 0xcbf29ce484222325U
#define FNV_PRIME 0x100000001b3U

static uint64_t mix(uint64_t h, const void *bytes, size_t n)
{
    const uint8_t *b = bytes;

    for (size_t i = 0; i < n; i++)
        h = (h ^ b[i]) * FNV_PRIME;
    return h;
}

/* A number by its value, whatever the machine's order of bytes. */
static uint64_t mix_number(uint64_t h, uint64_t v)
{
    for (int i = 0; i < 8; i++)
        h = (h ^ (v >> 8 * i & 0xff)) * FNV_PRIME;
    return h;
}

/* Spread the bits, so that sums of many numbers do not meet by chance. */
static uint64_t finish(uint64_t h)
{
    h ^= h >> 30;
    h *= 0xbf58476d1ce4e5b9U;
    h ^= h >> 27;
    h *= 0x94d049bb133111ebU;
    return h ^ h >> 31;
}

/* ---- names of sequences ---- */

static int add_ref(struct refs *r, const char *s, size_t n, struct err *e)
{
    if (r->n == REFS_MAX)
        return err_set(e, ERR_LIMIT, "the header names more than %d sequences",
                       REFS_MAX);
    if (r->n == r->cap) {
        size_t cap = r->cap ? 2 * r->cap : 64;
        uint64_t *more = realloc(r->a, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        r->a = more;
        r->cap = cap;
    }
    r->a[r->n++] = mix(FNV_START, s, n);
    return 0;
}

/* The SN of a line, whose end is not its last byte. */
static int take_sq(struct refs *r, const char *line, const char *end,
                   struct err *e)
{
    const char *s = line;

    while ((s = memchr(s, '\t', (size_t)(end - s)))) {
        const char *stop;

        s++;
        if (end - s < 3 || memcmp(s, "SN:", 3) != 0)
            continue;
        stop = memchr(s, '\t', (size_t)(end - s));
        return add_ref(r, s + 3, (size_t)((stop ? stop : end) - s) - 3, e);
    }
    return add_ref(r, "", 0, e);
}

static int read_refs(struct refs *r, const char *path, struct err *e)
{
    struct buf text;
    int rc = -1;

    buf_init(&text, 2 * READSHEAD_BYTES_MAX);
    if (readshead_read(&text, path, e) == 0) {
        const char *at = text.s;
        const char *end = text.s ? text.s + text.n : NULL;

        rc = 0;
        while (rc == 0 && at < end) {
            const char *lf = memchr(at, '\n', (size_t)(end - at));
            const char *stop = lf ? lf : end;

            if (stop - at > 4 && memcmp(at, "@SQ\t", 4) == 0)
                rc = take_sq(r, at, stop, e);
            at = lf ? lf + 1 : end;
        }
    }
    buf_release(&text);
    return rc;
}

static uint64_t mix_ref(uint64_t h, const struct refs *r, int32_t tid)
{
    return mix_number(h, tid >= 0 && (size_t)tid < r->n ? r->a[tid] : 0);
}

/* ---- a record ---- */

static void add(struct readsum *sum, const struct refs *refs,
                const struct read *r)
{
    uint64_t name = mix(FNV_START, r->name, r->name_len);
    uint64_t which = mix_number(name, r->flag & 0x9c0U);
    uint64_t h = mix_ref(mix_number(which, r->flag), refs, r->tid);

    h = mix_number(h, (uint64_t)r->pos);
    h = mix_number(h, r->mapq);
    h = mix(h, r->cigar, 4 * r->n_cigar);
    h = mix_number(mix_ref(h, refs, r->mate_tid), (uint64_t)r->mate_pos);
    sum->records++;
    sum->names += finish(which);
    sum->alignments += finish(h);
    sum->bases += finish(mix(which, r->seq, (r->l_seq + 1) / 2));
    sum->qualities += finish(mix(which + 1, r->qual, r->l_seq));
}

/* ---- BAM ---- */

static int bad_record(const struct readsum *sum, struct err *e)
{
    err_set(e, ERR_SYNTAX, "the record does not hold together");
    return err_at(e, NULL, sum->records + 1, 0);
}

/* Operations of which there are too many for BAM stand in the tag CG (SAMv1
 * s4.2.2). */
static void take_long_cigar(struct read *r, const uint8_t *aux,
                            const uint8_t *end)
{
    struct bamaux x;

    if (r->n_cigar != 2 || (le32(r->cigar) & 15) != CIGAR_S ||
        le32(r->cigar) >> 4 != r->l_seq || (le32(r->cigar + 4) & 15) != CIGAR_N)
        return;
    while (bamaux_next(&x, &aux, end)) {
        if (x.tag == BAMAUX_TAG('C', 'G') && x.type == 'B' &&
            x.value[0] == 'I') {
            r->cigar = x.value + 5;
            r->n_cigar = le32(x.value + 1);
            return;
        }
    }
}

/* `b` are the `n` bytes behind the record's size. */
static int parse(struct read *r, const uint8_t *b, size_t n)
{
    uint64_t need;

    if (n < FIXED_BYTES)
        return -1;
    *r = (struct read){
        .tid = (int32_t)le32(b),
        .pos = (int32_t)le32(b + 4),
        .mapq = b[9],
        .n_cigar = (size_t)(b[12] | b[13] << 8),
        .flag = (uint16_t)(b[14] | b[15] << 8),
        .l_seq = le32(b + 16),
        .mate_tid = (int32_t)le32(b + 20),
        .mate_pos = (int32_t)le32(b + 24),
        .name = b + FIXED_BYTES,
        .name_len = b[8],
    };
    need = FIXED_BYTES + (uint64_t)r->name_len + 4 * (uint64_t)r->n_cigar +
           ((uint64_t)r->l_seq + 1) / 2 + r->l_seq;
    if (r->name_len == 0 || need > n)
        return -1;
    r->cigar = r->name + r->name_len;
    r->seq = r->cigar + 4 * r->n_cigar;
    r->qual = r->seq + (r->l_seq + 1) / 2;
    r->name_len--; /* its NUL */
    take_long_cigar(r, r->qual + r->l_seq, b + n);
    return 0;
}

/* All `n` bytes; 0 at the end of the file, when `may_end`. */
static int take(uint8_t *out, struct bytesin *in, size_t n, bool may_end,
                struct err *e)
{
    size_t have = 0;

    while (have < n) {
        ssize_t got = bytesin_read(in, out + have, n - have, e);

        if (got < 0)
            return -1;
        if (got == 0)
            return have == 0 && may_end ? 0
                                        : err_set(e, ERR_SYNTAX,
                                                  "the file ends within a "
                                                  "record");
        have += (size_t)got;
    }
    return 1;
}

static int skip(struct bytesin *in, uint64_t n, struct err *e)
{
    uint8_t piece[4096];

    while (n > 0) {
        size_t want = n < sizeof(piece) ? (size_t)n : sizeof(piece);

        if (take(piece, in, want, false, e) < 0)
            return -1;
        n -= want;
    }
    return 0;
}

/* The header, to the first record. */
static int skip_header(struct bytesin *in, struct err *e)
{
    uint8_t b[8];
    uint32_t n;

    if (take(b, in, 8, false, e) < 0 || skip(in, le32(b + 4), e) ||
        take(b, in, 4, false, e) < 0)
        return -1;
    for (n = le32(b); n > 0; n--)
        if (take(b, in, 4, false, e) < 0 || skip(in, (uint64_t)le32(b) + 4, e))
            return -1;
    return 0;
}

/* Where a record is kept while it is looked at. */
struct room {
    uint8_t *mem;
    size_t cap;
};

static int grow(struct room *room, size_t n, struct err *e)
{
    uint8_t *more;

    if (n <= room->cap)
        return 0;
    more = realloc(room->mem, n + n / 2);
    if (!more)
        return err_nomem(e);
    room->mem = more;
    room->cap = n + n / 2;
    return 0;
}

struct summing {
    struct readsum *sum;
    const struct refs *refs;
    struct room room;
};

/* The record of `n` bytes that comes next. */
static int read_record(struct summing *s, struct bytesin *in, uint32_t n,
                       struct err *e)
{
    struct read r;

    if (n > READSUM_RECORD_MAX)
        return bad_record(s->sum, e);
    if (grow(&s->room, n, e) || take(s->room.mem, in, n, false, e) < 0)
        return -1;
    if (parse(&r, s->room.mem, n))
        return bad_record(s->sum, e);
    add(s->sum, s->refs, &r);
    return 0;
}

static int read_records(struct readsum *sum, const struct refs *refs,
                        struct bytesin *in, struct err *e)
{
    struct summing s = {.sum = sum, .refs = refs};
    uint8_t size[4];
    int got;

    while ((got = take(size, in, 4, true, e)) > 0) {
        if (read_record(&s, in, le32(size), e)) {
            got = -1;
            break;
        }
    }
    free(s.room.mem);
    return got;
}

static int read_bam(struct readsum *sum, const struct refs *refs,
                    const char *path, struct err *e)
{
    struct bytesin *in = bytesin_open(path, e);
    int rc = -1;

    if (in && skip_header(in, e) == 0)
        rc = read_records(sum, refs, in, e);
    bytesin_close(in);
    return rc;
}

/* ---- CRAM ---- */

static void take_record(struct readsum *sum, const struct refs *refs,
                        const struct cramin_record *c)
{
    struct read r = {
        .tid = c->tid,
        .mate_tid = c->mate_tid,
        .pos = c->pos,
        .mate_pos = c->mate_pos,
        .flag = c->flag,
        .mapq = c->mapq,
        .name = c->data,
        .name_len = c->qname_len,
        .cigar = c->data + c->cigar_at,
        .n_cigar = c->n_cigar,
        .l_seq = c->l_seq,
    };

    r.seq = r.cigar + 4 * r.n_cigar;
    r.qual = r.seq + (r.l_seq + 1) / 2;
    add(sum, refs, &r);
}

static int read_cram(struct readsum *sum, const struct refs *refs,
                     const char *path, const struct fasta *reference,
                     struct err *e)
{
    struct cramin *in = cramin_open(path, reference, e);
    struct cramin_record r;
    int got = in ? 1 : -1;

    while (got > 0 && (got = cramin_next(&r, in, e)) > 0)
        take_record(sum, refs, &r);
    cramin_close(in);
    return got;
}

int readsum_read(struct readsum *out, const char *path,
                 const struct fasta *reference, struct err *e)
{
    struct readsum sum = {0};
    struct refs refs = {0};
    struct filehead head = {0};
    int rc = -1;

    if (filehead_read(&head, path, e))
        return -1;
    if (head.n < 4 || (memcmp(head.text, "BAM\1", 4) != 0 &&
                       memcmp(head.text, "CRAM", 4) != 0))
        return err_set(e, ERR_SYNTAX, "this is neither BAM nor CRAM");
    if (read_refs(&refs, path, e) == 0)
        rc = memcmp(head.text, "BAM\1", 4) == 0
                 ? read_bam(&sum, &refs, path, e)
                 : read_cram(&sum, &refs, path, reference, e);
    free(refs.a);
    if (rc == 0)
        *out = sum;
    return rc;
}

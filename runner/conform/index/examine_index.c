/*
 * BAI, CSI and TBI have one build: references, bins of chunks, and (but for
 * CSI) offsets of windows. They are read once, front to back, and nothing of
 * them is kept.
 */
#include "conform/index/examine_index.h"

#include <string.h>

#include "base/err.h"
#include "base/le.h"
#include "conform/index/datafile.h"
#include "conform/text/textwalk.h"
#include "formats/bytesin.h"

#define PIECE     ((size_t)64 << 10)
#define DEPTH_MAX 9 /* more bins than an int32_t can number */

struct index_rules { /* ids, by what is asked */
    const char *magic;
    const char *whole;
    const char *chunk;
    const char *bin;
    const char *window;
    const char *names;
    const char *columns;
    const char *older;
};

static const struct index_rules bai_rules = {"BAI-001", "BAI-009", "BAI-002",
                                             "BAI-003", "BAI-005", NULL,
                                             NULL,      "BAI-008"};
static const struct index_rules csi_rules = {"CSI-001", "CSI-004", "CSI-003",
                                             "CSI-005", NULL,      "CSI-006",
                                             "CSI-007", "CSI-008"};
static const struct index_rules tbi_rules = {"TBI-001", "TBI-005", "TBI-006",
                                             "TBI-007", "TBI-008", "TBI-002",
                                             "TBI-003", "TBI-009"};

struct ixx {
    struct examined *out;
    struct err *e;
    const struct index_rules *rules;
    struct bytesin *in;
    struct err why;
    struct datafile data;
    struct problem_place place;
    unsigned char buf[PIECE];
    size_t beg;
    size_t n;
    int64_t offset; /* of buf[beg] */
    bool cut;       /* less is there than was said */
    bool csi;
    uint32_t bins; /* numbers below; this + 1 is of metadata */
    uint32_t ref;
    int64_t block; /* the one found last in the data */
};

/* Where the reading is. */
static const struct problem_place *at(struct ixx *x)
{
    x->place = (struct problem_place){.record = x->ref, .offset = x->offset};
    return &x->place;
}

/* The next bytes, at most 64; NULL when there are not as many. */
static const unsigned char *get(struct ixx *x, size_t n)
{
    const unsigned char *p;

    if (x->cut || x->e->code)
        return NULL;
    if (x->n - x->beg < n) {
        ssize_t got;

        memmove(x->buf, x->buf + x->beg, x->n - x->beg);
        x->n -= x->beg;
        x->beg = 0;
        got = bytesin_read(x->in, x->buf + x->n, PIECE - x->n, &x->why);
        x->n += got > 0 ? (size_t)got : 0;
    }
    if (x->n - x->beg < n) {
        x->cut = true;
        return NULL;
    }
    p = x->buf + x->beg;
    x->beg += n;
    x->offset += (int64_t)n;
    return p;
}

/* A number that can not be negative; 0 when it is not there. */
static uint32_t get_count(struct ixx *x)
{
    const unsigned char *p = get(x, 4);
    uint32_t n = p ? le32(p) : 0;

    if (n <= INT32_MAX)
        return n;
    problem_add(&x->out->problems, x->rules->whole, at(x), x->e,
                "a number of things is negative");
    x->cut = true;
    return 0;
}

/* ---- chunks */

/* Does the data have a block here? Asked once for chunks in turn. */
static bool is_block(struct ixx *x, uint64_t virtual_offset)
{
    int64_t at = (int64_t)(virtual_offset >> 16);
    int64_t bytes;
    int64_t text;

    if (!x->data.open || !x->data.bgzf || at == x->block)
        return true;
    if (at == x->data.size && (virtual_offset & 0xffff) == 0)
        return true; /* where the next block would be */
    if (!datafile_block(&x->data, at, &bytes, &text))
        return false;
    x->block = at;
    return true;
}

static void check_chunk(struct ixx *x, uint64_t beg, uint64_t end)
{
    if (beg >= end)
        problem_add(&x->out->problems, x->rules->chunk, at(x), x->e,
                    "a chunk ends before it begins");
    else if (!is_block(x, beg) || !is_block(x, end))
        problem_add(&x->out->problems, x->rules->chunk, at(x), x->e,
                    "no block of the data file begins where a chunk points to");
}

static void read_chunks(struct ixx *x, uint32_t bin)
{
    uint32_t n = get_count(x);

    if (bin == x->bins + 1 && n != 2 && !x->cut)
        problem_add(&x->out->problems, x->rules->bin, at(x), x->e,
                    "the bin of metadata has %u chunks, not 2", n);
    for (uint32_t i = 0; i < n; i++) {
        const unsigned char *p = get(x, 16);

        if (!p)
            return;
        if (bin <= x->bins)
            check_chunk(x, le64(p), le64(p + 8));
    }
}

static void read_bins(struct ixx *x)
{
    uint32_t n = get_count(x);

    for (uint32_t i = 0; i < n; i++) {
        const unsigned char *p = get(x, 4);
        uint32_t bin;

        if (!p)
            return;
        bin = le32(p);
        if (bin > x->bins + 1 || bin == x->bins)
            problem_add(&x->out->problems, x->rules->bin, at(x), x->e,
                        "a bin has the number %u", bin);
        if (x->csi) {
            p = get(x, 8);
            if (p && bin < x->bins && !is_block(x, le64(p)))
                problem_add(
                    &x->out->problems, x->rules->chunk, at(x), x->e,
                    "no block of the data file begins where a bin points to");
        }
        read_chunks(x, bin);
    }
}

static void read_windows(struct ixx *x)
{
    uint32_t n = get_count(x);

    for (uint32_t i = 0; i < n; i++) {
        const unsigned char *p = get(x, 8);

        if (!p)
            return;
        if (!is_block(x, le64(p)))
            problem_add(
                &x->out->problems, x->rules->window, at(x), x->e,
                "no block of the data file begins where a window points to");
    }
}

static void read_references(struct ixx *x, uint32_t n)
{
    for (uint32_t i = 0; i < n && !x->cut && !x->e->code; i++) {
        x->ref = i + 1;
        read_bins(x);
        if (!x->csi)
            read_windows(x);
    }
    x->out->records = x->ref;
    x->ref = 0;
    if (x->cut || x->e->code || x->why.code)
        return;
    (void)get(x, 8); /* reads without place, when they were counted */
    if (x->cut && x->n == x->beg) {
        x->cut = false;
        return;
    }
    if (x->cut || get(x, 1)) {
        x->cut = false;
        problem_add(&x->out->problems, x->rules->whole, at(x), x->e,
                    "something follows the end of the index");
    }
    x->cut = false;
}

/* ---- what stands before */

/* `n_ref` names, each ended by NUL, in `len` bytes. */
static void read_names(struct ixx *x, uint32_t len, uint32_t n_ref)
{
    uint32_t names = 0;
    unsigned char last = 0;

    for (uint32_t i = 0; i < len; i++) {
        const unsigned char *p = get(x, 1);

        if (!p)
            return;
        last = *p;
        names += !last;
    }
    if (last || names != n_ref)
        problem_add(&x->out->problems, x->rules->names, at(x), x->e,
                    "there are %u names for %u references", names, n_ref);
}

/* What tabix says of the data: format, columns, comments. */
static void check_columns(struct ixx *x, const unsigned char *p)
{
    uint32_t format = le32(p) & 0xffff;
    uint32_t seq = le32(p + 4);
    uint32_t beg = le32(p + 8);
    uint32_t end = le32(p + 12);

    if (format > 2 || seq < 1 || beg < 1 || seq > INT32_MAX ||
        beg > INT32_MAX || end > INT32_MAX) {
        problem_add(&x->out->problems, x->rules->columns, at(x), x->e,
                    "format %u with columns %u, %u, %u is none of tabix",
                    format, seq, beg, end);
        return;
    }
    if (!x->data.open)
        return;
    if ((path_ends(x->data.path, ".vcf.gz") &&
         (format != 2 || seq != 1 || beg != 2)) ||
        (path_ends(x->data.path, ".bed.gz") &&
         (le32(p) != 0x10000 || seq != 1 || beg != 2)))
        problem_add(
            &x->out->problems, x->rules->columns, at(x), x->e,
            "format %u with columns %u, %u, %u does not fit the data file",
            format, seq, beg, end);
}

/* References of a BAM file; -1: it is none. */
static int64_t references_of(const struct datafile *d)
{
    struct err ignored = {0};
    struct bytesin *in = d->open ? bytesin_open(d->path, &ignored) : NULL;
    unsigned char b[4096];
    int64_t n = -1;
    uint64_t skip;

    if (!in)
        return -1;
    if (bytesin_read(in, b, 8, &ignored) == 8 && memcmp(b, "BAM\1", 4) == 0) {
        skip = le32(b + 4);
        while (skip) {
            size_t take = skip < sizeof(b) ? (size_t)skip : sizeof(b);

            if (bytesin_read(in, b, take, &ignored) != (ssize_t)take)
                break;
            skip -= take;
        }
        if (!skip && bytesin_read(in, b, 4, &ignored) == 4)
            n = le32(b);
    }
    bytesin_close(in);
    return n;
}

static void compare_references(struct ixx *x, uint32_t n)
{
    int64_t has = references_of(&x->data);

    if (has >= 0 && has != (int64_t)n)
        problem_add(&x->out->problems, x->rules->magic, at(x), x->e,
                    "the index is of %u references, the data file has %lld", n,
                    (long long)has);
}

static bool has_magic(struct ixx *x, const char *magic)
{
    const unsigned char *p = get(x, 4);

    if (p && memcmp(p, magic, 4) == 0)
        return true;
    problem_add(&x->out->problems, x->rules->magic, at(x), x->e,
                "it does not begin with %.3s and a 1", magic);
    x->cut = false;
    return false;
}

static void read_bai(struct ixx *x)
{
    uint32_t n;

    if (!has_magic(x, "BAI\1"))
        return;
    n = get_count(x);
    x->bins = 37449;
    if (!x->cut)
        compare_references(x, n);
    read_references(x, n);
}

static void read_tbi(struct ixx *x)
{
    const unsigned char *p;
    uint32_t n;

    if (!bytesin_is_bgzf(x->in))
        problem_add(&x->out->problems, x->rules->magic, at(x), x->e,
                    "it is not compressed as BGZF");
    if (!has_magic(x, "TBI\1"))
        return;
    n = get_count(x);
    p = get(x, 24);
    if (!p)
        return;
    check_columns(x, p);
    read_names(x, get_count(x), n);
    x->bins = 37449;
    read_references(x, n);
}

/* Bytes that tabix and others put before the references. */
static void read_aux(struct ixx *x, uint32_t len, bool *tabix, uint32_t *names)
{
    const unsigned char *p;

    *tabix = len >= 28;
    *names = 0;
    if (*tabix) {
        p = get(x, 28);
        if (!p)
            return;
        *names = le32(p + 24);
        *tabix = *names == len - 28;
        if (*tabix) {
            check_columns(x, p);
            return;
        }
        len -= 28;
    }
    while (len-- && get(x, 1))
        continue;
}

/* The names of a CSI come before the number of references. */
static uint32_t count_names(struct ixx *x, uint32_t len)
{
    uint32_t n = 0;

    while (len--) {
        const unsigned char *p = get(x, 1);

        if (!p)
            return n;
        n += *p == 0;
    }
    return n;
}

static void read_csi(struct ixx *x)
{
    const unsigned char *p;
    uint32_t shift;
    uint32_t depth;
    uint32_t names = 0;
    uint32_t n;
    bool tabix;

    if (!has_magic(x, "CSI\1"))
        return;
    p = get(x, 8);
    if (!p)
        return;
    shift = le32(p);
    depth = le32(p + 4);
    if (shift < 1 || depth > DEPTH_MAX || shift + 3 * depth > 62) {
        problem_add(&x->out->problems, x->rules->magic, at(x), x->e,
                    "min_shift %u with depth %u is no index", shift, depth);
        return;
    }
    x->csi = true;
    x->bins = (uint32_t)((((uint64_t)1 << (3 * (depth + 1))) - 1) / 7);
    read_aux(x, get_count(x), &tabix, &names);
    if (tabix)
        names = count_names(x, names);
    n = get_count(x);
    if (tabix && names != n && !x->cut)
        problem_add(&x->out->problems, x->rules->names, at(x), x->e,
                    "there are %u names for %u references", names, n);
    if (!tabix && !x->cut)
        compare_references(x, n);
    read_references(x, n);
}

/* ---- */

static int examine_binary(struct examined *out, const struct examine_job *job,
                          void (*read_it)(struct ixx *x),
                          const struct index_rules *rules, const char *end,
                          struct err *e)
{
    static const struct problem_place nowhere = {.offset = -1};
    struct ixx x = {.out = out, .e = e, .rules = rules, .block = -1};
    enum textin_end how = TEXTIN_WELL;
    int rc = 0;

    x.in = bytesin_open(job->path, &x.why);
    if (x.in) {
        if (job->data)
            datafile_open_at(&x.data, job->data, job->path);
        else
            datafile_open(&x.data, job->path, end, ".bam");
        read_it(&x);
        how = bytesin_end(x.in);
        if (x.cut && x.why.code == ERR_NONE)
            problem_add(&out->problems, rules->whole, at(&x), e,
                        "the index ends early");
        if (x.data.open && x.data.newer)
            problem_add(&out->problems, rules->older, at(&x), e,
                        "the data file was changed later");
    }
    if (e->code)
        rc = -1;
    else
        rc = textend_tell(out, &x.why, how,
                          how == TEXTIN_NO_END_BLOCK ? "FILE-GZIP-002"
                                                     : "FILE-GZIP-001",
                          &nowhere, e);
    datafile_close(&x.data);
    bytesin_close(x.in);
    return rc;
}

int examine_bai(struct examined *out, const struct examine_job *job,
                struct err *e)
{
    return examine_binary(out, job, read_bai, &bai_rules, ".bai", e);
}

int examine_csi(struct examined *out, const struct examine_job *job,
                struct err *e)
{
    return examine_binary(out, job, read_csi, &csi_rules, ".csi", e);
}

int examine_tbi(struct examined *out, const struct examine_job *job,
                struct err *e)
{
    return examine_binary(out, job, read_tbi, &tbi_rules, ".tbi", e);
}

bool examine_bai_sniff(const unsigned char *head, size_t n)
{
    return n >= 4 && memcmp(head, "BAI\1", 4) == 0;
}

bool examine_csi_sniff(const unsigned char *head, size_t n)
{
    return n >= 4 && memcmp(head, "CSI\1", 4) == 0;
}

bool examine_tbi_sniff(const unsigned char *head, size_t n)
{
    return n >= 4 && memcmp(head, "TBI\1", 4) == 0;
}

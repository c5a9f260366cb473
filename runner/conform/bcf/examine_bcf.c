#include "conform/bcf/examine_bcf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/le.h"
#include "conform/bcf/bcfin.h"
#include "conform/bcf/examine_bcf_internal.h"
#include "conform/examine.h"
#include "conform/index/bgzfdefect.h"
#include "conform/index/rebuild.h"
#include "conform/vcf/examine_vcf.h"

#define MAGIC 5 /* "BCF", major, minor */

bool examine_bcf_sniff(const unsigned char *head, size_t n)
{
    return n >= 4 && memcmp(head, "BCF\2", 4) == 0;
}

/* ---- bytes ---- */

/* As many of `n` bytes as there are. */
static size_t take(struct bcfx *x, void *out, size_t n)
{
    return bcfin_read(x->in, out, n, &x->why);
}

/* Room for `n` bytes and one more. */
static int room(struct bcfx *x, size_t n)
{
    size_t cap = 2 * n + 64;
    unsigned char *more;

    if (n < x->cap_rec)
        return 0;
    more = realloc(x->rec, cap);
    if (!more)
        return err_nomem(x->e);
    x->rec = more;
    x->cap_rec = cap;
    return 0;
}

/* `n` bytes into x->rec; memory is taken as bytes come, not as a number in the
 * file says. How many there are; SIZE_MAX: memory. */
static size_t take_record(struct bcfx *x, size_t n)
{
    size_t have = 0;
    size_t want;
    size_t got;

    do {
        want = n - have < ((size_t)1 << 20) ? n - have : (size_t)1 << 20;
        if (room(x, have + want))
            return SIZE_MAX;
        got = take(x, x->rec + have, want);
        have += got;
    } while (have < n && got == want);
    return have;
}

/* ---- the header ---- */

static int tell_header(struct bcfx *x, int rc)
{
    (void)rc;
    x->out->judged = true;
    return -1;
}

/* -1: the file is not to be read on. */
static int magic(struct bcfx *x)
{
    struct problem_place at = {.offset = 0};
    unsigned char b[MAGIC];
    size_t n = take(x, b, MAGIC);

    if (n < MAGIC && x->why.code != ERR_NONE)
        return -1;
    if (n < MAGIC || memcmp(b, "BCF", 3) != 0)
        return tell_header(x, problem_add(x->problems, "BCF-001", &at, x->e,
                                          "the file does not begin with BCF"));
    snprintf(x->out->version, sizeof(x->out->version), "%u.%u", b[3], b[4]);
    x->minor = b[4];
    if (b[3] != 2 || (b[4] != 1 && b[4] != 2))
        return tell_header(
            x, problem_add(x->problems, "BCF-001", &at, x->e,
                           "version %u.%u is none of 2.1 and 2.2", b[3], b[4]));
    return 0;
}

/* Bytes of the text up to its NUL; the padding is looked at. */
static size_t text_length(struct bcfx *x, size_t n)
{
    const unsigned char *nul = n ? memchr(x->rec, 0, n) : NULL;
    size_t len = nul ? (size_t)(nul - x->rec) : n;
    struct problem_place at = {.offset = MAGIC + 4 + (int64_t)len};

    if (!nul) {
        problem_add(x->problems, "BCF-002", &at, x->e,
                    "the text of the header does not end with a NUL byte");
        return len;
    }
    for (size_t i = len; i < n; i++) {
        if (!x->rec[i])
            continue;
        at.offset = MAGIC + 4 + (int64_t)i;
        problem_add(x->problems, "BCF-002", &at, x->e,
                    "bytes follow the NUL byte that ends the header's text");
        break;
    }
    return len;
}

static int judge_header(struct bcfx *x, size_t n)
{
    char version[sizeof(x->out->version)];

    memcpy(version, x->out->version, sizeof(version));
    if (bcfdict_read(&x->dict, x->problems, (const char *)x->rec, n, MAGIC + 4,
                     x->e))
        return -1;
    x->rec[n] = '\n'; /* where the NUL is, or behind the text */
    if (examine_vcf_header(x->vcf, (const char *)x->rec, n, MAGIC + 4) ||
        examine_vcf_enter(x->vcf))
        return -1;
    x->samples = examine_vcf_samples(x->vcf);
    memcpy(x->out->version, version, sizeof(version));
    return 0;
}

/* Damage to the compressed data is told as that. */
static int header_ends(struct bcfx *x)
{
    struct problem_place at = {.offset = bcfin_offset(x->in)};

    if (x->why.code != ERR_NONE)
        return -1;
    return tell_header(x, problem_add(x->problems, "BCF-002", &at, x->e,
                                      "the file ends within its header"));
}

static int header(struct bcfx *x)
{
    unsigned char b[4];
    size_t want;
    size_t n;

    if (magic(x))
        return -1;
    if (take(x, b, 4) < 4)
        return header_ends(x);
    want = le32(b);
    if (want > BCFX_HEADER_MAX)
        return err_set(&x->out->why, ERR_LIMIT,
                       "the header is larger than %zu bytes", BCFX_HEADER_MAX);
    n = take_record(x, want);
    if (n == SIZE_MAX)
        return -1;
    if (n < want)
        return header_ends(x);
    return judge_header(x, text_length(x, n));
}

/* ---- the records ---- */

/* 1: go on; 0: the end, or no more can be told. */
static int next_record(struct bcfx *x)
{
    unsigned char b[8];
    size_t n;
    uint64_t want;

    x->from = bcfin_place(x->in, &x->why);
    x->at = bcfin_offset(x->in) + (int64_t)sizeof(b);
    *x->name = '\0';
    n = take(x, b, sizeof(b));
    if (!n)
        return 0;
    x->record++;
    want = (uint64_t)le32(b) + le32(b + 4);
    if (n == sizeof(b) && want > BCFX_RECORD_MAX) {
        err_set(&x->out->why, ERR_LIMIT,
                "record %llu states a length above %zu bytes",
                (unsigned long long)x->record, BCFX_RECORD_MAX);
        return 0;
    }
    if (n == sizeof(b))
        n = take_record(x, (size_t)want);
    else
        want = sizeof(b);
    if (n == SIZE_MAX || x->why.code != ERR_NONE)
        return 0;
    if (n < want) {
        problem_add(x->problems, "BCF-005", bcfx_at(x, NULL), x->e,
                    "the file ends within this record");
        return 0;
    }
    bcfx_record(x, le32(b), le32(b + 4));
    return x->e->code == ERR_NONE;
}

/* ---- the file ---- */

/* The file was read to its end, and is whole. */
static void file_ends(struct bcfx *x)
{
    examine_vcf_finish(x->vcf);
    /* What an unreadable record left out is no fault of the index. */
    if (x->e->code == ERR_NONE && x->placed == x->record)
        rebuild_end(x->index, x->e);
}

static void read_all(struct bcfx *x)
{
    if (header(x) || bcfx_index_open(x))
        return;
    while (next_record(x) > 0)
        continue;
    x->out->records = x->record;
    if (x->e->code == ERR_NONE && x->out->why.code == ERR_NONE &&
        x->why.code == ERR_NONE)
        file_ends(x);
    x->out->judged = true;
}

/* A limit of ours, or what the system could not do, is no verdict; damage is.
 */
static void conclude(struct bcfx *x)
{
    const struct textflow_how how = bcfin_how(x->in);

    if (x->e->code == ERR_LIMIT) { /* a record's text */
        x->out->why = *x->e;
        *x->e = (struct err){0};
    }
    if (x->out->why.code == ERR_NONE &&
        bgzfdefect_tell(x->problems, &how, x->e))
        x->out->judged = true;
    else if (x->why.code != ERR_NONE && x->out->why.code == ERR_NONE)
        x->out->why = x->why;
    if (x->out->why.code != ERR_NONE)
        x->out->judged = false;
}

static void release(struct bcfx *x)
{
    examine_vcf_free(x->vcf);
    rebuild_free(x->index);
    bcfin_close(x->in);
    bcfdict_release(&x->dict);
    buf_release(&x->text);
    free(x->rec);
    free(x);
}

int examine_bcf(struct examined *out, const struct examine_job *job,
                struct err *e)
{
    struct bcfx *x = calloc(1, sizeof(*x));

    if (!x)
        return err_nomem(e);
    x->job = job;
    x->out = out;
    x->problems = &out->problems;
    x->e = e;
    buf_init(&x->text, BCFX_TEXT_MAX);
    x->vcf = examine_vcf_start(out, job, e);
    if (x->vcf)
        x->in = bcfin_open(job, &out->why);
    if (x->in) {
        read_all(x);
        conclude(x);
    }
    release(x);
    return e->code == ERR_NONE ? 0 : -1;
}

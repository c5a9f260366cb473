/* FAI and GZI: lists of places in a file, which is asked at these places. */
#include "base/le.h"
#include "conform/index/examine_index.h"

#include <string.h>

#include "base/err.h"
#include "conform/bytes.h"
#include "conform/index/datafile.h"
#include "conform/index/faindex.h"
#include "conform/text/textwalk.h"
#include "formats/bytesin.h"
#include "formats/names.h"
#include "formats/textpieces.h"

#define NAMES_KEPT 1000000

struct faix {
    struct examined *out;
    struct err *e;
    struct problem_place place;
    struct textwalk walk;
    struct names names;
    struct datafile data;
    int64_t after; /* where the sequence before ends, at the least */
};

static const struct problem_place nowhere = {.offset = -1};

static const struct problem_place *fai_at(struct faix *x)
{
    x->place = textwalk_place(&x->walk, x->walk.line, x->walk.len);
    return &x->place;
}

/* Is a row possible by itself? */
static bool row_is_sound(const struct faindex_row *r)
{
    int64_t lines;

    if (r->line_bytes < r->line_bases || r->line_bytes - r->line_bases > 2 ||
        (r->length && !r->line_bases))
        return false;
    lines = r->line_bases ? r->length / r->line_bases : 0;
    return r->length <= INT64_MAX / 4 && r->offset <= INT64_MAX / 4 &&
           lines <= INT64_MAX / 4;
}

/* The byte behind the letter number `i`. */
static int64_t place_behind(const struct faindex_row *r, int64_t i)
{
    return r->offset + i / r->line_bases * r->line_bytes + i % r->line_bases +
           1;
}

static bool is_line_end(const struct datafile *d, int64_t at)
{
    char c = '\n'; /* the end of the file is one, too */

    (void)datafile_read(d, &c, 1, at);
    return c == '\n' || c == '\r';
}

static bool is_letter(const struct datafile *d, int64_t at)
{
    char c = '\n';

    (void)datafile_read(d, &c, 1, at);
    return bytes_is(c, BYTES_GRAPHIC);
}

/* Lines begin and end where the row says so. */
static void compare_row(struct faix *x, const struct faindex_row *r)
{
    const struct datafile *d = &x->data;
    bool good;

    if (!d->open || d->bgzf || !r->length)
        return;
    good = r->offset > 0 && is_line_end(d, r->offset - 1) &&
           is_letter(d, r->offset) &&
           is_letter(d, place_behind(r, r->length - 1) - 1) &&
           is_line_end(d, place_behind(r, r->length - 1));
    if (good && r->length > r->line_bases)
        good = is_line_end(d, r->offset + r->line_bases) &&
               is_letter(d, r->offset + r->line_bytes);
    if (!good)
        problem_add(
            &x->out->problems, "FAI-002", fai_at(x), x->e,
            "the sequence does not stand at these places of the data file");
}

static void fai_line(struct faix *x)
{
    struct faindex_row r;
    uint32_t i;
    int added = 1;

    x->out->records++;
    if (!faindex_parse(&r, x->walk.line, x->walk.len)) {
        problem_add(&x->out->problems, "FAI-001", fai_at(x), x->e,
                    "the row is no name with four or five integers behind it");
        return;
    }
    if (x->names.n < NAMES_KEPT && r.name_len < PATH_TEXT_MAX &&
        names_add(&i, &added, &x->names, r.name, r.name_len, x->e))
        return;
    if (!added)
        problem_add(&x->out->problems, "FAI-004", fai_at(x), x->e,
                    "the name was there before");
    if (!row_is_sound(&r)) {
        problem_add(&x->out->problems, "FAI-003", fai_at(x), x->e,
                    "no sequence can have these numbers");
        return;
    }
    if (r.offset < x->after)
        problem_add(&x->out->problems, "FAI-003", fai_at(x), x->e,
                    "the sequence begins before the end of the last one");
    x->after = r.length ? place_behind(&r, r.length - 1) : r.offset;
    compare_row(x, &r);
}

int examine_fai(struct examined *out, const struct examine_job *job,
                struct err *e)
{
    struct faix x = {.out = out, .e = e};
    struct err why = {0};
    enum textin_end how = TEXTIN_WELL;
    int rc;

    if (textwalk_open(&x.walk, job, &why) == 0) {
        datafile_open(&x.data, job->path, ".fai", NULL);
        while (!e->code && textwalk_next(&x.walk, &why) == 1)
            fai_line(&x);
        how = textpieces_how(x.walk.pieces).end;
    }
    rc = e->code ? -1
                 : textend_tell(out, &why, how, "FILE-GZIP-001", &nowhere, e);
    textwalk_close(&x.walk);
    datafile_close(&x.data);
    names_release(&x.names);
    return rc;
}

/* The first line is a row, and no BED: lines of letters and of bytes differ by
 * their end. */
bool examine_fai_sniff(const unsigned char *head, size_t n)
{
    const char *s = (const char *)head;
    const char *lf = memchr(s, '\n', n);
    struct faindex_row r;

    return lf && faindex_parse(&r, s, (size_t)(lf - s)) && row_is_sound(&r) &&
           r.offset > (int64_t)r.name_len && r.line_bytes > r.line_bases;
}

/* ---- GZI */

struct gzix {
    struct examined *out;
    struct err *e;
    struct problem_place place;
    struct bytesin *in;
    struct err why;
    struct datafile data;
    int64_t block; /* of the data: in the file, */
    int64_t text;  /* and in its text */
};

static const struct problem_place *gzi_at(struct gzix *x, uint64_t entry)
{
    x->place = (struct problem_place){.record = entry, .offset = -1};
    return &x->place;
}

/* Go on to the next block; false: there is none. */
static bool next_block(struct gzix *x)
{
    int64_t bytes;
    int64_t text;

    if (!datafile_block(&x->data, x->block, &bytes, &text))
        return false;
    x->block += bytes;
    x->text += text;
    return true;
}

/* true: go on. */
static bool gzi_row(struct gzix *x, uint64_t i, const uint64_t was[2],
                    const uint64_t is[2])
{
    if (is[0] <= was[0] || is[1] < was[1]) {
        problem_add(&x->out->problems, "GZI-001", gzi_at(x, i + 1), x->e,
                    "offsets do not grow");
        return false;
    }
    if (!x->data.open || !x->data.bgzf)
        return true;
    if (next_block(x) && is[0] == (uint64_t)x->block &&
        is[1] == (uint64_t)x->text)
        return true;
    problem_add(&x->out->problems, "GZI-001", gzi_at(x, i + 1), x->e,
                "the entry is %llu, %llu; the block of the data file is %lld, "
                "%lld",
                (unsigned long long)is[0], (unsigned long long)is[1],
                (long long)x->block, (long long)x->text);
    return false;
}

/* Blocks with text after the last entry and the one that begins there? */
static bool has_more(struct gzix *x)
{
    int64_t known;

    if (!next_block(x))
        return false;
    known = x->text;
    while (next_block(x))
        continue;
    return x->text != known;
}

/* All entries; false: they are wrong, and that is told. */
static bool read_entries(struct gzix *x, uint64_t n)
{
    uint64_t was[2] = {0, 0};

    for (uint64_t i = 0; i < n; i++) {
        unsigned char b[16];
        uint64_t is[2];

        if (bytesin_read(x->in, b, 16, &x->why) != 16) {
            problem_add(&x->out->problems, "GZI-001", gzi_at(x, i + 1), x->e,
                        "the index ends early");
            return false;
        }
        is[0] = le64(b);
        is[1] = le64(b + 8);
        if (!gzi_row(x, i, was, is))
            return false;
        memcpy(was, is, sizeof(was));
        x->out->records++;
    }
    return true;
}

static void read_gzi(struct gzix *x)
{
    unsigned char b[8];

    if (bytesin_read(x->in, b, 8, &x->why) != 8) {
        problem_add(&x->out->problems, "GZI-001", gzi_at(x, 0), x->e,
                    "the index ends early");
        return;
    }
    if (!read_entries(x, le64(b)))
        return;
    if (bytesin_read(x->in, b, 1, &x->why) == 1)
        problem_add(&x->out->problems, "GZI-001", gzi_at(x, 0), x->e,
                    "something follows the end of the index");
    else if (x->data.open && x->data.bgzf && has_more(x))
        problem_add(&x->out->problems, "GZI-001", gzi_at(x, 0), x->e,
                    "blocks of the data file are not in the index");
}

int examine_gzi(struct examined *out, const struct examine_job *job,
                struct err *e)
{
    struct gzix x = {.out = out, .e = e};
    int rc;

    x.in = bytesin_open(job->path, &x.why);
    if (x.in) {
        datafile_open(&x.data, job->path, ".gzi", NULL);
        read_gzi(&x);
    }
    rc = e->code ? -1
                 : textend_tell(out, &x.why, TEXTIN_WELL, "FILE-GZIP-001",
                                &nowhere, e);
    datafile_close(&x.data);
    bytesin_close(x.in);
    return rc;
}

/*
 * Pieces of the file as they come, cut anywhere; a line is an end of a piece,
 * whole pieces and the begin of one. What must be known of a line at its end is
 * summed up in struct fax.
 */
#include "conform/text/examine_fasta.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/path.h"
#include "conform/bytes.h"
#include "conform/index/faindex.h"
#include "conform/text/textwalk.h"
#include "formats/bytesin.h"
#include "formats/names.h"

#define PIECE         ((size_t)128 << 10)
#define NAME_MAX_KEPT 1024

struct fax {
    struct examined *out;
    struct err *e;
    struct problem_place place;
    struct names names;
    struct faindex index;
    bool indexed;
    size_t n_indexed; /* rows that were compared */

    /* the line so far */
    uint64_t line;
    int64_t offset; /* of its first byte */
    uint64_t len;   /* bytes, without LF */
    bool title;
    char last; /* its last byte */

    /* the record */
    bool in_record;
    char name[NAME_MAX_KEPT];
    size_t name_len;
    bool name_ended;
    uint64_t title_line;
    int64_t seq_offset;
    uint64_t length;      /* letters */
    uint64_t width;       /* letters of the first line */
    uint64_t width_bytes; /* with its line end */
    bool short_line;      /* a line shorter than the first was there */
    bool uneven_told;
    bool bad_told; /* one of each a record */
    bool protein_told;
    bool blank_told;
    bool crlf_told;
    uint64_t blank_line; /* a blank line that letters have not followed yet */
};

bool examine_fasta_sniff(const unsigned char *head, size_t n)
{
    return n > 1 && head[0] == '>';
}

/* The place of these bytes of the line; NULL: of the line as a whole. */
static const struct problem_place *at(struct fax *f, const char *s, size_t n)
{
    f->place = (struct problem_place){.line = f->line,
                                      .record = f->out->records,
                                      .offset = f->offset,
                                      .name = f->name,
                                      .name_len = f->name_len,
                                      .text = s,
                                      .text_len = n};
    return &f->place;
}

/* ---- records */

static void compare_lines(struct fax *f, const struct faindex_row *r)
{
    if (f->length && r->offset != f->seq_offset)
        problem_add(&f->out->problems, "FAI-002", at(f, NULL, 0), f->e,
                    "the index says that letters begin at byte %lld, they do "
                    "at %lld",
                    (long long)r->offset, (long long)f->seq_offset);
    else if (f->length > f->width &&
             ((uint64_t)r->line_bases != f->width ||
              (uint64_t)r->line_bytes != f->width_bytes))
        problem_add(&f->out->problems, "FAI-002", at(f, NULL, 0), f->e,
                    "the index says lines of %lld letters in %lld bytes, they "
                    "are of %llu in %llu",
                    (long long)r->line_bases, (long long)r->line_bytes,
                    (unsigned long long)f->width,
                    (unsigned long long)f->width_bytes);
}

static void compare_index(struct fax *f)
{
    const struct faindex_row *r;

    if (!f->indexed || f->n_indexed == FAINDEX_ROWS_MAX)
        return;
    if (f->n_indexed >= f->index.n) {
        problem_add(&f->out->problems, "FAI-002", at(f, NULL, 0), f->e,
                    "the index has no row for this sequence");
        return;
    }
    r = &f->index.a[f->n_indexed++];
    if (r->name_len != f->name_len ||
        memcmp(r->name, f->name, f->name_len) != 0)
        problem_add(&f->out->problems, "FAI-002", at(f, r->name, r->name_len),
                    f->e, "the index has another name in this place");
    else if ((uint64_t)r->length != f->length)
        problem_add(&f->out->problems, "FAI-002", at(f, NULL, 0), f->e,
                    "the index says %lld letters, the sequence has %llu",
                    (long long)r->length, (unsigned long long)f->length);
    else
        compare_lines(f, r);
}

static void end_record(struct fax *f)
{
    uint64_t line = f->line;

    if (!f->in_record)
        return;
    f->line = f->title_line; /* it is told of the title */
    if (!f->length)
        problem_add(&f->out->problems, "FASTA-005", at(f, NULL, 0), f->e,
                    "the sequence has no letters");
    compare_index(f);
    f->line = line;
}

static void check_name(struct fax *f)
{
    uint32_t i;
    int added = 1;

    if (!f->name_len) {
        problem_add(&f->out->problems, "FASTA-001", at(f, NULL, 0), f->e,
                    "the sequence has no name");
        return;
    }
    if (f->name[0] == '*' || f->name[0] == '=' ||
        !bytes_all(f->name, f->name_len, BYTES_REFNAME))
        problem_add(&f->out->problems, "FASTA-006", at(f, f->name, f->name_len),
                    f->e, "SAM and VCF can not hold this name");
    if (f->names.n < EXAMINE_FASTA_NAMES_MAX &&
        names_add(&i, &added, &f->names, f->name, f->name_len, f->e))
        return;
    if (!added)
        problem_add(&f->out->problems, "FASTA-002", at(f, NULL, 0), f->e,
                    "the name was there before");
}

static void begin_record(struct fax *f)
{
    end_record(f);
    f->in_record = true;
    f->out->records++;
    f->title_line = f->line;
    f->name_len = 0;
    f->name_ended = false;
    f->length = f->width = f->width_bytes = 0;
    f->short_line = f->uneven_told = f->bad_told = f->protein_told = false;
    f->blank_told = false;
    f->blank_line = 0;
}

/* ---- lines */

static void take_title(struct fax *f, const char *s, size_t n)
{
    for (size_t i = 0; i < n && !f->name_ended; i++) {
        if (bytes_is(s[i], BYTES_BLANK) || s[i] == '\r' ||
            f->name_len == sizeof(f->name))
            f->name_ended = true;
        else
            f->name[f->name_len++] = s[i];
    }
}

/* A byte that is no nucleotide: of a protein, or of nothing. Each told once a
 * record. */
static void judge_letter(struct fax *f, const char *s, size_t n)
{
    bool *told = &f->protein_told;
    const char *rule = "FASTA-008";

    if (bytes_is(*s, BYTES_BLANK) || *s == '\r') {
        told = &f->blank_told;
        rule = "FASTA-007";
    } else if (!bytes_is(*s, BYTES_LETTER)) {
        told = &f->bad_told;
        rule = "FASTA-004";
    }
    if (*told)
        return;
    *told = true;
    if (told == &f->blank_told)
        problem_add(&f->out->problems, rule, at(f, s, n), f->e,
                    "a blank or CR stands in the sequence");
    else if (told == &f->bad_told)
        problem_add(&f->out->problems, rule, at(f, s, n), f->e,
                    "this is neither a letter nor a gap");
    else
        problem_add(&f->out->problems, rule, at(f, s, n), f->e,
                    "the letter is no IUPAC code of a nucleotide");
}

static void judge_letters(struct fax *f, const char *s, size_t n)
{
    size_t good = bytes_span(s, n, BYTES_BASE);

    while (good < n && !(f->bad_told && f->protein_told && f->blank_told)) {
        judge_letter(f, s + good, n - good);
        good += 1 + bytes_span(s + good + 1, n - good - 1, BYTES_BASE);
    }
}

static void take_letters(struct fax *f, const char *s, size_t n)
{
    if (!bytes_all_base(s, n))
        judge_letters(f, s, n);
}

/* A part of a line, without its LF. */
static void take(struct fax *f, const char *s, size_t n)
{
    size_t letters = n;

    if (!n)
        return;
    if (!f->len && *s == '>') {
        f->title = true;
        begin_record(f);
        take_title(f, s + 1, n - 1);
    } else if (f->title) {
        take_title(f, s, n);
    } else {
        /* A CR at the end of a piece is judged at the line's end. */
        if (f->len && f->last == '\r')
            judge_letters(f, "\r", 1);
        if (s[n - 1] == '\r')
            letters--;
        if (!f->length && !f->len)
            f->seq_offset = f->offset;
        take_letters(f, s, letters);
    }
    f->last = s[n - 1];
    f->len += n;
}

static void judge_width(struct fax *f, uint64_t letters, uint64_t bytes)
{
    if (f->blank_line) {
        if (!f->blank_told)
            problem_add(&f->out->problems, "FASTA-007", at(f, NULL, 0), f->e,
                        "a blank line stands within the sequence, on line %llu",
                        (unsigned long long)f->blank_line);
        f->blank_told = true;
        f->short_line = true;
    }
    if (!f->width) {
        f->width = letters;
        f->width_bytes = bytes;
    } else if ((f->short_line || letters > f->width) && !f->uneven_told) {
        problem_add(
            &f->out->problems, "FASTA-003", at(f, NULL, 0), f->e,
            "lines of the sequence have different lengths before its last");
        f->uneven_told = true;
    }
    f->short_line = f->short_line || letters < f->width ||
                    (f->width_bytes != bytes && letters == f->width);
    f->length += letters;
}

static void end_line(struct fax *f, bool lf)
{
    bool cr = f->len && f->last == '\r';
    uint64_t letters = f->len - cr;

    if (cr && !f->crlf_told) {
        problem_add(&f->out->problems, "FASTA-007", at(f, NULL, 0), f->e,
                    "lines end with CR LF from here on");
        f->crlf_told = true;
    }
    if (f->title)
        check_name(f);
    else if (letters && !f->in_record) {
        problem_add(&f->out->problems, "FASTA-001", at(f, NULL, 0), f->e,
                    "the file does not begin with >");
        f->in_record = true; /* told once */
        f->title_line = f->line;
    }
    if (!f->title && letters)
        judge_width(f, letters, f->len + lf);
    if (!letters && f->length)
        f->blank_line = f->line;
    f->offset += (int64_t)f->len + lf;
    f->len = 0;
    f->title = false;
    f->line++;
}

static void take_piece(struct fax *f, const char *s, size_t n)
{
    const char *end = s + n;

    while (s < end && !f->e->code) {
        const char *lf = memchr(s, '\n', (size_t)(end - s));

        take(f, s, (size_t)((lf ? lf : end) - s));
        if (!lf)
            return;
        end_line(f, true);
        s = lf + 1;
    }
}

static int read_all(struct fax *f, struct bytesin *in,
                    const struct examine_job *job, struct err *why)
{
    char *piece = malloc(PIECE);
    ssize_t got = 0;

    if (!piece)
        return err_nomem(f->e);
    f->line = 1;
    while (!f->e->code && (got = bytesin_read(in, piece, PIECE, why)) > 0) {
        examine_progress(job, bytesin_tell(in));
        take_piece(f, piece, (size_t)got);
    }
    free(piece);
    if (f->len)
        end_line(f, false);
    if (why->code == ERR_NONE || why->code == ERR_SYNTAX)
        end_record(f);
    if (!f->out->records && why->code == ERR_NONE && !f->in_record)
        problem_add(&f->out->problems, "FASTA-005", at(f, NULL, 0), f->e,
                    "the file holds no sequence");
    if (f->indexed && f->n_indexed < f->index.n && why->code == ERR_NONE)
        problem_add(&f->out->problems, "FAI-002", at(f, NULL, 0), f->e,
                    "the index has %zu rows more than there are sequences",
                    f->index.n - f->n_indexed);
    return f->e->code ? -1 : 0;
}

/* The index that was stated, or stands beside the file. */
static int open_index(struct fax *f, const struct examine_job *job)
{
    char path[PATH_TEXT_MAX];
    const char *name = job->index;
    int got;

    if (!name) {
        int n = snprintf(path, sizeof(path), "%s.fai", job->path);

        if (n < 0 || (size_t)n >= sizeof(path))
            return 0;
        name = path;
    }
    got = faindex_read(&f->index, name, job->crew, f->e);
    f->indexed = got == 1 && f->index.n;
    return got < 0 ? -1 : 0;
}

int examine_fasta(struct examined *out, const struct examine_job *job,
                  struct err *e)
{
    struct fax f = {.out = out, .e = e};
    struct err why = {0};
    struct bytesin *in = bytesin_open(job->path, &why);
    enum textin_end how;
    int rc = in ? open_index(&f, job) : 0;

    if (in && rc == 0)
        rc = read_all(&f, in, job, &why);
    how = in ? bytesin_end(in) : TEXTIN_WELL;
    if (rc == 0)
        rc = textend_tell(out, &why, how,
                          how == TEXTIN_NO_END_BLOCK ? "FILE-GZIP-002"
                                                     : "FILE-GZIP-001",
                          at(&f, NULL, 0), e);
    bytesin_close(in);
    names_release(&f.names);
    faindex_release(&f.index);
    return rc;
}

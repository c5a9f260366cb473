/*
 * A record, line by line. Sequence and qualities may each stand on several
 * lines; where qualities end is told by the length of the sequence alone, for
 * "@" and "+" are qualities too (Cock et al. 2010).
 */
#include "conform/examine_fastq_internal.h"

#include <string.h>

#include "conform/bytes.h"

/* Say it, unless the begin of a record is still looked for. The format string
 * stands in the call, where the French catalogue's test finds it. */
#define FQX_TELL(f, rule, s, n, ...)                                           \
    do {                                                                       \
        struct problem_place at_;                                              \
                                                                               \
        if (!(f)->lost &&                                                      \
            problem_add(&(f)->out->problems, rule, fqx_at(&at_, f, s, n),      \
                        (f)->e, __VA_ARGS__))                                  \
            (f)->failed = true;                                                \
    } while (0)

/* The record can not be followed to its end. */
static void lose(struct fqx *f)
{
    f->lost = true;
    f->was_lost = true;
}

static void check_comment(struct fqx *f)
{
    const char *p = memchr(f->title, ' ', f->title_kept);
    const char *end = f->title + f->title_kept;

    /* READ:FILTERED:CONTROL:INDEX, when it begins so. */
    if (!p || end - ++p < 2 || !bytes_is(p[0], BYTES_DIGIT) || p[1] != ':' ||
        end - p < 4 || p[3] != ':')
        return;
    if ((p[2] != 'Y' && p[2] != 'N') || end - p < 5 ||
        !bytes_is(p[4], BYTES_DIGIT))
        FQX_TELL(f, "FASTQ-018", p, (size_t)(end - p),
                 "the comment is not READ:Y|N:CONTROL:INDEX");
}

static void take_title(struct fqx *f)
{
    f->title_len = f->n - 1;
    f->title_kept = f->title_len < FQX_TITLE_MAX ? f->title_len : FQX_TITLE_MAX;
    memcpy(f->title, f->s + 1, f->title_kept);
    f->untitled = false;
    f->seq = f->qual = 0;
    f->seq_lines = f->qual_lines = 0;
    if (!f->title_len || bytes_is(f->title[0], BYTES_BLANK))
        FQX_TELL(f, "FASTQ-001", f->s, f->n, "the read has no name");
    if (memchr(f->s, '\0', f->n))
        FQX_TELL(f, "FASTQ-023", f->s, f->n, "a NUL byte stands in the title");
    if (f->job->practice)
        check_comment(f);
}

/* 1 and the title is taken; 0 at the end; -1. */
static int find_title(struct fqx *f)
{
    uint64_t blank = 0;
    int got;

    f->untitled = true;
    while ((got = fqx_line(f)) == 1) {
        if (f->n == 0) {
            blank++;
            continue;
        }
        if (blank)
            FQX_TELL(f, "FASTQ-009", NULL, 0,
                     "%llu blank lines stand before this record",
                     (unsigned long long)blank);
        blank = 0;
        if (f->s[0] == '@') {
            take_title(f);
            return f->failed ? -1 : 1;
        }
        FQX_TELL(f, "FASTQ-001", f->s, f->n, "a title line begins with @");
        lose(f);
    }
    if (blank && f->records)
        FQX_TELL(f, "FASTQ-024", NULL, 0, "%llu blank lines end the file",
                 (unsigned long long)blank);
    return f->failed ? -1 : got;
}

static bool has_blank(const char *s, size_t n)
{
    return memchr(s, ' ', n) || memchr(s, '\t', n);
}

/* A line of sequence. false: it is none. */
static bool take_sequence(struct fqx *f)
{
    size_t good = bytes_span(f->s, f->n, BYTES_BASE);

    if (f->seq_lines == 1 && f->seq == 0 && f->n)
        FQX_TELL(f, "FASTQ-009", NULL, 0, "a blank line stands in the record");
    if (f->n == 0 && f->seq_lines)
        FQX_TELL(f, "FASTQ-009", NULL, 0, "a blank line stands in the record");
    if (good < f->n && has_blank(f->s, f->n)) {
        FQX_TELL(f, "FASTQ-008", f->s, f->n, "blanks stand in the sequence");
    } else if (good < f->n && f->seq_lines &&
               !bytes_all(f->s, f->n, BYTES_LETTER)) {
        FQX_TELL(f, "FASTQ-002", f->s, f->n,
                 "a line that begins with + comes after the sequence");
        return false;
    } else if (good < f->n) {
        FQX_TELL(f, "FASTQ-006", f->s + good, f->n - good,
                 "the letter is no IUPAC code of a nucleotide");
    }
    f->seq += f->n;
    f->seq_lines++;
    return true;
}

/* 1: the + line is at hand; 0: the record is given up; -1. */
static int read_sequence(struct fqx *f)
{
    int got;

    while ((got = fqx_line(f)) == 1) {
        if (f->n && f->s[0] == '+')
            return f->failed ? -1 : 1;
        if (f->n && f->s[0] == '@') {
            FQX_TELL(f, "FASTQ-002", f->s, f->n,
                     "a title comes before the + line of the record");
            f->was_lost = true;
            f->again = true;
            return f->failed ? -1 : 0;
        }
        if (!take_sequence(f)) {
            lose(f);
            return f->failed ? -1 : 0;
        }
    }
    if (f->why.code == ERR_NONE)
        FQX_TELL(f, "FASTQ-007", NULL, 0,
                 "the file ends before the qualities of this record");
    lose(f);
    return f->failed ? -1 : got;
}

static void check_plus(struct fqx *f)
{
    size_t kept = f->title_kept;

    if (f->n == 1)
        return;
    if (f->n - 1 != f->title_len || memcmp(f->s + 1, f->title, kept) != 0)
        FQX_TELL(f, "FASTQ-003", f->s, f->n,
                 "the text after + is neither empty nor the title");
}

static void take_quality(struct fqx *f)
{
    size_t good = bytes_span(f->s, f->n, BYTES_GRAPHIC);

    if (f->n == 0 && f->seq)
        FQX_TELL(f, "FASTQ-009", NULL, 0, "a blank line stands in the record");
    if (good < f->n && bytes_is(f->s[good], BYTES_BLANK))
        FQX_TELL(f, "FASTQ-008", f->s, f->n, "blanks stand in the qualities");
    else if (good < f->n)
        FQX_TELL(f, "FASTQ-005", f->s + good, f->n - good,
                 "a quality is a character from ! to ~");
    if (f->look_low)
        fqx_look_low(f, f->s, f->n);
    f->qual += f->n;
    f->qual_lines++;
}

static void tell_length(struct fqx *f, uint64_t qual)
{
    FQX_TELL(f, "FASTQ-004", NULL, 0,
             "there are %llu qualities for %llu letters of sequence",
             (unsigned long long)qual, (unsigned long long)f->seq);
}

/* 1: the record is whole; 0: it is given up; -1. */
static int read_qualities(struct fqx *f)
{
    int got;

    while ((f->qual < f->seq || !f->qual_lines) && (got = fqx_line(f)) == 1) {
        if (f->n && f->s[0] == '@' && f->qual + f->n > f->seq) {
            f->again = true; /* a title: this record has too few, or is empty */
            if (!f->seq)
                return 1;
            tell_length(f, f->qual);
            return f->failed ? -1 : 1;
        }
        if (f->qual + f->n > f->seq) {
            tell_length(f, f->qual + f->n);
            lose(f);
            return f->failed ? -1 : 0;
        }
        take_quality(f);
        if (f->failed)
            return -1;
    }
    if (f->qual == f->seq)
        return 1;
    if (f->why.code == ERR_NONE)
        FQX_TELL(f, "FASTQ-007", NULL, 0,
                 "the file ends within the qualities of this record");
    lose(f);
    return f->failed ? -1 : 0;
}

static int finish(struct fqx_name *name, struct fqx *f)
{
    f->lost = false;
    if (!f->seq)
        FQX_TELL(f, "FASTQ-019", NULL, 0, "the read has no letters");
    if (f->seq_lines > 1 || f->qual_lines > 1)
        FQX_TELL(f, "FASTQ-010", NULL, 0,
                 "the record stands on more than four lines");
    f->records++;
    *name = fqx_name_of(f->title, f->title_kept);
    return f->failed ? -1 : 1;
}

int fqx_slow(struct fqx_name *name, struct fqx *f)
{
    int got;

    while ((got = find_title(f)) == 1) {
        got = read_sequence(f);
        if (got < 0)
            return -1;
        if (got == 0)
            continue;
        check_plus(f);
        got = read_qualities(f);
        if (got < 0)
            return -1;
        if (got == 1)
            return finish(name, f);
    }
    return got;
}

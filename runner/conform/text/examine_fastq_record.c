/*
 * A record, line by line. Sequence and qualities may each stand on several
 * lines; where qualities end is told by the length of the sequence alone, for
 * "@" and "+" are qualities too (Cock et al. 2010).
 */
#include "conform/text/examine_fastq_internal.h"

#include <string.h>

#include "conform/bytes.h"

/* Where problems go: nowhere, while the begin of a record is looked for. */
static struct problems *fqx_problems(struct fqx *f)
{
    return f->lost ? &f->ignored : &f->out->problems;
}

/* The record can not be followed to its end. */
static void lose(struct fqx *f)
{
    f->lost = true;
    f->was_lost = true;
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
        problem_add(fqx_problems(f), "FASTQ-001", fqx_at(f, f->s, f->n), f->e,
                    "the read has no name");
    if (memchr(f->s, '\0', f->n))
        problem_add(fqx_problems(f), "FASTQ-023", fqx_at(f, f->s, f->n), f->e,
                    "a NUL byte stands in the title");
    if (!fqx_comment_is_sound(f->title, f->title_kept))
        problem_add(fqx_problems(f), "FASTQ-018", fqx_at(f, f->s, f->n), f->e,
                    "the comment is not READ:Y|N:CONTROL:INDEX");
}

static void tell_blank_lines(struct fqx *f, uint64_t n)
{
    if (n && f->s && f->n)
        problem_add(fqx_problems(f), "FASTQ-009", fqx_at(f, NULL, 0), f->e,
                    "%llu blank lines stand before this record",
                    (unsigned long long)n);
    else if (n && f->records)
        problem_add(fqx_problems(f), "FASTQ-024", fqx_at(f, NULL, 0), f->e,
                    "%llu blank lines end the file", (unsigned long long)n);
}

/* false: at the end. */
static bool find_title(struct fqx *f)
{
    uint64_t blank = 0;

    f->untitled = true;
    while (fqx_line(f)) {
        if (f->n == 0) {
            blank++;
            continue;
        }
        tell_blank_lines(f, blank);
        blank = 0;
        if (f->s[0] == '@') {
            take_title(f);
            return true;
        }
        problem_add(fqx_problems(f), "FASTQ-001", fqx_at(f, f->s, f->n), f->e,
                    "a title line begins with @");
        lose(f);
    }
    tell_blank_lines(f, blank);
    return false;
}

static void tell_blank_line(struct fqx *f)
{
    problem_add(fqx_problems(f), "FASTQ-009", fqx_at(f, NULL, 0), f->e,
                "a blank line stands in the record");
}

static bool has_blank(const char *s, size_t n)
{
    return memchr(s, ' ', n) || memchr(s, '\t', n);
}

/* Something else than bases is in the line. false: it is no sequence. */
static bool judge_sequence(struct fqx *f, size_t good)
{
    if (has_blank(f->s, f->n)) {
        problem_add(fqx_problems(f), "FASTQ-008", fqx_at(f, f->s, f->n), f->e,
                    "blanks stand in the sequence");
        return true;
    }
    /* Signs, or as many letters as before: these are the qualities. */
    if (f->seq_lines &&
        (f->n == f->seq || !bytes_all(f->s, f->n, BYTES_LETTER))) {
        problem_add(fqx_problems(f), "FASTQ-002", fqx_at(f, f->s, f->n), f->e,
                    "a line that begins with + comes after the sequence");
        return false;
    }
    problem_add(fqx_problems(f), "FASTQ-006",
                fqx_at(f, f->s + good, f->n - good), f->e,
                "the letter is no IUPAC code of a nucleotide");
    return true;
}

/* A line of sequence. false: it is none. */
static bool take_sequence(struct fqx *f)
{
    size_t good = bytes_span(f->s, f->n, BYTES_BASE);

    if (f->seq_lines && (f->n == 0 || f->seq == 0))
        tell_blank_line(f);
    if (good < f->n && !judge_sequence(f, good))
        return false;
    f->seq += f->n;
    f->seq_lines++;
    return true;
}

/* true: the + line is at hand; false: the record is given up. */
static bool read_sequence(struct fqx *f)
{
    while (fqx_line(f)) {
        if (f->n && f->s[0] == '+')
            return true;
        if (f->n && f->s[0] == '@') {
            problem_add(fqx_problems(f), "FASTQ-002", fqx_at(f, f->s, f->n),
                        f->e, "a title comes before the + line of the record");
            f->was_lost = true;
            f->again = true;
            return false;
        }
        if (!take_sequence(f)) {
            lose(f);
            return false;
        }
    }
    if (f->why.code == ERR_NONE)
        problem_add(fqx_problems(f), "FASTQ-007", fqx_at(f, NULL, 0), f->e,
                    "the file ends before the qualities of this record");
    lose(f);
    return false;
}

static void check_plus(struct fqx *f)
{
    if (f->n == 1)
        return;
    if (f->n - 1 != f->title_len ||
        memcmp(f->s + 1, f->title, f->title_kept) != 0)
        problem_add(fqx_problems(f), "FASTQ-003", fqx_at(f, f->s, f->n), f->e,
                    "the text after + is neither empty nor the title");
}

static void take_quality(struct fqx *f)
{
    size_t good = bytes_span(f->s, f->n, BYTES_GRAPHIC);

    if (f->n == 0 && f->seq)
        tell_blank_line(f);
    if (good < f->n && bytes_is(f->s[good], BYTES_BLANK))
        problem_add(fqx_problems(f), "FASTQ-008", fqx_at(f, f->s, f->n), f->e,
                    "blanks stand in the qualities");
    else if (good < f->n)
        problem_add(fqx_problems(f), "FASTQ-005",
                    fqx_at(f, f->s + good, f->n - good), f->e,
                    "a quality is a character from ! to ~");
    if (f->look_low)
        fqx_look_low(f, f->s, f->n);
    f->qual += f->n;
    f->qual_lines++;
}

static void tell_length(struct fqx *f, uint64_t qual)
{
    problem_add(fqx_problems(f), "FASTQ-004", fqx_at(f, NULL, 0), f->e,
                "there are %llu qualities for %llu letters of sequence",
                (unsigned long long)qual, (unsigned long long)f->seq);
}

/* The line would give more qualities than letters. true: it is the next title,
 * and what was read is a record, if too short; false: it is given up. */
static bool too_many(struct fqx *f)
{
    if (f->s[0] != '@') {
        tell_length(f, f->qual + f->n);
        lose(f);
        return false;
    }
    f->again = true;
    if (f->seq)
        tell_length(f, f->qual);
    return true;
}

/* true: the record is whole; false: it is given up. */
static bool read_qualities(struct fqx *f)
{
    while ((f->qual < f->seq || !f->qual_lines) && fqx_line(f)) {
        if (f->qual + f->n > f->seq)
            return too_many(f);
        take_quality(f);
    }
    if (f->qual == f->seq)
        return true;
    if (f->why.code == ERR_NONE)
        problem_add(fqx_problems(f), "FASTQ-007", fqx_at(f, NULL, 0), f->e,
                    "the file ends within the qualities of this record");
    lose(f);
    return false;
}

static void finish(struct fqx_name *name, struct fqx *f)
{
    f->lost = false;
    if (!f->seq)
        problem_add(fqx_problems(f), "FASTQ-019", fqx_at(f, NULL, 0), f->e,
                    "the read has no letters");
    if (f->seq_lines > 1 || f->qual_lines > 1)
        problem_add(fqx_problems(f), "FASTQ-010", fqx_at(f, NULL, 0), f->e,
                    "the record stands on more than four lines");
    f->records++;
    *name = fqx_name_of(f->title, f->title_kept);
}

int fqx_slow(struct fqx_name *name, struct fqx *f)
{
    while (find_title(f)) {
        if (!read_sequence(f))
            continue;
        check_plus(f);
        if (!read_qualities(f))
            continue;
        finish(name, f);
        return f->e->code ? -1 : 1;
    }
    return f->e->code ? -1 : 0;
}

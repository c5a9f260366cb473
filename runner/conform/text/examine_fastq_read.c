#include "conform/text/examine_fastq_internal.h"

#include <stdio.h>
#include <string.h>

#include "conform/bytes.h"
#include "conform/text/textwalk.h"
#include "formats/textpieces.h"

int fqx_open(struct fqx *f, const char *path, struct examined *out,
             const struct examine_job *job, struct err *e)
{
    *f = (struct fqx){.out = out,
                      .job = job,
                      .e = e,
                      .file = "",
                      .look_low = true,
                      .lowest = 255};
    f->pieces = textpieces_open(path, job->crew, &f->why);
    if (f->pieces)
        return 0;
    f->over = true;
    return -1;
}

void fqx_close(struct fqx *f)
{
    textpieces_close(f->pieces);
    problems_release(&f->ignored);
    f->pieces = NULL;
}

/* Have a piece to read; false: at the end, also an early one. */
static bool have_piece(struct fqx *f)
{
    size_t n = 0;
    int got;

    if (f->at != f->end)
        return true;
    if (f->over)
        return false;
    got = textpieces_next(&f->at, &n, f->pieces, &f->why);
    f->end = f->at + n;
    examine_progress(f->job, textpieces_tell(f->pieces));
    if (got == 1)
        return true;
    f->at = f->end = NULL;
    f->over = true;
    if (f->why.code == ERR_SYNTAX &&
        textpieces_how(f->pieces).end == TEXTIN_NO_END_BLOCK) {
        f->no_end_block = true; /* all text is there that can be asked for */
        f->why = (struct err){0};
    }
    return false;
}

static void tell_crlf(struct fqx *f)
{
    if (!f->crlf_told)
        problem_add(&f->out->problems, "FASTQ-011", fqx_at(f, NULL, 0), f->e,
                    "lines end with CR LF from here on");
    f->crlf_told = true;
}

bool fqx_line(struct fqx *f)
{
    const char *lf;
    size_t size;

    if (f->again) {
        f->again = false;
        return true;
    }
    f->n = 0;
    if (f->e->code || !have_piece(f))
        return false;
    size = (size_t)(f->end - f->at);
    lf = memchr(f->at, '\n', size);
    f->s = f->at;
    f->n = lf ? (size_t)(lf - f->at) : size;
    size = f->n + (lf != NULL);
    f->line++;
    f->line_offset = f->offset;
    f->at += size;
    f->offset += (int64_t)size;
    if (f->n && f->s[f->n - 1] == '\r') {
        f->n--;
        tell_crlf(f);
    }
    return true;
}

const struct problem_place *fqx_at(struct fqx *f, const char *s, size_t n)
{
    size_t keep = f->title_kept < 100 ? f->title_kept : 100;
    int len = f->untitled ? 0 : (int)keep;

    (void)snprintf(f->place_name, sizeof(f->place_name), "%.40s%s%.*s", f->file,
                   *f->file && len ? " " : "", len, f->title);
    f->place = (struct problem_place){.line = f->line,
                                      .record = f->records + 1,
                                      .offset = f->line_offset,
                                      .name = f->place_name,
                                      .name_len = strlen(f->place_name),
                                      .text = s,
                                      .text_len = n};
    return &f->place;
}

static const char *word_end(const char *s, const char *end)
{
    while (s < end && *s != ' ' && *s != '\t')
        s++;
    return s;
}

struct fqx_name fqx_name_of(const char *title, size_t n)
{
    const char *end =
        word_end(title, title + (n < FQX_TITLE_MAX ? n : FQX_TITLE_MAX));
    struct fqx_name name = {title, (size_t)(end - title), 0};
    const char *comment = end + 1;

    if (name.n > 2 && end[-2] == '/' && bytes_is(end[-1], BYTES_DIGIT)) {
        name.mate = end[-1];
        name.n -= 2;
    } else if (title + n - end > 3 && end - title < FQX_TITLE_MAX - 4 &&
               comment[1] == ':' && bytes_is(comment[0], BYTES_DIGIT) &&
               (comment[2] == 'Y' || comment[2] == 'N')) {
        name.mate = comment[0];
        if (name.mate > '2') /* with an index of its own as the second */
            name.mate = '2';
    }
    return name;
}

bool fqx_comment_is_sound(const char *title, size_t n)
{
    const char *end = title + n;
    const char *p = memchr(title, ' ', n);

    /* DIGIT:x: is how all such begin, and nothing else does. */
    if (!p || end - ++p < 4 || !bytes_is(p[0], BYTES_DIGIT) || p[1] != ':' ||
        p[3] != ':')
        return true;
    return (p[2] == 'Y' || p[2] == 'N') && end - p > 4 &&
           bytes_is(p[4], BYTES_DIGIT);
}

void fqx_look_low(struct fqx *f, const char *qual, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char q = (unsigned char)qual[i];

        if (q < f->lowest)
            f->lowest = q;
        if (q > f->highest && q <= '~')
            f->highest = q;
    }
    f->look_low = f->lowest >= FQX_LOW;
}

/* A part of a record in the piece: up to its LF, which is not the last byte.
 * NULL: it is not there. */
static const char *to_lf(const char *s, const char *end)
{
    return s < end ? memchr(s, '\n', (size_t)(end - s)) : NULL;
}

/* Is what follows `+` the title, or nothing? Gives its LF. */
static const char *plus_end(const char *plus, const char *end,
                            const char *title, size_t title_len)
{
    if (end - plus < 2 || *plus != '+')
        return NULL;
    if (plus[1] == '\n')
        return plus + 1;
    plus++;
    if ((size_t)(end - plus) <= title_len || plus[title_len] != '\n' ||
        memcmp(plus, title, title_len) != 0)
        return NULL;
    return plus + title_len;
}

/* A sound record of four lines, whole in the piece: passes it by. */
static bool fast(struct fqx_name *name, struct fqx *f)
{
    const char *title = f->at + 1;
    const char *title_end;
    const char *seq_end;
    const char *plus;
    const char *qual;
    size_t n;

    if (f->at == f->end || *f->at != '@')
        return false;
    title_end = to_lf(title, f->end);
    if (!title_end || title_end == title || bytes_is(*title, BYTES_BLANK) ||
        title_end[-1] == '\r')
        return false;
    seq_end = to_lf(title_end + 1, f->end);
    if (!seq_end || seq_end == title_end + 1)
        return false;
    n = (size_t)(seq_end - title_end) - 1;
    plus = plus_end(seq_end + 1, f->end, title, (size_t)(title_end - title));
    if (!plus || (size_t)(f->end - plus) < n + 2)
        return false;
    qual = plus + 1;
    if (qual[n] != '\n' || !bytes_all_graphic(qual, n) ||
        !bytes_all_base(title_end + 1, n))
        return false;
    if (f->job->practice &&
        (!fqx_comment_is_sound(title, (size_t)(title_end - title)) ||
         memchr(title, '\0', (size_t)(title_end - title))))
        return false;
    if (f->look_low)
        fqx_look_low(f, qual, n);
    *name = fqx_name_of(title, (size_t)(title_end - title));
    f->line += 4;
    f->records++;
    f->offset += qual + n + 1 - f->at;
    f->at = qual + n + 1;
    return true;
}

int fqx_next(struct fqx_name *name, struct fqx *f)
{
    if (!f->again && !f->lost && f->at != f->end && fast(name, f))
        return 1;
    if (!f->again && !f->lost && f->at == f->end && have_piece(f) &&
        fast(name, f))
        return 1;
    return fqx_slow(name, f);
}

int fqx_end(struct fqx *f)
{
    enum textin_end how =
        f->pieces ? textpieces_how(f->pieces).end : TEXTIN_WELL;

    f->untitled = true;
    f->line_offset = f->offset;
    if (f->no_end_block &&
        problem_add(&f->out->problems, "FASTQ-022", fqx_at(f, NULL, 0), f->e,
                    "the BGZF end-of-file block is missing"))
        return -1;
    return textend_tell(f->out, &f->why, how, "FASTQ-017", fqx_at(f, NULL, 0),
                        f->e);
}

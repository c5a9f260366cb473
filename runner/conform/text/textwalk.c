#include "conform/text/textwalk.h"

#include <string.h>

#include "base/err.h"
#include "formats/textpieces.h"

int textwalk_open(struct textwalk *w, const struct examine_job *job,
                  struct err *e)
{
    *w = (struct textwalk){.job = job};
    w->pieces = textpieces_open(job->path, job->crew, e);
    return w->pieces ? 0 : -1;
}

void textwalk_close(struct textwalk *w)
{
    textpieces_close(w->pieces);
    *w = (struct textwalk){0};
}

/* Where the line ends, and by what; a piece ends with LF but for the last. */
static const char *find_end(struct textwalk *w)
{
    size_t n = (size_t)(w->end - w->at);
    const char *lf = memchr(w->at, '\n', n);
    const char *stop = lf ? lf : w->end;
    const char *cr = NULL;

    if (w->cr_ends_line)
        cr = memchr(w->at, '\r', (size_t)(stop - w->at));
    else if (stop > w->at && stop[-1] == '\r')
        cr = stop - 1;
    if (cr && cr + 1 == stop && lf)
        w->separator = TEXTWALK_CRLF;
    else if (cr && w->cr_ends_line)
        w->separator = TEXTWALK_CR;
    else
        w->separator = lf ? TEXTWALK_LF : TEXTWALK_NONE;
    return cr ? cr : stop;
}

int textwalk_next(struct textwalk *w, struct err *e)
{
    const char *stop;
    size_t size;

    if (w->at == w->end) {
        size_t n = 0;
        int got = textpieces_next(&w->at, &n, w->pieces, e);

        if (got <= 0) {
            w->at = w->end = NULL;
            return got;
        }
        w->end = w->at + n;
        examine_progress(w->job, textpieces_tell(w->pieces));
    }
    stop = find_end(w);
    size = (size_t)(stop - w->at);
    w->line = w->at;
    w->len = size;
    if (w->separator == TEXTWALK_CRLF)
        size += 2;
    else if (w->separator != TEXTWALK_NONE)
        size++;
    else
        size = (size_t)(w->end - w->at);
    w->at += size;
    w->number++;
    w->offset = w->next_offset;
    w->next_offset += (int64_t)size;
    return 1;
}

struct problem_place textwalk_place(const struct textwalk *w, const char *text,
                                    size_t len)
{
    return (struct problem_place){
        .line = w->number, .offset = w->offset, .text = text, .text_len = len};
}

static int tell_defect(struct examined *x, enum textin_end how,
                       const char *rule, const struct problem_place *at,
                       struct err *e)
{
    if (how == TEXTIN_CUT)
        return problem_add(&x->problems, rule, at, e,
                           "the compressed file is cut short after this place");
    if (how == TEXTIN_NO_END_BLOCK)
        return problem_add(&x->problems, rule, at, e,
                           "the BGZF end-of-file block is missing");
    return problem_add(&x->problems, rule, at, e,
                       "the compressed data are damaged after this place");
}

int textend_tell(struct examined *x, const struct err *why, enum textin_end how,
                 const char *rule, const struct problem_place *at,
                 struct err *e)
{
    if (why->code == ERR_NONE) {
        x->judged = true;
        return 0;
    }
    if (why->code == ERR_MEMORY) {
        *e = *why;
        return -1;
    }
    if (why->code == ERR_SYNTAX && rule) {
        x->judged = true;
        return tell_defect(x, how, rule, at, e);
    }
    x->why = *why;
    return 0;
}

#include "core/finding.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/utf8.h"
#include "core/words.h"

#define FINDING_TEXT_MAX 4096 /* bytes of one sentence */

static const char *const levels[] = {"note", "warning", "error"};

_Static_assert(WORDS_LEN(levels) == FINDING_ERROR + 1, "a name each");

const char *finding_level_name(enum finding_level l)
{
    return words_name(levels, WORDS_LEN(levels), (size_t)l);
}

static void finding_release(struct finding *f)
{
    free(f->file);
    free(f->en);
    free(f->fr);
    free(f->source);
    free(f->explains);
    *f = (struct finding){0};
}

void findings_release(struct findings *f)
{
    for (size_t i = 0; i < f->n; i++)
        finding_release(&f->a[i]);
    free(f->a);
    *f = (struct findings){0};
}

/* A sentence cut at FINDING_TEXT_MAX is still worth reading. What it quotes
 * may be hostile: it is made printable. */
__attribute__((format(printf, 1, 0))) static char *sentence(const char *fmt,
                                                            va_list ap)
{
    char text[FINDING_TEXT_MAX];

    if (vsnprintf(text, sizeof text, fmt, ap) < 0)
        return NULL;
    utf8_make_printable(text);
    return strdup(text);
}

static int grow(struct findings *f, struct err *e)
{
    size_t cap = f->cap ? 2 * f->cap : 16;
    struct finding *a;

    if (f->n < f->cap)
        return 0;
    a = realloc(f->a, cap * sizeof *a);
    if (!a)
        return err_nomem(e);
    f->a = a;
    f->cap = cap;
    return 0;
}

/* Takes en and fr, also when it fails. */
static int keep(struct findings *f, enum finding_level level, const char *code,
                const char *file, uint64_t line, char *en, char *fr,
                struct err *e)
{
    struct finding one = {
        .level = level, .code = code, .line = line, .en = en, .fr = fr};

    one.file = strdup(file ? file : "");
    if (!one.file || !one.en || !one.fr) {
        finding_release(&one);
        return err_nomem(e);
    }
    utf8_make_printable(one.file);
    if (grow(f, e)) {
        finding_release(&one);
        return -1;
    }
    f->a[f->n++] = one;
    return 0;
}

int finding_add(struct findings *f, enum finding_level level, const char *code,
                const char *file, uint64_t line, struct err *e, const char *fmt,
                ...)
{
    va_list ap;
    va_list again;
    char *en;
    char *fr;

    if (f->n >= FINDINGS_MAX) {
        f->dropped++;
        return 0;
    }
    va_start(ap, fmt);
    va_copy(again, ap);
    en = sentence(lang_in(LANG_EN, fmt), ap);
    fr = sentence(lang_in(LANG_FR, fmt), again);
    va_end(again);
    va_end(ap);
    return keep(f, level, code, file, line, en, fr, e);
}

static char *printable(const char *text)
{
    char *copy = strdup(text ? text : "");

    if (copy)
        utf8_make_printable(copy);
    return copy;
}

int finding_put(struct findings *f, const struct finding *what, struct err *e)
{
    struct finding *added;

    if (f->n >= FINDINGS_MAX) {
        f->dropped++;
        return 0;
    }
    if (keep(f, what->level, what->code, what->file, what->line,
             printable(what->en), printable(what->fr), e))
        return -1;
    added = &f->a[f->n - 1];
    added->example = what->example;
    added->source = what->source ? printable(what->source) : NULL;
    added->explains = what->explains ? printable(what->explains) : NULL;
    if ((what->source && !added->source) ||
        (what->explains && !added->explains))
        return err_nomem(e);
    return 0;
}

int finding_from_err(struct findings *f, const char *code, const char *file,
                     const struct err *cause, struct err *e)
{
    if (f->n >= FINDINGS_MAX) {
        f->dropped++;
        return 0;
    }
    return keep(f, FINDING_ERROR, code, file, cause->line, strdup(cause->en),
                strdup(cause->fr), e);
}

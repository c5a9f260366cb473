#include "base/err.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "base/lang.h"
#include "base/utf8.h"

void err_set_(struct err *e, enum err_code code, const char *src,
              const char *fmt, ...)
{
    va_list ap;
    va_list again;

    /* Arguments may quote hostile input: the message is made printable. */
    assert(code != ERR_NONE);
    if (e->code != ERR_NONE)
        return;
    e->code = code;
    e->src = src;
    e->id = fmt;
    va_start(ap, fmt);
    va_copy(again, ap);
    (void)vsnprintf(e->en, sizeof e->en, fmt, ap);
    (void)vsnprintf(e->fr, sizeof e->fr, lang_in(LANG_FR, fmt), again);
    va_end(again);
    va_end(ap);
    utf8_make_printable(e->en);
    utf8_make_printable(e->fr);
    memcpy(e->msg, lang_get() == LANG_FR ? e->fr : e->en, sizeof e->msg);
}

void err_at_(struct err *e, const char *path, uint64_t line, uint64_t col)
{
    if (!path)
        path = "";
    if (e->path[0] && path[0] && strncmp(e->path, path, ERR_PATH_MAX - 1) != 0)
        return; /* the callee spoke of another file */
    if (!e->path[0]) {
        (void)snprintf(e->path, sizeof e->path, "%s", path);
        utf8_make_printable(e->path);
    }
    if (e->line == 0) {
        e->line = line;
        e->col = line ? col : 0;
    }
}

const char *err_os(int errnum)
{
    return lang_tr(strerror(errnum));
}

void err_print(const struct err *e, FILE *out)
{
    if (e->path[0])
        (void)fprintf(out, "%s:", e->path);
    if (e->line)
        (void)fprintf(out, "%" PRIu64 ":", e->line);
    if (e->line && e->col)
        (void)fprintf(out, "%" PRIu64 ":", e->col);
    if (e->path[0] || e->line)
        (void)fputc(' ', out);
    (void)fprintf(out, "%s\n", e->msg);
}

#include "judge/samlines.h"

#include <string.h>

bool samlines_next(struct samspan *line, struct samlines *l)
{
    const char *lf;

    if (l->at == l->end)
        return false;
    lf = memchr(l->at, '\n', (size_t)(l->end - l->at));
    line->s = l->at;
    line->n = (size_t)((lf ? lf : l->end) - l->at);
    if (line->n && line->s[line->n - 1] == '\r')
        line->n--;
    l->at = lf ? lf + 1 : l->end;
    l->number++;
    return true;
}

bool samline_is(const struct samspan *line, const char *type)
{
    return line->n >= 3 && line->s[0] == '@' &&
           memcmp(line->s + 1, type, 2) == 0 &&
           (line->n == 3 || line->s[3] == '\t');
}

struct samspan samline_value(const struct samspan *line, const char *key)
{
    const char *end = line->s + line->n;
    const char *s = memchr(line->s, '\t', line->n);

    while (s) {
        const char *field = s + 1;

        s = memchr(field, '\t', (size_t)(end - field));
        if (end - field > 3 && memcmp(field, key, 2) == 0 && field[2] == ':') {
            size_t n = (size_t)((s ? s : end) - field) - 3;

            return n ? (struct samspan){field + 3, n}
                     : (struct samspan){NULL, 0};
        }
    }
    return (struct samspan){NULL, 0};
}

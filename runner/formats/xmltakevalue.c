/* Values of attributes: each reader says what is allowed. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/num.h"
#include "formats/xmltake.h"

#define ID_MAX 128

int xmltake_bad(struct xmltake *t, const char *attr, const char *value,
                const char *values)
{
    err_set(t->e, ERR_SYNTAX,
            "'%.80s' is no value of the attribute '%s' of '%.64s', which is: "
            "%s",
            value, attr, t->n->name, values);
    return xmltake_at(t);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_id(const char *s, size_t n)
{
    if (n == 0 || n > ID_MAX || !is_letter(s[0]))
        return false;
    for (size_t i = 0; i < n; i++) {
        bool digit = s[i] >= '0' && s[i] <= '9';

        if (!is_letter(s[i]) && !digit && s[i] != '.' && s[i] != '-')
            return false;
    }
    return true;
}

int xmltake_is_id(struct xmltake *t, const char *attr, const char *value)
{
    if (!value || is_id(value, strlen(value)))
        return 0;
    return xmltake_bad(t, attr, value, "[A-Za-z_][A-Za-z0-9._-]{0,127}");
}

static const char *skip_blanks(const char *s)
{
    return s + strspn(s, " \t\r\n");
}

int xmltake_ids(const char *const **list, size_t *n, struct xmltake *t,
                const char *attr, const char *value, size_t max,
                struct arena *a)
{
    const char **ids = NULL;
    size_t cap = 0;

    *list = NULL;
    *n = 0;
    for (const char *s = value ? skip_blanks(value) : ""; *s;
         s = skip_blanks(s)) {
        size_t len = strcspn(s, " \t\r\n");
        const char **at;

        if (!is_id(s, len))
            return xmltake_bad(t, attr, value,
                               "[A-Za-z_][A-Za-z0-9._-]{0,127} ...");
        if (*n == max) {
            err_set(t->e, ERR_LIMIT,
                    "the list '%s' of '%.64s' has more than "
                    "%zu words",
                    attr, t->n->name, max);
            return xmltake_at(t);
        }
        at = arena_push(a, &ids, n, &cap, sizeof *ids, t->e);
        if (!at)
            return -1;
        ids = at - (*n - 1);
        *at = arena_strndup(a, s, len, t->e);
        if (!*at)
            return -1;
        s += len;
    }
    if (value && *n == 0)
        return xmltake_bad(t, attr, value,
                           "[A-Za-z_][A-Za-z0-9._-]{0,127} ...");
    *list = ids;
    return 0;
}

int xmltake_is_hex(struct xmltake *t, const char *attr, const char *value,
                   size_t digits)
{
    if (!value || digest_is_hex(value, digits))
        return 0;
    return xmltake_bad(t, attr, value,
                       digits == 32 ? "[0-9a-f]{32}" : "[0-9a-f]{64}");
}

int xmltake_yes(bool *out, struct xmltake *t, const char *attr,
                const char *value)
{
    if (!value)
        return 0;
    if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
        return xmltake_bad(t, attr, value, "yes | no");
    *out = value[0] == 'y';
    return 0;
}

int xmltake_int(int64_t *out, struct xmltake *t, const char *attr,
                const char *value, int64_t min, int64_t max)
{
    struct err why = {0};
    char range[64];

    if (!value || num_int(out, value, min, max, &why) == 0)
        return 0;
    (void)snprintf(range, sizeof range, "%" PRId64 " ... %" PRId64, min, max);
    return xmltake_bad(t, attr, value, range);
}

int xmltake_real(double *out, struct xmltake *t, const char *attr,
                 const char *value, double min, double max)
{
    struct err why = {0};
    char range[64];

    if (!value || num_real(out, value, min, max, &why) == 0)
        return 0;
    (void)snprintf(range, sizeof range, "%g ... %g", min, max);
    return xmltake_bad(t, attr, value, range);
}

int xmltake_is_text(struct xmltake *t, const char *attr, const char *value)
{
    if (!value || *skip_blanks(value))
        return 0;
    return xmltake_bad(t, attr, value, "[^ ]+");
}

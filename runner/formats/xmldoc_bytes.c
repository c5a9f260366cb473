/*
 * What is refused before libxml2 sees a byte: other encodings than UTF-8 (so
 * that no converter ever runs) and other versions than XML 1.0.
 */
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/utf8.h"
#include "formats/xmldoc_internal.h"

#define DECLARATION_MAX 512 /* bytes of <?xml ... ?> that are looked at */

static int err_byte(struct err *e, const char *bytes, size_t at)
{
    uint64_t line = 1;
    size_t line_start = 0;

    for (size_t i = 0; i < at; i++) {
        if (bytes[i] == '\n') {
            line++;
            line_start = i + 1;
        }
    }
    return err_at(e, NULL, line, at - line_start + 1);
}

static int check_utf8(const char *bytes, size_t len, struct err *e)
{
    size_t at = 0;
    uint32_t cp;

    if (utf8_valid(bytes, len))
        return 0;
    while (at < len) {
        size_t n = utf8_next(&cp, bytes + at, len - at);

        if (n == 0)
            break;
        at += n;
    }
    (void)err_set(e, ERR_REFUSED,
                  "these bytes are not UTF-8: save the document as UTF-8");
    return err_byte(e, bytes, at);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The value of name="value" inside the declaration at *value; its length, or
 * 0 when it is not there. Malformed ones are left to the parser. */
static size_t declared(const char **value, const char *decl, size_t len,
                       const char *name)
{
    size_t n = strlen(name);

    for (size_t i = 1; i + n < len; i++) {
        size_t j = i + n;
        size_t k;

        if (!is_blank(decl[i - 1]) || memcmp(decl + i, name, n) != 0)
            continue;
        while (j < len && (is_blank(decl[j]) || decl[j] == '='))
            j++;
        if (j >= len || (decl[j] != '"' && decl[j] != '\''))
            continue;
        for (k = j + 1; k < len && decl[k] != decl[j]; k++)
            ;
        *value = decl + j + 1;
        return k - j - 1;
    }
    return 0;
}

static bool is_utf8_name(const char *s, size_t n)
{
    return n == 0 || (n == 5 && strncasecmp(s, "utf-8", n) == 0);
}

static int check_declaration(const char *bytes, size_t len, struct err *e)
{
    const char *value = NULL;
    size_t max = len < DECLARATION_MAX ? len : DECLARATION_MAX;
    size_t end = 5;
    size_t n;

    if (len < 6 || memcmp(bytes, "<?xml", 5) != 0 || !is_blank(bytes[5]))
        return 0;
    while (end < max && bytes[end] != '>')
        end++;
    n = declared(&value, bytes, end, "encoding");
    if (!is_utf8_name(value, n)) {
        (void)err_set(e, ERR_REFUSED,
                      "the document is declared as %.*s, only UTF-8 is "
                      "accepted: save it as UTF-8",
                      (int)n, value);
        return err_byte(e, bytes, (size_t)(value - bytes));
    }
    n = declared(&value, bytes, end, "version");
    if (n > 0 && (n != 3 || memcmp(value, "1.0", 3) != 0)) {
        (void)err_set(e, ERR_REFUSED,
                      "the document is declared as XML %.*s, only XML 1.0 is "
                      "accepted",
                      (int)n, value);
        return err_byte(e, bytes, (size_t)(value - bytes));
    }
    return 0;
}

int xmldoc_check_bytes(const char *bytes, size_t len, struct err *e)
{
    const char *nul;

    if (len == 0)
        return err_set(e, ERR_SYNTAX, "the document is empty");
    if (len > INT_MAX / 2)
        return err_set(e, ERR_LIMIT,
                       "the document is larger than this program reads");
    if (check_utf8(bytes, len, e))
        return -1;
    nul = memchr(bytes, '\0', len);
    if (nul) {
        (void)err_set(e, ERR_REFUSED,
                      "the document holds a NUL byte: save it as UTF-8");
        return err_byte(e, bytes, (size_t)(nul - bytes));
    }
    return check_declaration(bytes, len, e);
}

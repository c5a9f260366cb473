#include "reports/doc/textwrap.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/utf8.h"

/* Bytes of the character at `s`. */
static size_t width(const char *s)
{
    size_t n = 1;

    while (((unsigned char)s[n] & 0xC0) == 0x80)
        n++;
    return n;
}

size_t textwrap_columns(const char *s)
{
    size_t n = 0;

    for (; *s; s += width(s))
        n++;
    return n;
}

static bool is_control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp <= 0x9F) || cp == 0x200E ||
           cp == 0x200F || (cp >= 0x2028 && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069) || (cp >= 0xE000 && cp <= 0xE003);
}

void textwrap_clean(struct buf *to, const char *s, size_t most)
{
    for (size_t i = 0; *s && i < most; s += width(s), i++) {
        uint32_t cp = 0;

        (void)utf8_next(&cp, s, width(s));
        if (is_control(cp))
            buf_char(to, ' ');
        else
            buf_add(to, s, width(s));
    }
}

void textwrap_blanks(struct buf *to, size_t n)
{
    while (n-- > 0)
        buf_char(to, ' ');
}

void textwrap_pad(struct buf *to, const char *s, size_t n)
{
    size_t is = textwrap_columns(s);

    buf_str(to, s);
    textwrap_blanks(to, is < n ? n - is : 1);
}

/* Bytes and columns of the first line of `s`: all of it when it fits, else up
 * to the last blank in reach, else `most` columns. */
static size_t first_line(size_t *columns, const char *s, size_t most)
{
    size_t blank = 0;
    size_t before_blank = 0;
    size_t full = 0;
    size_t n = 0;
    size_t at = 0;

    for (; s[at] && n <= most; at += width(s + at), n++) {
        if (s[at] == ' ' && n > 0) {
            blank = at;
            before_blank = n;
        }
        if (n == most)
            full = at;
    }
    if (n <= most) {
        *columns = n;
        return at;
    }
    *columns = blank > 0 ? before_blank : most;
    return blank > 0 ? blank : full;
}

void textwrap_lines(struct buf *to, const char *s, size_t n, size_t indent,
                    const char *tail)
{
    for (;;) {
        size_t columns;
        size_t bytes = first_line(&columns, s, n);

        buf_add(to, s, bytes);
        if (*tail)
            textwrap_blanks(to, n + 1 - columns);
        buf_str(to, tail);
        buf_char(to, '\n');
        s += bytes;
        if (*s == ' ')
            s++;
        if (!*s)
            return;
        textwrap_blanks(to, indent);
        tail = "";
    }
}

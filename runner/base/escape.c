#include "base/escape.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

static const char *xml_escape(uint32_t cp)
{
    switch (cp) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return cp < 0x20 || cp == 0xfffe || cp == 0xffff ? REPLACEMENT : NULL;
    }
}

/* NULL: as it is; "": as \u00XX. */
static const char *json_escape(uint32_t cp)
{
    switch (cp) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\b':
        return "\\b";
    case '\f':
        return "\\f";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        return cp < 0x20 || cp == 0x7f ? "" : NULL;
    }
}

static void add_escaped(struct buf *b, const char *text,
                        const char *(*escape)(uint32_t))
{
    size_t n = strlen(text);

    for (size_t i = 0; i < n;) {
        uint32_t cp = 0;
        size_t len = utf8_next(&cp, text + i, n - i);
        const char *as = len > 0 ? escape(cp) : REPLACEMENT;

        len = len > 0 ? len : 1;
        if (!as)
            buf_add(b, text + i, len);
        else if (*as)
            buf_str(b, as);
        else
            buf_printf(b, "\\u%04x", (unsigned)cp);
        i += len;
    }
}

void buf_xml(struct buf *b, const char *text)
{
    add_escaped(b, text, xml_escape);
}

void buf_json(struct buf *b, const char *text)
{
    buf_char(b, '"');
    add_escaped(b, text, json_escape);
    buf_char(b, '"');
}

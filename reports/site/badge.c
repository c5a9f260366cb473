#include "reports/site/badge.h"

#include <stddef.h>

#include "base/buf.h"
#include "base/escape.h"

/* Widths in pixels: a character at 11 px of a sans serif face is 6.6 wide on
 * average; textLength makes what is drawn as wide as was computed. */
#define CHARACTER 7
#define LEFT      62 /* of the word "entente" */
#define MARGIN    10
#define SHOWN_MAX 40 /* characters of a number */

/* The first characters, at most SHOWN_MAX, and how many. */
static size_t shorten(struct buf *out, const char *text)
{
    size_t n = 0;

    for (; *text && n <= SHOWN_MAX; text++) {
        n += ((unsigned char)*text & 0xc0) != 0x80;
        if (n <= SHOWN_MAX)
            buf_char(out, *text);
    }
    return n < SHOWN_MAX ? n : SHOWN_MAX;
}

static void line(struct buf *out, const char *text, size_t characters, int y)
{
    buf_printf(out,
               "<text x=\"%d\" y=\"%d\" textLength=\"%zu\" "
               "lengthAdjust=\"spacingAndGlyphs\">",
               LEFT + MARGIN, y, characters * CHARACTER);
    buf_xml(out, text);
    buf_str(out, "</text>\n");
}

void badge_write(struct buf *out, const char *number, const char *sha256)
{
    struct buf shown;
    struct buf digest;
    size_t n;
    size_t n_digest = sizeof("sha256 ") - 1 + BADGE_DIGITS;
    size_t width;

    buf_init(&shown, 4 * SHOWN_MAX + 1);
    buf_init(&digest, 64);
    n = shorten(&shown, number);
    buf_printf(&digest, "sha256 %.*s", BADGE_DIGITS, sha256);
    width = LEFT + 2 * MARGIN + (n > n_digest ? n : n_digest) * CHARACTER;
    buf_printf(out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%zu\" "
               "height=\"40\" role=\"img\" aria-labelledby=\"t\">\n"
               "<title id=\"t\">entente: ",
               width);
    buf_xml(out, number);
    buf_printf(out, ", sha256 %.*s</title>\n", BADGE_DIGITS, sha256);
    buf_printf(out,
               "<rect width=\"%zu\" height=\"40\" rx=\"4\" fill=\"#1b1d21\"/>\n"
               "<path d=\"M4 0h%dv40H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z\" "
               "fill=\"#0a4a94\"/>\n"
               "<g fill=\"#fff\" font-family=\"Verdana,'DejaVu Sans',"
               "sans-serif\" font-size=\"11\">\n"
               "<text x=\"9\" y=\"24\" textLength=\"44\" "
               "lengthAdjust=\"spacingAndGlyphs\">entente</text>\n",
               width, LEFT - 4);
    line(out, shown.s ? shown.s : "", n, 17);
    line(out, digest.s, n_digest, 32);
    buf_str(out, "</g>\n</svg>\n");
    buf_release(&shown);
    buf_release(&digest);
}

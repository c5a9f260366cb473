/*
 * textwrap -- text for a terminal: cleaned, padded, broken into lines. A column
 * is a character. Texts are valid UTF-8.
 */
#ifndef REPORTS_DOC_TEXTWRAP_H
#define REPORTS_DOC_TEXTWRAP_H

#include <stddef.h>

struct buf;

size_t textwrap_columns(const char *s);

/* The first `most` characters of `s`. What controls a terminal (C0, C1, DEL,
 * line breaks, direction marks) and the marks of colour of text.xsl become
 * blanks. */
void textwrap_clean(struct buf *to, const char *s, size_t most);

/* `n` columns wide, or with one blank behind when it is longer. */
void textwrap_pad(struct buf *to, const char *s, size_t n);
void textwrap_blanks(struct buf *to, size_t n);

/* In lines of at most `n` > 0 columns, broken at blanks where there are any,
 * each but the first after `indent` blanks; `tail` stands behind the first. */
void textwrap_lines(struct buf *to, const char *s, size_t n, size_t indent,
                    const char *tail);

#endif

/*
 * escape -- text of any origin, made safe inside XML and JSON.
 *
 * Both write UTF-8; each byte that is not part of well-formed UTF-8, and each
 * character that the format can not hold, becomes U+FFFD. So the output is
 * well-formed whatever the input.
 */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

struct buf;

/*
 * For XML 1.0 element content and attribute values in double quotes: & < > "
 * become entities, tab, newline and carriage return character references (so
 * that a parser gives them back unchanged, in attributes too). Control
 * characters, U+FFFE and U+FFFF are not in XML 1.0.
 */
void buf_xml(struct buf *b, const char *text);

/* A JSON string with its quotes (RFC 8259). */
void buf_json(struct buf *b, const char *text);

#endif

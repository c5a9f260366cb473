/*
 * xmlout -- XML that we write: one way to write each thing, so that equal
 * content gives equal bytes.
 *
 * UTF-8, LF, one element a line, indented by one blank a level; attributes in
 * the order of the calls; an element without content ends in "/>"; text is
 * escaped by base/escape (control characters become U+FFFD).
 *
 * Element and attribute names are literals of ours and must outlive the
 * element. A failed buf shows in buf_check(): no call here can fail.
 */
#ifndef REPORTS_DOC_XMLOUT_H
#define REPORTS_DOC_XMLOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct text2;

#define XMLOUT_DEPTH_MAX 16

struct xmlout {
    struct buf *to;
    const char *open[XMLOUT_DEPTH_MAX];
    size_t depth;
    bool in_tag;   /* the start tag still takes attributes */
    bool has_text; /* the end tag follows text: no new line before it */
};

/* Writes the XML declaration. */
void xmlout_init(struct xmlout *w, struct buf *to);

void xmlout_begin(struct xmlout *w, const char *name);
void xmlout_end(struct xmlout *w);

/* Right after xmlout_begin. A NULL value writes nothing. */
void xmlout_attr(struct xmlout *w, const char *name, const char *value);
void xmlout_attr_i64(struct xmlout *w, const char *name, int64_t value);
void xmlout_attr_bool(struct xmlout *w, const char *name, bool value);

/* An element that holds only text; nothing when `text` is NULL. */
void xmlout_leaf(struct xmlout *w, const char *name, const char *text);
/* One element a language, with xml:lang; nothing for a missing one. */
void xmlout_text2(struct xmlout *w, const char *name, const struct text2 *t);
/* An attribute that holds a blank-separated list; nothing when n is 0. */
void xmlout_attr_list(struct xmlout *w, const char *name,
                      const char *const *word, size_t n);

#endif

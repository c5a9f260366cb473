/*
 * xmltake -- read one element strictly: what the reader does not take is an
 * error.
 *
 *   xmltake_begin(&t, node, e);
 *   id = xmltake_need(&t, "id");
 *   for (n = xmltake_child(&t, "case"); n; n = xmltake_child(&t, "case"))
 *       read_case(n, e);
 *   return xmltake_end(&t);
 *
 * Children are taken in document order. Elements and attributes of other
 * namespaces are extensions and are passed over; those of the element's own
 * namespace, without namespace, or of xml: have to be taken.
 *
 * Errors stick: after the first one nothing is taken any more (NULL, -1), so
 * a reader checks once, at xmltake_end(). *e must be clean at the beginning.
 * All errors carry the line and column of the element.
 */
#ifndef FORMATS_XMLTAKE_H
#define FORMATS_XMLTAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/xmldoc.h"

struct arena;
struct err;

#define XMLTAKE_ATTRS_MAX 64 /* attributes of one element */
#define XMLTAKE_TRIED_MAX 12

struct xmltake {
    const struct xmlnode *n;
    const struct xmlnode *next;           /* first child that is not taken */
    uint64_t taken;                       /* attributes, a bit each */
    const char *tried[XMLTAKE_TRIED_MAX]; /* children asked for since the last
                                             that was taken, for messages */
    size_t n_tried;
    bool text;
    struct err *e;
};

void xmltake_begin(struct xmltake *t, const struct xmlnode *n, struct err *e);

/* The root must be `name` in namespace `ns`; -1 with what it should be. */
int xmltake_root(struct xmltake *t, const struct xmlnode *root, const char *ns,
                 const char *name, struct err *e);

/* An attribute's value; NULL when absent, which is an error for _need(). */
const char *xmltake_attr(struct xmltake *t, const char *name);
const char *xmltake_need(struct xmltake *t, const char *name);

/* xml:lang, which must be `lang`. */
int xmltake_lang(struct xmltake *t, const char *lang);

/* The next child when it has this name, else NULL. */
const struct xmlnode *xmltake_child(struct xmltake *t, const char *name);
/* The same; its absence is an error. */
const struct xmlnode *xmltake_need_child(struct xmltake *t, const char *name);

/* The text of an element that holds nothing else: blanks at both ends left
 * out, inner runs made one. Empty text is an error. */
const char *xmltake_text(struct xmltake *t, struct arena *a);

/* Complain of what was not taken. 0, or -1 when anything was wrong. */
int xmltake_end(struct xmltake *t);

/* Complain of a value: `values` says in words common to both languages (a list
 * of words, a pattern) what it may be. Returns -1. */
int xmltake_bad(struct xmltake *t, const char *attr, const char *value,
                const char *values);
/* Add the element's place to an error. Returns -1. */
int xmltake_at(struct xmltake *t);

/* ---- values; `attr` names the attribute in messages. All take NULL for an
 * absent value and then do nothing. ---------------------------------------- */

/* [A-Za-z_][A-Za-z0-9._-]*, at most 128 bytes. */
int xmltake_is_id(struct xmltake *t, const char *attr, const char *value);
/* Ids joined by single blanks (attributes: XML made any blank one already).
 * *list points into *a, NULL-terminated; more than `max` is an error. */
int xmltake_ids(const char *const **list, size_t *n, struct xmltake *t,
                const char *attr, const char *value, size_t max,
                struct arena *a);
/* 64 or 32 lower-case hexadecimal digits. */
int xmltake_is_hex(struct xmltake *t, const char *attr, const char *value,
                   size_t digits);
/* "yes" or "no". */
int xmltake_yes(bool *out, struct xmltake *t, const char *attr,
                const char *value);
int xmltake_int(int64_t *out, struct xmltake *t, const char *attr,
                const char *value, int64_t min, int64_t max);
int xmltake_real(double *out, struct xmltake *t, const char *attr,
                 const char *value, double min, double max);
/* Holds something other than blanks. */
int xmltake_is_text(struct xmltake *t, const char *attr, const char *value);

#endif

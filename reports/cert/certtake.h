/*
 * certtake -- what the readers of this folder share: one child element after
 * another into a struct, by small calls; errors stick as in xmltake.h.
 */
#ifndef REPORTS_CERT_CERTTAKE_H
#define REPORTS_CERT_CERTTAKE_H

#include <stddef.h>
#include <stdint.h>

#include "core/suite.h" /* struct text2 */
#include "formats/xmltake.h"

struct arena;
struct buf;
struct err;

/* The element NAME twice, with xml:lang en and fr. Missing: an error, or with
 * `optional` both are NULL. */
int certtake_text2(struct text2 *out, struct xmltake *t, const char *name,
                   bool optional, struct arena *a);

/* The element's own text; control characters and those that turn the direction
 * of writing are refused, here as everywhere in this folder. */
const char *certtake_own_text(struct xmltake *t, struct arena *a);

/* The text of child NAME; NULL when `optional` and absent. */
const char *certtake_text(struct xmltake *t, const char *name, bool optional,
                          struct arena *a);

/* Attributes, copied into the arena: the document goes away. `form` below;
 * NULL when absent and `optional`, or after an error. */
enum certtake_form {
    CERTTAKE_ANY,
    CERTTAKE_ID,
    CERTTAKE_DAY,
    CERTTAKE_TIME,
    CERTTAKE_SHA256,
    CERTTAKE_NATION,
    CERTTAKE_SUITE /* "id@1.2.3" */
};
const char *certtake_attr(struct xmltake *t, const char *name,
                          enum certtake_form form, bool optional,
                          struct arena *a);
/* 0 after an error. */
int64_t certtake_int(struct xmltake *t, const char *name, int64_t min,
                     int64_t max);

/* One element of a list into *out; texts into `a`. */
typedef int (*certtake_fn)(void *out, struct xmltake *t, struct arena *a);

/* All children NAME from here on, `size` bytes each, at most
 * CERTTAKE_LIST_MAX. NULL when there is none, or after an error. */
#define CERTTAKE_LIST_MAX 32
void *certtake_list(size_t *n, struct xmltake *t, const char *name, size_t size,
                    certtake_fn read, struct arena *a);

/* Begins the child NAME; -1 when it is not there. */
int certtake_enter(struct xmltake *in, struct xmltake *t, const char *name);

/* One word or name of a list: the element's own text, into *(const char **)out.
 */
int certtake_word(void *out, struct xmltake *t, struct arena *a);

/* <regulatory regime="" declared=""/> into a struct cert_regulatory. */
int certtake_regulatory(void *out, struct xmltake *t, struct arena *a);

/* A document that this program wrote must be what it writes again, to the
 * byte: anything else says more than is shown. `again` is released. */
int certtake_check_form(struct buf *again, const char *xml, size_t len,
                        struct err *e);

/* 0, or -1 after an error. */
int certtake_failed(const struct xmltake *t);

#endif

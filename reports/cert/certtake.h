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

/* The element NAME twice, with xml:lang en and fr. Missing: an error, or with
 * `optional` both are NULL. */
int certtake_text2(struct text2 *out, struct xmltake *t, const char *name,
                   bool optional, struct arena *a);

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
    CERTTAKE_NATION
};
const char *certtake_attr(struct xmltake *t, const char *name,
                          enum certtake_form form, bool optional,
                          struct arena *a);
/* 0 after an error. */
int64_t certtake_int(struct xmltake *t, const char *name, int64_t min,
                     int64_t max);

#endif

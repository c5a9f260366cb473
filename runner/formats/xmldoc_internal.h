/* xmldoc_internal -- what the files of xmldoc share. */
#ifndef FORMATS_XMLDOC_INTERNAL_H
#define FORMATS_XMLDOC_INTERNAL_H

#include <stddef.h>

#include <libxml/xmlerror.h>

struct err;
struct place;

/* UTF-8 without NUL, no other encoding declared, XML 1.0, of a size that
 * libxml2 can count. ERR_REFUSED or ERR_LIMIT, with line and column. */
int xmldoc_check_bytes(const char *bytes, size_t len, struct err *e);

/* A libxml2 error of well-formedness as a sentence of ours. */
void xmldoc_explain(struct err *e, const xmlError *what);

/* A RELAX NG violation as a sentence of ours; see xmldoc_validate(). How
 * telling it is: 0 for "something below is wrong". */
int xmldoc_rng_rank(const xmlError *what);
void xmldoc_rng_explain(struct err *e, const xmlError *what);

#endif

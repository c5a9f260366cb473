/*
 * suitexml -- suite.xml (namespace urn:entente:suite:1) to struct suite.
 *
 * suites/schema/suite.rng is the grammar; this reader also accepts nothing
 * that the grammar does not, so that it can be used where the schema is not at
 * hand (verification of a sealed container). Elements of other namespaces are
 * extensions and are skipped; unknown elements or attributes of ours are an
 * error with line and column.
 */
#ifndef FORMATS_SUITEXML_H
#define FORMATS_SUITEXML_H

#include <stddef.h>

struct err;
struct suite;

#define SUITEXML_NS "urn:entente:suite:1"

/* From bytes; fills suite->sha256. `name` is used in messages. */
int suitexml_parse(struct suite *out, const char *bytes, size_t len,
                   const char *name, struct err *e);
/* From a file; ERR_LIMIT above SUITE_BYTES_MAX. */
int suitexml_read(struct suite *out, const char *path, struct err *e);

#endif

/*
 * comparehtml -- the page about a comparison of two call sets: one HTML file
 * without script, that needs no other file and prints on A4.
 *
 * Made of the XML document of variants/table_xml.h alone (namespace
 * COMPAREHTML_NS, reports/schema/comparison.rng) by reports/xsl/compare.xsl:
 * the same document and language give the same bytes.
 */
#ifndef REPORTS_DOC_COMPAREHTML_H
#define REPORTS_DOC_COMPAREHTML_H

#include "base/buf.h"
#include "base/lang.h"

struct err;

#define COMPAREHTML_NS   "urn:entente:comparison:1"
#define COMPAREHTML_NAME "compare.html" /* usual file name */

/* Appends the page, to each language's own. `datadir` holds reports/xsl. */
int comparehtml_make(struct buf html[LANG_FR + 1], const struct buf *xml,
                     const char *datadir, struct err *e);

#endif

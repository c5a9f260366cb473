/*
 * table_xml -- a finished table and its causes of failure as one XML document:
 * what a page for people is made of (reports/xsl/compare.xsl).
 *
 * Namespace urn:entente:comparison:1, schema reports/schema/comparison.rng.
 * UTF-8, one element a line. The same table gives the same bytes everywhere:
 * of the files of the job only the last part of their names is told.
 *
 * Shares have six decimals; 1 stands only for all, 0 only for none. What is not
 * defined (0 of 0) is left out.
 */
#ifndef VARIANTS_TABLE_XML_H
#define VARIANTS_TABLE_XML_H

struct buf;
struct causes;
struct table;
struct variants_job;

#define TABLE_XML_CAUSES 10  /* that are told one by one */
#define TABLE_XML_POINTS 240 /* of a curve at most */

/* To be checked with buf_check(). All three are of one job. */
void table_xml_write(struct buf *out, const struct table *t,
                     const struct causes *c, const struct variants_job *job);

#endif

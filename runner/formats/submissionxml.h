/*
 * submissionxml -- submission.xml (namespace urn:entente:submission:1) to
 * struct submission, and back.
 *
 * <submission xmlns="urn:entente:submission:1">
 *   <vendor>…</vendor> <product>…</product> <version>…</version>
 *   <technology-class>short-read</technology-class>
 *   <regulatory>…</regulatory>? <trained-on>…</trained-on>?
 *   <claims>snv indel</claims>?
 *   <items><item id="i1" sample="HG002" material-lot="…" instrument="…"
 *     reagents="…" basecaller="…" run="…" site="…" day="2026-11-23"
 *     replicate="1"/></items>
 *   <files><file name="calls.vcf.gz" role="calls" sha256="…" size="…"
 *     item="i1"/></files>
 * </submission>
 * Grammar: suites/schema/submission.rng.
 */
#ifndef FORMATS_SUBMISSIONXML_H
#define FORMATS_SUBMISSIONXML_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct err;
struct submission;

#define SUBMISSIONXML_NS   "urn:entente:submission:1"
#define SUBMISSIONXML_NAME "submission.xml"

/* `draft`: digests and sizes may be missing (entente pack completes them). */
int submissionxml_parse(struct submission *out, const char *bytes, size_t len,
                        const char *name, bool draft, struct err *e);
/* Deterministic text of a submission. */
void submissionxml_write(struct buf *out, const struct submission *s);

#endif

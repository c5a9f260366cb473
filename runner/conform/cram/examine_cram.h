/*
 * examine_cram -- CRAM 2.1, 3.0 and 3.1, by the rules CRAM-*, and those of SAM
 * for its header and its records.
 *
 * First the build, byte by byte (cramwalk.h). When that holds, htslib decodes
 * the records in a process of its own (formats/cramin.h), and each is judged as
 * a record of BAM. Records that need a reference are not decoded without it:
 * the file is then not judged, which is not a pass. A build that is wrong is
 * verdict enough: what it holds is then not decoded.
 *
 * An index that stands beside the file, or is given, is compared with the
 * slices (cramindex.h).
 */
#ifndef CONFORM_EXAMINE_CRAM_H
#define CONFORM_EXAMINE_CRAM_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct examined;
struct examine_job;

/* See examine_fn and struct examine_format in conform/examine.h. */
int examine_cram(struct examined *out, const struct examine_job *job,
                 struct err *e);
bool examine_cram_sniff(const unsigned char *head, size_t n);

/* The index of a CRAM (CRAI), by itself and against the CRAM beside it. */
int examine_crai(struct examined *out, const struct examine_job *job,
                 struct err *e);
bool examine_crai_sniff(const unsigned char *head, size_t n);

#endif

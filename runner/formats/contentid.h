/*
 * contentid -- a digest of what a file says, so that compressing it anew, or
 * another header, changes nothing.
 *
 * Records: SHA-256 over the record lines, each followed by one LF; CR LF
 * counts as LF. Left out are: of VCF, lines that start with '#'; of BED, those
 * that start with '#', "track" or "browser"; of both, empty lines. Anyone can
 * do it over:
 *     bgzip -dc truth.vcf.gz | grep -v '^#' | sha256sum
 *     zcat -f regions.bed | grep -Ev '^(#|track|browser|$)' | sha256sum
 * BCF has no lines: ERR_SYNTAX.
 *
 * Contigs: of a reference, name, length and MD5 of each contig that is listed.
 *
 * Memory: one block of the file, whatever its size. Errors: as lines.h and
 * fastaio.h.
 */
#ifndef FORMATS_CONTENTID_H
#define FORMATS_CONTENTID_H

#include <stddef.h>
#include <stdint.h>

struct err;
struct suite_contig;

/* `kind` is "vcf" or "bed" (ERR_REFUSED for another: it has no records). A
 * file without any record is an ERR_REFUSED too. *n_records may be NULL. */
int contentid_records(char out[65], uint64_t *n_records, const char *kind,
                      const char *path, struct err *e);
/* The same of a descriptor, which it owns. */
int contentid_records_fd(char out[65], uint64_t *n_records, const char *kind,
                         int fd, const char *name, struct err *e);

/* Does the FASTA at `path` hold each of these contigs, of this length and
 * MD5? ERR_MISMATCH names the first that differs (expected, found). */
int contentid_contigs(const char *path, const struct suite_contig *contig,
                      size_t n, struct err *e);

/* A name for such a list: the SHA-256 over "NAME<TAB>LENGTH<TAB>MD5<LF>" of
 * each, in order. */
int contentid_contig_list(char out[65], const struct suite_contig *contig,
                          size_t n, struct err *e);

#endif

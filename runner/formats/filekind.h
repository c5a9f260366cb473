/*
 * filekind -- what kind of file this is, in the words that suites use.
 *
 * Kinds: vcf (also BCF), bam (also CRAM and SAM), fasta, fastq, bed, and the
 * index of each: vcf-index, bam-index, fasta-index, bed-index. Told by the
 * content, compressed or not; by the end of the name only where the content
 * says nothing: an index says not of what, and a damaged file says nothing at
 * all, but is still meant to be what it is called.
 */
#ifndef FORMATS_FILEKIND_H
#define FORMATS_FILEKIND_H

struct err;

/* The kind, a text that lives for ever, or "" when it is none of these; NULL
 * with *e set when it can not be opened (as path_open_read()). */
const char *filekind_of(const char *path, struct err *e);

/* From the name alone; "" when it is none of these. */
const char *filekind_of_name(const char *name);

/* The ends that an index's name adds to the name of a file of this kind, as a
 * list that ends with NULL: ".tbi", ".csi" for vcf. */
const char *const *filekind_index_ends(const char *kind);

#endif

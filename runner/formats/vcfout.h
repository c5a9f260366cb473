/*
 * vcfout -- a sorted VCF file, compressed (BGZF) and indexed (tabix) while it
 * is written.
 *
 *     struct vcfout *o = vcfout_open("out.vcf.gz", &options, &e);
 *     vcfout_text(o, head, head_len, &e);
 *     vcfout_record(o, &place, line, line_len, &e);
 *     vcfout_end(o, &e);
 *     vcfout_free(o);
 *
 * The index goes to PATH.tbi; to PATH.csi when a contig is longer than a .tbi
 * can say (2^29 bp).
 *
 * Errors:  ERR_IO, ERR_MEMORY. Records must be in order: contigs together, by
 *          rising place; anything else is our own fault.
 * Threads: as formats/bgzfout.h.
 */
#ifndef FORMATS_VCFOUT_H
#define FORMATS_VCFOUT_H

#include <stddef.h>
#include <stdint.h>

struct crew;
struct err;
struct vcfout;

struct vcfout_options {
    struct crew *crew;
    int level;              /* as formats/bgzfout.h */
    int64_t longest_contig; /* bp; 0: not above 2^29 */
};

/* Where a record stands, for the index: 0-based [beg, end). */
struct vcfout_place {
    const char *contig; /* its name */
    int64_t beg;
    int64_t end;
};

struct vcfout *vcfout_open(const char *path,
                           const struct vcfout_options *options, struct err *e);

/* The header, before the first record; whole lines. */
int vcfout_text(struct vcfout *o, const char *text, size_t n, struct err *e);

/* One line, without LF. */
int vcfout_record(struct vcfout *o, const struct vcfout_place *at,
                  const char *line, size_t n, struct err *e);

/* Write what is left, and the index. */
int vcfout_end(struct vcfout *o, struct err *e);

/* The suffix of the index, ".tbi" or ".csi". */
const char *vcfout_index_suffix(const struct vcfout_options *options);

/* Without vcfout_end() the file is left unfinished. NULL is accepted. */
void vcfout_free(struct vcfout *o);

#endif

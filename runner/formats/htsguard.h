/*
 * htsguard -- what htslib is spared: numbers in a hostile file that would make
 * it take memory or time out of all proportion to the file.
 *
 * htslib believes the lengths that a BCF or an index states, keeps a table as
 * long as the largest IDX= of a header, compares each free header line with
 * all others, and makes room for (samples x longest value) of a text record.
 * These functions walk a file first, by its own grammar and with our ceilings;
 * what they let pass, htslib handles in memory of the order of the ceilings.
 *
 * Errors: ERR_SYNTAX, ERR_LIMIT are defects of the file; ERR_IO and ERR_MEMORY
 * are not.
 */
#ifndef FORMATS_HTSGUARD_H
#define FORMATS_HTSGUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;

#define HTSGUARD_HEADER_BYTES_MAX ((size_t)64 << 20) /* of a BCF's header */
#define HTSGUARD_HEADER_LINES_MAX 1000000
#define HTSGUARD_FREE_LINES_MAX   20000 /* header lines but contigs and tags */
#define HTSGUARD_IDX_MAX          5000000
#define HTSGUARD_RECORD_BYTES_MAX ((size_t)64 << 20)  /* of a BCF's record */
#define HTSGUARD_VALUES_BYTES_MAX ((size_t)256 << 20) /* of a text record */

/* The lines of one text file; all-zero to start with. */
struct htsguard {
    bool in_body;
    uint64_t header_lines;
    uint64_t free_lines;
    uint64_t samples; /* of the #CHROM line */
};

/* The next line of a VCF, header or record. */
int htsguard_line(struct htsguard *g, const char *line, size_t len,
                  struct err *e);

/* A whole BCF file, to its last record (whose number is the err's `line`) and
 * its end-of-file block. */
int htsguard_bcf(const char *path, struct err *e);

/* The same for a file that need not be a BCF: anything else is passed over. */
int htsguard_if_bcf(const char *path, struct err *e);

#endif

/*
 * vcfin -- the records of a VCF file (plain, gzip or BGZF) or a BCF file, one
 * by one, with the genotype of one sample.
 *
 *     struct vcfin *in = vcfin_open("calls.vcf.gz", &e);
 *     struct vcfrec r;
 *     while ((got = vcfin_next(&r, in, &e)) > 0)
 *         printf("%" PRId64 "\n", r.pos + 1);
 *     vcfin_close(in);
 *
 * VCF is scanned in place: only the columns of struct vcfrec are looked at,
 * INFO is jumped over. A record of BCF is written as the line that it is in a
 * VCF (by htslib), and that is scanned: so both give the same.
 *
 * Order is checked: records of one contig stand together, by rising POS; the
 * contigs may come in any order (VCFv4.3 section 1.6.1). A contig that the
 * header lacks is accepted here (its index is >= head->n_declared).
 *
 * Units:     pos is 0-based; the text's POS 0 (telomere) gives -1.
 * Errors:    ERR_IO is the operating system's; ERR_SYNTAX, ERR_LIMIT,
 *            ERR_REFUSED are defects of the file, with its line; for BCF,
 *            `line` of the err is the record's number.
 * Ownership: texts of a record live until the next call.
 * Threads:   one handle, one thread.
 */
#ifndef FORMATS_VCFIN_H
#define FORMATS_VCFIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/vcfhead.h"

struct err;
struct vcfin;

#define VCFIN_PLOIDY_MAX 8     /* alleles of a genotype that are kept */
#define VCFIN_ALTS_MAX   10000 /* ALT alleles of one record */
#define VCFIN_MISSING    (-1)  /* allele "." in a genotype */
#define VCFIN_POS_MAX    INT32_MAX

struct vcftext { /* bytes without NUL */
    const char *s;
    size_t n;
};

struct vcfrec {
    uint64_t n;           /* number of the record, 1-based */
    uint64_t line;        /* 1-based; 0 for BCF */
    struct vcftext text;  /* the whole line, in place */
    uint32_t contig;      /* index in the header's contigs */
    int64_t pos;          /* of REF's first base */
    struct vcftext ref;   /* as written */
    struct vcftext *alts; /* none for ALT "." */
    size_t n_alts;
    struct vcftext qual;      /* as written; "." when missing */
    struct vcftext filter;    /* as written; "." when missing */
    bool passed;              /* FILTER is PASS or missing */
    int ploidy;               /* alleles in GT; 0 when there is no GT */
    int gt[VCFIN_PLOIDY_MAX]; /* 0 REF, k the k-th of alts, VCFIN_MISSING */
    bool phased;              /* all separators of GT are '|' */
    struct vcftext ps;        /* FORMAT/PS as written; n 0 when absent */
    struct vcftext ft;        /* FORMAT/FT, the sample's own filter; likewise */
    struct vcftext info;      /* these as written; n 0 when absent */
    struct vcftext format;
    struct vcftext sample; /* the column of the chosen sample */
};

/* NULL with *e set when it can not be opened or has no usable header, or is a
 * BCF that is not whole or states lengths above the ceilings of
 * formats/htsguard.h (which a descriptor's BCF is not asked). The descriptor of
 * vcfin_open_fd() may be a pipe; it is owned even on failure. */
struct vcfin *vcfin_open(const char *path, struct err *e);
struct vcfin *vcfin_open_fd(int fd, const char *name, struct err *e);
void vcfin_close(struct vcfin *in);

/* Records added contigs may make it grow. */
const struct vcfhead *vcfin_head(const struct vcfin *in);

/* Which sample's genotype to read: by name, or NULL for the first. To be
 * called before vcfin_next(). ERR_MISSING when no sample is so named. */
int vcfin_sample(struct vcfin *in, const char *name, struct err *e);

/* 1 and a record; 0 at the end; -1. */
int vcfin_next(struct vcfrec *r, struct vcfin *in, struct err *e);

#endif

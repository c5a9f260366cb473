/* vcfin_internal -- what the VCF and the BCF half of vcfin share. */
#ifndef FORMATS_VCFIN_INTERNAL_H
#define FORMATS_VCFIN_INTERNAL_H

#include "formats/vcfin.h"
#include "formats/vcfline.h"
#include "formats/vcforder.h"

struct bcf1_t;
struct hFILE;
struct kstring_t;
struct lines;
struct vcfin_bcf;

struct vcfin {
    struct vcfhead head;
    char *name;
    struct lines *text;    /* VCF; NULL for BCF */
    struct vcfin_bcf *bcf; /* BCF; NULL for VCF */
    struct vcfline scan;
    struct vcforder order;
    uint64_t n;
};

/* What a stream holds, by its first bytes: 1 BCF, 0 text; -1 with *e for
 * reads and what can not be read. The stream stays where it is. */
int vcfin_is_bcf(struct hFILE *stream, struct err *e);

/* Owns the stream even on failure. */
struct vcfin *vcfin_open_stream(struct hFILE *stream, const char *name,
                                struct err *e);

/* One VCF line into the record, all but n and line. */
int vcfin_text_record(struct vcfrec *r, struct vcfin *in, const char *line,
                      size_t len, struct err *e);

/* BCF: vcfin_bcf.c. The stream is owned even on failure. */
int vcfin_bcf_open(struct vcfin *in, struct hFILE *stream, struct err *e);
int vcfin_bcf_record(struct vcfrec *r, struct vcfin *in, struct err *e);
/* The two steps of it. Read the next record: 1; 0 at the end; -1. */
int vcfin_bcf_read(struct bcf1_t *out, struct vcfin_bcf *b, struct err *e);
/* A record as a line, without LF; any thread may do that. The line's memory is
 * grown as it needs. */
int vcfin_bcf_line(struct kstring_t *line, const struct vcfin_bcf *b,
                   struct bcf1_t *rec, struct err *e);
/* The text of the header, with the #CHROM line. */
const char *vcfin_bcf_head(const struct vcfin_bcf *b, size_t *len);
void vcfin_bcf_close(struct vcfin_bcf *b);

#endif

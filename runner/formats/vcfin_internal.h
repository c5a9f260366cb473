/* vcfin_internal -- what the VCF and the BCF half of vcfin share. */
#ifndef FORMATS_VCFIN_INTERNAL_H
#define FORMATS_VCFIN_INTERNAL_H

#include "formats/vcfin.h"

struct lines;
struct hFILE;
struct vcfin_bcf;

struct vcfin {
    struct vcfhead head;
    char *name;
    struct lines *text;    /* VCF; NULL for BCF */
    struct vcfin_bcf *bcf; /* BCF; NULL for VCF */
    size_t sample;         /* column, from 0 */
    struct vcftext *alts;
    size_t cap_alts;
    uint64_t n;
    uint32_t contig; /* of the record before; NAMES_NONE at the start */
    int64_t pos;
    unsigned char *closed; /* per contig: its records are over */
    size_t cap_closed;
    char format[64]; /* the FORMAT seen last, and where GT and PS stand */
    size_t format_len;
    int gt_at;
    int ps_at;
};

/* Room for `n` ALT alleles. */
int vcfin_alts(struct vcfin *in, size_t n, struct err *e);

/* One VCF line into the record: vcfin_text.c. */
int vcfin_text_record(struct vcfrec *r, struct vcfin *in, const char *line,
                      size_t len, struct err *e);

/* BCF: vcfin_bcf.c. The stream is owned even on failure. */
int vcfin_bcf_open(struct vcfin *in, struct hFILE *stream, struct err *e);
int vcfin_bcf_record(struct vcfrec *r, struct vcfin *in, struct err *e);
void vcfin_bcf_close(struct vcfin_bcf *b);

#endif

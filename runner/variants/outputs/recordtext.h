/*
 * recordtext -- the columns of a record's line, for whoever writes it again.
 *
 * Lines were scanned before (formats/vcfline.h), so nothing is judged here:
 * what is not there is "." or empty.
 */
#ifndef VARIANTS_RECORDTEXT_H
#define VARIANTS_RECORDTEXT_H

#include <stddef.h>
#include <stdint.h>

#include "formats/vcfin.h"
#include "variants/judged.h"

#define RECORDTEXT_NO_SAMPLE SIZE_MAX

struct recordtext {
    struct vcftext ref;
    struct vcftext alt;
    struct vcftext info;
    struct vcftext gt; /* of the sample; "." when there is none */
};

/* The columns of a judged record's line; `sample` as below. */
void recordtext_of(struct recordtext *out, const struct judged *j,
                   size_t sample);

/* `sample` counts from 0. */
void recordtext_cut(struct recordtext *out, const char *line, size_t len,
                    size_t sample);

/* Behind the last base of the record: of REF, or INFO/END (VCFv4.2 s3). */
int64_t recordtext_end(const struct recordtext *r, int64_t pos);

/* Which sample's column a side is judged by. */
size_t recordtext_sample(const struct judged_start *s, enum judged_side side);

#endif

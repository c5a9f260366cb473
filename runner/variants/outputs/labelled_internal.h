/* labelled_internal -- what the parts of labelled share. */
#ifndef VARIANTS_LABELLED_INTERNAL_H
#define VARIANTS_LABELLED_INTERNAL_H

#include "variants/outputs/labelled.h"

struct buf;
struct judged_start;

/* Add the header, with the #CHROM line. */
void labelled_head(struct buf *b, const struct judged_start *s);

#endif

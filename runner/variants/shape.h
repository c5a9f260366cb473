/*
 * shape -- what kind of variant a call is: judged.h has the definitions.
 */
#ifndef VARIANTS_SHAPE_H
#define VARIANTS_SHAPE_H

#include "variants/judged.h"

struct call;
struct calls;

/* Fills shape, subtype and zygosity of a call of `c` that has alleles. */
void shape_of(struct call *k, const struct calls *c);

/* JUDGED_TI or JUDGED_TV; in upper case. */
enum judged_subtype shape_of_snv(char ref, char alt);

/* The coarser type that the counters have: MNPs and complex ones are OTHER. */
enum variants_type shape_type(enum judged_shape s);

#endif

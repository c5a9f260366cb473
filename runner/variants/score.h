/* score -- the number by which records can be ranked: QUAL, or a field of INFO
 * or FORMAT. */
#ifndef VARIANTS_SCORE_H
#define VARIANTS_SCORE_H

struct vcfrec;

/* "QUAL", "INFO/NAME", "FORMAT/NAME" (also "NAME": FORMAT). NaN when the record
 * has no such number; the first, when it has several. */
double score_of(const struct vcfrec *r, const char *field);

#endif

/* rules -- the tables of rules, one for each format: see rule.h. */
#ifndef CONFORM_RULES_H
#define CONFORM_RULES_H

#include "conform/rule.h"

extern const struct rule rules_file[]; /* of any file */
extern const size_t rules_file_n;
extern const struct rule rules_bgzf[];
extern const size_t rules_bgzf_n;
extern const struct rule rules_vcf_text[]; /* with the header as a whole */
extern const size_t rules_vcf_text_n;
extern const struct rule rules_vcf_head[]; /* of what the header declares */
extern const size_t rules_vcf_head_n;
extern const struct rule rules_vcf[]; /* of the fixed columns, but INFO */
extern const size_t rules_vcf_n;
extern const struct rule rules_vcf_values[]; /* of INFO and the samples */
extern const size_t rules_vcf_values_n;
extern const struct rule rules_vcf_sv[]; /* with gVCF */
extern const size_t rules_vcf_sv_n;

#endif

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

extern const struct rule rules_bcf[];
extern const size_t rules_bcf_n;
extern const struct rule rules_sam_text[]; /* lines and syntax */
extern const size_t rules_sam_text_n;
extern const struct rule rules_sam_aux[];
extern const size_t rules_sam_aux_n;
extern const struct rule rules_sam_head[];
extern const size_t rules_sam_head_n;
extern const struct rule rules_sam_seq[];
extern const size_t rules_sam_seq_n;
extern const struct rule rules_sam_group[]; /* @RG, @PG */
extern const size_t rules_sam_group_n;
extern const struct rule rules_sam_tags[];
extern const size_t rules_sam_tags_n;
extern const struct rule rules_sam_bases[];
extern const size_t rules_sam_bases_n;
extern const struct rule rules_sam_record[];
extern const size_t rules_sam_record_n;
extern const struct rule rules_sam_pair[];
extern const size_t rules_sam_pair_n;
extern const struct rule rules_bam[];
extern const size_t rules_bam_n;

extern const struct rule rules_cram[];
extern const size_t rules_cram_n;
extern const struct rule rules_crai[];
extern const size_t rules_crai_n;

extern const struct rule rules_fastq[];
extern const size_t rules_fastq_n;

extern const struct rule rules_fasta[];
extern const size_t rules_fasta_n;

extern const struct rule rules_bed[];
extern const size_t rules_bed_n;

extern const struct rule rules_bai[];
extern const size_t rules_bai_n;

extern const struct rule rules_csi[];
extern const size_t rules_csi_n;

extern const struct rule rules_tbi[];
extern const size_t rules_tbi_n;

extern const struct rule rules_fai[];
extern const size_t rules_fai_n;

extern const struct rule rules_gzi[];
extern const size_t rules_gzi_n;

extern const struct rule rules_sums[];
extern const size_t rules_sums_n;

extern const struct rule rules_c4gh[];
extern const size_t rules_c4gh_n;

#endif

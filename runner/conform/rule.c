#include "conform/rule.h"

#include <string.h>

#include "conform/rules.h"

const struct rule_table rule_tables[] = {
    {"file",     rules_file,       &rules_file_n      },
    {"bgzf",     rules_bgzf,       &rules_bgzf_n      },
    {"vcf",      rules_vcf_text,   &rules_vcf_text_n  },
    {"vcf",      rules_vcf_head,   &rules_vcf_head_n  },
    {"vcf",      rules_vcf,        &rules_vcf_n       },
    {"vcf",      rules_vcf_values, &rules_vcf_values_n},
    {"vcf",      rules_vcf_sv,     &rules_vcf_sv_n    },
    {"bcf",      rules_bcf,        &rules_bcf_n       },
    {"sam",      rules_sam_text,   &rules_sam_text_n  },
    {"sam",      rules_sam_aux,    &rules_sam_aux_n   },
    {"sam",      rules_sam_head,   &rules_sam_head_n  },
    {"sam",      rules_sam_seq,    &rules_sam_seq_n   },
    {"sam",      rules_sam_group,  &rules_sam_group_n },
    {"sam",      rules_sam_record, &rules_sam_record_n},
    {"sam",      rules_sam_tags,   &rules_sam_tags_n  },
    {"sam",      rules_sam_bases,  &rules_sam_bases_n },
    {"sam",      rules_sam_pair,   &rules_sam_pair_n  },
    {"bam",      rules_bam,        &rules_bam_n       },
    {"cram",     rules_cram,       &rules_cram_n      },
    {"crai",     rules_crai,       &rules_crai_n      },
    {"fastq",    rules_fastq,      &rules_fastq_n     },
    {"fasta",    rules_fasta,      &rules_fasta_n     },
    {"bed",      rules_bed,        &rules_bed_n       },
    {"bai",      rules_bai,        &rules_bai_n       },
    {"csi",      rules_csi,        &rules_csi_n       },
    {"tbi",      rules_tbi,        &rules_tbi_n       },
    {"fai",      rules_fai,        &rules_fai_n       },
    {"gzi",      rules_gzi,        &rules_gzi_n       },
    {"sums",     rules_sums,       &rules_sums_n      },
    {"crypt4gh", rules_c4gh,       &rules_c4gh_n      },
    {NULL,       NULL,             NULL               },
};

bool rule_is_asked(const struct rule_table *t, const struct rule *r,
                   const char *format)
{
    static const struct {
        const char *table;
        const char *format;
    } shared[] = {
        {"sam",  "bam" },
        {"sam",  "cram"},
        {"vcf",  "bcf" },
        {"bgzf", "bam" },
        {"bgzf", "bcf" },
    };

    if (strcmp(t->format, "file") == 0)
        return strcmp(r->id, "FILE-NAME-001") == 0;
    if (strcmp(t->format, format) == 0)
        return true;
    for (size_t i = 0; i < sizeof(shared) / sizeof(*shared); i++) {
        if (strcmp(shared[i].table, t->format) == 0 &&
            strcmp(shared[i].format, format) == 0)
            return t->a != rules_sam_text;
    }
    return false;
}

const struct rule *rule_find(const char *id)
{
    for (const struct rule_table *t = rule_tables; t->format; t++) {
        for (size_t i = 0; i < *t->n; i++) {
            if (strcmp(t->a[i].id, id) == 0)
                return &t->a[i];
        }
    }
    return NULL;
}

const char *rule_kind_name(enum rule_kind k)
{
    static const char *const name[RULE_KINDS] = {"specification", "practice",
                                                 "policy"};

    return name[k];
}

const char *rule_level_name(enum rule_level l)
{
    static const char *const name[RULE_LEVELS] = {"error", "warning", "note"};

    return name[l];
}

#include "conform/rulepart.h"

#include <string.h>

#include "conform/rule.h"

/*
 * Of the rows whose text an id begins with, the longest holds; an id without a
 * row is of records. `ends`: nothing else can be said of such a file.
 */
static const struct part_row {
    const char *begin;
    enum rulepart part;
    bool ends;
} row[] = {
    {"FILE-GZIP-",    RULEPART_INTEGRITY, true },
    {"FILE-NAME-",    RULEPART_HEADER,    false},
    {"BGZF-",         RULEPART_INTEGRITY, true },

    {"VCF-FILE-001",  RULEPART_INTEGRITY, true }, /* empty */
    {"VCF-FF-",       RULEPART_HEADER,    false},
    {"VCF-META-",     RULEPART_HEADER,    false},
    {"VCF-HDR-",      RULEPART_HEADER,    false},
    {"VCF-HDR-001",   RULEPART_HEADER,    true },
    {"VCF-HDR-002",   RULEPART_HEADER,    true },
    {"VCF-INFO-00",   RULEPART_HEADER,    false},
    {"VCF-FMT-00",    RULEPART_HEADER,    false},
    {"VCF-FLT-",      RULEPART_HEADER,    false},
    {"VCF-ALT-00",    RULEPART_HEADER,    false},
    {"VCF-ASM-",      RULEPART_HEADER,    false},
    {"VCF-SMP-00",    RULEPART_HEADER,    false},
    {"VCF-PED-",      RULEPART_HEADER,    false},
    {"VCF-CTG-",      RULEPART_HEADER,    false},
    {"VCF-CTG-005",   RULEPART_REFERENCE, false},
    {"VCF-CTG-006",   RULEPART_REFERENCE, false},
    {"VCF-REF-002",   RULEPART_REFERENCE, false},
    {"VCF-POS-004",   RULEPART_REFERENCE, false},
    {"VCF-REC-001",   RULEPART_RECORDS,   true },
    {"VCF-POS-001",   RULEPART_RECORDS,   true },
    {"VCF-POS-002",   RULEPART_ORDER,     false},
    {"VCF-CHROM-002", RULEPART_ORDER,     false},
    {"GVCF-003",      RULEPART_TILING,    false},
    {"GVCF-004",      RULEPART_TILING,    false},

    {"BCF-001",       RULEPART_INTEGRITY, true },
    {"BCF-002",       RULEPART_INTEGRITY, true },
    {"BCF-003",       RULEPART_HEADER,    false},
    {"BCF-004",       RULEPART_HEADER,    false},
    {"BCF-005",       RULEPART_INTEGRITY, true },
    {"BCF-006",       RULEPART_HEADER,    false},

    {"SAM-FILE-001",  RULEPART_INTEGRITY, true },
    {"SAM-HD",        RULEPART_HEADER,    false}, /* SAM-HDR- too */
    {"SAM-SQ-",       RULEPART_HEADER,    false},
    {"SAM-RG-0",      RULEPART_HEADER,    false},
    {"SAM-RG-103",    RULEPART_HEADER,    false},
    {"SAM-PG-",       RULEPART_SOFTWARE,  false},
    {"SAM-REC-001",   RULEPART_RECORDS,   true },
    {"SAM-RNAME-002", RULEPART_REFERENCE, false},
    {"SAM-POS-003",   RULEPART_REFERENCE, false},
    {"SORT-",         RULEPART_ORDER,     false},
    {"PAIR-",         RULEPART_PAIRS,     false},
    {"REF-",          RULEPART_REFERENCE, false},
    {"BAM-001",       RULEPART_INTEGRITY, true },
    {"BAM-002",       RULEPART_INTEGRITY, true },
    {"BAM-003",       RULEPART_HEADER,    false},
    {"BAM-004",       RULEPART_INTEGRITY, true },
    {"BAM-015",       RULEPART_HEADER,    false},
    {"BAM-017",       RULEPART_INTEGRITY, true },

    {"CRAM-FD-",      RULEPART_INTEGRITY, true },
    {"CRAM-EOF-",     RULEPART_INTEGRITY, true },
    {"CRAM-CON-",     RULEPART_INTEGRITY, true },
    {"CRAM-BLK-",     RULEPART_INTEGRITY, true },
    {"CRAM-CH-",      RULEPART_INTEGRITY, true },
    {"CRAM-HDR-",     RULEPART_HEADER,    false},
    {"CRAM-SL-001",   RULEPART_REFERENCE, true }, /* bases are not decodable */
    {"CRAM-SL-002",   RULEPART_INTEGRITY, true },
    {"CRAI-",         RULEPART_INDEX,     false},

    {"FASTQ-007",     RULEPART_INTEGRITY, true },
    {"FASTQ-017",     RULEPART_INTEGRITY, true },
    {"FASTQ-022",     RULEPART_INTEGRITY, false},
    {"FASTQ-015",     RULEPART_PAIRS,     false},
    {"FASTQ-016",     RULEPART_PAIRS,     false},
    {"FASTQ-021",     RULEPART_PAIRS,     false},

    {"BAI-",          RULEPART_INDEX,     false},
    {"CSI-",          RULEPART_INDEX,     false},
    {"TBI-",          RULEPART_INDEX,     false},
    {"FAI-",          RULEPART_INDEX,     false},
    {"GZI-",          RULEPART_INDEX,     false},
    {"SUM-",          RULEPART_INTEGRITY, false},
    {"C4GH-",         RULEPART_INTEGRITY, false},
};

static const struct part_row *find(const struct rule *r)
{
    static const struct part_row none = {"", RULEPART_RECORDS, false};
    const struct part_row *found = &none;

    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
        size_t n = strlen(row[i].begin);

        if (n > strlen(found->begin) && strncmp(r->id, row[i].begin, n) == 0)
            found = &row[i];
    }
    return found;
}

enum rulepart rulepart_of(const struct rule *r)
{
    return find(r)->part;
}

bool rulepart_ends(const struct rule *r)
{
    return r->level == RULE_ERROR && r->kind == RULE_SPECIFICATION &&
           find(r)->ends;
}

const char *rulepart_name(enum rulepart p)
{
    static const char *const name[RULEPARTS] = {
        "integrity", "header", "software", "reference", "order",
        "pairs",     "tiling", "index",    "records"};

    return (unsigned)p < RULEPARTS ? name[p] : "?";
}

const char *rulepart_begin(size_t i)
{
    return i < sizeof(row) / sizeof(row[0]) ? row[i].begin : NULL;
}

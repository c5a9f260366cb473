/*
 * variants -- two sets of small variants compared: truth and query.
 *
 *     struct variants_job job = {.truth = {.path = "truth.vcf.gz"},
 *                                .query = {.path = "calls.vcf.gz"},
 *                                .reference = "ref.fa", .threads = 2};
 *     struct variants_result r = {0};
 *     struct err e = {0};
 *     if (variants_compare(&r, &job, &e) == 0)
 *         printf("%" PRId64 "\n", tally_sum(&r.tally, 0, VARIANTS_SNV_TP));
 *     variants_result_release(&r);
 *
 * Unit of counting: the record. Each record gets one verdict, or the reason
 * why it is not assessed; so the counters of a file add up to its records.
 *
 * What is compared: haplotypes. The ALT alleles that a genotype names are
 * trimmed of the bases they share with REF: bases equal to the reference assert
 * nothing (unless strict_ref). Calls that can have to do with each other make a
 * superlocus (place.h, lanes.h). In it, records are right (TP) when those of
 * truth and query together give the same haplotypes, whatever way they are
 * written: shifted in a repeat, split, joined, padded (match.h, solve.h). The
 * choice that makes most records right, both files added up, is taken. Records
 * of one file that only cancel each other out are not right, nor are records
 * that a repeat can spare (solve.h). A record that both files have is right
 * even where it contradicts others of its file.
 *
 * Genotype. Phase is not compared, unless obey_phase. A haploid genotype counts
 * as homozygous; two to four alleles are compared as they are. `*` and missing
 * alleles, and beside an allele that can be compared those that can not, assert
 * nothing. Of records without partner, those with a right allele and a wrong
 * genotype are genotype errors (GE, "am" of GA4GH): they count as FN and FP
 * too. With squash, alleles alone are compared, and a right one is TP.
 *
 * Unresolved: where the search would take too long it stops at a fixed number
 * of steps. The records there are neither right nor wrong; they are counted
 * apart, told of as findings, and the measures "...-worst" count them as wrong.
 *
 * Types: SNV, when each ALT allele is one SNV unit; INDEL, when each is one
 * insertion or deletion; else OTHER: MNPs, unequal replacements, mixtures.
 *
 * Regions. A record is inside when each of its alleles, trimmed, is inside one
 * interval (touching intervals are one); of an insertion, both flanking bases
 * must be; insertions and deletions at their leftmost place. With `overlap`,
 * one base is enough; `edge` bp at both ends of each region do not count.
 * Matching looks at all records; regions and strata only at which to count.
 * Query records outside are "unk"; but one without partner is inside when it
 * changes any base inside: else calls that reach over an edge could be wrong at
 * no price, and right together with others.
 *
 * Blocks: a record counts in the block of its POS.
 *
 * Memory: a window of the genome, as long as both files have their contigs in
 * one order; else both files, in short form. Results depend neither on threads
 * nor on `chunk`.
 *
 * Contigs. A query may have records on contigs that the reference lacks
 * (decoys, HLA): they are not assessed. It is at fault when all of its contigs
 * are such, or one has the other style of name (1 for chr1); the truth with the
 * first.
 *
 * Without a reference nothing is shifted and REF is not checked: haplotypes are
 * then those of the REF columns.
 */
#ifndef VARIANTS_VARIANTS_H
#define VARIANTS_VARIANTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/checkdecl.h"
#include "core/finding.h"
#include "core/tally.h"

struct crew;
struct err;
struct progress;

enum variants_filter {
    VARIANTS_PASS, /* FILTER, and FT of the sample, are PASS or missing */
    VARIANTS_ALL
};

struct variants_input {
    const char *path;   /* VCF, VCF.gz or BCF, sorted */
    const char *name;   /* for findings; NULL: path */
    const char *sample; /* NULL: the only one */
    bool alts;          /* there is no genotype to look at: each record states
                           that one of its ALT alleles is there */
};

struct variants_stratum {
    const char *name;
    const char *path; /* BED */
};

struct judged_listener; /* variants/judged.h */

struct variants_job {
    struct variants_input truth;
    struct variants_input query;
    const char *reference; /* FASTA; NULL: none */
    const char *regions;   /* confident regions, BED; NULL: all */
    const struct variants_stratum *strata;
    size_t n_strata;
    enum variants_filter filter;
    const char *pass;   /* names in FILTER and FT that pass besides,
                           comma-separated */
    int64_t max_length; /* bases of an allele; 0: VARIANTS_LENGTH */
    bool squash;        /* compare alleles, not genotypes */
    bool obey_phase;    /* phased genotypes must agree in phase too */
    bool strict_ref;    /* bases of an allele that equal the reference are
                           asserted: no trimming before haplotypes are made */
    bool overlap;       /* a record is inside when any base of it is */
    int64_t edge;       /* bp taken off both ends of each region */
    const char *score;  /* "QUAL", "INFO/NAME", "FORMAT/NAME"; NULL: none */
    bool verdicts;      /* fill variants_result.truth and .query */
    const struct judged_listener *listener; /* NULL: none */
    int64_t chunk;     /* records of a unit of work, for tests; 0: default */
    int threads;       /* never changes a result */
    struct crew *crew; /* does the work; NULL: one of `threads` is made */
    struct progress *progress;
};

#define VARIANTS_LENGTH     1000 /* default of max_length */
#define VARIANTS_LENGTH_MAX 1000000
#define VARIANTS_SHIFT_MAX  20000 /* bp that an indel is shifted at most */
#define VARIANTS_THREADS    64

/* Where a fault lies when variants_compare() fails. */
enum variants_part {
    VARIANTS_PART_NONE, /* memory, the system, our own */
    VARIANTS_PART_TRUTH,
    VARIANTS_PART_QUERY,
    VARIANTS_PART_REFERENCE,
    VARIANTS_PART_REGIONS,
    VARIANTS_PART_STRATUM
};

enum variants_type {
    VARIANTS_SNV,
    VARIANTS_INDEL,
    VARIANTS_OTHER,
    VARIANTS_TYPES
};

enum variants_verdict {
    VARIANTS_TP,
    VARIANTS_GE,          /* right allele, wrong genotype */
    VARIANTS_FN,          /* truth only */
    VARIANTS_FN_FILTERED, /* FN, and a query record that was filtered out has
                             the allele */
    VARIANTS_FN_NOCALL,   /* FN, and a query record without (whole) genotype
                             stands there */
    VARIANTS_FP,          /* query only */
    VARIANTS_OUTSIDE,     /* not in the confident regions */
    VARIANTS_UNRESOLVED,  /* too complex to decide: see solve.h */
    /* not assessed: */
    VARIANTS_NA_FILTERED,  /* FILTER or FT is not PASS */
    VARIANTS_NA_HOM_REF,   /* the genotype has no ALT allele */
    VARIANTS_NA_NO_CALL,   /* not whole, no ALT allele: ./., 0/. */
    VARIANTS_NA_HALF_CALL, /* not whole, with an ALT allele: ./1 */
    VARIANTS_NA_SYMBOLIC,  /* <DEL>, a breakend, <NON_REF>... */
    VARIANTS_NA_STAR,      /* only the allele * */
    VARIANTS_NA_AMBIGUOUS, /* letters other than ACGTN, in REF too */
    VARIANTS_NA_LARGE,     /* trimmed, longer than max_length */
    VARIANTS_NA_PLOIDY,    /* more alleles than SOLVE_PLOIDY */
    VARIANTS_NA_CONTIG,    /* its contig is not in the reference */
    VARIANTS_VERDICTS
};

#define VARIANTS_NA_FIRST VARIANTS_NA_FILTERED

/* "tp", "fn-filtered", "hom-ref"... */
const char *variants_verdict_name(enum variants_verdict v);
const char *variants_type_name(enum variants_type t); /* "snv"... */

struct variants_verdicts { /* of one file, by record */
    uint8_t *verdict;
    uint8_t *type; /* VARIANTS_TYPES when not assessed */
    size_t n;
};

struct variants_result {
    struct tally tally;
    struct findings findings;
    struct variants_verdicts truth;
    struct variants_verdicts query;
    enum variants_part part; /* set on failure */
};

/* On failure *out holds nothing but `part`. Err codes ERR_IO and ERR_MEMORY
 * are nobody's defect. */
int variants_compare(struct variants_result *out,
                     const struct variants_job *job, struct err *e);
void variants_result_release(struct variants_result *r);

/* Counters of one type, in this order; then the others. */
enum variants_counter {
    VARIANTS_C_TRUTH_TOTAL,
    VARIANTS_C_TRUTH_TP,
    VARIANTS_C_TRUTH_FN,
    VARIANTS_C_TRUTH_OUTSIDE,
    VARIANTS_C_TRUTH_UNRESOLVED,
    VARIANTS_C_GE,
    VARIANTS_C_FN_FILTERED,
    VARIANTS_C_FN_NOCALL,
    VARIANTS_C_QUERY_TOTAL,
    VARIANTS_C_QUERY_TP,
    VARIANTS_C_QUERY_FP,
    VARIANTS_C_QUERY_UNK,
    VARIANTS_C_QUERY_UNRESOLVED,
    VARIANTS_C_QUERY_GE,
    VARIANTS_C_OF_TYPE, /* how many these are */
    VARIANTS_C_REGIONS = VARIANTS_TYPES * VARIANTS_C_OF_TYPE,
    VARIANTS_C_TRUTH_RECORDS,
    VARIANTS_C_QUERY_RECORDS,
    VARIANTS_C_QUERY_REPEATED, /* state an allele again; see repeats.h */
    VARIANTS_C_PHASE_PAIRS,    /* see phase.h */
    VARIANTS_C_PHASE_SWITCHES,
    VARIANTS_C_PHASE_FLIPS,
    VARIANTS_C_TRUTH_NA, /* one for each reason, then the query's */
    VARIANTS_C_QUERY_NA =
        VARIANTS_C_TRUTH_NA + VARIANTS_VERDICTS - VARIANTS_NA_FIRST,
    VARIANTS_COUNTERS =
        VARIANTS_C_QUERY_NA + VARIANTS_VERDICTS - VARIANTS_NA_FIRST
};

#define VARIANTS_SNV_TP   VARIANTS_C_TRUTH_TP
#define VARIANTS_INDEL_TP (VARIANTS_C_OF_TYPE + VARIANTS_C_TRUTH_TP)

/* The names, units and texts of the counters, and the measures made of them;
 * both end with a NULL name. */
extern const struct check_counter variants_counters[];
extern const struct check_measure variants_measures[];

#endif

/*
 * judged -- what the engine says of each record, in the order of the genome.
 *
 * A listener gets every record of both files exactly once, chunk by chunk, one
 * chunk at a time, ordered by contig (in the common order), POS, truth before
 * query, number. Everything that is written per record, and every table, is
 * made from this one stream, so all of them agree with each other.
 *
 * Units: positions 0-based.
 * Ownership: everything here lives until the listener returns.
 */
#ifndef VARIANTS_JUDGED_H
#define VARIANTS_JUDGED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "variants/variants.h"

enum judged_side {
    JUDGED_TRUTH,
    JUDGED_QUERY,
    JUDGED_SIDES
};

/* Shape of what a record asserts, its ALT alleles trimmed. */
enum judged_shape {
    JUDGED_SNV,     /* each allele replaces one base */
    JUDGED_MNP,     /* each replaces bases by as many, some more than one */
    JUDGED_INDEL,   /* each only puts in or only takes out bases */
    JUDGED_COMPLEX, /* the rest, mixtures too */
    JUDGED_SHAPES
};

/* GA4GH's subtypes (BI). By length of what is put in (i), taken out (d), or
 * replaced (c: the longer of both); of a record with two alleles, of the
 * first, unless the second is longer. */
enum judged_subtype {
    JUDGED_TI,
    JUDGED_TV,
    JUDGED_MNP_ANY,
    JUDGED_I1_5,
    JUDGED_I6_15,
    JUDGED_I16_PLUS,
    JUDGED_D1_5,
    JUDGED_D6_15,
    JUDGED_D16_PLUS,
    JUDGED_C1_5,
    JUDGED_C6_15,
    JUDGED_C16_PLUS,
    JUDGED_SUBTYPES
};

/* BLT: how the alleles stand in the genotype. */
enum judged_zygosity {
    JUDGED_HET,    /* one ALT allele beside REF (or beside what is no allele) */
    JUDGED_HOMALT, /* one ALT allele on all haplotypes; haploid calls too */
    JUDGED_HETALT, /* two or more different ALT alleles */
    JUDGED_ZYGOSITIES
};

/* BK: how much of it is right. gm implies am implies lm. */
enum judged_kind {
    JUDGED_NOTHING, /* no partner near */
    JUDGED_LM, /* the other side has an unmatched record in this superlocus */
    JUDGED_AM, /* allele */
    JUDGED_GM  /* allele and genotype */
};

/* Where columns stand in a record's line, in bytes. ALT comes behind REF. */
struct judged_columns {
    uint32_t ref;
    uint32_t ref_len;
    uint32_t alt_len;
    uint32_t info;
    uint32_t info_len;
    uint32_t gt; /* the value of GT of the sample that is compared */
    uint32_t gt_len;
};

struct judged {
    enum judged_side side;
    enum variants_verdict verdict;
    enum judged_kind kind;
    enum judged_shape shape;       /* of assessed records only, as is ... */
    enum judged_subtype subtype;   /* ... */
    enum judged_zygosity zygosity; /* ... and this */
    bool assessed;                 /* verdict is below VARIANTS_NA_FIRST */
    bool moved;                    /* its superlocus agrees best when some
                                      allele stands elsewhere than written,
                                      as records of one side overlap */
    bool inside;                   /* the regions hold it (all of it, or any of
                                      it, as the job says) */
    const uint64_t *strata; /* bit k: stratum k of the job; NULL: none given */
    uint64_t record;        /* of its file, from 1 */
    uint64_t superlocus;    /* from 1, in this order; 0: none */
    int64_t superlocus_beg;
    int64_t superlocus_end;
    uint32_t contig;  /* index in judged_chunk's contigs */
    int64_t pos;      /* POS - 1 */
    const char *text; /* its line without LF, when the listener asked; else
                         NULL */
    size_t text_len;
    const struct judged_columns *columns; /* of text; NULL: not known */
    double score; /* of the field that the job names; NaN: it has none */
};

struct names;
struct vcfhead;

struct judged_chunk {
    const struct names *contigs; /* the common list */
    const struct judged *a;
    size_t n;
};

/* What is known before the first record is judged. */
struct judged_file {
    const struct vcfhead *head;
    const char *text; /* of the header, to the end of the #CHROM line */
    size_t text_len;
};

struct judged_start {
    const struct variants_job *job;
    const struct names *contigs; /* the common list; more may join it */
    const int64_t *length;       /* bp of each; 0: unknown */
    const uint32_t *order;       /* in which they come */
    size_t n_order;
    struct judged_file file[JUDGED_SIDES];
};

#define JUDGED_PARTS 8

struct judged_listener {
    void *arg;
    bool wants_text;
    int (*hear)(void *arg, const struct judged_chunk *c, struct err *e);
    /* Forget all that was heard: it comes again, in a better order. Happens
     * at most once, when a file's contigs turn out to be in another order than
     * the headers made believe. */
    void (*again)(void *arg);
    /* Called first, and once more after `again`; NULL: not needed. */
    int (*begin)(void *arg, const struct judged_start *s, struct err *e);
    /* hear() may be called in other threads than that of the comparison, and
     * beside other listeners. */
    bool any_thread;
    /* The listeners that hear() is the sum of, each of which may be given the
     * chunks by itself instead; NULL: none. See outputs/hearers.h. */
    const struct judged_listener *part;
    size_t n_parts; /* at most JUDGED_PARTS */
};

const char *judged_shape_name(enum judged_shape s);     /* "SNV"... */
const char *judged_subtype_name(enum judged_subtype s); /* "ti", "i1_5"... */
const char *judged_zygosity_name(enum judged_zygosity z);
const char *judged_kind_name(enum judged_kind k); /* ".", "lm", "am", "gm" */

#endif

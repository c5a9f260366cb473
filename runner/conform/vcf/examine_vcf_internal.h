/*
 * examine_vcf_internal -- what the parts of examine_vcf share.
 *
 * The line under the scan ends with LF or CR LF in memory, so a scan of values
 * that stops there needs no end to compare with. A defect is told by
 * problem_add(x->problems, RULE, vcfx_at(x, text, len), x->e, ...); memory that
 * is wanting is seen once, at the end of a piece, in *x->e.
 *
 * Versions are 41 to 45. A file whose version is not known may be of any: what
 * a version forbids asks `oldest`, what a version allows asks `version`.
 */
#ifndef CONFORM_EXAMINE_VCF_INTERNAL_H
#define CONFORM_EXAMINE_VCF_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "conform/examine.h"
#include "conform/vcf/examine_vcf.h"
#include "formats/names.h"

#define VCFX_OLDEST      41
#define VCFX_NEWEST      45
#define VCFX_ALTS_MAX    1000  /* alleles whose kinds are kept */
#define VCFX_FORMATS_MAX 4096  /* FORMAT texts whose keys are kept */
#define VCFX_FORMAT_KEYS 1024  /* keys in one FORMAT that are looked at */
#define VCFX_BODY_KEYS   65536 /* keys that only records name */
#define VCFX_BODY_NAMES  1000000
#define VCFX_HEADER_MAX  ((size_t)256 << 20) /* bytes of a header */

struct fasta_view;
struct rebuild;
struct textpieces;

struct vcfx_span {
    const char *s;
    size_t n;
};

enum vcfx_type {
    VCFX_UNTYPED, /* not declared, or wrongly: anything goes */
    VCFX_INTEGER,
    VCFX_FLOAT,
    VCFX_CHARACTER,
    VCFX_STRING,
    VCFX_FLAG,
};

enum vcfx_number {
    VCFX_ANY,   /* "." */
    VCFX_FIXED, /* `count` of them */
    VCFX_A,
    VCFX_R,
    VCFX_G,
    VCFX_P,
    VCFX_LA,
    VCFX_LR,
    VCFX_LG,
    VCFX_M,
};

/* Keys of which more is asked than type and number. */
enum vcfx_special {
    VCFX_PLAIN,
    /* INFO */
    VCFX_AC,
    VCFX_AN,
    VCFX_AF,
    VCFX_COUNTER, /* NS, MQ0: not negative */
    VCFX_TOTAL,   /* DP: not negative */
    VCFX_TOTALS,  /* AD */
    VCFX_CIGAR,
    VCFX_END,
    VCFX_SVLEN,
    VCFX_SVCLAIM,
    VCFX_IMPRECISE,
    VCFX_CIPOS,
    VCFX_CIEND,
    VCFX_CILEN,
    VCFX_CICN,
    VCFX_MEINFO,
    VCFX_METRANS,
    VCFX_RN,
    VCFX_RUS,
    VCFX_RUL,
    VCFX_RUC,
    VCFX_RB,
    VCFX_CIRUC,
    VCFX_CIRB,
    VCFX_RUB,
    VCFX_MATEID,
    /* FORMAT */
    VCFX_GT,
    VCFX_LIKELIHOOD, /* PL, GL */
    VCFX_GP,
    VCFX_DEPTHS, /* AD, ADF, ADR */
    VCFX_PS,
    VCFX_PSL,
    VCFX_PSO,
    VCFX_PSQ,
    VCFX_LAA,
    VCFX_CN,
    VCFX_CICN_OF_SAMPLE,
    VCFX_LEN,
    VCFX_SPECIALS
};

/* A key of INFO or FORMAT: of the header, or first met in a record. */
struct vcfx_key {
    enum vcfx_type type;
    enum vcfx_number number;
    uint32_t count;
    enum vcfx_special special;
    bool declared;
    uint64_t header_line;
    uint64_t record; /* the last one with it */
    struct vcfx_span values;
};

struct vcfx_keys {
    struct names names;
    struct vcfx_key *a;
    size_t cap;
    size_t n_header; /* those of the header are the first */
};

struct vcfx_contig {
    int64_t length; /* 0: unknown */
    uint64_t header_line;
    uint32_t in_reference; /* NAMES_NONE: not there, or no reference */
    bool declared;
    bool finished; /* records of another came after its own */
};

enum vcfx_allele {
    VCFX_BASES,
    VCFX_NO_ALLELE, /* "." */
    VCFX_STAR,
    VCFX_UNSPECIFIED, /* <*>, <NON_REF> */
    VCFX_DEL,
    VCFX_DUP,
    VCFX_INS,
    VCFX_INV,
    VCFX_CNV,
    VCFX_CNV_TR,
    VCFX_OTHER_SYMBOL,
    VCFX_BREAKEND,
    VCFX_BAD_ALLELE,
};

struct vcfx_format { /* a FORMAT column, taken apart */
    char *text;
    size_t len;
    uint32_t *key; /* indexes into `formats` */
    size_t n;
    size_t place[VCFX_SPECIALS]; /* 1 + index of such a key; 0: none */
};

struct vcfx_seen;

enum vcfx_column {
    VCFX_CHROM,
    VCFX_POS,
    VCFX_ID,
    VCFX_REF,
    VCFX_ALT,
    VCFX_QUAL,
    VCFX_FILTER,
    VCFX_INFO,
    VCFX_FORMAT,
    VCFX_FIXED_COLUMNS
};

struct vcfx {
    const struct examine_job *job;
    struct examined *out;
    struct problems *problems;
    struct err *e;
    int version; /* the newest that it may be */
    int oldest;  /* the same, when the version is known */

    /* the line */
    uint64_t line;
    uint64_t record;
    int64_t offset; /* of the line, in the text */
    const char *at;
    const char *end; /* its CR LF or LF */
    struct problem_place place;
    char name[80];
    bool crlf_told;
    bool binary; /* the records are those of a BCF: no lines */

    /* the header */
    bool in_body;
    bool has_fileformat;
    bool has_reference;
    size_t header_bytes;
    struct vcfx_keys infos;
    struct vcfx_keys formats;
    struct names filters;
    struct names alts;
    struct names others; /* KEY\x1fID of all further structured lines */
    struct names samples;
    struct names contigs; /* of the header, then of records */
    struct vcfx_contig *contig;
    size_t cap_contigs;
    size_t n_declared_contigs;
    bool has_format_column;
    size_t n_columns; /* of the #CHROM line; 0: there is none */
    size_t n_body_names;

    /* the record */
    struct vcfx_span col[VCFX_FIXED_COLUMNS];
    const char *samples_at;
    uint32_t chrom; /* of the record before, at first */
    int64_t pos;    /* -1: not a number */
    int64_t last_pos;
    size_t n_alts; /* 0 for "." */
    enum vcfx_allele kind[VCFX_ALTS_MAX];
    bool symbolic;      /* an allele is neither bases, "*" nor "." */
    uint64_t sv_record; /* the last one with a key of structural variants */
    const struct vcfx_key *special[VCFX_SPECIALS]; /* of INFO: vcfx_has() */
    uint32_t *expect; /* keys of INFO in the record before */
    size_t n_expect;
    size_t cap_expect;

    uint32_t copies[VCFX_ALTS_MAX + 1]; /* in genotypes, by allele */
    uint32_t called;                    /* of all alleles */

    /* FORMAT texts */
    struct names format_texts;
    struct vcfx_format *format;
    size_t cap_format;
    struct vcfx_format spare; /* for those above VCFX_FORMATS_MAX */
    uint32_t last_format;
    uint8_t *ploidy; /* a sample: of the last GT on this contig */

    /* gVCF */
    bool gvcf;
    int64_t block_end;     /* 1-based, of the last block or record; 0: none */
    int64_t reference_end; /* the same, of blocks alone */
    int64_t called_end;    /* the last position that this record's <*> calls */
    int64_t *called_to; /* 1-based, by sample: where its last <*> ends (4.5) */

    struct textpieces *text;
    struct rebuild *index; /* NULL: none to compare */

    struct vcfx_seen *seen;
    struct fasta_view *reference;
    char *bases; /* of the reference, for REF */
    size_t cap_bases;
};

/* The place of these bytes of the line; NULL: of the line as a whole. */
const struct problem_place *vcfx_at(struct vcfx *x, const char *s, size_t n);
/* With the line of the header that it disagrees with. */
const struct problem_place *vcfx_against(struct vcfx *x, const char *s,
                                         size_t n, uint64_t header_line);

static inline bool vcfx_is(struct vcfx_span t, const char *word)
{
    size_t i = 0;

    for (; i < t.n && word[i] && t.s[i] == word[i]; i++)
        continue;
    return i == t.n && word[i] == '\0';
}

static inline bool vcfx_among(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

/* The key of INFO, when this record has it. */
static inline const struct vcfx_key *vcfx_has(const struct vcfx *x,
                                              enum vcfx_special s)
{
    return x->special[s] && x->special[s]->record == x->record ? x->special[s]
                                                               : NULL;
}

/* ---- examine_vcf_class.c: what a byte may be */

enum vcfx_class {
    VCFX_DIGIT = 1,
    VCFX_INFO_STOP = 2,   /* ; TAB CR LF */
    VCFX_SAMPLE_STOP = 4, /* : TAB CR LF */
    VCFX_LIST_STOP = 8,   /* , */
    VCFX_EQUALS = 16,
    VCFX_BASE = 32,   /* ACGTN of any case */
    VCFX_WORD = 64,   /* letters, digits, _ and . */
    VCFX_CONTIG = 128 /* in the name of a contig (VCFv4.3 s1.4.7) */
};
extern const uint8_t vcfx_class[256];

static inline bool vcfx_byte(char c, int classes)
{
    return (vcfx_class[(unsigned char)c] & classes) != 0;
}

bool vcfx_all(struct vcfx_span t, int classes);
bool vcfx_is_key(struct vcfx_span t); /* [A-Za-z_][0-9A-Za-z_.]* */
bool vcfx_is_contig(struct vcfx_span t);
bool vcfx_is_float(struct vcfx_span t, int version);
/* Digits of at most 18 places; else -1. */
int64_t vcfx_count(struct vcfx_span t);
/* The first of a list; *rest is what follows it. */
struct vcfx_span vcfx_cut(struct vcfx_span *rest, char by);
size_t vcfx_list(struct vcfx_span t); /* how many between commas */

/* ---- examine_vcf_value.c: lists of values */

struct vcfx_values {
    uint32_t n;
    uint32_t missing; /* "." */
    struct vcfx_span bad;
    bool out_of_range; /* else it is not of the type */
    bool equals;       /* a text holds "=" */
};

/* From `p` up to a byte of class `stop`, which is given back. `bad` is the
 * first value that is not of the type. */
const char *vcfx_values(struct vcfx_values *v, const char *p,
                        enum vcfx_type type, int stop, int version);

/* ---- examine_vcf_key.c: what the specification reserves */

/* Type and Number of a reserved key; false: not all versions that the file may
 * be of reserve it. */
bool vcfx_reserved(struct vcfx_key *out, bool of_format, struct vcfx_span id,
                   const struct vcfx *x);
/* Index of a key; one that is not known is added as undeclared and told. */
uint32_t vcfx_key_of(struct vcfx *x, bool of_format, struct vcfx_span id);
int vcfx_keys_add(uint32_t *i, int *added, struct vcfx_keys *k,
                  struct vcfx_span id, struct err *e);
/* Compare a declaration with what is reserved. */
void vcfx_compare_reserved(struct vcfx *x, bool of_format, struct vcfx_span id,
                           const struct vcfx_key *declared,
                           struct vcfx_span number, struct vcfx_span type);

/* ---- examine_vcf_head.c, _meta.c: the header */

#define VCFX_FIELDS_MAX 64

struct vcfx_field {
    struct vcfx_span key;
    struct vcfx_span value; /* without its quotes */
    bool quoted;
    bool list; /* in square brackets */
};

struct vcfx_meta { /* a structured line */
    struct vcfx_span key;
    struct vcfx_field field[VCFX_FIELDS_MAX];
    size_t n;
};

const struct vcfx_field *vcfx_field(const struct vcfx_meta *m, const char *key);
/* false: it is not well-formed, and that is told. */
bool vcfx_parse_meta(struct vcfx *x, struct vcfx_meta *m, struct vcfx_span key,
                     struct vcfx_span value);
void vcfx_structured(struct vcfx *x, const struct vcfx_meta *m);
void vcfx_declare_key(struct vcfx *x, const struct vcfx_meta *m,
                      bool of_format);
void vcfx_unstructured(struct vcfx *x, struct vcfx_span key,
                       struct vcfx_span value);
void vcfx_header_line(struct vcfx *x); /* begins with # */
void vcfx_column_line(struct vcfx *x); /* begins with #CHROM */
void vcfx_header_ends(struct vcfx *x); /* at the first record, or the end */
int vcfx_contig_of(uint32_t *i, int *added, struct vcfx *x,
                   struct vcfx_span name);

/* ---- the records */

void vcfx_record(struct vcfx *x);      /* examine_vcf_record.c */
void vcfx_alleles(struct vcfx *x);     /* examine_vcf_allele.c */
void vcfx_info(struct vcfx *x);        /* examine_vcf_info.c */
void vcfx_info_depths(struct vcfx *x); /* DP against AD: practice */
/* What the values of a special key say; v: NULL when it has none. */
void vcfx_info_meaning(struct vcfx *x, const struct vcfx_key *k,
                       struct vcfx_span name, const struct vcfx_values *v);
void vcfx_structural(struct vcfx *x); /* examine_vcf_sv.c */
void vcfx_repeats(struct vcfx *x);    /* examine_vcf_repeat.c */
/* CN and CICN of samples, by FORMAT. */
void vcfx_copy_numbers(struct vcfx *x, const struct vcfx_format *f);
void vcfx_gvcf(struct vcfx *x);    /* examine_vcf_gvcf.c */
void vcfx_samples(struct vcfx *x); /* examine_vcf_sample.c */
void vcfx_reference(struct vcfx *x);

/* ---- examine_vcf_format.c */

const struct vcfx_format *vcfx_format_of(struct vcfx *x);
void vcfx_formats_release(struct vcfx *x);

/* ---- examine_vcf_genotype.c */

struct vcfx_genotype {
    const char *at;
    size_t len;
    uint32_t ploidy;
    bool known;   /* there is a GT, and it is well-formed */
    bool missing; /* all alleles are */
};

const char *vcfx_genotype(struct vcfx_genotype *g, struct vcfx *x,
                          const char *p);
/* Is the allele number `i` phased? */
bool vcfx_phased(const struct vcfx_genotype *g, size_t i);
/* Genotypes of so many alleles and ploidy; UINT32_MAX when there are more. */
uint32_t vcfx_genotypes(uint32_t alleles, uint32_t ploidy);

/* ---- examine_vcf_copies.c */

void vcfx_copies_start(struct vcfx *x);
void vcfx_copies_add(struct vcfx *x, const struct vcfx_genotype *g);
void vcfx_copies_tell(struct vcfx *x); /* when all samples are added */

/* ---- examine_vcf_seen.c: what was in records before */

struct vcfx_seen *vcfx_seen_new(struct err *e);
void vcfx_seen_free(struct vcfx_seen *s);
/* Is this identifier of another record too? */
bool vcfx_seen_id(struct vcfx_seen *s, struct vcfx_span id);
/* The line on which this variant was before; 0: nowhere. pos is 1-based. */
uint64_t vcfx_seen_variant(struct vcfx_seen *s, int64_t pos,
                           struct vcfx_span ref, struct vcfx_span alt,
                           uint64_t line);
/* A new contig, or a new place: what ends before `pos` is forgotten. */
void vcfx_seen_forget(struct vcfx_seen *s, int64_t pos);
/* A breakend and its mate; told at the end. */
void vcfx_seen_mate(struct vcfx_seen *s, struct vcfx_span id,
                    struct vcfx_span mate, uint64_t line);
uint64_t vcfx_seen_hash(uint64_t h, struct vcfx_span t);
uint64_t vcfx_seen_mix(uint64_t h, uint64_t more);
/* What PSL and PSO of the samples are, of the breakend that was added for this
 * line. */
void vcfx_seen_phase(struct vcfx_seen *s, uint64_t line, uint64_t phase);
void vcfx_seen_tell(struct vcfx *x);

/* ---- examine_vcf_implicit.c: positions that a <*> before them calls (4.5) */

bool vcfx_may_call(const struct vcfx *x);
/* `given`: the sample has a genotype, or a value that is not LAA. `len`: its
 * LEN, or nothing. */
void vcfx_implicit(struct vcfx *x, size_t sample, bool given,
                   struct vcfx_span gt, struct vcfx_span len);

/* ---- examine_vcf_index.c */

/* -1: memory. What else is wrong is in x->out->why. */
int vcfx_index_open(struct vcfx *x);
void vcfx_index(struct vcfx *x); /* the record, when there is an index */

#endif

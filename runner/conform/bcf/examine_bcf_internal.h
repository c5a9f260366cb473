/*
 * examine_bcf_internal -- what the parts of examine_bcf share.
 *
 * A record's bytes lie in `rec`; `p` walks through them, never past `end` (of
 * its shared or its individual part). A defect marks the record as bad
 * (bcfx_bad): it is then not brought to the VCF rules, which would tell the
 * same defect again.
 */
#ifndef CONFORM_EXAMINE_BCF_INTERNAL_H
#define CONFORM_EXAMINE_BCF_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "conform/bcf/bcfdict.h"
#include "conform/problem.h"

#define BCFX_HEADER_MAX ((size_t)64 << 20)
#define BCFX_RECORD_MAX ((size_t)64 << 20)
#define BCFX_TEXT_MAX   ((size_t)256 << 20) /* of one record, as VCF */
#define BCFX_FORMATS    255                 /* n_fmt has 8 bits */
#define BCFX_SHARED_MIN 24                  /* bytes that are always there */

struct bcfin;
struct examine_job;
struct rebuild;
struct vcfx;

enum bcfx_type { /* the lower 4 bits of a type byte */
    BCFX_NOTHING = 0,
    BCFX_INT8 = 1,
    BCFX_INT16 = 2,
    BCFX_INT32 = 3,
    BCFX_FLOAT = 5,
    BCFX_CHAR = 7
};

struct bcfx_typed { /* a typed vector, whose values lie within the record */
    enum bcfx_type type;
    uint32_t n;     /* values; of one sample in FORMAT */
    uint32_t width; /* bytes a value */
    const unsigned char *at;
};

struct bcfx_format {
    const struct bcfdict_entry *key;
    struct bcfx_typed v;
    bool genotype;
};

/* What a record covers of the reference, by what its fields say. */
struct bcfx_span {
    int64_t ref; /* bases of REF; -1: not known */
    bool symbolic;
    bool told; /* by END */
    bool fits; /* END, SVLEN or LEN say what rlen says */
};

struct bcfx {
    const struct examine_job *job;
    struct examined *out;
    struct problems *problems;
    struct err *e;
    struct vcfx *vcf;
    struct bcfin *in;
    struct rebuild *index; /* NULL: none is compared */
    struct err why;        /* of the reading */
    int minor;
    struct bcfdict dict;
    size_t samples;

    unsigned char *rec;
    size_t cap_rec;
    uint64_t record; /* 1-based */
    int64_t at;      /* offset of rec[0] in the file */
    uint64_t from;   /* virtual offset of the record; BCFIN_NOWHERE */
    uint64_t placed; /* records that were held against the indexes */
    const unsigned char *p;
    const unsigned char *end;
    bool bad;
    int32_t chrom;
    int32_t pos;
    int32_t rlen;
    uint32_t n_allele;
    uint32_t n_info;
    uint32_t n_fmt;
    struct bcfx_span span;
    struct bcfx_format format[BCFX_FORMATS];
    size_t n_format; /* of them that are in the text */
    struct buf text; /* the record as a line */
    struct problem_place place;
    char name[64];
};

/* The place of the byte at `p` of the record; NULL: of the record. */
const struct problem_place *bcfx_at(struct bcfx *x, const unsigned char *p);
/* Marks the record as bad; gives -1. `rc` is that of the problem_add() that
 * told why. */
static inline int bcfx_bad(struct bcfx *x, int rc)
{
    (void)rc; /* memory, which *x->e keeps */
    x->bad = true;
    return -1;
}

/* ---- examine_bcf_value.c */

/* The type byte at x->p and its length; -1: told. In FORMAT `copies` is the
 * number of samples, else 1. x->p is then behind the values. */
int bcfx_typed(struct bcfx_typed *v, struct bcfx *x, size_t copies);
/* One typed integer that is no vector: a key. */
int bcfx_typed_key(int64_t *out, struct bcfx *x);
/* An integer of the vector, sign-extended; what stands for "missing" and "end
 * of vector" gives these. */
#define BCFX_MISSING INT64_MIN
#define BCFX_ENDED   (INT64_MIN + 1)
int64_t bcfx_integer(struct bcfx *x, const struct bcfx_typed *v, size_t i);
/* The values as in a VCF, lists with commas; "." when there are none. */
void bcfx_values(struct bcfx *x, const struct bcfx_typed *v);
void bcfx_genotype(struct bcfx *x, const struct bcfx_typed *v);
void bcfx_float(struct bcfx *x, const unsigned char *at);

/* ---- examine_bcf_record.c */

/* The record in rec[0, shared + indiv): told what is wrong in its bytes, then
 * handed to the VCF rules. */
void bcfx_record(struct bcfx *x, uint32_t shared, uint32_t indiv);

/* ---- examine_bcf_index.c */

/* Behind the header: the indexes that the records are held against. An index
 * that is asked for and can not be compared is told in x->out->why. */
int bcfx_index_open(struct bcfx *x);
/* The record whose numbers were read, against them. */
void bcfx_index(struct bcfx *x);

/* ---- examine_bcf_sample.c */

/* FORMAT and the samples, as text behind the other columns. */
void bcfx_formats(struct bcfx *x);

#endif

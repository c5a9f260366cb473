/*
 * alntag_internal -- what the parts of alntag share: the tags of one record
 * that more is asked of than their type.
 */
#ifndef CONFORM_ALIGN_ALNTAG_INTERNAL_H
#define CONFORM_ALIGN_ALNTAG_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conform/align/alnhead.h"
#include "conform/align/alnjudge.h"
#include "conform/align/alnrec.h"
#include "conform/problem.h"
#include "formats/bamaux.h"

enum alntagx_name {
    ALNTAGX_BC,
    ALNTAGX_BQ,
    ALNTAGX_BZ,
    ALNTAGX_CG,
    ALNTAGX_CQ,
    ALNTAGX_CR,
    ALNTAGX_CS,
    ALNTAGX_CT,
    ALNTAGX_CY,
    ALNTAGX_E2,
    ALNTAGX_FI,
    ALNTAGX_HI,
    ALNTAGX_LB,
    ALNTAGX_MC,
    ALNTAGX_MD,
    ALNTAGX_ML,
    ALNTAGX_MM,
    ALNTAGX_MN,
    ALNTAGX_MQ,
    ALNTAGX_NH,
    ALNTAGX_NM,
    ALNTAGX_OA,
    ALNTAGX_OC,
    ALNTAGX_OQ,
    ALNTAGX_OX,
    ALNTAGX_PG,
    ALNTAGX_PT,
    ALNTAGX_PU,
    ALNTAGX_Q2,
    ALNTAGX_QT,
    ALNTAGX_QX,
    ALNTAGX_R2,
    ALNTAGX_RG,
    ALNTAGX_RX,
    ALNTAGX_SA,
    ALNTAGX_TC,
    ALNTAGX_TS,
    ALNTAGX_U2,
    ALNTAGX_PLAIN /* of which nothing more is asked */
};

struct alntagx {
    struct problems *p;
    const struct alnjudge *j;
    const struct alnrec *r;
    struct err *e;
    uint64_t has;                     /* bit 1 << name */
    struct bamaux tag[ALNTAGX_PLAIN]; /* by name, where `has` says so */
};

struct alntagx_text { /* a Z, without its NUL */
    const char *s;
    size_t n;
};

static inline bool alntagx_has(const struct alntagx *x, enum alntagx_name t)
{
    return (x->has >> t) & 1;
}

/* Of a Z that the record has. */
static inline struct alntagx_text alntagx_text(const struct alntagx *x,
                                               enum alntagx_name t)
{
    return (struct alntagx_text){(const char *)x->tag[t].value,
                                 x->tag[t].n - 1};
}

/* A place with the tag as text: NM:i:5. */
struct alntagx_place {
    struct problem_place at;
    char text[PROBLEM_TEXT_MAX + 16];
};
const struct problem_place *alntagx_at(struct alntagx_place *out,
                                       const struct alntagx *x,
                                       const struct bamaux *a);

/* ---- one group of tags a file */

/* Its name and characters, for a tag of BAM or CRAM. */
void alntagx_characters(struct alntagx *x, const struct bamaux *a);

void alntagx_match(struct alntagx *x); /* NM, MD */
void alntagx_mods(struct alntagx *x);  /* MM, ML, MN */
void alntagx_bases(
    struct alntagx *x); /* bases and qualities as long as others */
void alntagx_forms(struct alntagx *x); /* texts of a form: SA, OA, MC, CT, PT */

#endif

/*
 * submission -- what a vendor hands in, as read from submission.xml.
 *
 * Ownership: everything lives in the arena; submission_release() frees it.
 * Optional texts are NULL when absent.
 */
#ifndef CORE_SUBMISSION_H
#define CORE_SUBMISSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "core/suite.h"

/* One item tested (ISO/IEC 17025 7.8.2.1 g): where the bytes come from. */
struct submission_item {
    struct place at;
    const char *id;
    const char *sample;       /* "HG002" */
    const char *material_lot; /* reference-material lot */
    const char *instrument;   /* model and serial */
    const char *reagents;     /* kits and lots */
    const char *basecaller;   /* name and version */
    const char *run;
    const char *site;
    const char *day; /* ISO 8601 date */
    const char *replicate;
};

struct submission_file {
    struct place at;
    const char *name;   /* relative to the submission, see path_check_name */
    const char *role;   /* of a suite's deliverable; NULL: no role */
    const char *sha256; /* NULL in a draft that `entente pack` completes */
    int64_t size;       /* bytes; -1 when not stated */
    const char *item;   /* id of an item; NULL: concerns all */
};

struct submission {
    struct arena arena;
    char sha256[65]; /* of the octets of submission.xml; "" for a bare file */
    bool bare;       /* made up for a bare file: can not be sealed */
    const char *vendor;
    const char *product;
    const char *version;
    const char *technology_class;
    const char *regulatory;    /* CE, UKCA, IVDR status as declared */
    const char *trained_on;    /* data the product was trained on */
    const char *const *claims; /* words such as "snv", "indel" */
    size_t n_claims;
    const struct submission_item *items;
    size_t n_items;
    const struct submission_file *files;
    size_t n_files;
};

#define SUBMISSION_FILES_MAX 100000
#define SUBMISSION_BYTES_MAX (16 << 20) /* of submission.xml */

void submission_release(struct submission *s);

/* The file with this role; NULL when there is none. */
const struct submission_file *submission_role(const struct submission *s,
                                              const char *role);
bool submission_claims(const struct submission *s, const char *word);

#endif

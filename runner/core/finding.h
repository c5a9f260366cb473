/*
 * finding -- what a check noticed about a submitted file: for people to read.
 *
 * Findings explain counters; they never decide. Both languages are kept,
 * because one report is read in both.
 *
 * Ownership: a struct findings owns everything in it. The all-zero value is
 * empty. At most FINDINGS_MAX are kept; `dropped` counts the rest, so that a
 * hostile file can not flood a report.
 */
#ifndef CORE_FINDING_H
#define CORE_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;

#define FINDINGS_MAX 1000

enum finding_level {
    FINDING_NOTE,
    FINDING_WARNING,
    FINDING_ERROR
};

struct finding {
    enum finding_level level;
    const char *code; /* stable id, "VCF-SORT"; lives for ever (static) */
    char *file;       /* role or name within the submission; "" for none */
    uint64_t line;    /* 1-based line or record; 0 when it has none */
    char *en;         /* whole sentence */
    char *fr;
    char *source;   /* clause that it stands on, "VCFv4.5 1.6.1"; NULL: none */
    char *explains; /* counters that it added to; NULL: not said */
    bool example;   /* one place of the finding that stands before it */
};

struct findings {
    struct finding *a;
    size_t n;
    size_t cap;
    uint64_t dropped;
};

/* `fmt` is English and has its French counterpart in the catalogue. */
int finding_add(struct findings *f, enum finding_level level, const char *code,
                const char *file, uint64_t line, struct err *e, const char *fmt,
                ...) __attribute__((format(printf, 7, 8)));

/* Add a copy of one whose texts are written already. */
int finding_put(struct findings *f, const struct finding *what, struct err *e);

/* Turn an err that tells of a defective *deliverable* into a finding. */
int finding_from_err(struct findings *f, const char *code, const char *file,
                     const struct err *cause, struct err *e);

const char *finding_level_name(enum finding_level l);
void findings_release(struct findings *f);

#endif

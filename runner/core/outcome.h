/*
 * outcome -- the closed sets of words that a judgement may use.
 *
 * Their texts stand in XML, JSON and exit codes: never rename one.
 */
#ifndef CORE_OUTCOME_H
#define CORE_OUTCOME_H

/* What became of one case, or of one criterion of it. The order is that of
 * DESIGN's list, not of severity. */
enum outcome {
    OUTCOME_NOT_RUN, /* "not-run": never asked, or its cause failed */
    OUTCOME_PASS,
    OUTCOME_WARN, /* "pass-with-warning": an advisory criterion failed */
    OUTCOME_FAIL,
    OUTCOME_INCONCLUSIVE, /* too little data to decide */
    OUTCOME_WAIVED,       /* failed, and a waiver in force covers that */
    OUTCOME_NA,           /* "not-applicable", by the signed statement */
    OUTCOME_ERROR,        /* our fault, never the vendor's */
    OUTCOME_REPORTED,     /* "reported": the criterion sets no limit */
};

enum verdict {
    VERDICT_NOT_ESTABLISHED,
    VERDICT_CONFORMANT,
    VERDICT_WAIVED, /* "conformant-with-waivers" */
    VERDICT_NON_CONFORMANT,
    VERDICT_INCONCLUSIVE,
};

/* How near to the bytes the signer of a verdict was. */
enum evidence_level {
    EVIDENCE_DECLARED,   /* arithmetic on submitted counts rechecked */
    EVIDENCE_RECOMPUTED, /* judged from the submitted files by the signer */
    EVIDENCE_LAB,        /* "executed-by-lab" */
    EVIDENCE_BODY,       /* "executed-by-body" */
};

const char *outcome_name(enum outcome o);
const char *verdict_name(enum verdict v);
const char *evidence_level_name(enum evidence_level l);

/* 0, or -1 when `text` is none of the names. */
int outcome_parse(enum outcome *out, const char *text);
int verdict_parse(enum verdict *out, const char *text);
int evidence_level_parse(enum evidence_level *out, const char *text);

/* DESIGN 5: 0 conformant (also with waivers), 1 non-conformant, 3 undecided.
 * `strict`: with waivers is 1. */
int verdict_exit(enum verdict v, int strict);

#endif

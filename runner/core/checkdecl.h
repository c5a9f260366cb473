/*
 * checkdecl -- what a check says of itself: inputs, parameters, counters,
 * measures. Lint, the schema, `entente suite describe-checks` and the manual
 * all come from these tables; runner/judge/checks.c lists them.
 *
 * Everything here is static data that lives for ever. Lists end with an
 * element whose `name` is NULL.
 */
#ifndef CORE_CHECKDECL_H
#define CORE_CHECKDECL_H

#include <stdbool.h>

#include "core/measure.h"

enum input_source {
    INPUT_DELIVERABLE,
    INPUT_FIXTURE,
    INPUT_EITHER
};

struct check_input {
    const char *name;         /* "query", "truth", "reference", "stratum" */
    const char *kinds;        /* blank-separated file kinds: "vcf bcf" */
    enum input_source source; /* who may provide it */
    bool required;
    bool repeated;  /* may be given several times (strata) */
    const char *en; /* N_() text: what it is for */
};

enum param_type {
    PARAM_INT,
    PARAM_REAL,
    PARAM_ENUM,
    PARAM_BOOL,
    PARAM_TEXT,
    PARAM_RULES /* a selection of format rules (conform/ruleset.h) */
};

struct check_param {
    const char *name;
    enum param_type type;
    const char *fallback; /* value when a suite sets none */
    const char *values;   /* PARAM_ENUM: blank-separated words */
    double min, max;      /* PARAM_INT, PARAM_REAL */
    const char *en;       /* N_() text: meaning and unit */
};

struct check_counter {
    const char *name;
    const char *unit; /* "record", "allele", "bp", "file", "contig" */
    const char *en;
};

struct check_measure {
    const char *name;
    const char *unit; /* "1" for proportions and ratios, "/Mbp" for rates */
    struct measure_formula formula;
    const char *en;
};

struct check_decl {
    const char *name;
    const char *en; /* one sentence */
    const struct check_input *inputs;
    const struct check_param *params;
    const struct check_counter *counters;
    const struct check_measure *measures;
};

#endif

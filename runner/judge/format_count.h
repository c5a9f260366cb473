/*
 * format_count -- a file judged by the format engine, as counters: for the
 * checks `format` and `read-pairs`, which differ in their inputs alone.
 *
 * A place where a rule is broken counts once for its kind (specification,
 * practice, policy) and level, and once for its part (conform/rulepart.h) when
 * the level is error. Only rules that are asked count; but a file that could
 * not be read to its end for a defect is one, whatever is asked.
 */
#ifndef JUDGE_FORMAT_COUNT_H
#define JUDGE_FORMAT_COUNT_H

#include <stddef.h>

#include "conform/rule.h"
#include "core/checkdecl.h"

struct check_env;
struct check_file;
struct err;
struct measurement;

extern const struct check_counter format_counters[];
extern const struct check_measure format_measures[];

/* The counters that a place adds to where a rule is broken that is asked at
 * this level; how many. Besides, an error adds 1 to "format.rules", once. */
#define FORMAT_COUNTERS_OF_MAX 4
size_t format_counters_of(const char *out[FORMAT_COUNTERS_OF_MAX],
                          const struct rule *r, enum rule_level level);

/* The files of one job; NULL: not given. */
struct format_files {
    const struct check_file *file;
    const struct check_file *mate;      /* FASTQ: the second reads */
    const struct check_file *index;     /* of the file */
    const struct check_file *reference; /* genome */
};

/* Counts and tells. The selection of rules is `rules` (conform/ruleset.h), the
 * formats that may be found are the words of `formats`; "" are those of the
 * kind of file that the suite asks for. As check_run otherwise. */
int format_count(struct measurement *m, const struct check_env *env,
                 const struct format_files *files, const char *rules,
                 const char *formats, struct err *e);

#endif

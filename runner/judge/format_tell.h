/*
 * format_tell -- what the format engine found, as findings of a report: for
 * each rule that is broken one finding that says how often and what to do, and
 * after it the first places as its examples.
 */
#ifndef JUDGE_FORMAT_TELL_H
#define JUDGE_FORMAT_TELL_H

struct err;
struct examine_job;
struct examined;
struct findings;

#define FORMAT_TELL_EXAMPLES                                                   \
    3 /* places of a rule, of those the engine kept                            \
       */

/* Rules that the job does not ask are left out. Errors come first, else the
 * order is that of the tables. `name` is the file's, for people. */
int format_tell(struct findings *f, const struct examined *x,
                const struct examine_job *job, const char *name, struct err *e);

#endif

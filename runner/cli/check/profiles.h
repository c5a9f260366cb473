/*
 * profiles -- what a nation asks of files besides their specification: tables
 * of rules (conform/ruleset.h) in DATADIR/suites/profiles/NAME.tsv.
 *
 * Each stands on COMMON, which is read first.
 */
#ifndef CLI_PROFILES_H
#define CLI_PROFILES_H

struct buf;
struct err;
struct ruleset;

/* Adds the profile `name`, or the table at that path when it has a '/'. An
 * unknown name is an ERR_USAGE that lists those known. */
int profiles_read(struct ruleset *s, const char *datadir, const char *name,
                  struct err *e);

/* Names of all that there are, each followed by `after`, in order. */
int profiles_list(struct buf *out, const char *datadir, const char *after,
                  struct err *e);

#endif

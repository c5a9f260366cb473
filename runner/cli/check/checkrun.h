/*
 * checkrun -- one run of `entente check`: each file examined, then all that was
 * found is printed.
 */
#ifndef CLI_CHECKRUN_H
#define CLI_CHECKRUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct cli;
struct err;
struct ruleset;

/* The command line. */
struct checkrun_asked {
    const char *format;
    const char *reference;
    const char *mate;
    const char *index;
    const char *profile;
    int64_t threads;
    bool practice;
    bool policy;
    bool interleaved;
    bool json;
    bool junit;
    bool list;
    bool list_profiles;
};

/* Examine `files` as checklist.h takes them apart, and print. *exit: 0 all
 * conform, 1 one does not, 4 one could not be judged. -1: *e, nothing was
 * printed. */
int checkrun(int *exit, const struct cli *cli, const struct checkrun_asked *a,
             const char *const *files, size_t n, struct err *e);

/* The rules of --profile, with those of --practice and --policy. */
int checkrun_rules(struct ruleset *s, const struct cli *cli,
                   const struct checkrun_asked *a, struct err *e);

/* On standard output. */
int checkrun_print(const struct buf *b, struct err *e);

#endif

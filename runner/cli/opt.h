/*
 * opt -- options of one command: one table parses them and prints the help.
 *
 * Options may stand anywhere on the line; "--" ends them; "-" is an ordinary
 * argument. An option given twice is an error unless it is a list. Numbers are
 * bounded by the table. Parsing is popt's.
 */
#ifndef CLI_OPT_H
#define CLI_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;

enum opt_kind {
    OPT_END,
    OPT_FLAG, /* bool * */
    OPT_TEXT, /* const char ** (must start as NULL) */
    OPT_INT,  /* int64_t *, within [min, max] */
    OPT_REAL, /* double *, within [min, max]; "3.1e9" */
    OPT_LIST, /* struct opt_list *: may be given many times */
};

struct opt_list {
    const char **a;
    size_t n;
};

struct opt {
    enum opt_kind kind;
    const char *name; /* "threads": --threads */
    char letter;      /* 't': -t; 0: none */
    void *into;
    const char *arg; /* "N", "FILE"; NULL for flags */
    const char *en;  /* N_() text for the help */
    double min, max; /* OPT_INT, OPT_REAL */
};

struct opt_spec {
    const char *usage;      /* N_(): "run SUITE SUBMISSION [-o DIR]" */
    const char *en;         /* N_(): a paragraph: what it does, for whom */
    const char *example;    /* N_(): lines "  entente ...", or NULL */
    const struct opt *opts; /* ends with OPT_END */
    int min_args, max_args; /* of ordinary arguments; max -1: any number */
};

/* The ordinary arguments and all option texts; opt_release() frees them. */
struct opt_args {
    const char **a;
    size_t n;
    void *owned;
};

/*
 * 0: go on. 1: help was asked for and has been printed. -1: *e (ERR_USAGE).
 */
int opt_parse(struct opt_args *out, const struct opt_spec *spec, int argc,
              char **argv, struct err *e);
void opt_release(struct opt_args *args, const struct opt_spec *spec);

#endif

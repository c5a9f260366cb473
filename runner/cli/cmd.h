/*
 * cmd -- the subcommands, what they share, and their exit codes.
 *
 * Each cmd_NAME.c holds one option table and one cmd_NAME(); the work is done
 * by a layer below. Results go to standard output, talk to standard error.
 */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include <stdbool.h>
#include <stdio.h>

struct err;

enum cmd_exit {
    CMD_OK = 0,        /* conformant, valid, or done */
    CMD_NOT = 1,       /* not; also for a defective deliverable */
    CMD_USAGE = 2,     /* the command line is wrong */
    CMD_UNDECIDED = 3, /* inconclusive, not established, status unknown */
    CMD_UNJUDGED = 4,  /* suite, fixture, reference or archive unusable; I/O */
    CMD_FAULT = 70,    /* our own fault */
    CMD_STOPPED = 130, /* interrupted */
};

/* What every command knows. */
struct cli {
    const char *datadir; /* suites/, fixtures/, reports/ are below it */
    bool quiet;          /* no progress, no remarks */
    bool color;          /* standard output is a terminal that wants it */
};

/* argv[0] is the command's name ("run", or "suite list"). */
typedef int (*cmd_fn)(const struct cli *cli, int argc, char **argv);

int cmd_adopt(const struct cli *cli, int argc, char **argv);
int cmd_amend(const struct cli *cli, int argc, char **argv);
int cmd_assess(const struct cli *cli, int argc, char **argv);
int cmd_certify(const struct cli *cli, int argc, char **argv);
int cmd_check(const struct cli *cli, int argc, char **argv);
int cmd_compare(const struct cli *cli, int argc, char **argv);
int cmd_erratum(const struct cli *cli, int argc, char **argv);
int cmd_explain(const struct cli *cli, int argc, char **argv);
int cmd_fixtures(const struct cli *cli, int argc, char **argv);
int cmd_forge(const struct cli *cli, int argc, char **argv);
int cmd_mutants(const struct cli *cli, int argc, char **argv);
int cmd_objection(const struct cli *cli, int argc, char **argv);
int cmd_pack(const struct cli *cli, int argc, char **argv);
int cmd_recognise(const struct cli *cli, int argc, char **argv);
int cmd_register(const struct cli *cli, int argc, char **argv);
int cmd_renew(const struct cli *cli, int argc, char **argv);
int cmd_report(const struct cli *cli, int argc, char **argv);
int cmd_rerun(const struct cli *cli, int argc, char **argv);
int cmd_run(const struct cli *cli, int argc, char **argv);
int cmd_sign(const struct cli *cli, int argc, char **argv);
int cmd_status(const struct cli *cli, int argc, char **argv);
int cmd_suite(const struct cli *cli, int argc, char **argv);
int cmd_trust(const struct cli *cli, int argc, char **argv);
int cmd_verify(const struct cli *cli, int argc, char **argv);

int cmd_waiver(const struct cli *cli, int argc, char **argv);

/* One row of a command that has subcommands of its own. */
struct cmd_row {
    const char *name;
    cmd_fn run;
    const char *en; /* N_() text */
};

/* Run the row named argv[1] (rows end with a NULL name), or print the list:
 * on standard output and CMD_OK for --help, on standard error and CMD_USAGE
 * when nothing is named. An unknown name is CMD_USAGE, with what was meant.
 * `group` is the command itself ("suite"). */
int cmd_dispatch(const struct cli *cli, const char *group,
                 const struct cmd_row *rows, int argc, char **argv);

/* Print *e on standard error, once, as "entente: path:line:col: message", and
 * give the exit code that fits it. */
int cmd_fail(const struct err *e);

/* A remark on standard error, unless quiet. */
void cmd_say(const struct cli *cli, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif

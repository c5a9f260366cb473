/*
 * main -- finds the command, sets what is global (language, signals, htslib's
 * loudness), runs it, and sees to it that all output was written.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/hts.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/workdir.h"
#include "cli/cmd.h"
#include "cli/datadir.h"
#include "cli/nearest.h"
#include "cli/opthelp.h"

#ifndef ENTENTE_VERSION
#define ENTENTE_VERSION "unknown"
#endif

#define ROW_WIDTH 19 /* column where the explanations start */

static const struct cmd_row commands[] = {
    {"run",       cmd_run,       N_("judge a submission by a suite")               },
    {"compare",   cmd_compare,   N_("compare two sets of small variants")          },
    {"check",     cmd_check,     N_("judge files by the rules of their formats")   },
    {"explain",   cmd_explain,   N_("explain a rule of `entente check`")           },
    {"pack",      cmd_pack,      N_("make or complete submission.xml")             },
    {"report",    cmd_report,
     N_("make a report readable: html, text, junit, csv...")                       },
    {"sign",      cmd_sign,      N_("seal a report")                               },
    {"certify",   cmd_certify,   N_("make a certificate from sealed reports")      },
    {"assess",    cmd_assess,
     N_("is an adoption policy satisfied by a certificate?")                       },
    {"recognise", cmd_recognise,
     N_("add the seal of another nation's body to a certificate")                  },
    {"amend",     cmd_amend,
     N_("a report that replaces a sealed one, and says why")                       },
    {"rerun",     cmd_rerun,     N_("run again what a sealed report was made from")},
    {"waiver",    cmd_waiver,
     N_("waivers: what a body does not hold against a product")                    },
    {"objection", cmd_objection,
     N_("objections: a case of a suite is wrong, somebody says")                   },
    {"erratum",   cmd_erratum,   N_("errata: a body excludes a case of a suite")   },
    {"trust",     cmd_trust,
     N_("trust stores: whom a nation knows, as one sealed file")                   },
    {"verify",    cmd_verify,    N_("is a sealed report what it says, and whose?") },
    {"renew",     cmd_renew,
     N_("put an archive time stamp over a sealed container")                       },
    {"status",    cmd_status,    N_("is a certificate in force, and what ends it?")},
    {"register",  cmd_register,
     N_("the public log of certificates: keep, copy, cosign, prove")               },
    {"suite",     cmd_suite,
     N_("suites: list, show, lint, test, what they may ask for")                   },
    {"fixtures",  cmd_fixtures,  N_("reference data: list, verify, make, adopt")   },
    {NULL,        NULL,          NULL                                              },
};

/* Options that every command takes, wherever they stand. */
struct general {
    const char *lang;
    const char *datadir;
    bool quiet;
    bool no_color;
};

int cmd_fail(const struct err *e)
{
    fputs("entente: ", stderr);
    err_print(e, stderr);
    switch (e->code) {
    case ERR_USAGE:
        return CMD_USAGE;
    case ERR_STOPPED:
        return CMD_STOPPED;
    case ERR_NONE: /* a failure without a reason */
        return CMD_FAULT;
    case ERR_SYNTAX:
    case ERR_RANGE:
    case ERR_LIMIT:
    case ERR_IO:
    case ERR_MISMATCH:
    case ERR_REFUSED:
    case ERR_MISSING:
    case ERR_MEMORY:
        break;
    }
    return CMD_UNJUDGED;
}

void cmd_say(const struct cli *cli, const char *fmt, ...)
{
    va_list ap;

    if (cli->quiet)
        return;
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
}

static void list_row(FILE *out, const struct cmd_row *r)
{
    fprintf(out, "  %-16s ", r->name);
    opthelp_wrap(out, lang_tr(r->en), ROW_WIDTH, ROW_WIDTH);
}

static void list_rows(FILE *out, const char *group, const struct cmd_row *rows)
{
    const char *g = group ? group : "";
    const char *blank = group ? " " : "";

    if (!group)
        fprintf(out, "%s\n\n",
                lang_tr("Conformance suites for genomic technologies, and "
                        "signed reports."));
    fprintf(out, lang_tr("usage: entente %s%sCOMMAND [ARGUMENT...]\n"), g,
            blank);
    fprintf(out, "\n%s\n", lang_tr("Commands:"));
    for (const struct cmd_row *r = rows; r->name; r++)
        list_row(out, r);
    if (!group) {
        opthelp_general(out, true);
        fputc('\n', out);
        opthelp_wrap(
            out,
            lang_tr("Exit: 0 conformant, valid or done; 1 not; 2 the command "
                    "line is wrong; 3 undecided; 4 could not be judged; 70 a "
                    "fault of the program."),
            0, 0);
    }
    fprintf(out,
            lang_tr("\n`entente %s%sCOMMAND --help` explains one command.\n"),
            g, blank);
}

/* What was meant by `name`, if that can be guessed; else where to look. */
static int no_such_command(const char *group, const struct cmd_row *rows,
                           const char *name)
{
    const char *g = group ? group : "";
    const char *blank = group ? " " : "";
    struct nearest near = {0};

    for (const struct cmd_row *r = rows; r->name; r++)
        nearest_try(&near, name, r->name);
    fputs("entente: ", stderr);
    if (*name == '-')
        fprintf(stderr, lang_tr("%.100s: unknown option\n"), name);
    else
        fprintf(stderr, lang_tr("there is no command '%s%s%.100s'\n"), g, blank,
                name);
    if (near.word)
        fprintf(stderr, lang_tr("Do you mean `entente %s%s%s`?\n"), g, blank,
                near.word);
    else
        fprintf(stderr, lang_tr("`entente %s%s--help` tells what there is.\n"),
                g, blank);
    return CMD_USAGE;
}

int cmd_dispatch(const struct cli *cli, const char *group,
                 const struct cmd_row *rows, int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";

    for (const struct cmd_row *r = rows; r->name; r++)
        if (strcmp(r->name, name) == 0)
            return r->run(cli, argc - 1, argv + 1);
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
        strcmp(name, "help") == 0) {
        list_rows(stdout, group, rows);
        return CMD_OK;
    }
    if (*name)
        return no_such_command(group, rows, name);
    list_rows(stderr, group, rows);
    return CMD_USAGE;
}

/* Is argv[*i] the option `name` ("--lang")? 1: its value is in *value, and *i
 * is moved over it; 0: it is not; -1. */
static int value_of(const char **value, const char *name, int argc, char **argv,
                    int *i, struct err *e)
{
    size_t n = strlen(name);

    if (strncmp(argv[*i], name, n) != 0 ||
        (argv[*i][n] != '=' && argv[*i][n] != '\0'))
        return 0;
    if (*value)
        return err_set(e, ERR_USAGE, "--%s is given twice", name + 2);
    if (argv[*i][n] == '=')
        *value = argv[*i] + n + 1;
    else if (*i + 1 < argc)
        *value = argv[++*i];
    else
        return err_set(e, ERR_USAGE, "%s needs a value", name);
    return 1;
}

/* Take the general options out of argv; sets *argc anew. */
static int take_general(struct general *g, int *argc, char **argv,
                        struct err *e)
{
    int kept = 1;

    for (int i = 1; i < *argc; i++) {
        int got;

        if (strcmp(argv[i], "--") == 0) {
            while (i < *argc)
                argv[kept++] = argv[i++];
            break;
        }
        got = value_of(&g->lang, "--lang", *argc, argv, &i, e);
        if (got == 0)
            got = value_of(&g->datadir, "--datadir", *argc, argv, &i, e);
        if (got < 0)
            return -1;
        if (got > 0)
            continue;
        if (strcmp(argv[i], "--quiet") == 0 || strcmp(argv[i], "-q") == 0)
            g->quiet = true;
        else if (strcmp(argv[i], "--no-color") == 0)
            g->no_color = true;
        else
            argv[kept++] = argv[i];
    }
    argv[kept] = NULL;
    *argc = kept;
    return 0;
}

static void choose_language(void)
{
    static const char *const vars[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof(vars) / sizeof(vars[0]); i++) {
        const char *v = getenv(vars[i]);

        if (v && *v) {
            lang_set(lang_from_locale(v));
            break;
        }
    }
}

static int take_language(const char *asked, struct err *e)
{
    if (!asked)
        return 0;
    if (strcmp(asked, "en") != 0 && strcmp(asked, "fr") != 0)
        return err_set(e, ERR_USAGE, "--lang %s: choose en or fr", asked);
    lang_set(lang_from_locale(asked));
    return 0;
}

/* Colour is for a terminal that understands it, and for who wants it. */
static bool wants_color(const struct general *g)
{
    const char *no = getenv("NO_COLOR");
    const char *term = getenv("TERM");

    return !g->no_color && !(no && *no) && term && strcmp(term, "dumb") != 0 &&
           isatty(STDOUT_FILENO);
}

/* Standard output must have been written, or nothing that was said counts. */
static int flush_output(int rc)
{
    int os = 0;

    if (fflush(stdout))
        os = errno;
    else if (ferror(stdout))
        os = EIO; /* what it was is not known any more */
    if (!os)
        return rc;
    if (os != EPIPE)
        fprintf(stderr, lang_tr("entente: standard output: %s\n"), err_os(os));
    return rc == CMD_OK ? CMD_UNJUDGED : rc;
}

/* A closed standard descriptor would be given to the next file that is opened,
 * and what is meant for the user be written into it. The stand-in for standard
 * output can not be written to, so that it is noticed. */
static int hold_standard(struct err *e)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) >= 0)
            continue;
        if (open("/dev/null", fd == STDERR_FILENO ? O_WRONLY : O_RDONLY) != fd)
            return err_set(e, ERR_IO, "cannot open: %s", err_os(errno));
    }
    return 0;
}

static bool asks_help(int argc, char **argv)
{
    if (argc < 2 || strcmp(argv[1], "help") == 0)
        return true;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

/* "help suite list" is "suite list --help". */
static void turn_help(int argc, char **argv)
{
    static char help[] = "--help";

    if (argc < 3 || strcmp(argv[1], "help") != 0)
        return;
    for (int i = 1; i + 1 < argc; i++)
        argv[i] = argv[i + 1];
    argv[argc - 1] = help;
}

int main(int argc, char **argv)
{
    struct general g = {0};
    struct cli cli = {0};
    struct err e = {0};
    char datadir[PATH_TEXT_MAX] = "";

    if (hold_standard(&e))
        return cmd_fail(&e);
    hts_set_log_level(HTS_LOG_OFF); /* it would quote hostile files */
    choose_language();
    if (take_general(&g, &argc, argv, &e) || take_language(g.lang, &e))
        return cmd_fail(&e);
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        puts("entente " ENTENTE_VERSION);
        return flush_output(CMD_OK);
    }
    turn_help(argc, argv);
    /* Help is given wherever the program stands. */
    if (datadir_find(datadir, g.datadir, &e) && !asks_help(argc, argv))
        return cmd_fail(&e);
    e = (struct err){0};
    if (workdir_guard(&e))
        return cmd_fail(&e);
    cli.datadir = datadir;
    cli.quiet = g.quiet;
    cli.color = wants_color(&g);
    return flush_output(cmd_dispatch(&cli, NULL, commands, argc, argv));
}

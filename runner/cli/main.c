/*
 * main -- finds the command, sets what is global (language, signals, htslib's
 * loudness), runs it, and sees to it that all output was written.
 */
#include <errno.h>
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

#ifndef ENTENTE_VERSION
#define ENTENTE_VERSION "unknown"
#endif

static const struct cmd_row commands[] = {
    {"fixtures", cmd_fixtures, N_("golden data: list, verify, make")            },
    {"pack",     cmd_pack,     N_("make or complete submission.xml")            },
    {"report",   cmd_report,
     N_("make a report readable: html, text, junit, csv...")                    },
    {"run",      cmd_run,      N_("judge a submission by a suite")              },
    {"sign",     cmd_sign,     N_("seal a report")                              },
    {"suite",    cmd_suite,
     N_("suites: list, show, lint, test, what they may ask for")                },
    {"verify",   cmd_verify,   N_("is a sealed report what it says, and whose?")},
    {NULL,       NULL,         NULL                                             },
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

static void list_rows(FILE *out, const char *group, const struct cmd_row *rows)
{
    fprintf(out, lang_tr("usage: entente %s%sCOMMAND [ARGUMENT...]\n"),
            group ? group : "", group ? " " : "");
    fputc('\n', out);
    for (const struct cmd_row *r = rows; r->name; r++)
        fprintf(out, "  %-16s %s\n", r->name, lang_tr(r->en));
    fprintf(out, "\n%s\n",
            lang_tr("`entente COMMAND --help` explains one command."));
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
        fprintf(stderr, lang_tr("entente: there is no command '%s'\n"), name);
    list_rows(stderr, group, rows);
    return CMD_USAGE;
}

/* "--name VALUE" or "--name=VALUE" at argv[*i]; moves *i over what it took. */
static const char *value_of(const char *name, int argc, char **argv, int *i)
{
    size_t n = strlen(name);

    if (strncmp(argv[*i], name, n) != 0)
        return NULL;
    if (argv[*i][n] == '=')
        return argv[*i] + n + 1;
    if (argv[*i][n] == '\0' && *i + 1 < argc)
        return argv[++*i];
    return NULL;
}

/* Take the general options out of argv; returns the new argc. */
static int take_general(struct general *g, int argc, char **argv)
{
    int kept = 1;

    for (int i = 1; i < argc; i++) {
        const char *v;

        if (strcmp(argv[i], "--") == 0) {
            while (i < argc)
                argv[kept++] = argv[i++];
            break;
        }
        if ((v = value_of("--lang", argc, argv, &i)))
            g->lang = v;
        else if ((v = value_of("--datadir", argc, argv, &i)))
            g->datadir = v;
        else if (strcmp(argv[i], "--quiet") == 0 || strcmp(argv[i], "-q") == 0)
            g->quiet = true;
        else if (strcmp(argv[i], "--no-color") == 0)
            g->no_color = true;
        else
            argv[kept++] = argv[i];
    }
    argv[kept] = NULL;
    return kept;
}

static int choose_language(const char *asked, struct err *e)
{
    static const char *const vars[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    if (asked) {
        if (strcmp(asked, "en") != 0 && strcmp(asked, "fr") != 0)
            return err_set(e, ERR_USAGE, "--lang %s: choose en or fr", asked);
        lang_set(lang_from_locale(asked));
        return 0;
    }
    for (size_t i = 0; i < sizeof(vars) / sizeof(vars[0]); i++) {
        const char *v = getenv(vars[i]);

        if (v && *v) {
            lang_set(lang_from_locale(v));
            break;
        }
    }
    return 0;
}

/* Standard output must have been written, or nothing that was said counts. */
static int flush_output(int rc)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return rc;
    if (errno != EPIPE)
        fprintf(stderr, lang_tr("entente: standard output: %s\n"),
                err_os(errno));
    return rc == CMD_OK ? CMD_UNJUDGED : rc;
}

int main(int argc, char **argv)
{
    struct general g = {0};
    struct cli cli = {0};
    struct err e = {0};
    char datadir[PATH_TEXT_MAX];

    if (argc < 1)
        return CMD_USAGE;
    argc = take_general(&g, argc, argv);
    if (choose_language(g.lang, &e))
        return cmd_fail(&e);
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        puts("entente " ENTENTE_VERSION);
        return flush_output(CMD_OK);
    }
    if (argc > 2 && strcmp(argv[1], "help") == 0) {
        static char help[] = "--help";

        argv[1] = argv[2];
        argv[2] = help;
    }
    hts_set_log_level(HTS_LOG_OFF); /* findings say it, with a remedy */
    if (workdir_guard(&e) || datadir_find(datadir, g.datadir, &e))
        return cmd_fail(&e);
    cli.datadir = datadir;
    cli.quiet = g.quiet;
    cli.color = !g.no_color && !getenv("NO_COLOR") && isatty(STDOUT_FILENO);
    return flush_output(cmd_dispatch(&cli, NULL, commands, argc, argv));
}

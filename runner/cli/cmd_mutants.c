/* entente fixtures mutants: good files, and the same broken in one way. */
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "fixtures/forge/mutants/mutant.h"

static int print_list(const struct opt_args *args, struct err *e)
{
    struct buf list = {0};
    int rc;

    buf_init(&list, MUTANT_BYTES_MAX);
    rc = mutants_list(&list, args->a, args->n, e);
    if (rc == 0)
        (void)fwrite(list.s, 1, list.n, stdout);
    buf_release(&list);
    return rc;
}

static int work(const char *dir, bool list, const struct opt_args *args,
                struct err *e)
{
    if (list && dir)
        return err_set(e, ERR_USAGE,
                       "--list writes no files: leave --output "
                       "out");
    if (list)
        return print_list(args, e);
    if (!dir)
        return err_set(e, ERR_USAGE,
                       "say where the new files go: --output DIR");
    return mutants_write(dir, args->a, args->n, e);
}

int cmd_mutants(const struct cli *cli, int argc, char **argv)
{
    const char *dir = NULL;
    bool list = false;
    const struct opt opts[] = {
        {OPT_TEXT, "output", 'o', &dir,  "DIR", N_("new folder for the files"),
         0,                                                                        0},
        {OPT_FLAG, "list",   0,   &list, NULL,
         N_("print the list, and write no files"),                              0, 0},
        {OPT_END,  NULL,     0,   NULL,  NULL,  NULL,                           0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("fixtures mutants -o DIR [NAME...] [--list]"),
        .en = N_("Make small good files of each format, and the same files "
                 "broken in one named way\neach, to test a validator with. "
                 "mutants.tsv in DIR says which rule each file breaks\n"
                 "(entente explain RULE), and what else it breaks of "
                 "necessity. NAME is a file\nof the list, or a rule: "
                 "without one, all are made."),
        .example = "  entente fixtures mutants -o mutants\n"
                   "  entente fixtures mutants -o one bam BAM-007\n"
                   "  entente fixtures mutants --list\n",
        .opts = opts,
        .max_args = -1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    (void)cli;
    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = work(dir, list, &args, &e);
    opt_release(&args, &spec);
    return rc ? cmd_fail(&e) : CMD_OK;
}

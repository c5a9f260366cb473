/*
 * register -- what the subcommands of `entente register` share. Each is a
 * cmd_fn; cmd_register.c lists them.
 */
#ifndef CLI_REGISTER_H
#define CLI_REGISTER_H

#include <stdint.h>

#include "cli/cmd.h"
#include "reports/register/note.h"

struct err;

int register_cmd_init(const struct cli *cli, int argc, char **argv);
int register_cmd_key(const struct cli *cli, int argc, char **argv);
int register_cmd_add(const struct cli *cli, int argc, char **argv);
int register_cmd_checkpoint(const struct cli *cli, int argc, char **argv);
int register_cmd_cosign(const struct cli *cli, int argc, char **argv);
int register_cmd_take(const struct cli *cli, int argc, char **argv);
int register_cmd_statuslist(const struct cli *cli, int argc, char **argv);
int register_cmd_prove(const struct cli *cli, int argc, char **argv);
int register_cmd_check(const struct cli *cli, int argc, char **argv);
int register_cmd_audit(const struct cli *cli, int argc, char **argv);
int register_cmd_mirror(const struct cli *cli, int argc, char **argv);
int register_cmd_list(const struct cli *cli, int argc, char **argv);
int register_cmd_attach(const struct cli *cli, int argc, char **argv);
int register_cmd_build(const struct cli *cli, int argc, char **argv);
int register_cmd_open(const struct cli *cli, int argc, char **argv);

/* A verifier key from an option: the text itself, or the name of a file that
 * holds it. */
int register_key(struct note_key *out, const char *text_or_path, struct err *e);

/* The log's own key: as given, or, when NULL, from the file beside the log,
 * which proves nothing about a copy that somebody else handed out. */
int register_log_key(struct note_key *out, const char *given, const char *dir,
                     struct err *e);

#endif

/*
 * entente register: the public memory of certificates. What a register is:
 * reports/register/tlog.h and regstate.h.
 */
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cmd.h"
#include "cli/register/register.h"
#include "reports/register/register.h"

int register_key(struct note_key *out, const char *text_or_path, struct err *e)
{
    if (strchr(text_or_path, '+') && !path_exists(text_or_path))
        return note_key_parse(out, text_or_path, strlen(text_or_path), e);
    return note_key_read(out, text_or_path, e);
}

int register_log_key(struct note_key *out, const char *given, const char *dir,
                     struct err *e)
{
    char path[PATH_TEXT_MAX];

    if (given)
        return register_key(out, given, e);
    if (path_join(path, dir, REGISTER_VKEY, e))
        return -1;
    return note_key_read(out, path, e);
}

int cmd_register(const struct cli *cli, int argc, char **argv)
{
    static const struct cmd_row rows[] = {
        {"init",       register_cmd_init,       N_("begin a register, with its key")      },
        {"key",        register_cmd_key,
         N_("print the verifier key of a private key")                                    },
        {"add",        register_cmd_add,        N_("put an entry into the queue")         },
        {"checkpoint", register_cmd_checkpoint,
         N_("take the queue into the log, and sign it")                                   },
        {"statuslist", register_cmd_statuslist,
         N_("sign the dated list of what is no longer valid")                             },
        {"mirror",     register_cmd_mirror,
         N_("bring a copy up to date, checking that it only grew")                        },
        {"cosign",     register_cmd_cosign,
         N_("sign the copy of a partner's register")                                      },
        {"take",       register_cmd_take,       N_("take a partner's cosignature")        },
        {"list",       register_cmd_list,
         N_("show certificates and their standing, or one's history")                     },
        {"prove",      register_cmd_prove,
         N_("write the proof that an entry is in the log")                                },
        {"check",      register_cmd_check,
         N_("check such a proof, without the log")                                        },
        {"attach",     register_cmd_attach,
         N_("put such a proof into its container")                                        },
        {"audit",      register_cmd_audit,
         N_("check a whole register, entry by entry")                                     },
        {"build",      register_cmd_build,
         N_("make the public pages of a register")                                        },
        {"open",       register_cmd_open,       N_("show what a confidential attempt was")},
        {NULL,         NULL,                    NULL                                      },
    };

    return cmd_dispatch(cli, "register", rows, argc, argv);
}

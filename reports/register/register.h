/*
 * register -- what its keepers do with a register: begin it, sign it, copy it,
 * cosign it, prove from it. The files are tlog.h's, what entries mean is
 * regstate.h's.
 *
 *     init ─► (add ─► checkpoint)*          by the body, with its key
 *               mirror ─► cosign            by the partner, on its own copy
 *               take                        the body adds the partner's line
 *
 * A mirror grows only by what follows from what it holds: each new entry is
 * hashed here, and the root must come out as the other side signed it. So a
 * rewritten or forked log can not be mirrored, and no cosignature is ever
 * given to one.
 *
 * Errors: ERR_REFUSED for a signature, ERR_MISMATCH for a fork or rewrite,
 *         each with its own message.
 */
#ifndef REPORTS_REGISTER_REGISTER_H
#define REPORTS_REGISTER_REGISTER_H

#include <stddef.h>
#include <stdint.h>

#include "reports/register/note.h"
#include "reports/register/regentry.h"
#include "reports/register/tlog.h"

struct err;

#define REGISTER_VKEY "register.vkey" /* the verifier key, beside the log */

/* An empty log with its first checkpoint and its verifier key. ERR_REFUSED
 * when there is a log already. The signer's name is the log's. */
int register_init(const char *dir, const struct note_signer *s, struct err *e);

/* Takes what waits into the log and signs it; *added (may be NULL) entries. */
int register_checkpoint(uint64_t *added, const char *dir,
                        const struct note_signer *s, struct err *e);

/* Is the checkpoint signed by the log's key? ERR_REFUSED also when it is not
 * signed by it at all. */
int register_check_signer(const struct note *n, const struct note_key *log,
                          struct err *e);

struct register_mirrored {
    uint64_t before; /* entries */
    uint64_t after;
};

/* Brings the copy `to` up to `from`. `log` is the key of its keeper. */
int register_mirror(struct register_mirrored *out, const char *from,
                    const char *to, const struct note_key *log, struct err *e);

/* Adds the cosigner's line to the checkpoint of the copy in `dir`, in the
 * file and as text in `out`. `log` as above; `time` in seconds since 1970. */
int register_cosign(struct buf *out, const char *dir,
                    const struct note_key *log, const struct note_signer *s,
                    int64_t time, struct err *e);

/* Takes a cosigned checkpoint `note` of the same head into the log of `dir`:
 * it must hold a line of `cosigner` that holds. */
int register_take(const char *dir, const char *note, size_t n,
                  const struct note_key *cosigner, struct err *e);

/* That the log in `dir` began as the older checkpoint `note` says. */
int register_check_older(struct tlog *t, const struct note *older,
                         struct err *e);

#endif

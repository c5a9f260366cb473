/*
 * statusfile -- a register's list of status from a file, checked: signed by the
 * register's key, else it says nothing.
 *
 * Ownership: statusfile_release(); `list` points into it.
 */
#ifndef CLI_STATUSFILE_H
#define CLI_STATUSFILE_H

#include "base/buf.h"
#include "reports/register/note.h"
#include "reports/register/regstatus.h"

struct err;

struct statusfile {
    struct buf bytes;
    struct note note;
    struct regstatus list;
};

/* `keys`: each must have signed; at least one. Without `path` there is no list,
 * and there can be no keys (ERR_USAGE): who gives some believes to have asked
 * for the status. */
int statusfile_read(struct statusfile *out, const char *path,
                    const char *const *keys, size_t n_keys, struct err *e);
void statusfile_release(struct statusfile *s);

#endif

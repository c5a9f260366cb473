/*
 * opened -- a submission, open: a folder as it is, an archive unpacked into a
 * private work folder, or a bare file with a submission made up for it.
 *
 * A folder or archive must hold submission.xml (at its top, or at the top of
 * the one folder that an archive holds). A symbolic link anywhere in it is
 * refused. A bare file is a pre-check: `submission.bare` is set, nothing made
 * from it can be sealed; its role is the suite's one deliverable of that kind,
 * and an index that lies beside it is taken along.
 *
 * Errors: what can not be opened as a submission at all (hostile archive,
 * unusable submission.xml, no such file) is an err: exit 4 (DESIGN 5). What is
 * wrong with a listed file (missing, other digest) is for check_inventory to
 * find: a failed case.
 *
 * Ownership: opened_close() frees it and removes the work folder.
 */
#ifndef JUDGE_OPENED_H
#define JUDGE_OPENED_H

#include <stdbool.h>

#include "base/path.h"
#include "core/submission.h"

struct err;
struct suite;

struct opened {
    struct submission submission;
    char root[PATH_TEXT_MAX]; /* folder that file names are relative to */
    char work[PATH_TEXT_MAX]; /* work folder of an archive; "" for none */
    char name[PATH_NAME_MAX]; /* base name of what was opened */
    char archive_sha256[65];  /* of the archive's octets; "" for none */
};

/* `suite` serves to find the role of a bare file; `work_parent` as in
 * workdir_make(). */
int opened_open(struct opened *out, const char *path, const struct suite *suite,
                const char *work_parent, struct err *e);
void opened_close(struct opened *o);

#endif

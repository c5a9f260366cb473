/* verify_internal -- the parts of verify.c that have files of their own. */
#ifndef REPORTS_SEAL_VERIFY_INTERNAL_H
#define REPORTS_SEAL_VERIFY_INTERNAL_H

struct content;
struct err;
struct verified;

/* What the verdict is about, and what it says nothing of: class, claims and the
 * mandatory cases that do not apply to them. */
int verify_scope(struct verified *v, const struct content *c, struct err *e);

#endif

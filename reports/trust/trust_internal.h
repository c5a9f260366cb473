/* trust_internal -- the parts of trust_read.c that have files of their own. */
#ifndef REPORTS_TRUST_TRUST_INTERNAL_H
#define REPORTS_TRUST_TRUST_INTERNAL_H

#include <stddef.h>

#include "reports/trust/trust.h"

struct err;
struct xmlnode;

/* One <register> more in the store. */
int trust_read_register(struct trust *t, size_t *cap, const struct xmlnode *n,
                        struct err *e);

#endif

/* content_internal -- the parts of content.c that have files of their own. */
#ifndef REPORTS_SEAL_CONTENT_INTERNAL_H
#define REPORTS_SEAL_CONTENT_INTERNAL_H

#include "reports/seal/content.h"

/* Do the marks agree with the tallies, and are they all there? Claim and suite
 * were read, and decided again. ERR_MISMATCH, ERR_SYNTAX. */
int content_marks(const struct content *c, const struct seal_member *tallies,
                  const struct seal_member *marks, struct err *e);

#endif

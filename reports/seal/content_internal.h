/* content_internal -- the parts of content.c that have files of their own. */
#ifndef REPORTS_SEAL_CONTENT_INTERNAL_H
#define REPORTS_SEAL_CONTENT_INTERNAL_H

#include "reports/seal/content.h"

/* Do the marks agree with the counts, and are they all there? ERR_MISMATCH,
 * ERR_SYNTAX. */
int content_marks(const struct suite *s, const struct report_basis *b,
                  const struct seal_member *marks, struct err *e);

#endif

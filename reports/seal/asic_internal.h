/* asic_internal -- what asic.c and asic_read.c share. */
#ifndef REPORTS_SEAL_ASIC_INTERNAL_H
#define REPORTS_SEAL_ASIC_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "reports/seal/asic.h"

#define ASIC_MANIFEST_MAX ((size_t)1 << 20)
#define ASIC_META_NAME    64 /* of a file in META-INF, with NUL */

/* OpenDocument 1.2 part 3, as EN 319 162-1 wants it. */
void asic_write_manifest(struct buf *out, const struct xades *x);

/* Is it `mimetype`, or below META-INF? */
bool asic_is_reserved(const char *name);

/* SHA-256. */
int asic_digest(unsigned char out[XADES_DIGEST], const void *data, size_t len,
                struct err *e);

/* "META-INF/signaturesN.xml". */
void asic_name_seal(char out[ASIC_META_NAME], size_t i);

#endif

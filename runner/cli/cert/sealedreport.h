/*
 * sealedreport -- the one sealed report that a container is about: itself, or
 * one of those that a certificate, or the certificate in a recognition, rests
 * on. Its seals must hold; who made them is not asked.
 *
 * Ownership: sealedreport_close(); all points into the bytes that it holds.
 */
#ifndef CLI_SEALEDREPORT_H
#define CLI_SEALEDREPORT_H

#include "base/buf.h"
#include "reports/seal/asic.h"
#include "reports/seal/content.h"

struct err;

struct sealedreport {
    struct buf bytes; /* of the report's own container */
    struct asic asic;
    struct seal_member members[SEAL_MEMBERS_MAX];
    struct content content; /* decided again */
    char sha256[65];        /* of bytes */
};

/* `which`: report of a certificate, 1-based; 0: the only one (ERR_USAGE when
 * there are several). ERR_REFUSED for a container that does not hold. */
int sealedreport_open(struct sealedreport *out, const char *path, size_t which,
                      struct err *e);
void sealedreport_close(struct sealedreport *r);

#endif

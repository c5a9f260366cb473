/*
 * runwaivers -- the signed waivers that a run is given: each must verify by the
 * trust store, be in force, and be for this suite, this product and a case that
 * may be waived.
 *
 * Ownership: runwaivers_release().
 */
#ifndef CLI_RUNWAIVERS_H
#define CLI_RUNWAIVERS_H

#include <stddef.h>

#include "core/evidence.h"
#include "core/submission.h"
#include "core/suite.h"
#include "reports/cert/waiver.h"
#include "reports/seal/verify.h"

struct err;
struct outdir;

struct runwaivers {
    size_t n;
    struct buf *bytes; /* of each container */
    struct verified *v;
    struct waiver *a; /* as evidence */
    char (*names)[WAIVER_MEMBER];
};

struct runwaivers_ask {
    const char *const *path;
    size_t n;
    const char *trust;
    const char *trust_root; /* see trust_open_from(); NULL */
    const char *now;        /* the time of the run */
};

/* ERR_REFUSED for one that does not count. */
int runwaivers_read(struct runwaivers *out, const struct runwaivers_ask *ask,
                    const struct suite *s, const struct submission *sub,
                    struct err *e);
/* Into the folder of the report, under the names that its container has. */
int runwaivers_put(struct outdir *o, struct runwaivers *w, struct err *e);
void runwaivers_release(struct runwaivers *w);

#endif

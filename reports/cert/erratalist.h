/*
 * erratalist -- which errata of a register's list touch a certificate?
 *
 * An erratum excludes a case of one suite, by its digest: a certificate that
 * rests on this suite was decided with a case that its body holds to be wrong.
 * That ends nothing; `entente suite impact` tells what it changes.
 *
 * Ownership: rows live in the arena.
 */
#ifndef REPORTS_CERT_ERRATALIST_H
#define REPORTS_CERT_ERRATALIST_H

#include <stddef.h>

#include "reports/register/regstatus.h"

struct arena;
struct err;
struct verified;

struct erratarow {
    const char *suite; /* "id@version", of the certificate */
    struct regstatus_erratum is;
};

struct erratalist {
    struct erratarow *a; /* suites as in the certificate, entries as in the list
                          */
    size_t n;
    size_t cap;
};

/* Of a certificate, or of the one that a recognition is about. */
int erratalist_of(struct erratalist *out, struct arena *arena,
                  const struct verified *v, const struct regstatus *list,
                  struct err *e);

#endif

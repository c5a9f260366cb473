/*
 * regfrom -- the entry that belongs to a sealed certificate: what the register
 * says of it is taken from the container, not typed.
 */
#ifndef REPORTS_REGISTER_REGFROM_H
#define REPORTS_REGISTER_REGFROM_H

#include "reports/register/regentry.h"

struct certificate;
struct err;

/* Sets what `action` (REG_ISSUE, REG_RECOGNISE) says of it: number, digest of
 * the container, product, suites, term. Time, body and nation are the
 * caller's. */
int regfrom_certificate(struct regentry *out, const struct certificate *c,
                        const char *sha256, struct err *e);

#endif

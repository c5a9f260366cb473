/*
 * regfrom -- the entry that belongs to a sealed certificate: what the register
 * says of it is taken from the container, not typed. The digest is that of the
 * container as it was issued or recognised: with its seals, without proofs and
 * archive time stamps (asic_issued()), which is what sha256sum says of the file
 * before any was added to it.
 */
#ifndef REPORTS_REGISTER_REGFROM_H
#define REPORTS_REGISTER_REGFROM_H

#include "reports/register/regentry.h"

struct certificate;
struct recognition;
struct err;

/* Sets what `action` (REG_ISSUE, REG_RECOGNISE) says of it: number, digest of
 * the container, product, suites, term. Time, body and nation are the
 * caller's. */
int regfrom_certificate(struct regentry *out, const struct certificate *c,
                        const char *sha256, struct err *e);

/* The same of a recognition with reservations (REG_RECOGNISE): its own number
 * and term, the number of the certificate in the other log, the reservations in
 * English; product and suites are those of the certificate `c`. */
int regfrom_recognition(struct regentry *out, const struct recognition *r,
                        const struct certificate *c, const char *sha256,
                        struct err *e);

#endif

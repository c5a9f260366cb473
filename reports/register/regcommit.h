/*
 * regcommit -- an attempt that is logged but not yet told: the log gets the
 * SHA-256 of a random salt and of the entry that would have told it; who holds
 * the opening (salt and entry) can show later what it was, and nothing else.
 *
 * The opening, as a file: 64 hexadecimal digits of salt, a newline, the entry,
 * a newline.
 */
#ifndef REPORTS_REGISTER_REGCOMMIT_H
#define REPORTS_REGISTER_REGCOMMIT_H

#include <stddef.h>

#include "reports/register/regentry.h"

struct buf;
struct err;

/* `hidden` receives the entry to log: time, body and nation of `told`, and the
 * commitment to all of it. `opening` receives the file. */
int regcommit_make(struct regentry *hidden, struct buf *opening,
                   const struct regentry *told, struct err *e);

/* Does the opening fit the logged entry? `told` receives what it was;
 * ERR_MISMATCH when not. */
int regcommit_open(struct regentry *told, const struct regentry *hidden,
                   const char *opening, size_t n, struct err *e);

#endif

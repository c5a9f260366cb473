/* verifytext_internal -- what verifytext.c and verifytext_cert.c share. */
#ifndef REPORTS_SEAL_VERIFYTEXT_INTERNAL_H
#define REPORTS_SEAL_VERIFYTEXT_INTERNAL_H

#include <stdbool.h>

#include "core/outcome.h"

struct buf;
struct verified;
struct verified_seal;

/* For a person: a label, and blanks up to the column of the values. */
void verifytext_label(struct buf *out, const char *text);
const char *verifytext_verdict(enum verdict v); /* N_() text */

/* For a machine: `"key": value` with a comma in front unless it is the first
 * in its object; text NULL is null; a list is left open. */
void verifytext_member(struct buf *out, const char *key, const char *text);
void verifytext_truth(struct buf *out, const char *key, bool yes);
void verifytext_list(struct buf *out, const char *key);

void verifytext_seal(struct buf *out, const struct verified *v,
                     const struct verified_seal *s);
void verifytext_seals_json(struct buf *out, const struct verified *v);

void verifytext_proofs(struct buf *out, const struct verified *v);
void verifytext_proofs_json(struct buf *out, const struct verified *v);
void verifytext_store(struct buf *out, const struct verified *v);
void verifytext_store_json(struct buf *out, const struct verified *v);
void verifytext_time(struct buf *out, const struct verified_seal *s);
void verifytext_time_json(struct buf *out, const struct verified_seal *s);
void verifytext_status(struct buf *out, const struct verified *v);
void verifytext_status_json(struct buf *out, const struct verified *v);
void verifytext_contest(struct buf *out, const struct verified *v);
void verifytext_contest_json(struct buf *out, const struct verified *v);
void verifytext_waiver(struct buf *out, const struct verified *v);
void verifytext_waiver_json(struct buf *out, const struct verified *v);
void verifytext_recognition(struct buf *out, const struct verified *v);
void verifytext_recognition_json(struct buf *out, const struct verified *v);
void verifytext_certificate(struct buf *out, const struct verified *v);
void verifytext_certificate_json(struct buf *out, const struct verified *v);

#endif

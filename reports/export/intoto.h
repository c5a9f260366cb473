/*
 * intoto -- results as in-toto attestations (Statement v1, predicate
 * https://in-toto.io/attestation/test-result/v0.1): JSON Lines, one statement
 * for each report and profile, for a supply chain that already reads such.
 *
 * Subjects are the files that were judged, by SHA-256; the configuration is the
 * suite; tests are cases. PASSED is conformant; WARNED is conformant with
 * waivers, or by limits that nobody published; FAILED is non-conformant. Of an
 * inconclusive verdict, or one that was not established, there is no word for
 * it: no statement is made, and the caller is told. What the predicate has no
 * field for stands in `entente`.
 *
 * With a signer each line is a DSSE envelope; without, the bare statement: an
 * envelope that nobody signed would only look like more. A certificate is told
 * by the profiles that it certifies.
 */
#ifndef REPORTS_EXPORT_INTOTO_H
#define REPORTS_EXPORT_INTOTO_H

#include <stddef.h>

struct buf;
struct dossier;
struct err;
struct pki_signer;

#define INTOTO_TYPE "application/vnd.in-toto+json"

/* *untold: how many verdicts could not be told. ERR_REFUSED when none could, or
 * a report names no file by digest. */
int intoto_write(struct buf *out, size_t *untold, const struct dossier *d,
                 const struct pki_signer *signer, struct err *e);

#endif

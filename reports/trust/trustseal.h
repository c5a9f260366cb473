/*
 * trustseal -- a trust store as one sealed file, that a nation hands to the
 * other or to its laboratories: trust.xml and the anchors' certificates, in the
 * container that asic.h describes. trust_open() reads it.
 *
 * Issues are numbered. Whoever takes a new one can keep a file of the highest
 * that was seen of each nation (trustseal_seen()), so that an older one can not
 * be passed off as the newest.
 *
 *   entente-trust-seen 1
 *   FR 7 SHA-256-OF-THE-CONTAINER
 */
#ifndef REPORTS_TRUST_TRUSTSEAL_H
#define REPORTS_TRUST_TRUSTSEAL_H

struct buf;
struct err;
struct pki_signer;
struct trust;

/* The store in folder `dir` as a container. ERR_REFUSED when trust.xml does not
 * state its version, nation and day. What was made is opened again. */
int trustseal_make(struct buf *out, const char *dir,
                   const struct pki_signer *signer, const char *signing_time,
                   struct err *e);

/* Is this store, read from `path`, not older than what the file `state` has
 * seen of its nation (ERR_REFUSED: older, or other bytes under the same
 * version)? Then the file says from now on that it was seen. A state file that
 * is not there is made. */
int trustseal_seen(const struct trust *t, const char *path, const char *state,
                   struct err *e);

#endif

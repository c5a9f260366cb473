/*
 * seal -- the sealed container: ASiC-E (ETSI EN 319 162-1) with one XAdES
 * baseline-B signature (ETSI EN 319 132-1) over whole members by name.
 *
 * Members, in this order, stored, no extra fields, fixed time:
 *   mimetype  application/vnd.etsi.asic-e+zip (first, uncompressed)
 *   report.xml  suite.xml  tallies.tsv  truth.bits
 *   META-INF/manifest.xml  META-INF/signatures0.xml
 *
 * Signatures: ECDSA P-256 with SHA-256, P-384 with SHA-384; RSA-PSS with
 * SHA-256 from 3072 bits. The key decides; there is no option for a role.
 */
#ifndef REPORTS_SEAL_SEAL_H
#define REPORTS_SEAL_SEAL_H

#include <stddef.h>

struct err;
struct buf;
struct pki_signer;

struct seal_member {
    const char *name;
    const char *media_type;
    const void *data;
    size_t len;
};

#define SEAL_MEMBERS_MAX 64
#define SEAL_BYTES_MAX   ((size_t)512 << 20)

/*
 * Make the container of one report: `members` are report.xml, suite.xml,
 * tallies.tsv and truth.bits, in this order, then its waivers (see
 * seal_load()). `signing_time`: ISO 8601 UTC, at which the signer was opened;
 * it goes into SignedProperties. Refuses (ERR_REFUSED, ERR_MISMATCH) a report
 * of a bare file, and a report that does not decide again to what it says. What
 * was made is opened and checked once more before it is handed out.
 */
int seal_make(struct buf *out, const struct seal_member *members, size_t n,
              const struct pki_signer *signer, const char *signing_time,
              struct err *e);

#define SEAL_REPORT_MEMBERS 4 /* and its waivers */
#define SEAL_LOAD_MAX       (SEAL_REPORT_MEMBERS + 16)

/* The members of a report, as seal_load() found them. */
struct seal_loaded {
    struct seal_member members[SEAL_LOAD_MAX];
    struct buf *bytes; /* their octets */
    char (*names)[32]; /* of waivers */
    size_t n;
};

/*
 * From the folder that `entente run` wrote, or from the folder that its
 * report.xml stands in: the members, and waiver-1.asice and so on as far as
 * there are. seal_loaded_release() also after a failure.
 */
int seal_load(struct seal_loaded *out, const char *path, struct err *e);
void seal_loaded_release(struct seal_loaded *l);

#endif

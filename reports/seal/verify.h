/*
 * verify -- is this container what its seal says, who made it, and does the
 * verdict follow from what it covers?
 *
 * Accepts only the strict structural profile (zip.h, xades.h, asic.h,
 * content.h); anything else is refused with the first rule that it breaks.
 * Then:
 *
 *   REFUSED  the container, a member, the signature or its certificate does
 *            not hold, nor a time stamp or status response; the verdict does
 *            not follow from suite.xml and tallies.tsv; or the trust store
 *            distrusts the signer's key since a day on or before the sealing.
 *   UNKNOWN  all holds, but nothing more can be said, because
 *            - the trust store does not list the suite's digest (a vendor may
 *              have edited a limit and kept the id);
 *            - the store knows the signer, but not in its role on the day of
 *              sealing, or distrusts its key since a later day: a time that no
 *              time stamp proves (timeproof.h) is the signer's word;
 *            - its certificate has ended by the day of asking, and no time
 *              stamp proves that the seal is older;
 *            - the store knows the signer, but not for the technology class;
 *            - the report claims an evidence level (executed-by-lab,
 *              executed-by-body) that the signer's role in the store does not
 *              bear out;
 *            - the report has waivers, and the store does not know its signer
 *              as a body: the authoriser's name is only the signer's word.
 *   VALID    all holds and the suite is recognised. A signer whom the store
 *            does not know is `unattributed`: the seal then proves that nothing
 *            was altered since, not who vouches for it. That alone leaves the
 *            state VALID; callers show it beside the state, and `entente verify
 *            --strict` counts it as UNKNOWN.
 *
 *   ENDED    all holds, of a certificate or recognition that is not in force on
 *            the day that was asked about: its term has not begun or is over,
 *            or the register's list of status says that it was suspended,
 *            withdrawn or superseded; or a waiver that it rests on has ended,
 *            or the list says that a suite of it was retired and the days of
 *            grace are over (cert/ending.h). Stronger than UNKNOWN.
 *
 * A key that the list of status says is in wrong hands is treated as one that
 * the trust store distrusts since that day; but a document that a partner had
 * cosigned in a log before that day, by a proof in the container, was made
 * before.
 *
 * A proof of inclusion in the container must hold and be about it, or it is
 * REFUSED; what it proves is told, and lessens or adds nothing else.
 *
 * The state is about the seal, not the verdict: a sealed non-conformant report
 * is VALID.
 *
 * Ownership: struct verified owns its arena; verified_release().
 */
#ifndef REPORTS_SEAL_VERIFY_H
#define REPORTS_SEAL_VERIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "core/outcome.h"
#include "core/suite.h" /* struct text2 */
#include "reports/stamp/timeproof.h"
#include "reports/trust/trust.h"

struct err;
struct buf;
struct regstatus;            /* reports/register/regstatus.h */
struct verified_certificate; /* reports/cert/certify.h */
struct verified_recognition; /* reports/cert/recognition.h */
struct contest;              /* reports/cert/contest.h */
struct waiver_file;          /* reports/cert/waiver.h */

enum verify_state {
    VERIFY_VALID,
    VERIFY_REFUSED,
    VERIFY_UNKNOWN,
    VERIFY_ENDED,
};

/* "valid", "refused", "unknown", "ended". */
const char *verify_state_name(enum verify_state s);

/* What the container holds, by its first member. */
enum verify_kind {
    VERIFY_WAIVER,
    VERIFY_OBJECTION, /* to a case of a suite */
    VERIFY_ERRATUM,   /* which excludes one */
    VERIFY_REPORT,
    VERIFY_CERTIFICATE,
    VERIFY_RECOGNITION, /* with reservations */
};

/* "waiver", "objection", "erratum", "report", "certificate", "recognition". */
const char *verify_kind_name(enum verify_kind k);

struct verified_seal {
    const char *signer;    /* subject, RFC 2253 */
    const char *role;      /* vendor, lab, body; "unattributed" unless the
                              standing is TRUST_KNOWN */
    const char *role_name; /* the trust store's name for the holder, and ... */
    const char *nation;    /* ... nation; NULL when unattributed */
    enum trust_standing standing;
    enum trust_standard standard; /* of a laboratory */
    const char *accreditation;    /* as the store has it; NULL */
    const char *cert_sha256;
    const char *algorithm;    /* "ECDSA P-256 SHA-256" */
    const char *signing_time; /* claimed by the signer, not proved */
    bool says_qualified;      /* its certificate states that it is qualified and
                                 for electronic seals; its issuer's word */
    struct timeproof time;    /* what proves the time, to this reader */
    const char *tsa_name;     /* the store's name for the authority, and ... */
    const char *tsa_nation;   /* ... nation; NULL when unknown */
};

struct verified_verdict {
    const char *profile;
    enum verdict verdict;
    bool provisional;
};

struct verified_waiver {
    const char *id, *case_id, *authoriser, *until, *reason;
    bool by_body; /* its signed file is that of a body of the trust store */
};

/* What the register's list says; `list` is NULL when none was asked. */
struct verified_status {
    const char *list;     /* when the list was made */
    const char *next;     /* when the next one is due */
    const char *origin;   /* the log */
    uint64_t size;        /* entries of the log then */
    const char *standing; /* "valid", "suspended"... */
    const char *since;    /* NULL when valid */
    bool fresh;
    bool key; /* it says that a key which sealed this is in wrong hands */
};

/* One META-INF/NAME.tlog-proof: an entry of a log about this container, as it
 * was issued or recognised (asic_issued()). */
struct verified_proof {
    const char *origin; /* the log */
    const char *action; /* of the entry: "issue"... */
    uint64_t index;     /* of the entry */
    uint64_t size;      /* of the log then */
    size_t n_seals;     /* that the container had then, the first ones */
    bool known;         /* the trust store knows the log, and it signed that */
    const char *cosigned; /* by whom and when, of those whom the store knows;
                             NULL: nobody */
    const char *seen;     /* time of the earliest cosignature; NULL */
};

/* The reader's store, when it says which issue it is; `version` is 0 else. */
struct verified_store {
    int64_t version;
    const char *nation, *issued;
    const char *signer; /* NULL: a folder */
    const char *sha256;
    bool rooted; /* sealed by the certificate that the reader asked for */
};

/* When REFUSED, only state and reason are filled: nothing else that the
 * container says is worth repeating. */
struct verified {
    struct arena arena;
    enum verify_kind kind;
    enum verify_state state;
    const char *reason; /* why not VALID, in the current language; "" */
    struct verified_seal *seals;
    size_t n_seals;
    struct verified_certificate *certificate; /* of that kind; it says the rest:
                                                 what follows is of reports */
    struct verified_recognition *recognition; /* likewise */
    struct waiver_file *waiver;               /* likewise */
    struct contest *contest; /* likewise: an objection or erratum */
    bool suite_recognised;
    bool suite_released; /* not a draft, not retired */
    const char *suite;   /* id@version */
    const char *suite_sha256;
    const char *product; /* vendor, product, version in one line */
    const char *vendor, *product_name, *version;
    const char *technology_class;
    const char *claims;    /* of the submission, with blanks between; "" */
    const char *not_asked; /* mandatory cases that do not apply to that class
                              and these claims, with blanks between; "" */
    const char *created;
    const char *replaces;         /* SHA-256 of the container that the report
                                     says it replaces; NULL */
    const char *replaces_created; /* when that was made, as it says */
    const char *replaces_reason;
    const char *result_digest;
    enum evidence_level level;
    struct verified_verdict *verdicts;
    size_t n_verdicts;
    struct verified_waiver *waivers;
    size_t n_waivers;
    struct text2 *not_tested; /* by the suite */
    size_t n_not_tested;
    struct verified_proof *proofs;
    size_t n_proofs;
    struct verified_status status; /* of a certificate, when asked */
    struct verified_store store;
};

struct verify_ask {
    const char *trust;      /* folder or container, see trust/trust.h; NULL: an
                               empty store */
    const char *trust_root; /* see trust_open_from(); NULL: not asked */
    const char *const *require; /* nations that must have sealed it, each by a
                                   body in its role; NULL: none */
    size_t n_require;
    const char *now; /* day of asking, a time: is it in force, and what is
                        proved of its seals (timeproof.h)? NULL: not asked */
    const struct regstatus *status; /* whose signature holds; NULL: none. Needs
                                       `now` */
};

/* 0 when a judgement was reached (also REFUSED), -1 when not (I/O, a trust
 * store that can not be used). */
int verify_container(struct verified *out, const char *path,
                     const struct verify_ask *ask, struct err *e);
/* The same of the file's bytes, for whoever needs them for more. */
int verify_container_bytes(struct verified *out, const struct buf *bytes,
                           const struct verify_ask *ask, struct err *e);
/* The same of bytes and of a store that is open; NULL: none was given. */
int verify_bytes(struct verified *out, const void *bytes, size_t len,
                 const struct trust *trust, struct err *e);
/* The same of a document of one kind; any other is refused, and a larger kind
 * unread, so that containers can not be nested without end. */
int verify_waiver_bytes(struct verified *out, const void *bytes, size_t len,
                        const struct trust *trust, struct err *e);
int verify_certificate_bytes(struct verified *out, const void *bytes,
                             size_t len, const struct trust *trust,
                             struct err *e);
int verify_report_bytes(struct verified *out, const void *bytes, size_t len,
                        const struct trust *trust, struct err *e);
/* The same of whatever kind (`only`, NULL: any), as on a day (`at`, NULL:
 * none): for whoever makes a document that rests on this one. */
struct verify_how {
    const struct trust *trust;
    const enum verify_kind *only;
    const char *at;
    const struct verify_ask *ask; /* verify_container()'s; NULL */
};
int verify_bytes_how(struct verified *out, const void *bytes, size_t len,
                     const struct verify_how *how, struct err *e);
void verified_release(struct verified *v);

/* Does the trust store know each of its signers, in a role, and the reader who
 * sealed the store, if anybody did? */
bool verified_attributed(const struct verified *v);

/* Is the time of each of its seals proved? */
bool verified_timed(const struct verified *v);

/* Does an issuer whom the trust store knows say of each seal's certificate that
 * it was neither revoked nor suspended then? That word is not covered by the
 * seal: who holds the container can take it out. */
bool verified_unrevoked(const struct verified *v);

/* One member's bytes out of a container that passed the structural profile
 * (seals are not checked): for `entente report X.asice`. */
int verify_extract(struct buf *out, const char *path, const char *member,
                   struct err *e);

#endif

/* verify_internal -- the parts of verify.c that have files of their own. */
#ifndef REPORTS_SEAL_VERIFY_INTERNAL_H
#define REPORTS_SEAL_VERIFY_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "reports/seal/asic.h"
#include "reports/seal/verify.h"

struct cert_party;
struct content;
struct err;

#define VERIFY_UNATTRIBUTED "unattributed"

/* One container that is being judged. */
struct verify_job {
    struct verified *v;
    const struct trust *trust;
    bool has_trust;                                    /* a store was given */
    const struct trust_holder *holder[ASIC_SEALS_MAX]; /* of each seal, in its
                                                          role; NULL */
    const enum verify_kind *only; /* another kind is refused; NULL: any will
                                     do. What stands in a container is of one
                                     kind, below its own */
    const char *at;               /* day of asking, a time; NULL: none */
    const char *known;            /* the members existed by then: a proved time
                                     of a seal, else `at` */
    struct buf why;               /* reasons for UNKNOWN, joined */
    struct err *e; /* a reason to refuse, or why no judgement is reached */
};

/* A copy that can be shown on a terminal; NULL stays NULL. */
int verify_keep(const char **out, struct verify_job *j, const char *text);

/* One reason why the state is not VALID. */
void verify_doubt(struct verify_job *j, enum verify_state state,
                  const struct err *why);

/* May the holder of seal `i` speak for this class? If not, a doubt. */
void verify_class(struct verify_job *j, size_t i, const char *class);

/* A document of that kind inside this one: by the same store, at the time by
 * which it is known to exist. 0 when a judgement was reached. */
int verify_member(struct verified *out, enum verify_kind kind,
                  const struct verify_job *outer, const void *bytes, size_t len,
                  struct err *e);

/* What the members say, by the kind of container; the seals are in j->v. -1
 * with the reason to refuse in *j->e. */
int verify_report(struct verify_job *j, const struct asic *a);
int verify_certificate(struct verify_job *j, const struct asic *a);
void verified_certificate_free(struct verified_certificate *c);
int verify_waiver(struct verify_job *j, const struct asic *a);
void verified_waiver_free(struct waiver_file *w);
int verify_objection(struct verify_job *j, const struct asic *a);
int verify_erratum(struct verify_job *j, const struct asic *a);
void verified_contest_free(struct contest *c);
int verify_recognition(struct verify_job *j, const struct asic *a);
void verified_recognition_free(struct verified_recognition *r);

/* A document says by whom it is. Whoever sealed it must be of that nation (a
 * role counts by nation), and must not use a name that the trust store gives to
 * somebody else. ERR_REFUSED. What the store does not know, it can not say. */
int verify_party(const struct verify_job *j, const struct verified_seal *s,
                 const struct cert_party *said);

/* The proofs of inclusion in the container. */
int verify_proofs(struct verify_job *j, const struct asic *a);

/* Is it in force, by its term and by the register's list? */
int verify_force(struct verify_job *j, const struct verify_ask *ask);

/* What the verdict is about, and what it says nothing of: class, claims and the
 * mandatory cases that do not apply to them. */
int verify_scope(struct verified *v, const struct content *c, struct err *e);

#endif

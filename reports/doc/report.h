/*
 * report -- all that one report says: what was judged, by what, with which
 * result. report.xml (namespace urn:entente:report:1,
 * reports/schema/report.rng) is the one authoritative document; every text that
 * a person reads is derived from it by the stylesheets in reports/xsl/.
 *
 * A report goes with two more files: the octets of suite.xml and tallies.tsv
 * (core/tally.h), both named in it by SHA-256. The three together can be
 * decided again by anyone: see report_evidence().
 *
 * Ownership: struct report borrows everything it points to.
 */
#ifndef REPORTS_DOC_REPORT_H
#define REPORTS_DOC_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "core/decide.h"
#include "core/evidence.h"
#include "core/submission.h"
#include "core/suite.h"
#include "formats/xmldoc.h"

struct buf;
struct err;

#define REPORT_NS        "urn:entente:report:1"
#define REPORT_FORMAT    1
#define REPORT_XML       "report.xml"
#define REPORT_SUITE_XML "suite.xml"
#define REPORT_TALLIES   "tallies.tsv"
#define REPORT_MARKS     "truth.bits"
#define REPORT_BYTES_MAX (256 << 20)

/* A fixture or deliverable as it was found and used. */
struct report_file {
    const char *id;      /* fixture id, or role; NULL for a file without role */
    const char *name;    /* base name, never a path of the machine */
    const char *sha256;  /* of its octets; NULL when it was not there */
    int64_t size;        /* bytes */
    const char *pinned;  /* fixtures: fixture_pin_name(); deliverables: NULL */
    const char *content; /* PIN_RECORDS, PIN_CONTIGS, PIN_ADOPTED: digest of the
                            content that was matched or adopted; else NULL */
};

/* ISO/IEC 17025 7.8.2.1: from --engagement FILE; without it the document is
 * titled "results record". Texts are NULL when not given. */
struct report_engagement {
    const char *report_id;
    const char *laboratory, *laboratory_address, *test_place;
    const char *customer, *customer_contact;
    const char *received, *tested_from, *tested_to, *issued; /* ISO dates */
    const char *item_condition;
    const char *deviations;
    const char *accreditation; /* number and scope, as stated by the lab */
    const char *authorised_by;
    const char *external_providers;
    const char *opinions;
    int64_t attempt; /* number of this attempt, 0 when not stated */
};

/* Outside the result digest. */
struct report_environment {
    const char *program_version;
    const char *program_sha256; /* of the program's own octets, or NULL */
    const char *created; /* ISO 8601 UTC; from SOURCE_DATE_EPOCH when set */
    const char *system;  /* "Linux x86_64" */
    const char *htslib, *libxml2, *openssl;
    int64_t threads;
    double seconds; /* negative: not stated, as when SOURCE_DATE_EPOCH is set */
};

/* A report that replaces one: which, and why. Nothing is ever overwritten: both
 * stay, and the later names the earlier by its bytes. */
struct report_amends {
    const char *sha256;        /* of the container that is replaced */
    const char *result_digest; /* of its report */
    const char *created;       /* of its report */
    const char *reason;        /* as given, in whatever language */
};
#define REPORT_REASON_MAX 2000 /* bytes */

struct report {
    const struct suite *suite;
    const struct submission *submission;
    const char *submission_name; /* base name of what was opened */
    const char *archive_sha256;  /* of the archive, or NULL for a folder */
    const struct evidence *evidence;
    const struct plan *plan;
    const struct result *result;
    const struct report_file *fixtures;
    size_t n_fixtures;
    const struct report_file *files; /* every file of the submission */
    size_t n_files;
    const struct report_engagement *engagement; /* NULL: none */
    const struct report_environment *environment;
    int64_t regions_bp;   /* territory that was judged, 0 when not known */
    int64_t reference_bp; /* of the whole reference, 0 when not known */
};

/* Deterministic: the same report gives the same bytes. */
int report_write(struct buf *xml, const struct report *r, struct err *e);
/* The report `xml`, as report_write() made it, with word of what it replaces.
 * ERR_REFUSED when it replaces one already, or the reason is empty or longer
 * than REPORT_REASON_MAX. */
int report_amend(struct buf *out, const char *xml, size_t len,
                 const struct report_amends *a, struct err *e);
/* tallies.tsv of the evidence. */
int report_tallies(struct buf *tsv, const struct evidence *ev, struct err *e);
/* truth.bits of the evidence (core/marks.h); nothing follows from it. */
int report_marks(struct buf *text, const struct evidence *ev, struct err *e);

/*
 * Read back what is needed to decide again, and what the report claims.
 * `suite_sha256` and `tallies_sha256` are those named in the report: the
 * caller compares them with the members it has.
 */
struct report_claim {
    struct arena arena;
    struct xmldoc doc;    /* the report itself; all texts below live in it */
    const char *suite_id; /* "id@version" */
    const char *suite_sha256;
    const char *tallies_sha256;
    const char *result_digest;
    const char *vendor, *product, *version;
    bool bare; /* a pre-check of a bare file: must not be sealed */
    enum evidence_level level;
    const char *created;
    struct report_amends amends; /* all NULL: replaces none */
    struct {
        const char *profile;
        enum verdict verdict;
        bool provisional;
    } * verdicts;
    size_t n_verdicts;
    struct {
        const char *case_id, *profile;
        enum outcome outcome;
    } * outcomes; /* one per case and profile */
    size_t n_outcomes;
    /* for evidence: */
    const char *technology_class;
    const char *const *claims;
    size_t n_claims;
    const char *const *only;
    size_t n_only;
    struct waiver *waivers;
    size_t n_waivers;
    struct {
        const char *id;
        enum measured state;
        const char *cause;
    } * measurements;
    size_t n_measurements;
};

int report_read(struct report_claim *out, const char *xml, size_t len,
                const char *name, struct err *e);
void report_claim_release(struct report_claim *c);

/* Evidence from a claim and the text of its tallies, in the plan's order.
 * Every measurement of the plan must be there, and no other. Borrows from the
 * claim and from the tallies, which must outlive it. */
int report_evidence(struct evidence *out, const struct report_claim *c,
                    const struct plan *p, const char *tallies, size_t len,
                    struct err *e);

/* What a report says that it was decided from: its suite's plan, and the
 * evidence in its tallies. Borrows from claim, suite and tallies. */
struct report_basis {
    struct plan plan;
    struct evidence evidence;
};

struct report_tallies {
    const char *text;
    size_t len;
    const char *sha256; /* of these bytes, when whoever asks has hashed them */
};

/* ERR_MISMATCH: the report names another suite or other tallies. */
int report_basis_read(struct report_basis *out, const struct report_claim *c,
                      const struct suite *s, const struct report_tallies *t,
                      struct err *e);
void report_basis_release(struct report_basis *b);

/*
 * Decide again and compare with what the report says. Not only digest,
 * outcomes and verdicts: all that a reader sees of suite, cases and controls is
 * written again and compared, so that a report can not show a kinder limit or
 * a better number than the one it was judged by. Nor may it tell of other
 * fixtures than the suite's, or of more bases than were counted. Derived
 * decimals may differ by the last digit shown. 0 when all agree; ERR_MISMATCH
 * naming the first that does not.
 */
int report_recheck(const struct report_claim *c, const struct suite *s,
                   const struct report_basis *b, struct err *e);

#endif

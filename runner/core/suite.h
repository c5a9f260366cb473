/*
 * suite -- one versioned conformance suite, as read from suite.xml.
 *
 * Pure data: formats/suitexml.h reads it, judge/lint.h checks what the schema
 * can not, core/decide.h judges by it.
 *
 * Ownership: every pointer lives in the suite's arena; suite_release() frees
 * it whole. Optional texts are NULL when absent. Lists are (array, count).
 * Positions are those of the element's start tag: line 1-based, col 1-based in
 * bytes.
 */
#ifndef CORE_SUITE_H
#define CORE_SUITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "core/measure.h"

struct err;

struct place {
    uint64_t line;
    uint64_t col;
};

struct text2 { /* bilingual text; fr is NULL when the suite lacks it */
    const char *en;
    const char *fr;
};

struct version {
    int64_t major, minor, patch;
};

enum suite_status {
    SUITE_DRAFT,
    SUITE_RELEASED,
    SUITE_RETIRED
};

/* How a fixture is told to be the right one. */
enum fixture_pin {
    PIN_OCTETS,  /* SHA-256 of the file as it is */
    PIN_RECORDS, /* SHA-256 of its records (formats/contentid.h), so that
                    recompressing or another header does not matter */
    PIN_CONTIGS, /* a reference: name, length and MD5 of each contig listed */
    PIN_ADOPTED, /* draft suites only: whatever local copy the user adopted
                    with `entente fixtures adopt`; named in the report */
};

struct suite_contig {
    const char *name;
    int64_t length; /* bp */
    const char *md5;
};

struct suite_fixture {
    struct place at;
    const char *id;   /* NCName, unique over fixtures and deliverables */
    const char *kind; /* fasta, vcf, bed, submission (a control's file) */
    const char *href; /* below a fixture root, or NULL when only adopted */
    enum fixture_pin pin;
    const char *sha256; /* 64 hex; NULL for PIN_CONTIGS and PIN_ADOPTED */
    const char *access; /* open, sealed, one-time */
    const char *hint;   /* where to get it; never fetched by itself */
    const struct suite_contig *contigs; /* PIN_CONTIGS */
    size_t n_contigs;
};

struct suite_deliverable {
    struct place at;
    const char *role; /* NCName, unique over fixtures and deliverables */
    const char *kind; /* vcf, vcf-index, bam, bed, ... */
    bool required;
    const char *example; /* id of a fixture that conforms, for `entente suite
                            selftest`, and for the controls of other
                            deliverables; NULL: none (attribute example) */
    struct text2 title;
};

struct suite_metric {
    struct place at;
    const char *id;      /* authority:name:definition-version */
    const char *check;   /* name of the check that counts it */
    const char *measure; /* name of its measure */
    const char *unit;
    struct measure_formula formula;
    struct text2 title;
};

/* How a measured number becomes pass, fail or inconclusive. */
enum rule_method {
    RULE_EXACT,    /* the number itself; no sampling error is claimed */
    RULE_CP,       /* Clopper-Pearson interval of a proportion */
    RULE_WILSON,   /* Wilson score interval */
    RULE_JEFFREYS, /* Jeffreys interval, 0 at x=0 and 1 at x=n */
    RULE_GARWOOD,  /* exact Poisson interval of a rate */
    RULE_REPORT,   /* no limit: the number is printed */
};

enum claim_kind {
    CLAIM_FILE,    /* about these bytes */
    CLAIM_PROCESS, /* about the technology: the interval is widened by the
                      design effect of a block jackknife */
};

enum limit_status {
    LIMIT_PUBLISHED,
    LIMIT_PROPOSED,
    LIMIT_UNCONFIRMED
};

struct suite_criterion {
    struct place at;
    const char *profile; /* "COMMON" holds for every profile */
    bool mandatory;
    const char *metric;  /* metric id */
    const char *stratum; /* "*" or the id of a stratum fixture */
    bool has_min, has_max;
    double min, max;                 /* limits of the metric, in its unit */
    const char *min_text, *max_text; /* as written */
    enum rule_method method;
    int sides;         /* 1 or 2 */
    double confidence; /* 0.95 */
    double guard;      /* guard band, in the metric's unit: limits are moved
                          inwards by it */
    enum claim_kind claim;
    enum limit_status status;
    const char *source; /* of the limit */
};

struct suite_input {
    struct place at;
    const char *name; /* of the check's input */
    const char *from; /* id of a fixture or role of a deliverable */
};

struct suite_param {
    struct place at;
    const char *name;
    const char *value;
};

struct suite_case {
    struct place at;
    const char *id;
    struct text2 title;
    struct text2 text;   /* longer explanation; optional */
    const char *clause;  /* "ISO/IEC 17025:2017 7.8.6" */
    const char *source;  /* where the requirement comes from */
    const char *classes; /* blank-separated technology classes it is for; NULL:
                            all */
    const char *claim_scope; /* applies only to a submission that claims this
                                word; NULL: always */
    bool waivable;
    const char *check;
    const struct suite_input *inputs;
    size_t n_inputs;
    const struct suite_param *params;
    size_t n_params;
    const struct suite_criterion *criteria;
    size_t n_criteria;
};

/* A planted defect that the suite must see in every run. */
struct suite_control {
    struct place at;
    const char *id;
    struct text2 title;
    const char *deliverable;  /* role that is replaced ... */
    const char *fixture;      /* ... by this fixture */
    const char *const *fails; /* case ids, each of which must fail */
    size_t n_fails;
};

struct suite_profile {
    struct place at;
    const char *id;
    struct text2 title;
};

/* One row of a table sorted by id; see suite_index(). */
struct suite_key {
    const char *id;
    size_t i; /* place in the list */
};

struct suite {
    struct arena arena;
    char sha256[65]; /* of the octets of suite.xml: the suite's identity */
    const char *id;
    struct version version;
    enum suite_status status;
    const char *publisher;
    int64_t requires_format; /* format version of the program it needs */
    bool limits_waivers;     /* max-waivers is stated: */
    int64_t max_waivers;     /* when more apply to one result, none counts */
    struct text2 title;
    struct text2 text;
    const char *const *classes; /* technology classes it is for */
    size_t n_classes;
    const struct suite_profile *profiles; /* never empty: COMMON when none */
    size_t n_profiles;
    const struct suite_fixture *fixtures;
    size_t n_fixtures;
    const struct suite_deliverable *deliverables;
    size_t n_deliverables;
    const struct suite_metric *metrics;
    size_t n_metrics;
    const struct suite_case *cases;
    size_t n_cases;
    const struct suite_control *controls;
    size_t n_controls;
    /* Not tested by this suite, stated on every report: */
    const struct text2 *not_tested;
    size_t n_not_tested;
    /* Made by suite_index(); without them look-ups are slow, not wrong: */
    const struct suite_key *fixture_by_id;
    const struct suite_key *deliverable_by_id;
    const struct suite_key *metric_by_id;
    const struct suite_key *case_by_id;
};

#define SUITE_FORMAT       1 /* the newest suite format this program reads */
#define SUITE_CASES_MAX    100000
#define SUITE_WAIVERS_MAX  1000 /* what max-waivers may be */
#define SUITE_PROFILES_MAX 64
#define SUITE_BYTES_MAX    (64 << 20) /* of suite.xml */
#define SUITE_COMMON       "COMMON"

void suite_release(struct suite *s);

/*
 * Make the tables for look-ups by id, in the suite's arena. Whoever fills a
 * struct suite calls this last. Two fixtures, deliverables, metrics or cases
 * of one id are an ERR_SYNTAX at the place of the later one.
 */
int suite_index(struct suite *s, struct err *e);

/* By id; NULL when there is none. O(log n) once suite_index() was called. */
const struct suite_fixture *suite_fixture(const struct suite *s,
                                          const char *id);
const struct suite_deliverable *suite_deliverable(const struct suite *s,
                                                  const char *role);
const struct suite_metric *suite_metric(const struct suite *s, const char *id);
const struct suite_case *suite_case(const struct suite *s, const char *id);

/* Is `word` one of the blank-separated words of `list`? NULL list: no. */
bool suite_word_in(const char *list, const char *word);

const char *suite_status_name(enum suite_status s);
const char *fixture_pin_name(enum fixture_pin p);
const char *rule_method_name(enum rule_method m);
const char *claim_kind_name(enum claim_kind c);
const char *limit_status_name(enum limit_status s);
int suite_status_parse(enum suite_status *out, const char *text);
int fixture_pin_parse(enum fixture_pin *out, const char *text);
int rule_method_parse(enum rule_method *out, const char *text);
int claim_kind_parse(enum claim_kind *out, const char *text);
int limit_status_parse(enum limit_status *out, const char *text);

/* "1.2.3", three numbers without leading zeros. */
int version_parse(struct version *out, const char *text, struct err *e);
int version_compare(const struct version *a, const struct version *b);

#endif

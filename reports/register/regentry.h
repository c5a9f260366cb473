/*
 * regentry -- one entry of a register: who did what to which certificate, and
 * when. Public for ever: it holds digests and names of products, never a
 * person or a sample.
 *
 * As bytes: a JSON object of strings, in one form only, so that one entry has
 * one hash: keys in the order of the table in regentry.c (that of the
 * alphabet), no blanks, `"` and `\` escaped and nothing else, UTF-8, no control
 * bytes. Absent is not written; empty there is not.
 *
 *     {"action":"suspend","at":"2027-03-01T09:00:00Z","body":"Certif FR",
 *      "certificate":"FR-2026-0001","format":"1","nation":"FR",
 *      "reason":"..."}                                (on one line)
 *
 * Each action needs some fields and may have others; regentry_check() knows.
 * A confidential attempt gives no names: `commitment` is the SHA-256 of a salt
 * and of what it would have said (regcommit.h).
 *
 * Ownership: a struct regentry owns its text, and nothing on the heap.
 */
#ifndef REPORTS_REGISTER_REGENTRY_H
#define REPORTS_REGISTER_REGENTRY_H

#include <stddef.h>
#include <stdint.h>

struct buf;
struct err;

#define REGENTRY_BYTES_MAX 4096
#define REGENTRY_FORMAT    "1"

enum regaction {
    REG_ISSUE,
    REG_RECOGNISE,
    REG_SUSPEND,
    REG_REINSTATE,
    REG_WITHDRAW,
    REG_SUPERSEDE,
    REG_WAIVE,
    REG_ATTEMPT,
    REG_ERRATUM,
    REG_RETIRE_SUITE,
    REG_DISTRUST_KEY,
    REG_ACTIONS
};

enum regfield {
    REG_ACTION,
    REG_AT,          /* when, ISO 8601 UTC to the second */
    REG_BODY,        /* who acts */
    REG_BY,          /* supersede: the certificate that takes its place */
    REG_CASE,        /* waive, erratum: which */
    REG_CERTIFICATE, /* its number */
    REG_COMMITMENT,  /* attempt: SHA-256 */
    REG_FORMAT,
    REG_FROM, /* first day of validity */
    REG_KEY,  /* distrust-key: SHA-256 of the certificate in DER */
    REG_NATION,
    REG_OF,     /* recognise: its number there, when not the same */
    REG_ORIGIN, /* recognise: the log that it was issued in */
    REG_OUTCOME,
    REG_PRODUCT,
    REG_REASON,
    REG_RESERVATIONS, /* recognise: in a few words */
    REG_SHA256,       /* of the container */
    REG_SINCE,        /* distrust-key, retire-suite: first day */
    REG_SUITES,       /* "id@version=sha256", blanks between */
    REG_TECHNOLOGY,
    REG_TO, /* last day of validity; of a waiver */
    REG_VENDOR,
    REG_VERSION,
    REG_FIELDS
};

struct regentry {
    enum regaction action;
    uint16_t at[REG_FIELDS]; /* in `text`; 0: absent */
    uint16_t n;              /* bytes of text, the first is unused */
    char text[REGENTRY_BYTES_MAX];
};

const char *regaction_name(enum regaction a); /* "issue", "distrust-key" */
const char *regfield_name(enum regfield f);

/* NULL when absent. */
const char *regentry_get(const struct regentry *r, enum regfield f);
/* Once a field; ERR_LIMIT, ERR_SYNTAX for control bytes or bad UTF-8. Setting
 * REG_ACTION sets `action`. */
int regentry_set(struct regentry *r, enum regfield f, const char *value,
                 struct err *e);

/* Has it all that its action needs, nothing else, and each in its form?
 * ERR_SYNTAX names the field. */
int regentry_check(const struct regentry *r, struct err *e);

/* The one form; check the buf afterwards. */
void regentry_write(struct buf *out, const struct regentry *r);
/* The one form and nothing else; checked. */
int regentry_parse(struct regentry *out, const char *bytes, size_t n,
                   struct err *e);

#endif

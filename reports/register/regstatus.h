/*
 * regstatus -- the dated list of all certificates and how they stand: what an
 * inclusion proof can not show. Signed by the body that keeps the register,
 * and by the partner too, as a note (note.h).
 *
 *     entente.status@1
 *     example.org/register                    the log
 *     109482                                  its size then
 *     sFodV/vSp5O8n9a8QpW6P...                its root
 *     2027-03-01T09:00:00Z                    when the list was made
 *     2027-03-08T09:00:00Z                    when the next one is due
 *     suspended FR-2026-0001 2027-03-01T09:00:00Z 4711
 *     valid FR-2026-0002 2026-12-01T09:00:00Z 17
 *
 * then a line for each: what, which, since, and the entry that says so; and
 * lines for what ends certificates that no entry names:
 *
 *     retired-suite germline@1.0.0=SHA-256 2027-05-01 4712
 *     distrusted-key SHA-256 2027-05-01 4713
 *
 * of a suite's suite.xml, and of a signer's certificate in DER; and for cases
 * that a body has excluded from a suite, which ends nothing:
 *
 *     erratum germline@1.0.0=SHA-256 GERM-004 2027-05-01T09:00:00Z 4714
 *
 * Of a
 * certificate that has no line the list says nothing, whoever signed it: so a
 * list of another log can not speak well of it. A list that is past its next
 * date says nothing good either: the status is unknown.
 *
 * Ownership: a parsed list points into the note's text.
 */
#ifndef REPORTS_REGISTER_REGSTATUS_H
#define REPORTS_REGISTER_REGSTATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/isodate.h"
#include "reports/register/checkpoint.h"
#include "reports/register/note.h"
#include "reports/register/regstate.h"

struct buf;
struct err;

#define REGSTATUS_HEAD "entente.status@1"

struct regstatus {
    struct checkpoint checkpoint;
    char made[ISODATE_TIME];
    char next[ISODATE_TIME];
    const char *rows; /* in the text, not NUL-ended */
    size_t rows_len;
};

struct regstatus_row {
    bool listed; /* else the list does not know the certificate */
    enum regstanding standing;
    char since[ISODATE_TIME];
    uint64_t index;
};

/* The text for this state of the log, to be signed. */
int regstatus_write(struct buf *out, const struct checkpoint *head,
                    const struct regstate *s, const char *made,
                    const char *next, struct err *e);

int regstatus_parse(struct regstatus *out, const char *text, size_t len,
                    struct err *e);

/* Of one certificate or recognition. ERR_SYNTAX when its line can not be
 * read. */
int regstatus_find(struct regstatus_row *out, const struct regstatus *s,
                   const char *id, struct err *e);

/* From which day on ("": not at all) the list says that this key is in wrong
 * hands; that this suite ("id@version" with this digest) is retired. Of several
 * lines the earliest day counts. */
int regstatus_key(char since[ISODATE_DAY], const struct regstatus *s,
                  const char *sha256, struct err *e);
int regstatus_suite(char since[ISODATE_DAY], const struct regstatus *s,
                    const char *suite, const char *sha256, struct err *e);

#define REGSTATUS_CASE_MAX 256

struct regstatus_erratum {
    char case_id[REGSTATUS_CASE_MAX];
    char since[ISODATE_TIME];
    uint64_t index;
};

/* The next erratum of this suite: *at is NULL before the first one. !*found:
 * there is none any more. */
int regstatus_next_erratum(struct regstatus_erratum *out, bool *found,
                           const char **at, const struct regstatus *s,
                           const char *suite, const char *sha256,
                           struct err *e);

/* Is the list still good at `time`? */
bool regstatus_is_fresh(const struct regstatus *s, const char *time);

#endif

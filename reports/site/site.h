/*
 * site -- the public pages of a register, as static files that any web server
 * can hand out: made from the log and from nothing else, in English and French.
 *
 *     index.html               choice of language
 *     en/ fr/index.html        all certificates, by vendor; search by a script
 *       technology/ nation/ status/   the same rows, by one of these
 *       certificate/ID.html    one certificate: its history, how to verify it
 *       ended.html             what was suspended, withdrawn, superseded;
 * suites retired, keys in wrong hands attempts.html          attempts and
 * errata nations.html           where the partner's register differs
 *       limits.html            what a certificate does not say
 *       lookup.html            a file's digest, looked up in the browser
 *       feed.atom              the last entries
 *     badge/ID.svg  entry/ID.json  proof/ID.tlog-proof  container/ID.asice
 *     index.json               certificates with digest and standing
 *     status  register.vkey    as they lie beside the log
 *     build.state              the names of all files made here
 *
 * A page of a certificate says what the entries say of it, each with its date,
 * and so changes only when they do; pages that say how things stand on a day
 * name that day. No page calls anything valid without a date.
 *
 * Files whose bytes would be the same are not written; files of the last build
 * that are not made any more are removed; nothing else in the folder is
 * touched. Each file is written whole or not at all, build.state last.
 *
 * Text from the log is anybody's: it is escaped and isolated (bdi). Pages
 * need no other site, and forbid themselves to ask one.
 *
 * Same log, same partner, same day: same bytes.
 */
#ifndef REPORTS_SITE_SITE_H
#define REPORTS_SITE_SITE_H

#include <stdint.h>

struct err;

#define SITE_STATE "build.state"

struct site_ask {
    const char *datadir; /* style sheet and scripts: reports/pages below it */
    const char *log;     /* folder of the register */
    const char *out;     /* folder of the site */
    const char *containers; /* folder of sealed certificates to hand out, each
                               known by its digest; NULL */
    const char *partner; /* folder of the partner's register, a mirror; NULL */
    const char *now;     /* time */
};

struct site_built {
    uint64_t certificates;
    uint64_t files;
    uint64_t written; /* of these, new or changed */
    uint64_t removed;
    uint64_t containers; /* handed out */
};

/* Signatures of the logs are the caller's to check. ERR_REFUSED for a folder
 * that holds files but no site; ERR_SYNTAX, ERR_MISMATCH from the logs. */
int site_build(struct site_built *out, const struct site_ask *ask,
               struct err *e);

#endif

/*
 * regstate -- what a register says today: its entries replayed in order.
 *
 *     issue ─► valid ─► suspended ─► valid        (suspend, reinstate)
 *                │           └─────► withdrawn    (withdraw: for good)
 *                ├─► superseded                   (supersede: for good)
 *                └─► expired                      (by date, no entry)
 *
 * A recognition hangs on a certificate of another log; it can be suspended and
 * withdrawn by its own number like a certificate. Suites that were retired and
 * keys that are in wrong hands are kept beside: they end certificates that no
 * entry names; so are errata, which touch those that rest on a suite and end
 * none. An entry that can not be (reinstate of what was withdrawn, a number
 * issued twice) has no effect; it is counted and kept, so that an audit can
 * name it.
 *
 * Ownership: owns all in it; the all-zero value is empty.
 */
#ifndef REPORTS_REGISTER_REGSTATE_H
#define REPORTS_REGISTER_REGSTATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "reports/register/regentry.h"

struct err;
struct tlog;

#define REGSTATE_NONE UINT64_MAX

enum regstanding {
    REGSTATE_VALID,
    REGSTATE_NOT_YET, /* its first day is to come */
    REGSTATE_EXPIRED,
    REGSTATE_SUSPENDED,
    REGSTATE_WITHDRAWN,
    REGSTATE_SUPERSEDED,
    REGSTATE_STANDINGS
};

struct regcert {
    const char *id;
    bool recognition;
    enum regstanding standing; /* VALID, SUSPENDED, WITHDRAWN, SUPERSEDED */
    uint64_t issued;           /* entry, from 0 */
    uint64_t last;             /* entry that made the standing */
    const char *since;         /* time of that entry */
    const char *from;          /* first day; NULL: that of the entry */
    const char *to;            /* last day; NULL: none said */
    const char *sha256;        /* of the container */
    const char *origin;        /* recognition: the other log; else NULL */
    const char *of;            /* recognition: number there; NULL: the same */
    const char *reservations;  /* recognition: in a few words, or NULL */
    const char *by;            /* superseded by; else NULL */
    uint64_t n_waivers;
    uint64_t next; /* for the hash table: index + 1 */
};

struct regbad {
    uint64_t index;
    const char *why; /* N_() text */
};

struct regkey {         /* in wrong hands */
    const char *sha256; /* of the certificate in DER */
    const char *since;  /* day */
    uint64_t index;     /* entry */
};

struct regretired {
    const char *suite;  /* "id@version" */
    const char *sha256; /* of its suite.xml */
    const char *since;  /* day */
    uint64_t index;
};

struct regerratum {
    const char *suite;   /* "id@version" */
    const char *sha256;  /* of its suite.xml */
    const char *case_id; /* that it excludes */
    const char *since;   /* time of the entry */
    uint64_t index;
};

struct regstate {
    struct arena arena;
    struct regcert *certs; /* in order of issue */
    size_t n;
    size_t cap;
    uint64_t *slot; /* hash table by id: index + 1 */
    size_t n_slots;
    struct regbad *bad; /* entries without effect */
    size_t n_bad;
    size_t cap_bad;
    struct regkey *keys;
    size_t n_keys;
    size_t cap_keys;
    struct regretired *retired;
    size_t n_retired;
    size_t cap_retired;
    struct regerratum *errata;
    size_t n_errata;
    size_t cap_errata;
    uint64_t attempts; /* entries of this action */
    uint64_t entries;
};

/* "valid", "not-yet-valid", "expired"... */
const char *regstanding_name(enum regstanding s);

/* One entry more, number s->entries. */
int regstate_add(struct regstate *s, const struct regentry *r, struct err *e);

/* Would it have an effect? NULL, or why not (N_() text). */
const char *regstate_refuses(const struct regstate *s,
                             const struct regentry *r);

/* All that the log's checkpoint covers, each entry hashed again: what is built
 * on it is what the checkpoint signs, see tlog_audit(). `s` is empty before. */
int regstate_replay(struct regstate *s, struct tlog *t, struct err *e);
const struct regcert *regstate_find(const struct regstate *s, const char *id);

/* Is "suite=sha256" one of these ("id@version=sha256 ...")? */
bool regstate_has_suite(const char *suites, const char *suite,
                        const char *sha256);

/* On a day ("2026-11-23"): the entries' word, and the days of validity. */
enum regstanding regcert_on(const struct regcert *c, const char *day);

void regstate_release(struct regstate *s);

#endif

/*
 * ruleset -- which rules are asked of a file, and how much each weighs.
 *
 * Of the command line ("practice"), of a suite's case ("BGZF-* FILE-GZIP-*") or
 * of a profile, a table that a nation's reading is written in. A selection is
 * words, of which the last that names a rule holds:
 *
 *     specification practice policy    all rules of this kind
 *     all                              all rules
 *     VCF-ID-001                       this rule, at its own level
 *     VCF-ID-*                         all rules whose id begins so
 *     VCF-ID-001=warning               at this level (error, warning, note)
 *     -VCF-ID-001                      not this rule, nor -VCF-ID-*
 *
 * What is not named is not asked: the empty selection asks nothing.
 *
 * Ownership: a struct ruleset owns all in it but the rules; all-zero is empty.
 * Threads:   read-only once made.
 */
#ifndef CONFORM_RULESET_H
#define CONFORM_RULESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conform/rule.h"

struct err;
struct problems;

#define RULESET_WORDS_MAX   1000 /* of one selection, lines of one profile */
#define RULESET_PROFILE_MAX ((size_t)1 << 20) /* bytes */

enum ruleset_status { /* of what a profile's row stands on */
    RULESET_PUBLISHED,
    RULESET_PROPOSED,
    RULESET_UNCONFIRMED,
    RULESET_STATUSES
};

struct ruleset_row {
    const struct rule *rule;
    bool asked; /* false: taken out by name */
    enum rule_level level;
    enum ruleset_status status;
    char *source; /* of a profile: who asks for it; NULL: the rule's own */
};

struct ruleset {
    char *profile; /* its name; NULL: none */
    struct ruleset_row *a;
    size_t n;
    size_t cap;
};

/* Adds a selection to what is there. ERR_SYNTAX: a word that names no rule, or
 * no level. */
int ruleset_add(struct ruleset *s, const char *words, size_t len,
                struct err *e);

/*
 * Adds a profile: a text of lines of four columns between tabs,
 *
 *     rules   level   status   source
 *
 * a word as above without '=', or '-' before it; error, warning, note or "own"
 * (that of the rule); published, proposed or unconfirmed; and who asks for it.
 * Lines that begin with '#' are passed over. A profile asks for more than the
 * specification: a row that takes out or lowers a rule of the specification is
 * an ERR_REFUSED.
 */
int ruleset_add_profile(struct ruleset *s, const char *name, const char *text,
                        size_t len, struct err *e);
void ruleset_release(struct ruleset *s);

/* NULL when this rule is not asked. */
const struct ruleset_row *ruleset_find(const struct ruleset *s,
                                       const struct rule *r);

/* Is any rule of this kind asked? */
bool ruleset_wants(const struct ruleset *s, enum rule_kind k);

/* How many places break rules that are asked, at the level of the selection. */
uint64_t ruleset_count(const struct ruleset *s, const struct problems *p,
                       enum rule_level l);

/* "published"...: the word of the table, a word for people (to lang_tr()). */
const char *ruleset_status_name(enum ruleset_status s);
const char *ruleset_status_word(enum ruleset_status s);

#endif

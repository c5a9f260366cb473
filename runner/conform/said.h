/*
 * said -- what the format engine found, for people and for machines.
 *
 * All of it comes from struct examined alone, in the order of the tables of
 * rules: the same bytes on every machine.
 */
#ifndef CONFORM_SAID_H
#define CONFORM_SAID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/lang.h"
#include "conform/examine.h"

struct buf;
struct ruleset;

#define SAID_MAX ((size_t)256 << 20) /* ceiling for a struct buf */

struct said_file { /* one file of a run of `entente check` */
    const char *name;
    const struct examined *x;
    const struct examine_job *job;
};

/* A few lines a file, in the current language: verdict, then the rules that are
 * broken, with examples and what to do. Kinds that were not asked are left
 * out. */
void said_text(struct buf *out, const struct said_file *f);

/* {"entente": VERSION, "files": [...]}: see the manual. */
void said_json(struct buf *out, const struct said_file *f, size_t n);

/* JUnit: a test suite a file, a test case a rule of its format. */
void said_junit(struct buf *out, const struct said_file *f, size_t n);

/* A rule, its source, an example of wrong and right: `entente explain`. */
void said_rule(struct buf *out, const struct rule *r);

/* All rules, one line each, or as JSON; `rules`: those of this selection, with
 * who asks for them (NULL: all). */
void said_rules(struct buf *out, bool json, const struct ruleset *rules);

#endif

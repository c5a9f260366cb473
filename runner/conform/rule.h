/*
 * rule -- what the format engine asks of a file: one row a rule.
 *
 * A rule has an id for ever ("VCF-INFO-012"), and cites the sentence that it
 * stands on. Three kinds are kept apart, because mixing them is what users
 * blame other validators for:
 *   specification  the text says so
 *   practice       legal, but tools in common use break on it
 *   policy         a suite or a profile asks for more
 *
 * Each format has its table in one file, rules_FORMAT.c, in the order of the
 * format's parts; rule.c lists the tables. Everything here is static data.
 */
#ifndef CONFORM_RULE_H
#define CONFORM_RULE_H

#include <stdbool.h>
#include <stddef.h>

enum rule_kind {
    RULE_SPECIFICATION,
    RULE_PRACTICE,
    RULE_POLICY,
    RULE_KINDS
};

enum rule_level {
    RULE_ERROR,   /* the file does not conform */
    RULE_WARNING, /* it does, but look at this */
    RULE_NOTE,
    RULE_LEVELS
};

struct rule {
    const char *id;
    enum rule_kind kind;
    enum rule_level level;
    const char *scope; /* "file", "header", "record", "pair", "index" */
    const char *en;    /* the rule, one sentence without full stop */
    const char *fr;
    const char *spec;      /* "VCFv4.5" */
    const char *section;   /* "1.6.1" */
    const char *versions;  /* of the format: "all", "4.3-4.5" */
    const char *remedy_en; /* what to do about it */
    const char *remedy_fr;
    const char *wrong; /* an example that breaks it, as text; NULL: none */
    const char *right; /* the same, mended */
};

struct rule_table {
    const char *format; /* "VCF", "SAM"...; "file": of any format */
    const struct rule *a;
    const size_t *n;
};

/* The tables, up to one whose format is NULL. */
extern const struct rule_table rule_tables[];

/*
 * Is this rule of the table asked of each file of the format? A BAM is judged
 * by BAM's rules, those of SAM that are not of its text, and of BGZF. What is
 * asked of some files only (compressed, in a list, with an index) is not.
 */
bool rule_is_asked(const struct rule_table *t, const struct rule *r,
                   const char *format);

/* NULL when there is none of this id. */
const struct rule *rule_find(const char *id);

const char *rule_kind_name(enum rule_kind k);   /* "specification"... */
const char *rule_level_name(enum rule_level l); /* "error"... */

#endif

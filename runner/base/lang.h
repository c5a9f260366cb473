/*
 * lang -- the two languages of the program, English and French.
 *
 * The English text is the key; the French one stands in the catalogue, one
 * file an area: lang_fr_AREA.c (how to add rows: lang_internal.h). A text
 * without French counterpart comes back unchanged; the test test_catalogue.c
 * fails when a text in the sources has none. It finds the texts given to
 * err_set(), lang_tr(), lang_in(), finding_add(), lint_say() and N_().
 *
 * A text that reaches these functions only through a variable, a table or a
 * parameter is marked where it is written: N_("small variants").
 *
 * Threads: lang_set() is called once, from main, before any thread starts;
 * everything else only reads.
 */
#ifndef BASE_LANG_H
#define BASE_LANG_H

#include <stddef.h>

/* Marks a text that is translated later; a literal stays a literal. */
#define N_(text) text

enum lang {
    LANG_EN,
    LANG_FR
};

/* The language of messages from here on. */
void lang_set(enum lang l);
enum lang lang_get(void);

/* The text in language `l`; format strings keep their conversions, in the
 * same order or numbered (%1$s). The result lives for ever. */
const char *lang_in(enum lang l, const char *en) __attribute__((format_arg(2)));

/* The text in the current language. */
const char *lang_tr(const char *en) __attribute__((format_arg(1)));

/* From "fr", "fr_FR.UTF-8", "en_GB"... Anything not French is English. */
enum lang lang_from_locale(const char *name);

/* Does the catalogue hold this text? For the test that it is complete. */
int lang_has_french(const char *en);

#endif

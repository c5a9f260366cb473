/*
 * lang -- the two languages of the program, English and French.
 *
 * The English text is the key; the French one stands in the catalogue
 * lang_fr.c. A text without French counterpart comes back unchanged; the test
 * catalogue.sh fails when a text in the sources has none.
 *
 * Threads: lang_set() is called once, from main, before any thread starts;
 * everything else only reads.
 */
#ifndef BASE_LANG_H
#define BASE_LANG_H

#include <stddef.h>

enum lang { LANG_EN, LANG_FR };

/* The language of messages from here on. */
void lang_set(enum lang l);
enum lang lang_get(void);

/* The text in language `l`; format strings keep their conversions, in the
 * same order or numbered (%1$s). The result lives for ever. */
const char *lang_in(enum lang l, const char *en)
    __attribute__((format_arg(2)));

/* The text in the current language. */
const char *lang_tr(const char *en) __attribute__((format_arg(1)));

/* From "fr", "fr_FR.UTF-8", "en_GB"... Anything not French is English. */
enum lang lang_from_locale(const char *name);

/* Does the catalogue hold this text? For the test that it is complete. */
int lang_has_french(const char *en);

#endif

/*
 * words -- one word of a closed set to its number and back.
 *
 * Every set is a NULL-free table of names in the order of its enum, so that
 * the number is the enum's value.
 */
#ifndef CORE_WORDS_H
#define CORE_WORDS_H

#include <stddef.h>

/* Place of `text` in the table, or -1 (also for NULL). */
int words_find(const char *const *table, size_t n, const char *text);

/* The name at `i`; "?" outside the table, so that a printer never crashes. */
const char *words_name(const char *const *table, size_t n, size_t i);

#define WORDS_LEN(table) (sizeof(table) / sizeof((table)[0]))

#endif

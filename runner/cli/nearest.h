/*
 * nearest -- which known word was meant by a misspelt one.
 */
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H

#include <stddef.h>

#define NEAREST_WORD_MAX 32 /* longer words are never looked at */

/* The best candidate so far; start with {0}. */
struct nearest {
    const char *word; /* borrowed; NULL: none is near enough */
    size_t edits;
};

/* Look at one more candidate: near are at most 2 insertions, deletions or
 * replacements, and fewer than half of the letters; the first of equals is
 * kept. */
void nearest_try(struct nearest *best, const char *asked, const char *word);

#endif

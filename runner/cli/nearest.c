#include "cli/nearest.h"

#include <string.h>

#define EDITS_MAX 2

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;

    return ab < c ? ab : c;
}

/* Levenshtein's distance, one row of the table at a time. */
static size_t distance(const char *a, size_t na, const char *b, size_t nb)
{
    size_t row[NEAREST_WORD_MAX + 1];

    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t above = row[j];

            row[j] = least(above + 1, row[j - 1] + 1,
                           diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[nb];
}

void nearest_try(struct nearest *best, const char *asked, const char *word)
{
    size_t na = strlen(asked);
    size_t nb = strlen(word);
    size_t d;

    if (na > NEAREST_WORD_MAX || nb > NEAREST_WORD_MAX)
        return;
    d = distance(asked, na, word, nb);
    if (d > EDITS_MAX || 2 * d >= nb || (best->word && d >= best->edits))
        return;
    best->word = word;
    best->edits = d;
}

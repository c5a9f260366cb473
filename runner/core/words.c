#include "core/words.h"

#include <string.h>

int words_find(const char *const *table, size_t n, const char *text)
{
    for (size_t i = 0; text && i < n; i++) {
        if (strcmp(table[i], text) == 0)
            return (int)i;
    }
    return -1;
}

const char *words_name(const char *const *table, size_t n, size_t i)
{
    return i < n ? table[i] : "?";
}

/* The French of the texts in runner/conform; rules in lang_internal.h. */
#include <stddef.h>

#include "base/lang_internal.h"

/* clang-format off */
const struct lang_pair lang_fr_conform[] = {
    {NULL, NULL},
};
/* clang-format on */

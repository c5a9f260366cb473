/* data -- public data that is not part of this tree (../shared/data): a test
 * that needs it says so and passes where it is absent, unless
 * ENTENTE_REQUIRE_DATA=1. */
#ifndef BASE_TESTS_DATA_H
#define BASE_TESTS_DATA_H

#include "base/tests/t.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline bool data_have(const char *path, const char *what)
{
    const char *must = getenv("ENTENTE_REQUIRE_DATA");

    if (access(path, R_OK) == 0)
        return true;
    if (must && strcmp(must, "1") == 0)
        fail_msg("%s: %s is required", what, path);
    print_message("skip - %s: data absent\n", what);
    return false;
}

#endif

/* A name that is accepted stays below its folder, whatever it was. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/path.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok)
{
    if (!ok)
        abort();
}

/* The same promise, asked in another way: pad with '/' and look for what may
 * not be there. */
static void must_be_safe(const char *name)
{
    static const char *const never[] = {"//", "/./", "/../"};
    char padded[PATH_NAME_MAX + 3] = "/";
    size_t n = strlen(name);
    size_t parts = 1;

    must(n > 0 && n <= PATH_NAME_MAX);
    memcpy(padded + 1, name, n);
    memcpy(padded + 1 + n, "/", 2);
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        must(!strstr(padded, never[i]));
    for (size_t i = 0; i < n; i++) {
        must(name[i] > ' ' && name[i] < 0x7f &&
             !strchr("\\'\"$&;<>|", name[i]));
        parts += name[i] == '/';
    }
    must(parts <= PATH_DEPTH_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *name = malloc(size + 1);
    struct err e = {0};

    if (!name)
        return 0;
    if (size > 0)
        memcpy(name, data, size);
    name[size] = '\0';
    if (path_check_name(name, &e) == 0) {
        must(e.code == ERR_NONE);
        must_be_safe(name);
    } else {
        must(e.code == ERR_REFUSED && e.msg[0]);
    }
    free(name);
    return 0;
}

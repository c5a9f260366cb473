#include "cli/datadir.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/path.h"

#define UP_MAX 6 /* folders to look in above the program */

static bool is_datadir(const char *dir)
{
    char suites[PATH_TEXT_MAX];
    char xsl[PATH_TEXT_MAX];
    struct err ignored = {0};

    return path_join(suites, dir, "suites", &ignored) == 0 &&
           path_join(xsl, dir, "reports/xsl", &ignored) == 0 &&
           path_is_dir(suites) && path_is_dir(xsl);
}

static int named(char *out, const char *dir, const char *who, struct err *e)
{
    if (!is_datadir(dir))
        return err_set(e, ERR_MISSING,
                       "%s: %s holds no suites/ and reports/xsl/", who, dir);
    if (strlen(dir) >= PATH_TEXT_MAX)
        return err_set(e, ERR_LIMIT, "the path is too long");
    memcpy(out, dir, strlen(dir) + 1);
    return 0;
}

/* The folder of the running program. */
static int program_dir(char *out, struct err *e)
{
    char self[PATH_TEXT_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

    if (n <= 0)
        return err_set(e, ERR_MISSING,
                       "the program can not find itself; give "
                       "--datadir DIR");
    self[n] = '\0';
    return path_dir(out, self, e);
}

int datadir_find(char *out, const char *asked, struct err *e)
{
    const char *env = getenv("ENTENTE_DATADIR");
    char dir[PATH_TEXT_MAX];
    char up[PATH_TEXT_MAX];

    if (asked)
        return named(out, asked, "--datadir", e);
    if (env && *env)
        return named(out, env, "ENTENTE_DATADIR", e);
    if (program_dir(dir, e))
        return -1;
    if (path_join(out, dir, "../share/entente", e))
        return -1;
    if (is_datadir(out))
        return 0;
    for (int i = 0; i < UP_MAX; i++) {
        if (path_dir(up, dir, e))
            return -1;
        memcpy(dir, up, sizeof(dir));
        if (is_datadir(dir)) {
            memcpy(out, dir, sizeof(dir));
            return 0;
        }
    }
    return err_set(e, ERR_MISSING,
                   "no suites/ and reports/xsl/ found beside the program; "
                   "install it with `make install` or give --datadir DIR");
}

#include "cli/check/profiles.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "conform/ruleset.h"

#define FOLDER       "suites/profiles"
#define END          ".tsv"
#define COMMON       "COMMON"
#define PROFILES_MAX 1000

static int read_table(struct ruleset *s, const char *name, const char *path,
                      struct err *e)
{
    struct buf b;
    int rc;

    buf_init(&b, RULESET_PROFILE_MAX);
    rc = path_read(&b, path, e);
    if (!rc)
        rc = ruleset_add_profile(s, name, b.s ? b.s : "", b.n, e);
    buf_release(&b);
    return rc ? err_at(e, path, 0, 0) : 0;
}

static int path_of(char *out, const char *datadir, const char *name,
                   struct err *e)
{
    char file[PATH_PART_MAX];
    int n = snprintf(file, sizeof(file), FOLDER "/%s" END, name);

    if (n < 0 || (size_t)n >= sizeof(file))
        return err_set(e, ERR_LIMIT, "a path is longer than %d bytes",
                       PATH_PART_MAX - 1);
    return path_join(out, datadir, file, e);
}

static int unknown(const char *datadir, const char *name, struct err *e)
{
    struct buf known;

    buf_init(&known, ERR_MSG_MAX / 2);
    if (profiles_list(&known, datadir, " ", e) == 0)
        err_set(e, ERR_USAGE, "no profile is called %.60s; there are: %.*s",
                name, known.n ? (int)known.n - 1 : 0, known.s ? known.s : "");
    buf_release(&known);
    return -1;
}

int profiles_read(struct ruleset *s, const char *datadir, const char *name,
                  struct err *e)
{
    char path[PATH_TEXT_MAX];

    if (path_of(path, datadir, COMMON, e) || read_table(s, COMMON, path, e))
        return -1;
    if (strcmp(name, COMMON) == 0)
        return 0;
    if (strchr(name, '/'))
        return read_table(s, path_base(name), name, e);
    if (path_of(path, datadir, name, e))
        return -1;
    return path_is_file(path) ? read_table(s, name, path, e)
                              : unknown(datadir, name, e);
}

int profiles_list(struct buf *out, const char *datadir, const char *after,
                  struct err *e)
{
    char folder[PATH_TEXT_MAX];
    char **name = NULL;
    size_t n = 0;

    if (path_join(folder, datadir, FOLDER, e) ||
        path_walk(&name, &n, folder, PROFILES_MAX, e))
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (!path_ends(name[i], END) || strchr(name[i], '/'))
            continue;
        buf_add(out, name[i], strlen(name[i]) - strlen(END));
        buf_str(out, after);
    }
    free(name);
    return buf_check(out, e);
}

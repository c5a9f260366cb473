#include "cli/places.h"

#include <stdlib.h>

#include "base/err.h"
#include "cli/opt.h"

/* The user's own folder: its fixtures and the list of adopted copies. */
static int find_own(struct places *p, struct err *e)
{
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");

    if (data && data[0] == '/') {
        if (path_join(p->own[2], data, "entente/adopted.tsv", e) ||
            path_join(p->own[3], data, "entente/fixtures", e))
            return -1;
    } else if (home && home[0] == '/') {
        if (path_join(p->own[2], home, ".local/share/entente/adopted.tsv", e) ||
            path_join(p->own[3], home, ".local/share/entente/fixtures", e))
            return -1;
    } else {
        return 0;
    }
    p->adopted = p->own[2];
    if (path_is_dir(p->own[3]))
        p->fixtures[p->n_fixtures++] = p->own[3];
    return 0;
}

int places_find(struct places *p, const char *datadir,
                const struct opt_list *fixtures, struct err *e)
{
    const char *suites_env = getenv("ENTENTE_SUITES");
    const char *fixtures_env = getenv("ENTENTE_FIXTURES");

    *p = (struct places){0};
    if (path_join(p->own[0], datadir, "suites", e) ||
        path_join(p->own[1], datadir, "fixtures/golden", e))
        return -1;
    if (suites_env && *suites_env)
        p->suites[p->n_suites++] = suites_env;
    p->suites[p->n_suites++] = p->own[0];
    for (size_t i = 0; fixtures && i < fixtures->n; i++) {
        if (p->n_fixtures == PLACES_MAX - 3)
            return err_set(e, ERR_USAGE, "--fixtures is given too often");
        p->fixtures[p->n_fixtures++] = fixtures->a[i];
    }
    if (fixtures_env && *fixtures_env)
        p->fixtures[p->n_fixtures++] = fixtures_env;
    if (find_own(p, e))
        return -1;
    p->fixtures[p->n_fixtures++] = p->own[1];
    return 0;
}

/*
 * places -- the folders that commands look in: suites, fixtures, and the
 * user's list of adopted copies.
 *
 * Suites:   $ENTENTE_SUITES, then DATADIR/suites.
 * Fixtures: each --fixtures DIR, then $ENTENTE_FIXTURES, then USER/fixtures if
 *           there is such a folder, then DATADIR/fixtures/golden.
 * Adopted:  USER/adopted.tsv; none when there is no USER.
 * USER is $XDG_DATA_HOME/entente, with $HOME/.local/share for an unset
 * XDG_DATA_HOME; nowhere when neither is set.
 */
#ifndef CLI_PLACES_H
#define CLI_PLACES_H

#include <stddef.h>

#include "base/path.h"

struct err;
struct opt_list;

#define PLACES_MAX 16

struct places {
    const char *suites[PLACES_MAX];
    size_t n_suites;
    const char *fixtures[PLACES_MAX];
    size_t n_fixtures;
    const char *adopted; /* NULL when no home is known */
    char own[4][PATH_TEXT_MAX];
};

/* `p` must not move afterwards; it borrows `fixtures` (NULL: none given). */
int places_find(struct places *p, const char *datadir,
                const struct opt_list *fixtures, struct err *e);

#endif

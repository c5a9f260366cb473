/*
 * datadir -- where the program's suites, fixtures, schemas and stylesheets are.
 *
 * In this order: --datadir DIR, $ENTENTE_DATADIR, PREFIX/share/entente beside
 * the program (../share/entente of its folder: a relocated tarball works), the
 * source tree it was built in (a folder above the program that holds suites/
 * and reports/xsl/). The first that exists wins.
 */
#ifndef CLI_DATADIR_H
#define CLI_DATADIR_H

struct err;

/* Into out[PATH_TEXT_MAX]; `asked` is the option's value or NULL. */
int datadir_find(char *out, const char *asked, struct err *e);

#endif

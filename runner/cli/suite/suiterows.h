/* suiterows -- rows of `entente suite` that have files of their own. */
#ifndef CLI_SUITEROWS_H
#define CLI_SUITEROWS_H

struct cli;

int suite_lint(const struct cli *cli, int argc, char **argv);
int suite_impact(const struct cli *cli, int argc, char **argv); /* cert/ */

#endif

/* suiteimpact -- `entente suite impact`, a row of the commands on suites
 * (cert/cmd_impact.c). */
#ifndef CLI_SUITEIMPACT_H
#define CLI_SUITEIMPACT_H

struct cli;

int suite_impact(const struct cli *cli, int argc, char **argv);

#endif

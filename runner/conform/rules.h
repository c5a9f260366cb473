/* rules -- the tables of rules, one for each format: see rule.h. */
#ifndef CONFORM_RULES_H
#define CONFORM_RULES_H

#include "conform/rule.h"

extern const struct rule rules_file[]; /* of any file */
extern const size_t rules_file_n;

#endif

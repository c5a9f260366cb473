/* The French of the texts about truth bits; rules in lang_internal.h. */
#include <inttypes.h>
#include <stddef.h>

#include "base/lang_internal.h"

/* clang-format off */
const struct lang_pair lang_fr_marks[] = {
    {"more than %" PRId64 " records",
     "plus de %" PRId64 " enregistrements"},
    {"the truth bits do not begin with '#entente-truth-bits 1'",
     "les bits de vérité ne commencent pas par «\u00a0#entente-truth-bits 1\u00a0»"},
    {"a block of truth bits begins with @, a name, the number of records and the truth, separated by tabs",
     "un bloc de bits de vérité commence par @, un nom, le nombre d’enregistrements et la vérité, séparés par des tabulations"},
    {"the truth bits say of how many records they are by no whole number",
     "les bits de vérité ne disent pas par un nombre entier de combien d’enregistrements ils sont"},
    {"the truth bits are no runs of T, F and N as they are written",
     "les bits de vérité ne sont pas des suites de T, F et N telles qu’elles s’écrivent"},
    {"the truth bits lack measurement %s with the truth %s",
     "les bits de vérité n’ont pas la mesure %s avec la vérité %s"},
    {"the truth bits of measurement %s do not add up to the tallies: %" PRId64 " records, %" PRId64 " right, %" PRId64 " missed",
     "les bits de vérité de la mesure %s ne concordent pas avec les décomptes\u00a0: %" PRId64 " enregistrements, %" PRId64 " justes, %" PRId64 " manqués"},
    {"the truth bits tell of more than the measurements against a public truth",
     "les bits de vérité parlent d’autre chose que des mesures face à une vérité publique"},
    {NULL, NULL},
};

/* The French of the selection of rules, profiles, and the indexes made again
 * (runner/conform); rules in lang_internal.h. */
#include <inttypes.h>
#include <stddef.h>

#include "base/lang_internal.h"

/* clang-format off */
const struct lang_pair lang_fr_check[] = {
    /* selections and profiles */
    {"a profile can not lower %s, a rule of the specification",
     "un profil ne peut affaiblir %s, une règle de la spécification"},
    {"no rule is called %.*s; `entente check --list-rules` lists all",
     "aucune règle ne s’appelle %.*s\u202f; `entente check --list-rules` les donne toutes"},
    {"a level is error, warning or note, not %.*s",
     "un niveau est error, warning ou note, non %.*s"},
    {"a selection of rules has more than %d words",
     "un choix de règles a plus de %d mots"},
    {"a status is published, proposed or unconfirmed, not %.*s",
     "un statut est published, proposed ou unconfirmed, non %.*s"},
    {"a row of a profile has four columns between tabs: rules, level, status and source",
     "une rangée de profil a quatre colonnes entre tabulations\u00a0: règles, niveau, statut et source"},
    {"a profile has more than %d lines", "un profil a plus de %d lignes"},
    {"asked by %s, %s: %s\n", "demandé par %s, %s\u00a0: %s\n"},
    {NULL, NULL},
};
/* clang-format on */

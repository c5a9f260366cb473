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
    /* indexes against their files */
    {"only a file that is compressed block by block (BGZF) has an index",
     "seul un fichier compressé par blocs (BGZF) a un index"},
    {"an index is compared with a file, not with a stream",
     "un index se compare à un fichier, non à un flux"},
    {"%.200s does not have the record's reference",
     "%.200s n’a pas la référence de l’enregistrement"},
    {"no chunk of its bins in %.200s holds this record",
     "dans %.200s, aucun morceau de ses casiers ne contient cet enregistrement"},
    {"loffset of bin %lld in %.200s is after this record, which overlaps it",
     "le loffset du casier %lld de %.200s est après cet enregistrement, qui le chevauche"},
    {"the offset of window %lld in %.200s is after this record, which overlaps it",
     "la position de la fenêtre %lld de %.200s est après cet enregistrement, qui la chevauche"},
    {"the record ends at %lld, behind all bins of %.200s",
     "l’enregistrement finit à %lld, au-delà de tous les casiers de %.200s"},
    {"reference %lld has %llu mapped and %llu unmapped records, the index says %llu and %llu",
     "la référence %lld a %llu enregistrements alignés et %llu non alignés, l’index dit %llu et %llu"},
    {"%llu chunks begin where no record does",
     "%llu morceaux commencent où ne commence aucun enregistrement"},
    {"%llu records are without place, the index says %llu",
     "%llu enregistrements sont sans position, l’index dit %llu"},
    {"the index has no names of references", "l’index n’a pas les noms des références"},
    {"a bin or a name stands twice", "un casier ou un nom est là deux fois"},
    {"no index stands beside the file", "aucun index n’accompagne le fichier"},
    {"the name of the index is too long", "le nom de l’index est trop long"},
    {"%.200s is not an index of such a file, but %s",
     "%.200s n’est pas un index d’un tel fichier, mais %s"},
    {"the index is larger than %zu bytes, the largest that is compared",
     "l’index dépasse %zu octets, le plus qui soit comparé"},
    {NULL, NULL},
};
/* clang-format on */

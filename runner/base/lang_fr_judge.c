/* The French of the texts in runner/judge; rules in lang_internal.h. */
#include <stddef.h>

#include "base/lang_internal.h"

/* clang-format off */
const struct lang_pair lang_fr_judge[] = {
    {"control %s: no fixture %s",
     "témoin négatif %s : jeu de référence %s introuvable"},
    {"case %s: input %s comes from %s, which the suite does not define",
     "cas %s : l’entrée %s vient de %s, que la suite ne définit pas"},
    {"case %s asks for the check '%s', which this program does not have; see `entente suite describe-checks`",
     "le cas %s demande le contrôle « %s », que ce programme n’a pas ; voir `entente suite describe-checks`"},
    {"--only %s: the suite has no such case",
     "--only %s : la suite n’a pas ce cas"},
    {"check %s has too many counters",
     "le contrôle %s a trop de compteurs"},
    {"more than %d strata",
     "plus de %d strates"},
    {"the VCF or BCF file to be judged",
     "le fichier VCF ou BCF à juger"},
    {"its index (.tbi or .csi)",
     "son index (.tbi ou .csi)"},
    {"a file can be read to its last record, is sorted and declared, and its index fits",
     "un fichier est lisible jusqu’à son dernier enregistrement, trié et déclaré, et son index convient"},
    {NULL, NULL},
};
/* clang-format on */

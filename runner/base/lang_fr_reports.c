/* The French of the texts in reports; rules in lang_internal.h. */
#include <stddef.h>

#include "base/lang_internal.h"

/* clang-format off */
const struct lang_pair lang_fr_reports[] = {
    {"element %s lacks its element %s",
     "l’élément %s n’a pas son élément %s"},
    {"element %s lacks its attribute %s",
     "l’élément %s n’a pas son attribut %s"},
    {"attribute %s of element %s has the unknown value '%s'",
     "l’attribut %s de l’élément %s a la valeur inconnue «\u00a0%s\u00a0»"},
    {"element %s does not belong here",
     "l’élément %s n’a pas sa place ici"},
    {"this is no report: its root is not report in the namespace %s",
     "ceci n’est pas un rapport\u00a0: sa racine n’est pas report dans l’espace de noms %s"},
    {"this program reads reports of format 1, this one is of format %s: use a newer program",
     "ce programme lit les rapports au format 1, celui-ci est au format %s\u00a0: utilisez un programme plus récent"},
    {"a report may not be larger than %d bytes",
     "un rapport ne peut pas dépasser %d octets"},
    {"the tallies lack measurement %s",
     "les comptes n’ont pas la mesure %s"},
    {"the suite asks for %zu measurements, the report has %zu",
     "la suite demande %zu mesures, le rapport en a %zu"},
    {"the suite asks for measurement %s where the report has %s",
     "la suite demande la mesure %s là où le rapport a %s"},
    {"the tallies hold measurement %s, which the report does not list there",
     "les comptes contiennent la mesure %s, que le rapport n’annonce pas à cet endroit"},
    {"the report does not follow from suite and tallies: %s says %s '%.100s', decided again it is '%.100s'",
     "le rapport ne découle pas de la suite et des comptes\u00a0: %s dit %s «\u00a0%.100s\u00a0», la nouvelle décision donne «\u00a0%.100s\u00a0»"},
    {"the report was made with another suite: it names %s, this one is %s",
     "le rapport a été établi avec une autre suite\u00a0: il désigne %s, celle-ci est %s"},
    {"the report was made with other tallies: it names %s, these are %s",
     "le rapport a été établi avec d’autres comptes\u00a0: il désigne %s, ceux-ci sont %s"},
    {NULL, NULL},
};
/* clang-format on */

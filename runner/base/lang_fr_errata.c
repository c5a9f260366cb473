/* The French of objections, errata, and limits on waivers. */
#include <stddef.h>

#include "base/lang_internal.h"

/* clang-format off */
const struct lang_pair lang_fr_errata[] = {
    {"excluded by an erratum of the suite",
     "exclu par un erratum de la suite"},
    {"the erratum %s excludes the case %s, which the suite does not have",
     "l’erratum %s exclut le cas %s, que la suite n’a pas"},
    {"max-waivers is %lld, but only %lld cases may be waived",
     "max-waivers vaut %lld, mais seuls %lld cas peuvent faire l’objet d’une dérogation"},
    {NULL, NULL},
};
/* clang-format on */

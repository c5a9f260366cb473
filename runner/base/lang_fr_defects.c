/* The French of the format engine's texts about sizes, tags and names that do
 * not hold; rules in lang_internal.h. */
#include <stddef.h>

#include "base/lang_internal.h"

/* clang-format off */
const struct lang_pair lang_fr_defects[] = {
    {"the size in the compressed data can not be read",
     "la taille dans les données compressées est illisible"},
    {"the block states another size than its compressed data",
     "le bloc annonce une autre taille que ses données compressées"},
    {"the records of this slice can not be decoded, and the series %s has no encoding",
     "les enregistrements de cette tranche ne peuvent être décodés, et la série %s n’a pas de codage"},
    {"a tag is not a letter and a letter or digit",
     "une étiquette n’est pas une lettre et une lettre ou un chiffre"},
    {"this is none of VCFv4.1 to VCFv4.5; the file is judged by what all of them ask",
     "ce n’est aucune version de VCFv4.1 à VCFv4.5\u202f; le fichier est jugé selon ce que toutes exigent"},
    {"an unmapped read has a quality for some of its bases",
     "une lecture non alignée a une qualité pour quelques-unes de ses bases"},
    {"the tags are not those of a list in TD: a value has not the bytes of its type",
     "les étiquettes ne sont celles d’aucune liste de TD\u00a0: une valeur n’a pas les octets de son type"},
    {NULL, NULL},
};
/* clang-format on */

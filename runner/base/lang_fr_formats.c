/* The French of the texts in runner/formats; rules in lang_internal.h. */
#include <stddef.h>

#include "base/lang_internal.h"

/* clang-format off */
const struct lang_pair lang_fr_formats[] = {
    {"this is no VCF or BCF file",
     "ce n’est pas un fichier VCF ou BCF"},
    {"the BGZF end-of-file block is missing: the file is cut short; send it again",
     "le bloc BGZF de fin de fichier manque\u00a0: le fichier est tronqué\u202f; l’envoyer de nouveau"},
    {"htslib can not read this record",
     "htslib ne peut pas lire cet enregistrement"},
    {"htslib can not read the header",
     "htslib ne peut pas lire l’en-tête"},
    {"this is no index that htslib can use for the file it belongs to",
     "ce n’est pas un index que htslib puisse utiliser pour le fichier auquel il appartient"},
    {"a file that is not BGZF-compressed has no usable index; compress it with bgzip and index it again",
     "un fichier qui n’est pas compressé en BGZF n’a pas d’index utilisable\u202f; le compresser avec bgzip et l’indexer de nouveau"},
    {NULL, NULL},
};
/* clang-format on */

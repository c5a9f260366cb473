/* The French of the texts in fixtures/forge/mutants and pack, and of the
 * command that writes them; rules in lang_internal.h. */
#include <stddef.h>

#include "base/lang_internal.h"

/* clang-format off */
const struct lang_pair lang_fr_mutants[] = {
    {"the edit '%s' of a mutant of %s does not fit the original %s",
     "la modification «\u00a0%s\u00a0» d’un mutant de %s ne s’applique pas à l’original %s"},
    {"a mutant of %s is cut by more bytes than the original %s has",
     "un mutant de %s est coupé de plus d’octets que n’en a l’original %s"},
    {"a record can not be told in binary: '%s' (the mutant is for SAM alone)",
     "un enregistrement ne peut pas être dit en binaire\u00a0: «\u00a0%s\u00a0» (le mutant ne vaut que pour SAM)"},
    {"a record can not be told in binary: '%s' (the mutant is for VCF alone)",
     "un enregistrement ne peut pas être dit en binaire\u00a0: «\u00a0%s\u00a0» (le mutant ne vaut que pour VCF)"},
    {"too many records for a mutant",
     "trop d’enregistrements pour un mutant"},
    {"too many read groups for a mutant",
     "trop de groupes de lectures pour un mutant"},
    {"cannot change the time of the file: %s",
     "la date du fichier ne peut pas être changée\u00a0: %s"},
    {"there is no original and no mutant named %s",
     "aucun original ni aucun mutant ne s’appelle %s"},
    {"--list writes no files: leave --output out",
     "--list n’écrit aucun fichier\u00a0: omettre --output"},
    {"say where the new files go: --output DIR",
     "dire où vont les nouveaux fichiers\u00a0: --output DOSSIER"},
    {"new folder for the files",
     "nouveau dossier pour les fichiers"},
    {"print the list, and write no files",
     "imprimer la liste, sans écrire de fichiers"},
    {"make good files and broken ones, to test validators",
     "produire des fichiers justes et d’autres gâtés, pour éprouver les validateurs"},
    {"fixtures mutants -o DIR [NAME...] [--list]",
     "fixtures mutants -o DOSSIER [NOM...] [--list]"},
    {"Make small good files of each format, and the same files broken in one named way\neach, to test a validator with. mutants.tsv in DIR says which rule each file breaks\n(entente explain RULE), and what else it breaks of necessity. NAME is a file\nof the list, or a rule: without one, all are made.",
     "Produit de petits fichiers justes de chaque format, et les mêmes gâtés chacun\nd’une façon nommée, pour éprouver un validateur. mutants.tsv dans DOSSIER dit\nquelle règle chaque fichier enfreint (entente explain RÈGLE), et quelles autres il\nenfreint par nécessité. NOM est un fichier de la liste, ou une règle\u202f; sans nom,\ntout est produit."},
    {NULL, NULL},
};
/* clang-format on */

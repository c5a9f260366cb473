/* The French of the texts in runner/conform/bcf and cram; rules in
 * lang_internal.h. */
#include <stddef.h>

#include "base/lang_internal.h"

/* clang-format off */
const struct lang_pair lang_fr_cram[] = {
    /* BCF */
    {"variant calls (BCF)", "appels de variants (BCF)"},
    {"record %llu describes the same variant", "l’enregistrement %llu décrit le même variant"},
    {"IDX is not a number", "IDX n’est pas un nombre"},
    {"IDX is %u, another line of this ID has %u", "IDX vaut %u, une autre ligne de cet ID a %u"},
    {"two IDs have the number %u", "deux ID ont le numéro %u"},
    {"%llu lines have an IDX, %llu have none", "%llu lignes ont un IDX, %llu n’en ont pas"},
    {"a value runs past the end that the record states", "une valeur dépasse la fin annoncée par l’enregistrement"},
    {"the length of a vector is not one integer", "la longueur d’un vecteur n’est pas un entier unique"},
    {"the length of a vector is negative", "la longueur d’un vecteur est négative"},
    {"there is no such type", "ce type n’existe pas"},
    {"a key is not one integer", "une clé n’est pas un entier unique"},
    {"an integer is one of the reserved values", "un entier est une des valeurs réservées"},
    {"a float is one of the reserved values", "un nombre à virgule est une des valeurs réservées"},
    {"a value follows the end of its vector", "une valeur suit la fin de son vecteur"},
    {"a text holds a control character", "un texte contient un caractère de commande"},
    {"an allele of GT is negative", "un allèle de GT est négatif"},
    {"GT is not a vector of integers", "GT n’est pas un vecteur d’entiers"},
    {"the values of %.80s are not stored as its Type says", "les valeurs de %.80s ne sont pas stockées comme le dit son Type"},
    {"the key of a FORMAT field is not in the header", "la clé d’un champ FORMAT n’est pas dans l’en-tête"},
    {"no ##FORMAT line declares the key of this field", "aucune ligne ##FORMAT ne déclare la clé de ce champ"},
    {"bytes follow the last FORMAT field", "des octets suivent le dernier champ FORMAT"},
    {"CHROM is not the number of a contig of the header", "CHROM n’est pas le numéro d’un contig de l’en-tête"},
    {"POS is negative", "POS est négatif"},
    {"n_sample is not the number of samples of the header", "n_sample n’est pas le nombre d’échantillons de l’en-tête"},
    {"ID, REF or ALT is not a text", "ID, REF ou ALT n’est pas un texte"},
    {"the record has no REF", "l’enregistrement n’a pas de REF"},
    {"a FILTER is not the number of a string of the header", "un FILTER n’est pas le numéro d’un texte de l’en-tête"},
    {"no ##FILTER line declares this filter", "aucune ligne ##FILTER ne déclare ce filtre"},
    {"FILTER is not a vector of integers", "FILTER n’est pas un vecteur d’entiers"},
    {"the key of an INFO field is not in the header", "la clé d’un champ INFO n’est pas dans l’en-tête"},
    {"no ##INFO line declares the key of this field", "aucune ligne ##INFO ne déclare la clé de ce champ"},
    {"bytes follow the last INFO field", "des octets suivent le dernier champ INFO"},
    {"rlen is negative", "rlen est négatif"},
    {"rlen is not the length of REF", "rlen n’est pas la longueur de REF"},
    {"rlen is %d, END says another length", "rlen vaut %d, END dit une autre longueur"},
    {"l_shared is smaller than a record can be", "l_shared est plus petit que ne peut l’être un enregistrement"},
    {"the file does not begin with BCF", "le fichier ne commence pas par BCF"},
    {"version %u.%u is none of 2.1 and 2.2", "la version %u.%u n’est ni 2.1 ni 2.2"},
    {"the text of the header does not end with a NUL byte", "le texte de l’en-tête ne finit pas par un octet NUL"},
    {"bytes follow the NUL byte that ends the header's text", "des octets suivent l’octet NUL qui finit le texte de l’en-tête"},
    {"the file ends within its header", "le fichier finit dans son en-tête"},
    {"record %llu states a length above %zu bytes", "l’enregistrement %llu annonce une longueur de plus de %zu octets"},
    {"the file ends within this record", "le fichier finit dans cet enregistrement"},
    /* CRAM */
    {"cannot make a link: %s", "impossible de faire un lien\u00a0: %s"},
    {"cannot make a pipe: %s", "impossible de faire un tube\u00a0: %s"},
    {"cannot start a process: %s", "impossible de lancer un processus\u00a0: %s"},
    {"decoding the CRAM takes more time or memory than a file of its size can need", "décoder le CRAM prend plus de temps ou de mémoire que n’en peut demander un fichier de sa taille"},
    {"htslib crashed on the CRAM's compressed data", "htslib s’est arrêtée net sur les données compressées du CRAM"},
    {"the record can not be decoded", "l’enregistrement ne peut être décodé"},
    {"a record has more than %zu bytes", "un enregistrement a plus de %zu octets"},
    {NULL, NULL},
};
/* clang-format on */

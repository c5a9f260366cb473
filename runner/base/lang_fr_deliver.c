/* The French of the checks of deliveries in runner/judge; rules in
 * lang_internal.h. */
#include <stddef.h>

#include "base/lang_internal.h"

/* clang-format off */
const struct lang_pair lang_fr_deliver[] = {
    /* findings of rules */
    {"broken in one place: %s. To do: %s",
     "enfreinte en un endroit\u00a0: %s. À faire\u00a0: %s"},
    {"broken in %llu places: %s. To do: %s",
     "enfreinte en %llu endroits\u00a0: %s. À faire\u00a0: %s"},
    {"the file can not be read to its end", "le fichier ne peut être lu jusqu’à sa fin"},
    {"the content is %s, and the suite asks for one of: %s",
     "le contenu est %s, et la suite demande un format parmi\u00a0: %s"},
    {"the parameter %s is '%.80s', and must be kinds and ids of rules: see `entente check --list-rules`",
     "le paramètre %s vaut «\u00a0%.80s\u00a0»\u00a0; il doit nommer des sortes et des identifiants de règles\u00a0: voir `entente check --list-rules`"},
    /* format */
    {"a file keeps the rules of its format, and its index fits",
     "un fichier respecte les règles de son format, et son index lui correspond"},
    {"the file to be judged", "le fichier à juger"},
    {"its index", "son index"},
    {"the reference genome, to compare bases, lengths and sums with",
     "le génome de référence, auquel comparer bases, longueurs et sommes"},
    {"which rules are asked: specification, practice, policy, an id, or the begin of one before *; with = and a level, at that level; with - before it, not",
     "quelles règles sont demandées\u00a0: specification, practice, policy, un identifiant, ou son début avant *\u00a0; avec = et un niveau, à ce niveau\u00a0; précédé de -, non demandée"},
    {"formats that the file may have, such as: bam cram; empty: those of its kind",
     "formats que le fichier peut avoir, par exemple\u00a0: bam cram\u00a0; vide\u00a0: ceux de son genre"},
    {"two FASTQ files hold the reads of the same pairs in the same order",
     "deux fichiers FASTQ contiennent les lectures des mêmes paires dans le même ordre"},
    {"FASTQ of the first reads", "FASTQ des premières lectures"},
    {"FASTQ of the second reads", "FASTQ des secondes lectures"},
    {"which rules are asked, as for the check format",
     "quelles règles sont demandées, comme pour le contrôle format"},
    {"files of another format than is asked for", "fichiers d’un autre format que celui demandé"},
    {"places where a rule of the specification is broken",
     "endroits où une règle de la spécification est enfreinte"},
    {"places where the specification advises otherwise",
     "endroits où la spécification conseille autre chose"},
    {"places on which tools in common use break",
     "endroits sur lesquels échouent des outils d’usage courant"},
    {"places on which tools in common use may break",
     "endroits sur lesquels peuvent échouer des outils d’usage courant"},
    {"places that break a rule of who receives the file",
     "endroits qui enfreignent une règle du destinataire"},
    {"places that a rule of who receives the file advises against",
     "endroits qu’une règle du destinataire déconseille"},
    {"rules that are broken", "règles enfreintes"},
    {"places where the file is not whole, or not what was written",
     "endroits où le fichier n’est pas entier, ou n’est pas ce qui fut écrit"},
    {"errors in the header", "erreurs dans l’en-tête"},
    {"errors in what names the software", "erreurs dans ce qui nomme les logiciels"},
    {"places that contradict the reference genome",
     "endroits qui contredisent le génome de référence"},
    {"places where the reads of a pair disagree",
     "endroits où les lectures d’une paire se contredisent"},
    {"places where blocks of the reference leave a gap or overlap",
     "endroits où les blocs de référence laissent un trou ou se recouvrent"},
    {"places where an index does not fit its file",
     "endroits où un index ne correspond pas à son fichier"},
    {"errors within records", "erreurs au sein d’enregistrements"},
    {NULL, NULL}
};

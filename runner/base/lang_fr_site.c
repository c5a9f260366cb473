/* The French of what `entente register build` says; the pages hold both
 * languages themselves. Rules in lang_internal.h. */
#include <inttypes.h>
#include <stddef.h>

#include "base/lang_internal.h"

/* clang-format off */
const struct lang_pair lang_fr_site[] = {
    {"the folder %s holds files, and no site that was made here: choose a new one",
     "le dossier %s contient des fichiers, et aucun site fait ici\u00a0: choisissez-en un nouveau"},
    {"%s is not of this program: remove the site and build it again",
     "%s n’est pas de ce programme\u00a0: supprimez le site et refaites-le"},
    {"cannot remove '%.300s': %s",
     "impossible de supprimer «\u00a0%.300s\u00a0»\u00a0: %s"},
    {"cannot write '%.300s': %s",
     "impossible d’écrire «\u00a0%.300s\u00a0»\u00a0: %s"},
    {"the partner's register is the register itself: %s",
     "le registre du partenaire est le registre lui-même\u00a0: %s"},
    {"make the public pages of a register",
     "faire les pages publiques d’un registre"},
    {"give the folder of the site with -o",
     "donnez le dossier du site avec -o"},
    {"give the partner's verifier key with --partner-vkey: the one that lies beside a copy proves nothing",
     "donnez la clé de vérification du partenaire avec --partner-vkey\u00a0: celle qui se trouve à côté d’une copie ne prouve rien"},
    {"%" PRIu64 " certificates; %" PRIu64 " files, %" PRIu64 " of them written, %" PRIu64 " removed\n",
     "%" PRIu64 " certificats\u202f; %" PRIu64 " fichiers, dont %" PRIu64 " écrits, %" PRIu64 " supprimés\n"},
    {"folder of the site; one that was made here is brought up to date",
     "dossier du site\u202f; un site fait ici est mis à jour"},
    {"sealed containers to hand out, each found by its digest",
     "conteneurs scellés à mettre à disposition, chacun reconnu à son empreinte"},
    {"mirror of the partner's register: where do the nations differ?",
     "miroir du registre du partenaire\u00a0: où les nations diffèrent-elles\u202f?"},
    {"verifier key of the log (default: register.vkey in DIR)",
     "clé de vérification du journal (par défaut\u00a0: register.vkey dans DOSSIER)"},
    {"verifier key of the partner's log",
     "clé de vérification du journal du partenaire"},
    {"register build DIR -o DIR [--certificates DIR] [--partner DIR --partner-vkey KEY] [--vkey KEY]",
     "register build DOSSIER -o DOSSIER [--certificates DOSSIER] [--partner DOSSIER --partner-vkey CLÉ] [--vkey CLÉ]"},
    {"Make the public pages of the register in DIR, in English and French: all certificates with a\nsearch, a page for each with its history and how to verify it, what was suspended or withdrawn,\nwhere the nations differ, a feed, index.json and badges. They are plain files: any web server\nhands them out.\n\nOnly what changed is written. Pages that say how things stand say on which day: build them\nevery day.",
     "Faire les pages publiques du registre de DOSSIER, en anglais et en français\u00a0: tous les certificats\navec une recherche, une page pour chacun avec son historique et la façon de le vérifier, ce qui a\nété suspendu ou retiré, où les nations diffèrent, un flux, index.json et des badges. Ce sont de\nsimples fichiers\u00a0: tout serveur web peut les servir.\n\nSeul ce qui a changé est écrit. Les pages qui disent un état disent de quel jour\u00a0: refaites-les\nchaque jour."},
    {NULL, NULL},
};
/* clang-format on */

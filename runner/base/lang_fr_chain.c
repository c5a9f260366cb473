/* The French of the texts of the chain of certificates that its attacks led
 * to; rules in lang_internal.h. */
#include <inttypes.h>
#include <stddef.h>

#include "base/lang_internal.h"

/* clang-format off */
const struct lang_pair lang_fr_chain[] = {
    {"the document says that it is by %s of %s; the trust store knows its signer as %s of %s",
     "le document se dit de %s de %s\u202f; le magasin de confiance connaît son signataire comme %s de %s"},
    {"a seal claims to be of %s, before the certificate was issued at %s",
     "un cachet se dit du %s, avant que le certificat ne soit délivré le %s"},
    {"the recognition of %s, from %s on, is older than the certificate of %s, or begins before it is issued",
     "la reconnaissance du %s, valable dès le %s, est antérieure au certificat du %s, ou commence avant d’être délivrée"},
    {"the waiver %s was sealed at %s, after its end on %s",
     "la dérogation %s a été scellée le %s, après sa fin le %s"},
    {"the waiver %s was sealed at %s, and can not count on %.10s",
     "la dérogation %s a été scellée le %s, et ne peut compter le %.10s"},
    {"the reports %zu and %zu are of one and the same run, of %s",
     "les rapports %zu et %zu viennent d’une seule et même exécution, du %s"},
    {"the report by %s has no verdict for any profile that the scheme asks for",
     "le rapport selon %s n’a de verdict pour aucun profil que demande le programme"},
    {"report %zu: the trust store does not know who sealed the waiver %s",
     "rapport %zu\u00a0: le magasin de confiance ne connaît pas qui a scellé la dérogation %s"},
    {"a text of the document holds a control character, or one that turns the direction of writing",
     "un texte du document contient un caractère de commande, ou un caractère qui inverse le sens d’écriture"},
    {"bundle %" PRIu64 " holds bytes behind its last entry: the log was damaged or rewritten",
     "le lot %" PRIu64 " contient des octets après sa dernière entrée\u00a0: le journal a été endommagé ou réécrit"},
    {"the entries that wait for the next checkpoint are damaged: remove the file, and add them again",
     "les entrées qui attendent le prochain point de contrôle sont endommagées\u00a0: supprimez le fichier et ajoutez-les de nouveau"},
    {NULL, NULL},
};
/* clang-format on */

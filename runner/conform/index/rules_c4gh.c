/*
 * Rules for crypt4gh, as far as they need no key (C4GH-004, -005 and the MACs
 * of C4GH-006 do).
 */
#include "conform/rules.h"

const struct rule rules_c4gh[] = {
    {.id = "C4GH-001",
     .kind = RULE_SPECIFICATION,
     .level = RULE_ERROR,
     .scope = "file",
     .en = "The file begins with crypt4gh and version 1",
     .fr = "Le fichier commence par crypt4gh et la version 1",
     .spec = "crypt4gh",
     .section = "3.2",
     .versions = "all",
     .remedy_en = "find out what the file is; encrypt it again",
     .remedy_fr = "cherchez ce qu’est le fichier\u00a0; chiffrez-le de nouveau",
     .wrong = NULL,
     .right = NULL},
    {.id = "C4GH-002",
     .kind = RULE_SPECIFICATION,
     .level = RULE_ERROR,
     .scope = "header",
     .en =
         "The header has a packet, and all it counts are in the file, each of at least 72 bytes",
     .fr =
         "L’en-tête a un paquet, et tous ceux qu’il compte sont dans le fichier, chacun d’au moins 72 octets",
     .spec = "crypt4gh",
     .section = "3.2.1",
     .versions = "all",
     .remedy_en = "copy the file anew, whole",
     .remedy_fr = "copiez de nouveau le fichier, entier",
     .wrong = NULL,
     .right = NULL},
    {.id = "C4GH-003",
     .kind = RULE_SPECIFICATION,
     .level = RULE_ERROR,
     .scope = "header",
     .en = "A packet is encrypted by method 0 (X25519_chacha20_ietf_poly1305)",
     .fr =
         "Un paquet est chiffré par la méthode 0 (X25519_chacha20_ietf_poly1305)",
     .spec = "crypt4gh",
     .section = "3.2.1",
     .versions = "all",
     .remedy_en =
         "encrypt the file with a program that follows the specification", .remedy_fr =
         "chiffrez le fichier avec un programme qui suit la spécification", .wrong = NULL,
     .right = NULL},
    {.id = "C4GH-006",
     .kind = RULE_SPECIFICATION,
     .level = RULE_ERROR,
     .scope = "file",
     .en = "Segments are of 65564 bytes, the last of at least 28",
     .fr = "Les segments sont de 65564 octets, le dernier d’au moins 28",
     .spec = "crypt4gh",
     .section = "3.4.1",
     .versions = "all",
     .remedy_en = "copy the file anew, whole",
     .remedy_fr = "copiez de nouveau le fichier, entier",
     .wrong = NULL,
     .right = NULL},
};
const size_t rules_c4gh_n = sizeof(rules_c4gh) / sizeof(rules_c4gh[0]);

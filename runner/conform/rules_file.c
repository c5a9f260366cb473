/* Rules for a file of any format. */
#include "conform/rules.h"

const struct rule rules_file[] = {
    {.id = "FILE-NAME-001",
     .kind = RULE_PRACTICE,
     .level = RULE_WARNING,
     .scope = "file",
     .en = "The end of the name says the format that the content has",
     .fr = "La fin du nom dit le format qu’a le contenu",
     .spec = "entente",
     .section = "file names",
     .versions = "all",
     .remedy_en = "rename the file; many tools go by the name",
     .remedy_fr =
         "renommez le fichier\u00a0; beaucoup d’outils se fient au nom", .wrong = "calls.vcf that holds BCF",
     .right = "calls.bcf"},
};
const size_t rules_file_n = sizeof(rules_file) / sizeof(rules_file[0]);

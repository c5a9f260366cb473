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
         "renommez le fichier\u00a0; beaucoup d’outils se fient au nom",                              .wrong = "calls.vcf that holds BCF",
     .right = "calls.bcf"                         },
    {.id = "FILE-GZIP-001",
     .kind = RULE_SPECIFICATION,
     .level = RULE_ERROR,
     .scope = "file",
     .en =
         "A compressed file is whole: each CRC32 and length is right, and nothing is missing or added",
     .fr =
         "Un fichier compressé est entier\u00a0: chaque CRC32 et chaque longueur sont justes, rien ne manque ni n’est en trop",
     .spec = "RFC 1952",
     .section = "2.3.1",
     .versions = "all",
     .remedy_en = "copy the file anew; test it with gzip -t",
     .remedy_fr =
         "copiez de nouveau le fichier\u00a0; vérifiez-le avec gzip -t",                               .wrong = "(a file cut short)",
     .right = "(the whole file)"                  },
    {.id = "FILE-GZIP-002",
     .kind = RULE_SPECIFICATION,
     .level = RULE_ERROR,
     .scope = "file",
     .en =
         "A file compressed block by block (BGZF) ends with the end-of-file block",
     .fr =
         "Un fichier compressé par blocs (BGZF) finit par le bloc de fin de fichier",
     .spec = "SAMv1",
     .section = "4.1.2",
     .versions = "all",
     .remedy_en = "copy the file anew; its end is probably missing",
     .remedy_fr =
         "copiez de nouveau le fichier\u00a0; sa fin manque sans doute",                                .wrong = "(a BGZF file without its last 28 bytes)",
     .right = "(the whole file)"                  },
    {.id = "FILE-LIST-001",
     .kind = RULE_SPECIFICATION,
     .level = RULE_ERROR,
     .scope = "file",
     .en =
         "A file that a submission lists is there, with the size and digest that are listed",
     .fr =
         "Un fichier qu’énumère une soumission est là, avec la taille et l’empreinte indiquées",
     .spec = "entente",
     .section = "submission.xml",
     .versions = "all",
     .remedy_en =
         "hand in the file that was listed, or complete submission.xml again with `entente pack`",
     .remedy_fr =
         "remettez le fichier énuméré, ou complétez de nouveau submission.xml avec `entente pack`",
     .wrong = NULL,
     .right = NULL                                },
    {.id = "FILE-LIST-002",
     .kind = RULE_POLICY,
     .level = RULE_WARNING,
     .scope = "file",
     .en = "Each file in a submission is listed",
     .fr = "Chaque fichier d’une soumission est énuméré",
     .spec = "entente",
     .section = "submission.xml",
     .versions = "all",
     .remedy_en = "list the file with `entente pack`, or take it out",
     .remedy_fr = "énumérez le fichier avec `entente pack`, ou retirez-le",
     .wrong = NULL,
     .right = NULL                                },
    {.id = "FILE-INDEX-001",
     .kind = RULE_POLICY,
     .level = RULE_ERROR,
     .scope = "file",
     .en =
         "An index stands beside a file that is sorted and compressed for one",                         .fr = "Un index accompagne un fichier trié et compressé pour en avoir un",
     .spec = "entente",
     .section = "policy",
     .versions = "all",
     .remedy_en = "index the file (samtools index, bcftools index, tabix)",
     .remedy_fr = "indexez le fichier (samtools index, bcftools index, tabix)",
     .wrong = "calls.vcf.gz alone",
     .right = "calls.vcf.gz with calls.vcf.gz.tbi"},
};
const size_t rules_file_n = sizeof(rules_file) / sizeof(rules_file[0]);

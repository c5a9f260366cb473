/* Rules for FAI and GZI. */
#include "conform/rules.h"

const struct rule rules_fai[] = {
    {.id = "FAI-001",
     .kind = RULE_SPECIFICATION,
     .level = RULE_ERROR,
     .scope = "index",
     .en =
         "A row is a name and four integers (FASTA) or five (FASTQ) between tabs",
     .fr =
         "Une rangée est un nom et quatre entiers (FASTA) ou cinq (FASTQ) entre tabulations",
     .spec = "faidx(5)",
     .section = "DESCRIPTION",
     .versions = "all",
     .remedy_en = "make the index again (samtools faidx)",
     .remedy_fr = "refaites l’index (samtools faidx)",
     .wrong = "chr1\t8\t6",
     .right = "chr1\t8\t6\t4\t5"                   },
    {.id = "FAI-002",
     .kind = RULE_SPECIFICATION,
     .level = RULE_ERROR,
     .scope = "index",
     .en = "Names, lengths, offsets and line lengths are those of the FASTA",
     .fr =
         "Noms, longueurs, positions et longueurs de ligne sont ceux du FASTA",                .spec = "faidx(5)",
     .section = "DESCRIPTION",
     .versions = "all",
     .remedy_en = "make the index again (samtools faidx)",
     .remedy_fr = "refaites l’index (samtools faidx)",
     .wrong = NULL,
     .right = NULL                                 },
    {.id = "FAI-003",
     .kind = RULE_SPECIFICATION,
     .level = RULE_ERROR,
     .scope = "index",
     .en =
         "The numbers of a row are possible, and sequences stand one after the other",
     .fr =
         "Les nombres d’une rangée sont possibles, et les séquences se suivent",
     .spec = "faidx(5)",
     .section = "DESCRIPTION",
     .versions = "all",
     .remedy_en = "make the index again (samtools faidx)",
     .remedy_fr = "refaites l’index (samtools faidx)",
     .wrong = "chr1\t8\t6\t5\t4",
     .right = "chr1\t8\t6\t4\t5"                   },
    {.id = "FAI-004",
     .kind = RULE_PRACTICE,
     .level = RULE_ERROR,
     .scope = "index",
     .en = "No name comes twice (asked of the first 1,000,000)",
     .fr = "Aucun nom ne vient deux fois (demandé du premier million)",
     .spec = "entente",
     .section = "practice",
     .versions = "all",
     .remedy_en = "rename one of the sequences and make the index again",
     .remedy_fr = "renommez l’une des séquences et refaites l’index",
     .wrong = "chr1\t8\t6\t4\t5\nchr1\t8\t22\t4\t5",
     .right = "chr1\t8\t6\t4\t5\nchr2\t8\t22\t4\t5"},
};
const size_t rules_fai_n = sizeof(rules_fai) / sizeof(rules_fai[0]);

const struct rule rules_gzi[] = {
    {.id = "GZI-001",
     .kind = RULE_SPECIFICATION,
     .level = RULE_ERROR,
     .scope = "index",
     .en =
         "A GZI counts its entries, which grow and are the begins of the blocks of the file",
     .fr =
         "Un GZI compte ses entrées, qui croissent et sont les débuts des blocs du fichier",
     .spec = "bgzip(1)",
     .section = "GZI FORMAT",
     .versions = "all",
     .remedy_en = "make the index again (bgzip -r)",
     .remedy_fr = "refaites l’index (bgzip -r)",
     .wrong = NULL,
     .right = NULL},
};
const size_t rules_gzi_n = sizeof(rules_gzi) / sizeof(rules_gzi[0]);

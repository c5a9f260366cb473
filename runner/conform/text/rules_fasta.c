/*
 * Rules for FASTA. What the format is, NCBI says; what an index and the formats
 * of alignments and variants need of it is practice: proteins are FASTA too.
 * The REF-* rules compare with @SQ and ##contig lines: they are of those
 * formats.
 */
#include "conform/rules.h"

const struct rule rules_fasta[] = {
    {.id = "FASTA-001",
     .kind = RULE_SPECIFICATION,
     .level = RULE_ERROR,
     .scope = "record",
     .en = "A record begins with a line of > and the name of the sequence",
     .fr =
         "Un enregistrement commence par une ligne avec > et le nom de la séquence",
     .spec = "NCBI FASTA format",
     .section = "definition line",
     .versions = "all",
     .remedy_en = "write a name right after the >",
     .remedy_fr = "écrivez un nom juste après le >",
     .wrong = "> chr1\nACGT",
     .right = ">chr1\nACGT"             },
    {.id = "FASTA-002",
     .kind = RULE_PRACTICE,
     .level = RULE_ERROR,
     .scope = "file",
     .en = "No name comes twice (asked of the first 1,000,000 sequences)",
     .fr =
         "Aucun nom ne vient deux fois (demandé du premier million de séquences)",
     .spec = "SAMv1",
     .section = "1.3 (@SQ SN)",
     .versions = "all",
     .remedy_en =
         "rename or leave out one of the sequences; tools find only one of them",
     .remedy_fr =
         "renommez ou ôtez l’une des séquences\u00a0; les outils n’en trouvent qu’une",
     .wrong = ">chr1\nACGT\n>chr1\nGGCC",
     .right = ">chr1\nACGT\n>chr2\nGGCC"},
    {.id = "FASTA-003",
     .kind = RULE_PRACTICE,
     .level = RULE_ERROR,
     .scope = "record",
     .en =
         "All lines of a sequence have the same length, but for a shorter last one",
     .fr =
         "Toutes les lignes d’une séquence ont la même longueur, sauf une dernière plus courte",
     .spec = "faidx(5)",
     .section = "NOTES",
     .versions = "all",
     .remedy_en =
         "write the lines anew (seqtk seq -l60); else the file can not be indexed",
     .remedy_fr =
         "réécrivez les lignes (seqtk seq -l60)\u00a0; sinon le fichier ne peut être indexé",
     .wrong = ">chr1\nAC\nGTACGT",
     .right = ">chr1\nACGT\nACGT"       },
    {.id = "FASTA-004",
     .kind = RULE_SPECIFICATION,
     .level = RULE_ERROR,
     .scope = "record",
     .en = "A sequence is of letters, gaps (- .) and * (stop)",
     .fr =
         "Une séquence est faite de lettres, de lacunes (- .) et de * (arrêt)",
     .spec = "NCBI FASTA format",
     .section = "sequence representation",
     .versions = "all",
     .remedy_en = "remove digits and other signs from the sequence",
     .remedy_fr = "ôtez les chiffres et autres signes de la séquence",
     .wrong = ">chr1\nACG1",
     .right = ">chr1\nACGT"             },
    {.id = "FASTA-005",
     .kind = RULE_PRACTICE,
     .level = RULE_ERROR,
     .scope = "record",
     .en = "There are sequences, and each has letters",
     .fr = "Il y a des séquences, et chacune a des lettres",
     .spec = "faidx(5)",
     .section = "NOTES",
     .versions = "all",
     .remedy_en = "leave out the empty sequence, or find out why it is empty",
     .remedy_fr = "ôtez la séquence vide, ou cherchez pourquoi elle l’est",
     .wrong = ">chr1\n>chr2\nACGT",
     .right = ">chr2\nACGT"             },
    {.id = "FASTA-006",
     .kind = RULE_PRACTICE,
     .level = RULE_WARNING,
     .scope = "record",
     .en =
         "The name is one that SAM can hold: [0-9A-Za-z!#$%&+./:;?@^_|~-][0-9A-Za-z!#$%&*+./:;=?@^_|~-]*",
     .fr =
         "Le nom est de ceux que SAM peut contenir\u00a0: [0-9A-Za-z!#$%&+./:;?@^_|~-][0-9A-Za-z!#$%&*+./:;=?@^_|~-]*",
     .spec = "SAMv1",
     .section = "1.2.1",
     .versions = "all",
     .remedy_en = "rename the sequence before anything is aligned to it",
     .remedy_fr = "renommez la séquence avant tout alignement",
     .wrong = ">chr1,patch\nACGT",
     .right = ">chr1_patch\nACGT"       },
    {.id = "FASTA-007",
     .kind = RULE_PRACTICE,
     .level = RULE_WARNING,
     .scope = "file",
     .en =
         "Lines end with LF alone, and no blank or blank line stands within a sequence",
     .fr =
         "Les lignes finissent par LF seul, sans espace ni ligne vide dans une séquence",
     .spec = "faidx(5)",
     .section = "NOTES",
     .versions = "all",
     .remedy_en = "convert the line ends (dos2unix) and remove the blanks",
     .remedy_fr =
         "convertissez les fins de ligne (dos2unix) et ôtez les espaces",                                                                                                  .wrong = ">chr1\nACGT\n\nACGT",
     .right = ">chr1\nACGT\nACGT"       },
    {.id = "FASTA-008",
     .kind = RULE_PRACTICE,
     .level = RULE_WARNING,
     .scope = "record",
     .en = "The sequence of a reference holds IUPAC codes of nucleotides",
     .fr =
         "La séquence d’une référence contient des codes IUPAC de nucléotides",
     .spec = "IUPAC-IUB 1984",
     .section = "nucleotide codes",
     .versions = "all",
     .remedy_en =
         "nothing when the file holds proteins; else replace the letter by N",      .remedy_fr =
         "rien si le fichier contient des protéines\u00a0; sinon remplacez la lettre par N",
     .wrong = ">chr1\nACGE",
     .right = ">chr1\nACGN"             },
};
const size_t rules_fasta_n = sizeof(rules_fasta) / sizeof(rules_fasta[0]);

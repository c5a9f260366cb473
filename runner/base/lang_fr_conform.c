/* The French of the texts in runner/conform; rules in lang_internal.h. */
#include <inttypes.h>
#include <stddef.h>

#include "base/lang_internal.h"

/* clang-format off */
const struct lang_pair lang_fr_conform[] = {
    {"records read",
     "enregistrements lus"},
    {"files that can not be read to the end",
     "fichiers illisibles jusqu’à leur fin"},
    {"records that stand out of order",
     "enregistrements hors d’ordre"},
    {"records on a contig that the header does not declare",
     "enregistrements sur un contig non déclaré par l’en-tête"},
    {"indexes that were not handed in",
     "index non remis"},
    {"indexes that can not be read",
     "index illisibles"},
    {"contigs whose number of records differs between index and file",
     "contigs dont le nombre d’enregistrements diffère entre l’index et le fichier"},
    {"records, of those sampled, that the index does not find",
     "enregistrements de l’échantillon que l’index ne trouve pas"},
    {"signs that the index does not fit the file",
     "signes que l’index ne convient pas au fichier"},
    {"%" PRIu64 " records stand out of order, the first is record %" PRIu64 "; sort the file (bcftools sort)",
     "%" PRIu64 " enregistrements sont hors d’ordre, le premier est l’enregistrement %" PRIu64 "\u202f; trier le fichier (bcftools sort)"},
    {"%" PRIu64 " records are on contigs that the header does not declare, the first is record %" PRIu64 "; add ##contig lines (bcftools reheader --fai)",
     "%" PRIu64 " enregistrements sont sur des contigs que l’en-tête ne déclare pas, le premier est l’enregistrement %" PRIu64 "\u202f; ajouter les lignes ##contig (bcftools reheader --fai)"},
    {"index and file differ on %" PRIu64 " contigs (%s, records by index / by file); index the file again",
     "l’index et le fichier diffèrent sur %" PRIu64 " contigs (%s, enregistrements selon l’index / selon le fichier)\u202f; indexer de nouveau le fichier"},
    {"%" PRIu64 " of %" PRIu64 " sampled records are not found through the index; index the file again",
     "%" PRIu64 " des %" PRIu64 " enregistrements échantillonnés sont introuvables par l’index\u202f; indexer de nouveau le fichier"},
    {"names of INFO, FORMAT and FILTER that records use and the header does not declare",
     "noms d’INFO, de FORMAT et de FILTER que des enregistrements emploient et que l’en-tête ne déclare pas"},
    {"%" PRIu64 " names of INFO, FORMAT or FILTER are not declared in the header, the first is in record %" PRIu64 "; add their lines to the header",
     "%" PRIu64 " noms d’INFO, de FORMAT ou de FILTER ne sont pas déclarés dans l’en-tête, le premier est dans l’enregistrement %" PRIu64 "\u202f; ajouter leurs lignes à l’en-tête"},
    {NULL, NULL},
};
/* clang-format on */

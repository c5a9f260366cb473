/*
 * checklist_names -- what names of files tell: which FASTQ files are mates,
 * which file an index is of, what is a document.
 */
#ifndef CLI_CHECKLIST_NAMES_H
#define CLI_CHECKLIST_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The names that the second file of a pair may have, into out[PATH_TEXT_MAX]:
 * a 1 after '_', '.', '-' or "_R" (in any case), before '.' or '_', becomes a
 * 2: x_R1.fastq.gz, x_1.fq, x.R1_001.fastq. `k` counts from 0, last 1 first;
 * *out is "" when this one is none. false: there are no more.
 */
bool checklist_mate_of(char *out, const char *name, size_t k);

/* The data file of an index of this name: way 0, x.bam for x.bam.bai (also
 * .csi, .tbi); way 1, x.bam for x.bai. false: it is none. */
bool checklist_data_of(char *out, const char *name, int way);

bool checklist_is_document(const char *name);

#endif

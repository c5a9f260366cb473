/*
 * examine_bam -- a BAM file against SAMv1 s4: its blocks, its bytes, its header
 * (alnhead.h), its records (alnjudge.h), their order (alnwalk.h).
 *
 * Own scan of the bytes: htslib mends or refuses what is to be told. A record
 * whose bytes do not hold together breaks a rule BAM-* and is judged no
 * further. Where block_size leads nowhere, the records behind can not be found;
 * the blocks are still looked at to the end.
 *
 * Ceilings: BAM_HEAD_MAX bytes of header, BAM_RECORD_MAX of one record; a file
 *           that goes beyond is not judged.
 */
#ifndef CONFORM_ALIGN_EXAMINE_BAM_H
#define CONFORM_ALIGN_EXAMINE_BAM_H

#include "conform/examine.h"

#define BAM_HEAD_MAX   ((size_t)64 << 20)
#define BAM_RECORD_MAX ((size_t)64 << 20)

bool examine_bam_sniff(const unsigned char *head, size_t n);
int examine_bam(struct examined *out, const struct examine_job *job,
                struct err *e);

#endif

/*
 * checklist -- which files `entente check` looks at: what stands on its command
 * line, with folders and submissions taken apart.
 *
 *   - a file is itself; "-" is standard input
 *   - a folder is each file below it, in the order of their names; of two FASTQ
 *     files whose names differ by 1 and 2 (x_R1.fastq.gz, x_R2.fastq.gz) the
 *     second is the mate of the first; an index is looked at with its data
 *     (x.bam.bai, x.bai, x.vcf.gz.tbi...); documents (.txt, .pdf, .json...) are
 *     passed over when their content is none of our formats
 *   - a submission (a folder with submission.xml, or an archive of it) is each
 *     file that it lists, whose size and digest are compared, in the same way;
 *     what is there and not listed is a problem of submission.xml
 *
 * What can not be opened is a row of its own that says why, so that the rest is
 * still looked at.
 *
 * Ownership: checklist_release() frees all, and removes what was unpacked.
 */
#ifndef CLI_CHECKLIST_H
#define CLI_CHECKLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "conform/problem.h"

struct opened;
struct progress;

#define CHECKLIST_MAX 100000 /* files */

struct checklist_file {
    const char *path;
    const char *name;         /* for people */
    const char *mate;         /* FASTQ; NULL: none, or not known */
    bool listed_only;         /* not to be examined: told are its problems */
    const char *format;       /* of such a row: "submission", or "" */
    uint64_t records;         /* of submission.xml: the files that it lists */
    struct problems problems; /* FILE-LIST-* */
    struct err why;           /* with a code: it can not be looked at */
};

struct checklist {
    struct checklist_file *a;
    size_t n;
    size_t cap;
    size_t n_passed; /* documents that were passed over */
    char *passed;    /* the first of them; NULL: none */
    struct arena arena;
    struct opened *opened; /* submissions */
    size_t n_opened;
};

struct checklist_options {
    bool pairs; /* find mates by name: no --mate, no --interleaved */
    int threads;
    struct progress *progress;
};

/* -1: memory, or above CHECKLIST_MAX. */
int checklist_add(struct checklist *c, const char *argument,
                  const struct checklist_options *o, struct err *e);
void checklist_release(struct checklist *c);

#endif

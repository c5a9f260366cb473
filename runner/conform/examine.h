/*
 * examine -- one file, judged by the rules of its format.
 *
 *     struct examine_job job = {.path = "calls.vcf.gz", .crew = crew};
 *     struct examined x = {0};
 *     if (examine(&x, &job, &e) == 0 && x.judged)
 *         printf("%" PRIu64 "\n", problems_count(&x.problems,
 *                                 RULE_SPECIFICATION, RULE_ERROR));
 *     examined_release(&x);
 *
 * The format is told by content and compared with the name, or stated; the name
 * decides where the content tells nothing, or but columns of a file that is
 * called an index. One pass; memory does not grow with the file. A defect of
 * the file is a problem, never an err; what could not be looked at to its end
 * for another reason has judged == false, and is never a pass.
 *
 * A format is one file examine_FORMAT.c with one row in examine.c.
 */
#ifndef CONFORM_EXAMINE_H
#define CONFORM_EXAMINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "conform/problem.h"

struct crew;
struct fasta;
struct progress;
struct ruleset;

struct examine_job {
    const char *path;   /* "-": standard input */
    const char *name;   /* for people; NULL: path */
    const char *format; /* "vcf", "fastq"...; NULL: told by the content */
    const char *mate;   /* FASTQ: file of the second reads; NULL: none */
    const char *index;  /* NULL: one that stands beside the file, if any */
    const char *data;   /* of an index: its file; NULL: by the index's name */
    const struct fasta *reference; /* NULL: REF, M5, NM, MD are not checked */
    bool practice;                 /* rules of practice are asked too */
    bool policy;                   /* and of policy */
    /* Instead of these two: the rules asked, and their levels; NULL: none */
    const struct ruleset *rules;
    bool interleaved;          /* FASTQ: both reads of a pair in turn */
    struct crew *crew;         /* of one thread at least */
    struct progress *progress; /* bytes of the file; NULL: none is shown */
};

/* How far the reading is, when that is shown. */
void examine_progress(const struct examine_job *job, int64_t bytes);

struct examined {
    const char *format; /* "vcf", "bam"...; "" when it is none of ours */
    char version[16];   /* of the format, as the file says; "" */
    uint64_t records;
    struct problems problems;
    bool judged;
    struct err why; /* when not judged */
};

/* What a format's function gets: the job, and where to put it. The same
 * contract as examine(), less the detection. */
typedef int (*examine_fn)(struct examined *out, const struct examine_job *job,
                          struct err *e);

struct examine_format {
    const char *name; /* "vcf" */
    const char *what; /* N_(): "variant calls (VCF)" */
    const char *ends; /* of file names, blank-separated: ".vcf .vcf.gz" */
    /* Is it this, by its first bytes (uncompressed)? */
    bool (*sniff)(const unsigned char *head, size_t n);
    examine_fn run;
};

/* Up to one whose name is NULL; the first that says yes is it. */
extern const struct examine_format examine_formats[];

/* The format of a file by its content alone; NULL: none, or unreadable. */
const struct examine_format *examine_format_of(const char *path);

/* -1: memory, our own fault; else 0. */
int examine(struct examined *out, const struct examine_job *job, struct err *e);
void examined_release(struct examined *x);

/* Is this rule asked? At which level goes to *level. */
bool examine_asks(const struct examine_job *job, const struct rule *r,
                  enum rule_level *level);

/* Does it conform, rules that were not asked left out? */
bool examined_conforms(const struct examined *x, const struct examine_job *job);

#endif

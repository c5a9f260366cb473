/*
 * check_same_reads -- the check `same-reads`: two files of alignments, such as
 * a BAM and a CRAM made of it, hold the same reads (formats/readsum.h).
 */
#include <inttypes.h>
#include <stdbool.h>

#include "base/err.h"
#include "base/lang.h"
#include "core/finding.h"
#include "formats/fastaio.h"
#include "formats/readsum.h"
#include "judge/check_list.h"
#include "judge/checks.h"

static const struct check_input inputs[] = {
    {"first",     "bam",   INPUT_DELIVERABLE, true,  false, N_("BAM or CRAM")},
    {"second",    "bam",   INPUT_DELIVERABLE, true,  false,
     N_("the same reads, as BAM or CRAM")                                    },
    {"reference", "fasta", INPUT_FIXTURE,     false, false,
     N_("the reference genome that a CRAM needs")                            },
    {NULL,        NULL,    INPUT_EITHER,      false, false, NULL             },
};

static const struct check_counter counters[] = {
    {"same.unreadable",        "file",   N_("files that can not be read to the end")},
    {"same.records",           "record", N_("records of the first file")            },
    {"same.count-differs",     "record",
     N_("records that one file has more than the other")                            },
    {"same.names-differ",      "file",
     N_("pairs of files whose names of reads differ")                               },
    {"same.bases-differ",      "file",   N_("pairs of files whose bases differ")    },
    {"same.qualities-differ",  "file",
     N_("pairs of files whose qualities differ")                                    },
    {"same.alignments-differ", "file",
     N_("pairs of files whose alignments differ")                                   },
    {NULL,                     NULL,     NULL                                       },
};

static const struct check_measure measures[] = {
    {"reads-differ",
     "1",                      {MEASURE_COUNT,
      {"same.unreadable", "same.count-differs", "same.names-differ",
       "same.bases-differ", "same.alignments-differ"},
      {NULL}},
     N_("signs that two files do not hold the same reads and alignments")                                 },
    {"qualities-differ",
     "file",                   {MEASURE_COUNT, {"same.qualities-differ", "same.unreadable"}, {NULL}},
     N_("pairs of files whose qualities differ")                                                          },
    {"reads-compared",
     "record",                 {MEASURE_COUNT, {"same.records"}, {NULL}},
     N_("records of the first file")                                                                      },
    {NULL,               NULL, {MEASURE_COUNT, {NULL}, {NULL}},                                       NULL},
};

static const struct check_decl decl = {
    .name = "same-reads",
    .en = N_("two files of alignments, such as BAM and CRAM, hold the same "
             "reads"),
    .inputs = inputs,
    .params = NULL,
    .counters = counters,
    .measures = measures,
};

static int differs(struct measurement *m, const char *counter, const char *name,
                   uint64_t a, uint64_t b, const char *what, struct err *e)
{
    if (a == b)
        return 0;
    return tally_count(&m->tally, counter, 1, e) ||
                   finding_add(
                       &m->findings, FINDING_ERROR, "SAME-READS", name, 0, e,
                       "%s differ between the two files (sums %016" PRIx64
                       " and %016" PRIx64 ")",
                       what, a, b)
               ? -1
               : 0;
}

static int compare(struct measurement *m, const char *name,
                   const struct readsum *a, const struct readsum *b,
                   struct err *e)
{
    uint64_t more = a->records > b->records ? a->records - b->records
                                            : b->records - a->records;

    if (tally_count(&m->tally, "same.records", (int64_t)a->records, e) ||
        tally_count(&m->tally, "same.count-differs", (int64_t)more, e))
        return -1;
    if (more &&
        finding_add(&m->findings, FINDING_ERROR, "SAME-COUNT", name, 0, e,
                    "the files hold %" PRIu64 " and %" PRIu64 " records",
                    a->records, b->records))
        return -1;
    return differs(m, "same.names-differ", name, a->names, b->names, "QNAME",
                   e) ||
                   differs(m, "same.bases-differ", name, a->bases, b->bases,
                           "SEQ", e) ||
                   differs(m, "same.qualities-differ", name, a->qualities,
                           b->qualities, "QUAL", e) ||
                   differs(m, "same.alignments-differ", name, a->alignments,
                           b->alignments, "FLAG, RNAME, POS, CIGAR", e)
               ? -1
               : 0;
}

/* 1: read; 0: it is defective, which is noted; -1. */
static int read_one(struct readsum *sum, struct measurement *m,
                    const struct check_file *file, const struct fasta *ref,
                    struct err *e)
{
    struct err why = {0};

    if (readsum_read(sum, file->path, ref, &why) == 0)
        return 1;
    if (!checks_is_defect(&why)) {
        *e = why;
        return -1;
    }
    m->state = MEASURED_DEFECT;
    return tally_count(&m->tally, "same.unreadable", 1, e) ||
                   finding_from_err(&m->findings, "SAME-READ", file->name, &why,
                                    e)
               ? -1
               : 0;
}

static int run(struct measurement *m, const struct check_env *env,
               struct err *e)
{
    const struct check_file *second = check_input(env, "second");
    const struct check_file *reference = check_input(env, "reference");
    struct fasta ref = {0};
    struct readsum a;
    struct readsum b;
    int rc;

    m->state = MEASURED_OK;
    if (reference && fasta_open(&ref, reference->path, e))
        return -1;
    rc = read_one(&a, m, check_input(env, "first"), reference ? &ref : NULL, e);
    if (rc > 0)
        rc = read_one(&b, m, second, reference ? &ref : NULL, e);
    if (rc > 0)
        rc = compare(m, second->name, &a, &b, e);
    fasta_close(&ref);
    return rc;
}

const struct check check_same_reads = {&decl, run};

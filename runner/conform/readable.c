#include "conform/readable.h"

#include <inttypes.h>

#include "base/err.h"
#include "base/lang.h"
#include "core/finding.h"
#include "core/tally.h"
#include "formats/vcfscan.h"

const struct check_counter readable_counters[] = {
    {"format.records",         "record", N_("records read")                         },
    {"format.unreadable",      "file",   N_("files that can not be read to the end")},
    {"format.unsorted",        "record", N_("records that stand out of order")      },
    {"format.undeclared",      "record",
     N_("records on a contig that the header does not declare")                     },
    {"format.tags-undeclared", "tag",
     N_("names of INFO, FORMAT and FILTER that records use and the header does "
        "not declare")                                                              },
    {"index.absent",           "file",   N_("indexes that were not handed in")      },
    {"index.unreadable",       "file",   N_("indexes that can not be read")         },
    {"index.differs",          "contig",
     N_("contigs whose number of records differs between index and file")           },
    {"index.lost",             "record",
     N_("records, of those sampled, that the index does not find")                  },
    {NULL,                     NULL,     NULL                                       },
};

const struct check_measure readable_measures[] = {
    {"records",
     "record",                {MEASURE_COUNT, {"format.records"}, {NULL}},
     N_("records read")                                                                },
    {"unreadable",
     "file",                  {MEASURE_COUNT, {"format.unreadable"}, {NULL}},
     N_("files that can not be read to the end")                                       },
    {"unsorted",
     "record",                {MEASURE_COUNT, {"format.unsorted"}, {NULL}},
     N_("records that stand out of order")                                             },
    {"undeclared",
     "record",                {MEASURE_COUNT, {"format.undeclared"}, {NULL}},
     N_("records on a contig that the header does not declare")                        },
    {"tags-undeclared",
     "tag",                   {MEASURE_COUNT, {"format.tags-undeclared"}, {NULL}},
     N_("names of INFO, FORMAT and FILTER that records use and the header does "
        "not declare")                                                                 },
    {"index-absent",
     "file",                  {MEASURE_COUNT, {"index.absent"}, {NULL}},
     N_("indexes that were not handed in")                                             },
    {"index-wrong",
     "1",                     {MEASURE_COUNT,
      {"index.unreadable", "index.differs", "index.lost"},
      {NULL}},
     N_("signs that the index does not fit the file")                                  },
    {NULL,              NULL, {MEASURE_COUNT, {NULL}, {NULL}},                     NULL},
};

static bool is_defect(const struct err *e)
{
    return e->code == ERR_SYNTAX || e->code == ERR_LIMIT ||
           e->code == ERR_RANGE || e->code == ERR_REFUSED;
}

static int judge_order(struct tally *t, struct findings *f,
                       const struct vcfscan *s, const char *name, struct err *e)
{
    if (tally_count(t, "format.records", (int64_t)s->records, e) ||
        tally_count(t, "format.unsorted", (int64_t)s->unsorted, e) ||
        tally_count(t, "format.undeclared", (int64_t)s->undeclared, e) ||
        tally_count(t, "format.tags-undeclared", (int64_t)s->tags, e))
        return -1;
    if (s->unsorted &&
        finding_add(f, FINDING_ERROR, "VCF-SORT", name, s->first_unsorted, e,
                    "%" PRIu64 " records stand out of order, the first is "
                    "record %" PRIu64 "; sort the file (bcftools sort)",
                    s->unsorted, s->first_unsorted))
        return -1;
    if (s->undeclared &&
        finding_add(f, FINDING_ERROR, "VCF-CONTIG", name, s->first_undeclared,
                    e,
                    "%" PRIu64 " records are on contigs that the header does "
                    "not declare, the first is record %" PRIu64
                    "; add ##contig lines (bcftools reheader --fai)",
                    s->undeclared, s->first_undeclared))
        return -1;
    if (s->tags &&
        finding_add(f, FINDING_WARNING, "VCF-TAG", name, s->first_tag, e,
                    "%" PRIu64 " names of INFO, FORMAT or FILTER are not "
                    "declared in the header, the first is in record %" PRIu64
                    "; add their lines to the header",
                    s->tags, s->first_tag))
        return -1;
    return 0;
}

static int judge_index(struct tally *t, struct findings *f,
                       const struct vcfscan *s,
                       const struct readable_file *file, struct err *e)
{
    struct vcfscan_index x;
    struct err why = {0};

    if (!file->index_path)
        return tally_count(t, "index.absent", 1, e);
    if (vcfscan_index(&x, s, file->path, file->index_path, &why)) {
        if (!is_defect(&why)) {
            *e = why;
            return -1;
        }
        return tally_count(t, "index.unreadable", 1, e) ||
                       finding_from_err(f, "INDEX-READ", file->index_name, &why,
                                        e)
                   ? -1
                   : 0;
    }
    if (tally_count(t, "index.differs", (int64_t)x.contigs_differ, e) ||
        tally_count(t, "index.lost", (int64_t)x.places_lost, e))
        return -1;
    if (x.contigs_differ &&
        finding_add(f, FINDING_ERROR, "INDEX-COUNT", file->index_name, 0, e,
                    "index and file differ on %" PRIu64 " contigs (%s, records "
                    "by index / by file); index the file again",
                    x.contigs_differ, x.example))
        return -1;
    if (x.places_lost &&
        finding_add(f, FINDING_ERROR, "INDEX-LOST", file->index_name, 0, e,
                    "%" PRIu64 " of %" PRIu64 " sampled records are not found "
                    "through the index; index the file again",
                    x.places_lost, x.places_sought))
        return -1;
    return 0;
}

int readable_judge(struct tally *t, struct findings *f, bool *unreadable,
                   const struct readable_file *file, struct err *e)
{
    struct vcfscan s = {0};
    struct err why = {0};
    int rc = -1;

    *unreadable = false;
    if (vcfscan_read(&s, file->path, &why)) {
        if (!is_defect(&why)) {
            *e = why;
            return -1;
        }
        *unreadable = true;
        return tally_count(t, "format.unreadable", 1, e) ||
                       finding_from_err(f, "VCF-READ", file->name, &why, e)
                   ? -1
                   : 0;
    }
    rc = judge_order(t, f, &s, file->name, e) || judge_index(t, f, &s, file, e)
             ? -1
             : 0;
    vcfscan_release(&s);
    return rc;
}

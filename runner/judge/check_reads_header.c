/*
 * check_reads_header -- the check `reads-header`: the header of SAM, BAM or
 * CRAM says what a laboratory must know of the reads: order, sums of the
 * reference, sample, library, platform, and the programs that made the file.
 *
 * All of it is optional by the specification (SAMv1 s1.3); whether what is
 * there is right is for the check `format`.
 */
#include <inttypes.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "core/finding.h"
#include "formats/readshead.h"
#include "judge/check_list.h"
#include "judge/checks.h"
#include "judge/samlines.h"

static const struct check_input inputs[] = {
    {"file", "bam", INPUT_DELIVERABLE, true,  false,
     N_("SAM, BAM or CRAM whose header is read")         },
    {NULL,   NULL,  INPUT_EITHER,      false, false, NULL},
};

static const struct check_counter counters[] = {
    {"header.unreadable",          "file",   N_("files whose header can not be read") },
    {"header.no-order",            "file",
     N_("files that do not say how they are sorted (SO)")                             },
    {"header.no-sequences",        "file",
     N_("files that name no sequence of the reference")                               },
    {"header.no-sum",              "contig",
     N_("sequences without the sum of their bases (M5)")                              },
    {"header.no-groups",           "file",   N_("files without a read group")         },
    {"header.no-sample",           "line",   N_("read groups without a sample (SM)")  },
    {"header.no-library",          "line",   N_("read groups without a library (LB)") },
    {"header.no-platform",         "line",   N_("read groups without a platform (PL)")},
    {"header.no-unit",             "line",
     N_("read groups without a unit of the platform (PU)")                            },
    {"header.no-programs",         "file",   N_("files that name no program")         },
    {"header.programs-incomplete", "line",
     N_("programs without name, version or command (PN, VN, CL)")                     },
    {NULL,                         NULL,     NULL                                     },
};

static const struct check_measure measures[] = {
    {"header-incomplete",
     "1",                         {MEASURE_COUNT,
      {"header.unreadable", "header.no-order", "header.no-sequences",
       "header.no-sum", "header.no-groups", "header.no-sample",
       "header.no-library", "header.no-platform", "header.no-unit"},
      {NULL}},
     N_("things that the header does not say: order, sums, sample, library, platform, unit")},
    {"programs-incomplete",
     "1",                         {MEASURE_COUNT,
      {"header.unreadable", "header.no-programs", "header.programs-incomplete"},
      {NULL}},
     N_("programs that are not named, or without version or command")                       },
    {NULL,                  NULL, {MEASURE_COUNT, {NULL}, {NULL}}, NULL                     },
};

static const struct check_decl decl = {
    .name = "reads-header",
    .en = N_("the header of SAM, BAM or CRAM names order, reference, sample, "
             "library, platform and programs"),
    .inputs = inputs,
    .params = NULL,
    .counters = counters,
    .measures = measures,
};

/* One header while it is read. */
struct seen {
    struct measurement *m;
    const char *name;
    struct err *e;
    bool order;
    bool sequences;
    bool groups;
    bool programs;
};

static int lacks(struct seen *s, const char *counter, uint64_t line,
                 const char *what)
{
    return tally_count(&s->m->tally, counter, 1, s->e) ||
                   finding_add(&s->m->findings, FINDING_ERROR, "HEADER-LACKS",
                               s->name, line, s->e,
                               "the header lacks %s: add it (samtools "
                               "reheader)",
                               what)
               ? -1
               : 0;
}

/* A read group without one of these. */
static int take_group(struct seen *s, const struct samspan *line, uint64_t n)
{
    static const struct {
        const char *key;
        const char *counter;
        const char *what;
    } asked[] = {
        {"SM", "header.no-sample",   "SM"},
        {"LB", "header.no-library",  "LB"},
        {"PL", "header.no-platform", "PL"},
        {"PU", "header.no-unit",     "PU"},
    };

    s->groups = true;
    for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++)
        if (!samline_value(line, asked[i].key).s &&
            lacks(s, asked[i].counter, n, asked[i].what))
            return -1;
    return 0;
}

static int take_program(struct seen *s, const struct samspan *line, uint64_t n)
{
    s->programs = true;
    if (samline_value(line, "PN").s && samline_value(line, "VN").s &&
        samline_value(line, "CL").s)
        return 0;
    return lacks(s, "header.programs-incomplete", n, "PN, VN, CL");
}

static int take_line(struct seen *s, const struct samspan *line, uint64_t n)
{
    if (samline_is(line, "HD"))
        s->order = s->order || samline_value(line, "SO").s;
    if (samline_is(line, "RG"))
        return take_group(s, line, n);
    if (samline_is(line, "PG"))
        return take_program(s, line, n);
    if (!samline_is(line, "SQ"))
        return 0;
    s->sequences = true;
    return samline_value(line, "M5").s ? 0 : lacks(s, "header.no-sum", n, "M5");
}

static int take_all(struct seen *s, const struct buf *text)
{
    struct samlines l = {text->s, text->s ? text->s + text->n : NULL, 0};
    struct samspan line;

    while (samlines_next(&line, &l))
        if (take_line(s, &line, l.number))
            return -1;
    if ((!s->order && lacks(s, "header.no-order", 0, "@HD SO")) ||
        (!s->sequences && lacks(s, "header.no-sequences", 0, "@SQ")) ||
        (!s->groups && lacks(s, "header.no-groups", 0, "@RG")) ||
        (!s->programs && lacks(s, "header.no-programs", 0, "@PG")))
        return -1;
    return 0;
}

static int give_up(struct measurement *m, const char *name,
                   const struct err *why, struct err *e)
{
    m->state = MEASURED_DEFECT;
    m->spoils = true;
    return tally_count(&m->tally, "header.unreadable", 1, e) ||
                   finding_from_err(&m->findings, "HEADER-READ", name, why, e)
               ? -1
               : 0;
}

static int run(struct measurement *m, const struct check_env *env,
               struct err *e)
{
    const struct check_file *file = check_input(env, "file");
    struct seen s = {.m = m, .name = file->name, .e = e};
    struct err why = {0};
    struct buf text;
    int rc = -1;

    m->state = MEASURED_OK;
    buf_init(&text, 2 * READSHEAD_BYTES_MAX);
    if (readshead_read(&text, file->path, &why) == 0)
        rc = take_all(&s, &text);
    else if (checks_is_defect(&why))
        rc = give_up(m, file->name, &why, e);
    else
        *e = why;
    buf_release(&text);
    return rc;
}

const struct check check_reads_header = {&decl, run};

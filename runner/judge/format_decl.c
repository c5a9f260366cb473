/* What the checks that ask the format engine can say. */
#include <string.h>

#include "base/lang.h"
#include "conform/rulepart.h"
#include "judge/format_count.h"

const struct check_counter format_counters[] = {
    {"format.records",           "record", N_("records read")                             },
    {"format.unreadable",        "file",   N_("files that can not be read to the end")    },
    {"format.other",             "file",   N_("files of another format than is asked for")},
    {"format.errors",            "place",
     N_("places where a rule of the specification is broken")                             },
    {"format.warnings",          "place",
     N_("places where the specification advises otherwise")                               },
    {"format.practice-errors",   "place",
     N_("places on which tools in common use break")                                      },
    {"format.practice-warnings", "place",
     N_("places on which tools in common use may break")                                  },
    {"format.policy-errors",     "place",
     N_("places that break a rule of who receives the file")                              },
    {"format.policy-warnings",   "place",
     N_("places that a rule of who receives the file advises against")                    },
    {"format.rules",             "rule",   N_("rules that are broken")                    },
    {"format.integrity",         "place",
     N_("places where the file is not whole, or not what was written")                    },
    {"format.header",            "place",  N_("errors in the header")                     },
    {"format.software",          "place",  N_("errors in what names the software")        },
    {"format.reference",         "place",
     N_("places that contradict the reference genome")                                    },
    {"format.unsorted",          "record", N_("records that stand out of order")          },
    {"format.pairs",             "place",  N_("places where the reads of a pair disagree")},
    {"format.tiling",            "place",
     N_("places where blocks of the reference leave a gap or overlap")                    },
    {"format.index",             "place",
     N_("places where an index does not fit its file")                                    },
    {"format.records-wrong",     "place",  N_("errors within records")                    },
    {"format.undeclared",        "record",
     N_("records on a contig that the header does not declare")                           },
    {"format.tags-undeclared",   "tag",
     N_("names of INFO, FORMAT and FILTER that records use and the header does "
        "not declare")                                                                    },
    {"index.absent",             "file",   N_("indexes that were not handed in")          },
    {"index.unreadable",         "file",   N_("indexes that can not be read")             },
    {"index.differs",            "place",
     N_("places where an index differs from its file")                                    },
    {"index.lost",               "record", N_("records that the index does not find")     },
    {NULL,                       NULL,     NULL                                           },
};

const struct check_measure format_measures[] = {
    {"records",
     "record",                {MEASURE_COUNT, {"format.records"}, {NULL}},
     N_("records read")                                                                },
    {"unreadable",
     "file",                  {MEASURE_COUNT, {"format.unreadable"}, {NULL}},
     N_("files that can not be read to the end")                                       },
    {"other-format",
     "file",                  {MEASURE_COUNT, {"format.other"}, {NULL}},
     N_("files of another format than is asked for")                                   },
    {"errors",
     "place",                 {MEASURE_COUNT, {"format.errors"}, {NULL}},
     N_("places where a rule of the specification is broken")                          },
    {"warnings",
     "place",                 {MEASURE_COUNT, {"format.warnings"}, {NULL}},
     N_("places where the specification advises otherwise")                            },
    {"practice",
     "place",                 {MEASURE_COUNT,
      {"format.practice-errors", "format.practice-warnings"},
      {NULL}},
     N_("places on which tools in common use may break")                               },
    {"policy",
     "place",                 {MEASURE_COUNT,
      {"format.policy-errors", "format.policy-warnings"},
      {NULL}},
     N_("places that a rule of who receives the file advises against")                 },
    {"policy-errors",
     "place",                 {MEASURE_COUNT, {"format.policy-errors"}, {NULL}},
     N_("places that break a rule of who receives the file")                           },
    {"rules-broken",
     "rule",                  {MEASURE_COUNT, {"format.rules"}, {NULL}},
     N_("rules that are broken")                                                       },
    {"integrity",
     "place",                 {MEASURE_COUNT, {"format.integrity"}, {NULL}},
     N_("places where the file is not whole, or not what was written")                 },
    {"header",
     "place",                 {MEASURE_COUNT, {"format.header"}, {NULL}},
     N_("errors in the header")                                                        },
    {"software",
     "place",                 {MEASURE_COUNT, {"format.software"}, {NULL}},
     N_("errors in what names the software")                                           },
    {"reference",
     "place",                 {MEASURE_COUNT, {"format.reference"}, {NULL}},
     N_("places that contradict the reference genome")                                 },
    {"content-wrong",
     "place",                 {MEASURE_COUNT,
      {"format.integrity", "format.header", "format.software",
       "format.reference", "format.unsorted", "format.pairs",
       "format.records-wrong"},
      {NULL}},
     N_("errors, but for those of an index or of tiling")                              },
    {"unsorted",
     "record",                {MEASURE_COUNT, {"format.unsorted"}, {NULL}},
     N_("records that stand out of order")                                             },
    {"pairs",
     "place",                 {MEASURE_COUNT, {"format.pairs"}, {NULL}},
     N_("places where the reads of a pair disagree")                                   },
    {"tiling",
     "place",                 {MEASURE_COUNT, {"format.tiling"}, {NULL}},
     N_("places where blocks of the reference leave a gap or overlap")                 },
    {"records-wrong",
     "place",                 {MEASURE_COUNT, {"format.records-wrong"}, {NULL}},
     N_("errors within records")                                                       },
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

/* For the level of an error; an index differs in contigs, as far as is known.
 */
static const char *const of_part[RULEPARTS] = {
    "format.integrity", "format.header",   "format.software",
    "format.reference", "format.unsorted", "format.pairs",
    "format.tiling",    "format.index",    "format.records-wrong"};

static const char *const of_kind[RULE_KINDS][2] = {
    {"format.errors",          "format.warnings"         },
    {"format.practice-errors", "format.practice-warnings"},
    {"format.policy-errors",   "format.policy-warnings"  },
};

/* At any level. */
static const struct {
    const char *rule;
    const char *counter;
} apart[] = {
    {"VCF-CTG-005",    "format.undeclared"     },
    {"SAM-RNAME-002",  "format.undeclared"     },
    {"VCF-INFO-103",   "format.tags-undeclared"},
    {"VCF-FMT-103",    "format.tags-undeclared"},
    {"VCF-FILTER-003", "format.tags-undeclared"},
};

/* Of an index: is it one at all, does it find each record, all else? */
static const char *of_index(const char *rule)
{
    static const char *const whole[] = {"BAI-001", "BAI-009", "CSI-001",
                                        "CSI-004", "TBI-001", "TBI-005"};
    static const char *const found[] = {"BAI-004", "CSI-009", "TBI-004"};

    for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
        if (strcmp(whole[i], rule) == 0)
            return "index.unreadable";
    for (size_t i = 0; i < sizeof(found) / sizeof(found[0]); i++)
        if (strcmp(found[i], rule) == 0)
            return "index.lost";
    return "index.differs";
}

size_t format_counters_of(const char *out[FORMAT_COUNTERS_OF_MAX],
                          const struct rule *r, enum rule_level level)
{
    size_t n = 0;

    for (size_t i = 0; i < sizeof(apart) / sizeof(apart[0]); i++)
        if (strcmp(apart[i].rule, r->id) == 0)
            out[n++] = apart[i].counter;
    if (level != RULE_NOTE)
        out[n++] = of_kind[r->kind][level];
    if (level == RULE_ERROR && rulepart_of(r) == RULEPART_INDEX)
        out[n++] = of_index(r->id);
    if (level == RULE_ERROR)
        out[n++] = of_part[rulepart_of(r)];
    return n;
}

/*
 * check_table -- the check `table`: a table of numbers (QC, metrics) holds the
 * columns that the suite lists, with values of the right type.
 *
 * What it can be: see `layout`. Which numbers are right is not asked here.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "core/finding.h"
#include "judge/check_list.h"
#include "judge/checks.h"
#include "judge/table_judge.h"

static const struct check_input inputs[] = {
    {"file",    "csv json", INPUT_DELIVERABLE, true,  false,
     N_("the table, as CSV or JSON")                             },
    {"columns", "columns",  INPUT_FIXTURE,     true,  false,
     N_("the columns that it must hold, and their types")        },
    {NULL,      NULL,       INPUT_EITHER,      false, false, NULL},
};

static const struct check_param params[] = {
    {"layout", PARAM_ENUM, "names", "names sections json", 0, 0,
     N_("names: a name and its value a row, or a row of names and rows of "
        "values; sections: a title alone in its row, a row of names, rows of "
        "values, then an empty row; json: members of objects, names joined by "
        "a dot")                                                     },
    {NULL,     PARAM_TEXT, NULL,    NULL,                  0, 0, NULL},
};

static const struct check_counter counters[] = {
    {"table.unreadable",      "file",   N_("tables that can not be read") },
    {"table.values",          "value",  N_("values that were looked at")  },
    {"table.columns-missing", "column", N_("columns that the table lacks")},
    {"table.columns-empty",   "column", N_("columns without any value")   },
    {"table.columns-twice",   "column", N_("columns that stand twice")    },
    {"table.columns-unknown", "column",
     N_("columns that the suite does not list")                           },
    {"table.values-wrong",    "value",
     N_("values that are missing or not of the type of their column")     },
    {NULL,                    NULL,     NULL                              },
};

static const struct check_measure measures[] = {
    {"columns-missing",
     "column",                {MEASURE_COUNT,
      {"table.columns-missing", "table.columns-empty", "table.unreadable"},
      {NULL}},
     N_("columns that the table lacks, or holds without any value")                   },
    {"columns-twice",
     "column",                {MEASURE_COUNT, {"table.columns-twice"}, {NULL}},
     N_("columns that stand twice")                                                   },
    {"columns-unknown",
     "column",                {MEASURE_COUNT, {"table.columns-unknown"}, {NULL}},
     N_("columns that the suite does not list")                                       },
    {"values-wrong",
     "value",                 {MEASURE_COUNT, {"table.values-wrong"}, {NULL}},
     N_("values that are missing or not of the type of their column")                 },
    {"values",
     "value",                 {MEASURE_COUNT, {"table.values"}, {NULL}},
     N_("values that were looked at")                                                 },
    {NULL,              NULL, {MEASURE_COUNT, {NULL}, {NULL}},                    NULL},
};

static const struct check_decl decl = {
    .name = "table",
    .en = N_("a table holds the columns that the suite lists, with values of "
             "the right type"),
    .inputs = inputs,
    .params = params,
    .counters = counters,
    .measures = measures,
};

static int give_up(struct measurement *m, const char *name,
                   const struct err *why, struct err *e)
{
    m->state = MEASURED_DEFECT;
    m->spoils = true;
    return tally_count(&m->tally, "table.unreadable", 1, e) ||
                   finding_from_err(&m->findings, "TABLE-READ", name, why, e)
               ? -1
               : 0;
}

static int run(struct measurement *m, const struct check_env *env,
               struct err *e)
{
    const struct check_file *file = check_input(env, "file");
    const char *layout = check_param(env, "layout");
    struct columns columns = {0};
    struct table_judge t = {.m = m, .name = file->name, .e = e};
    struct err why = {0};
    int rc = -1;

    if (columns_read(&columns, check_input(env, "columns")->path, e))
        return -1;
    t.columns = &columns;
    t.times = calloc(columns.n + 1, sizeof(*t.times));
    t.filled = calloc(columns.n + 1, sizeof(*t.filled));
    m->state = MEASURED_OK;
    if (!t.times || !t.filled)
        err_nomem(e);
    else if ((strcmp(layout, "json") == 0
                  ? table_json(&t, file->path, &why)
                  : table_csv(&t, file->path, layout, &why)) == 0)
        rc = table_conclude(&t);
    else if (checks_is_defect(&why))
        rc = give_up(m, file->name, &why, e);
    else if (why.code)
        *e = why;
    free(t.times);
    free(t.filled);
    columns_release(&columns);
    return rc;
}

const struct check check_table = {&decl, run};

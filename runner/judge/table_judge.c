#include "judge/table_judge.h"

#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "core/evidence.h"
#include "core/finding.h"

static const char *section_of(const char *section)
{
    return *section ? section : "-";
}

int table_column(size_t *out, struct table_judge *t, const char *section,
                 const char *name, uint64_t line)
{
    size_t i = columns_find(t->columns, section, name);

    *out = i;
    if (i == t->columns->n)
        return tally_count(&t->m->tally, "table.columns-unknown", 1, t->e) ||
                       finding_add(&t->m->findings, FINDING_NOTE,
                                   "TABLE-UNKNOWN", t->name, line, t->e,
                                   "the column %.100s (section %.100s) is not "
                                   "among those that the suite lists",
                                   name, section_of(section))
                   ? -1
                   : 0;
    if (t->times[i]++ == 0)
        return 0;
    return tally_count(&t->m->tally, "table.columns-twice", 1, t->e) ||
                   finding_add(&t->m->findings, FINDING_ERROR, "TABLE-TWICE",
                               t->name, line, t->e,
                               "the column %.100s (section %.100s) stands "
                               "twice; which one holds?",
                               name, section_of(section))
               ? -1
               : 0;
}

int table_value(struct table_judge *t, size_t column, const char *value,
                uint64_t line)
{
    const struct column *c = &t->columns->a[column];

    t->filled[column]++;
    if (tally_count(&t->m->tally, "table.values", 1, t->e))
        return -1;
    if (column_takes(c, value))
        return 0;
    return tally_count(&t->m->tally, "table.values-wrong", 1, t->e) ||
                   finding_add(&t->m->findings, FINDING_ERROR, "TABLE-TYPE",
                               t->name, line, t->e,
                               "%.100s must be of the type %s, and is '%.40s'",
                               c->name, column_type_name(c->type), value)
               ? -1
               : 0;
}

/* A column that is not there, or never has a value. */
static int conclude_one(struct table_judge *t, size_t i)
{
    const struct column *c = &t->columns->a[i];

    if (t->times[i] == 0)
        return tally_count(&t->m->tally, "table.columns-missing", 1, t->e) ||
                       finding_add(&t->m->findings, FINDING_ERROR,
                                   "TABLE-MISSING", t->name, 0, t->e,
                                   "the column %.100s (section %.100s) is not "
                                   "there",
                                   c->name, section_of(c->section))
                   ? -1
                   : 0;
    if (t->filled[i] > 0)
        return 0;
    return tally_count(&t->m->tally, "table.columns-empty", 1, t->e) ||
                   finding_add(&t->m->findings, FINDING_ERROR, "TABLE-EMPTY",
                               t->name, 0, t->e,
                               "the column %.100s (section %.100s) has no "
                               "value",
                               c->name, section_of(c->section))
               ? -1
               : 0;
}

int table_conclude(struct table_judge *t)
{
    for (size_t i = 0; i < t->columns->n; i++)
        if (conclude_one(t, i))
            return -1;
    return 0;
}

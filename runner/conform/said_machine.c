/* JSON, JUnit, and the list of rules. */
#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "conform/said.h"

/* "key": "value" with a comma before, but for the first. */
static void member(struct buf *out, const char *key, const char *value)
{
    buf_printf(out, "\"%s\": ", key);
    buf_json(out, value ? value : "");
}

static void next_member(struct buf *out, const char *key, const char *value)
{
    buf_str(out, ", ");
    member(out, key, value);
}

static void json_rule(struct buf *out, const struct rule *r)
{
    member(out, "id", r->id);
    next_member(out, "kind", rule_kind_name(r->kind));
    next_member(out, "level", rule_level_name(r->level));
    next_member(out, "scope", r->scope);
    next_member(out, "en", r->en);
    next_member(out, "fr", r->fr);
    next_member(out, "specification", r->spec);
    next_member(out, "section", r->section);
    next_member(out, "versions", r->versions);
}

static void json_number(struct buf *out, const char *key, uint64_t n)
{
    if (n)
        buf_printf(out, ", \"%s\": %" PRIu64, key, n);
}

static void json_example(struct buf *out, const struct problem_example *x)
{
    buf_char(out, '{');
    member(out, "en", x->en);
    next_member(out, "fr", x->fr);
    json_number(out, "line", x->line);
    json_number(out, "record", x->record);
    if (x->offset >= 0)
        buf_printf(out, ", \"offset\": %" PRId64, x->offset);
    json_number(out, "headerLine", x->header_line);
    if (*x->name)
        next_member(out, "name", x->name);
    if (*x->text)
        next_member(out, "text", x->text);
    buf_char(out, '}');
}

static void json_problem(struct buf *out, const struct problem *p)
{
    buf_str(out, "\n      {");
    json_rule(out, p->rule);
    buf_printf(out, ", \"count\": %" PRIu64 ", \"examples\": [", p->count);
    for (size_t i = 0; i < p->n_examples; i++) {
        buf_str(out, i ? ",\n        " : "\n        ");
        json_example(out, &p->example[i]);
    }
    buf_str(out, "]}");
}

static bool is_asked(const struct rule *r, const struct examine_job *job)
{
    const bool asked[RULE_KINDS] = {true, job->practice, job->policy};

    return asked[r->kind];
}

static const char *verdict(const struct said_file *f)
{
    if (!f->x->judged)
        return "not-judged";
    return examined_conforms(f->x, f->job) ? "conforms" : "does-not-conform";
}

static void json_file(struct buf *out, const struct said_file *f)
{
    size_t n = 0;

    buf_str(out, "\n    {");
    member(out, "name", f->name);
    next_member(out, "format", f->x->format);
    next_member(out, "version", f->x->version);
    next_member(out, "verdict", verdict(f));
    if (!f->x->judged)
        next_member(out, "why", f->x->why.en);
    buf_printf(out, ", \"records\": %" PRIu64 ", \"problems\": [",
               f->x->records);
    for (size_t i = 0; i < f->x->problems.n; i++) {
        if (!is_asked(f->x->problems.a[i].rule, f->job))
            continue;
        if (n++)
            buf_char(out, ',');
        json_problem(out, &f->x->problems.a[i]);
    }
    buf_str(out, "]}");
}

void said_json(struct buf *out, const struct said_file *f, size_t n)
{
    buf_char(out, '{');
    member(out, "entente", ENTENTE_VERSION);
    buf_str(out, ",\n  \"files\": [");
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_char(out, ',');
        json_file(out, &f[i]);
    }
    buf_str(out, "]}\n");
}

static void junit_case(struct buf *out, const struct rule *r,
                       const struct problem *p)
{
    buf_printf(out, "    <testcase classname=\"%s\" name=\"%s\"",
               rule_kind_name(r->kind), r->id);
    if (!p) {
        buf_str(out, "/>\n");
        return;
    }
    buf_str(out, r->level == RULE_ERROR ? ">\n      <failure message=\""
                                        : ">\n      <system-out>");
    buf_xml(out, r->en);
    buf_str(out, r->level == RULE_ERROR ? "\">" : "\n");
    for (size_t i = 0; i < p->n_examples; i++) {
        if (p->example[i].line)
            buf_printf(out, "line %" PRIu64 ": ", p->example[i].line);
        buf_xml(out, p->example[i].en);
        buf_char(out, '\n');
    }
    buf_printf(out, "%" PRIu64 " in all%s\n    </testcase>\n", p->count,
               r->level == RULE_ERROR ? "</failure>" : "</system-out>");
}

static void junit_file(struct buf *out, const struct said_file *f)
{
    buf_str(out, "  <testsuite name=\"");
    buf_xml(out, f->name);
    buf_str(out, "\">\n");
    if (!f->x->judged) {
        buf_str(out, "    <testcase classname=\"file\" name=\"judged\">"
                     "<error message=\"");
        buf_xml(out, f->x->why.en);
        buf_str(out, "\"/></testcase>\n");
    }
    for (const struct rule_table *t = rule_tables; t->format; t++) {
        for (size_t i = 0; f->x->judged && i < *t->n; i++) {
            const struct problem *p =
                problems_find(&f->x->problems, t->a[i].id);

            if (is_asked(&t->a[i], f->job) &&
                (p || strcmp(t->format, f->x->format) == 0))
                junit_case(out, &t->a[i], p);
        }
    }
    buf_str(out, "  </testsuite>\n");
}

void said_junit(struct buf *out, const struct said_file *f, size_t n)
{
    buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for (size_t i = 0; i < n; i++)
        junit_file(out, &f[i]);
    buf_str(out, "</testsuites>\n");
}

void said_rules(struct buf *out, bool json)
{
    bool first = true;

    if (json)
        buf_char(out, '[');
    for (const struct rule_table *t = rule_tables; t->format; t++) {
        for (size_t i = 0; i < *t->n; i++) {
            const struct rule *r = &t->a[i];

            if (json) {
                buf_str(out, first ? "\n  {" : ",\n  {");
                json_rule(out, r);
                buf_char(out, '}');
                first = false;
            } else {
                buf_printf(out, "%-14s %-8s %-13s %s\n", r->id,
                           rule_level_name(r->level), rule_kind_name(r->kind),
                           lang_get() == LANG_FR ? r->fr : r->en);
            }
        }
    }
    if (json)
        buf_str(out, "\n]\n");
}

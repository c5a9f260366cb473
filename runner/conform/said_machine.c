/* JSON, JUnit, and the list of rules. */
#include <inttypes.h>

#include "base/buf.h"
#include "base/escape.h"
#include "conform/ruleset.h"
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

static void json_source(struct buf *out, const struct rule *r,
                        const struct ruleset *s)
{
    const struct ruleset_row *row = s ? ruleset_find(s, r) : NULL;

    if (!row || !row->source || !s->profile)
        return;
    next_member(out, "profile", s->profile);
    next_member(out, "status", ruleset_status_name(row->status));
    next_member(out, "source", row->source);
}

static void json_rule(struct buf *out, const struct rule *r,
                      enum rule_level level, const struct ruleset *rules)
{
    member(out, "id", r->id);
    next_member(out, "kind", rule_kind_name(r->kind));
    next_member(out, "level", rule_level_name(level));
    next_member(out, "scope", r->scope);
    next_member(out, "en", r->en);
    next_member(out, "fr", r->fr);
    next_member(out, "specification", r->spec);
    next_member(out, "section", r->section);
    next_member(out, "versions", r->versions);
    json_source(out, r, rules);
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

static void json_problem(struct buf *out, const struct problem *p,
                         enum rule_level level, const struct ruleset *rules)
{
    buf_str(out, "\n      {");
    json_rule(out, p->rule, level, rules);
    buf_printf(out, ", \"count\": %" PRIu64 ", \"examples\": [", p->count);
    for (size_t i = 0; i < p->n_examples; i++) {
        buf_str(out, i ? ",\n        " : "\n        ");
        json_example(out, &p->example[i]);
    }
    buf_str(out, "]}");
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
        enum rule_level level;

        if (!examine_asks(f->job, f->x->problems.a[i].rule, &level))
            continue;
        if (n++)
            buf_char(out, ',');
        json_problem(out, &f->x->problems.a[i], level, f->job->rules);
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
                       enum rule_level level, const struct problem *p)
{
    buf_printf(out, "    <testcase classname=\"%s\" name=\"%s\"",
               rule_kind_name(r->kind), r->id);
    if (!p) {
        buf_str(out, "/>\n");
        return;
    }
    buf_str(out, level == RULE_ERROR ? ">\n      <failure message=\""
                                     : ">\n      <system-out>");
    buf_xml(out, r->en);
    buf_str(out, level == RULE_ERROR ? "\">" : "\n");
    for (size_t i = 0; i < p->n_examples; i++) {
        if (p->example[i].line)
            buf_printf(out, "line %" PRIu64 ": ", p->example[i].line);
        buf_xml(out, p->example[i].en);
        buf_char(out, '\n');
    }
    buf_printf(out, "%" PRIu64 " in all%s\n    </testcase>\n", p->count,
               level == RULE_ERROR ? "</failure>" : "</system-out>");
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
            enum rule_level level;

            if (examine_asks(f->job, &t->a[i], &level) &&
                (p || rule_is_asked(t, &t->a[i], f->x->format)))
                junit_case(out, &t->a[i], level, p);
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

/* One line; two when a profile asks for it. */
static void text_rule(struct buf *out, const struct rule *r,
                      enum rule_level level, const struct ruleset *rules)
{
    const struct ruleset_row *row = rules ? ruleset_find(rules, r) : NULL;

    buf_printf(out, "%-14s %-8s %-13s %s\n", r->id, rule_level_name(level),
               rule_kind_name(r->kind), lang_get() == LANG_FR ? r->fr : r->en);
    if (row && row->source && r->kind != RULE_SPECIFICATION)
        buf_printf(out, "%-14s %s: %s\n", "",
                   lang_tr(ruleset_status_word(row->status)), row->source);
}

void said_rules(struct buf *out, bool json, const struct ruleset *rules)
{
    const struct examine_job all = {
        .practice = true, .policy = true, .rules = rules};
    bool first = true;

    if (json)
        buf_char(out, '[');
    for (const struct rule_table *t = rule_tables; t->format; t++) {
        for (size_t i = 0; i < *t->n; i++) {
            const struct rule *r = &t->a[i];
            enum rule_level level;

            if (!examine_asks(&all, r, &level))
                continue;
            if (json) {
                buf_str(out, first ? "\n  {" : ",\n  {");
                json_rule(out, r, level, rules);
                buf_char(out, '}');
                first = false;
            } else {
                text_rule(out, r, level, rules);
            }
        }
    }
    if (json)
        buf_str(out, "\n]\n");
}

#include "judge/format_tell.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "conform/examine.h"
#include "conform/rule.h"
#include "core/finding.h"
#include "judge/format_count.h"

#define TEXT_MAX   ((size_t)4096)
#define SOURCE_MAX 128

/* The counters that a rule adds to, as a list of words. */
static void put_counters(char *out, size_t size, const struct rule *r,
                         enum rule_level level)
{
    const char *counter[FORMAT_COUNTERS_OF_MAX];
    size_t n = format_counters_of(counter, r, level);
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < n && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s", i ? " " : "",
                                 counter[i]);
}

static enum finding_level level_of(enum rule_level l)
{
    static const enum finding_level as[RULE_LEVELS] = {
        FINDING_ERROR, FINDING_WARNING, FINDING_NOTE};

    return as[l];
}

static void put_problem(struct buf *out, const struct problem *p, enum lang l)
{
    const struct rule *r = p->rule;
    const char *says = l == LANG_FR ? r->fr : r->en;
    const char *remedy = l == LANG_FR ? r->remedy_fr : r->remedy_en;

    if (p->count == 1)
        buf_printf(out, lang_in(l, "rule broken in one place: %s. To do: %s"),
                   says, remedy);
    else
        buf_printf(out, lang_in(l, "rule broken in %llu places: %s. To do: %s"),
                   (unsigned long long)p->count, says, remedy);
}

/* "line 14, " and the like, where it is known. */
static bool put_place(struct buf *out, const struct problem_example *x,
                      enum lang l)
{
    if (x->line)
        buf_printf(out, lang_in(l, "line %llu"), (unsigned long long)x->line);
    else if (x->record)
        buf_printf(out, lang_in(l, "record %llu"),
                   (unsigned long long)x->record);
    else if (x->offset >= 0)
        buf_printf(out, lang_in(l, "byte %lld"), (long long)x->offset);
    else
        return false;
    return true;
}

/* "line 14, chr1:2000: the record before stands at 2100: "2000" (header line
 * 4)" */
static void put_example(struct buf *out, const struct problem_example *x,
                        enum lang l)
{
    const char *colon = l == LANG_FR ? "\u00a0: " : ": ";
    bool place = put_place(out, x, l);

    if (*x->name)
        buf_printf(out, "%s%s", place ? ", " : "", x->name);
    if (place || *x->name)
        buf_str(out, colon);
    buf_str(out, l == LANG_FR ? x->fr : x->en);
    if (*x->text)
        buf_printf(out, l == LANG_FR ? "%s«\u00a0%s\u00a0»" : "%s\"%s\"", colon,
                   x->text);
    if (x->header_line)
        buf_printf(out, lang_in(l, " (header line %llu)"),
                   (unsigned long long)x->header_line);
}

/* Adds what both texts hold, and releases them. */
static int put(struct findings *f, struct finding *what, struct buf *en,
               struct buf *fr, struct err *e)
{
    int rc = -1;

    if (buf_check(en, e) == 0 && buf_check(fr, e) == 0) {
        what->en = en->s;
        what->fr = fr->s;
        rc = finding_put(f, what, e);
    }
    buf_release(en);
    buf_release(fr);
    return rc;
}

static int tell_example(struct findings *f, struct finding what,
                        const struct problem_example *x, struct err *e)
{
    struct buf en;
    struct buf fr;

    buf_init(&en, TEXT_MAX);
    buf_init(&fr, TEXT_MAX);
    put_example(&en, x, LANG_EN);
    put_example(&fr, x, LANG_FR);
    what.line = x->line ? x->line : x->record;
    what.example = true;
    what.source = NULL;
    return put(f, &what, &en, &fr, e);
}

static int tell_problem(struct findings *f, struct finding what,
                        const struct problem *p, enum rule_level level,
                        struct err *e)
{
    char source[SOURCE_MAX];
    char explains[FORMAT_COUNTERS_OF_MAX * 32];
    struct buf en;
    struct buf fr;

    (void)snprintf(source, sizeof(source), "%s %s", p->rule->spec,
                   p->rule->section);
    what.code = p->rule->id;
    what.source = source;
    put_counters(explains, sizeof(explains), p->rule, level);
    what.explains = explains;
    buf_init(&en, TEXT_MAX);
    buf_init(&fr, TEXT_MAX);
    put_problem(&en, p, LANG_EN);
    put_problem(&fr, p, LANG_FR);
    if (put(f, &what, &en, &fr, e))
        return -1;
    for (size_t i = 0; i < p->n_examples && i < FORMAT_TELL_EXAMPLES; i++)
        if (tell_example(f, what, &p->example[i], e))
            return -1;
    return 0;
}

int format_tell(struct findings *f, const struct examined *x,
                const struct examine_job *job, const char *name, struct err *e)
{
    char file[4096];

    (void)snprintf(file, sizeof(file), "%s", name);
    for (int l = RULE_ERROR; l < RULE_LEVELS; l++) {
        const struct finding what = {.level = level_of((enum rule_level)l),
                                     .file = file};

        for (size_t i = 0; i < x->problems.n; i++) {
            enum rule_level level;

            if (examine_asks(job, x->problems.a[i].rule, &level) &&
                (int)level == l &&
                tell_problem(f, what, &x->problems.a[i], level, e))
                return -1;
        }
    }
    return 0;
}

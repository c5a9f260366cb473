#include "cli/cert/reruntell.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/lang.h"
#include "base/utf8.h"

#define WORD_MAX 200 /* bytes of a text out of the report that are shown */

struct pair {
    const char *then, *now;
};

static const char *environment(const struct reruntell *t, const char *name)
{
    const struct xmlnode *v = xmldoc_child(t->then->doc.root, "environment");

    return v ? xmldoc_attr(v, name) : NULL;
}

static bool differ(const struct pair *p)
{
    return p->then && p->now && strcmp(p->then, p->now) != 0;
}

bool reruntell_same(const struct reruntell *t)
{
    return strcmp(t->then->result_digest, t->now->digest) == 0;
}

/* --- outcomes ---------------------------------------------------------------
 */

struct outcome_pair {
    const char *case_id, *profile;
    enum outcome then, now;
};

/* The `i`-th outcome of the report, and what it is now; false when the suite
 * does not have it. */
static bool outcome_at(struct outcome_pair *out, const struct reruntell *t,
                       size_t i)
{
    const struct suite *s = t->suite;

    out->case_id = t->then->outcomes[i].case_id;
    out->profile = t->then->outcomes[i].profile;
    out->then = t->then->outcomes[i].outcome;
    for (size_t k = 0; k < s->n_cases; k++) {
        if (strcmp(s->cases[k].id, out->case_id) != 0)
            continue;
        for (size_t p = 0; p < s->n_profiles; p++) {
            if (strcmp(s->profiles[p].id, out->profile) == 0) {
                out->now = t->now->cases[k].outcome[p];
                return true;
            }
        }
    }
    return false;
}

/* --- for a person -----------------------------------------------------------
 */

static void add_word(struct buf *out, const char *text)
{
    char shown[WORD_MAX];
    size_t n = strlen(text);

    if (n >= sizeof shown)
        n = sizeof shown - 1;
    memcpy(shown, text, n);
    shown[n] = '\0';
    utf8_make_printable(shown);
    buf_str(out, shown);
}

static void tell_pair(struct buf *out, const char *what, const struct pair *p)
{
    buf_printf(out, "%s: ", what);
    add_word(out, p->then);
    buf_str(out, lang_tr(" then, "));
    add_word(out, p->now);
    buf_str(out, lang_tr(" now\n"));
}

static void tell_program(struct buf *out, const struct reruntell *t)
{
    const struct pair version = {environment(t, "program"),
                                 t->env->program_version};
    const struct pair binary = {environment(t, "program-sha256"),
                                t->env->program_sha256};

    if (differ(&version))
        tell_pair(out, lang_tr("another version of the program"), &version);
    else if (differ(&binary))
        tell_pair(out, lang_tr("another build of the same version"), &binary);
    else if (version.then && binary.then && binary.now)
        buf_str(out, lang_tr("the same program, to the byte\n"));
    else
        buf_str(out, lang_tr("the report does not say which build of the "
                             "program made it\n"));
}

static void tell_first(struct buf *out, const struct evidencediff *d)
{
    if (d->kind == EVIDENCEDIFF_NONE) {
        buf_str(out, lang_tr("the counts are the same\n"));
        return;
    }
    buf_printf(out, lang_tr("first difference: measurement %s\n"),
               d->measurement);
    if (d->kind == EVIDENCEDIFF_STATE)
        buf_printf(out, lang_tr("  its state: %s then, %s now\n"),
                   measured_name(d->state[0]), measured_name(d->state[1]));
    else if (d->kind == EVIDENCEDIFF_SHAPE)
        buf_str(out, lang_tr("  other counters or strata were counted\n"));
    else
        buf_printf(out,
                   lang_tr("  stratum %s, contig %s, block %" PRIu32
                           ", counter %s: %" PRId64 " then, %" PRId64 " now\n"),
                   d->stratum, *d->contig ? d->contig : "-", d->block,
                   d->counter, d->value[0], d->value[1]);
    buf_printf(out,
               lang_tr("%zu measurements differ, and %zu counts in those that "
                       "can be compared\n"),
               d->n_measurements, d->n_counts);
}

static void tell_outcomes(struct buf *out, const struct reruntell *t)
{
    struct outcome_pair o;

    for (size_t i = 0; i < t->then->n_outcomes; i++) {
        if (!outcome_at(&o, t, i) || o.then == o.now)
            continue;
        buf_printf(out, lang_tr("case %s, profile %s: %s then, %s now\n"),
                   o.case_id, o.profile, outcome_name(o.then),
                   outcome_name(o.now));
    }
}

void reruntell_text(struct buf *out, const struct reruntell *t)
{
    bool same = reruntell_same(t);

    buf_printf(out, "%s\n",
               same ? lang_tr("SAME RESULT") : lang_tr("DIFFERENT RESULT"));
    tell_program(out, t);
    if (same) {
        buf_printf(out, lang_tr("result digest %s\n"), t->now->digest);
        return;
    }
    tell_first(out, &t->diff);
    tell_outcomes(out, t);
    buf_printf(out, lang_tr("result digest %s then\n"), t->then->result_digest);
    buf_printf(out, lang_tr("result digest %s now\n"), t->now->digest);
}

/* --- for a machine ----------------------------------------------------------
 */

static void add_json(struct buf *out, const char *text)
{
    if (text)
        buf_json(out, text);
    else
        buf_str(out, "null");
}

static void add_pair(struct buf *out, const char *key, const struct pair *p)
{
    buf_printf(out, ", \"%s\": {\"then\": ", key);
    add_json(out, p->then);
    buf_str(out, ", \"now\": ");
    add_json(out, p->now);
    buf_char(out, '}');
}

static void json_first(struct buf *out, const struct evidencediff *d)
{
    static const char *const kinds[] = {
        [EVIDENCEDIFF_NONE] = "none",
        [EVIDENCEDIFF_STATE] = "state",
        [EVIDENCEDIFF_SHAPE] = "shape",
        [EVIDENCEDIFF_COUNT] = "count",
    };

    buf_str(out, ", \"first_difference\": ");
    if (d->kind == EVIDENCEDIFF_NONE) {
        buf_str(out, "null");
    } else {
        buf_printf(out, "{\"kind\": \"%s\", \"measurement\": ", kinds[d->kind]);
        buf_json(out, d->measurement);
        if (d->kind == EVIDENCEDIFF_STATE)
            buf_printf(out, ", \"then\": \"%s\", \"now\": \"%s\"",
                       measured_name(d->state[0]), measured_name(d->state[1]));
        if (d->kind == EVIDENCEDIFF_COUNT) {
            buf_str(out, ", \"stratum\": ");
            buf_json(out, d->stratum);
            buf_str(out, ", \"contig\": ");
            buf_json(out, d->contig);
            buf_printf(out,
                       ", \"block\": %" PRIu32 ", \"counter\": ", d->block);
            buf_json(out, d->counter);
            buf_printf(out, ", \"then\": %" PRId64 ", \"now\": %" PRId64,
                       d->value[0], d->value[1]);
        }
        buf_char(out, '}');
    }
    buf_printf(out, ", \"counts_that_differ\": %zu", d->n_counts);
}

static void json_outcomes(struct buf *out, const struct reruntell *t)
{
    struct outcome_pair o;
    bool first = true;

    buf_str(out, ", \"outcomes\": [");
    for (size_t i = 0; i < t->then->n_outcomes; i++) {
        if (!outcome_at(&o, t, i) || o.then == o.now)
            continue;
        buf_str(out, first ? "{\"case\": " : ", {\"case\": ");
        buf_json(out, o.case_id);
        buf_str(out, ", \"profile\": ");
        buf_json(out, o.profile);
        buf_printf(out, ", \"then\": \"%s\", \"now\": \"%s\"}",
                   outcome_name(o.then), outcome_name(o.now));
        first = false;
    }
    buf_str(out, "]");
}

void reruntell_json(struct buf *out, const struct reruntell *t)
{
    const struct pair digest = {t->then->result_digest, t->now->digest};
    const struct pair version = {environment(t, "program"),
                                 t->env->program_version};
    const struct pair binary = {environment(t, "program-sha256"),
                                t->env->program_sha256};

    buf_printf(out, "{\"same\": %s", reruntell_same(t) ? "true" : "false");
    add_pair(out, "result_digest", &digest);
    add_pair(out, "program", &version);
    add_pair(out, "program_sha256", &binary);
    json_first(out, &t->diff);
    json_outcomes(out, t);
    buf_str(out, "}\n");
}

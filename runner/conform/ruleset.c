#include "conform/ruleset.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "conform/problem.h"

#define COLUMNS 4

/* One word of a selection, or row of a profile, taken apart. */
struct choice {
    const char *word;
    size_t len;
    bool out;   /* '-' stood before it */
    bool level; /* one was given: */
    enum rule_level at;
    enum ruleset_status status;
    const char *source;
    size_t source_len;
};

static bool is(const char *s, size_t len, const char *word)
{
    return len == strlen(word) && memcmp(s, word, len) == 0;
}

static struct ruleset_row *find(const struct ruleset *s, const struct rule *r)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->a[i].rule == r)
            return &s->a[i];
    }
    return NULL;
}

const struct ruleset_row *ruleset_find(const struct ruleset *s,
                                       const struct rule *r)
{
    const struct ruleset_row *row = find(s, r);

    return row && row->asked ? row : NULL;
}

/* The row of this rule, made when there is none; NULL: memory. */
static struct ruleset_row *row_of(struct ruleset *s, const struct rule *r)
{
    struct ruleset_row *row = find(s, r);

    if (row)
        return row;
    if (s->n == s->cap) {
        size_t cap = s->cap ? 2 * s->cap : 64;
        struct ruleset_row *a = realloc(s->a, cap * sizeof(*a));

        if (!a)
            return NULL;
        s->a = a;
        s->cap = cap;
    }
    row = &s->a[s->n++];
    *row = (struct ruleset_row){.rule = r, .level = r->level};
    return row;
}

static int set(struct ruleset *s, const struct rule *r, const struct choice *c,
               struct err *e)
{
    struct ruleset_row *row = row_of(s, r);
    char *source = NULL;

    if (c->source_len) {
        source = strndup(c->source, c->source_len);
        if (!source)
            return err_nomem(e);
    }
    if (!row) {
        free(source);
        return err_nomem(e);
    }
    free(row->source);
    row->source = source;
    row->asked = !c->out;
    row->level = c->level ? c->at : r->level;
    row->status = c->status;
    return 0;
}

static bool names(const struct choice *c, const struct rule *r)
{
    if (c->len && c->word[c->len - 1] == '*')
        return strncmp(r->id, c->word, c->len - 1) == 0;
    return is(c->word, c->len, "all") || is(c->word, c->len, r->id) ||
           is(c->word, c->len, rule_kind_name(r->kind));
}

/* A profile may ask for more than the text of a format, never for less. */
static int refuse_lowering(const struct choice *c, const struct rule *r,
                           struct err *e)
{
    if (r->kind == RULE_SPECIFICATION &&
        (c->out || (c->level && c->at > r->level)))
        return err_set(e, ERR_REFUSED,
                       "a profile can not lower %s, a rule of the "
                       "specification",
                       r->id);
    return 0;
}

static int apply(struct ruleset *s, const struct choice *c, bool profile,
                 struct err *e)
{
    bool found = false;

    for (const struct rule_table *t = rule_tables; t->format; t++) {
        for (size_t i = 0; i < *t->n; i++) {
            if (!names(c, &t->a[i]))
                continue;
            found = true;
            if ((profile && refuse_lowering(c, &t->a[i], e)) ||
                set(s, &t->a[i], c, e))
                return -1;
        }
    }
    if (!found)
        return err_set(e, ERR_SYNTAX,
                       "no rule is called %.*s; `entente check --list-rules` "
                       "lists all",
                       c->len < 60 ? (int)c->len : 60, c->word);
    return 0;
}

static int take_level(struct choice *c, const char *text, size_t len,
                      struct err *e)
{
    for (int l = 0; l < RULE_LEVELS; l++) {
        if (is(text, len, rule_level_name((enum rule_level)l))) {
            c->level = true;
            c->at = (enum rule_level)l;
            return 0;
        }
    }
    return err_set(e, ERR_SYNTAX, "a level is error, warning or note, not %.*s",
                   len < 60 ? (int)len : 60, text);
}

static void take_word(struct choice *c, const char *text, size_t len)
{
    c->out = len && *text == '-';
    c->word = text + c->out;
    c->len = len - c->out;
}

static int add_word(struct ruleset *s, const char *text, size_t len,
                    struct err *e)
{
    const char *equals = memchr(text, '=', len);
    struct choice c = {0};

    take_word(&c, text, equals ? (size_t)(equals - text) : len);
    if (equals &&
        take_level(&c, equals + 1, (size_t)(text + len - equals) - 1, e))
        return -1;
    return apply(s, &c, false, e);
}

int ruleset_add(struct ruleset *s, const char *words, size_t len, struct err *e)
{
    const char *end = words + len;

    for (size_t n = 0;; n++) {
        const char *word;

        while (words < end && (*words == ' ' || *words == '\t' ||
                               *words == '\n' || *words == ','))
            words++;
        if (words == end)
            return 0;
        if (n == RULESET_WORDS_MAX)
            return err_set(e, ERR_LIMIT,
                           "a selection of rules has more than %d words",
                           RULESET_WORDS_MAX);
        word = words;
        while (words < end && *words != ' ' && *words != '\t' &&
               *words != '\n' && *words != ',')
            words++;
        if (add_word(s, word, (size_t)(words - word), e))
            return -1;
    }
}

/* ---- profiles */

static int take_status(struct choice *c, const char *text, size_t len,
                       struct err *e)
{
    for (int i = 0; i < RULESET_STATUSES; i++) {
        if (is(text, len, ruleset_status_name((enum ruleset_status)i))) {
            c->status = (enum ruleset_status)i;
            return 0;
        }
    }
    return err_set(e, ERR_SYNTAX,
                   "a status is published, proposed or unconfirmed, not %.*s",
                   len < 60 ? (int)len : 60, text);
}

static int add_row(struct ruleset *s, const char *line, size_t len,
                   struct err *e)
{
    const char *column[COLUMNS];
    size_t length[COLUMNS];
    const char *end = line + len;
    struct choice c = {0};
    size_t n = 0;

    for (const char *p = line; n < COLUMNS; n++) {
        const char *tab = memchr(p, '\t', (size_t)(end - p));

        column[n] = p;
        length[n] = (size_t)((tab ? tab : end) - p);
        p = tab ? tab + 1 : end;
        if (!tab) {
            n++;
            break;
        }
    }
    if (n != COLUMNS || length[0] == 0 || length[COLUMNS - 1] == 0 ||
        column[n - 1] + length[n - 1] != end)
        return err_set(e, ERR_SYNTAX,
                       "a row of a profile has four columns between tabs: "
                       "rules, level, status and source");
    take_word(&c, column[0], length[0]);
    if (!is(column[1], length[1], "own") &&
        take_level(&c, column[1], length[1], e))
        return -1;
    if (take_status(&c, column[2], length[2], e))
        return -1;
    c.source = column[3];
    c.source_len = length[3];
    return apply(s, &c, true, e);
}

int ruleset_add_profile(struct ruleset *s, const char *name, const char *text,
                        size_t len, struct err *e)
{
    const char *end = text + len;
    uint64_t line = 0;

    free(s->profile);
    s->profile = strdup(name);
    if (!s->profile)
        return err_nomem(e);
    while (text < end) {
        const char *lf = memchr(text, '\n', (size_t)(end - text));
        size_t n = (size_t)((lf ? lf : end) - text);

        if (++line > RULESET_WORDS_MAX)
            return err_set(e, ERR_LIMIT, "a profile has more than %d lines",
                           RULESET_WORDS_MAX);
        if (n && *text != '#' && add_row(s, text, n, e))
            return err_at(e, NULL, line, 0);
        text = lf ? lf + 1 : end;
    }
    return 0;
}

void ruleset_release(struct ruleset *s)
{
    for (size_t i = 0; i < s->n; i++)
        free(s->a[i].source);
    free(s->a);
    free(s->profile);
    *s = (struct ruleset){0};
}

/* ---- questions */

bool ruleset_wants(const struct ruleset *s, enum rule_kind k)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->a[i].asked && s->a[i].rule->kind == k)
            return true;
    }
    return false;
}

uint64_t ruleset_count(const struct ruleset *s, const struct problems *p,
                       enum rule_level l)
{
    uint64_t n = 0;

    for (size_t i = 0; i < p->n; i++) {
        const struct ruleset_row *row = ruleset_find(s, p->a[i].rule);

        if (row && row->level == l)
            n += p->a[i].count;
    }
    return n;
}

const char *ruleset_status_name(enum ruleset_status s)
{
    static const char *const name[RULESET_STATUSES] = {"published", "proposed",
                                                       "unconfirmed"};

    return name[s];
}

const char *ruleset_status_word(enum ruleset_status s)
{
    static const char *const word[RULESET_STATUSES] = {
        N_("published rule"), N_("proposed rule"), N_("unconfirmed rule")};

    return word[s];
}

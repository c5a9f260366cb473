#include "conform/problem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/utf8.h"

#define SENTENCE_MAX 600

/* Those that are broken are few, and broken again and again. */
static const struct rule *rule_of(const struct problems *p, const char *id)
{
    for (size_t i = 0; i < p->n; i++) {
        if (strcmp(p->a[i].rule->id, id) == 0)
            return p->a[i].rule;
    }
    return rule_find(id);
}

static struct problem *problem_of(struct problems *p, const struct rule *rule,
                                  struct err *e)
{
    for (size_t i = p->n; i > 0; i--) {
        if (p->a[i - 1].rule == rule)
            return &p->a[i - 1];
    }
    if (p->n == p->cap) {
        size_t cap = p->cap ? 2 * p->cap : 16;
        struct problem *more = realloc(p->a, cap * sizeof(*more));

        if (!more) {
            err_nomem(e);
            return NULL;
        }
        p->a = more;
        p->cap = cap;
    }
    p->a[p->n] = (struct problem){.rule = rule};
    return &p->a[p->n++];
}

/* A copy that can be shown: cut to `max` bytes, and bytes that no text has made
 * visible. */
static char *shown(const char *s, size_t n, size_t max, struct err *e)
{
    size_t take = n < max ? n : max;
    char *out = malloc(4 * take + 4);
    size_t m = 0;

    if (!out) {
        err_nomem(e);
        return NULL;
    }
    for (size_t i = 0; i < take; i++) {
        unsigned char c = (unsigned char)s[i];

        if (c >= 0x20 && c < 0x7f)
            out[m++] = (char)c;
        else if (c == '\t')
            m += (size_t)snprintf(out + m, 5, "\\t");
        else
            m += (size_t)snprintf(out + m, 5, "\\x%02x", c);
    }
    if (take < n) {
        memcpy(out + m, "...", 3);
        m += 3;
    }
    out[m] = '\0';
    return out;
}

static void example_release(struct problem_example *x)
{
    free(x->name);
    free(x->text);
    free(x->en);
    free(x->fr);
    *x = (struct problem_example){0};
}

/* The sentence in one language; arguments are shown as they are, so callers
 * give texts of the file by `at`, or bounded. */
__attribute__((format(printf, 2, 0))) static char *
sentence(enum lang l, const char *fmt, va_list ap, struct err *e)
{
    char text[SENTENCE_MAX];
    int n = vsnprintf(text, sizeof(text), lang_in(l, fmt), ap);
    size_t len = n < 0 ? 0 : (size_t)n;
    char *out;

    text[len < sizeof(text) ? len : sizeof(text) - 1] = '\0';
    utf8_make_printable(text);
    out = strdup(text);
    if (!out)
        err_nomem(e);
    return out;
}

__attribute__((format(printf, 3, 0))) static int
fill(struct problem_example *x, const struct problem_place *at, const char *fmt,
     va_list ap, struct err *e)
{
    static const struct problem_place nowhere = {.offset = -1};
    va_list again;

    if (!at)
        at = &nowhere;
    x->line = at->line;
    x->record = at->record;
    x->offset = at->offset;
    x->header_line = at->header_line;
    x->name = shown(at->name ? at->name : "", at->name ? at->name_len : 0,
                    PROBLEM_TEXT_MAX, e);
    x->text = shown(at->text ? at->text : "", at->text ? at->text_len : 0,
                    PROBLEM_TEXT_MAX, e);
    va_copy(again, ap);
    x->en = sentence(LANG_EN, fmt, ap, e);
    x->fr = sentence(LANG_FR, fmt, again, e);
    va_end(again);
    return x->name && x->text && x->en && x->fr ? 0 : -1;
}

int problem_add(struct problems *p, const char *rule,
                const struct problem_place *at, struct err *e, const char *fmt,
                ...)
{
    const struct rule *r = rule_of(p, rule);
    struct problem *g;
    va_list ap;
    int rc = 0;

    assert(r);
    g = problem_of(p, r, e);
    if (!g)
        return -1;
    g->count++;
    if (g->n_examples == PROBLEM_EXAMPLES)
        return 0;
    va_start(ap, fmt);
    rc = fill(&g->example[g->n_examples], at, fmt, ap, e);
    va_end(ap);
    if (rc)
        example_release(&g->example[g->n_examples]);
    else
        g->n_examples++;
    return rc;
}

static void move_on(struct problem_example *x, uint64_t lines, uint64_t records,
                    int64_t offset)
{
    if (x->line)
        x->line += lines;
    if (x->record)
        x->record += records;
    if (x->offset >= 0)
        x->offset += offset;
}

int problems_join(struct problems *p, struct problems *from, uint64_t lines,
                  uint64_t records, int64_t offset, struct err *e)
{
    for (size_t i = 0; i < from->n; i++) {
        struct problem *f = &from->a[i];
        struct problem *g = problem_of(p, f->rule, e);

        if (!g)
            return -1;
        g->count += f->count;
        for (size_t k = 0; k < f->n_examples; k++) {
            if (g->n_examples == PROBLEM_EXAMPLES) {
                example_release(&f->example[k]);
                continue;
            }
            move_on(&f->example[k], lines, records, offset);
            g->example[g->n_examples++] = f->example[k];
            f->example[k] = (struct problem_example){0};
        }
        f->n_examples = 0;
    }
    problems_release(from);
    return 0;
}

static size_t rank_of(const struct rule *r)
{
    size_t before = 0;

    for (const struct rule_table *t = rule_tables; t->format; t++) {
        if (r >= t->a && r < t->a + *t->n)
            return before + (size_t)(r - t->a);
        before += *t->n;
    }
    return before;
}

static int by_rank(const void *x, const void *y)
{
    const struct problem *a = x;
    const struct problem *b = y;
    size_t s = rank_of(a->rule);
    size_t t = rank_of(b->rule);

    return (s > t) - (s < t);
}

void problems_sort(struct problems *p)
{
    if (p->n > 1)
        qsort(p->a, p->n, sizeof(*p->a), by_rank);
}

uint64_t problems_count(const struct problems *p, enum rule_kind k,
                        enum rule_level l)
{
    uint64_t n = 0;

    for (size_t i = 0; i < p->n; i++) {
        if (p->a[i].rule->kind == k && p->a[i].rule->level == l)
            n += p->a[i].count;
    }
    return n;
}

const struct problem *problems_find(const struct problems *p, const char *rule)
{
    for (size_t i = 0; i < p->n; i++) {
        if (strcmp(p->a[i].rule->id, rule) == 0)
            return &p->a[i];
    }
    return NULL;
}

void problems_release(struct problems *p)
{
    for (size_t i = 0; i < p->n; i++) {
        for (size_t k = 0; k < p->a[i].n_examples; k++)
            example_release(&p->a[i].example[k]);
    }
    free(p->a);
    *p = (struct problems){0};
}

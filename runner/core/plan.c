/*
 * Each case gets a key: its check, inputs and parameters as one text. Sorting
 * the keys brings cases that share a measurement together, in n log n.
 */
#include "core/plan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "core/tally.h"

#define KEY_MAX ((size_t)64 << 20) /* bytes of one case's key */

struct pair { /* an input or a parameter */
    const char *name;
    const char *value;
    size_t i; /* as written */
};

/* By name; those of one name stay as written. */
static int by_name(const void *a, const void *b)
{
    const struct pair *x = a;
    const struct pair *y = b;
    int c = strcmp(x->name, y->name);

    return c ? c : (x->i > y->i) - (x->i < y->i);
}

/* Lengths first, so that no text can imitate another. */
static void add_text(struct buf *b, const char *s)
{
    buf_i64(b, (int64_t)strlen(s));
    buf_char(b, ':');
    buf_str(b, s);
}

static void add_pairs(struct buf *b, struct pair *pair, size_t n)
{
    if (n > 1)
        qsort(pair, n, sizeof *pair, by_name);
    buf_i64(b, (int64_t)n);
    for (size_t i = 0; i < n; i++) {
        buf_char(b, ' ');
        add_text(b, pair[i].name);
        add_text(b, pair[i].value);
    }
    buf_char(b, ';');
}

/* The key of one case: free() it. */
static char *key_of(const struct suite_case *c, struct err *e)
{
    size_t n = c->n_inputs > c->n_params ? c->n_inputs : c->n_params;
    struct pair *pair = malloc((n + 1) * sizeof *pair);
    struct buf b = {0};
    char *key = NULL;

    if (!pair) {
        (void)err_nomem(e);
        return NULL;
    }
    buf_init(&b, KEY_MAX);
    add_text(&b, c->check);
    for (size_t i = 0; i < c->n_inputs; i++)
        pair[i] = (struct pair){c->inputs[i].name, c->inputs[i].from, i};
    add_pairs(&b, pair, c->n_inputs);
    for (size_t i = 0; i < c->n_params; i++)
        pair[i] = (struct pair){c->params[i].name, c->params[i].value, i};
    add_pairs(&b, pair, c->n_params);
    if (buf_check(&b, e) == 0)
        key = buf_take(&b);
    buf_release(&b);
    free(pair);
    return key;
}

struct keyed {
    char *key;
    size_t i; /* of the case */
};

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a;
    const struct keyed *y = b;
    int c = strcmp(x->key, y->key);

    return c ? c : (x->i > y->i) - (x->i < y->i);
}

/* leader[i]: the first case with the key of case i. */
static int find_leaders(size_t *leader, const struct suite *s, struct err *e)
{
    struct keyed *keyed = calloc(s->n_cases + 1, sizeof *keyed);
    int rc = 0;

    if (!keyed)
        return err_nomem(e);
    for (size_t i = 0; rc == 0 && i < s->n_cases; i++) {
        keyed[i] = (struct keyed){key_of(&s->cases[i], e), i};
        rc = keyed[i].key ? 0 : -1;
    }
    if (rc == 0)
        qsort(keyed, s->n_cases, sizeof *keyed, by_key);
    for (size_t i = 0; rc == 0 && i < s->n_cases; i++) {
        int same = i > 0 && strcmp(keyed[i - 1].key, keyed[i].key) == 0;

        leader[keyed[i].i] = same ? leader[keyed[i - 1].i] : keyed[i].i;
    }
    for (size_t i = 0; i < s->n_cases; i++)
        free(keyed[i].key);
    free(keyed);
    return rc;
}

/* ---- the submission's own measurements ---- */

struct check_count {
    const char *check;
    int64_t n;
};

/* How many measurements this check has had, and one more. A suite uses a
 * handful of checks. */
static int64_t next_number(struct check_count *count, size_t *n,
                           const char *check)
{
    size_t i = 0;

    while (i < *n && strcmp(count[i].check, check) != 0)
        i++;
    if (i == *n)
        count[(*n)++] = (struct check_count){check, 0};
    return ++count[i].n;
}

static char *make_id(const char *prefix, const char *name, int64_t number,
                     struct err *e)
{
    struct buf b = {0};
    char *id = NULL;

    buf_init(&b, TALLY_ID_MAX);
    if (prefix) {
        buf_str(&b, prefix);
        buf_char(&b, '/');
    }
    buf_str(&b, name);
    if (number) {
        buf_char(&b, '.');
        buf_i64(&b, number);
    }
    if (buf_check(&b, e) == 0) {
        id = buf_take(&b);
        if (tally_check_id(id)) {
            (void)err_set(e, ERR_SYNTAX,
                          "%s can not name a measurement: use letters, digits "
                          "and . _ - in the names of checks and controls",
                          id);
            free(id);
            id = NULL;
        }
    }
    buf_release(&b);
    return id;
}

static int plan_cases(struct plan *p, const struct suite *s,
                      const size_t *leader, struct check_count *count,
                      struct err *e)
{
    size_t n_checks = 0;

    for (size_t i = 0; i < s->n_cases; i++) {
        const struct suite_case *c = &s->cases[i];
        struct planned *m = &p->a[p->n];

        if (leader[i] != i) {
            p->of_case[i] = p->of_case[leader[i]];
            continue;
        }
        *m = (struct planned){.first = c};
        m->id =
            make_id(NULL, c->check, next_number(count, &n_checks, c->check), e);
        if (!m->id)
            return err_at(e, NULL, c->at.line, c->at.col);
        p->of_case[i] = p->n++;
    }
    p->n_main = p->n;
    return 0;
}

/* ---- those of controls ---- */

static int by_number(const void *a, const void *b)
{
    const size_t *x = a;
    const size_t *y = b;

    return (*x > *y) - (*x < *y);
}

/* base[0..*n): which measurements the control repeats, each once, in order. */
static int bases_of(size_t *base, size_t *n, const struct plan *p,
                    const struct suite *s, const struct suite_control *k,
                    struct err *e)
{
    size_t kept = 0;

    for (size_t i = 0; i < k->n_fails; i++) {
        const struct suite_case *c = suite_case(s, k->fails[i]);

        if (!c) {
            (void)err_set(e, ERR_MISMATCH,
                          "the control %s names the case %s, which the suite "
                          "does not have",
                          k->id, k->fails[i]);
            return err_at(e, NULL, k->at.line, k->at.col);
        }
        base[i] = p->of_case[c - s->cases];
    }
    if (k->n_fails > 1)
        qsort(base, k->n_fails, sizeof *base, by_number);
    for (size_t i = 0; i < k->n_fails; i++) {
        if (kept == 0 || base[kept - 1] != base[i])
            base[kept++] = base[i];
    }
    *n = kept;
    return 0;
}

static int plan_one_control(struct plan *p, const struct suite *s,
                            const struct suite_control *k, size_t *base,
                            struct err *e)
{
    size_t n = 0;
    struct planned *more;

    if (bases_of(base, &n, p, s, k, e))
        return -1;
    more = realloc(p->a, (p->n + n + 1) * sizeof *more);
    if (!more)
        return err_nomem(e);
    p->a = more;
    for (size_t i = 0; i < n; i++) {
        struct planned *m = &p->a[p->n];

        *m = (struct planned){
            .first = p->a[base[i]].first, .control = k, .base = base[i]};
        m->id = make_id(k->id, p->a[base[i]].id, 0, e);
        if (!m->id)
            return err_at(e, NULL, k->at.line, k->at.col);
        p->n++;
    }
    return 0;
}

static int plan_controls(struct plan *p, const struct suite *s, struct err *e)
{
    size_t most = 0;
    size_t *base;
    int rc = 0;

    for (size_t i = 0; i < s->n_controls; i++) {
        if (s->controls[i].n_fails > most)
            most = s->controls[i].n_fails;
    }
    base = malloc((most + 1) * sizeof *base);
    if (!base)
        return err_nomem(e);
    for (size_t i = 0; rc == 0 && i < s->n_controls; i++)
        rc = plan_one_control(p, s, &s->controls[i], base, e);
    free(base);
    return rc;
}

int plan_make(struct plan *out, const struct suite *s, struct err *e)
{
    struct plan p = {0};
    size_t *leader = calloc(s->n_cases + 1, sizeof *leader);
    struct check_count *count = malloc((s->n_cases + 1) * sizeof *count);
    int rc = -1;

    p.a = calloc(s->n_cases + 1, sizeof *p.a);
    p.of_case = calloc(s->n_cases + 1, sizeof *p.of_case);
    if (!leader || !count || !p.a || !p.of_case)
        (void)err_nomem(e);
    else if (find_leaders(leader, s, e) == 0 &&
             plan_cases(&p, s, leader, count, e) == 0)
        rc = plan_controls(&p, s, e);
    free(leader);
    free(count);
    if (rc)
        plan_release(&p);
    else
        *out = p;
    return rc;
}

void plan_release(struct plan *p)
{
    for (size_t i = 0; i < p->n; i++)
        free(p->a[i].id);
    free(p->a);
    free(p->of_case);
    *p = (struct plan){0};
}

size_t plan_control(const struct plan *p, const struct suite *s,
                    const struct suite_control *k, const struct suite_case *c)
{
    size_t base = p->of_case[c - s->cases];
    size_t lo = p->n_main;
    size_t hi = p->n;

    /* They stand in the order of controls and, within one, of bases. */
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        const struct planned *m = &p->a[mid];

        if (m->control < k || (m->control == k && m->base < base))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < p->n && p->a[lo].control == k && p->a[lo].base == base ? lo
                                                                       : p->n;
}

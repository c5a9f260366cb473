/*
 * Look-ups by id: one sorted table of (id, place in the list) a kind of
 * element. Without tables, as in a suite made by hand for a test, the lists
 * are searched from the front.
 */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "core/suite.h"

/* A list of elements of any kind: where its ids stand in memory. */
struct list {
    const void *a;
    size_t n;
    size_t size;   /* of one element */
    size_t id_at;  /* offset of its id */
    size_t pos_at; /* offset of its struct place */
};

#define LIST(array, count, type, member)                                       \
    ((struct list){(array), (count), sizeof(type), offsetof(type, member),     \
                   offsetof(type, at)})

static const char *id_of(const struct list *l, size_t i)
{
    const char *element = (const char *)l->a + i * l->size;
    const char *id;

    memcpy(&id, element + l->id_at, sizeof id);
    return id;
}

static int by_id(const void *a, const void *b)
{
    const struct suite_key *x = a;
    const struct suite_key *y = b;
    int c = strcmp(x->id, y->id);

    return c ? c : (x->i > y->i) - (x->i < y->i);
}

/* The later of two elements of one id is the one to complain of. */
static int refuse_twice(const struct list *l, const struct suite_key *key,
                        struct err *e)
{
    struct place at;

    memcpy(&at, (const char *)l->a + key->i * l->size + l->pos_at, sizeof at);
    (void)err_set(e, ERR_SYNTAX,
                  "the id %s stands twice: give each element an id of its own",
                  key->id);
    return err_at(e, NULL, at.line, at.col);
}

static int make(const struct suite_key **out, struct arena *arena,
                struct list l, struct err *e)
{
    struct suite_key *key = arena_alloc(arena, l.n * sizeof *key + 1, e);

    if (!key)
        return -1;
    for (size_t i = 0; i < l.n; i++)
        key[i] = (struct suite_key){id_of(&l, i), i};
    if (l.n > 1)
        qsort(key, l.n, sizeof *key, by_id);
    for (size_t i = 1; i < l.n; i++) {
        if (strcmp(key[i - 1].id, key[i].id) == 0)
            return refuse_twice(&l, &key[i], e);
    }
    *out = key;
    return 0;
}

static struct list fixtures_of(const struct suite *s)
{
    return LIST(s->fixtures, s->n_fixtures, struct suite_fixture, id);
}

static struct list deliverables_of(const struct suite *s)
{
    return LIST(s->deliverables, s->n_deliverables, struct suite_deliverable,
                role);
}

static struct list metrics_of(const struct suite *s)
{
    return LIST(s->metrics, s->n_metrics, struct suite_metric, id);
}

static struct list cases_of(const struct suite *s)
{
    return LIST(s->cases, s->n_cases, struct suite_case, id);
}

int suite_index(struct suite *s, struct err *e)
{
    if (make(&s->fixture_by_id, &s->arena, fixtures_of(s), e) ||
        make(&s->deliverable_by_id, &s->arena, deliverables_of(s), e) ||
        make(&s->metric_by_id, &s->arena, metrics_of(s), e) ||
        make(&s->case_by_id, &s->arena, cases_of(s), e))
        return -1;
    return 0;
}

/* Place of `id` in the list, or the list's length. */
static size_t find(const struct suite_key *key, struct list l, const char *id)
{
    size_t lo = 0;
    size_t hi = key ? l.n : 0;

    for (size_t i = 0; !key && i < l.n; i++) {
        if (strcmp(id_of(&l, i), id) == 0)
            return i;
    }
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = strcmp(key[mid].id, id);

        if (c == 0)
            return key[mid].i;
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return l.n;
}

const struct suite_fixture *suite_fixture(const struct suite *s, const char *id)
{
    size_t i = find(s->fixture_by_id, fixtures_of(s), id);

    return i < s->n_fixtures ? &s->fixtures[i] : NULL;
}

const struct suite_deliverable *suite_deliverable(const struct suite *s,
                                                  const char *role)
{
    size_t i = find(s->deliverable_by_id, deliverables_of(s), role);

    return i < s->n_deliverables ? &s->deliverables[i] : NULL;
}

const struct suite_metric *suite_metric(const struct suite *s, const char *id)
{
    size_t i = find(s->metric_by_id, metrics_of(s), id);

    return i < s->n_metrics ? &s->metrics[i] : NULL;
}

const struct suite_case *suite_case(const struct suite *s, const char *id)
{
    size_t i = find(s->case_by_id, cases_of(s), id);

    return i < s->n_cases ? &s->cases[i] : NULL;
}

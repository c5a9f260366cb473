#include "variants/outputs/hearers.h"

#include <assert.h>

void hearers_add(struct hearers *all, const struct judged_listener *l)
{
    assert(all->n < HEARERS_MAX);
    all->a[all->n++] = *l;
}

static int begin(void *arg, const struct judged_start *s, struct err *e)
{
    const struct hearers *all = arg;

    for (size_t i = 0; i < all->n; i++) {
        const struct judged_listener *l = &all->a[i];

        if (l->begin && l->begin(l->arg, s, e))
            return -1;
    }
    return 0;
}

static int hear(void *arg, const struct judged_chunk *c, struct err *e)
{
    const struct hearers *all = arg;

    for (size_t i = 0; i < all->n; i++) {
        if (all->a[i].hear(all->a[i].arg, c, e))
            return -1;
    }
    return 0;
}

static void again(void *arg)
{
    const struct hearers *all = arg;

    for (size_t i = 0; i < all->n; i++)
        all->a[i].again(all->a[i].arg);
}

struct judged_listener hearers_as_one(struct hearers *all)
{
    struct judged_listener one = {.arg = all,
                                  .hear = hear,
                                  .again = again,
                                  .begin = begin,
                                  .part = all->a,
                                  .n_parts = all->n};

    for (size_t i = 0; i < all->n; i++)
        one.wants_text = one.wants_text || all->a[i].wants_text;
    return one;
}

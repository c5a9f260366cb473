/*
 * hearers -- several listeners that hear one comparison.
 *
 *     struct hearers all = {0};
 *     hearers_add(&all, &table);
 *     hearers_add(&all, &writer);
 *     struct judged_listener one = hearers_as_one(&all);
 *     job.listener = &one;
 *
 * They hear in the order in which they were added, but those that may hear in
 * any thread hear beside the others.
 */
#ifndef VARIANTS_HEARERS_H
#define VARIANTS_HEARERS_H

#include <stddef.h>

#include "variants/judged.h"

#define HEARERS_MAX JUDGED_PARTS

struct hearers {
    struct judged_listener a[HEARERS_MAX];
    size_t n;
};

void hearers_add(struct hearers *all, const struct judged_listener *l);

/* `all` must outlive it. */
struct judged_listener hearers_as_one(struct hearers *all);

#endif

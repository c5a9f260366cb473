/*
 * plan -- which measurements a suite asks for.
 *
 * A measurement is one run of one check over one set of inputs and parameters.
 * All cases that agree in those share it, so that one BAM is read once for
 * many. Judge and verifier both derive the plan from the suite, so they name
 * measurements alike: "small-variants.1" is the first distinct set of inputs
 * and parameters for that check, in the order of cases; a control's are
 * "NC-1/small-variants.1". Inputs and parameters agree whatever the order of
 * their names; those of one name (strata) must stand in the same order.
 *
 * A control repeats the measurements of the cases that it names.
 *
 * Ownership: the plan owns its arrays and points into the suite, which must
 * outlive it.
 */
#ifndef CORE_PLAN_H
#define CORE_PLAN_H

#include <stddef.h>

#include "core/suite.h"

struct planned {
    char *id;
    const struct suite_case *first; /* check, inputs and params stand here */
    const struct suite_control *control; /* NULL: the submission itself */
    size_t base; /* for a control: index of the measurement it repeats */
};

struct plan {
    struct planned *a; /* the submission's first, then control by control */
    size_t n;
    size_t n_main;   /* how many belong to the submission itself */
    size_t *of_case; /* per case of the suite: index of its measurement */
};

/* ERR_MISMATCH when a control names a case that the suite does not have,
 * ERR_SYNTAX when a name can not stand in an id (see tally_check_id()). */
int plan_make(struct plan *out, const struct suite *s, struct err *e);
void plan_release(struct plan *p);

/* Index of the measurement of `c` under control `k`, or n when the control
 * does not repeat it. */
size_t plan_control(const struct plan *p, const struct suite *s,
                    const struct suite_control *k, const struct suite_case *c);

#endif

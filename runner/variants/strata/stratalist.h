/*
 * stratalist -- the strata that a TSV names, as GIAB publishes them:
 *
 *     # comments and empty lines are passed over
 *     name<TAB>path of a BED, relative to the folder of the TSV
 *
 * Names are 1..128 bytes of [A-Za-z0-9._:+-], each once; CONF is taken.
 * Errors: defects of the file (a BED that is not there, too), with their line.
 */
#ifndef VARIANTS_STRATALIST_H
#define VARIANTS_STRATALIST_H

#include <stddef.h>

#include "base/arena.h"
#include "variants/variants.h"

struct stratalist {
    struct arena arena;
    struct variants_stratum *a;
    size_t n;
};

int stratalist_read(struct stratalist *out, const char *path, struct err *e);
void stratalist_release(struct stratalist *s);

#endif

/*
 * blockstold -- how the compressed data of a file ended, as problems BGZF-*.
 */
#ifndef CONFORM_BLOCKSTOLD_H
#define CONFORM_BLOCKSTOLD_H

#include <stdbool.h>

struct err;
struct problems;
struct textflow_how;

/* true: the file is judged by that, what follows the damage is not seen. */
bool blockstold(struct problems *p, const struct textflow_how *how,
                struct err *e);

#endif

/* chunk_internal -- what the two parts of chunk share. */
#ifndef VARIANTS_CHUNK_INTERNAL_H
#define VARIANTS_CHUNK_INTERNAL_H

#include "variants/chunk.h"

/* Superloci are matched and there is room: c->judged is filled. -1: c->err. */
int chunk_judge(struct chunk *c);

#endif

/*
 * bgzfdefect -- what the blocks of a compressed file say against it, once it
 * was read: rules BGZF-*, for each format that is stored in blocks.
 */
#ifndef CONFORM_INDEX_BGZFDEFECT_H
#define CONFORM_INDEX_BGZFDEFECT_H

#include <stdbool.h>

struct err;
struct problems;
struct textflow_how;

/* True: data are missing or damaged, by which the file is judged; what else is
 * missing at its end is then no fault of its own. */
bool bgzfdefect_tell(struct problems *p, const struct textflow_how *how,
                     struct err *e);

#endif

/*
 * cramin_internal -- what the two processes of cramin say to each other: a row
 * of frames, each a struct cramin_frame and its bytes. Both are the same
 * program on the same machine, so numbers go as they stand in memory.
 */
#ifndef FORMATS_CRAMIN_INTERNAL_H
#define FORMATS_CRAMIN_INTERNAL_H

#include <sys/types.h>

#include "formats/cramin.h"

enum cramin_kind {
    CRAMIN_RECORD = 1,
    CRAMIN_END,    /* all were given */
    CRAMIN_DEFECT, /* the next one can not be decoded */
    CRAMIN_MEMORY  /* nor is there memory to */
};

struct cramin_frame {
    enum cramin_kind kind;
    uint32_t n; /* bytes that follow */
    struct cramin_record r;
};

/* The child's part: never returns. `fd` is the CRAM, `to` the pipe, `fasta` a
 * path whose index stands beside it, or NULL. */
_Noreturn void cramin_child(int fd, int to, const char *fasta);

/* For a test, which has not so much time: the child, which may stand still for
 * twice `patience` milliseconds. */
pid_t cramin_process(struct cramin *in, int patience);

/* A folder with REFERENCE's FASTA and indexes as htslib wants them; `path` gets
 * the name of the FASTA in it. */
int cramin_reference(char *folder, char *path, const struct fasta *reference,
                     struct err *e);

#endif

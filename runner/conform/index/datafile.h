/*
 * datafile -- the file that an index is of, looked at here and there.
 *
 * Ownership: all-zero is none; datafile_close() closes.
 */
#ifndef CONFORM_DATAFILE_H
#define CONFORM_DATAFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/path.h"

struct datafile {
    bool open;
    int fd;
    int64_t size;
    bool bgzf;
    bool newer; /* than the index */
    char path[PATH_TEXT_MAX];
};

/* The file beside an index of this name, less `end`: NAME.bam.bai gives
 * NAME.bam; NAME.bai gives NAME`instead` (NULL: does not). Without one, or for
 * standard input, it is not open. */
void datafile_open(struct datafile *d, const char *index, const char *end,
                   const char *instead);
/* The file at `path`; `index` may be NULL. */
void datafile_open_at(struct datafile *d, const char *path, const char *index);
void datafile_close(struct datafile *d);

/* Bytes at this place: fewer at the end. */
size_t datafile_read(const struct datafile *d, void *out, size_t n,
                     int64_t offset);

/* Does a BGZF block begin here? Its bytes, and those of its text. */
bool datafile_block(const struct datafile *d, int64_t offset, int64_t *bytes,
                    int64_t *text);

#endif

/*
 * filehead -- the first bytes of a file, decompressed if need be: enough to
 * tell what it is. What can not be inflated gives the bytes as they are.
 */
#ifndef FORMATS_FILEHEAD_H
#define FORMATS_FILEHEAD_H

#include <stdbool.h>
#include <stddef.h>

struct err;

#define FILEHEAD_BYTES 4096

struct filehead {
    unsigned char text[FILEHEAD_BYTES];
    size_t n;
    bool gzip; /* compressed by gzip, */
    bool bgzf; /* or block by block */
};

/* Of a regular file. ERR_IO and what path_open_read() says. */
int filehead_read(struct filehead *out, const char *path, struct err *e);

#endif

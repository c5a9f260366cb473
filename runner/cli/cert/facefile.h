/*
 * facefile -- the pages that people read (reports/face/face.h) as files beside
 * a container: X.asice gets X.en.html and X.fr.html.
 */
#ifndef CLI_CERT_FACEFILE_H
#define CLI_CERT_FACEFILE_H

#include "base/buf.h"

struct cli;
struct err;

#define FACEFILE_LANGS 2

struct facefile {
    struct buf html[FACEFILE_LANGS];
};

/* ERR_USAGE when a page of this container is there already. */
int facefile_free(const char *container, struct err *e);

/* The pages of these bytes, which will be written to `container`. */
int facefile_make(struct facefile *out, const struct cli *cli,
                  const char *container, const struct buf *bytes,
                  struct err *e);
int facefile_write(const struct facefile *f, const char *container,
                   struct err *e);
void facefile_release(struct facefile *f);

#endif

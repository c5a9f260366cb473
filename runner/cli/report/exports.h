/*
 * exports -- `entente report X.asice` for other programs: in-toto, RO-Crate,
 * BioCompute, and the bundle for a laboratory's method file.
 */
#ifndef CLI_REPORT_EXPORTS_H
#define CLI_REPORT_EXPORTS_H

#include "cli/cert/sealing.h"

struct buf;
struct cli;
struct err;

enum exports_form {
    EXPORTS_NONE,
    EXPORTS_IN_TOTO,
    EXPORTS_RO_CRATE,
    EXPORTS_BCO
};

struct exports_ask {
    enum exports_form form;
    struct sealing sealing; /* for in-toto; no key: not signed */
};

/* One document of the container at `path`. ERR_USAGE when it is none. */
int exports_make(struct buf *out, const struct cli *cli, const char *path,
                 const struct exports_ask *ask, struct err *e);

/* The method bundle of the container at `path` into the folder `dir`. */
int exports_method(const struct cli *cli, const char *path, const char *dir,
                   struct err *e);

#endif

/*
 * stampopt -- the options --tsa and --ocsp of the commands that seal.
 */
#ifndef CLI_CERT_STAMPOPT_H
#define CLI_CERT_STAMPOPT_H

struct buf;
struct cli;
struct err;

struct stampopt {
    const char *tsa;
    const char *ocsp;
};

#define STAMPOPT_TSA N_("address of a time-stamping authority (RFC 3161)")
#define STAMPOPT_OCSP                                                          \
    N_("address of the responder (default: as the certificate says)")

/* --ocsp without --tsa is a fault: ERR_USAGE. */
int stampopt_check(const struct stampopt *o, struct err *e);

/* Stamp the last seal of the container; without --tsa say that it is a draft.
 */
int stampopt_apply(const struct cli *cli, struct buf *container,
                   const struct stampopt *o, struct err *e);

#endif

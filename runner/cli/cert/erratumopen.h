/* erratumopen -- a sealed erratum that commands rest on. */
#ifndef CLI_ERRATUMOPEN_H
#define CLI_ERRATUMOPEN_H

struct err;
struct verified;

/*
 * The container must verify and hold an erratum: out->contest. With a trust
 * store (else NULL) a body of it must have sealed it; `root` is --trust-root.
 * ERR_REFUSED otherwise. verified_release() in either case.
 */
int erratum_open(struct verified *out, const char *path, const char *trust,
                 const char *root, struct err *e);

#endif

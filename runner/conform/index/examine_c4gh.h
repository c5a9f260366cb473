/*
 * examine_c4gh -- crypt4gh, by the rules C4GH-*: what can be told without a
 * key, the build of the header and the lengths of the segments.
 */
#ifndef CONFORM_EXAMINE_C4GH_H
#define CONFORM_EXAMINE_C4GH_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct examined;
struct examine_job;

/* See examine_fn and struct examine_format in conform/examine.h. */
int examine_c4gh(struct examined *out, const struct examine_job *job,
                 struct err *e);
bool examine_c4gh_sniff(const unsigned char *head, size_t n);

#endif

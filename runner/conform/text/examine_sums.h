/*
 * examine_sums -- lists of MD5, SHA-1, SHA-256, SHA-384 or SHA-512 sums, as
 * md5sum and its like write them, by the rules SUM-*. The files that are listed
 * are looked for beside the list, never outside its folder, and summed up.
 */
#ifndef CONFORM_EXAMINE_SUMS_H
#define CONFORM_EXAMINE_SUMS_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct examined;
struct examine_job;

/* See examine_fn and struct examine_format in conform/examine.h. */
int examine_sums(struct examined *out, const struct examine_job *job,
                 struct err *e);
bool examine_sums_sniff(const unsigned char *head, size_t n);

#endif

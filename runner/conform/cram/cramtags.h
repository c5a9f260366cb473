/*
 * cramtags -- the lists of tags that a CRAM's compression headers have (TD,
 * CRAMv3 s8.4.1). Each record has the tags of one of them; a value that holds
 * fewer bytes than its type needs (text without its NUL) takes in those that
 * follow, and so is told.
 *
 * The lists of all containers are one set: that a record has those of another
 * container is not told.
 *
 * Ownership: owns its array; all-zero is empty.
 */
#ifndef CONFORM_CRAMTAGS_H
#define CONFORM_CRAMTAGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct alnrec;
struct err;
struct names;

#define CRAMTAGS_LINES_MAX 65536 /* that differ; of more nothing is told */

struct cramtags {
    uint64_t *line; /* hashes, rising */
    size_t n;
    size_t cap;
    bool unknown; /* not all lists were read, or kept */
};

/* A list of `n` bytes, three a tag. -1: memory. */
int cramtags_add(struct cramtags *t, const unsigned char *line, size_t n,
                 struct err *e);
/* Has the record the tags of a list? A read group, which htslib puts behind
 * them, may follow: `groups` are those of the header. */
bool cramtags_fit(const struct cramtags *t, const struct alnrec *r,
                  const struct names *groups);
void cramtags_release(struct cramtags *t);

#endif

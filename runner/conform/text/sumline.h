/*
 * sumline -- one line of a list of checksums: "SUM  NAME", "SUM *NAME" (as
 * md5sum and sha256sum write them) or "TAG (NAME) = SUM" (BSD).
 *
 * A line that begins with a backslash has a name with escapes; they are left as
 * they are.
 */
#ifndef CONFORM_TEXT_SUMLINE_H
#define CONFORM_TEXT_SUMLINE_H

#include <stdbool.h>
#include <stddef.h>

struct sumline_span {
    const char *s;
    size_t n;
};

struct sumline {
    struct sumline_span sum;
    struct sumline_span name;
    int kind;     /* enum digest_kind; -1: known, but not computed here */
    bool escaped; /* a backslash stands before it */
};

/* false: the line is none. An empty name is one. */
bool sumline_parse(struct sumline *out, const char *s, size_t n);

#endif

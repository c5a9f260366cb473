/*
 * adopted -- the user's list of local copies of fixtures, adopted.tsv.
 *
 * One line a copy, TAB-separated, sorted by suite and fixture id, after the
 * line "#entente-adopted 1":
 *     suite  fixture  pin  digest  sha256  size  mtime  path
 * pin and digest say what was proved of the copy when it was adopted (for the
 * pin "adopted" nothing was: digest is its sha256); sha256 is of its octets,
 * size in bytes, mtime in ns since 1970, path absolute.
 *
 * Ownership: a struct adopted owns its rows; adopted_release() frees them.
 */
#ifndef JUDGE_ADOPTED_H
#define JUDGE_ADOPTED_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "core/suite.h"

struct err;

#define ADOPTED_MAGIC     "#entente-adopted 1"
#define ADOPTED_BYTES_MAX ((size_t)16 << 20)

struct adopted_row {
    const char *suite;
    const char *fixture;
    enum fixture_pin pin;
    const char *digest;
    const char *sha256;
    int64_t size;
    int64_t mtime_ns;
    const char *path;
};

struct adopted {
    struct arena arena;
    struct adopted_row *a;
    size_t n;
    size_t cap;
};

/* A list that does not exist is empty. ERR_SYNTAX with the line else. */
int adopted_read(struct adopted *out, const char *path, struct err *e);
/* From bytes; `name` is for messages. */
int adopted_parse(struct adopted *out, const char *bytes, size_t len,
                  const char *name, struct err *e);

/* NULL when there is none. */
const struct adopted_row *adopted_find(const struct adopted *list,
                                       const char *suite, const char *fixture);

/* Add a row, or replace the one of this suite and fixture; texts are copied.
 * ERR_REFUSED for a text with a TAB or a line feed. */
int adopted_put(struct adopted *list, const struct adopted_row *row,
                struct err *e);

/* Write it whole, or leave the old one; makes the folder. */
int adopted_write(const struct adopted *list, const char *path, struct err *e);
void adopted_release(struct adopted *list);

#endif

/*
 * hashing -- the SHA-256 of many files below one folder, several at a time.
 *
 * Each file is read once, from its start to its end, following no link. Which
 * thread reads what has no influence on the result.
 */
#ifndef JUDGE_HASHING_H
#define JUDGE_HASHING_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct progress;

#define HASHING_THREADS_MAX 4 /* a disk has not more to give */

struct hashing_file {
    const char *name;   /* relative to the folder; of the caller */
    enum err_code code; /* ERR_NONE; ERR_MISSING; ERR_REFUSED: no file */
    char sha256[65];    /* "" unless ERR_NONE */
    int64_t size;       /* bytes; 0 unless ERR_NONE */
};

/* Fill a[0..n). A file that is not there, or is a link or device, is noted in
 * its row; whatever else goes wrong (I/O, memory) ends it all with -1. */
int hashing_all(struct hashing_file *a, size_t n, const char *dir, int threads,
                struct progress *progress, struct err *e);

#endif

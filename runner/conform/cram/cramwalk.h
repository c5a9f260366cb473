/*
 * cramwalk -- the build of a CRAM: its containers, blocks and slices, each
 * byte looked at but for what the codecs compress (rules CRAM-*).
 *
 *     struct cramwalk w = {0};
 *     cramwalk_open(&w, path, &options, &problems, &e);
 *     cramwalk_run(&w, &e);
 *     ... w.slice, w.header, w.records ...
 *     cramwalk_release(&w);
 *
 * What comes behind a defect is looked at as long as it can be told where it
 * begins. `why` is set when a ceiling of ours was met, or the system failed.
 *
 * Units:     positions 1-based, as in the file.
 * Ownership: owns all in it; all-zero is empty.
 * Threads:   one thread.
 */
#ifndef CONFORM_CRAMWALK_H
#define CONFORM_CRAMWALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "conform/cram/cramtags.h"

struct bytesin;
struct fasta;
struct fasta_view;
struct problem_place;
struct problems;

#define CRAMWALK_BODY_MAX    ((size_t)128 << 20)  /* bytes of a container */
#define CRAMWALK_RAW_MAX     ((int64_t)512 << 20) /* of its blocks, opened */
#define CRAMWALK_RECORDS_MAX 1000000              /* of one slice */
/* Bases of the reference that slices may ask to be summed up: so many times all
 * of it, and some more. Reads that overlap ask for the same ones again. */
#define CRAMWALK_MD5_TIMES  16
#define CRAMWALK_MD5_MORE   INT64_C(1000000000)
#define CRAMWALK_SLICES_MAX 4000000 /* of the file */

struct cramwalk_slice {
    int64_t container; /* offset of its container in the file */
    int32_t landmark;  /* of its header behind the container's */
    int32_t size;      /* bytes of all its blocks */
    int32_t ref;       /* -1: reads without place; -2: several */
    int32_t start;
    int32_t span;
    int32_t records;
    char lacks[3]; /* a series without encoding that most reads need; "" */
};

/* Of the compression header that stands before the slices. */
struct cramwalk_coding {
    bool known; /* it was read: else nothing is said of it */
    bool names;
    bool delta;
    bool reference;
    bool has_ri;
    /* A series that has no encoding, though nearly all reads need it; "": */
    char placed_lack[3]; /* those that stand on a reference, */
    char others_lack[3]; /* and those that do not */
};

struct cramwalk_container {
    int64_t offset; /* of its header, in the file */
    int64_t body;   /* of its first block */
    int32_t length;
    int32_t ref;
    int32_t start;
    int32_t span;
    int32_t records;
    int64_t counter;
    int64_t bases;
    int32_t blocks;
    int32_t n_landmarks;
    int32_t *landmark;
    size_t cap_landmarks;
};

struct cramwalk {
    struct problems *problems;
    struct err *e;
    struct err why;
    struct bytesin *in;
    const struct fasta *reference; /* NULL: MD5 of slices are not compared */
    struct fasta_view *view;
    int64_t md5_bases; /* that may still be summed up */
    int64_t offset;    /* of what is read next */
    int version;       /* 21, 30, 31; 0: not one that is judged */
    char name[16];     /* of the version */
    bool bad;          /* what follows can not be told */
    bool ended;        /* the end-of-file container was met */

    unsigned char *head; /* of the container, as it stands */
    size_t n_head;
    size_t cap_head;
    unsigned char *body;
    size_t cap_body;
    struct cramwalk_container c;
    struct cramwalk_coding coding;
    struct cramtags tags; /* of all containers */
    uint64_t containers;  /* with that of the header */
    int64_t next_counter; /* -1: not known yet */

    char *header; /* text of the SAM header; NULL: none was found */
    size_t n_header;
    char **seq; /* names of @SQ, in its order, inside header_copy */
    bool *has_m5;
    size_t n_seq;
    char *header_copy;

    struct cramwalk_slice *slice;
    size_t n_slices;
    size_t cap_slices;
    int64_t records;
    int64_t bases;
    bool needs_reference; /* to decode a slice */
    bool unsure;          /* there may be more slices than were found */
};

/* `reference` may be NULL. -1: it can not be opened (w->why), memory (*e). */
int cramwalk_open(struct cramwalk *w, const char *path,
                  const struct fasta *reference, struct problems *p,
                  struct err *e);
/* -1 only for memory; else see w->why. */
int cramwalk_run(struct cramwalk *w);
void cramwalk_release(struct cramwalk *w);

#endif

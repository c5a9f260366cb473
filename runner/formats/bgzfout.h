/*
 * bgzfout -- text written as BGZF (SAMv1 s4.1), or plain, with digests of both
 * what is on the disk and what it holds.
 *
 * Every block holds BGZFOUT_BLOCK bytes of text but the last, so where blocks
 * begin depends on the text alone. The compressed bytes depend on the level and
 * on the library: libdeflate's version and, at level 1, ISA-L's, which makes
 * other bytes on processors without SSE 4.2 than on those with it. Pin the
 * octets of files that are handed round, compare files made on two machines by
 * their content.
 *
 * Threads: one thread a handle. With a crew (formats/stage.h), blocks are
 *          compressed by its threads and written in order; the bytes are the
 *          same. Then the handle belongs to the thread that made the crew.
 */
#ifndef FORMATS_BGZFOUT_H
#define FORMATS_BGZFOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"

struct crew;
struct err;
struct bgzfout;

#define BGZFOUT_BLOCK     0xff00 /* bytes of text in a block */
#define BGZFOUT_LEVEL_MAX 12

struct bgzfout_options {
    bool plain;        /* no compression at all */
    int level;         /* 1 (fastest) to BGZFOUT_LEVEL_MAX; 0 means 6 */
    const char *gzi;   /* also write this block index; NULL: none */
    bool no_digests;   /* the digests are not wanted: they stay "" */
    struct crew *crew; /* compresses; NULL: the caller does */
};

struct bgzfout_sum {
    int64_t bytes; /* on the disk */
    char sha256[DIGEST_HEX_MAX];
    int64_t content_bytes;
    char content_sha256[DIGEST_HEX_MAX];
};

/* A new file at `path` (an old one is overwritten). NULL with *e. `path` and
 * the options' strings are copied. */
struct bgzfout *bgzfout_open(const char *path, const struct bgzfout_options *o,
                             struct err *e);
int bgzfout_write(struct bgzfout *b, const void *text, size_t n, struct err *e);
/* The same, with an LF behind it. */
int bgzfout_line(struct bgzfout *b, const char *text, size_t n, struct err *e);

/* Bytes of text so far. */
int64_t bgzfout_tell(const struct bgzfout *b);

/*
 * Where byte `text` (from 0) of the text stands, as SAMv1 s4.1.1 has it: the
 * block's place << 16 | the place in it. false: its block is not written yet.
 * After bgzfout_end() all are. Not for plain files.
 */
bool bgzfout_place(uint64_t *out, const struct bgzfout *b, int64_t text);

/* Write what is left, the end marker and the index, close, and tell the
 * digests. `b` stays to be freed. */
int bgzfout_end(struct bgzfout_sum *sum, struct bgzfout *b, struct err *e);

/* Without bgzfout_end() the file is left unfinished. NULL is accepted. */
void bgzfout_free(struct bgzfout *b);

/* Make the tabix index of a finished, sorted VCF at `path`: PATH.tbi, or
 * PATH.csi for contigs of 2^29 bp and more. */
int bgzfout_index_vcf(const char *path, bool csi, struct err *e);

/* Digest and size of what a file holds: decompressed when it is gzip or BGZF,
 * else as it is. Fails with ERR_LIMIT above `max_bytes`. */
int bgzfout_content(char sha256[DIGEST_HEX_MAX], int64_t *bytes,
                    const char *path, int64_t max_bytes, struct err *e);

#endif

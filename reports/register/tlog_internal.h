/* tlog_internal -- what tlog.c, tlog_grow.c, tlog_stage.c and tlog_audit.c
 * share. */
#ifndef REPORTS_REGISTER_TLOG_INTERNAL_H
#define REPORTS_REGISTER_TLOG_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/path.h"
#include "reports/register/tlog.h"

#define TLOG_LEVELS     8                 /* of tiles: 256^8 entries */
#define TLOG_STAGED_MAX ((size_t)1 << 30) /* bytes that wait */
#define TLOG_BUNDLE_MAX                                                        \
    ((size_t)TLOG_TILE * (TLOG_ENTRY_MAX + 2)) /* bytes of a bundle */

/* The tile that was read last, at one level. */
struct tlog_tile {
    bool there;
    uint64_t index;
    unsigned width;
    struct merkle_hash a[TLOG_TILE];
};

/* The right edge, while the log grows. */
struct tlog_edge {
    uint64_t index; /* of the tile that is open */
    unsigned n;     /* hashes in it */
    struct merkle_hash a[TLOG_TILE];
};

struct tlog {
    char dir[PATH_TEXT_MAX];
    int lock; /* -1: opened for reading */
    struct checkpoint head;
    struct buf bytes; /* of the checkpoint's file */
    struct note note;
    bool has_note;
    struct tlog_tile tile[TLOG_LEVELS];
    /* The bundle that was read last. */
    bool bundle_there;
    uint64_t bundle_index;
    struct buf bundle;
    /* Growing: */
    bool growing;
    uint64_t size;    /* with what was appended */
    uint64_t written; /* of which the files hold this much */
    struct tlog_edge edge[TLOG_LEVELS];
    struct buf open_bundle;
    /* What tlog_flush() computed, and tlog_commit() compares with. */
    bool flushed;
    struct checkpoint next;
    struct buf staging; /* as a bundle: what tlog_stage_sync() is to write */
};

/* "tile/0/x001/234" or "tile/entries/...": level < 0 for entries; width 256
 * for a full one. Into out[PATH_TEXT_MAX], the folder before it. */
int tlog_file(char *out, const struct tlog *t, int level, uint64_t index,
              unsigned width, struct err *e);

/* How wide the tile is in a log of this size. */
unsigned tlog_width(uint64_t size, int level, uint64_t index);

/* From its file, whole: width hashes. */
int tlog_read_tile(struct tlog_tile *out, const struct tlog *t, int level,
                   uint64_t index, unsigned width, struct err *e);
int tlog_read_bundle(struct buf *out, const struct tlog *t, uint64_t index,
                     unsigned width, struct err *e);

/* The next entry of a bundle at *at; ERR_SYNTAX when it goes beyond the end. */
int tlog_next_entry(const char **entry, size_t *n, size_t *at,
                    const struct buf *bundle, struct err *e);

/* The hash over `n` hashes, a power of two of them. */
int tlog_fold(struct merkle_hash *out, const struct merkle_hash *a, unsigned n,
              struct err *e);

/* -1: this tile is not what the entries give. */
int tlog_damaged(int level, uint64_t index, struct err *e);

/* Forget what was read: files may have changed. */
void tlog_forget(struct tlog *t);

#endif

/*
 * tlog -- an append-only log as a folder of plain files (C2SP tlog-tiles): any
 * web server can hand it out, any copy of it can be checked.
 *
 *     checkpoint               the signed head (checkpoint.h, note.h)
 *     tile/0/x001/234[.p/W]    hashes of 256 entries (or W, at the right edge)
 *     tile/1/...               hashes of 256 full tiles below, and so on
 *     tile/entries/x001/234    the entries, each after its length (2 bytes,
 *                              big-endian)
 *     staged                   entries that wait for the next checkpoint; ours,
 *                              not of the log
 *
 * Only what a checkpoint covers is in the log. Entries are written first, the
 * checkpoint last: whatever interrupts it, the folder holds the old log or the
 * new one, and what lies beyond the checkpoint is written again.
 *
 * Units:   entries are counted from 0; an entry has 1 to TLOG_ENTRY_MAX bytes.
 * Memory:  one tile a level and one bundle of entries.
 * Threads: one thread a log; one process writes at a time (a lock is held).
 */
#ifndef REPORTS_REGISTER_TLOG_H
#define REPORTS_REGISTER_TLOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reports/register/checkpoint.h"
#include "reports/register/merkle.h"

struct buf;
struct err;
struct tlog;

#define TLOG_ENTRY_MAX      65535
#define TLOG_TILE           256
#define TLOG_CHECKPOINT     "checkpoint"
#define TLOG_SIZE_MAX       (UINT64_C(1) << 40)
#define TLOG_CHECKPOINT_MAX ((size_t)64 << 10) /* bytes of the file */

/* Reads the checkpoint; no signature is checked (tlog_note() is there for
 * that). With `write` the folder is locked. A folder without a checkpoint is
 * an empty log of this `origin` (NULL: ERR_MISSING). */
struct tlog *tlog_open(const char *dir, const char *origin, bool write,
                       struct err *e);
void tlog_close(struct tlog *t);

const struct checkpoint *tlog_head(const struct tlog *t);
/* The checkpoint's bytes, and their note; NULL while there is none. */
const struct note *tlog_note(const struct tlog *t);
const char *tlog_note_bytes(size_t *n, const struct tlog *t);

/* Tree of what the checkpoint covers, for merkle_inclusion() and so on. Its
 * hashes come from the files as they are. */
struct merkle_tree tlog_tree(struct tlog *t);

/* Into `out` (cleared). ERR_RANGE outside the log. */
int tlog_entry(struct buf *out, struct tlog *t, uint64_t index, struct err *e);

/* Are all files what the checkpoint's root says? Each entry is hashed again:
 * linear in the log. Calls `seen` (may be NULL) for each entry in turn. */
int tlog_audit(struct tlog *t,
               int (*seen)(void *arg, uint64_t index, const char *entry,
                           size_t n, struct err *e),
               void *arg, struct err *e);

/* --- growing ------------------------------------------------------------ */

/* Into the log, behind all others; not in a checkpoint yet. */
int tlog_append(struct tlog *t, const void *entry, size_t n, struct err *e);
/* Writes what is open and computes the new head: what the next checkpoint is
 * to sign. */
int tlog_flush(struct checkpoint *out, struct tlog *t, struct err *e);
/* Takes this note as the checkpoint; its text must be what tlog_flush() gave
 * (ERR_MISMATCH), or, when nothing was appended, the same head as before. */
int tlog_commit(struct tlog *t, const char *note, size_t n, struct err *e);

/* Entries that wait, in the file `staged`, so that who adds needs no key. What
 * a checkpoint has taken is dropped, also after an interruption. Staged is kept
 * in memory; _sync() puts all of it into the file, or, when it fails or is
 * interrupted, nothing. A file that is damaged, or waits for a longer log, is
 * ERR_REFUSED: what was to be in the log must not be lost unseen. */
int tlog_stage(struct tlog *t, const void *entry, size_t n, struct err *e);
int tlog_stage_sync(struct tlog *t, struct err *e);
int tlog_staged(struct tlog *t,
                int (*each)(void *arg, const char *entry, size_t n,
                            struct err *e),
                void *arg, struct err *e);

#endif

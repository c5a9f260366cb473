/*
 * tlogproof -- that one entry is in a log, in one file that can be checked
 * years later without the log (C2SP tlog-proof): the entry's number, the
 * hashes that lead to the root, and the checkpoint that signs it. It stands in
 * the container beside what it is about, as NAME.tlog-proof.
 *
 * Its line `extra`, which the specification leaves to the application, holds
 * the entry itself in base64: so the proof says on its own what it proves.
 * Nothing is believed of it that the hashes do not bear out.
 *
 * It can not show that nothing came after: a suspension is another entry.
 */
#ifndef REPORTS_REGISTER_TLOGPROOF_H
#define REPORTS_REGISTER_TLOGPROOF_H

#include <stddef.h>
#include <stdint.h>

#include "reports/register/checkpoint.h"
#include "reports/register/merkle.h"
#include "reports/register/note.h"

struct buf;
struct err;
struct tlog;

#define TLOGPROOF_HEAD      "c2sp.org/tlog-proof@v1"
#define TLOGPROOF_BYTES_MAX ((size_t)128 << 10)

struct tlogproof {
    uint64_t index;
    const char *extra; /* base64; points into the bytes. NULL: none */
    size_t extra_len;
    struct merkle_proof proof;
    struct note note; /* points into the bytes that were read */
    struct checkpoint checkpoint;
};

/* Of entry `index` as the log's checkpoint has it. */
int tlogproof_make(struct buf *out, struct tlog *t, uint64_t index,
                   struct err *e);

/* `bytes` must outlive *out. Nothing is verified but the grammar. */
int tlogproof_parse(struct tlogproof *out, const char *bytes, size_t n,
                    struct err *e);

/* The entry that it carries, into `out`. ERR_MISSING, ERR_SYNTAX. */
int tlogproof_entry(struct buf *out, const struct tlogproof *p, struct err *e);

/* Does it lead from this entry to the root? Who signed the root is
 * note_check()'s to say. */
int tlogproof_check(const struct tlogproof *p, const void *entry, size_t n,
                    struct err *e);

#endif

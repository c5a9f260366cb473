/*
 * readshead -- the text of the header of SAM, BAM or CRAM, as it stands in the
 * file: lines that begin with @, each with its LF.
 *
 * Told by content. Only what leads to the text is looked at: whether file and
 * header are right is for the format rules (runner/conform) to say. NUL bytes
 * behind the text of a BAM are left out.
 *
 * Errors: ERR_IO from the system; ERR_SYNTAX (it is none of these, or cut),
 *         ERR_LIMIT (a header above READSHEAD_BYTES_MAX): defects.
 * Threads: no shared state.
 */
#ifndef FORMATS_READSHEAD_H
#define FORMATS_READSHEAD_H

#include <stddef.h>

struct buf;
struct err;

#define READSHEAD_BYTES_MAX ((size_t)64 << 20)

/* Into `out`, which buf_init() made with a ceiling above that. */
int readshead_read(struct buf *out, const char *path, struct err *e);

/* The same of a BCF: VCF text. */
int readshead_bcf(struct buf *out, const char *path, struct err *e);

#endif

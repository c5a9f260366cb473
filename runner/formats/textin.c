/*
 * bgzf_read() forgets what it has copied when a later block is bad, and which
 * kind of failure it was. So blocks are asked for one by one.
 */
#include "formats/textin.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include <htslib/bgzf.h>
#include <htslib/hfile.h>

#include "base/err.h"
#include "base/le.h"

struct textin {
    BGZF *in;
    enum textin_end end;
    bool failed; /* by a system call or a defect, after what was given */
};

struct textin *textin_open(struct hFILE *in, struct err *e)
{
    struct textin *t = calloc(1, sizeof(*t));
    int os;

    if (t)
        t->in = bgzf_hopen(in, "r");
    if (t && t->in)
        return t;
    os = herrno(in);
    if (t && os)
        err_set(e, ERR_IO, "cannot read: %s", err_os(os));
    else
        err_nomem(e);
    hclose_abruptly(in);
    free(t);
    return NULL;
}

void textin_close(struct textin *t)
{
    if (!t)
        return;
    bgzf_close(t->in);
    free(t);
}

int textin_damaged(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "the compressed data are damaged after this line; make "
                   "the file again or copy it anew");
}

int textin_cut_short(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "the compressed file was cut short after this line; copy it "
                   "anew, whole");
}

int textin_no_end_block(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "the BGZF end-of-file block is missing: the file is cut "
                   "short; send it again");
}

static int why(struct textin *t, struct err *e)
{
    int os = herrno(t->in->fp);

    if (os) {
        t->end = TEXTIN_IO;
        return err_set(e, ERR_IO, "cannot read: %s", err_os(os));
    }
    if (t->in->errcode & BGZF_ERR_IO) {
        t->end = TEXTIN_CUT;
        return textin_cut_short(e);
    }
    t->end = TEXTIN_DAMAGED;
    return textin_damaged(e);
}

enum textin_end textin_end(const struct textin *t)
{
    return t->end;
}

int64_t textin_tell(const struct textin *t)
{
    return htell(t->in->fp);
}

bool textin_is_gzip(const struct textin *t)
{
    return t->in->is_compressed && t->in->is_gzip;
}

/* htslib does not compare a BGZF block with the length (ISIZE) at its end. */
static bool right_size(const BGZF *in)
{
    const unsigned char *block = in->compressed_block;
    const unsigned char *end;

    if (in->is_gzip || in->block_length == 0)
        return true;
    end = block + le16(block + 16) + 1;
    return le32(end - 4) == (uint32_t)in->block_length;
}

/* Bytes of the present block, a new one when the last is used up; 0 at the end
 * and when none can be had. */
static size_t available(struct textin *t)
{
    BGZF *in = t->in;

    if (in->block_length > in->block_offset)
        return (size_t)(in->block_length - in->block_offset);
    t->failed = bgzf_read_block(in) || !right_size(in);
    if (t->failed)
        return 0;
    return (size_t)(in->block_length - in->block_offset);
}

static ssize_t read_blocks(struct textin *t, char *out, size_t n)
{
    size_t have = 0;

    while (have < n && !t->failed) {
        size_t more = available(t);
        ssize_t got;

        if (!more)
            break;
        got = bgzf_read(t->in, out + have, more < n - have ? more : n - have);
        if (got < 0)
            t->failed = true;
        else
            have += (size_t)got;
    }
    return (ssize_t)have;
}

ssize_t textin_read(struct textin *t, char *out, size_t n, struct err *e)
{
    ssize_t got = 0;

    if (!t->failed && t->in->is_compressed)
        got = read_blocks(t, out, n);
    else if (!t->failed)
        got = hread(t->in->fp, out, n);
    if (got < 0)
        t->failed = true;
    if (got > 0)
        return got;
    if (t->failed)
        return why(t, e);
    if (!t->in->no_eof_block)
        return 0;
    t->end = TEXTIN_NO_END_BLOCK;
    return textin_no_end_block(e);
}

#include "formats/fastaio.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <htslib/bgzf.h>
#include <htslib/hfile.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "formats/fastaio_internal.h"

#define WINDOW_BYTES 65536
#define WINDOW_BACK  4096 /* bytes kept before the position asked for */

struct fasta_view {
    const struct fasta *f;
    BGZF *bgzf;   /* NULL for a plain file */
    int64_t next; /* offset that bgzf would read next; -1 unknown */
    char window[WINDOW_BYTES];
    int64_t beg; /* of the window, in the uncompressed file */
    int64_t end;
    uint32_t contig; /* line of the base asked for last */
    int64_t line_pos;
    int64_t line_at;
};

/* BGZF block head: the 18 bytes of SAMv1 section 4.1, with BSIZE as the only
 * extra field, as bgzip writes it. */
static int64_t block_bytes(const unsigned char *h)
{
    static const unsigned char magic[4] = {0x1f, 0x8b, 8, 4};
    static const unsigned char extra[6] = {6, 0, 'B', 'C', 2, 0};

    if (memcmp(h, magic, sizeof(magic)) != 0 ||
        memcmp(h + 10, extra, sizeof(extra)) != 0)
        return -1;
    return (int64_t)h[16] + 256 * (int64_t)h[17] + 1;
}

static int read_at(const struct fasta *f, void *out, size_t n, int64_t at,
                   struct err *e)
{
    ssize_t got = pread(f->fd, out, n, (off_t)at);

    if (got < 0)
        return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    if ((size_t)got != n)
        return err_set(e, ERR_SYNTAX,
                       "the compressed reference was cut short; copy it anew, "
                       "whole");
    return 0;
}

static int add_block(struct fasta *f, size_t *cap, int64_t at, struct err *e)
{
    if (f->n_blocks == *cap) {
        size_t more = *cap ? 2 * *cap : 1024;
        struct fasta_block *b = realloc(f->block, more * sizeof(*b));

        if (!b)
            return err_nomem(e);
        f->block = b;
        *cap = more;
    }
    f->block[f->n_blocks++] = (struct fasta_block){at, f->size_bytes};
    return 0;
}

/* Go from head to head through a BGZF file of `size` bytes. */
static int scan_blocks(struct fasta *f, int64_t size, struct err *e)
{
    unsigned char h[18];
    unsigned char isize[4];
    size_t cap = 0;

    for (int64_t at = 0; at < size;) {
        int64_t n;

        if (read_at(f, h, sizeof(h), at, e))
            return -1;
        n = block_bytes(h);
        if (n < 0)
            return err_set(e, ERR_SYNTAX,
                           "the reference is compressed, but not by bgzip; "
                           "compress it with bgzip");
        if (add_block(f, &cap, at, e) ||
            read_at(f, isize, sizeof(isize), at + n - 4, e))
            return -1;
        f->size_bytes +=
            isize[0] + 256 * (int64_t)isize[1] + 65536 * (int64_t)isize[2];
        at += n;
    }
    return 0;
}

static int open_file(struct fasta *f, struct err *e)
{
    struct stat st;
    unsigned char head[2] = {0, 0};

    f->fd = path_open_read(f->path, e);
    if (f->fd < 0)
        return -1;
    if (fstat(f->fd, &st))
        return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    if (st.st_size == 0)
        return err_set(e, ERR_SYNTAX, "the reference is empty");
    if (st.st_size >= 2 && read_at(f, head, sizeof(head), 0, e))
        return -1;
    if (head[0] == 0x1f && head[1] == 0x8b)
        return scan_blocks(f, st.st_size, e);
    f->size_bytes = st.st_size;
    return 0;
}

int fasta_open(struct fasta *out, const char *path, struct err *e)
{
    struct fasta f = {.fd = -1};
    struct fasta_view *v = NULL;
    int got;
    int rc = -1;

    f.path = strdup(path);
    if (!f.path) {
        err_nomem(e);
        goto done;
    }
    if (open_file(&f, e))
        goto done;
    v = fasta_view_open(&f, e);
    if (!v)
        goto done;
    got = fasta_index_read(&f, v, e);
    if (got < 0 || (got == 0 && fasta_index_build(&f, v, e)))
        goto done;
    *out = f;
    f = (struct fasta){.fd = -1};
    rc = 0;
done:
    if (rc)
        err_at(e, path, 0, 0);
    fasta_view_close(v);
    fasta_close(&f);
    return rc;
}

void fasta_close(struct fasta *f)
{
    /* The all-zero value was never opened. */
    if (f->fd >= 0 && f->path)
        close(f->fd);
    free(f->path);
    free(f->seq);
    free(f->block);
    names_release(&f->names);
    *f = (struct fasta){.fd = -1};
}

/* A second handle on the same compressed file, by its path; is it still the
 * same file? */
static BGZF *open_again(const struct fasta *f, struct err *e)
{
    int fd = path_open_read(f->path, e);
    struct stat was;
    struct stat is;
    BGZF *bgzf;

    if (fd < 0)
        return NULL;
    if (fstat(f->fd, &was) || fstat(fd, &is) || was.st_ino != is.st_ino ||
        was.st_dev != is.st_dev) {
        close(fd);
        err_set(e, ERR_MISMATCH,
                "the reference was replaced while it was being read");
        return NULL;
    }
    bgzf = bgzf_dopen(fd, "r");
    if (!bgzf) {
        close(fd);
        err_nomem(e);
    }
    return bgzf;
}

struct fasta_view *fasta_view_open(const struct fasta *f, struct err *e)
{
    struct fasta_view *v = calloc(1, sizeof(*v));

    if (!v) {
        err_nomem(e);
        return NULL;
    }
    v->f = f;
    v->next = -1;
    v->contig = NAMES_NONE;
    if (f->n_blocks) {
        v->bgzf = open_again(f, e);
        if (!v->bgzf) {
            free(v);
            return NULL;
        }
    }
    return v;
}

void fasta_view_close(struct fasta_view *v)
{
    if (!v)
        return;
    if (v->bgzf)
        bgzf_close(v->bgzf);
    free(v);
}

/* Move the BGZF handle to an offset in the uncompressed text. */
static int seek_text(struct fasta_view *v, int64_t offset, struct err *e)
{
    const struct fasta_block *b = v->f->block;
    size_t lo = 0;
    size_t hi = v->f->n_blocks;

    if (v->next == offset)
        return 0;
    while (hi - lo > 1) { /* the last block that starts at or before it */
        size_t mid = lo + (hi - lo) / 2;

        if (b[mid].text_at <= offset)
            lo = mid;
        else
            hi = mid;
    }
    /* A virtual offset (SAMv1 section 4.1.1). */
    if (bgzf_seek(v->bgzf, (b[lo].at << 16) | (offset - b[lo].text_at),
                  SEEK_SET) < 0)
        return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    v->next = offset;
    return 0;
}

static int64_t read_bgzf(char *out, struct fasta_view *v, int64_t offset,
                         int64_t n, struct err *e)
{
    ssize_t got;

    if (seek_text(v, offset, e))
        return -1;
    got = bgzf_read(v->bgzf, out, (size_t)n);
    if (got < 0)
        return err_set(e, ERR_SYNTAX,
                       "the compressed reference is damaged; copy it anew");
    v->next = offset + got;
    return got;
}

int64_t fasta_view_read(char *out, struct fasta_view *v, int64_t offset,
                        int64_t n, struct err *e)
{
    int64_t done = 0;

    if (offset >= v->f->size_bytes)
        return 0;
    if (n > v->f->size_bytes - offset)
        n = v->f->size_bytes - offset;
    if (v->bgzf)
        return read_bgzf(out, v, offset, n, e);
    while (done < n) {
        ssize_t got = pread(v->f->fd, out + done, (size_t)(n - done),
                            (off_t)(offset + done));

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
        if (got == 0)
            break;
        done += got;
    }
    return done;
}

int64_t fasta_offset(const struct fasta_seq *s, int64_t pos)
{
    return s->offset + pos / s->line_bases * s->line_bytes +
           pos % s->line_bases;
}

static int not_a_base(struct fasta_view *v, uint32_t contig, struct err *e)
{
    err_set(e, ERR_MISMATCH,
            "the reference holds something that is no base in contig %s; make "
            "its index (.fai) again",
            v->f->names.a[contig]);
    return err_at(e, v->f->path, 0, 0);
}

/* Upper case of a base; 0 when the byte is none. */
#define TWICE(c) [c] = (c), [(c) | 0x20] = (c)
static const char upper_of[256] = {
    TWICE('A'), TWICE('B'), TWICE('C'),  TWICE('D'),  TWICE('E'), TWICE('F'),
    TWICE('G'), TWICE('H'), TWICE('I'),  TWICE('J'),  TWICE('K'), TWICE('L'),
    TWICE('M'), TWICE('N'), TWICE('O'),  TWICE('P'),  TWICE('Q'), TWICE('R'),
    TWICE('S'), TWICE('T'), TWICE('U'),  TWICE('V'),  TWICE('W'), TWICE('X'),
    TWICE('Y'), TWICE('Z'), ['*'] = '*', ['-'] = '-',
};
#undef TWICE

static int upper(char c)
{
    return upper_of[(unsigned char)c];
}

int64_t fasta_length(const struct fasta_view *v, uint32_t contig)
{
    return v->f->seq[contig].length;
}

/* Make the window hold the byte at `at`. Reading on keeps the end of what was
 * there, so that nothing is read, or decompressed, twice. */
static int load(struct fasta_view *v, int64_t at, struct err *e)
{
    int64_t keep =
        v->end - v->beg < WINDOW_BACK ? v->end - v->beg : WINDOW_BACK;
    int64_t got;

    if (at >= v->beg && at < v->end)
        return 0;
    if (at < v->end || at >= v->end + WINDOW_BYTES - keep) {
        keep = 0;
        v->end = at > WINDOW_BACK ? at - WINDOW_BACK : 0;
    }
    if (keep)
        memmove(v->window, v->window + (v->end - keep - v->beg), (size_t)keep);
    v->beg = v->end - keep;
    got = fasta_view_read(v->window + keep, v, v->end, WINDOW_BYTES - keep, e);
    if (got < 0)
        return err_at(e, v->f->path, 0, 0);
    v->end += got;
    if (at >= v->end) {
        err_set(e, ERR_MISMATCH,
                "the reference ends before its index (.fai) says");
        return err_at(e, v->f->path, 0, 0);
    }
    return 0;
}

int fasta_base(struct fasta_view *v, uint32_t contig, int64_t pos,
               struct err *e)
{
    const struct fasta_seq *s = &v->f->seq[contig];
    int64_t at;
    int base;

    if (pos < 0 || pos >= s->length)
        return 0;
    if (contig != v->contig || pos < v->line_pos ||
        pos >= v->line_pos + s->line_bases) {
        v->contig = contig;
        v->line_pos = pos - pos % s->line_bases;
        v->line_at = fasta_offset(s, v->line_pos);
    }
    at = v->line_at + (pos - v->line_pos);
    if (load(v, at, e))
        return -1;
    base = upper(v->window[at - v->beg]);
    return base ? base : not_a_base(v, contig, e);
}

int fasta_get(char *out, struct fasta_view *v, uint32_t contig, int64_t beg,
              int64_t end, struct err *e)
{
    const struct fasta_seq *s = &v->f->seq[contig];

    if (beg < 0 || end < beg || end > s->length)
        return err_set(e, ERR_RANGE, "%s has only %lld bases",
                       v->f->names.a[contig], (long long)s->length);
    while (beg < end) {
        int64_t at = fasta_offset(s, beg);
        int64_t n = s->line_bases - beg % s->line_bases;

        if (load(v, at, e))
            return -1;
        if (n > end - beg)
            n = end - beg;
        if (n > v->end - at)
            n = v->end - at;
        for (int64_t i = 0; i < n; i++) {
            int base = upper(v->window[at - v->beg + i]);

            if (!base)
                return not_a_base(v, contig, e);
            *out++ = (char)base;
        }
        beg += n;
    }
    return 0;
}

int fasta_md5(char out[FASTA_MD5_HEX], struct fasta_view *v, uint32_t contig,
              struct err *e)
{
    char part[16384];
    char hex[DIGEST_HEX_MAX];
    int64_t length = v->f->seq[contig].length;
    struct digest *d = digest_new(DIGEST_MD5, e);
    int rc = -1;

    if (!d)
        return -1;
    for (int64_t beg = 0; beg < length;) {
        int64_t end = length - beg > (int64_t)sizeof(part)
                          ? beg + (int64_t)sizeof(part)
                          : length;

        if (fasta_get(part, v, contig, beg, end, e) ||
            digest_add(d, part, (size_t)(end - beg), e))
            goto done;
        beg = end;
    }
    if (digest_hex(hex, d, e))
        goto done;
    memcpy(out, hex, FASTA_MD5_HEX - 1);
    out[FASTA_MD5_HEX - 1] = '\0';
    rc = 0;
done:
    digest_free(d);
    return rc;
}

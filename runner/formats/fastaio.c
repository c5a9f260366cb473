#include "formats/fastaio.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "formats/fastaio_internal.h"

#define WINDOW_BYTES (65536 + WINDOW_BACK)
#define WINDOW_BACK  1024 /* bytes kept before the position asked for */
#define WINDOW_FIRST 4096 /* read at a new place: often a few bases will do */

struct fasta_view {
    const struct fasta *f;
    struct fasta_inflater *inflater; /* NULL for a plain file */
    char window[WINDOW_BYTES];
    int64_t beg; /* of the window, in the uncompressed file */
    int64_t end;
    int64_t read_bytes; /* how much to read when it is read on */
    uint32_t contig;    /* line of the base asked for last */
    int64_t line_pos;
    uint64_t line_n; /* bases of the contig on it */
    int64_t line_at;
};

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
    if (st.st_size >= 2 && fasta_read_at(f, head, sizeof(head), 0, e))
        return -1;
    if (head[0] == 0x1f && head[1] == 0x8b)
        return fasta_blocks_scan(f, st.st_size, e);
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
    if (f.n_blocks) {
        f.cache = fasta_cache_new(&f, e);
        if (!f.cache)
            goto done;
    }
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
    fasta_cache_free(f->cache);
    free(f->block);
    names_release(&f->names);
    *f = (struct fasta){.fd = -1};
}

struct fasta_view *fasta_view_open(const struct fasta *f, struct err *e)
{
    struct fasta_view *v = calloc(1, sizeof(*v));

    if (!v) {
        err_nomem(e);
        return NULL;
    }
    v->f = f;
    v->contig = NAMES_NONE;
    v->read_bytes = WINDOW_FIRST;
    if (f->cache) {
        v->inflater = fasta_inflater_new(f->cache, e);
        if (!v->inflater) {
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
    fasta_inflater_free(v->inflater);
    free(v);
}

int64_t fasta_view_read(char *out, struct fasta_view *v, int64_t offset,
                        int64_t n, struct err *e)
{
    int64_t done = 0;

    if (offset >= v->f->size_bytes)
        return 0;
    if (n > v->f->size_bytes - offset)
        n = v->f->size_bytes - offset;
    if (v->inflater)
        return fasta_blocks_read(out, v->f, v->inflater, offset, n, e);
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
 * there, so that nothing is read twice, and reads more each time. */
static int read_on(struct fasta_view *v, int64_t at, struct err *e)
{
    int64_t keep =
        v->end - v->beg < WINDOW_BACK ? v->end - v->beg : WINDOW_BACK;
    int64_t got;

    if (at < v->end || at >= v->end + v->read_bytes) {
        keep = 0;
        v->end = at > WINDOW_BACK ? at - WINDOW_BACK : 0;
        v->read_bytes = WINDOW_FIRST;
    }
    if (keep)
        memmove(v->window, v->window + (v->end - keep - v->beg), (size_t)keep);
    v->beg = v->end - keep;
    got = fasta_view_read(v->window + keep, v, v->end, v->read_bytes, e);
    if (got < 0)
        return err_at(e, v->f->path, 0, 0);
    v->end += got;
    if (v->read_bytes < WINDOW_BYTES - WINDOW_BACK)
        v->read_bytes *= 2;
    if (at >= v->end) {
        err_set(e, ERR_MISMATCH,
                "the reference ends before its index (.fai) says");
        return err_at(e, v->f->path, 0, 0);
    }
    return 0;
}

static inline int load(struct fasta_view *v, int64_t at, struct err *e)
{
    return at >= v->beg && at < v->end ? 0 : read_on(v, at, e);
}

/* Does the base stand on the line of the one that was asked for last? */
static inline bool is_near(const struct fasta_view *v, uint32_t contig,
                           int64_t pos)
{
    return contig == v->contig && (uint64_t)(pos - v->line_pos) < v->line_n;
}

/* Where a base of the contig stands in the uncompressed file. Neighbours are
 * mostly on one line; divisions of 64 bits take long. */
static inline int64_t find(struct fasta_view *v, uint32_t contig, int64_t pos)
{
    const struct fasta_seq *s = &v->f->seq[contig];
    int64_t line;
    int64_t left;

    if (is_near(v, contig, pos))
        return v->line_at + (pos - v->line_pos);
    line = s->line_bases <= FASTA_LENGTH_MAX
               ? (uint32_t)pos / (uint32_t)s->line_bases
               : 0;
    left = s->length - line * s->line_bases;
    v->contig = contig;
    v->line_pos = line * s->line_bases;
    v->line_n = (uint64_t)(left < s->line_bases ? left : s->line_bases);
    v->line_at = s->offset + line * s->line_bytes;
    return v->line_at + (pos - v->line_pos);
}

int fasta_base(struct fasta_view *v, uint32_t contig, int64_t pos,
               struct err *e)
{
    int64_t at;
    int base;

    if (!is_near(v, contig, pos) &&
        (pos < 0 || pos >= v->f->seq[contig].length))
        return 0;
    at = find(v, contig, pos);
    if (load(v, at, e))
        return -1;
    base = upper(v->window[at - v->beg]);
    return base ? base : not_a_base(v, contig, e);
}

/* false: not all of it are bases. */
static bool copy_upper(char *restrict out, const char *restrict in, int64_t n)
{
    bool bad = false;

    for (int64_t i = 0; i < n; i++) {
        char c = upper_of[(unsigned char)in[i]];

        out[i] = c;
        bad |= !c;
    }
    return !bad;
}

int fasta_get(char *out, struct fasta_view *v, uint32_t contig, int64_t beg,
              int64_t end, struct err *e)
{
    const struct fasta_seq *s = &v->f->seq[contig];
    bool bad = false;

    if (beg < 0 || end < beg || end > s->length)
        return err_set(e, ERR_RANGE, "%s has only %lld bases",
                       v->f->names.a[contig], (long long)s->length);
    while (beg < end) {
        int64_t at = find(v, contig, beg);
        int64_t n = s->line_bases - (beg - v->line_pos);

        if (load(v, at, e))
            return -1;
        if (n > end - beg)
            n = end - beg;
        if (n > v->end - at)
            n = v->end - at;
        bad |= !copy_upper(out, v->window + (at - v->beg), n);
        out += n;
        beg += n;
    }
    return bad ? not_a_base(v, contig, e) : 0;
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

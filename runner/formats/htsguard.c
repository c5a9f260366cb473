#include "formats/htsguard.h"

#include <string.h>
#include <unistd.h>

#include <htslib/bgzf.h>
#include <htslib/hfile.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/le.h"
#include "base/num.h"
#include "base/path.h"

#define BCF_FIXED     24 /* bytes of a record that are always there */
#define FIXED_COLUMNS 9  /* before the first sample */

static bool starts(const char *line, size_t len, const char *with)
{
    size_t n = strlen(with);

    return len >= n && memcmp(line, with, n) == 0;
}

/* ",IDX=123>" or "<IDX=": quotes are not looked at, so a description that
 * holds such a text is judged too, which does no harm. */
static int check_idx(const char *line, size_t len, struct err *e)
{
    const char *end = line + len;
    const char *p = line;

    while ((p = memchr(p, 'I', (size_t)(end - p)))) {
        struct err why = {0};
        const char *at = p + 4;
        int64_t idx;

        p++;
        if (!starts(p - 1, (size_t)(end - p + 1), "IDX="))
            continue;
        if (num_parse(&idx, &at, end, HTSGUARD_IDX_MAX, &why) &&
            why.code == ERR_RANGE)
            return err_set(e, ERR_LIMIT,
                           "IDX in the header is above %d, the highest "
                           "accepted",
                           HTSGUARD_IDX_MAX);
    }
    return 0;
}

static int header_line(struct htsguard *g, const char *line, size_t len,
                       struct err *e)
{
    static const char *const indexed[] = {"##contig=<", "##INFO=<",
                                          "##FORMAT=<", "##FILTER=<"};

    if (++g->header_lines > HTSGUARD_HEADER_LINES_MAX)
        return err_set(e, ERR_LIMIT, "the header has more than %d lines",
                       HTSGUARD_HEADER_LINES_MAX);
    for (size_t i = 0; i < sizeof(indexed) / sizeof(indexed[0]); i++)
        if (starts(line, len, indexed[i]))
            return check_idx(line, len, e);
    if (++g->free_lines > HTSGUARD_FREE_LINES_MAX)
        return err_set(e, ERR_LIMIT,
                       "the header has more than %d lines besides those of "
                       "contigs, INFO, FORMAT and FILTER",
                       HTSGUARD_FREE_LINES_MAX);
    return check_idx(line, len, e);
}

static uint64_t columns(size_t *longest, const char *line, size_t len)
{
    const char *end = line + len;
    uint64_t n = 0;

    *longest = 0;
    for (const char *p = line; p; n++) {
        const char *tab = memchr(p, '\t', (size_t)(end - p));
        size_t width = (size_t)((tab ? tab : end) - p);

        if (width > *longest)
            *longest = width;
        p = tab ? tab + 1 : NULL;
    }
    return n;
}

/* The longest column is looked for only where the line could matter. */
static int body_line(const struct htsguard *g, const char *line, size_t len,
                     struct err *e)
{
    size_t longest = len;

    if (g->samples < 2 || len <= HTSGUARD_VALUES_BYTES_MAX / g->samples)
        return 0;
    (void)columns(&longest, line, len);
    if (longest > HTSGUARD_VALUES_BYTES_MAX / g->samples)
        return err_set(e, ERR_LIMIT,
                       "one value of this record is too long for a file of so "
                       "many samples");
    return 0;
}

int htsguard_line(struct htsguard *g, const char *line, size_t len,
                  struct err *e)
{
    size_t unused;
    uint64_t n;

    if (g->in_body)
        return body_line(g, line, len, e);
    if (starts(line, len, "##"))
        return header_line(g, line, len, e);
    n = columns(&unused, line, len);
    g->in_body = true;
    g->samples = n > FIXED_COLUMNS ? n - FIXED_COLUMNS : 0;
    return 0;
}

/* ---- BCF ---- */

static int bgzf_failed(const BGZF *in, struct err *e)
{
    int os = herrno(in->fp);

    if (os)
        return err_set(e, ERR_IO, "cannot read: %s", err_os(os));
    return err_set(e, ERR_SYNTAX,
                   "the compressed data are damaged or were cut short; make "
                   "the file again or copy it anew");
}

static int cut_short(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "the BCF is damaged or was cut short at this record; make "
                   "it again or copy it anew");
}

/* 1: all `n` bytes; 0: the file ended before the first; -1. */
static int take(void *out, BGZF *in, size_t n, struct err *e)
{
    ssize_t got = bgzf_read(in, out, n);

    if (got < 0)
        return bgzf_failed(in, e);
    if ((size_t)got == n)
        return 1;
    return got ? cut_short(e) : 0;
}

static int skip(BGZF *in, size_t n, struct err *e)
{
    char part[1 << 14];

    while (n) {
        size_t want = n < sizeof(part) ? n : sizeof(part);
        int got = take(part, in, want, e);

        if (got <= 0)
            return got < 0 ? -1 : cut_short(e);
        n -= want;
    }
    return 0;
}

static int bcf_header_lines(const char *text, size_t n, struct err *e)
{
    struct htsguard g = {0};
    const char *nul = memchr(text, '\0', n);
    const char *end = nul ? nul : text + n;

    while (text < end && !g.in_body) {
        const char *lf = memchr(text, '\n', (size_t)(end - text));
        const char *stop = lf ? lf : end;

        if (htsguard_line(&g, text, (size_t)(stop - text), e))
            return -1;
        text = lf ? lf + 1 : end;
    }
    return 0;
}

static int header_damaged(struct err *e)
{
    return err_set(e, ERR_SYNTAX, "the BCF header is damaged or was cut short");
}

static int header_text(struct buf *out, BGZF *in, size_t n, struct err *e)
{
    char part[1 << 14];

    while (n) {
        size_t want = n < sizeof(part) ? n : sizeof(part);

        if (bgzf_read(in, part, want) != (ssize_t)want)
            return herrno(in->fp) ? bgzf_failed(in, e) : header_damaged(e);
        buf_add(out, part, want);
        if (buf_check(out, e))
            return -1;
        n -= want;
    }
    return 0;
}

/* `head`: magic, version, length of the text. */
static int bcf_header(const unsigned char head[9], BGZF *in, struct err *e)
{
    struct buf text;
    int rc = -1;

    buf_init(&text, HTSGUARD_HEADER_BYTES_MAX);
    if (header_text(&text, in, le32(head + 5), e) == 0)
        rc = text.n ? bcf_header_lines(text.s, text.n, e) : 0;
    buf_release(&text);
    return rc;
}

/* 1: a record; 0: the end; -1. */
static int bcf_record(BGZF *in, struct err *e)
{
    unsigned char size[8];
    int got = take(size, in, sizeof(size), e);

    if (got <= 0)
        return got;
    if (le32(size) > HTSGUARD_RECORD_BYTES_MAX ||
        le32(size + 4) > HTSGUARD_RECORD_BYTES_MAX)
        return err_set(e, ERR_LIMIT,
                       "the record is longer than %zu bytes, the longest "
                       "accepted",
                       HTSGUARD_RECORD_BYTES_MAX);
    if (le32(size) < BCF_FIXED)
        return cut_short(e);
    return skip(in, (size_t)le32(size) + le32(size + 4), e) ? -1 : 1;
}

static int bcf_walk(BGZF *in, bool must, struct err *e)
{
    unsigned char head[9];
    uint64_t n = 1;
    int got;

    if (bgzf_read(in, head, sizeof(head)) != sizeof(head) ||
        memcmp(head, "BCF\2", 4) != 0) {
        if (!must)
            return 0; /* a reader of other things will say */
        return herrno(in->fp) ? bgzf_failed(in, e) : header_damaged(e);
    }
    if (bcf_header(head, in, e))
        return -1;
    while ((got = bcf_record(in, e)) > 0)
        n++;
    if (got < 0)
        return err_at(e, "", n, 0);
    if (in->no_eof_block)
        return err_set(
            e, ERR_SYNTAX,
            "the BGZF end-of-file block is missing: the file is cut short; "
            "send it again");
    return 0;
}

static int walk(const char *path, bool must, struct err *e)
{
    int fd = path_open_read(path, e);
    BGZF *in = fd >= 0 ? bgzf_dopen(fd, "r") : NULL;
    int rc;

    if (fd < 0)
        return -1;
    if (!in) {
        close(fd);
        return err_nomem(e);
    }
    rc = bcf_walk(in, must, e);
    bgzf_close(in);
    return rc;
}

int htsguard_bcf(const char *path, struct err *e)
{
    return walk(path, true, e);
}

int htsguard_if_bcf(const char *path, struct err *e)
{
    return walk(path, false, e);
}

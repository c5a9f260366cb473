/* The index of a FASTA: read from FILE.fai and checked, or built. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"
#include "base/path.h"
#include "formats/fastaio_internal.h"

#define FAI_BYTES_MAX ((size_t)1 << 30)

int fasta_index_add(struct fasta *f, const char *name, size_t len,
                    const struct fasta_seq *s, struct err *e)
{
    uint32_t i;
    int added;

    if (f->names.n == FASTA_CONTIGS_MAX)
        return err_set(e, ERR_LIMIT, "more than %d contigs", FASTA_CONTIGS_MAX);
    if (names_add(&i, &added, &f->names, name, len, e))
        return -1;
    if (!added)
        return err_set(e, ERR_SYNTAX, "the reference has two contigs named %s",
                       f->names.a[i]);
    if (f->cap < f->names.cap) {
        struct fasta_seq *more = realloc(f->seq, f->names.cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        f->seq = more;
        f->cap = f->names.cap;
    }
    f->seq[i] = *s;
    return 0;
}

/* The numbers of one .fai line after the name. */
static int fai_numbers(struct fasta_seq *s, const char *at, const char *end)
{
    int64_t *value[] = {&s->length, &s->offset, &s->line_bases, &s->line_bytes};
    static const int64_t max[] = {FASTA_LENGTH_MAX, INT64_MAX / 4, INT32_MAX,
                                  INT32_MAX};
    struct err why = {0};

    for (size_t i = 0; i < 4; i++) {
        if (at == end || *at != '\t')
            return -1;
        at++;
        if (num_parse(value[i], &at, end, max[i], &why))
            return -1;
    }
    if (at < end && *at == '\r')
        at++;
    return at == end && s->line_bytes >= s->line_bases &&
                   (s->line_bases > 0 || s->length == 0)
               ? 0
               : -1;
}

int fasta_index_parse(struct fasta *f, const char *s, size_t len, struct err *e)
{
    const char *end = s + len;
    uint64_t line = 0;

    while (s < end) {
        const char *lf = memchr(s, '\n', (size_t)(end - s));
        const char *stop = lf ? lf : end;
        const char *tab = memchr(s, '\t', (size_t)(stop - s));
        struct fasta_seq seq = {0};

        line++;
        if (!tab || tab == s || fai_numbers(&seq, tab, stop))
            err_set(e, ERR_SYNTAX,
                    "an index line (.fai) is a name and four numbers; make the "
                    "index again, for example with samtools faidx");
        if (seq.line_bases == 0)
            seq.line_bases = seq.line_bytes = 1; /* no division by 0 */
        if (e->code || fasta_index_add(f, s, (size_t)(tab - s), &seq, e))
            return err_at(e, "", line, 0);
        s = lf ? lf + 1 : end;
    }
    return 0;
}

static int stale(const struct fasta *f, uint32_t i, struct err *e)
{
    return err_set(e, ERR_MISMATCH,
                   "the index (.fai) does not fit the reference at contig %s; "
                   "make it again, for example with samtools faidx",
                   f->names.a[i]);
}

/* Does ">name" stand on the line before the first base? A description of
 * more than 4 kB is not looked behind. */
static int check_head(const struct fasta *f, struct fasta_view *v, uint32_t i,
                      struct err *e)
{
    char text[4096];
    int64_t offset = f->seq[i].offset;
    int64_t n = offset < (int64_t)sizeof(text) ? offset : (int64_t)sizeof(text);
    size_t len = f->names.len[i];
    int64_t got = fasta_view_read(text, v, offset - n, n, e);
    int64_t at = n - 1;

    if (got < 0)
        return -1;
    if (got != n || n < 2 || text[n - 1] != '\n')
        return stale(f, i, e);
    while (at > 0 && text[at - 1] != '\n')
        at--;
    if (at == 0 && n < offset)
        return 0;
    if (text[at] != '>' || (size_t)(n - at - 2) < len ||
        memcmp(text + at + 1, f->names.a[i], len) != 0 ||
        !strchr(" \t\r\n", text[at + 1 + (int64_t)len]))
        return stale(f, i, e);
    return 0;
}

/* Does the contig end where the index says? */
static int check_tail(const struct fasta *f, struct fasta_view *v, uint32_t i,
                      struct err *e)
{
    const struct fasta_seq *s = &f->seq[i];
    char text[4];
    int64_t last = s->length ? fasta_offset(s, s->length - 1) : s->offset - 1;
    int64_t got = fasta_view_read(text, v, last, sizeof(text), e);
    int64_t at = 1;

    if (got < 0)
        return -1;
    if (got < 1 || (s->length && (text[0] == '\n' || text[0] == '>')))
        return stale(f, i, e);
    while (at < got && (text[at] == '\r' || text[at] == '\n'))
        at++;
    if (at < got && (at == 1 || text[at] != '>'))
        return stale(f, i, e);
    return 0;
}

int fasta_index_read(struct fasta *f, struct fasta_view *v, struct err *e)
{
    char path[PATH_TEXT_MAX];
    size_t len = strlen(f->path);
    struct buf text = {0};
    int rc = -1;

    if (len + 5 > sizeof(path))
        return err_set(e, ERR_LIMIT, "the path is too long");
    memcpy(path, f->path, len);
    memcpy(path + len, ".fai", 5);
    if (!path_is_file(path))
        return 0;
    buf_init(&text, FAI_BYTES_MAX);
    if (path_read(&text, path, e) ||
        fasta_index_parse(f, text.s ? text.s : "", text.n, e))
        goto done;
    if (!f->names.n) {
        err_set(e, ERR_MISMATCH, "the index (.fai) is empty");
        goto done;
    }
    for (uint32_t i = 0; i < f->names.n; i++) {
        if (check_head(f, v, i, e) || check_tail(f, v, i, e))
            goto done;
    }
    rc = 1;
done:
    if (rc < 0)
        err_at(e, path, 0, 0);
    buf_release(&text);
    return rc;
}

/* Building: the file passes by in pieces, cut into lines (or parts of lines
 * longer than a piece). */
struct build {
    struct fasta *f;
    struct fasta_seq seq;
    char name[4096];
    size_t name_len;
    bool in_contig;
    bool last_line; /* a shorter line was seen: it must be the last */
    uint64_t line;
};

static int end_contig(struct build *b, struct err *e)
{
    if (!b->in_contig)
        return 0;
    if (!b->seq.line_bases)
        b->seq.line_bases = b->seq.line_bytes = 1;
    if (fasta_index_add(b->f, b->name, b->name_len, &b->seq, e))
        return -1;
    b->in_contig = false;
    return 0;
}

static int start_contig(struct build *b, const char *line, size_t len,
                        int64_t next, struct err *e)
{
    size_t n = 1;

    if (end_contig(b, e))
        return -1;
    while (n < len && !strchr(" \t\r\n", line[n]))
        n++;
    if (n == 1)
        return err_set(e, ERR_SYNTAX, "a contig of the reference has no name");
    if (n - 1 > sizeof(b->name))
        return err_set(e, ERR_LIMIT, "the name of a contig is too long");
    memcpy(b->name, line + 1, n - 1);
    b->name_len = n - 1;
    b->seq = (struct fasta_seq){.offset = next};
    b->in_contig = true;
    b->last_line = false;
    return 0;
}

/* One line of bases; `bytes` counts its end of line. */
static int bases(struct build *b, const char *line, size_t bytes, struct err *e)
{
    size_t n = bytes;

    while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
        n--;
    if (!b->in_contig)
        return n ? err_set(e, ERR_SYNTAX,
                           "this is not FASTA: it does not begin with >")
                 : 0;
    if (!b->seq.line_bases) {
        b->seq.line_bases = (int64_t)n;
        b->seq.line_bytes = (int64_t)bytes;
        b->last_line = !n;
    } else if (n && (b->last_line || (int64_t)n > b->seq.line_bases)) {
        return err_set(e, ERR_SYNTAX,
                       "the lines of contig %.*s differ in length, so it can "
                       "not be indexed",
                       (int)b->name_len, b->name);
    } else {
        b->last_line = (int64_t)bytes != b->seq.line_bytes;
    }
    b->seq.length += (int64_t)n;
    if (b->seq.length > FASTA_LENGTH_MAX)
        return err_set(e, ERR_LIMIT, "a contig is longer than %d bases",
                       FASTA_LENGTH_MAX);
    return 0;
}

/* The lines that end in the `n` bytes at `s`, which stand at `offset`: how
 * many bytes they are; the rest waits for more. */
static int64_t take_lines(struct build *b, const char *s, int64_t n,
                          int64_t offset, bool at_end, struct err *e)
{
    int64_t used = 0;

    while (used < n) {
        const char *line = s + used;
        const char *lf = memchr(line, '\n', (size_t)(n - used));
        size_t bytes = lf ? (size_t)(lf + 1 - line) : (size_t)(n - used);

        if (!lf && !at_end)
            break;
        b->line++;
        used += (int64_t)bytes;
        if (*line == '>' ? start_contig(b, line, bytes, offset + used, e)
                         : bases(b, line, bytes, e))
            return err_at(e, "", b->line, 0);
    }
    return used;
}

/* One line fills the whole buffer: a contig on one line. */
static int double_buffer(char **s, size_t *cap, struct err *e)
{
    char *more = *cap < (size_t)1 << 31 ? realloc(*s, 2 * *cap) : NULL;

    if (!more)
        return err_set(e, ERR_LIMIT, "a line of the reference is too long");
    *s = more;
    *cap *= 2;
    return 0;
}

static int build_all(struct build *b, struct fasta_view *v, char **s,
                     size_t *cap, struct err *e)
{
    int64_t size = b->f->size_bytes;
    int64_t offset = 0;

    while (offset < size) {
        int64_t got = fasta_view_read(*s, v, offset, (int64_t)*cap, e);
        int64_t used;

        if (got < 0)
            return -1;
        if (got == 0)
            return err_set(e, ERR_MISMATCH,
                           "the reference changed while it was read");
        used = take_lines(b, *s, got, offset, offset + got == size, e);
        if (used < 0 || (used == 0 && double_buffer(s, cap, e)))
            return -1;
        offset += used;
    }
    if (end_contig(b, e))
        return -1;
    if (!b->f->names.n)
        return err_set(e, ERR_SYNTAX, "the reference has no contig");
    return 0;
}

int fasta_index_build(struct fasta *f, struct fasta_view *v, struct err *e)
{
    size_t cap = (size_t)1 << 20;
    struct build *b = calloc(1, sizeof(*b));
    char *s = malloc(cap);
    int rc = -1;

    if (!b || !s) {
        err_nomem(e);
        goto done;
    }
    b->f = f;
    rc = build_all(b, v, &s, &cap, e);
done:
    free(b);
    free(s);
    return rc;
}

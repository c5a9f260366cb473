/*
 * Text comes into our buffer (textin.h); lines are cut from it in place.
 * What is left of a line at the end of the buffer moves to its front before
 * more is read, so the buffer grows only for lines longer than itself.
 */
#include "formats/lines.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/hfile.h>

#include "base/err.h"
#include "base/path.h"
#include "formats/textin.h"

#define BUF_START ((size_t)256 << 10)

struct lines {
    struct textin *in;
    char *name;
    char *buf;
    size_t cap;
    size_t beg; /* of the text not yet handed out */
    size_t end;
    size_t max_len;
    uint64_t n;
    bool at_end;
};

struct lines *lines_open_stream(struct hFILE *in, const char *name,
                                size_t max_len, struct err *e)
{
    struct lines *l = calloc(1, sizeof(*l));
    struct lines *out = NULL;

    if (!l) {
        err_nomem(e);
        goto done;
    }
    l->max_len = max_len ? max_len : LINES_LEN_MAX;
    l->cap = BUF_START;
    l->buf = malloc(l->cap);
    l->name = strdup(name);
    if (!l->buf || !l->name) {
        err_nomem(e);
        goto done;
    }
    l->in = textin_open(in, e);
    in = NULL;
    if (!l->in)
        goto done;
    out = l;
    l = NULL;
done:
    if (in)
        hclose_abruptly(in);
    lines_close(l);
    if (!out)
        err_at(e, name, 0, 0);
    return out;
}

struct lines *lines_open_fd(int fd, const char *name, size_t max_len,
                            struct err *e)
{
    struct hFILE *in = hdopen(fd, "r");

    if (!in) {
        close(fd);
        err_nomem(e);
        err_at(e, name, 0, 0);
        return NULL;
    }
    return lines_open_stream(in, name, max_len, e);
}

struct lines *lines_open(const char *path, size_t max_len, struct err *e)
{
    int fd = path_open_read(path, e);

    if (fd < 0) {
        err_at(e, path, 0, 0);
        return NULL;
    }
    return lines_open_fd(fd, path, max_len, e);
}

void lines_close(struct lines *l)
{
    if (!l)
        return;
    textin_close(l->in);
    free(l->buf);
    free(l->name);
    free(l);
}

uint64_t lines_number(const struct lines *l)
{
    return l->n;
}

const char *lines_at_hand(size_t *len, const struct lines *l)
{
    *len = l->end - l->beg;
    return l->buf + l->beg;
}

void lines_pass(struct lines *l, size_t len, size_t n)
{
    l->beg += len;
    l->n += n;
}

/* Append to the text not yet handed out; it stays in one piece. */
static int fill(struct lines *l, struct err *e)
{
    ssize_t got;

    if (l->end - l->beg > l->max_len)
        return err_set(e, ERR_LIMIT,
                       "the line is longer than %zu bytes, the longest "
                       "accepted",
                       l->max_len);
    if (l->beg) {
        memmove(l->buf, l->buf + l->beg, l->end - l->beg);
        l->end -= l->beg;
        l->beg = 0;
    }
    if (l->end == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : BUF_START;
        char *more = realloc(l->buf, cap);

        if (!more)
            return err_nomem(e);
        l->buf = more;
        l->cap = cap;
    }
    got = textin_read(l->in, l->buf + l->end, l->cap - l->end, e);
    if (got < 0)
        return -1;
    l->end += (size_t)got;
    l->at_end = got == 0;
    return 0;
}

/* One line of `n` bytes, LF not counted, stands at l->beg. */
static int hand_out(const char **line, size_t *len, struct lines *l, size_t n,
                    struct err *e)
{
    const char *s = l->buf + l->beg;

    if (n > l->max_len)
        return err_set(
            e, ERR_LIMIT,
            "the line is longer than %zu bytes, the longest accepted",
            l->max_len);
    if (memchr(s, '\0', n))
        return err_set(e, ERR_SYNTAX,
                       "the line holds a NUL byte, so this is not a text or it "
                       "is damaged");
    l->beg += n < l->end - l->beg ? n + 1 : n;
    if (n && s[n - 1] == '\r')
        n--;
    *line = s;
    *len = n;
    return 1;
}

static int next(const char **line, size_t *len, struct lines *l, struct err *e)
{
    size_t seen = 0; /* bytes already searched for LF */

    for (;;) {
        size_t have = l->end - l->beg;
        const char *s = l->buf + l->beg;
        const char *lf = have > seen ? memchr(s + seen, '\n', have - seen) : 0;

        if (lf)
            return hand_out(line, len, l, (size_t)(lf - s), e);
        if (l->at_end)
            return have ? hand_out(line, len, l, have, e) : 0;
        seen = have;
        if (fill(l, e))
            return -1;
    }
}

int lines_next(const char **line, size_t *len, struct lines *l, struct err *e)
{
    int got;

    l->n++;
    got = next(line, len, l, e);
    if (got == 0)
        l->n--;
    return got < 0 ? err_at(e, l->name, l->n, 0) : got;
}

#include "formats/textpieces.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <htslib/hfile.h>

#include "base/err.h"
#include "base/path.h"

struct textpieces {
    struct textflow *flow;
    struct textpiece *piece;
};

/* *regular: a file, at its start. */
static struct hFILE *open_stream(bool *regular, const char *path, struct err *e)
{
    int fd = strcmp(path, "-") == 0 ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                    : path_open_read(path, e);
    struct hFILE *stream;
    struct stat st;

    if (fd < 0) {
        err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
        return NULL;
    }
    *regular = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
               lseek(fd, 0, SEEK_CUR) == 0;
    stream = hdopen(fd, "r");
    if (!stream) {
        close(fd);
        err_nomem(e);
    }
    return stream;
}

struct textpieces *textpieces_open(const char *path, struct crew *crew,
                                   struct err *e)
{
    struct textpieces *t = calloc(1, sizeof(*t));
    struct hFILE *stream = NULL;
    bool regular = false;

    if (t)
        stream = open_stream(&regular, path, e);
    else
        err_nomem(e);
    if (stream)
        t->flow = textflow_open(stream, regular, crew, e);
    if (!stream || !t->flow) {
        textpieces_close(t);
        return NULL;
    }
    return t;
}

void textpieces_close(struct textpieces *t)
{
    if (!t)
        return;
    if (t->flow)
        textflow_give_back(t->flow, t->piece);
    textflow_close(t->flow);
    free(t);
}

/* Room for one byte behind the text. */
static int end_with_lf(struct textpiece *p, struct err *e)
{
    char *more;

    if (p->end == p->cap) {
        more = realloc(p->mem, p->cap + 1);
        if (!more)
            return err_nomem(e);
        p->mem = more;
        p->cap++;
    }
    p->mem[p->end] = '\n';
    return 0;
}

int textpieces_next(const char **text, size_t *len, struct textpieces *t,
                    struct err *e)
{
    struct textpiece *p = NULL;
    int got;

    textflow_give_back(t->flow, t->piece);
    t->piece = NULL;
    got = textflow_next(&p, t->flow, e);
    if (got <= 0)
        return got;
    t->piece = p;
    if (p->mem[p->end - 1] != '\n' && end_with_lf(p, e))
        return -1;
    *text = p->mem + p->beg;
    *len = p->end - p->beg;
    return 1;
}

struct textflow_how textpieces_how(const struct textpieces *t)
{
    return textflow_how(t->flow);
}

void textpieces_keep_places(struct textpieces *t)
{
    textflow_keep_places(t->flow);
}

uint64_t textpieces_place(struct textpieces *t, int64_t text)
{
    return textflow_place(t->flow, text);
}

int64_t textpieces_tell(const struct textpieces *t)
{
    return textflow_tell(t->flow);
}

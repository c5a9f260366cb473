#include "formats/bytesin.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/hfile.h>

#include "base/err.h"
#include "base/path.h"
#include "formats/blocks.h"

struct bytesin {
    struct textin *in;
    bool bgzf;
};

static struct hFILE *open_stream(const char *path, struct err *e)
{
    int fd = strcmp(path, "-") == 0 ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                    : path_open_read(path, e);
    struct hFILE *stream;

    if (fd < 0) {
        err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
        return NULL;
    }
    stream = hdopen(fd, "r");
    if (!stream) {
        close(fd);
        err_nomem(e);
    }
    return stream;
}

struct bytesin *bytesin_open(const char *path, struct err *e)
{
    struct bytesin *b = calloc(1, sizeof(*b));
    struct hFILE *stream = NULL;
    unsigned char head[BLOCKS_HEAD];
    ssize_t got;

    if (b)
        stream = open_stream(path, e);
    else
        err_nomem(e);
    if (!stream) {
        free(b);
        return NULL;
    }
    got = hpeek(stream, head, sizeof(head));
    b->bgzf = got > 0 && blocks_is_head(head, (size_t)got);
    b->in = textin_open(stream, e);
    if (!b->in) {
        free(b);
        return NULL;
    }
    return b;
}

void bytesin_close(struct bytesin *b)
{
    if (!b)
        return;
    textin_close(b->in);
    free(b);
}

/* textin gives less than asked when a pipe does. */
ssize_t bytesin_read(struct bytesin *b, void *out, size_t n, struct err *e)
{
    size_t have = 0;

    while (have < n) {
        struct err later = {0}; /* it is said again when nothing is left */
        ssize_t got =
            textin_read(b->in, (char *)out + have, n - have, have ? &later : e);

        if (got < 0 && have == 0)
            return -1;
        if (got <= 0)
            break;
        have += (size_t)got;
    }
    return (ssize_t)have;
}

bool bytesin_is_bgzf(const struct bytesin *b)
{
    return b->bgzf;
}

bool bytesin_is_gzip(const struct bytesin *b)
{
    return textin_is_gzip(b->in);
}

enum textin_end bytesin_end(const struct bytesin *b)
{
    return textin_end(b->in);
}

int64_t bytesin_tell(const struct bytesin *b)
{
    return textin_tell(b->in);
}

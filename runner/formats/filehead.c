#include "formats/filehead.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <htslib/bgzf.h>

#include "base/err.h"
#include "base/path.h"
#include "formats/blocks.h"

static ssize_t read_raw(unsigned char *out, size_t n, int fd)
{
    ssize_t got;

    do
        got = pread(fd, out, n, 0);
    while (got < 0 && errno == EINTR);
    return got;
}

int filehead_read(struct filehead *out, const char *path, struct err *e)
{
    int fd = path_open_read(path, e);
    ssize_t got;
    BGZF *in;

    *out = (struct filehead){0};
    if (fd < 0)
        return err_at(e, path, 0, 0);
    got = read_raw(out->text, sizeof(out->text), fd);
    if (got < 0) {
        err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
        close(fd);
        return err_at(e, path, 0, 0);
    }
    out->n = (size_t)got;
    out->gzip = got >= 2 && out->text[0] == 0x1f && out->text[1] == 0x8b;
    out->bgzf = out->gzip && blocks_is_head(out->text, out->n);
    if (!out->gzip) {
        close(fd);
        return 0;
    }
    in = bgzf_dopen(fd, "r");
    if (!in) {
        close(fd);
        return err_nomem(e);
    }
    got = bgzf_read(in, out->text, sizeof(out->text));
    if (got > 0)
        out->n = (size_t)got;
    bgzf_close(in);
    return 0;
}

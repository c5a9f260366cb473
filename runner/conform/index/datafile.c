#include "conform/index/datafile.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/le.h"

#define HEAD 18

static bool later(struct timespec a, struct timespec b)
{
    return a.tv_sec > b.tv_sec ||
           (a.tv_sec == b.tv_sec && a.tv_nsec > b.tv_nsec);
}

static bool try_open(struct datafile *d, const char *index)
{
    struct err ignored = {0};
    struct stat of_data;
    struct stat of_index;
    int64_t bytes;
    int64_t text;

    if (!path_is_file(d->path))
        return false;
    d->fd = path_open_read(d->path, &ignored);
    if (d->fd < 0)
        return false;
    d->open = true;
    if (fstat(d->fd, &of_data) == 0)
        d->size = of_data.st_size;
    if (index && stat(index, &of_index) == 0)
        d->newer = later(of_data.st_mtim, of_index.st_mtim);
    d->bgzf = datafile_block(d, 0, &bytes, &text);
    return true;
}

void datafile_open(struct datafile *d, const char *index, const char *end,
                   const char *instead)
{
    size_t n = strlen(index);
    size_t m = strlen(end);
    int got;

    *d = (struct datafile){.fd = -1};
    if (n <= m || n >= sizeof(d->path) || strcmp(index + n - m, end) != 0)
        return;
    memcpy(d->path, index, n - m);
    d->path[n - m] = '\0';
    if (try_open(d, index) || !instead)
        return;
    got = snprintf(d->path, sizeof(d->path), "%.*s%s", (int)(n - m), index,
                   instead);
    if (got > 0 && (size_t)got < sizeof(d->path))
        (void)try_open(d, index);
}

void datafile_open_at(struct datafile *d, const char *path, const char *index)
{
    size_t n = strlen(path);

    *d = (struct datafile){.fd = -1};
    if (n >= sizeof(d->path))
        return;
    memcpy(d->path, path, n + 1);
    (void)try_open(d, index);
}

void datafile_close(struct datafile *d)
{
    if (d->open)
        close(d->fd);
    d->open = false;
}

size_t datafile_read(const struct datafile *d, void *out, size_t n,
                     int64_t offset)
{
    size_t have = 0;

    if (!d->open || offset < 0)
        return 0;
    while (have < n) {
        ssize_t got =
            pread(d->fd, (char *)out + have, n - have, offset + (off_t)have);

        if (got <= 0)
            break;
        have += (size_t)got;
    }
    return have;
}

bool datafile_block(const struct datafile *d, int64_t offset, int64_t *bytes,
                    int64_t *text)
{
    unsigned char head[HEAD];
    unsigned char tail[4];

    if (datafile_read(d, head, sizeof(head), offset) != sizeof(head) ||
        memcmp(head, "\x1f\x8b\x08\x04", 4) != 0 ||
        memcmp(head + 12, "BC\2\0", 4) != 0)
        return false;
    *bytes = (int64_t)(le32(head + 14) >> 16) + 1;
    if (datafile_read(d, tail, sizeof(tail), offset + *bytes - 4) !=
        sizeof(tail))
        return false;
    *text = le32(tail);
    return true;
}

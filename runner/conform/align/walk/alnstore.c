/*
 * Each part fills a chunk of its own; full chunks are listed, those of all
 * parts in one list. Above the ceiling of memory all listed chunks go to the
 * file, and each that becomes full later goes there at once.
 */
#include "conform/align/walk/alnstore.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"

#define CHUNK ((size_t)16 << 10)

struct chunk {
    unsigned char *bytes; /* NULL: in the file */
    int64_t place;        /* there, in chunks; -1: lost */
    unsigned part;
};

struct alnstore {
    size_t entry;   /* bytes */
    size_t a_chunk; /* entries */
    struct alnstore_limits limits;
    struct {
        unsigned char *bytes;
        size_t n;
        uint64_t count;
    } part[ALNSTORE_PARTS];
    struct chunk *chunk;
    size_t n;
    size_t cap;
    size_t in_memory; /* chunks */
    int64_t in_file;
    bool to_file;
    bool no_file; /* it was tried */
    int fd;
    uint64_t lost;
    unsigned char *read; /* a chunk of the file */
};

struct alnstore *alnstore_new(size_t entry_bytes,
                              const struct alnstore_limits *limits,
                              struct err *e)
{
    struct alnstore *s = calloc(1, sizeof(*s));

    if (!s) {
        err_nomem(e);
        return NULL;
    }
    s->entry = entry_bytes;
    s->a_chunk = CHUNK / entry_bytes;
    s->limits = *limits;
    s->fd = -1;
    return s;
}

void alnstore_free(struct alnstore *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n; i++)
        free(s->chunk[i].bytes);
    for (unsigned i = 0; i < ALNSTORE_PARTS; i++)
        free(s->part[i].bytes);
    if (s->fd >= 0)
        close(s->fd);
    free(s->chunk);
    free(s->read);
    free(s);
}

uint64_t alnstore_count(const struct alnstore *s, unsigned part)
{
    return s->part[part].count;
}

uint64_t alnstore_lost(const struct alnstore *s)
{
    return s->lost;
}

/* ---- the file ---- */

static void open_file(struct alnstore *s)
{
    char folder[PATH_TEXT_MAX] = "";
    char path[PATH_TEXT_MAX + 8];
    struct err e = {0};

    s->no_file = true;
    if (workdir_make(folder, NULL, &e))
        return;
    snprintf(path, sizeof(path), "%s/store", folder);
    s->fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (s->fd >= 0)
        unlink(path);
    workdir_remove(folder);
}

static bool write_all(int fd, const unsigned char *bytes, off_t at)
{
    size_t done = 0;

    while (done < CHUNK) {
        ssize_t n = pwrite(fd, bytes + done, CHUNK - done, at + (off_t)done);

        if (n <= 0)
            return false;
        done += (size_t)n;
    }
    return true;
}

/* To the file, or lost. */
static void put_away(struct alnstore *s, struct chunk *c)
{
    if (s->fd < 0 && !s->no_file)
        open_file(s);
    c->place = -1;
    if (s->fd >= 0 &&
        (s->in_file + 1) * (int64_t)CHUNK <= s->limits.disk_bytes &&
        write_all(s->fd, c->bytes, (off_t)(s->in_file * (int64_t)CHUNK)))
        c->place = s->in_file++;
    else
        s->lost += s->a_chunk;
    free(c->bytes);
    c->bytes = NULL;
}

static void put_all_away(struct alnstore *s)
{
    for (size_t i = 0; i < s->n; i++)
        put_away(s, &s->chunk[i]);
    s->in_memory = 0;
    s->to_file = true;
}

/* ---- chunks ---- */

static int list_chunk(struct alnstore *s, unsigned part, struct err *e)
{
    struct chunk *c;

    if (s->n == s->cap) {
        size_t cap = s->cap ? 2 * s->cap : 256;
        struct chunk *more = realloc(s->chunk, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        s->chunk = more;
        s->cap = cap;
    }
    c = &s->chunk[s->n++];
    *c = (struct chunk){s->part[part].bytes, 0, part};
    s->part[part].bytes = NULL;
    s->part[part].n = 0;
    if (s->to_file)
        put_away(s, c);
    else if (++s->in_memory * CHUNK > s->limits.memory_bytes)
        put_all_away(s);
    return 0;
}

int alnstore_put(struct alnstore *s, uint64_t hash, const void *entry,
                 struct err *e)
{
    unsigned i = (unsigned)(hash >> 56);

    if (s->part[i].n == s->a_chunk && list_chunk(s, i, e))
        return -1;
    if (!s->part[i].bytes) {
        s->part[i].bytes = malloc(CHUNK);
        if (!s->part[i].bytes)
            return err_nomem(e);
    }
    memcpy(s->part[i].bytes + s->part[i].n * s->entry, entry, s->entry);
    s->part[i].n++;
    s->part[i].count++;
    return 0;
}

/* ---- taken out ---- */

static bool read_all(int fd, unsigned char *bytes, off_t at)
{
    size_t done = 0;

    while (done < CHUNK) {
        ssize_t n = pread(fd, bytes + done, CHUNK - done, at + (off_t)done);

        if (n <= 0)
            return false;
        done += (size_t)n;
    }
    return true;
}

/* The entries of a chunk; NULL: they are lost, or *e is set. */
static const void *entries_of(struct alnstore *s, const struct chunk *c,
                              struct err *e)
{
    if (c->bytes || c->place < 0)
        return c->bytes;
    if (!s->read)
        s->read = malloc(CHUNK);
    if (!s->read) {
        err_nomem(e);
        return NULL;
    }
    if (read_all(s->fd, s->read, (off_t)(c->place * (int64_t)CHUNK)))
        return s->read;
    s->lost += s->a_chunk;
    return NULL;
}

size_t alnstore_take(const void **out, struct alnstore *s, unsigned part,
                     size_t *at, struct err *e)
{
    while (*at < s->n) {
        const struct chunk *c = &s->chunk[(*at)++];

        if (c->part != part)
            continue;
        *out = entries_of(s, c, e);
        if (*out)
            return s->a_chunk;
        if (e->code != ERR_NONE)
            return 0;
    }
    if (*at > s->n || !s->part[part].n)
        return 0;
    (*at)++;
    *out = s->part[part].bytes;
    return s->part[part].n;
}

/*
 * rawtar -- tar archives made byte by byte, so that tests can hold what no tar
 * program writes.
 */
#ifndef FORMATS_TESTS_RAWTAR_H
#define FORMATS_TESTS_RAWTAR_H

#include <stdio.h>
#include <string.h>

#include "base/buf.h"

struct rawtar_member {
    const char *name; /* NULL ends a list */
    char type;        /* '0' file, '5' folder, '2' symbolic link ... */
    const char *link; /* target, or NULL */
    const char *data; /* or NULL */
};

static inline void rawtar_pad(struct buf *b)
{
    while (b->n % 512)
        buf_add(b, "", 1);
}

/* A header; `size` is its text of 11 octal digits, or NULL for that of `n`. */
static inline void rawtar_header(struct buf *b, const struct rawtar_member *m,
                                 size_t n, const char *size)
{
    char h[512] = {0};
    char octal[32];
    unsigned sum = 0;

    memcpy(h, m->name, strlen(m->name) < 100 ? strlen(m->name) : 100);
    memcpy(h + 100,
           "0000644\0"
           "0000000\0"
           "0000000",
           24);
    (void)snprintf(octal, sizeof octal, "%011lo", (unsigned long)n);
    memcpy(h + 124, octal + strlen(octal) - 11, 11);
    if (size)
        memcpy(h + 124, size, 12);
    memcpy(h + 136, "00000000000\0        ", 20);
    h[156] = m->type;
    if (m->link)
        memcpy(h + 157, m->link, strlen(m->link));
    memcpy(h + 257,
           "ustar\0"
           "00",
           8);
    for (size_t i = 0; i < sizeof h; i++)
        sum += (unsigned char)h[i];
    (void)snprintf(h + 148, 8, "%06o", sum);
    buf_add(b, h, sizeof h);
}

static inline void rawtar_add(struct buf *b, const struct rawtar_member *m)
{
    size_t n = m->data ? strlen(m->data) : 0;

    if (strlen(m->name) > 100) { /* GNU: the long name is a member before it */
        static const struct rawtar_member longname = {.name = "././@LongLink",
                                                      .type = 'L'};

        rawtar_header(b, &longname, strlen(m->name) + 1, NULL);
        buf_add(b, m->name, strlen(m->name) + 1);
        rawtar_pad(b);
    }
    rawtar_header(b, m, n, NULL);
    if (n)
        buf_add(b, m->data, n);
    rawtar_pad(b);
}

static inline void rawtar_end(struct buf *b)
{
    static const char zeros[1024];

    buf_add(b, zeros, sizeof zeros);
}

/* A whole archive of a list that a NULL name ends. */
static inline void rawtar_make(struct buf *b, const struct rawtar_member *m)
{
    buf_init(b, (size_t)64 << 20);
    for (; m->name; m++)
        rawtar_add(b, m);
    rawtar_end(b);
}

#endif

#include "base/buf.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

#define BUF_FIRST 64

void buf_init(struct buf *b, size_t max)
{
    assert(max < SIZE_MAX);
    *b = (struct buf){.max = max};
}

void buf_release(struct buf *b)
{
    free(b->s);
    *b = (struct buf){0};
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    b->failed = false;
    b->nomem = false;
    if (b->s)
        b->s[0] = '\0';
}

/* Make room for `n` more bytes and a NUL. */
static bool reserve(struct buf *b, size_t n)
{
    size_t need;
    size_t cap;
    char *s;

    if (b->failed)
        return false;
    if (n > b->max - b->n) {
        b->failed = true;
        return false;
    }
    need = b->n + n + 1;
    if (need <= b->cap)
        return true;
    cap = b->cap > b->max / 2 ? b->max + 1 : b->cap * 2;
    cap = cap < BUF_FIRST ? BUF_FIRST : cap;
    cap = cap < need ? need : cap;
    s = realloc(b->s, cap);
    if (!s) {
        b->failed = true;
        b->nomem = true;
        return false;
    }
    b->s = s;
    b->cap = cap;
    return true;
}

void buf_reserve(struct buf *b, size_t n)
{
    (void)reserve(b, n);
}

void buf_add_more(struct buf *b, const void *s, size_t n)
{
    if (!reserve(b, n))
        return;
    if (n > 0)
        memcpy(b->s + b->n, s, n);
    b->n += n;
    b->s[b->n] = '\0';
}

void buf_i64(struct buf *b, int64_t v)
{
    char text[24];
    char *p = text + sizeof text;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

    do {
        *--p = (char)('0' + u % 10);
        u /= 10;
    } while (u > 0);
    if (v < 0)
        *--p = '-';
    buf_add(b, p, (size_t)(text + sizeof text - p));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    buf_vprintf(b, fmt, ap);
    va_end(ap);
}

void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
    va_list again;
    int n;

    va_copy(again, ap);
    n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (n < 0) {
        b->failed = true; /* longer than INT_MAX */
        return;
    }
    if (!reserve(b, (size_t)n))
        return;
    (void)vsnprintf(b->s + b->n, (size_t)n + 1, fmt, ap);
    b->n += (size_t)n;
}

int buf_check(const struct buf *b, struct err *e)
{
    if (b->nomem)
        return err_nomem(e);
    if (b->failed)
        return err_set(e, ERR_LIMIT, "larger than %zu bytes", b->max);
    return 0;
}

char *buf_take(struct buf *b)
{
    char *s = b->s;

    *b = (struct buf){.max = b->max};
    return s;
}

/*
 * buf -- a growing run of bytes with a stated ceiling.
 *
 * Every buf is made with the largest size that it may reach; going over it, or
 * out of memory, marks the buf as failed: later additions do nothing, and
 * buf_check() reports it once at the end. So a writer can add freely and look
 * at the result a single time.
 *
 * Ownership: a struct buf owns `s`; the all-zero value owns nothing and may
 * not grow (its ceiling is 0): start with buf_init().
 * `s` is always NUL-terminated once something was added; `n` leaves that NUL
 * out. s is NULL only while nothing was ever added.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct err;

struct buf {
    char *s;
    size_t n;   /* bytes held */
    size_t cap; /* bytes allocated */
    size_t max; /* ceiling of n */
    bool failed;
    bool nomem; /* failed for want of memory, not at the ceiling */
};

void buf_init(struct buf *b, size_t max); /* max < SIZE_MAX */
void buf_release(struct buf *b);
void buf_clear(struct buf *b); /* n = 0 and not failed; keeps the memory */

/* Room for `n` bytes more, so that adding them moves nothing. */
void buf_reserve(struct buf *b, size_t n);

/* What buf_add() does when there may be no room. */
void buf_add_more(struct buf *b, const void *s, size_t n);

/* `s` must not point into the buf itself. Here, because most additions are a
 * few bytes that fit. */
static inline void buf_add(struct buf *b, const void *s, size_t n)
{
    if (b->failed || !n || n >= b->cap - b->n || n > b->max - b->n) {
        buf_add_more(b, s, n);
        return;
    }
    memcpy(b->s + b->n, s, n);
    b->n += n;
    b->s[b->n] = '\0';
}

static inline void buf_str(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

static inline void buf_char(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_i64(struct buf *b, int64_t v);
void buf_printf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

/* 0, or -1 with ERR_LIMIT ("larger than N bytes") or ERR_MEMORY. */
int buf_check(const struct buf *b, struct err *e);

/* Hand the bytes over (free() them) and leave the buf empty. */
char *buf_take(struct buf *b);

#endif

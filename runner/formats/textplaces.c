#include "formats/textplaces.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/blocks.h"

static int push(struct textplaces *p, int64_t block, struct err *e)
{
    if (p->beg > p->n / 2) {
        memmove(p->a, p->a + p->beg, (p->n - p->beg) * sizeof(*p->a));
        p->n -= p->beg;
        p->beg = 0;
    }
    if (p->n == p->cap) {
        size_t cap = p->cap ? 2 * p->cap : 64;
        struct textplace *a = realloc(p->a, cap * sizeof(*a));

        if (!a)
            return err_nomem(e);
        p->a = a;
        p->cap = cap;
    }
    p->a[p->n++] = (struct textplace){.text = p->text, .block = block};
    return 0;
}

int textplaces_add(struct textplaces *p, const unsigned char *blocks, size_t n,
                   off_t offset, struct err *e)
{
    for (size_t at = 0; at < n;) {
        size_t text = blocks_text_bytes(blocks + at);

        if (text && push(p, (int64_t)offset + (int64_t)at, e))
            return -1;
        p->text += (int64_t)text;
        at += blocks_bytes(blocks + at);
    }
    return 0;
}

uint64_t textplaces_find(struct textplaces *p, int64_t text)
{
    while (p->beg + 1 < p->n && p->a[p->beg + 1].text <= text)
        p->beg++;
    if (p->beg == p->n || text < p->a[p->beg].text || text >= p->text)
        return TEXTPLACES_NONE;
    return (uint64_t)p->a[p->beg].block << 16 |
           (uint64_t)(text - p->a[p->beg].text);
}

void textplaces_release(struct textplaces *p)
{
    free(p->a);
    *p = (struct textplaces){0};
}

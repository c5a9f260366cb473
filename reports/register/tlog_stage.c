#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/num.h"
#include "reports/register/tlog_internal.h"

/* "after SIZE\n", then entries as in a bundle. Once the log is larger than
 * SIZE, they are in it. */
#define STAGED   "staged"
#define HEAD_MAX 32

static size_t make_head(char out[HEAD_MAX], uint64_t size)
{
    return (size_t)snprintf(out, HEAD_MAX, "after %" PRIu64 "\n", size);
}

/* Each write is whole, so this is no trace of one that was interrupted. Whoever
 * added these entries was told that they wait: none is passed over. */
static int damaged(struct err *e)
{
    return err_set(e, ERR_REFUSED,
                   "the entries that wait for the next checkpoint are damaged: "
                   "remove the file, and add them again");
}

/* The head; *size: of the log that they were added to. */
static int read_head(int64_t *size, size_t *at, const struct buf *b)
{
    static const char word[] = "after ";
    const size_t n = sizeof(word) - 1;
    const char *p;
    struct err bad = {0};

    if (b->n < n || memcmp(b->s, word, n) != 0)
        return -1;
    p = b->s + n;
    if (num_parse(size, &p, b->s + b->n, INT64_MAX, &bad) || p == b->s + b->n ||
        *p != '\n')
        return -1;
    *at = (size_t)(p + 1 - b->s);
    return 0;
}

static int check_staged(struct buf *b, size_t *from, const struct tlog *t,
                        struct err *e)
{
    struct err torn = {0};
    int64_t size = 0;
    size_t at = 0;

    if (read_head(&size, &at, b) || (uint64_t)size > t->head.head.size)
        return damaged(e);
    if ((uint64_t)size < t->head.head.size) {
        buf_clear(b); /* taken into the log since */
        return 0;
    }
    *from = at;
    while (at < b->n) {
        const char *entry;
        size_t len;

        if (tlog_next_entry(&entry, &len, &at, b, &torn))
            return damaged(e);
    }
    return 0;
}

/* The entries that wait; b->n == 0 when none do. *from is where they begin. */
static int read_staged(struct buf *b, size_t *from, const struct tlog *t,
                       struct err *e)
{
    char path[PATH_TEXT_MAX];

    *from = 0;
    buf_init(b, TLOG_STAGED_MAX);
    if (path_join(path, t->dir, STAGED, e))
        return -1;
    if (!path_exists(path))
        return 0;
    if (path_read(b, path, e) || check_staged(b, from, t, e))
        return err_at(e, path, 0, 0);
    return 0;
}

int tlog_stage(struct tlog *t, const void *entry, size_t n, struct err *e)
{
    if (n == 0 || n > TLOG_ENTRY_MAX)
        return err_set(e, ERR_LIMIT,
                       "an entry of a register has 1 to %d bytes, this one has "
                       "%zu",
                       TLOG_ENTRY_MAX, n);
    buf_char(&t->staging, (char)(n >> 8));
    buf_char(&t->staging, (char)(n & 0xff));
    buf_add(&t->staging, entry, n);
    return buf_check(&t->staging, e);
}

int tlog_stage_sync(struct tlog *t, struct err *e)
{
    char path[PATH_TEXT_MAX];
    char head[HEAD_MAX];
    struct buf b = {0};
    size_t from;
    int rc = -1;

    if (t->staging.n == 0)
        return 0;
    if (read_staged(&b, &from, t, e) || path_join(path, t->dir, STAGED, e))
        goto done;
    if (b.n == 0)
        buf_add(&b, head, make_head(head, t->head.head.size));
    buf_add(&b, t->staging.s, t->staging.n);
    if (buf_check(&b, e) || path_write(path, b.s, b.n, e)) {
        err_at(e, path, 0, 0);
        goto done;
    }
    buf_clear(&t->staging);
    rc = 0;
done:
    buf_release(&b);
    return rc;
}

int tlog_staged(struct tlog *t,
                int (*each)(void *arg, const char *entry, size_t n,
                            struct err *e),
                void *arg, struct err *e)
{
    struct buf b = {0};
    size_t at;
    int rc = -1;

    if (read_staged(&b, &at, t, e))
        goto done;
    while (at < b.n) {
        const char *entry;
        size_t n;

        if (tlog_next_entry(&entry, &n, &at, &b, e) || each(arg, entry, n, e))
            goto done;
    }
    rc = 0;
done:
    buf_release(&b);
    return rc;
}

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "reports/register/tlog_internal.h"

/* "after SIZE\n", then entries as in a bundle. Once the log is larger than
 * SIZE, they are in it. */
#define STAGED   "staged"
#define HEAD_MAX 32

static size_t make_head(char out[HEAD_MAX], uint64_t size)
{
    return (size_t)snprintf(out, HEAD_MAX, "after %" PRIu64 "\n", size);
}

/* The entries that wait, without what a torn write left at the end; b->n == 0
 * when none do. *from is where they begin. */
static int read_staged(struct buf *b, size_t *from, const struct tlog *t,
                       struct err *e)
{
    char path[PATH_TEXT_MAX];
    char head[HEAD_MAX];
    size_t n = make_head(head, t->head.head.size);
    size_t at = n;

    *from = n;
    buf_init(b, TLOG_STAGED_MAX);
    if (path_join(path, t->dir, STAGED, e))
        return -1;
    if (!path_exists(path))
        return 0;
    if (path_read(b, path, e))
        return err_at(e, path, 0, 0);
    if (b->n < n || memcmp(b->s, head, n) != 0) {
        buf_clear(b);
        return 0;
    }
    while (at < b->n) {
        const char *entry;
        struct err torn = {0};
        size_t len;

        if (tlog_next_entry(&entry, &len, &at, b, &torn)) {
            b->n = at;
            break;
        }
    }
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

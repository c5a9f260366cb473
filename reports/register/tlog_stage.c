#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "reports/register/tlog_internal.h"

/* "after SIZE\n", then entries as in a bundle. Once the log is larger than
 * SIZE, they are in it. */
#define STAGED     "staged"
#define STAGED_MAX ((size_t)1 << 30) /* bytes */
#define HEAD_MAX   32

static size_t make_head(char out[HEAD_MAX], uint64_t size)
{
    return (size_t)snprintf(out, HEAD_MAX, "after %" PRIu64 "\n", size);
}

/* The entries that wait, without what a torn write left at the end; b.n == 0
 * when none do. *from is where they begin. */
static int read_staged(struct buf *b, size_t *from, const struct tlog *t,
                       struct err *e)
{
    char path[PATH_TEXT_MAX];
    char head[HEAD_MAX];
    size_t n = make_head(head, t->head.head.size);
    size_t at = n;

    *from = n;
    buf_init(b, STAGED_MAX);
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

/* Open behind the last whole entry that waits. */
static int open_staged(struct tlog *t, struct err *e)
{
    char path[PATH_TEXT_MAX];
    char head[HEAD_MAX];
    struct buf b = {0};
    size_t from;
    int rc = -1;

    if (read_staged(&b, &from, t, e) || path_join(path, t->dir, STAGED, e))
        goto done;
    if (b.n == 0 &&
        path_write(path, head, make_head(head, t->head.head.size), e))
        goto done;
    t->staged = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
    if (t->staged < 0 || ftruncate(t->staged, (off_t)(b.n == 0 ? from : b.n))) {
        err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
        err_at(e, path, 0, 0);
        goto done;
    }
    rc = 0;
done:
    buf_release(&b);
    return rc;
}

int tlog_stage(struct tlog *t, const void *entry, size_t n, struct err *e)
{
    char one[2 + TLOG_ENTRY_MAX];
    ssize_t got;

    if (n == 0 || n > TLOG_ENTRY_MAX)
        return err_set(e, ERR_LIMIT,
                       "an entry of a register has 1 to %d bytes, this one has "
                       "%zu",
                       TLOG_ENTRY_MAX, n);
    if (t->staged < 0 && open_staged(t, e))
        return -1;
    one[0] = (char)(n >> 8);
    one[1] = (char)(n & 0xff);
    memcpy(one + 2, entry, n);
    do
        got = write(t->staged, one, n + 2);
    while (got < 0 && errno == EINTR);
    if (got == (ssize_t)(n + 2))
        return 0;
    /* What was torn is cut off when the file is opened again. */
    return err_set(e, ERR_IO, "cannot write: %s",
                   err_os(got < 0 ? errno : ENOSPC));
}

int tlog_stage_sync(struct tlog *t, struct err *e)
{
    if (t->staged >= 0 && fsync(t->staged))
        return err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
    return 0;
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

#include "cli/check/stdinpeek.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"
#include "conform/examine.h"

/* A whole BGZF block, and as much again, so that its text can be had. */
#define HEAD ((size_t)128 << 10)

struct stdinpeek {
    int from; /* what standard input was */
    int to;   /* the pipe's end that is written */
    pthread_t thread;
    int os; /* errno of a failed read */
    size_t n;
    unsigned char head[HEAD];
    unsigned char piece[HEAD];
};

static ssize_t read_some(int fd, void *out, size_t n)
{
    ssize_t got;

    do
        got = read(fd, out, n);
    while (got < 0 && errno == EINTR);
    return got;
}

static bool write_all(int fd, const unsigned char *s, size_t n)
{
    while (n) {
        ssize_t put = write(fd, s, n);

        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false; /* nobody reads any more */
        s += put;
        n -= (size_t)put;
    }
    return true;
}

static void *pass_on(void *arg)
{
    struct stdinpeek *s = arg;
    int before;
    bool read_by = write_all(s->to, s->head, s->n);

    while (read_by) {
        ssize_t got = read_some(s->from, s->piece, sizeof(s->piece));

        if (got < 0)
            s->os = errno;
        if (got <= 0)
            break;
        read_by = write_all(s->to, s->piece, (size_t)got);
    }
    (void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    close(s->to);
    s->to = -1;
    return NULL;
}

/* ---- telling the format */

/* Formats are told of files: the bytes become one for a moment. */
static int tell(const char **format, const unsigned char *s, size_t n,
                struct err *e)
{
    char dir[PATH_TEXT_MAX];
    char path[PATH_TEXT_MAX];
    const struct examine_format *f = NULL;
    int rc;

    if (workdir_make(dir, NULL, e))
        return -1;
    rc = path_join(path, dir, "head", e);
    if (!rc)
        rc = path_write(path, s, n, e);
    if (!rc)
        f = examine_format_of(path);
    workdir_remove(dir);
    if (rc)
        return -1;
    if (!f)
        return err_set(e, ERR_MISSING,
                       "the first bytes of standard input do not tell what it "
                       "holds; say it with --format");
    *format = f->name;
    return 0;
}

static int start(struct stdinpeek *s, struct err *e)
{
    int ends[2];

    s->from = dup(STDIN_FILENO);
    if (s->from < 0 || pipe(ends))
        return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    s->to = ends[1];
    if (dup2(ends[0], STDIN_FILENO) < 0 ||
        pthread_create(&s->thread, NULL, pass_on, s)) {
        close(ends[0]);
        close(ends[1]);
        return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    }
    close(ends[0]);
    return 0;
}

/* A pipe gives what it has; a head is whole when nothing more comes. */
static int fill(struct stdinpeek *s, struct err *e)
{
    while (s->n < HEAD) {
        ssize_t got = read_some(STDIN_FILENO, s->head + s->n, HEAD - s->n);

        if (got < 0)
            return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
        if (got == 0)
            break;
        s->n += (size_t)got;
    }
    return 0;
}

static bool is_file(void)
{
    struct stat st;

    return fstat(STDIN_FILENO, &st) == 0 && S_ISREG(st.st_mode);
}

static int open_file(const char **format, struct err *e)
{
    unsigned char *head = malloc(HEAD);
    ssize_t got =
        head ? pread(STDIN_FILENO, head, HEAD, lseek(STDIN_FILENO, 0, SEEK_CUR))
             : -1;
    int rc;

    if (!head)
        rc = err_nomem(e);
    else if (got < 0)
        rc = err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    else
        rc = tell(format, head, (size_t)got, e);
    free(head);
    return rc;
}

int stdinpeek_open(struct stdinpeek **out, const char **format, struct err *e)
{
    struct stdinpeek *s;

    *out = NULL;
    if (is_file())
        return open_file(format, e);
    s = calloc(1, sizeof(*s));
    if (!s)
        return err_nomem(e);
    if (fill(s, e) || tell(format, s->head, s->n, e) || start(s, e)) {
        free(s);
        return -1;
    }
    *out = s;
    return 0;
}

int stdinpeek_close(struct stdinpeek *s, struct err *e)
{
    int os;

    if (!s)
        return 0;
    (void)pthread_cancel(s->thread); /* it may wait for the writer */
    (void)pthread_join(s->thread, NULL);
    if (s->to >= 0)
        close(s->to);
    (void)dup2(s->from, STDIN_FILENO);
    close(s->from);
    os = s->os;
    free(s);
    return os ? err_set(e, ERR_IO, "cannot read: %s", err_os(os)) : 0;
}

#include "formats/cramin.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"
#include "formats/cramin_internal.h"
#include "formats/fastaio.h"

#define PIECE ((size_t)256 << 10)

struct cramin {
    int fd;       /* the CRAM; -1: closed */
    int from;     /* the pipe; -1: closed */
    pid_t child;  /* 0: it has ended */
    int patience; /* in ms: CRAMIN_STILL_SECONDS */
    char folder[PATH_TEXT_MAX];
    char fasta[PATH_TEXT_MAX]; /* "": none was given */
    unsigned char *buf;        /* what was read ahead is [beg, n) */
    size_t cap;
    size_t beg;
    size_t n;
};

/* ---- the child ---- */

/* Bytes of address space that this process has; 0: not known. */
static uint64_t space_bytes(void)
{
    FILE *in = fopen("/proc/self/statm", "r");
    char line[64];
    uint64_t pages = 0;

    if (!in)
        return 0;
    if (fgets(line, sizeof(line), in))
        pages = strtoull(line, NULL, 10);
    fclose(in);
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void lower(int resource, uint64_t to)
{
    struct rlimit now;

    if (getrlimit(resource, &now))
        return;
    if (now.rlim_max == RLIM_INFINITY || to < now.rlim_max)
        now.rlim_max = (rlim_t)to;
    if (now.rlim_cur == RLIM_INFINITY || to < now.rlim_cur)
        now.rlim_cur = (rlim_t)to;
    setrlimit(resource, &now);
}

static uint64_t bases_of(const struct fasta *reference)
{
    uint64_t bases = 0;

    for (size_t i = 0; reference && i < reference->names.n; i++)
        bases += (uint64_t)reference->seq[i].length;
    return bases;
}

/* Time for the file, and to read the reference through once. */
static void set_ceilings(int fd, uint64_t space, uint64_t bases)
{
    struct stat st;
    uint64_t bytes = fstat(fd, &st) == 0 ? (uint64_t)st.st_size : 0;

    if (space)
        lower(RLIMIT_AS, space + CRAMIN_MEMORY_MAX);
    lower(RLIMIT_CPU, CRAMIN_SECONDS + bytes / CRAMIN_BYTES_A_SECOND +
                          bases / CRAMIN_BASES_A_SECOND);
    lower(RLIMIT_CORE, 0);
    lower(RLIMIT_FSIZE, 0);
}

static int start(struct cramin *in, uint64_t bases, struct err *e)
{
    uint64_t space = space_bytes();
    int fd[2];

    if (pipe(fd))
        return err_set(e, ERR_IO, "cannot make a pipe: %s", err_os(errno));
    in->child = fork();
    if (in->child == 0) {
        close(fd[0]);
        set_ceilings(in->fd, space, bases);
        cramin_child(in->fd, fd[1], *in->fasta ? in->fasta : NULL);
    }
    close(fd[1]);
    in->from = fd[0];
    if (in->child < 0) {
        in->child = 0;
        return err_set(e, ERR_IO, "cannot start a process: %s", err_os(errno));
    }
    close(in->fd);
    in->fd = -1;
    return 0;
}

static int status_of(struct cramin *in)
{
    int status = 0;

    while (waitpid(in->child, &status, 0) < 0 && errno == EINTR)
        continue;
    in->child = 0;
    return status;
}

/* It has ended without a word. */
static int child_ended(struct cramin *in, struct err *e)
{
    int status = status_of(in);

    if (WIFSIGNALED(status) &&
        (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
        return err_set(e, ERR_LIMIT,
                       "decoding the CRAM takes more time or memory than a "
                       "file of its size can need");
    return err_set(e, ERR_REFUSED,
                   "htslib crashed on the CRAM's compressed data");
}

/* ---- frames ---- */

static int room(struct cramin *in, size_t n, struct err *e)
{
    unsigned char *more;

    if (in->beg) {
        memmove(in->buf, in->buf + in->beg, in->n - in->beg);
        in->n -= in->beg;
        in->beg = 0;
    }
    if (n <= in->cap)
        return 0;
    more = realloc(in->buf, 2 * n);
    if (!more)
        return err_nomem(e);
    in->buf = more;
    in->cap = 2 * n;
    return 0;
}

/* Has the child had CPU time since *t, which is set anew? Yes, too, when that
 * can not be told. */
static bool has_worked(struct timespec *t, const struct cramin *in)
{
    struct timespec before = *t;
    clockid_t clock;

    return clock_getcpuclockid(in->child, &clock) || clock_gettime(clock, t) ||
           t->tv_sec != before.tv_sec || t->tv_nsec != before.tv_nsec;
}

/* Until there is something to read. Its ceilings are of CPU time and memory: a
 * child that has neither written nor worked in all that while was stopped from
 * outside, or waits for what never comes. */
static int await(const struct cramin *in, struct err *e)
{
    struct pollfd p = {.fd = in->from, .events = POLLIN};
    struct timespec cpu = {.tv_sec = -1};
    int got;

    while ((got = poll(&p, 1, in->patience)) <= 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
        if (!has_worked(&cpu, in))
            return err_set(e, ERR_IO,
                           "the process that decodes the CRAM stands still; "
                           "was it stopped?");
    }
    return 0;
}

/* At least `n` bytes at buf[beg]. */
static int have(struct cramin *in, size_t n, struct err *e)
{
    if (in->n - in->beg >= n)
        return 0;
    if (room(in, n > PIECE ? n : PIECE, e))
        return -1;
    while (in->n < n) {
        ssize_t got;

        if (await(in, e))
            return -1;
        got = read(in->from, in->buf + in->n, in->cap - in->n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
        if (got == 0)
            return child_ended(in, e);
        in->n += (size_t)got;
    }
    return 0;
}

static int last_word(const struct cramin_frame *f, struct err *e)
{
    switch (f->kind) {
    case CRAMIN_END:
        return 0;
    case CRAMIN_MEMORY:
        return err_set(e, ERR_LIMIT,
                       "decoding the CRAM takes more time or memory than a "
                       "file of its size can need");
    case CRAMIN_DEFECT:
    case CRAMIN_RECORD:
        break;
    }
    return err_set(e, ERR_SYNTAX, "the record can not be decoded");
}

int cramin_next(struct cramin_record *r, struct cramin *in, struct err *e)
{
    struct cramin_frame f;

    if (have(in, sizeof(f), e))
        return -1;
    memcpy(&f, in->buf + in->beg, sizeof(f));
    if (f.kind != CRAMIN_RECORD)
        return last_word(&f, e);
    if (f.n > CRAMIN_RECORD_MAX)
        return err_set(e, ERR_LIMIT, "a record has more than %zu bytes",
                       CRAMIN_RECORD_MAX);
    if (have(in, sizeof(f) + f.n, e))
        return -1;
    *r = f.r;
    r->data = in->buf + in->beg + sizeof(f);
    in->beg += sizeof(f) + f.n;
    return 1;
}

/* ---- */

struct cramin *cramin_open(const char *path, const struct fasta *reference,
                           struct err *e)
{
    struct cramin *in = calloc(1, sizeof(*in));

    if (!in) {
        err_nomem(e);
        return NULL;
    }
    in->from = -1;
    in->patience = CRAMIN_STILL_SECONDS * 1000 / 2;
    in->fd = path_open_read(path, e);
    if (in->fd >= 0 &&
        (!reference ||
         cramin_reference(in->folder, in->fasta, reference, e) == 0) &&
        start(in, bases_of(reference), e) == 0)
        return in;
    cramin_close(in);
    return NULL;
}

pid_t cramin_process(struct cramin *in, int patience)
{
    in->patience = patience;
    return in->child;
}

void cramin_close(struct cramin *in)
{
    if (!in)
        return;
    if (in->fd >= 0)
        close(in->fd);
    if (in->from >= 0)
        close(in->from);
    if (in->child) {
        kill(in->child, SIGKILL);
        status_of(in);
    }
    workdir_remove(in->folder);
    free(in->buf);
    free(in);
}

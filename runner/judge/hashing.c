#include "judge/hashing.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/digest.h"
#include "base/progress.h"

/* What the threads share, under the lock. */
struct pool {
    pthread_mutex_t lock;
    struct hashing_file *a;
    size_t n;
    size_t next;   /* first file that nobody has taken */
    int64_t bytes; /* done */
    int root;
    struct progress *progress; /* of the calling thread only */
    struct err err;            /* the first failure: all stop */
};

static int hash_one(struct hashing_file *f, int root, struct err *e)
{
    char hex[DIGEST_HEX_MAX];
    struct err why = {0};
    int fd = beneath_open(root, f->name, &why);
    int rc;

    if (fd < 0 && (why.code == ERR_MISSING || why.code == ERR_REFUSED)) {
        f->code = why.code;
        return 0;
    }
    if (fd < 0) {
        *e = why;
        return -1;
    }
    rc = digest_hex_fd(hex, &f->size, DIGEST_SHA256, fd, e);
    (void)close(fd);
    if (rc == 0)
        memcpy(f->sha256, hex, sizeof f->sha256);
    return rc;
}

/* The next file to do; NULL when there is none or something failed. */
static struct hashing_file *take(struct pool *p)
{
    struct hashing_file *f = NULL;

    (void)pthread_mutex_lock(&p->lock);
    if (p->next < p->n && p->err.code == ERR_NONE)
        f = &p->a[p->next++];
    (void)pthread_mutex_unlock(&p->lock);
    return f;
}

static void give(struct pool *p, const struct hashing_file *f,
                 const struct err *e)
{
    (void)pthread_mutex_lock(&p->lock);
    p->bytes += f->size;
    if (e->code != ERR_NONE && p->err.code == ERR_NONE) {
        p->err = *e;
        err_at(&p->err, f->name, 0, 0);
    }
    (void)pthread_mutex_unlock(&p->lock);
}

static void work(struct pool *p, struct progress *progress)
{
    struct hashing_file *f;

    while ((f = take(p))) {
        struct err e = {0};

        f->code = ERR_NONE;
        f->sha256[0] = '\0';
        f->size = 0;
        (void)hash_one(f, p->root, &e);
        give(p, f, &e);
        if (progress)
            progress_at(progress, p->bytes);
    }
}

static void *thread_main(void *arg)
{
    work(arg, NULL);
    return NULL;
}

int hashing_all(struct hashing_file *a, size_t n, const char *dir, int threads,
                struct progress *progress, struct err *e)
{
    struct pool p = {.lock = PTHREAD_MUTEX_INITIALIZER, .a = a, .n = n};
    pthread_t thread[HASHING_THREADS_MAX];
    size_t more = 0; /* threads besides this one */

    p.root = beneath_root(dir, e);
    if (p.root < 0)
        return -1;
    if (threads > HASHING_THREADS_MAX)
        threads = HASHING_THREADS_MAX;
    while (more + 1 < n && more + 1 < (size_t)threads) {
        if (pthread_create(&thread[more], NULL, thread_main, &p))
            break; /* fewer will do */
        more++;
    }
    work(&p, progress);
    for (size_t i = 0; i < more; i++)
        (void)pthread_join(thread[i], NULL);
    (void)close(p.root);
    if (p.err.code == ERR_NONE)
        return 0;
    *e = p.err;
    return -1;
}

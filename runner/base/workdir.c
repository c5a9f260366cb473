#include "base/workdir.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/path.h"

#define BESIDE_TRIES 100
#define SWEEP_TRIES  50

/* What must vanish with the process: the only global state that there is
 * besides the language, since a signal concerns the process as a whole. */
static struct {
    pthread_mutex_t lock;
    char dirs[WORKDIR_LIVE_MAX][PATH_TEXT_MAX]; /* "": free */
    char files[WORKDIR_FILES_MAX][PATH_TEXT_MAX];
} live = {.lock = PTHREAD_MUTEX_INITIALIZER};

static char *free_slot(char (*slots)[PATH_TEXT_MAX], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!slots[i][0])
            return slots[i];
    }
    return NULL;
}

static void free_slot_of(char (*slots)[PATH_TEXT_MAX], size_t n,
                         const char *path)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(slots[i], path) == 0)
            slots[i][0] = '\0';
    }
}

/* Other threads may still be making files in it by name: under a new name
 * they do not find it. Those that hold it open can only delay us. */
static void sweep_dir(const char *dir)
{
    const struct timespec pause = {.tv_nsec = 2000000};
    char gone[PATH_TEXT_MAX];
    int n = snprintf(gone, sizeof gone, "%s.gone", dir);

    if (n < 0 || n >= PATH_TEXT_MAX || rename(dir, gone))
        memcpy(gone, dir, strlen(dir) + 1);
    for (int k = 0; k < SWEEP_TRIES; k++) {
        struct err e = {0};

        if (path_remove_tree(gone, &e) == 0)
            return;
        (void)nanosleep(&pause, NULL);
    }
}

/* With the lock held to the end of the process: nothing new can be made. */
static void sweep(void)
{
    for (size_t i = 0; i < WORKDIR_FILES_MAX; i++) {
        if (live.files[i][0])
            (void)unlink(live.files[i]);
    }
    for (size_t i = 0; i < WORKDIR_LIVE_MAX; i++) {
        if (live.dirs[i][0])
            sweep_dir(live.dirs[i]);
    }
}

struct guard {
    sigset_t set;
    sem_t begun;
};

static void *wait_for_signal(void *arg)
{
    struct guard *g = arg;
    const sigset_t *set = &g->set;
    int sig = 0;

    (void)sem_post(&g->begun);
    while (sigwait(set, &sig) != 0)
        continue;
    (void)pthread_mutex_lock(&live.lock);
    sweep();
    _exit(128 + sig);
}

/* Those of the three that our parent did not tell us to ignore (nohup, or a
 * shell's background job): a blocked signal is taken even when ignored. */
static void signals_to_heed(sigset_t *set)
{
    static const int wanted[] = {SIGINT, SIGTERM, SIGHUP};

    (void)sigemptyset(set);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        struct sigaction old;

        if (sigaction(wanted[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            (void)sigaddset(set, wanted[i]);
    }
}

/* A thread that begins takes locks of the C library, which a child that is
 * forked meanwhile would find locked: it is waited for. */
static int start_guard(struct guard *g)
{
    pthread_t thread;
    int why;

    if (sem_init(&g->begun, 0, 0))
        return errno;
    why = pthread_create(&thread, NULL, wait_for_signal, g);
    if (why)
        return why;
    while (sem_wait(&g->begun) && errno == EINTR)
        continue;
    return pthread_detach(thread);
}

int workdir_guard(struct err *e)
{
    static struct guard guard; /* read by the thread for ever */
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    int why;

    signals_to_heed(&guard.set);
    (void)sigaction(SIGPIPE, &ignore, NULL);
    (void)sigaction(SIGXFSZ, &ignore, NULL); /* `ulimit -f`: write() fails */
    why = pthread_sigmask(SIG_BLOCK, &guard.set, NULL);
    if (why == 0)
        why = start_guard(&guard);
    if (why)
        return err_set(e, ERR_IO, "cannot start a thread: %s", err_os(why));
    return 0;
}

/* "PARENT/entente-PID-XXXXXX", absolute. */
static int name_template(char *out, const char *parent, struct err *e)
{
    const char *tmp = getenv("TMPDIR");
    char here[PATH_TEXT_MAX] = "";
    int n;

    if (!parent)
        parent = tmp && tmp[0] ? tmp : "/tmp";
    if (parent[0] != '/' && !getcwd(here, sizeof here))
        return err_set(e, ERR_IO, "cannot tell the current folder: %s",
                       err_os(errno));
    n = snprintf(out, PATH_TEXT_MAX, "%s%s%s/entente-%ld-XXXXXX", here,
                 here[0] ? "/" : "", parent, (long)getpid());
    if (n < 0 || n >= PATH_TEXT_MAX)
        return err_set(e, ERR_LIMIT, "a path is longer than %d bytes",
                       PATH_TEXT_MAX - 1);
    return 0;
}

int workdir_make(char *out, const char *parent, struct err *e)
{
    char path[PATH_TEXT_MAX];
    char *slot;
    int rc = -1;

    if (name_template(path, parent, e))
        return -1;
    (void)pthread_mutex_lock(&live.lock);
    slot = free_slot(live.dirs, WORKDIR_LIVE_MAX);
    if (!slot) {
        err_set(e, ERR_LIMIT, "more than %d work folders are in use",
                WORKDIR_LIVE_MAX);
    } else if (!mkdtemp(path)) {
        err_set(e, ERR_IO, "cannot make a work folder: %s", err_os(errno));
        err_at(e, path, 0, 0);
    } else {
        memcpy(slot, path, sizeof path);
        memcpy(out, path, sizeof path);
        rc = 0;
    }
    (void)pthread_mutex_unlock(&live.lock);
    return rc;
}

void workdir_remove(char *path)
{
    struct err e = {0};

    if (!path[0])
        return;
    (void)pthread_mutex_lock(&live.lock);
    (void)path_remove_tree(path, &e);
    free_slot_of(live.dirs, WORKDIR_LIVE_MAX, path);
    (void)pthread_mutex_unlock(&live.lock);
    path[0] = '\0';
}

/* With the lock held. */
static char *file_slot(struct err *e)
{
    char *slot = free_slot(live.files, WORKDIR_FILES_MAX);

    if (!slot)
        err_set(e, ERR_LIMIT, "more than %d files are being written",
                WORKDIR_FILES_MAX);
    return slot;
}

int workdir_watch_file(const char *path, struct err *e)
{
    size_t n = strlen(path);
    char *slot;

    if (n >= PATH_TEXT_MAX)
        return err_set(e, ERR_LIMIT, "a path is longer than %d bytes",
                       PATH_TEXT_MAX - 1);
    (void)pthread_mutex_lock(&live.lock);
    slot = file_slot(e);
    if (slot)
        memcpy(slot, path, n + 1);
    (void)pthread_mutex_unlock(&live.lock);
    return slot ? 0 : -1;
}

void workdir_forget_file(const char *path)
{
    if (!path[0])
        return;
    (void)pthread_mutex_lock(&live.lock);
    free_slot_of(live.files, WORKDIR_FILES_MAX, path);
    (void)pthread_mutex_unlock(&live.lock);
}

/* "DIR/.NAME.PID.K.tmp"; NAME is cut so that the whole stays a valid name. */
static int beside(char *out, const char *path, int k, struct err *e)
{
    char dir[PATH_TEXT_MAX];
    char name[PATH_PART_MAX + 1];

    if (path_dir(dir, path, e))
        return -1;
    (void)snprintf(name, sizeof name, ".%.200s.%ld.%d.tmp", path_base(path),
                   (long)getpid(), k);
    return path_join(out, dir, name, e);
}

/* Made and registered under one lock: no signal comes between. */
static int make_beside(char *out, char *slot, const char *path, struct err *e)
{
    int fd = -1;

    for (int k = 0; fd < 0 && k < BESIDE_TRIES; k++) {
        if (beside(out, path, k, e))
            return -1;
        fd = open(out, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST)
            break;
    }
    if (fd < 0)
        return err_set(e, ERR_IO, "cannot make the file: %s", err_os(errno));
    memcpy(slot, out, strlen(out) + 1);
    return fd;
}

int workdir_file_beside(char *out, const char *path, struct err *e)
{
    char *slot;
    int fd = -1;

    (void)pthread_mutex_lock(&live.lock);
    slot = file_slot(e);
    if (slot)
        fd = make_beside(out, slot, path, e);
    (void)pthread_mutex_unlock(&live.lock);
    if (fd < 0) {
        out[0] = '\0';
        err_at(e, path, 0, 0);
    }
    return fd;
}

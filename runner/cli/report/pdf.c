#include "cli/report/pdf.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"
#include "reports/seal/pki.h"

#define PROGRAM "weasyprint"
#define EPOCH   "SOURCE_DATE_EPOCH"
#define ENV_MAX 4096

extern char **environ;

/* The environment with one more variable; entries are borrowed. */
static int with_epoch(char *out[ENV_MAX], char *epoch, struct err *e)
{
    size_t n = 0;

    for (char **s = environ; *s; s++) {
        if (n + 2 >= ENV_MAX)
            return err_set(e, ERR_LIMIT,
                           "the environment has more than %d variables",
                           ENV_MAX - 2);
        out[n++] = *s;
    }
    if (!getenv(EPOCH))
        out[n++] = epoch;
    out[n] = NULL;
    return 0;
}

/* As a program expects to find them: see base/workdir.h. */
static int usual_signals(posix_spawnattr_t *a)
{
    sigset_t none;
    sigset_t ignored;

    return sigemptyset(&none) || sigemptyset(&ignored) ||
                   sigaddset(&ignored, SIGPIPE) ||
                   sigaddset(&ignored, SIGXFSZ) ||
                   posix_spawnattr_setsigmask(a, &none) ||
                   posix_spawnattr_setsigdefault(a, &ignored) ||
                   posix_spawnattr_setflags(a, POSIX_SPAWN_SETSIGMASK |
                                                   POSIX_SPAWN_SETSIGDEF)
               ? -1
               : 0;
}

static int start(pid_t *pid, char *const argv[], char *const env[],
                 struct err *e)
{
    posix_spawnattr_t a;
    int why;

    if (posix_spawnattr_init(&a))
        return err_nomem(e);
    why = usual_signals(&a) ? EINVAL
                            : posix_spawnp(pid, argv[0], NULL, &a, argv, env);
    (void)posix_spawnattr_destroy(&a);
    if (why == ENOENT)
        return err_set(e, ERR_MISSING,
                       "the PDF is made by WeasyPrint, which is not installed "
                       "(Debian: weasyprint); a browser can print the page "
                       "that --html makes");
    return why ? err_set(e, ERR_IO, "%s can not be started: %s", PROGRAM,
                         strerror(why))
               : 0;
}

static int run(const char *html, const char *pdf, const char *when,
               struct err *e)
{
    char epoch[64];
    char *env[ENV_MAX];
    /* execve() takes what it does not change as if it did. */
    char *argv[] = {(char *)(uintptr_t)PROGRAM,
                    (char *)(uintptr_t) "--quiet",
                    (char *)(uintptr_t) "--pdf-variant",
                    (char *)(uintptr_t) "pdf/a-3b",
                    (char *)(uintptr_t)html,
                    (char *)(uintptr_t)pdf,
                    NULL};
    int64_t seconds = 0;
    int status = 0;
    pid_t pid;

    if (pki_time(&seconds, when, e))
        return -1;
    (void)snprintf(epoch, sizeof(epoch), EPOCH "=%" PRId64, seconds);
    if (with_epoch(env, epoch, e) || start(&pid, argv, env, e))
        return -1;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return err_set(e, ERR_IO, "%s can not be waited for: %s", PROGRAM,
                           strerror(errno));
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return err_set(e, ERR_IO, "%s could not make the PDF (status %d)",
                       PROGRAM, status);
    return 0;
}

int pdf_make(struct buf *out, const struct buf *html, const char *when,
             struct err *e)
{
    char dir[PATH_TEXT_MAX] = "";
    char in[PATH_TEXT_MAX];
    char to[PATH_TEXT_MAX];
    int rc = -1;

    if (workdir_make(dir, NULL, e) == 0 &&
        path_join(in, dir, "page.html", e) == 0 &&
        path_join(to, dir, "page.pdf", e) == 0 &&
        path_write(in, html->s, html->n, e) == 0 && run(in, to, when, e) == 0 &&
        path_read(out, to, e) == 0)
        rc = 0;
    workdir_remove(dir);
    return rc;
}

/*
 * workdir -- a private folder for the length of one run, gone afterwards.
 *
 * Also after an error, SIGINT, SIGTERM or SIGHUP: workdir_guard() starts one
 * thread that waits for those signals (all other threads block them), removes
 * every live work folder and ends the process with status 128 + signal. A
 * signal that was ignored when the program started (nohup) stays ignored.
 * Only SIGKILL leaves a folder behind; its name says whose it was
 * ("entente-PID-XXXXXX").
 *
 * SIGPIPE is ignored from workdir_guard() on: a reader that goes away makes
 * the write fail with EPIPE, and the program ends by its usual error path,
 * which removes the work folders.
 * So is SIGXFSZ: a file over `ulimit -f` is one that can not be written, an
 * error with a message, and not the end of the process.
 *
 * A child process inherits these: whoever forks to run another program resets
 * SIGPIPE, SIGXFSZ and the signal mask first.
 *
 * Threads: any thread may create and remove work folders.
 */
#ifndef BASE_WORKDIR_H
#define BASE_WORKDIR_H

struct err;

#define WORKDIR_LIVE_MAX  8  /* folders at one time in one process */
#define WORKDIR_FILES_MAX 64 /* watched files at one time */

/* Call once, from main, before any other thread starts. */
int workdir_guard(struct err *e);

/* Make a folder of mode 0700 below `parent` (NULL: $TMPDIR or /tmp) and write
 * its absolute path to out[PATH_TEXT_MAX]. */
int workdir_make(char *out, const char *parent, struct err *e);

/* Remove it with all it holds. "" is accepted and does nothing. */
void workdir_remove(char *path);

/*
 * A single file that must vanish if the process is interrupted, such as a
 * half-written output: registered by path, forgotten when done.
 */
int workdir_watch_file(const char *path, struct err *e);
void workdir_forget_file(const char *path);

/*
 * Make a new file ".NAME.PID.K.tmp" in the folder of `path`, NAME being the
 * last part of it, watched as above; write its path to out[PATH_TEXT_MAX].
 * Returns a descriptor to write to, or -1 with out[0] = 0. For content that
 * takes the place of `path` when it is whole: see path_write().
 */
int workdir_file_beside(char *out, const char *path, struct err *e);

#endif

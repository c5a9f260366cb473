/*
 * workdir -- a private folder for the length of one run, gone afterwards.
 *
 * Also after an error, SIGINT, SIGTERM, SIGHUP or SIGPIPE: workdir_guard()
 * starts one thread that waits for those signals (all other threads block
 * them), removes every live work folder and ends the process with
 * 128 + signal. Only SIGKILL leaves a folder behind; its name says whose it
 * was ("entente-PID-XXXXXX").
 *
 * Threads: any thread may create and remove work folders.
 */
#ifndef BASE_WORKDIR_H
#define BASE_WORKDIR_H

struct err;

#define WORKDIR_LIVE_MAX 8 /* at one time in one process */

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

#endif

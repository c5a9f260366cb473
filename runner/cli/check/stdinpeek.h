/*
 * stdinpeek -- what standard input holds, told by its first bytes, without
 * losing them for whoever reads it afterwards.
 *
 * Of a regular file they are read where they stand. Of a pipe they are taken
 * out, and standard input becomes a pipe of our own that a thread fills: with
 * them first, then with the rest. So call it once, and before a reader.
 *
 * Ownership: stdinpeek_close() ends the thread; all-zero is none.
 */
#ifndef CLI_STDINPEEK_H
#define CLI_STDINPEEK_H

struct err;
struct stdinpeek;

/* *format: a name of conform/examine.h; ERR_MISSING when the bytes do not tell.
 * The handle may be NULL without a failure: there is nothing to end. */
int stdinpeek_open(struct stdinpeek **out, const char **format, struct err *e);

/* Leave off reading. -1: what was read of it is not all, for the system failed
 * (*e). A writer that dies is for the format's rules to notice. */
int stdinpeek_close(struct stdinpeek *s, struct err *e);

#endif

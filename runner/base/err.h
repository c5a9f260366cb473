/*
 * err -- what went wrong, and where in the input.
 *
 * A caller declares `struct err e = {0};` and passes &e down. Functions that
 * can fail return 0, or -1 after filling *e exactly once: the first failure
 * wins. A struct err holds no heap memory: copy it freely, never release it.
 *
 * A failed *conformance case* is a verdict, not an err. An err means that this
 * program could not do its own work.
 *
 * Language: the format string is the message's identity. It is looked up in
 * the French catalogue (base/lang.h) before the arguments are filled in, so
 * write it as a whole sentence, in English, with all that varies as argument.
 * Say what is wrong and, where it is not obvious, what to do about it.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdint.h>
#include <stdio.h>

enum err_code {
    ERR_NONE,
    ERR_USAGE,    /* the command line is wrong */
    ERR_SYNTAX,   /* input does not follow its grammar */
    ERR_RANGE,    /* a value is outside its documented bounds */
    ERR_LIMIT,    /* input is larger than this program accepts */
    ERR_IO,       /* the operating system refused; msg has strerror */
    ERR_MISMATCH, /* digests, names or contents that must agree do not */
    ERR_REFUSED,  /* input is hostile or forbidden, and was not used */
    ERR_MISSING,  /* something named is not there */
    ERR_MEMORY,   /* out of memory */
    ERR_STOPPED,  /* interrupted by the user */
};

#define ERR_MSG_MAX  512
#define ERR_PATH_MAX 512

struct err {
    enum err_code code;
    char msg[ERR_MSG_MAX];   /* no newline, no control bytes, no full stop */
    char en[ERR_MSG_MAX];    /* the same in English, */
    char fr[ERR_MSG_MAX];    /* and in French: a report holds both */
    char path[ERR_PATH_MAX]; /* input file, "" when there is none */
    uint64_t line;           /* 1-based; 0 when unknown */
    uint64_t col;            /* 1-based, in bytes; 0 when unknown */
    const char *src;         /* "file.c:42" of the check that failed */
    const char *id;          /* the English format string: stable */
};

/* Record a failure and return -1. The first failure wins. */
#define err_set(e, code, ...)                                                  \
    (err_set_((e), (code), ERR_SRC, __VA_ARGS__), err_failure())

/* The usual out-of-memory failure. */
#define err_nomem(e) err_set((e), ERR_MEMORY, "out of memory")

/* Add the input position unless a callee already did, and return -1. What is
 * unknown is NULL, "" or 0. A callee may give line and column and leave the
 * path to its caller; a path that differs from the callee's adds nothing. */
#define err_at(e, path, line, col)                                             \
    (err_at_((e), (path), (line), (col)), err_failure())

/* What the operating system says of this errno, in the current language: the
 * usual last argument of an ERR_IO message. (So e->en and e->fr are each in
 * one language only where no err_os() is among the arguments.) */
const char *err_os(int errnum);

/* Write "path:line:col: msg\n" to `out`; parts that are unknown are left
 * out. */
void err_print(const struct err *e, FILE *out);

/* What both macros are worth: stated here, so that whoever reads one file
 * alone, a static analyser too, knows it. */
static inline int err_failure(void)
{
    return -1;
}

#define ERR_STR_(x) #x
#define ERR_STR(x)  ERR_STR_(x)
#define ERR_SRC     __FILE__ ":" ERR_STR(__LINE__)
void err_at_(struct err *e, const char *path, uint64_t line, uint64_t col);
void err_set_(struct err *e, enum err_code code, const char *src,
              const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif

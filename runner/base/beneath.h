/*
 * beneath -- files below one folder, reached without following any link.
 *
 * Each part of a name is opened relative to the descriptor of the part before
 * it, never through a symbolic link: whatever stands in the folder, and
 * whoever changes it meanwhile, nothing outside it is read or written.
 *
 * Names obey path_check_name() (ERR_REFUSED otherwise). Descriptors are the
 * caller's to close. ERR_MISSING when there is no such file; ERR_REFUSED for a
 * symbolic link, or what is neither a file nor a folder; ERR_IO else.
 */
#ifndef BASE_BENEATH_H
#define BASE_BENEATH_H

struct err;

/* The folder itself, links followed: it was named by the user. */
int beneath_root(const char *dir, struct err *e);

/* A regular file, for reading. */
int beneath_open(int root_fd, const char *name, struct err *e);

/* A new file of mode 0600, for writing; the folders above it are made, with
 * mode 0700, where absent. What exists already is an ERR_REFUSED. */
int beneath_create(int root_fd, const char *name, struct err *e);

/* A folder, with those above it, made with mode 0700 where absent. */
int beneath_make_dir(int root_fd, const char *name, struct err *e);

#endif

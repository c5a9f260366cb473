/* scratch -- files for tests: made of bytes, gone with the process. */
#ifndef FORMATS_TESTS_SCRATCH_H
#define FORMATS_TESTS_SCRATCH_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <htslib/bgzf.h>

#include "base/err.h"
#include "base/path.h"
#include "base/tests/t.h"

#define S(text) text, sizeof(text) - 1

static char scratch_dir[64];

static inline int scratch_make(void **state)
{
    (void)state;
    snprintf(scratch_dir, sizeof(scratch_dir), "/tmp/entente-test-XXXXXX");
    return mkdtemp(scratch_dir) ? 0 : -1;
}

/* The path of a file in the scratch folder; three may be in use at a time. */
static inline const char *scratch_path(const char *name)
{
    static char path[3][256];
    static int turn;
    char *out = path[turn = (turn + 1) % 3];

    snprintf(out, sizeof(path[0]), "%s/%s", scratch_dir, name);
    return out;
}

static inline const char *scratch_write(const char *name, const void *bytes,
                                        size_t n)
{
    const char *path = scratch_path(name);
    FILE *out = fopen(path, "wb");

    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, n, out), n);
    assert_int_equal(fclose(out), 0);
    return path;
}

/* Compressed by mode "w" (BGZF) or "wg" (gzip). */
static inline const char *scratch_bgzf(const char *name, const char *mode,
                                       const void *bytes, size_t n)
{
    const char *path = scratch_path(name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    BGZF *out = bgzf_dopen(fd, mode);

    assert_non_null(out);
    assert_int_equal(bgzf_write(out, bytes, n), (ssize_t)n);
    assert_int_equal(bgzf_close(out), 0);
    return path;
}

/* Shorten a file by `n` bytes. */
static inline void scratch_cut(const char *path, off_t n)
{
    struct stat st;

    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(truncate(path, st.st_size - n), 0);
}

/* Change one byte, counted from the start, or from the end when negative. */
static inline void scratch_spoil(const char *path, long at)
{
    FILE *f = fopen(path, "r+b");
    int c;

    assert_non_null(f);
    assert_int_equal(fseek(f, at, at < 0 ? SEEK_END : SEEK_SET), 0);
    c = fgetc(f);
    assert_int_equal(fseek(f, -1, SEEK_CUR), 0);
    assert_int_not_equal(fputc(c ^ 0x55, f), EOF);
    assert_int_equal(fclose(f), 0);
}

/* A pipe's reading end that holds these bytes (at most 64 kB). */
static inline int scratch_pipe(const void *bytes, size_t n)
{
    int fd[2];

    assert_int_equal(pipe(fd), 0);
    assert_int_equal(write(fd[1], bytes, n), (ssize_t)n);
    close(fd[1]);
    return fd[0];
}

static inline int scratch_remove(void **state)
{
    (void)state;
    return path_remove_tree(scratch_dir, &(struct err){0});
}

#endif

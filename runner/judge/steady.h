/*
 * steady -- files that must stay as they are, from the first look to the last.
 *
 * A report names each file by its digest; the digest is taken once, and the
 * file is read again by the measurements. What the file system says of a file
 * (device, inode, size, times of change) is therefore noted before the digest
 * is taken and compared when all is measured. Where the last change is so near
 * to the start of the run that the clock's grain could hide a second one, the
 * digest is taken again.
 *
 * This finds a delivery that is still being copied, a fixture that is updated
 * meanwhile, a link put in a file's place. It does not find what someone with
 * full power over the machine does to deceive its owner.
 *
 * Ownership: struct steady owns its list; steady_release() frees it. The
 * all-zero value is empty.
 */
#ifndef JUDGE_STEADY_H
#define JUDGE_STEADY_H

#include <stddef.h>
#include <stdint.h>
#include <time.h>

struct err;
struct steady_file;

#define STEADY_DOUBT_S 2 /* seconds before the start */

struct steady {
    struct steady_file *a;
    size_t n;
    size_t cap;
    struct timespec start;
};

/* The start of the run: before any digest is taken. */
void steady_start(struct steady *s);

/* Note a file as it is now; it may be absent. `sha256` is borrowed and read by
 * steady_check(): it may be filled in meanwhile ("": it could not be taken).
 * `path` is copied. */
int steady_note(struct steady *s, const char *path, const char *sha256,
                struct err *e);

/* Is each as it was? ERR_MISMATCH names the first that is not. */
int steady_check(const struct steady *s, struct err *e);

void steady_release(struct steady *s);

#endif

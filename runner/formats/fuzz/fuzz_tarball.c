/* Any bytes at all: read within small limits, into a folder and not. Both must
 * agree, and nothing may appear beside that folder. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/path.h"
#include "formats/tarball.h"

static const struct tarball_limits small = {
    .members = 64,
    .member_bytes = 1 << 16,
    .total_bytes = 1 << 18,
    .ratio = 200,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Never called by a failing member: at most small.members times. */
static int count(void *arg, const struct tarball_member *m, struct err *e)
{
    size_t *n = arg;

    (void)m;
    (void)e;
    (*n)++;
    return 0;
}

static void put(const char *path, const uint8_t *data, size_t size)
{
    FILE *out = fopen(path, "wb");

    if (!out || fwrite(data, 1, size, out) != size || fclose(out))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char top[] = "/tmp/fuzz-tarball-XXXXXX";
    char file[64];
    char dir[64];
    struct tarball_summary listed = {0};
    struct tarball_summary extracted = {0};
    struct err e = {0};
    struct err el = {0};
    struct err ex = {0};
    char **name = NULL;
    size_t members = 0;
    size_t n = 0;

    if (!mkdtemp(top))
        abort();
    (void)snprintf(file, sizeof file, "%s/in", top);
    (void)snprintf(dir, sizeof dir, "%s/box", top);
    if (path_make_dirs(dir, &e))
        abort();
    put(file, data, size);
    if ((tarball_list(&listed, file, &small, count, &members, &el) == 0) !=
        (el.code == ERR_NONE))
        abort();
    if ((tarball_extract(&extracted, file, dir, &small, &ex) == 0) !=
        (ex.code == ERR_NONE))
        abort();
    if (el.code != ex.code || members > small.members ||
        (el.code == ERR_NONE &&
         (listed.files != extracted.files ||
          memcmp(listed.sha256, extracted.sha256, sizeof listed.sha256) != 0)))
        abort();
    if (path_remove_tree(dir, &e) || path_walk(&name, &n, top, 10, &e) ||
        n != 1)
        abort();
    free(name);
    if (path_remove_tree(top, &e))
        abort();
    return 0;
}

/* A list that is accepted is written and read back to the same bytes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "judge/adopted.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_twice(const struct adopted *list)
{
    char dir[] = "/tmp/fuzz-adopted-XXXXXX";
    char path[64];
    struct adopted again = {0};
    struct err e = {0};
    struct buf first;
    struct buf second;

    buf_init(&first, ADOPTED_BYTES_MAX);
    buf_init(&second, ADOPTED_BYTES_MAX);
    if (!mkdtemp(dir))
        abort();
    (void)snprintf(path, sizeof path, "%s/list", dir);
    if (adopted_write(list, path, &e) || path_read(&first, path, &e) ||
        adopted_read(&again, path, &e) || adopted_write(&again, path, &e) ||
        path_read(&second, path, &e) || first.n != second.n ||
        memcmp(first.s, second.s, first.n) != 0)
        abort();
    (void)unlink(path);
    (void)rmdir(dir);
    adopted_release(&again);
    buf_release(&first);
    buf_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct adopted list = {0};
    struct err e = {0};
    int rc = adopted_parse(&list, (const char *)data, size, "x", &e);

    if ((rc == 0) != (e.code == ERR_NONE))
        abort();
    if (rc == 0)
        write_twice(&list);
    adopted_release(&list);
    return 0;
}

/* Any bytes as a BAM (a CRAM's build is judged before it is decoded, and
 * decoded elsewhere): header and sums, or a reason. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "formats/readshead.h"
#include "formats/readsum.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int rc, const struct err *e)
{
    if ((rc == 0) != (e->code == ERR_NONE))
        abort(); /* a failure without a reason, or the reverse */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/entente-fuzz-XXXXXX";
    int fd = mkstemp(path);
    struct readsum sum;
    struct err e = {0};
    struct buf text;

    if (fd < 0)
        return 0;
    if (write(fd, data, size) == (ssize_t)size) {
        buf_init(&text, 2 * READSHEAD_BYTES_MAX);
        check(readshead_read(&text, path, &e), &e);
        buf_release(&text);
        e = (struct err){0};
        if (size < 4 || memcmp(data, "CRAM", 4) != 0)
            check(readsum_read(&sum, path, NULL, &e), &e);
    }
    close(fd);
    unlink(path);
    return 0;
}

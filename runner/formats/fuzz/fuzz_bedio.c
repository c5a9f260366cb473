/* BED bytes: intervals come out sorted, apart, within bounds. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/hts_log.h>

#include "base/err.h"
#include "formats/bedio.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct bed_contig *c)
{
    for (size_t i = 0; i < c->n; i++) {
        if (c->a[i].beg < 0 || c->a[i].end <= c->a[i].beg ||
            c->a[i].end > BED_POS_MAX)
            abort();
        if (i && c->a[i].beg <= c->a[i - 1].end)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/entente-fuzz-XXXXXX";
    int fd = mkstemp(path);
    struct err e = {0};
    struct bed b = {0};
    int rc;

    if (fd < 0)
        return 0;
    unlink(path);
    hts_set_log_level(HTS_LOG_OFF);
    if (write(fd, data, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET)) {
        close(fd);
        return 0;
    }
    rc = bed_read_fd(&b, fd, "fuzz", &e);
    if ((rc == 0) != (e.code == ERR_NONE))
        abort();
    for (size_t i = 0; i < b.contigs.n; i++)
        check(&b.contig[i]);
    bed_release(&b);
    return 0;
}

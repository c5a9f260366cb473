/* VCF or BCF bytes as a format check reads them, htslib included: no crash, no
 * memory beyond the ceilings of htsguard.h; a failure has a reason and leaves
 * nothing behind. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/hts_log.h>

#include "base/err.h"
#include "formats/vcfscan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct vcfscan *s)
{
    uint64_t known = s->undeclared;

    for (size_t i = 0; i < s->n_contigs; i++)
        known += s->per_contig[i];
    if (known != s->records || s->unsorted > s->records ||
        s->n_places > VCFSCAN_SAMPLES_MAX)
        abort();
    for (size_t i = 0; i < s->n_places; i++) {
        if (s->place[i].contig < 0 ||
            (size_t)s->place[i].contig >= s->n_contigs || s->place[i].pos < 0)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/entente-fuzz-XXXXXX";
    int fd = mkstemp(path);
    struct err e = {0};
    struct vcfscan s = {0};
    int rc;

    if (fd < 0)
        return 0;
    hts_set_log_level(HTS_LOG_OFF);
    if (write(fd, data, size) != (ssize_t)size) {
        close(fd);
        unlink(path);
        return 0;
    }
    close(fd);
    rc = vcfscan_read(&s, path, &e);
    unlink(path);
    if ((rc != 0) != (e.code != ERR_NONE) || (rc && s.contig))
        abort();
    check(&s);
    vcfscan_release(&s);
    return 0;
}

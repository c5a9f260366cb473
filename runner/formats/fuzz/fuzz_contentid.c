/* Any bytes as a VCF and as a BED: an answer or a reason, the same one each
 * time. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/hts_log.h>

#include "base/err.h"
#include "formats/contentid.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A descriptor on the bytes, in a file that has no name any more. */
static int bytes_fd(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/fuzz-contentid-XXXXXX";
    int fd = mkstemp(path);

    if (fd < 0 || unlink(path) || write(fd, data, size) != (ssize_t)size ||
        lseek(fd, 0, SEEK_SET) != 0)
        abort();
    return fd;
}

static void try_kind(const char *kind, const uint8_t *data, size_t size)
{
    char first[65] = "";
    char again[65] = "";
    uint64_t n = 0;
    struct err e1 = {0};
    struct err e2 = {0};
    int rc =
        contentid_records_fd(first, &n, kind, bytes_fd(data, size), "x", &e1);

    if ((rc == 0) != (e1.code == ERR_NONE) || (rc == 0 && n == 0))
        abort();
    (void)contentid_records_fd(again, NULL, kind, bytes_fd(data, size), "x",
                               &e2);
    if (e1.code != e2.code || strcmp(first, again) != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hts_set_log_level(HTS_LOG_OFF);
    try_kind("vcf", data, size);
    try_kind("bed", data, size);
    return 0;
}

/* Bytes as SAM, with a small reference. */
#include <stdio.h>

#include "conform/fuzz/examined.h"
#include "formats/fastaio.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char fasta[] =
        ">chr1\nACGTACGTACGTNRACGGTTCA\n>chr2\nTTGACA\n";
    char path[] = "/tmp/entente-fuzz-ref-XXXXXX";
    struct fasta f = {0};
    struct examine_job job = {.format = "sam", .reference = &f};
    struct err e = {0};
    int fd = mkstemp(path);

    if (fd < 0 || write(fd, fasta, strlen(fasta)) != (ssize_t)strlen(fasta))
        abort();
    close(fd);
    if (fasta_open(&f, path, &e))
        abort();
    unlink(path);
    examined_twice(&job, data, size);
    fasta_close(&f);
    return 0;
}

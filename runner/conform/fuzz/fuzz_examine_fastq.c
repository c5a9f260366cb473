/* Bytes as FASTQ: the first says whether as pairs in turn. */
#include "conform/fuzz/examined.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct examine_job job = {.format = "fastq"};

    if (!size)
        return 0;
    job.interleaved = data[0] == 'i';
    examined_twice(&job, data + 1, size - 1);
    return 0;
}

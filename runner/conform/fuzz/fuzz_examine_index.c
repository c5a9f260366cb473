/* Bytes as an index, or a list of sums: the first says of which kind. */
#include "conform/fuzz/examined.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const kind[] = {"bai", "csi", "tbi",
                                       "fai", "gzi", "sums"};
    struct examine_job job = {0};

    if (!size)
        return 0;
    job.format = kind[data[0] % (sizeof(kind) / sizeof(kind[0]))];
    examined_twice(&job, data + 1, size - 1);
    return 0;
}

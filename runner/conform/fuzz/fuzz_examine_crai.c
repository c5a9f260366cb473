/* Bytes as the index of a CRAM. */
#include "conform/fuzz/examined.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct examine_job job = {.format = "crai"};

    examined_twice(&job, data, size);
    return 0;
}

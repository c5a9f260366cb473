/* Bytes as crypt4gh. */
#include "conform/fuzz/examined.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct examine_job job = {.format = "crypt4gh"};

    examined_twice(&job, data, size);
    return 0;
}

/* Bytes as a BCF; what is damaged inside of a BGZF block is seldom reached by
 * mutation, so most seeds are not compressed. */
#include "conform/fuzz/examined.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct examine_job job = {.format = "bcf"};

    examined_twice(&job, data, size);
    return 0;
}

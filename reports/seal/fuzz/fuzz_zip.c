/* An archive that is read equals the archive written of its entries. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/seal/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct zip z = {0};
    struct err e = {0};
    struct buf again = {0};

    if (zip_read(&z, data, size, &e)) {
        if (e.code == ERR_NONE || z.a)
            abort();
        return 0;
    }
    buf_init(&again, size);
    if (zip_write(&again, z.a, z.n, &e) || again.n != size ||
        memcmp(again.s, data, size) != 0)
        abort();
    buf_release(&again);
    zip_release(&z);
    return 0;
}

#include "formats/cramblock.h"

#include <libdeflate.h>

uint32_t cramblock_crc(const void *bytes, size_t n)
{
    return libdeflate_crc32(0, bytes, n);
}

static int members(struct libdeflate_decompressor *z, unsigned char *out,
                   size_t n, const unsigned char *in, size_t n_in)
{
    do {
        size_t took;
        size_t gave;

        if (libdeflate_gzip_decompress_ex(z, in, n_in, out, n, &took, &gave) !=
            LIBDEFLATE_SUCCESS)
            return -1;
        in += took;
        n_in -= took;
        out += gave;
        n -= gave;
    } while (n_in);
    return n ? -1 : 0;
}

int cramblock_inflate(void *out, size_t n, const void *packed, size_t n_packed)
{
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
    int rc;

    if (!z)
        return -2;
    rc = members(z, out, n, packed, n_packed);
    libdeflate_free_decompressor(z);
    return rc;
}

/* Any bytes, as they are and packed into BGZF blocks, whole and with one bit
 * wrong: vcfflow must give the records and the first error that vcfin gives,
 * with one thread and with two. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/hts_log.h>
#include <libdeflate.h>

#include "formats/tests/twin.h"

#define BLOCK_MAX 65280

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char path[] = "/tmp/entente-fuzz-XXXXXX";
static struct crew *crews[2];

static void tidy_up(void)
{
    unlink(path);
    crew_free(crews[0]);
    crew_free(crews[1]);
}

static void begin(void)
{
    struct err e = {0};
    int fd = mkstemp(path);

    hts_set_log_level(HTS_LOG_OFF);
    crews[0] = crew_new(1, &e);
    crews[1] = crew_new(2, &e);
    if (fd < 0 || !crews[0] || !crews[1] || atexit(tidy_up))
        abort();
    close(fd);
}

static void compare(const uint8_t *bytes, size_t n)
{
    FILE *out = fopen(path, "wb");
    struct vcfflow_options o = {.no_sample = true};
    struct twin want = {0};
    char *sample = NULL;
    struct vcfin *in;

    if (!out || fwrite(bytes, 1, n, out) != n || fclose(out))
        abort();
    in = vcfin_open(path, &want.e);
    if (in && vcfin_head(in)->samples.n) {
        o.no_sample = false;
        o.sample = sample = strdup(vcfin_head(in)->samples.a[0]);
    }
    twin_by_vcfin(&want, in);
    for (int i = 0; i < 2; i++) {
        struct twin got = {0};
        const char *why;

        o.keep_text = i;
        twin_by_flow(&got, path, crews[i], &o);
        why = twin_differ(&want, &got);
        if (why) {
            fprintf(stderr, "%s\n", why);
            abort();
        }
        twin_release(&got);
    }
    twin_release(&want);
    free(sample);
}

static void little(uint8_t *at, size_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (uint8_t)(v >> (8 * i));
}

/* One block; says how long it is. */
static size_t block(uint8_t *to, const uint8_t *text, size_t n)
{
    static const uint8_t head[18] = {31,  139, 8, 4,   0,   0, 0, 0, 0,
                                     255, 6,   0, 'B', 'C', 2, 0, 0, 0};
    struct libdeflate_compressor *z = libdeflate_alloc_compressor(1);
    size_t got;

    memcpy(to, head, sizeof(head));
    got = libdeflate_deflate_compress(z, text, n, to + 18, 65536 - 26);
    libdeflate_free_compressor(z);
    if (!got)
        abort();
    little(to + 16, got + 25, 2);
    little(to + 18 + got, libdeflate_crc32(0, text, n), 4);
    little(to + 22 + got, n, 4);
    return got + 26;
}

/* Blocks of at most `step` bytes, and an empty one at the end. */
static uint8_t *pack(size_t *packed, const uint8_t *text, size_t n, size_t step)
{
    size_t blocks = n / step + 2;
    uint8_t *to = malloc(n + n / 8 + 100 * blocks);

    if (!to)
        abort();
    *packed = 0;
    for (size_t at = 0; at < n; at += step)
        *packed +=
            block(to + *packed, text + at, n - at < step ? n - at : step);
    *packed += block(to + *packed, text, 0);
    return to;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t h = twin_mix(1, data, size);
    size_t step = 1 + h % (h % 3 ? 300 : BLOCK_MAX);
    uint8_t *packed;
    size_t n;

    if (!crews[0])
        begin();
    if (size / step > 500)
        step = BLOCK_MAX;
    compare(data, size);
    packed = pack(&n, data, size, step);
    compare(packed, n);
    packed[(h >> 20) % n] ^= (uint8_t)(1 << (h >> 8) % 8);
    compare(packed, n);
    free(packed);
    return 0;
}

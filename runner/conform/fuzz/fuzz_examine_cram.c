/* Bytes as a CRAM. Sums over blocks are seldom met by chance, so those that do
 * not hold are made to: what is behind them is what is to be tried. */
#include "conform/fuzz/examined.h"

#include "conform/cram/cramcur.h"
#include "formats/cramblock.h"

#define DEFINITION 26

static void put_sum(uint8_t *from, const unsigned char *to)
{
    uint32_t sum = cramblock_crc(from, (size_t)(to - from));

    for (int i = 0; i < 4; i++)
        from[(to - from) + i] = (uint8_t)(sum >> (8 * i));
}

/* The blocks of a container, as far as they hold together. */
static void mend_blocks(uint8_t *data, uint8_t *end)
{
    while (data < end) {
        struct cramcur c = {data + 2, end, end - data < 2};
        int32_t n;

        if (c.cut)
            return;
        (void)cramcur_itf8(&c);
        n = cramcur_itf8(&c);
        (void)cramcur_itf8(&c);
        if (n < 0 || !cramcur_bytes(&c, (size_t)n) || cramcur_left(&c) < 4)
            return;
        put_sum(data, c.p);
        data += c.p + 4 - data;
    }
}

static void mend(uint8_t *data, size_t size)
{
    uint8_t *end = data + size;

    if (size < DEFINITION || data[4] < 3)
        return;
    data += DEFINITION;
    while (data < end) {
        struct cramcur c = {data, end, false};
        const unsigned char *length = cramcur_bytes(&c, 4);
        uint32_t n;
        int32_t landmarks;

        for (int i = 0; i < 4; i++)
            (void)cramcur_itf8(&c);
        (void)cramcur_ltf8(&c);
        (void)cramcur_ltf8(&c);
        (void)cramcur_itf8(&c);
        landmarks = cramcur_itf8(&c);
        for (int32_t i = 0; i < landmarks && !c.cut; i++)
            (void)cramcur_itf8(&c);
        if (c.cut || cramcur_left(&c) < 4)
            return;
        n = (uint32_t)length[0] | (uint32_t)length[1] << 8 |
            (uint32_t)length[2] << 16 | (uint32_t)length[3] << 24;
        put_sum(data, c.p);
        data += c.p + 4 - data;
        if (n > (size_t)(end - data))
            return;
        mend_blocks(data, data + n);
        data += n;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct examine_job job = {.format = "cram"};
    uint8_t *copy = malloc(size + 1);

    if (!copy)
        return 0;
    memcpy(copy, data, size);
    mend(copy, size);
    examined_twice(&job, copy, size);
    free(copy);
    return 0;
}

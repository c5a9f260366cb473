/* What reading costs, without anything done to the records.
 * usage: vcfflow floor|lines|1|2|... FILE...
 * floor: libdeflate and memchr, one thread; lines: vcfin, one thread; a number:
 * vcfflow with so many threads. Prints records and a sum of their places. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "base/err.h"
#include "formats/stage.h"
#include "formats/vcfflow.h"

struct sums {
    uint64_t records;
    uint64_t places;
};

static void die(const struct err *e)
{
    err_print(e, stderr);
    exit(1);
}

static void *sums_open(void *arg, struct err *e)
{
    struct sums *s = calloc(1, sizeof(*s));

    (void)arg;
    if (!s)
        err_nomem(e);
    return s;
}

static int sums_take(void *content, const struct vcfrec *r, struct err *e)
{
    struct sums *s = content;

    (void)e;
    s->records++;
    s->places += (uint64_t)r->pos + (uint64_t)r->gt[0] + r->ref.n;
    return 0;
}

static void by_flow(struct sums *all, const char *path, int threads)
{
    struct vcfflow_taker taker = {NULL, sums_open, sums_take, free};
    struct vcfflow_options o = {0};
    struct vcfflow_batch *b;
    struct err e = {0};
    struct crew *crew = crew_new(threads, &e);
    struct vcfflow *f = crew ? vcfflow_open(path, crew, &o, &taker, &e) : NULL;
    int got = f ? 1 : -1;

    while (got > 0 && (got = vcfflow_next(&b, f, &e)) > 0) {
        const struct sums *s = b->content;

        all->records += s->records;
        all->places += s->places;
        vcfflow_batch_free(b, f);
    }
    if (got < 0)
        die(&e);
    vcfflow_close(f);
    crew_free(crew);
}

static void by_vcfin(struct sums *all, const char *path)
{
    struct err e = {0};
    struct vcfin *in = vcfin_open(path, &e);
    struct vcfrec r;
    int got = in ? 1 : -1;

    while (got > 0 && (got = vcfin_next(&r, in, &e)) > 0)
        sums_take(all, &r, &e);
    if (got < 0)
        die(&e);
    vcfin_close(in);
}

/* Inflate each block, check its CRC, find its lines: nobody can do less. */
static void floor_of(struct sums *all, const char *path)
{
    static unsigned char in[1 << 16];
    static char text[1 << 16];
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
    FILE *f = fopen(path, "rb");
    size_t got;

    while (z && f && fread(in, 1, 18, f) == 18) {
        size_t n = (size_t)in[16] + 256 * (size_t)in[17] + 1;
        const char *s = text;
        unsigned crc;

        if (fread(in + 18, 1, n - 18, f) != n - 18 ||
            libdeflate_deflate_decompress(z, in + 18, n - 26, text,
                                          sizeof(text), &got))
            exit(1);
        memcpy(&crc, in + n - 8, 4); /* of a little-endian machine */
        if (libdeflate_crc32(0, text, got) != crc)
            exit(1);
        while ((s = memchr(s, '\n', got - (size_t)(s - text)))) {
            s++;
            all->records++;
        }
    }
    if (f)
        fclose(f);
    libdeflate_free_decompressor(z);
}

int main(int argc, char **argv)
{
    for (int i = 2; i < argc; i++) {
        struct sums all = {0};

        if (strcmp(argv[1], "floor") == 0)
            floor_of(&all, argv[i]);
        else if (strcmp(argv[1], "lines") == 0)
            by_vcfin(&all, argv[i]);
        else
            by_flow(&all, argv[i], (int)strtol(argv[1], NULL, 10));
        printf("%llu %llu\n", (unsigned long long)all.records,
               (unsigned long long)all.places);
    }
    return 0;
}

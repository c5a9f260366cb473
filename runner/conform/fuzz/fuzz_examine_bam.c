/*
 * Bytes as BAM, with a small reference. The first byte says how: even, the rest
 * is the file; odd, what the blocks of a file hold (else each change would be
 * found by the sums of the blocks, and nothing behind them be reached).
 */
#include <stdio.h>

#include "conform/fuzz/examined.h"
#include "formats/bgzfout.h"
#include "formats/fastaio.h"

static void put_file(int fd, const void *bytes, size_t n)
{
    if (fd < 0 || write(fd, bytes, n) != (ssize_t)n)
        abort();
    close(fd);
}

static void put_blocks(const char *path, const uint8_t *bytes, size_t n)
{
    static const struct bgzfout_options o = {.level = 1, .no_digests = true};
    struct err e = {0};
    struct bgzfout_sum sum;
    struct bgzfout *out = bgzfout_open(path, &o, &e);

    if (!out || bgzfout_write(out, bytes, n, &e) || bgzfout_end(&sum, out, &e))
        abort();
    bgzfout_free(out);
}

/* The file at `path` as bytes: examined_twice() makes its own of them. */
static void look_at(struct examine_job *job, const char *path)
{
    static uint8_t bytes[4 << 20];
    FILE *in = fopen(path, "rb");
    size_t n;

    if (!in)
        abort();
    n = fread(bytes, 1, sizeof(bytes), in);
    fclose(in);
    examined_twice(job, bytes, n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char fasta[] =
        ">chr1\nACGTACGTACGTNRACGGTTCA\n>chr2\nTTGACA\n";
    char path[] = "/tmp/entente-fuzz-ref-XXXXXX";
    char bam[] = "/tmp/entente-fuzz-bam-XXXXXX";
    struct fasta f = {0};
    struct examine_job job = {.format = "bam", .reference = &f};
    struct err e = {0};

    if (size == 0)
        return 0;
    put_file(mkstemp(path), fasta, strlen(fasta));
    if (fasta_open(&f, path, &e))
        abort();
    unlink(path);
    if (data[0] % 2) {
        put_file(mkstemp(bam), "", 0);
        put_blocks(bam, data + 1, size - 1);
        look_at(&job, bam);
        unlink(bam);
    } else {
        examined_twice(&job, data + 1, size - 1);
    }
    fasta_close(&f);
    return 0;
}

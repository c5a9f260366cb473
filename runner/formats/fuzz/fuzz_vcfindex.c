/* Index bytes for a small file that is good: the first byte chooses VCF (even)
 * or BCF (odd), the rest is the index, compressed or not. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/hts.h>
#include <htslib/vcf.h>

#include "base/err.h"
#include "formats/vcfscan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char text[] = "##fileformat=VCFv4.2\n"
                           "##contig=<ID=c1,length=100000000>\n"
                           "##contig=<ID=c2,length=100000000>\n"
                           "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
                           "c1\t5\t.\tA\tC\t.\t.\t.\n"
                           "c1\t50000\t.\tA\tC\t.\t.\t.\n"
                           "c2\t70000\t.\tA\tC\t.\t.\t.\n";

/* The two files, made once and gone with the process. */
static struct good {
    char path[64];
    struct vcfscan scan;
} good[2];

static void put(char path[64], const void *bytes, size_t n)
{
    int fd;

    memcpy(path, "/tmp/entente-fuzz-XXXXXX", 25);
    fd = mkstemp(path);
    if (fd < 0 || write(fd, bytes, n) != (ssize_t)n || close(fd))
        abort();
}

static void convert(struct good *g, const char *from, const char *mode)
{
    htsFile *in = hts_open(from, "r");
    htsFile *out;
    bcf_hdr_t *h = bcf_hdr_read(in);
    bcf1_t *r = bcf_init();

    put(g->path, "", 0);
    out = hts_open(g->path, mode);
    if (bcf_hdr_write(out, h))
        abort();
    while (bcf_read(in, h, r) == 0) {
        if (bcf_write(out, h, r))
            abort();
    }
    bcf_destroy(r);
    bcf_hdr_destroy(h);
    hts_close(in);
    hts_close(out);
}

static void remove_good(void)
{
    for (int i = 0; i < 2; i++) {
        unlink(good[i].path);
        vcfscan_release(&good[i].scan);
    }
}

static void make_good(void)
{
    static const char *const mode[] = {"wz", "wb"};
    char plain[64];
    struct err e = {0};

    hts_set_log_level(HTS_LOG_OFF);
    put(plain, text, sizeof(text) - 1);
    for (int i = 0; i < 2; i++) {
        convert(&good[i], plain, mode[i]);
        if (vcfscan_read(&good[i].scan, good[i].path, &e))
            abort();
    }
    unlink(plain);
    atexit(remove_good);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    struct err e = {0};
    struct vcfscan_index x;
    const struct good *g;
    int rc;

    if (!size)
        return 0;
    if (!*good[0].path)
        make_good();
    g = &good[data[0] & 1];
    put(path, data + 1, size - 1);
    rc = vcfscan_index(&x, &g->scan, g->path, path, &e);
    unlink(path);
    if ((rc != 0) != (e.code != ERR_NONE))
        abort();
    if (rc == 0 && x.places_lost > x.places_sought)
        abort();
    return 0;
}

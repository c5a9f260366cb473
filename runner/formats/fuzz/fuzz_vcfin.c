/* VCF or BCF bytes, as they come from a vendor: no crash; a failure has a
 * reason, and what is a record keeps its promises. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/hts_log.h>

#include "base/err.h"
#include "formats/vcfin.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct vcfrec *r, const struct vcfin *in)
{
    if (r->contig >= vcfin_head(in)->contigs.n || r->pos < -1 || !r->ref.n)
        abort();
    for (size_t i = 0; i < r->n_alts; i++) {
        if (!r->alts[i].n)
            abort();
    }
    for (int i = 0; i < r->ploidy && i < VCFIN_PLOIDY_MAX; i++) {
        if (r->gt[i] < VCFIN_MISSING || r->gt[i] > (int)r->n_alts)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/entente-fuzz-XXXXXX";
    int fd = mkstemp(path);
    struct err e = {0};
    struct vcfin *in;
    struct vcfrec r;
    int got = 1;

    if (fd < 0)
        return 0;
    unlink(path);
    hts_set_log_level(HTS_LOG_OFF);
    if (write(fd, data, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET)) {
        close(fd);
        return 0;
    }
    in = vcfin_open_fd(fd, "fuzz", &e);
    while (in && (got = vcfin_next(&r, in, &e)) > 0)
        check(&r, in);
    if ((!in || got < 0) != (e.code != ERR_NONE))
        abort();
    vcfin_close(in);
    return 0;
}

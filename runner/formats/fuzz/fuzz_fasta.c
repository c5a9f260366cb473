/* A FASTA and an index that may lie about it: the input is FASTA bytes, a NUL
 * and .fai bytes (no NUL: no index). Whatever opens can be read at every
 * place, or says why not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/hts_log.h>

#include "base/err.h"
#include "formats/fastaio.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int put(const char *path, const uint8_t *s, size_t n)
{
    FILE *out = fopen(path, "wb");
    size_t done = out && n ? fwrite(s, 1, n, out) : 0;

    return !out || fclose(out) || done != n;
}

static void visit(const struct fasta *f)
{
    struct err e = {0};
    struct fasta_view *v = fasta_view_open(f, &e);

    for (uint32_t i = 0; v && i < f->names.n && i < 8; i++) {
        const struct fasta_seq *s = &f->seq[i];
        int64_t step = s->length / 64 + 1;

        for (int64_t pos = -1; pos <= s->length; pos += step) {
            struct err why = {0};
            int base = fasta_base(v, i, pos, &why);
            int inside = pos >= 0 && pos < s->length;

            if ((base < 0) != (why.code != ERR_NONE))
                abort();
            if (base == 0 && inside)
                abort();
        }
    }
    fasta_view_close(v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char dir[] = "/tmp/entente-fuzz-XXXXXX";
    char path[64];
    char index[64];
    const uint8_t *nul = size ? memchr(data, 0, size) : NULL;
    size_t n = nul ? (size_t)(nul - data) : size;
    struct fasta f = {0};
    struct err e = {0};

    hts_set_log_level(HTS_LOG_OFF);
    if (!mkdtemp(dir))
        return 0;
    snprintf(path, sizeof(path), "%s/a.fa", dir);
    snprintf(index, sizeof(index), "%s/a.fa.fai", dir);
    if (put(path, data, n) == 0 &&
        (!nul || put(index, nul + 1, size - n - 1) == 0)) {
        int rc = fasta_open(&f, path, &e);

        if ((rc == 0) != (e.code == ERR_NONE))
            abort();
        if (rc == 0)
            visit(&f);
    }
    fasta_close(&f);
    unlink(path);
    unlink(index);
    rmdir(dir);
    return 0;
}

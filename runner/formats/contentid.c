#include "formats/contentid.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/err.h"
#include "core/suite.h"
#include "formats/fastaio.h"
#include "formats/lines.h"

static bool starts(const char *line, size_t len, const char *with)
{
    size_t n = strlen(with);

    return len >= n && memcmp(line, with, n) == 0;
}

static bool is_record(const char *line, size_t len, bool bed)
{
    if (len == 0 || line[0] == '#')
        return false;
    return !bed ||
           (!starts(line, len, "track") && !starts(line, len, "browser"));
}

static int add_records(struct digest *d, uint64_t *n, struct lines *in,
                       bool bed, struct err *e)
{
    const char *line;
    size_t len;
    int got;

    *n = 0;
    while ((got = lines_next(&line, &len, in, e)) > 0) {
        if (!is_record(line, len, bed))
            continue;
        if (digest_add(d, line, len, e) || digest_add(d, "\n", 1, e))
            return -1;
        (*n)++;
    }
    if (got == 0 && *n == 0)
        return err_set(e, ERR_REFUSED, "the file holds no record");
    return got;
}

static int sum_lines(char out[65], uint64_t *n_records, const char *kind,
                     struct lines *in, struct err *e)
{
    bool bed = strcmp(kind, "bed") == 0;
    char hex[DIGEST_HEX_MAX];
    uint64_t n = 0;
    struct digest *d;
    int rc = -1;

    if (!bed && strcmp(kind, "vcf") != 0)
        return err_set(e, ERR_REFUSED,
                       "a file of kind %s can not be identified by its "
                       "records, only vcf and bed",
                       kind);
    d = digest_new(DIGEST_SHA256, e);
    if (d && add_records(d, &n, in, bed, e) == 0 &&
        digest_hex(hex, d, e) == 0) {
        memcpy(out, hex, 65);
        if (n_records)
            *n_records = n;
        rc = 0;
    }
    digest_free(d);
    return rc;
}

int contentid_records(char out[65], uint64_t *n_records, const char *kind,
                      const char *path, struct err *e)
{
    struct lines *in = lines_open(path, 0, e);
    int rc;

    if (!in)
        return -1;
    rc = sum_lines(out, n_records, kind, in, e);
    lines_close(in);
    return rc ? err_at(e, path, 0, 0) : 0;
}

int contentid_records_fd(char out[65], uint64_t *n_records, const char *kind,
                         int fd, const char *name, struct err *e)
{
    struct lines *in = lines_open_fd(fd, name, 0, e);
    int rc;

    if (!in)
        return -1;
    rc = sum_lines(out, n_records, kind, in, e);
    lines_close(in);
    return rc ? err_at(e, name, 0, 0) : 0;
}

static int check_contig(const struct fasta *f, struct fasta_view *v,
                        const struct suite_contig *c, struct err *e)
{
    char md5[FASTA_MD5_HEX];
    uint32_t i = names_find(&f->names, c->name, strlen(c->name));

    if (i == NAMES_NONE)
        return err_set(e, ERR_MISMATCH,
                       "the reference has no contig %.100s; use the assembly "
                       "that the suite names, with the same contig names",
                       c->name);
    if (f->seq[i].length != c->length)
        return err_set(e, ERR_MISMATCH,
                       "the reference's contig %.100s has %" PRId64
                       " bp, expected are %" PRId64
                       "; use the assembly that the suite names",
                       c->name, f->seq[i].length, c->length);
    if (fasta_md5(md5, v, i, e))
        return -1;
    if (strcmp(md5, c->md5) != 0)
        return err_set(e, ERR_MISMATCH,
                       "the reference's contig %.100s has the MD5 %s, expected "
                       "is %s; use the assembly that the suite names, with the "
                       "same masking of false duplications and pseudoautosomal "
                       "regions",
                       c->name, md5, c->md5);
    return 0;
}

int contentid_contigs(const char *path, const struct suite_contig *contig,
                      size_t n, struct err *e)
{
    struct fasta f = {0};
    struct fasta_view *v;
    int rc;

    if (fasta_open(&f, path, e))
        return -1;
    v = fasta_view_open(&f, e);
    rc = v ? 0 : -1;
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = check_contig(&f, v, &contig[i], e);
    fasta_view_close(v);
    fasta_close(&f);
    return rc ? err_at(e, path, 0, 0) : 0;
}

int contentid_contig_list(char out[65], const struct suite_contig *contig,
                          size_t n, struct err *e)
{
    struct digest *d = digest_new(DIGEST_SHA256, e);
    char hex[DIGEST_HEX_MAX];
    char end[64];
    int rc = d ? 0 : -1;

    for (size_t i = 0; rc == 0 && i < n; i++) {
        int len = snprintf(end, sizeof end, "\t%" PRId64 "\t%.32s\n",
                           contig[i].length, contig[i].md5);

        if (digest_add(d, contig[i].name, strlen(contig[i].name), e) ||
            digest_add(d, end, (size_t)len, e))
            rc = -1;
    }
    if (rc == 0 && digest_hex(hex, d, e) == 0)
        memcpy(out, hex, 65);
    else
        rc = -1;
    digest_free(d);
    return rc;
}

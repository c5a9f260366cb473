#include "formats/vcfhead.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/num.h"

static bool starts(const char *line, size_t len, const char *with)
{
    size_t n = strlen(with);

    return len >= n && memcmp(line, with, n) == 0;
}

/* ##fileformat=VCFv4.2 */
static int fileformat(struct vcfhead *h, const char *line, size_t len,
                      struct err *e)
{
    size_t skip = strlen("##fileformat=");

    if (!starts(line, len, "##fileformat=VCFv4.") ||
        len - skip - 4 >= sizeof(h->version))
        return err_set(e, ERR_SYNTAX,
                       "the first line does not name a VCF version 4 "
                       "(##fileformat=VCFv4.2)");
    memcpy(h->version, line + skip + 4, len - skip - 4);
    h->version[len - skip - 4] = '\0';
    return 0;
}

/* The end of a value: at ',' or '>' outside double quotes. */
static const char *value_end(const char *p, const char *end)
{
    bool quoted = false;

    for (; p < end; p++) {
        if (quoted && *p == '\\' && p + 1 < end)
            p++;
        else if (*p == '"')
            quoted = !quoted;
        else if (!quoted && (*p == ',' || *p == '>'))
            break;
    }
    return p;
}

/* The value of `key` in "<key=value,key=value>"; NULL when absent. */
static const char *structured(size_t *n, const char *p, const char *end,
                              const char *key)
{
    size_t key_len = strlen(key);

    if (p == end || *p != '<')
        return NULL;
    p++;
    while (p < end) {
        const char *stop = value_end(p, end);

        if ((size_t)(stop - p) > key_len && p[key_len] == '=' &&
            memcmp(p, key, key_len) == 0) {
            *n = (size_t)(stop - p) - key_len - 1;
            return p + key_len + 1;
        }
        p = stop < end ? stop + 1 : end;
    }
    return NULL;
}

/* Keep contig_length as long as the list of contigs. */
static int lengths_grow(struct vcfhead *h, struct err *e)
{
    size_t cap = h->contigs.cap;
    int64_t *more;

    if (h->cap_lengths >= h->contigs.n)
        return 0;
    more = realloc(h->contig_length, cap * sizeof(*more));
    if (!more)
        return err_nomem(e);
    for (size_t i = h->cap_lengths; i < cap; i++)
        more[i] = 0;
    h->contig_length = more;
    h->cap_lengths = cap;
    return 0;
}

int vcfhead_contig(uint32_t *out, struct vcfhead *h, const char *name,
                   size_t len, struct err *e)
{
    uint32_t found = names_find(&h->contigs, name, len);

    if (found == NAMES_NONE) {
        if (h->contigs.n == VCFHEAD_CONTIGS_MAX)
            return err_set(e, ERR_LIMIT, "more than %d contigs",
                           VCFHEAD_CONTIGS_MAX);
        if (names_add(&found, NULL, &h->contigs, name, len, e) ||
            lengths_grow(h, e))
            return -1;
    }
    *out = found;
    return 0;
}

/* ##contig=<ID=chr1,length=248956422> */
static int contig(struct vcfhead *h, const char *value, const char *end,
                  struct err *e)
{
    size_t id_len = 0;
    size_t len_len = 0;
    const char *id = structured(&id_len, value, end, "ID");
    const char *length = structured(&len_len, value, end, "length");
    struct err ignored = {0};
    uint32_t i;

    if (!id || !id_len)
        return 0;
    if (vcfhead_contig(&i, h, id, id_len, e))
        return -1;
    h->n_declared = h->contigs.n;
    if (length)
        num_parse(&h->contig_length[i], &length, length + len_len, INT32_MAX,
                  &ignored); /* stays 0 when it is no number */
    return 0;
}

static int declared(struct names *ids, const char *value, const char *end,
                    struct err *e)
{
    size_t n = 0;
    const char *id = structured(&n, value, end, "ID");
    uint32_t i;

    return id && n ? names_add(&i, NULL, ids, id, n, e) : 0;
}

static int meta(struct vcfhead *h, const char *line, size_t len, struct err *e)
{
    const char *end = line + len;

    if (starts(line, len, "##fileformat="))
        return fileformat(h, line, len, e);
    if (starts(line, len, "##contig="))
        return contig(h, line + strlen("##contig="), end, e);
    if (starts(line, len, "##FILTER="))
        return declared(&h->filters, line + strlen("##FILTER="), end, e);
    if (starts(line, len, "##INFO="))
        return declared(&h->infos, line + strlen("##INFO="), end, e);
    if (starts(line, len, "##FORMAT="))
        return declared(&h->formats, line + strlen("##FORMAT="), end, e);
    return 0;
}

/* What stands after "...INFO TAB FORMAT": the samples' names. */
static int sample_names(struct vcfhead *h, const char *p, const char *end,
                        struct err *e)
{
    while (p < end) {
        const char *name = p + 1; /* after the TAB */
        const char *tab = memchr(name, '\t', (size_t)(end - name));
        uint32_t i;
        int added;

        p = tab ? tab : end;
        if (p == name)
            return err_set(e, ERR_SYNTAX, "a sample in the header has no name");
        if (h->samples.n == VCFHEAD_SAMPLES_MAX)
            return err_set(e, ERR_LIMIT, "more than %d samples",
                           VCFHEAD_SAMPLES_MAX);
        if (names_add(&i, &added, &h->samples, name, (size_t)(p - name), e))
            return -1;
        if (!added)
            return err_set(e, ERR_SYNTAX,
                           "the header names the sample %s twice",
                           h->samples.a[i]);
    }
    return 0;
}

static int columns(struct vcfhead *h, const char *line, size_t len,
                   struct err *e)
{
    static const char fixed[] = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";
    static const char format[] = "\tFORMAT";
    const char *p = line + strlen(fixed);
    const char *end = line + len;

    if (!starts(line, len, fixed))
        return err_set(e, ERR_SYNTAX,
                       "the header line is not #CHROM POS ID REF ALT QUAL "
                       "FILTER INFO, separated by tabs");
    if (p == end)
        return 1;
    if (!starts(p, (size_t)(end - p), format))
        return err_set(e, ERR_SYNTAX,
                       "the ninth column of the header line is not FORMAT");
    return sample_names(h, p + strlen(format), end, e) ? -1 : 1;
}

int vcfhead_line(struct vcfhead *h, const char *line, size_t len, struct err *e)
{
    h->n_lines++;
    if (h->n_lines > VCFHEAD_LINES_MAX)
        return err_set(e, ERR_LIMIT, "the header has more than %d lines",
                       VCFHEAD_LINES_MAX);
    if (len >= VCFHEAD_BYTES_MAX - h->n_bytes)
        return err_set(e, ERR_LIMIT,
                       "the header is longer than %zu bytes, the longest "
                       "accepted",
                       VCFHEAD_BYTES_MAX);
    h->n_bytes += len + 1;
    if (starts(line, len, "##"))
        return meta(h, line, len, e);
    if (starts(line, len, "#"))
        return columns(h, line, len, e);
    return err_set(e, ERR_SYNTAX,
                   "there is no VCF header before this line; it must begin "
                   "with ##fileformat and end with #CHROM");
}

int vcfhead_unfinished(const struct vcfhead *h, struct err *e)
{
    if (h->n_lines == 0)
        return err_set(e, ERR_SYNTAX, "the file is empty");
    return err_set(e, ERR_SYNTAX,
                   "the VCF header has no #CHROM line, so the file is not "
                   "whole");
}

void vcfhead_release(struct vcfhead *h)
{
    names_release(&h->contigs);
    names_release(&h->samples);
    names_release(&h->filters);
    names_release(&h->infos);
    names_release(&h->formats);
    free(h->contig_length);
    *h = (struct vcfhead){0};
}

#include "formats/vcfin.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/hfile.h>
#include <htslib/hts.h>

#include "base/err.h"
#include "base/path.h"
#include "formats/htsguard.h"
#include "formats/lines.h"
#include "formats/vcfin_internal.h"

static int text_header(struct vcfin *in, struct err *e)
{
    const char *line;
    size_t len;
    int got;

    while ((got = lines_next(&line, &len, in->text, e)) > 0) {
        int done = vcfhead_line(&in->head, line, len, e);

        if (done < 0)
            return err_at(e, in->name, lines_number(in->text), 0);
        if (done)
            return 0;
    }
    if (got < 0)
        return -1;
    if (lines_number(in->text) == 0)
        return err_set(e, ERR_SYNTAX, "the file is empty");
    return err_set(e, ERR_SYNTAX,
                   "the VCF header has no #CHROM line, so the file is not "
                   "whole");
}

/* Tell BCF from text by its first bytes; owns the stream. */
static int open_stream(struct vcfin *in, struct hFILE *stream, struct err *e)
{
    htsFormat fmt = {0};
    int failed = hts_detect_format(stream, &fmt);
    enum htsExactFormat exact = fmt.format;

    if (failed) {
        int os = herrno(stream);

        hclose_abruptly(stream);
        return err_set(e, ERR_IO, "cannot read: %s", err_os(os ? os : EIO));
    }
    if (exact == bcf)
        return vcfin_bcf_open(in, stream, e);
    if (exact == bam || exact == cram || exact == sam) {
        hclose_abruptly(stream);
        return err_set(e, ERR_SYNTAX,
                       "this is a file of reads; a VCF or BCF is expected");
    }
    in->text = lines_open_stream(stream, in->name, 0, e);
    return in->text ? text_header(in, e) : -1;
}

struct vcfin *vcfin_open_fd(int fd, const char *name, struct err *e)
{
    struct vcfin *in = calloc(1, sizeof(*in));
    struct hFILE *stream = hdopen(fd, "r");
    int rc = -1;

    if (!stream)
        close(fd);
    if (!in || !stream) {
        err_nomem(e);
        if (stream)
            hclose_abruptly(stream);
        goto done;
    }
    in->contig = NAMES_NONE;
    in->name = strdup(name);
    if (!in->name) {
        err_nomem(e);
        hclose_abruptly(stream);
        goto done;
    }
    rc = open_stream(in, stream, e);
done:
    if (rc) {
        err_at(e, name, 0, 0);
        vcfin_close(in);
        return NULL;
    }
    return in;
}

struct vcfin *vcfin_open(const char *path, struct err *e)
{
    int fd = htsguard_if_bcf(path, e) ? -1 : path_open_read(path, e);

    if (fd < 0) {
        err_at(e, path, 0, 0);
        return NULL;
    }
    return vcfin_open_fd(fd, path, e);
}

void vcfin_close(struct vcfin *in)
{
    if (!in)
        return;
    lines_close(in->text);
    vcfin_bcf_close(in->bcf);
    vcfhead_release(&in->head);
    free(in->name);
    free(in->alts);
    free(in->closed);
    free(in);
}

const struct vcfhead *vcfin_head(const struct vcfin *in)
{
    return &in->head;
}

int vcfin_sample(struct vcfin *in, const char *name, struct err *e)
{
    uint32_t i = 0;

    if (name)
        i = names_find(&in->head.samples, name, strlen(name));
    if (i == NAMES_NONE) {
        err_set(e, ERR_MISSING, "the file has no sample called %s", name);
        return err_at(e, in->name, 0, 0);
    }
    in->sample = i;
    return 0;
}

int vcfin_alts(struct vcfin *in, size_t n, struct err *e)
{
    size_t cap = in->cap_alts ? in->cap_alts : 16;
    struct vcftext *more;

    if (n > VCFIN_ALTS_MAX)
        return err_set(e, ERR_LIMIT, "the record has more than %d ALT alleles",
                       VCFIN_ALTS_MAX);
    if (n <= in->cap_alts)
        return 0;
    while (cap < n)
        cap *= 2;
    more = realloc(in->alts, cap * sizeof(*more));
    if (!more)
        return err_nomem(e);
    in->alts = more;
    in->cap_alts = cap;
    return 0;
}

/* Note that the records of in->contig are over. */
static int close_contig(struct vcfin *in, struct err *e)
{
    size_t cap = in->head.contigs.cap;

    if (in->contig == NAMES_NONE)
        return 0;
    if (in->cap_closed < cap) {
        unsigned char *more = realloc(in->closed, cap);

        if (!more)
            return err_nomem(e);
        memset(more + in->cap_closed, 0, cap - in->cap_closed);
        in->closed = more;
        in->cap_closed = cap;
    }
    in->closed[in->contig] = 1;
    return 0;
}

static int check_order(const struct vcfrec *r, struct vcfin *in, struct err *e)
{
    if (r->contig == in->contig && r->pos < in->pos)
        return err_set(e, ERR_SYNTAX,
                       "the records are not sorted: %s:%lld stands after "
                       "%s:%lld; sort the file, for example with bcftools "
                       "sort",
                       in->head.contigs.a[r->contig], (long long)r->pos + 1,
                       in->head.contigs.a[r->contig], (long long)in->pos + 1);
    if (r->contig != in->contig) {
        if (close_contig(in, e))
            return -1;
        if (r->contig < in->cap_closed && in->closed[r->contig])
            return err_set(e, ERR_SYNTAX,
                           "the records are not sorted: those of contig %s do "
                           "not stand together; sort the file, for example "
                           "with bcftools sort",
                           in->head.contigs.a[r->contig]);
    }
    in->contig = r->contig;
    in->pos = r->pos;
    return 0;
}

static int text_next(struct vcfrec *r, struct vcfin *in, struct err *e)
{
    const char *line;
    size_t len;
    int got = lines_next(&line, &len, in->text, e);

    if (got <= 0)
        return got;
    r->line = lines_number(in->text);
    return vcfin_text_record(r, in, line, len, e) ? -1 : 1;
}

int vcfin_next(struct vcfrec *r, struct vcfin *in, struct err *e)
{
    int got;

    memset(r, 0, sizeof(*r));
    r->n = ++in->n;
    got = in->text ? text_next(r, in, e) : vcfin_bcf_record(r, in, e);
    if (got > 0 && check_order(r, in, e))
        got = -1;
    if (got < 0)
        err_at(e, in->name, r->line ? r->line : r->n, 0);
    return got;
}

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
    return vcfhead_unfinished(&in->head, e);
}

int vcfin_is_bcf(struct hFILE *stream, struct err *e)
{
    htsFormat fmt = {0};
    int failed = hts_detect_format(stream, &fmt);
    enum htsExactFormat exact = fmt.format;

    if (failed) {
        int os = herrno(stream);

        return err_set(e, ERR_IO, "cannot read: %s", err_os(os ? os : EIO));
    }
    if (exact == bam || exact == cram || exact == sam)
        return err_set(e, ERR_SYNTAX,
                       "this is a file of reads; a VCF or BCF is expected");
    return exact == bcf;
}

/* Owns the stream. */
static int open_stream(struct vcfin *in, struct hFILE *stream, struct err *e)
{
    int is_bcf = vcfin_is_bcf(stream, e);

    if (is_bcf < 0) {
        hclose_abruptly(stream);
        return -1;
    }
    if (is_bcf)
        return vcfin_bcf_open(in, stream, e);
    in->text = lines_open_stream(stream, in->name, 0, e);
    return in->text ? text_header(in, e) : -1;
}

struct vcfin *vcfin_open_stream(struct hFILE *stream, const char *name,
                                struct err *e)
{
    struct vcfin *in = calloc(1, sizeof(*in));
    int rc = -1;

    if (in)
        in->name = strdup(name);
    if (!in || !in->name) {
        err_nomem(e);
        hclose_abruptly(stream);
        goto done;
    }
    vcforder_init(&in->order);
    rc = open_stream(in, stream, e);
    vcfline_init(&in->scan, &in->head);
done:
    if (rc) {
        err_at(e, name, 0, 0);
        vcfin_close(in);
        return NULL;
    }
    return in;
}

struct vcfin *vcfin_open_fd(int fd, const char *name, struct err *e)
{
    struct hFILE *stream = hdopen(fd, "r");

    if (!stream) {
        close(fd);
        err_nomem(e);
        err_at(e, name, 0, 0);
        return NULL;
    }
    return vcfin_open_stream(stream, name, e);
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
    vcfline_release(&in->scan);
    vcforder_release(&in->order);
    free(in->name);
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
    in->scan.sample = i;
    return 0;
}

/* The number of the record's contig, a new one when the header has none. */
static int number_contig(struct vcfrec *r, struct vcfin *in, struct err *e)
{
    struct vcfline *s = &in->scan;

    if (s->contig == NAMES_NONE &&
        vcfhead_contig(&s->contig, &in->head, s->chrom.s, s->chrom.n, e))
        return -1;
    r->contig = s->contig;
    s->chrom.s = in->head.contigs.a[s->contig]; /* lines do not last */
    return 0;
}

int vcfin_text_record(struct vcfrec *r, struct vcfin *in, const char *line,
                      size_t len, struct err *e)
{
    if (vcfline_record(r, &in->scan, line, len, e) || number_contig(r, in, e)) {
        in->scan.chrom.n = 0;
        return -1;
    }
    return 0;
}

static int text_next(struct vcfrec *r, struct vcfin *in, struct err *e)
{
    const char *line;
    size_t len;
    int got = lines_next(&line, &len, in->text, e);

    if (got > 0 && vcfin_text_record(r, in, line, len, e))
        got = -1;
    r->line = lines_number(in->text);
    return got;
}

int vcfin_next(struct vcfrec *r, struct vcfin *in, struct err *e)
{
    int got;

    memset(r, 0, sizeof(*r));
    in->n++;
    got = in->text ? text_next(r, in, e) : vcfin_bcf_record(r, in, e);
    r->n = in->n;
    if (got > 0 && vcforder_check(&in->order, &in->head, r->contig, r->pos, e))
        got = -1;
    if (got < 0)
        err_at(e, in->name, r->line ? r->line : r->n, 0);
    return got;
}

/*
 * BCF through htslib, which writes header and records as text; that is given to
 * the readers of a VCF. So a file comes out alike whichever way it is written,
 * to the last byte of a record.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <htslib/bgzf.h>
#include <htslib/hfile.h>
#include <htslib/kstring.h>
#include <htslib/vcf.h>

#include "base/err.h"
#include "formats/lines.h"
#include "formats/vcfin_internal.h"

#define LINE_ROOM ((size_t)64 << 10)

struct vcfin_bcf {
    htsFile *file;
    bcf_hdr_t *hdr;
    bcf1_t *rec;
    kstring_t head; /* the header as text */
    kstring_t line; /* the record */
};

void vcfin_bcf_close(struct vcfin_bcf *b)
{
    if (!b)
        return;
    if (b->rec)
        bcf_destroy(b->rec);
    if (b->hdr)
        bcf_hdr_destroy(b->hdr);
    if (b->file)
        hts_close(b->file);
    free(b->head.s);
    free(b->line.s);
    free(b);
}

static int damaged(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "the BCF is damaged or was cut short at this record; make "
                   "it again or copy it anew");
}

/* Why htslib could not read on. */
static int read_failed(const struct vcfin_bcf *b, struct err *e)
{
    BGZF *bgzf = b->file->fp.bgzf;
    int os = herrno(bgzf->fp);

    if (os)
        return err_set(e, ERR_IO, "cannot read: %s", err_os(os));
    return damaged(e);
}

static int take_header(struct vcfin *in, struct err *e)
{
    kstring_t *text = &in->bcf->head;
    const char *line;
    int rc = 0;

    if (bcf_hdr_format(in->bcf->hdr, 0, text) || !text->s)
        return err_nomem(e);
    for (line = text->s; rc == 0 && *line;) {
        size_t n = strcspn(line, "\n");

        rc = vcfhead_line(&in->head, line, n, e);
        line += n + (line[n] == '\n');
    }
    if (rc == 0)
        err_set(e, ERR_SYNTAX, "the BCF header has no #CHROM line");
    return rc == 1 ? 0 : -1;
}

int vcfin_bcf_open(struct vcfin *in, struct hFILE *stream, struct err *e)
{
    struct vcfin_bcf *b = calloc(1, sizeof(*b));

    in->bcf = b;
    if (!b) {
        hclose_abruptly(stream);
        return err_nomem(e);
    }
    b->file = hts_hopen(stream, in->name, "r");
    if (!b->file) {
        hclose_abruptly(stream);
        return err_set(e, ERR_SYNTAX, "this is no VCF or BCF file");
    }
    b->hdr = bcf_hdr_read(b->file);
    b->rec = bcf_init();
    if (!b->rec)
        return err_nomem(e);
    if (!b->hdr) {
        int os = herrno(b->file->fp.bgzf->fp);

        if (os)
            return err_set(e, ERR_IO, "cannot read: %s", err_os(os));
        return err_set(e, ERR_SYNTAX,
                       "the BCF header is damaged or was cut short");
    }
    return take_header(in, e);
}

const char *vcfin_bcf_head(const struct vcfin_bcf *b, size_t *len)
{
    *len = b->head.l;
    return b->head.s;
}

/* htslib does not say when a text could not grow: it would lack a piece. So
 * there is as much room again as it takes. */
static int format(kstring_t *line, const struct vcfin_bcf *b, bcf1_t *rec,
                  struct err *e)
{
    do {
        if (ks_resize(line, 4 * line->l + LINE_ROOM))
            return err_nomem(e);
        line->l = 0;
        errno = 0;
        if (vcf_format(b->hdr, rec, line))
            return errno == ENOMEM ? err_nomem(e) : damaged(e);
    } while (line->l > line->m / 2);
    return 0;
}

int vcfin_bcf_line(kstring_t *line, const struct vcfin_bcf *b, bcf1_t *rec,
                   struct err *e)
{
    line->l = 0;
    if (format(line, b, rec, e))
        return -1;
    if (line->l && line->s[line->l - 1] == '\n')
        line->s[--line->l] = '\0';
    if (line->l > LINES_LEN_MAX)
        return err_set(
            e, ERR_LIMIT,
            "the line is longer than %zu bytes, the longest accepted",
            LINES_LEN_MAX);
    if (strcspn(line->s, "\r\n") != line->l)
        return err_set(e, ERR_SYNTAX,
                       "a value of the record holds a line end or a NUL byte, "
                       "which no VCF can have");
    return 0;
}

int vcfin_bcf_read(bcf1_t *out, struct vcfin_bcf *b, struct err *e)
{
    int got = bcf_read(b->file, b->hdr, out);

    if (got == -1 && b->file->fp.bgzf->no_eof_block)
        return err_set(
            e, ERR_SYNTAX,
            "the BGZF end-of-file block is missing: the file is cut short; "
            "send it again");
    if (got == -1)
        return 0;
    if (got < 0 || out->errcode)
        return read_failed(b, e);
    if (out->rid < 0 || out->rid >= b->hdr->n[BCF_DT_CTG] ||
        !b->hdr->id[BCF_DT_CTG][out->rid].key)
        return err_set(e, ERR_SYNTAX,
                       "the record names a contig that the BCF header lacks");
    return 1;
}

int vcfin_bcf_record(struct vcfrec *r, struct vcfin *in, struct err *e)
{
    struct vcfin_bcf *b = in->bcf;
    int got = vcfin_bcf_read(b->rec, b, e);

    if (got > 0 && (vcfin_bcf_line(&b->line, b, b->rec, e) ||
                    vcfin_text_record(r, in, b->line.s, b->line.l, e)))
        return -1;
    return got;
}

/*
 * BCF through htslib. The header's text is given to the same reader as that of
 * a VCF; so names and lengths come out alike whichever way a file is written.
 */
#include <stdlib.h>
#include <string.h>

#include <htslib/bgzf.h>
#include <htslib/hfile.h>
#include <htslib/kstring.h>
#include <htslib/vcf.h>

#include "base/buf.h"
#include "base/err.h"
#include "formats/vcfin_internal.h"

#define TEXT_MAX ((size_t)64 << 20)

struct vcfin_bcf {
    htsFile *file;
    bcf_hdr_t *hdr;
    bcf1_t *rec;
    uint32_t *contig; /* of htslib's rid: index in our header */
    int n_rids;
    int32_t *gt; /* htslib's buffers */
    int n_gt;
    int32_t *ps;
    int n_ps;
    char *chars;
    int n_chars;
    struct buf text; /* QUAL, FILTER, PS and FT, one after the other */
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
    free(b->contig);
    free(b->gt);
    free(b->ps);
    free(b->chars);
    buf_release(&b->text);
    free(b);
}

/* Why htslib could not read on. */
static int read_failed(const struct vcfin_bcf *b, struct err *e)
{
    BGZF *bgzf = b->file->fp.bgzf;
    int os = herrno(bgzf->fp);

    if (os)
        return err_set(e, ERR_IO, "cannot read: %s", err_os(os));
    return err_set(e, ERR_SYNTAX,
                   "the BCF is damaged or was cut short at this record; make "
                   "it again or copy it anew");
}

static int take_header(struct vcfin *in, struct err *e)
{
    kstring_t text = {0, 0, NULL};
    const char *line;
    int rc = 0;

    if (bcf_hdr_format(in->bcf->hdr, 0, &text) || !text.s) {
        free(text.s);
        return err_nomem(e);
    }
    for (line = text.s; rc == 0 && *line;) {
        size_t n = strcspn(line, "\n");

        rc = vcfhead_line(&in->head, line, n, e);
        line += n + (line[n] == '\n');
    }
    if (rc == 0)
        err_set(e, ERR_SYNTAX, "the BCF header has no #CHROM line");
    free(text.s);
    return rc == 1 ? 0 : -1;
}

static int map_contigs(struct vcfin *in, struct err *e)
{
    struct vcfin_bcf *b = in->bcf;

    b->n_rids = b->hdr->n[BCF_DT_CTG];
    b->contig = calloc((size_t)b->n_rids + 1, sizeof(*b->contig));
    if (!b->contig)
        return err_nomem(e);
    for (int i = 0; i < b->n_rids; i++) {
        const char *name = b->hdr->id[BCF_DT_CTG][i].key;

        b->contig[i] = NAMES_NONE; /* a gap in the numbering (IDX=) */
        if (name &&
            vcfhead_contig(&b->contig[i], &in->head, name, strlen(name), e))
            return -1;
    }
    return 0;
}

int vcfin_bcf_open(struct vcfin *in, struct hFILE *stream, struct err *e)
{
    struct vcfin_bcf *b = calloc(1, sizeof(*b));

    in->bcf = b;
    if (!b) {
        hclose_abruptly(stream);
        return err_nomem(e);
    }
    buf_init(&b->text, TEXT_MAX);
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
    if (take_header(in, e))
        return -1;
    return map_contigs(in, e);
}

static void alleles(struct vcfrec *r, struct vcfin *in)
{
    bcf1_t *rec = in->bcf->rec;

    r->ref = (struct vcftext){rec->d.allele[0], strlen(rec->d.allele[0])};
    for (int i = 1; i < rec->n_allele; i++) {
        char *s = rec->d.allele[i];

        in->scan.alts[i - 1] = (struct vcftext){s, strlen(s)};
    }
    r->alts = in->scan.alts;
    r->n_alts = (size_t)rec->n_allele - 1;
    if (r->n_alts == 1 && strcmp(rec->d.allele[1], ".") == 0)
        r->n_alts = 0;
}

/* The text that was added to b->text since `from`. The buf may still move:
 * only offsets are kept until all is written. */
static struct vcftext since(const struct buf *text, size_t from, size_t to)
{
    return (struct vcftext){text->s + from, to - from};
}

static void filter_text(struct vcfin_bcf *b)
{
    const bcf1_t *rec = b->rec;

    if (rec->d.n_flt <= 0)
        buf_char(&b->text, '.');
    for (int i = 0; i < rec->d.n_flt; i++) {
        if (i)
            buf_char(&b->text, ';');
        buf_str(&b->text, bcf_hdr_int2id(b->hdr, BCF_DT_ID, rec->d.flt[i]));
    }
}

/* A String of FORMAT, unless it is missing. */
static void sample_text(struct vcfin_bcf *b, const char *key, size_t sample,
                        size_t n_samples)
{
    int got = bcf_get_format_char(b->hdr, b->rec, key, &b->chars, &b->n_chars);

    if (got > 0 && (size_t)got % n_samples == 0) {
        size_t width = (size_t)got / n_samples;
        const char *s = b->chars + sample * width;
        const char *nul = memchr(s, '\0', width);
        size_t n = nul ? (size_t)(nul - s) : width;

        if (!(n == 1 && *s == '.'))
            buf_add(&b->text, s, n);
    }
}

/* PS is an Integer by the specification, a String in some truth sets. */
static void ps_text(struct vcfin_bcf *b, size_t sample, size_t n_samples)
{
    int got = bcf_get_format_int32(b->hdr, b->rec, "PS", &b->ps, &b->n_ps);

    if (got > 0 && (size_t)got == n_samples) {
        int32_t v = b->ps[sample];

        if (v != bcf_int32_missing && v != bcf_int32_vector_end)
            buf_i64(&b->text, v);
        return;
    }
    sample_text(b, "PS", sample, n_samples);
}

static int texts(struct vcfrec *r, struct vcfin *in, struct err *e)
{
    struct vcfin_bcf *b = in->bcf;
    size_t qual_end;
    size_t filter_end;
    size_t ps_end;

    buf_clear(&b->text);
    if (bcf_float_is_missing(b->rec->qual))
        buf_char(&b->text, '.');
    else
        buf_printf(&b->text, "%g", (double)b->rec->qual);
    qual_end = b->text.n;
    filter_text(b);
    filter_end = b->text.n;
    if (in->head.samples.n && !in->scan.no_genotype)
        ps_text(b, in->scan.sample, in->head.samples.n);
    ps_end = b->text.n;
    if (in->head.samples.n && !in->scan.no_genotype)
        sample_text(b, "FT", in->scan.sample, in->head.samples.n);
    if (buf_check(&b->text, e))
        return -1;
    r->qual = since(&b->text, 0, qual_end);
    r->filter = since(&b->text, qual_end, filter_end);
    r->ps = since(&b->text, filter_end, ps_end);
    r->ft = since(&b->text, ps_end, b->text.n);
    r->passed = (r->filter.n == 1 && *r->filter.s == '.') ||
                (r->filter.n == 4 && memcmp(r->filter.s, "PASS", 4) == 0);
    return 0;
}

static int genotype(struct vcfrec *r, struct vcfin *in, struct err *e)
{
    struct vcfin_bcf *b = in->bcf;
    size_t n_samples = in->head.samples.n;
    int got;
    int width;

    if (!n_samples || in->scan.no_genotype)
        return 0;
    got = bcf_get_genotypes(b->hdr, b->rec, &b->gt, &b->n_gt);
    if (got <= 0 || (size_t)got % n_samples)
        return 0;
    width = (int)((size_t)got / n_samples);
    r->phased = true;
    for (int i = 0; i < width; i++) {
        int32_t v = b->gt[in->scan.sample * (size_t)width + (size_t)i];
        int a = bcf_gt_is_missing(v) ? VCFIN_MISSING : bcf_gt_allele(v);

        if (v == bcf_int32_vector_end)
            break;
        if (a < VCFIN_MISSING || a > (int)r->n_alts)
            return err_set(e, ERR_SYNTAX,
                           "the genotype names allele %d, but ALT has only %zu",
                           a, r->n_alts);
        if (i && !bcf_gt_is_phased(v))
            r->phased = false;
        if (i < VCFIN_PLOIDY_MAX)
            r->gt[i] = a;
        r->ploidy++;
    }
    return 0;
}

int vcfin_bcf_record(struct vcfrec *r, struct vcfin *in, struct err *e)
{
    struct vcfin_bcf *b = in->bcf;
    int got = bcf_read(b->file, b->hdr, b->rec);

    if (got == -1 && b->file->fp.bgzf->no_eof_block)
        return err_set(
            e, ERR_SYNTAX,
            "the BGZF end-of-file block is missing: the file is cut short; "
            "send it again");
    if (got == -1)
        return 0;
    if (got < 0 || b->rec->errcode || bcf_unpack(b->rec, BCF_UN_FLT))
        return read_failed(b, e);
    if (b->rec->rid < 0 || b->rec->rid >= b->n_rids ||
        b->contig[b->rec->rid] == NAMES_NONE)
        return err_set(e, ERR_SYNTAX,
                       "the record names a contig that the BCF header lacks");
    if (b->rec->pos < -1 || b->rec->pos >= VCFIN_POS_MAX)
        return err_set(e, ERR_SYNTAX, "POS is above %d", VCFIN_POS_MAX);
    if (!b->rec->n_allele || !*b->rec->d.allele[0] ||
        strcmp(b->rec->d.allele[0], ".") == 0)
        return err_set(e, ERR_SYNTAX, "REF is empty");
    r->contig = b->contig[b->rec->rid];
    r->pos = b->rec->pos;
    if (vcfline_alts(&in->scan, b->rec->n_allele, e))
        return -1;
    alleles(r, in);
    if (texts(r, in, e) || genotype(r, in, e))
        return -1;
    return 1;
}

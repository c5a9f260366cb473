#include "formats/vcfscan.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/hfile.h>
#include <htslib/hts.h>
#include <htslib/vcf.h>

#include "base/err.h"
#include "base/path.h"
#include "formats/htsguard.h"
#include "formats/lines.h"
#include "formats/vcfin_internal.h"
#include "formats/vcfscan_internal.h"

/* One line by our own reader, for htslib passes over much: a POS that is no
 * number, a record of five columns. What the other checks could not use must
 * not be called readable here. */
static int walk_line(struct htsguard *g, struct vcfin *in, const char *line,
                     size_t len, struct err *e)
{
    bool header = !g->in_body;
    struct vcfrec r;

    if (htsguard_line(g, line, len, e))
        return -1;
    if (header) {
        if (vcfhead_line(&in->head, line, len, e) < 0)
            return -1;
        vcfline_init(&in->scan, &in->head);
        return 0;
    }
    return vcfin_text_record(&r, in, line, len, e);
}

/* Every line under its ceilings, and the compression whole. */
static int walk_lines(const char *path, struct err *e)
{
    struct vcfin *in = calloc(1, sizeof(*in));
    struct htsguard g = {0};
    const char *line;
    size_t len;
    int got = 1;

    if (!in)
        return err_nomem(e);
    vcfline_init(&in->scan, &in->head);
    in->text = lines_open(path, 0, e);
    if (!in->text)
        got = -1;
    while (got > 0) {
        got = lines_next(&line, &len, in->text, e);
        if (got > 0 && walk_line(&g, in, line, len, e))
            got = err_at(e, path, lines_number(in->text), 0);
    }
    vcfin_close(in);
    return got;
}

/* The name that htslib gets to know: with the true one it would look for an
 * index beside the file, take contigs from it that the header lacks, and read
 * it unguarded. Nothing can lie below /dev/null. */
#define NO_NAME "/dev/null/none"

htsFile *vcfscan_open(const char *path, struct err *e)
{
    int fd = path_open_read(path, e);
    hFILE *h = fd >= 0 ? hdopen(fd, "r") : NULL;
    htsFile *in;

    if (fd < 0)
        return NULL;
    if (!h) {
        close(fd);
        err_nomem(e);
        return NULL;
    }
    in = hts_hopen(h, NO_NAME, "r");
    if (!in) {
        hclose_abruptly(h);
        err_set(e, ERR_SYNTAX, "this is no VCF or BCF file");
    }
    return in;
}

static int check_kind(struct vcfscan *s, htsFile *in, struct err *e)
{
    const htsFormat *f = hts_get_format(in);

    if (f->format != vcf && f->format != bcf)
        return err_set(e, ERR_SYNTAX, "this is no VCF or BCF file");
    s->bcf = f->format == bcf;
    s->bgzf = f->compression == bgzf;
    s->compressed = f->compression != no_compression;
    return 0;
}

/* Not by bcf_hdr_seqnames(): it ends the program when IDX= leaves a gap. A gap
 * has the name "". */
static int list_contigs(struct vcfscan *s, const bcf_hdr_t *head, struct err *e)
{
    size_t n = (size_t)head->n[BCF_DT_CTG];

    s->contig = calloc(n + 1, sizeof(*s->contig));
    s->per_contig = calloc(n + 1, sizeof(*s->per_contig));
    if (!s->contig || !s->per_contig)
        return err_nomem(e);
    for (size_t i = 0; i < n; i++) {
        const char *name = head->id[BCF_DT_CTG][i].key;

        s->contig[i] = strdup(name ? name : "");
        if (!s->contig[i])
            return err_nomem(e);
        s->n_contigs++;
    }
    return 0;
}

/* Keep an even sample: when it is full, every second one goes. POS 0 (the
 * telomere) is left out: htslib does not find it through a BCF's index. */
static void sample(struct vcfscan *s, uint64_t *stride, int32_t contig,
                   int64_t pos)
{
    if ((s->records - 1) % *stride != 0 || pos < 0)
        return;
    if (s->n_places == VCFSCAN_SAMPLES_MAX) {
        for (size_t i = 0; i < VCFSCAN_SAMPLES_MAX / 2; i++)
            s->place[i] = s->place[2 * i];
        s->n_places = VCFSCAN_SAMPLES_MAX / 2;
        *stride *= 2;
        if ((s->records - 1) % *stride != 0)
            return;
    }
    s->place[s->n_places++] = (struct vcfscan_place){contig, pos};
}

/* The state of one pass. */
struct pass {
    int32_t contig; /* of the record before; -1: none */
    int64_t pos;
    bool *closed; /* contigs that are behind us */
    uint64_t stride;
};

static void take(struct vcfscan *s, struct pass *p, const bcf1_t *rec)
{
    bool back = false;

    s->records++;
    if (rec->rid < 0 || (size_t)rec->rid >= s->n_contigs ||
        !*s->contig[rec->rid]) {
        s->undeclared++;
        if (!s->first_undeclared)
            s->first_undeclared = s->records;
        return;
    }
    if (rec->rid != p->contig) {
        if (p->contig >= 0)
            p->closed[p->contig] = true;
        back = p->closed[rec->rid];
    } else {
        back = rec->pos < p->pos;
    }
    if (back) {
        s->unsorted++;
        if (!s->first_unsorted)
            s->first_unsorted = s->records;
    }
    p->contig = rec->rid;
    p->pos = rec->pos;
    s->per_contig[rec->rid]++;
    sample(s, &p->stride, rec->rid, rec->pos);
}

/* htslib adds to the header what a text record uses and the header lacks; each
 * addition costs it a walk over all, so there is an end to its patience. */
static int note_additions(struct vcfscan *s, const bcf_hdr_t *head,
                          const int had[2], struct err *e)
{
    int contigs = head->n[BCF_DT_CTG] - had[0];
    int tags = head->nhrec - had[1] - contigs;

    if (contigs > VCFSCAN_UNDECLARED_MAX || tags > VCFSCAN_UNDECLARED_MAX)
        return err_set(e, ERR_LIMIT,
                       "the records use more than %d names that the header "
                       "does not declare",
                       VCFSCAN_UNDECLARED_MAX);
    s->tags = tags > 0 ? (uint64_t)tags : 0;
    if (s->tags && !s->first_tag)
        s->first_tag = s->records;
    return 0;
}

/* What was declared is what list_contigs() saw. */
static int walk_records(struct vcfscan *s, htsFile *in, bcf_hdr_t *head,
                        struct err *e)
{
    struct pass p = {.contig = -1, .stride = 1};
    const int had[2] = {head->n[BCF_DT_CTG], head->nhrec};
    bcf1_t *rec = bcf_init();
    int got = -1;
    int rc = -1;

    p.closed = calloc(s->n_contigs + 1, sizeof(*p.closed));
    if (!rec || !p.closed) {
        err_nomem(e);
        goto done;
    }
    while ((got = bcf_read(in, head, rec)) == 0) {
        if ((rec->errcode & ~(BCF_ERR_CTG_UNDEF | BCF_ERR_TAG_UNDEF)) ||
            rec->n_allele == 0)
            break;
        take(s, &p, rec);
        if (note_additions(s, head, had, e)) {
            err_at(e, "", s->records, 0);
            goto done;
        }
    }
    if (got != -1) {
        err_set(e, ERR_SYNTAX, "htslib can not read this record");
        err_at(e, "", s->records + 1, 0);
        goto done;
    }
    rc = 0;
done:
    free(p.closed);
    if (rec)
        bcf_destroy(rec);
    return rc;
}

int vcfscan_read(struct vcfscan *out, const char *path, struct err *e)
{
    struct vcfscan s = {0};
    bcf_hdr_t *head = NULL;
    int rc = -1;
    htsFile *in = vcfscan_open(path, e);

    if (!in || check_kind(&s, in, e))
        goto done;
    if (s.bcf ? htsguard_bcf(path, e) : walk_lines(path, e))
        goto done;
    head = bcf_hdr_read(in);
    if (!head) {
        err_set(e, ERR_SYNTAX, "htslib can not read the header");
        goto done;
    }
    if (list_contigs(&s, head, e) || walk_records(&s, in, head, e))
        goto done;
    *out = s;
    s = (struct vcfscan){0};
    rc = 0;
done:
    if (head)
        bcf_hdr_destroy(head);
    if (in)
        hts_close(in);
    vcfscan_release(&s);
    return rc;
}

void vcfscan_release(struct vcfscan *s)
{
    for (size_t i = 0; i < s->n_contigs; i++)
        free(s->contig[i]);
    free(s->contig);
    free(s->per_contig);
    *s = (struct vcfscan){0};
}

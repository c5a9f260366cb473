#include "conform/vcf/examine_vcf.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/utf8.h"
#include "conform/index/bgzfdefect.h"
#include "conform/index/rebuild.h"
#include "conform/vcf/examine_vcf_internal.h"
#include "formats/fastaio.h"
#include "formats/lines.h"
#include "formats/textpieces.h"

bool examine_vcf_sniff(const unsigned char *head, size_t n)
{
    if (n >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0) {
        head += 3;
        n -= 3;
    }
    return (n >= 13 && memcmp(head, "##fileformat=", 13) == 0) ||
           (n >= 7 && memcmp(head, "#CHROM\t", 7) == 0);
}

/* ---- places ---- */

static void name_record(struct vcfx *x)
{
    const struct vcfx_span *c = &x->col[VCFX_CHROM];
    const struct vcfx_span *p = &x->col[VCFX_POS];
    size_t n = c->n < 48 ? c->n : 48;
    size_t m = p->n < 24 ? p->n : 24;

    x->place.name = NULL;
    x->place.name_len = 0;
    if (!x->in_body || c->s != x->at || !p->s)
        return;
    memcpy(x->name, c->s, n);
    x->name[n] = ':';
    memcpy(x->name + n + 1, p->s, m);
    x->place.name = x->name;
    x->place.name_len = n + 1 + m;
}

const struct problem_place *vcfx_against(struct vcfx *x, const char *s,
                                         size_t n, uint64_t header_line)
{
    name_record(x);
    x->place.line = x->binary && x->in_body ? 0 : x->line;
    x->place.record = x->in_body ? x->record : 0;
    x->place.offset = x->offset;
    if (s >= x->at && s <= x->end && !(x->binary && x->in_body))
        x->place.offset += s - x->at;
    x->place.text = n ? s : NULL;
    x->place.text_len = n;
    x->place.header_line = header_line;
    return &x->place;
}

const struct problem_place *vcfx_at(struct vcfx *x, const char *s, size_t n)
{
    return vcfx_against(x, s, n, 0);
}

/* ---- bytes ---- */

static uint8_t is_odd(unsigned char c)
{
    return (uint8_t)((c >= 0x80) | ((c < 0x20) & (c != '\t') & (c != '\n')));
}

/* Is there a byte that is neither printable ASCII nor a tab or LF? */
static bool has_odd(const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text;
    uint8_t odd = 0;

    for (; len >= 64; s += 64, len -= 64) {
        for (size_t i = 0; i < 64; i++)
            odd |= is_odd(s[i]);
    }
    for (size_t i = 0; i < len; i++)
        odd |= is_odd(s[i]);
    return odd != 0;
}

static void odd_byte(struct vcfx *x, const char *p)
{
    if (*p == '\r')
        problem_add(x->problems, "VCF-FILE-003", vcfx_at(x, p, 1), x->e,
                    "CR stands within a line");
    else if (*p == '\0' || x->oldest >= 43)
        problem_add(x->problems, "VCF-FILE-005", vcfx_at(x, p, 1), x->e,
                    "a control character stands in the line");
}

static void check_bytes(struct vcfx *x)
{
    bool high = false;

    for (const char *p = x->at; p < x->end; p++) {
        high = high || (unsigned char)*p >= 0x80;
        if ((unsigned char)*p < 0x80 && is_odd((unsigned char)*p)) {
            odd_byte(x, p);
            break;
        }
    }
    if (high && x->oldest >= 43 && !utf8_valid(x->at, (size_t)(x->end - x->at)))
        problem_add(x->problems, "VCF-FILE-002", vcfx_at(x, x->at, 0), x->e,
                    "the line is not UTF-8");
}

/* ---- lines ---- */

/* Contigs of the header that the reference has. */
static void compare_contigs(struct vcfx *x)
{
    const struct fasta *f = x->job->reference;

    for (size_t i = 0; f && i < x->contigs.n; i++) {
        struct vcfx_contig *c = &x->contig[i];
        struct problem_place at = {.line = c->header_line,
                                   .offset = -1,
                                   .text = x->contigs.a[i],
                                   .text_len = x->contigs.len[i]};
        uint32_t k = names_find(&f->names, x->contigs.a[i], x->contigs.len[i]);

        c->in_reference = k;
        if (k != NAMES_NONE && c->length && c->length != f->seq[k].length)
            problem_add(x->problems, "VCF-CTG-006", &at, x->e,
                        "the reference has %lld bases",
                        (long long)f->seq[k].length);
    }
}

static void enter_body(struct vcfx *x)
{
    vcfx_header_ends(x);
    compare_contigs(x);
    if (x->job->policy && x->samples.n) {
        x->ploidy = calloc(x->samples.n, 1);
        if (!x->ploidy)
            err_nomem(x->e);
    }
    x->in_body = true;
}

static void content(struct vcfx *x)
{
    if (x->at == x->end) {
        problem_add(x->problems, "VCF-FILE-007", vcfx_at(x, x->at, 0), x->e,
                    "the line is empty");
        return;
    }
    if (*x->at == '#') {
        x->header_bytes += (size_t)(x->end - x->at);
        vcfx_header_line(x);
        return;
    }
    if (!x->n_columns) {
        problem_add(x->problems, "VCF-META-001", vcfx_at(x, x->at, 0), x->e,
                    "a line before the #CHROM line does not begin with ##");
        return;
    }
    if (!x->in_body)
        enter_body(x);
    x->record++;
    vcfx_record(x);
}

static void skip_bom(struct vcfx *x)
{
    if (x->line != 1 || x->end - x->at < 3 ||
        memcmp(x->at, "\xef\xbb\xbf", 3) != 0)
        return;
    problem_add(x->problems, "VCF-FILE-002", vcfx_at(x, x->at, 0), x->e,
                "the file begins with a byte-order mark");
    x->at += 3;
}

static void one_line(struct vcfx *x, const char *s, const char *lf, bool odd)
{
    x->line++;
    x->at = s;
    x->end = lf > s && lf[-1] == '\r' ? lf - 1 : lf;
    skip_bom(x);
    content(x);
    if (odd)
        check_bytes(x);
}

static int piece(struct vcfx *x, const char *text, size_t len)
{
    const char *end = text + len;
    bool odd = has_odd(text, len);

    for (const char *s = text; s < end;) {
        const char *lf = memchr(s, '\n', (size_t)(end - s));

        if (!lf)
            lf = end; /* set to LF */
        one_line(x, s, lf, odd);
        x->offset += lf - s + 1;
        if (lf == end && x->oldest >= 43)
            problem_add(x->problems, "VCF-FILE-004", vcfx_at(x, lf, 0), x->e,
                        "the last line has no line end");
        s = lf + 1;
    }
    if (x->header_bytes > VCFX_HEADER_MAX)
        return err_set(x->e, ERR_LIMIT, "the header is larger than %zu bytes",
                       VCFX_HEADER_MAX);
    return x->e->code == ERR_NONE ? 0 : -1;
}

/* ---- the file ---- */

static void file_ends(struct vcfx *x)
{
    if (!x->line) {
        problem_add(x->problems, "VCF-FILE-001", NULL, x->e,
                    "the file is empty");
        return;
    }
    if (!x->n_columns)
        problem_add(x->problems, "VCF-HDR-001", NULL, x->e,
                    "there is no #CHROM line");
    if (!x->in_body)
        enter_body(x);
    vcfx_seen_tell(x);
    rebuild_end(x->index, x->e);
}

/* What is not the file's fault is told by out->why. */
static int judge(struct vcfx *x)
{
    struct textpieces *t = x->text;
    const char *text;
    size_t len;
    int got;
    struct err e = {0};
    struct textflow_how how;
    bool damaged;

    while ((got = textpieces_next(&text, &len, t, &e)) > 0) {
        examine_progress(x->job, textpieces_tell(t));
        if (piece(x, text, len) || x->out->why.code)
            break;
    }
    x->out->records = x->record;
    if (x->out->why.code != ERR_NONE)
        return 0;
    if (x->e->code != ERR_NONE && x->e->code != ERR_LIMIT)
        return -1;
    if (x->e->code == ERR_LIMIT) {
        x->out->why = *x->e;
        *x->e = (struct err){0};
        return 0;
    }
    how = textpieces_how(t);
    damaged = bgzfdefect_tell(x->problems, &how, x->e);
    if (!damaged && got < 0) {
        x->out->why = e;
        return 0;
    }
    if (!damaged) /* else what is missing is no fault of its own */
        file_ends(x);
    x->out->judged = true;
    return x->e->code == ERR_NONE ? 0 : -1;
}

static void release(struct vcfx *x)
{
    names_release(&x->infos.names);
    names_release(&x->formats.names);
    names_release(&x->filters);
    names_release(&x->alts);
    names_release(&x->others);
    names_release(&x->samples);
    names_release(&x->contigs);
    free(x->infos.a);
    free(x->formats.a);
    free(x->contig);
    free(x->expect);
    free(x->ploidy);
    free(x->called_to);
    free(x->bases);
    vcfx_formats_release(x);
    vcfx_seen_free(x->seen);
    fasta_view_close(x->reference);
    rebuild_free(x->index);
}

struct vcfx *examine_vcf_start(struct examined *out,
                               const struct examine_job *job, struct err *e)
{
    struct vcfx *x = calloc(1, sizeof(*x));

    if (!x) {
        err_nomem(e);
        return NULL;
    }
    x->job = job;
    x->out = out;
    x->problems = &out->problems;
    x->e = e;
    x->oldest = VCFX_OLDEST;
    x->version = VCFX_NEWEST;
    x->chrom = NAMES_NONE;
    x->last_format = NAMES_NONE;
    x->seen = vcfx_seen_new(e);
    if (job->reference)
        x->reference = fasta_view_open(job->reference, e);
    if (e->code == ERR_NONE)
        return x;
    examine_vcf_free(x);
    return NULL;
}

void examine_vcf_free(struct vcfx *x)
{
    if (!x)
        return;
    release(x);
    free(x);
}

int examine_vcf(struct examined *out, const struct examine_job *job,
                struct err *e)
{
    struct vcfx *x = examine_vcf_start(out, job, e);
    int rc = -1;

    if (!x)
        return -1;
    x->text = textpieces_open(job->path, job->crew, &out->why);
    if (!x->text || vcfx_index_open(x) == 0)
        rc = out->why.code == ERR_NONE ? judge(x) : 0;
    textpieces_close(x->text);
    examine_vcf_free(x);
    return rc;
}

/* ---- lines of a BCF ---- */

int examine_vcf_header(struct vcfx *x, const char *text, size_t len,
                       int64_t offset)
{
    x->binary = true;
    x->offset = offset;
    return piece(x, text, len);
}

int examine_vcf_enter(struct vcfx *x)
{
    if (!x->n_columns)
        problem_add(x->problems, "VCF-HDR-001", NULL, x->e,
                    "there is no #CHROM line");
    if (!x->in_body)
        enter_body(x);
    return x->e->code == ERR_NONE ? 0 : -1;
}

int examine_vcf_record(struct vcfx *x, const char *line, size_t len,
                       uint64_t record, int64_t offset)
{
    x->at = line;
    x->end = line + len;
    x->line = record; /* what told two records apart in a text */
    x->record = record;
    x->offset = offset;
    if (x->n_columns)
        vcfx_record(x);
    return x->e->code == ERR_NONE ? 0 : -1;
}

int examine_vcf_finish(struct vcfx *x)
{
    vcfx_seen_tell(x);
    return x->e->code == ERR_NONE ? 0 : -1;
}

size_t examine_vcf_samples(const struct vcfx *x)
{
    return x->samples.n;
}

#include "cli/compare/compareout.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "formats/stage.h"
#include "reports/doc/comparehtml.h"
#include "variants/outputs/causes.h"
#include "variants/outputs/labelled.h"
#include "variants/outputs/splitout.h"
#include "variants/outputs/table.h"
#include "variants/outputs/table_write.h"
#include "variants/outputs/table_xml.h"
#include "variants/outputs/truthbits.h"

#define LEVEL 1 /* of compression: a tenth larger than 4, in half the time */

static const char *const spelt[COMPAREOUT_WORDS] = {
    [COMPAREOUT_COUNTS] = "counts", [COMPAREOUT_CSV] = "csv",
    [COMPAREOUT_JSON] = "json",     [COMPAREOUT_ROC] = "roc",
    [COMPAREOUT_VCF] = "vcf",       [COMPAREOUT_SPLIT] = "split",
    [COMPAREOUT_BITS] = "bits",     [COMPAREOUT_HTML] = "html",
};

/* Files made at the end, of the table and the counts. */
typedef int (*text_fn)(struct buf *out, const struct compareout *o,
                       const struct variants_result *r, struct err *e);

static int counts(struct buf *out, const struct compareout *o,
                  const struct variants_result *r, struct err *e)
{
    (void)o;
    (void)e;
    tally_write(out, &r->tally, "small-variants");
    return 0;
}

static int summary(struct buf *out, const struct compareout *o,
                   const struct variants_result *r, struct err *e)
{
    (void)r;
    (void)e;
    table_write_summary(out, o->table);
    return 0;
}

static int extended(struct buf *out, const struct compareout *o,
                    const struct variants_result *r, struct err *e)
{
    (void)r;
    (void)e;
    table_write_extended(out, o->table);
    return 0;
}

static int json(struct buf *out, const struct compareout *o,
                const struct variants_result *r, struct err *e)
{
    (void)r;
    (void)e;
    table_write_json(out, o->table);
    return 0;
}

static int roc_all(struct buf *out, const struct compareout *o,
                   const struct variants_result *r, struct err *e)
{
    (void)r;
    (void)e;
    table_write_roc(out, o->table, TABLE_SELECT_ALL);
    return 0;
}

static int roc_snp(struct buf *out, const struct compareout *o,
                   const struct variants_result *r, struct err *e)
{
    (void)r;
    (void)e;
    table_write_roc(out, o->table, TABLE_SELECT_SNP);
    return 0;
}

static int roc_other(struct buf *out, const struct compareout *o,
                     const struct variants_result *r, struct err *e)
{
    (void)r;
    (void)e;
    table_write_roc(out, o->table, TABLE_SELECT_NON_SNP);
    return 0;
}

static int bits(struct buf *out, const struct compareout *o,
                const struct variants_result *r, struct err *e)
{
    (void)r;
    return truthbits_write(out, o->bits, e);
}

/* A stage_work: the one job of its stage, as libxslt has settings of the whole
 * process. */
static void make_pages(void *out)
{
    struct compareout *o = out;
    struct compareout_pages *p = &o->pages;
    struct buf xml;

    buf_init(&xml, TABLE_WRITE_MAX);
    table_xml_write(&xml, o->table, o->causes, o->job);
    if (buf_check(&xml, &p->err) == 0)
        (void)comparehtml_make(p->html, &xml, o->datadir, &p->err);
    buf_release(&xml);
}

static int begin_pages(struct compareout *o, struct err *e)
{
    struct compareout_pages *p = &o->pages;

    for (enum lang l = LANG_EN; l <= LANG_FR; l++)
        buf_init(&p->html[l], TABLE_WRITE_MAX);
    p->stage = stage_new(o->job->crew, 1, e);
    return p->stage ? stage_put(p->stage, make_pages, o, e) : -1;
}

static int page(struct buf *out, const struct compareout *o, enum lang l,
                struct err *e)
{
    const struct compareout_pages *p = &o->pages;

    (void)stage_take(p->stage); /* for the first page */
    if (p->err.code) {
        *e = p->err;
        return -1;
    }
    buf_add(out, p->html[l].s, p->html[l].n);
    return 0;
}

static int page_en(struct buf *out, const struct compareout *o,
                   const struct variants_result *r, struct err *e)
{
    (void)r;
    return page(out, o, LANG_EN, e);
}

static int page_fr(struct buf *out, const struct compareout *o,
                   const struct variants_result *r, struct err *e)
{
    (void)r;
    return page(out, o, LANG_FR, e);
}

static const struct {
    enum compareout_word word;
    const char *name;
    text_fn make;
} texts[] = {
    {COMPAREOUT_COUNTS, "counts.tsv",       counts   },
    {COMPAREOUT_CSV,    "summary.csv",      summary  },
    {COMPAREOUT_CSV,    "extended.csv",     extended },
    {COMPAREOUT_ROC,    "weighted_roc.tsv", roc_all  },
    {COMPAREOUT_ROC,    "snp_roc.tsv",      roc_snp  },
    {COMPAREOUT_ROC,    "non_snp_roc.tsv",  roc_other},
    {COMPAREOUT_BITS,   "truth.bits",       bits     },
    {COMPAREOUT_HTML,   "compare.en.html",  page_en  }, /* late: under way */
    {COMPAREOUT_HTML,   "compare.fr.html",  page_fr  },
    {COMPAREOUT_JSON,   "compare.json",     json     },
};

static bool wanted(const struct compareout *o, enum compareout_word w)
{
    return o->words >> w & 1U;
}

static int take_word(unsigned *out, const char *s, size_t n, struct err *e)
{
    for (unsigned w = 0; w < COMPAREOUT_WORDS; w++) {
        if (strlen(spelt[w]) == n && memcmp(spelt[w], s, n) == 0) {
            *out |= 1U << w;
            return 0;
        }
    }
    return err_set(e, ERR_USAGE,
                   "there is no output %.*s: choose of counts, csv, json, roc, "
                   "vcf, split, bits, html",
                   (int)(n < 60 ? n : 60), s);
}

int compareout_words(unsigned *out, const char *list, struct err *e)
{
    unsigned got = 0;

    for (;;) {
        const char *comma = strchr(list, ',');
        size_t n = comma ? (size_t)(comma - list) : strlen(list);

        if (take_word(&got, list, n, e))
            return -1;
        if (!comma)
            break;
        list = comma + 1;
    }
    *out = got;
    return 0;
}

static int open_labelled(struct compareout *o, const struct variants_job *job,
                         struct err *e)
{
    char path[PATH_TEXT_MAX];
    struct judged_listener l;

    if (outdir_place(path, &o->dir, LABELLED_NAME, e))
        return -1;
    o->labelled = labelled_new(path, job, LEVEL, e);
    if (!o->labelled)
        return -1;
    l = labelled_listener(o->labelled);
    hearers_add(&o->hearers, &l);
    return 0;
}

static int open_split(struct compareout *o, const struct variants_job *job,
                      struct err *e)
{
    char path[SPLITOUT_FILES][PATH_TEXT_MAX];
    const char *at[SPLITOUT_FILES];
    struct judged_listener l;

    for (enum splitout_file f = 0; f < SPLITOUT_FILES; f++) {
        if (outdir_place(path[f], &o->dir, splitout_name(f), e))
            return -1;
        at[f] = path[f];
    }
    o->split = splitout_new(at, job, LEVEL, e);
    if (!o->split)
        return -1;
    l = splitout_listener(o->split);
    hearers_add(&o->hearers, &l);
    return 0;
}

static int open_bits(struct compareout *o, struct err *e)
{
    struct judged_listener l;

    o->bits = truthbits_new(NULL, e);
    if (!o->bits)
        return -1;
    l = truthbits_listener(o->bits);
    hearers_add(&o->hearers, &l);
    return 0;
}

static int open_causes(struct compareout *o, const struct variants_job *job,
                       struct err *e)
{
    struct judged_listener l = {
        .any_thread = true, .hear = causes_hear, .again = causes_again};

    o->causes = causes_new(job, e);
    if (!o->causes)
        return -1;
    l.arg = o->causes;
    hearers_add(&o->hearers, &l);
    return 0;
}

static int open_files(struct compareout *o, const struct variants_job *job,
                      struct err *e)
{
    return (wanted(o, COMPAREOUT_VCF) && open_labelled(o, job, e)) ||
                   (wanted(o, COMPAREOUT_SPLIT) && open_split(o, job, e)) ||
                   (wanted(o, COMPAREOUT_BITS) && open_bits(o, e)) ||
                   (wanted(o, COMPAREOUT_HTML) && open_causes(o, job, e))
               ? -1
               : 0;
}

int compareout_open(struct compareout *o, unsigned words, const char *dir,
                    const char *datadir, const struct variants_job *job,
                    struct err *e)
{
    struct judged_listener l = {
        .any_thread = true, .hear = table_hear, .again = table_again};

    *o = (struct compareout){
        .words = dir ? words : 0, .datadir = datadir, .job = job};
    o->table = table_new(job, e);
    if (!o->table)
        return -1;
    l.arg = o->table;
    hearers_add(&o->hearers, &l);
    if (!dir)
        return 0;
    return outdir_open(&o->dir, dir, e) || open_files(o, job, e) ? -1 : 0;
}

int compareout_finish(struct compareout *o, const struct variants_result *r,
                      struct err *e)
{
    for (size_t k = 0; k < table_strata(o->table); k++)
        table_set_bp(o->table, k, -1,
                     tally_sum(&r->tally, k, VARIANTS_C_REGIONS));
    if (table_finish(o->table, e) ||
        (o->causes && causes_finish(o->causes, o->table, e)) ||
        (wanted(o, COMPAREOUT_HTML) && begin_pages(o, e)) ||
        (o->labelled && labelled_end(o->labelled, e)) ||
        (o->split && splitout_end(o->split, e)))
        return -1;
    return 0;
}

/* The index of a file of records has one of two names (formats/vcfout.h). */
static int place_indexes(struct compareout *o, struct err *e)
{
    static const char *const index[][2] = {
        {"compare.vcf.gz.tbi",     "compare.vcf.gz.csi"    },
        {"tp.vcf.gz.tbi",          "tp.vcf.gz.csi"         },
        {"tp-baseline.vcf.gz.tbi", "tp-baseline.vcf.gz.csi"},
        {"fp.vcf.gz.tbi",          "fp.vcf.gz.csi"         },
        {"fn.vcf.gz.tbi",          "fn.vcf.gz.csi"         },
    };

    for (size_t i = 0; i < sizeof(index) / sizeof(index[0]); i++) {
        for (int k = 0; k < 2; k++) {
            char path[PATH_TEXT_MAX];

            if (path_join(path, o->dir.stage, index[i][k], e))
                return -1;
            if (path_is_file(path) &&
                outdir_place(path, &o->dir, index[i][k], e))
                return -1;
        }
    }
    return 0;
}

int compareout_commit(struct compareout *o, const struct variants_result *r,
                      struct err *e)
{
    struct buf b;
    int rc;

    if (!o->words)
        return 0;
    buf_init(&b, TABLE_WRITE_MAX);
    rc = place_indexes(o, e) || outdir_sync(&o->dir, e) ? -1 : 0;
    for (size_t i = 0; !rc && i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (!wanted(o, texts[i].word))
            continue;
        buf_clear(&b);
        rc = texts[i].make(&b, o, r, e) ||
                     outdir_add(&o->dir, texts[i].name, &b, e)
                 ? -1
                 : 0;
    }
    buf_release(&b);
    return rc ? -1 : outdir_commit(&o->dir, e);
}

void compareout_close(struct compareout *o)
{
    stage_free(o->pages.stage); /* waits for what is under way */
    for (enum lang l = LANG_EN; l <= LANG_FR; l++)
        buf_release(&o->pages.html[l]);
    table_free(o->table);
    labelled_free(o->labelled);
    splitout_free(o->split);
    truthbits_free(o->bits);
    causes_free(o->causes);
    outdir_close(&o->dir);
    *o = (struct compareout){0};
}

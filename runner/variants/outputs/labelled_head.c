#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "formats/names.h"
#include "formats/vcfhead.h"
#include "variants/outputs/labelled_internal.h"

static const char head_top[] =
    "##fileformat=VCFv4.2\n"
    "##source=entente-" ENTENTE_VERSION "\n"
    "##INFO=<ID=BS,Number=1,Type=Integer,Description=\"Superlocus, counted "
    "from 1: records that were compared together\">\n"
    "##INFO=<ID=Regions,Number=.,Type=String,Description=\"CONF and the "
    "strata that hold the record\">\n"
    "##INFO=<ID=MOVED,Number=0,Type=Flag,Description=\"Records of one side "
    "overlap here; the superlocus agrees best when an allele stands elsewhere "
    "than written, where it is the same sequence\">\n"
    "##INFO=<ID=TWHY,Number=1,Type=String,Description=\"Of the truth record, "
    "what BD and BK do not say: gt-error (right allele, wrong genotype), fn-filtered "
    "(a query record that FILTER took out has the allele), fn-nocall (a query "
    "record without whole genotype stands there), outside (of the regions), "
    "unresolved (too complex to decide), or why it was not assessed\">\n"
    "##INFO=<ID=QWHY,Number=1,Type=String,Description=\"The same of the query "
    "record\">\n"
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n"
    "##FORMAT=<ID=BD,Number=1,Type=String,Description=\"Decision: TP, FN, FP; "
    "UNK (query, outside the regions or unresolved); N (not assessed; truth, "
    "outside or unresolved)\">\n"
    "##FORMAT=<ID=BK,Number=1,Type=String,Description=\"What agrees: gm "
    "(genotype), am (allele), lm (place), . (nothing)\">\n"
    "##FORMAT=<ID=BI,Number=1,Type=String,Description=\"Subtype: ti, tv, mnp, "
    "i, d, c by length\">\n"
    "##FORMAT=<ID=BVT,Number=1,Type=String,Description=\"Type: SNP (also MNP), "
    "INDEL (also complex), NOCALL\">\n"
    "##FORMAT=<ID=BLT,Number=1,Type=String,Description=\"Zygosity: het, "
    "homalt, hetalt, nocall\">\n"
    "##FORMAT=<ID=QQ,Number=1,Type=Float,Description=\"Score by which records "
    "are ranked\">\n";

static void put_contig(struct buf *b, const char *name, int64_t length)
{
    if (length > 0)
        buf_printf(b, "##contig=<ID=%s,length=%lld>\n", name,
                   (long long)length);
    else
        buf_printf(b, "##contig=<ID=%s>\n", name);
}

/* Contigs as they will come; then those that only a header has. */
static void put_contigs(struct buf *b, const struct judged_start *s)
{
    for (size_t i = 0; i < s->n_order; i++)
        put_contig(b, s->contigs->a[s->order[i]], s->length[s->order[i]]);
    for (int k = 0; k < JUDGED_SIDES; k++) {
        const struct vcfhead *h = s->file[k].head;

        for (size_t i = 0; i < h->n_declared; i++) {
            const char *name = h->contigs.a[i];
            bool told =
                names_find(s->contigs, name, h->contigs.len[i]) != NAMES_NONE;

            if (k == JUDGED_QUERY)
                told =
                    told || names_find(&s->file[JUDGED_TRUTH].head->contigs,
                                       name, h->contigs.len[i]) != NAMES_NONE;
            if (!told)
                put_contig(b, name, h->contig_length[i]);
        }
    }
}

void labelled_head(struct buf *b, const struct judged_start *s)
{
    buf_str(b, head_top);
    put_contigs(b, s);
    buf_str(b, "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t"
               "TRUTH\tQUERY\n");
}

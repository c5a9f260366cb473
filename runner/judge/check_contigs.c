/*
 * check_contigs -- the check `contigs`: the contigs that a VCF or BCF, SAM, BAM
 * or CRAM declares are those of the reference.
 *
 * A header that declares all contigs of the reference and more (decoys, HLA)
 * was made with a larger edition of it: that is noted, and contradicts nothing.
 * Where some are missing, a contig that the reference lacks is a sign of
 * another one.
 *
 * Only declarations are compared; records on contigs that nothing declares are
 * for the check `format`.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/num.h"
#include "core/finding.h"
#include "formats/fastaio.h"
#include "formats/filehead.h"
#include "formats/readshead.h"
#include "formats/vcfin.h"
#include "judge/check_list.h"
#include "judge/checks.h"
#include "judge/samlines.h"

static const struct check_input inputs[] = {
    {"file",      "vcf bam", INPUT_DELIVERABLE, true,  false,
     N_("the file of calls or of alignments whose header is compared")},
    {"reference", "fasta",   INPUT_FIXTURE,     true,  false,
     N_("the reference genome")                                       },
    {NULL,        NULL,      INPUT_EITHER,      false, false, NULL    },
};

static const struct check_counter counters[] = {
    {"contigs.declared",        "contig", N_("contigs that the header declares")  },
    {"contigs.unknown",         "contig",
     N_("declared contigs that the reference does not have")                      },
    {"contigs.extra",           "contig",
     N_("declared contigs that come on top of all of the reference's")            },
    {"contigs.length-differs",  "contig",
     N_("declared contigs whose length is not the reference's")                   },
    {"contigs.length-unstated", "contig",
     N_("declared contigs without a length")                                      },
    {"contigs.undeclared",      "contig",
     N_("contigs of the reference that the header does not declare")              },
    {"contigs.unreadable",      "file",   N_("files whose header can not be read")},
    {NULL,                      NULL,     NULL                                    },
};

static const struct check_measure measures[] = {
    {"contigs-wrong",
     "contig",                       {MEASURE_COUNT,
      {"contigs.unknown", "contigs.length-differs", "contigs.unreadable"},
      {NULL}},
     N_("contigs that contradict the reference")                                               },
    {"contigs-extra",
     "contig",                       {MEASURE_COUNT, {"contigs.extra"}, {NULL}},
     N_("declared contigs that come on top of all of the reference's")                         },
    {"contigs-undeclared",
     "contig",                       {MEASURE_COUNT, {"contigs.undeclared"}, {NULL}},
     N_("contigs of the reference that the header does not declare")                           },
    {"contigs-without-length",
     "contig",                       {MEASURE_COUNT, {"contigs.length-unstated"}, {NULL}},
     N_("declared contigs without a length")                                                   },
    {NULL,                     NULL, {MEASURE_COUNT, {NULL}, {NULL}},                      NULL},
};

static const struct check_decl decl = {
    .name = "contigs",
    .en = N_("the contigs that a file declares are those of the reference"),
    .inputs = inputs,
    .params = NULL,
    .counters = counters,
    .measures = measures,
};

/* What one header is compared with. */
struct compared {
    struct measurement *m;
    const struct vcfhead *head;
    struct vcfhead of_reads; /* what head is, of a file of reads */
    const struct fasta *ref;
    const char *name;  /* of the file, for findings */
    bool all_declared; /* are the reference's contigs? */
    int64_t extra;     /* contigs on top of them */
};

/* "chr1" for "1" and the reverse: the usual reason. */
static bool other_naming(const struct fasta *ref, const char *name, size_t len)
{
    char with[TALLY_NAME_MAX + 4] = "chr";

    if (len > 3 && memcmp(name, "chr", 3) == 0)
        return names_find(&ref->names, name + 3, len - 3) != NAMES_NONE;
    if (len > TALLY_NAME_MAX)
        return false;
    memcpy(with + 3, name, len);
    return names_find(&ref->names, with, len + 3) != NAMES_NONE;
}

static int judge_unknown(struct compared *c, uint32_t i, struct err *e)
{
    const char *name = c->head->contigs.a[i];
    bool other = other_naming(c->ref, name, c->head->contigs.len[i]);

    if (c->all_declared && !other) {
        c->extra++;
        return tally_count(&c->m->tally, "contigs.extra", 1, e);
    }
    if (tally_count(&c->m->tally, "contigs.unknown", 1, e))
        return -1;
    if (other)
        return finding_add(&c->m->findings, FINDING_ERROR, "CONTIG-NAMING",
                           c->name, 0, e,
                           "contig %.100s is not in the reference, which names "
                           "its contigs the other way (chr1 or 1); rename them "
                           "(bcftools annotate --rename-chrs)",
                           name);
    return finding_add(&c->m->findings, FINDING_ERROR, "CONTIG-UNKNOWN",
                       c->name, 0, e,
                       "contig %.100s is not in the reference; was another "
                       "reference used?",
                       name);
}

static int judge_contig(struct compared *c, uint32_t i, struct err *e)
{
    const struct names *declared = &c->head->contigs;
    uint32_t at = names_find(&c->ref->names, declared->a[i], declared->len[i]);
    int64_t length = c->head->contig_length[i];

    if (at == NAMES_NONE)
        return judge_unknown(c, i, e);
    if (length == 0)
        return tally_count(&c->m->tally, "contigs.length-unstated", 1, e);
    if (length == c->ref->seq[at].length)
        return 0;
    if (tally_count(&c->m->tally, "contigs.length-differs", 1, e))
        return -1;
    return finding_add(&c->m->findings, FINDING_ERROR, "CONTIG-LENGTH", c->name,
                       0, e,
                       "contig %.100s is %" PRId64 " bp long in the header and "
                       "%" PRId64 " in the reference; was another reference "
                       "used?",
                       declared->a[i], length, c->ref->seq[at].length);
}

static int64_t count_undeclared(const struct compared *c)
{
    int64_t undeclared = 0;

    for (size_t i = 0; i < c->ref->names.n; i++) {
        uint32_t at = names_find(&c->head->contigs, c->ref->names.a[i],
                                 c->ref->names.len[i]);

        if (at == NAMES_NONE || at >= c->head->n_declared)
            undeclared++;
    }
    return undeclared;
}

static int judge_header(struct compared *c, struct err *e)
{
    int64_t undeclared = count_undeclared(c);

    c->all_declared = undeclared == 0;
    if (tally_count(&c->m->tally, "contigs.declared",
                    (int64_t)c->head->n_declared, e))
        return -1;
    for (uint32_t i = 0; i < c->head->n_declared; i++)
        if (judge_contig(c, i, e))
            return -1;
    if (c->extra &&
        finding_add(&c->m->findings, FINDING_NOTE, "CONTIG-EXTRA", c->name, 0,
                    e,
                    "the header declares %lld contigs on top of all of the "
                    "reference's; records on them are not compared",
                    (long long)c->extra))
        return -1;
    if (undeclared &&
        finding_add(&c->m->findings, FINDING_NOTE, "CONTIG-UNDECLARED", c->name,
                    0, e,
                    "%" PRId64 " of the reference's contigs are not declared "
                    "in the header",
                    undeclared))
        return -1;
    return tally_count(&c->m->tally, "contigs.undeclared", undeclared, e);
}

/* ---- the header ---- */

/* The @SQ of a header, as contigs; a length that is none counts as unstated. */
static int take_sequences(struct vcfhead *h, const struct buf *text,
                          struct err *why)
{
    struct samlines l = {text->s, text->s ? text->s + text->n : NULL, 0};
    struct samspan line;

    while (samlines_next(&line, &l)) {
        struct samspan name = samline_value(&line, "SN");
        struct samspan length = samline_value(&line, "LN");
        const char *at = length.s;
        struct err ignored = {0};
        uint32_t i;
        int64_t n = 0;

        if (!samline_is(&line, "SQ") || !name.s)
            continue;
        if (vcfhead_contig(&i, h, name.s, name.n, why))
            return -1;
        if (at &&
            num_parse(&n, &at, length.s + length.n, INT64_MAX, &ignored) == 0)
            h->contig_length[i] = n;
    }
    h->n_declared = h->contigs.n;
    return 0;
}

static int read_reads(struct vcfhead *h, const char *path, struct err *why)
{
    struct buf text;
    int rc = -1;

    buf_init(&text, 2 * READSHEAD_BYTES_MAX);
    if (readshead_read(&text, path, why) == 0)
        rc = take_sequences(h, &text, why);
    buf_release(&text);
    return rc;
}

static bool is_reads(const char *path)
{
    struct filehead head = {0};
    struct err ignored = {0};

    return filehead_read(&head, path, &ignored) == 0 && head.n >= 4 &&
           (memcmp(head.text, "BAM\1", 4) == 0 ||
            memcmp(head.text, "CRAM", 4) == 0 || head.text[0] == '@');
}

static int give_up(struct measurement *m, const char *name,
                   const struct err *why, struct err *e)
{
    if (!checks_is_defect(why)) {
        *e = *why;
        return -1;
    }
    m->state = MEASURED_DEFECT;
    m->spoils = true;
    return tally_count(&m->tally, "contigs.unreadable", 1, e) ||
                   finding_from_err(&m->findings, "VCF-READ", name, why, e)
               ? -1
               : 0;
}

static int judge_calls(struct compared *c, const char *path, struct err *e)
{
    struct err why = {0};
    struct vcfin *in = vcfin_open(path, &why);
    int rc;

    if (in) {
        c->head = vcfin_head(in);
        rc = judge_header(c, e);
    } else {
        rc = give_up(c->m, c->name, &why, e);
    }
    vcfin_close(in);
    return rc;
}

static int judge_reads(struct compared *c, const char *path, struct err *e)
{
    struct err why = {0};
    int rc;

    c->head = &c->of_reads;
    if (read_reads(&c->of_reads, path, &why) == 0)
        rc = judge_header(c, e);
    else
        rc = give_up(c->m, c->name, &why, e);
    vcfhead_release(&c->of_reads);
    return rc;
}

static int run(struct measurement *m, const struct check_env *env,
               struct err *e)
{
    const struct check_file *file = check_input(env, "file");
    struct fasta ref = {0};
    struct compared c = {.m = m, .ref = &ref, .name = file->name};
    int rc;

    if (fasta_open(&ref, check_input(env, "reference")->path, e))
        return -1;
    m->state = MEASURED_OK;
    rc = is_reads(file->path) ? judge_reads(&c, file->path, e)
                              : judge_calls(&c, file->path, e);
    fasta_close(&ref);
    return rc;
}

const struct check check_contigs = {&decl, run};

#include "conform/examine.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/progress.h"
#include "conform/align/bam/examine_bam.h"
#include "conform/align/sam/examine_sam.h"
#include "conform/bcf/examine_bcf.h"
#include "conform/cram/examine_cram.h"
#include "conform/index/examine_c4gh.h"
#include "conform/index/examine_index.h"
#include "conform/ruleset.h"
#include "conform/text/examine_bed.h"
#include "conform/text/examine_fasta.h"
#include "conform/text/examine_fastq.h"
#include "conform/text/examine_sums.h"
#include "conform/vcf/examine_vcf.h"
#include "formats/filehead.h"

const struct examine_format examine_formats[] = {
    {"vcf",      N_("variant calls (VCF)"),        ".vcf .vcf.gz .vcf.bgz",
     examine_vcf_sniff,                                                                                            examine_vcf },
    {"bcf",      N_("variant calls (BCF)"),        ".bcf",                                    examine_bcf_sniff,   examine_bcf },
    {"sam",      N_("alignments of reads (SAM)"),  ".sam .sam.gz",                            examine_sam_sniff,
     examine_sam                                                                                                               },
    {"cram",     N_("alignments of reads (CRAM)"), ".cram",                                   examine_cram_sniff,
     examine_cram                                                                                                              },
    {"bam",      N_("alignments of reads (BAM)"),  ".bam",                                    examine_bam_sniff,
     examine_bam                                                                                                               },
    {"bai",      N_("index of alignments (BAI)"),  ".bai",                                    examine_bai_sniff,
     examine_bai                                                                                                               },
    {"csi",      N_("index (CSI)"),                ".csi",                                    examine_csi_sniff,   examine_csi },
    {"tbi",      N_("index of tabix (TBI)"),       ".tbi",                                    examine_tbi_sniff,   examine_tbi },
    {"crypt4gh", N_("encrypted file (crypt4gh)"),  ".c4gh",                                   examine_c4gh_sniff,
     examine_c4gh                                                                                                              },
    {"fastq",    N_("reads (FASTQ)"),
     ".fastq .fq .fastq.gz .fq.gz .fastq.bgz .fq.bgz",                                        examine_fastq_sniff,
     examine_fastq                                                                                                             },
    {"fasta",    N_("sequences (FASTA)"),
     ".fasta .fa .fna .fasta.gz .fa.gz .fna.gz",                                              examine_fasta_sniff,
     examine_fasta                                                                                                             },
    {"sums",     N_("list of checksums"),          ".md5 .sha256 .sha512 MD5SUMS SHA256SUMS",
     examine_sums_sniff,                                                                                           examine_sums},
    {"fai",      N_("index of sequences (FAI)"),   ".fai",                                    examine_fai_sniff,
     examine_fai                                                                                                               },
    {"crai",     N_("index of a CRAM (CRAI)"),     ".crai",                                   examine_crai_sniff,
     examine_crai                                                                                                              },
    {"gzi",      N_("index of blocks (GZI)"),      ".gzi",                                    NULL,                examine_gzi },
    {"bed",      N_("regions (BED)"),
     ".bed .bed.gz .narrowPeak .broadPeak .narrowPeak.gz .broadPeak.gz .gappedPeak",
     examine_bed_sniff,                                                                                            examine_bed },
    {NULL,       NULL,                             NULL,                                      NULL,                NULL        },
};

/* Does the name end in one of these? */
static bool ends_in(const char *name, const char *ends)
{
    while (*ends) {
        size_t n = strcspn(ends, " ");
        size_t len = strlen(name);

        if (len >= n && memcmp(name + len - n, ends, n) == 0)
            return true;
        ends += n + (ends[n] == ' ');
    }
    return false;
}

static const struct examine_format *by_name(const char *format)
{
    for (const struct examine_format *f = examine_formats; f->name; f++) {
        if (strcmp(f->name, format) == 0)
            return f;
    }
    return NULL;
}

static const struct examine_format *by_content(const struct filehead *h)
{
    for (const struct examine_format *f = examine_formats; f->name; f++) {
        if (f->sniff && f->sniff(h->text, h->n))
            return f;
    }
    return NULL;
}

static const struct examine_format *by_end(const char *name)
{
    for (const struct examine_format *f = examine_formats; f->name; f++) {
        if (ends_in(name, f->ends))
            return f;
    }
    return NULL;
}

const struct examine_format *examine_format_of(const char *path)
{
    struct filehead head = {0};
    struct err ignored = {0};

    return filehead_read(&head, path, &ignored) ? NULL : by_content(&head);
}

static bool is_among(const char *name, const char *names)
{
    size_t n = strlen(name);

    for (; *names; names += strcspn(names, " "), names += *names == ' ') {
        if (strcspn(names, " ") == n && memcmp(names, name, n) == 0)
            return true;
    }
    return false;
}

/* By the content, but for a file that is called an index and has no more than
 * the columns of something else: a damaged row makes it no BED. */
static const struct examine_format *by_both(const struct filehead *h,
                                            const char *name)
{
    const struct examine_format *f = by_content(h);
    const struct examine_format *called = by_end(name);

    if (!f || !called)
        return f ? f : called;
    return is_among(called->name, "bai csi tbi fai crai gzi") &&
                   is_among(f->name, "sums fai crai bed")
               ? called
               : f;
}

/* What it is: as stated; by its content; else by its name, so that a damaged
 * file is judged as what it is meant to be. NULL: *x says why not. */
static const struct examine_format *
find_format(struct examined *x, const struct examine_job *job, const char *name)
{
    struct filehead head = {0};
    const struct examine_format *f;

    if (job->format) {
        f = by_name(job->format);
        if (!f)
            err_set(&x->why, ERR_USAGE, "no format is called %s", job->format);
        return f;
    }
    if (strcmp(job->path, "-") == 0) {
        err_set(&x->why, ERR_USAGE,
                "what standard input holds must be said: --format");
        return NULL;
    }
    if (filehead_read(&head, job->path, &x->why))
        return NULL;
    f = by_both(&head, name);
    if (!f)
        err_set(&x->why, ERR_MISSING,
                "neither content nor name tell what this file is; say it with "
                "--format");
    return f;
}

/* Is the file what its name says? */
static int compare_name(struct examined *x, const struct examine_format *f,
                        const char *name, struct err *e)
{
    const struct examine_format *called = by_end(name);

    if (!called || called == f)
        return 0;
    return problem_add(&x->problems, "FILE-NAME-001", NULL, e,
                       "the name says %s, the content is %s", called->name,
                       f->name);
}

/* An option that says nothing for this format is refused, not passed over. */
static bool takes_options(struct examined *x, const struct examine_format *f,
                          const struct examine_job *job)
{
    if (job->index && !is_among(f->name, "fasta vcf bed sam bam cram bcf"))
        return !err_set(
            &x->why, ERR_USAGE,
            "an index is compared with FASTA, VCF, BED, SAM, BAM, CRAM and "
            "BCF, this is %s",
            f->name);
    if ((job->mate || job->interleaved) && strcmp(f->name, "fastq") != 0)
        return !err_set(&x->why, ERR_USAGE, "only FASTQ has mates, this is %s",
                        f->name);
    return true;
}

/* ---- a file that is replaced while it is read */

struct filestate {
    bool regular;
    struct stat st;
};

static struct filestate state_of(const char *path)
{
    struct filestate s = {0};

    s.regular = path && strcmp(path, "-") != 0 && stat(path, &s.st) == 0 &&
                S_ISREG(s.st.st_mode);
    return s;
}

static bool same_state(const struct filestate *a, const struct filestate *b)
{
    return a->regular == b->regular &&
           (!a->regular ||
            (a->st.st_dev == b->st.st_dev && a->st.st_ino == b->st.st_ino &&
             a->st.st_size == b->st.st_size &&
             a->st.st_mtim.tv_sec == b->st.st_mtim.tv_sec &&
             a->st.st_mtim.tv_nsec == b->st.st_mtim.tv_nsec));
}

/* What was judged may be neither the old file nor the new one. */
static void compare_state(struct examined *x, const char *path,
                          const struct filestate *before)
{
    struct filestate now = state_of(path);

    if (!x->judged || same_state(before, &now))
        return;
    x->judged = false;
    err_set(&x->why, ERR_IO, "the file was changed while it was read");
    err_at(&x->why, path, 0, 0);
}

int examine(struct examined *out, const struct examine_job *job, struct err *e)
{
    struct examine_job own = *job; /* kinds by the selection */
    const struct filestate before = state_of(job->path);
    const struct filestate mate_before = state_of(job->mate);
    const char *name = job->name ? job->name : job->path;
    const struct examine_format *f;

    *out = (struct examined){.format = ""};
    job = &own;
    if (job->rules) {
        own.practice = ruleset_wants(job->rules, RULE_PRACTICE);
        own.policy = ruleset_wants(job->rules, RULE_POLICY);
    }
    f = find_format(out, job, name);
    if (!f)
        return 0;
    out->format = f->name;
    if (!takes_options(out, f, job))
        return 0;
    if (compare_name(out, f, name, e) || f->run(out, job, e)) {
        examined_release(out);
        return -1;
    }
    compare_state(out, job->path, &before);
    compare_state(out, job->mate, &mate_before);
    problems_sort(&out->problems);
    return 0;
}

void examined_release(struct examined *x)
{
    problems_release(&x->problems);
    *x = (struct examined){.format = ""};
}

void examine_progress(const struct examine_job *job, int64_t bytes)
{
    if (job->progress)
        progress_at(job->progress, bytes);
}

bool examine_asks(const struct examine_job *job, const struct rule *r,
                  enum rule_level *level)
{
    const bool asked[RULE_KINDS] = {true, job->practice, job->policy};
    const struct ruleset_row *row;

    *level = r->level;
    if (!job->rules)
        return asked[r->kind];
    row = ruleset_find(job->rules, r);
    if (row)
        *level = row->level;
    return row != NULL;
}

bool examined_conforms(const struct examined *x, const struct examine_job *job)
{
    for (size_t i = 0; i < x->problems.n; i++) {
        enum rule_level level;

        if (examine_asks(job, x->problems.a[i].rule, &level) &&
            level == RULE_ERROR)
            return false;
    }
    return x->judged;
}

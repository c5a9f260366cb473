/* entente compare: two sets of small variants, with no suite in sight. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/num.h"
#include "base/progress.h"
#include "cli/cmd.h"
#include "cli/compare/compareout.h"
#include "cli/opt.h"
#include "formats/stage.h"
#include "variants/outputs/explain.h"
#include "variants/outputs/table_write.h"
#include "variants/strata/stratalist.h"
#include "variants/variants.h"

#define EDGE_MAX      1000000000
#define FINDINGS_SAID 10
#define CONTIG_MAX    1024 /* bytes of a name, with its NUL */

/* The command line. */
struct asked {
    const char *reference;
    const char *regions;
    const char *strata;
    const char *out;
    const char *outputs;
    const char *sample[2];
    const char *filter;
    const char *score;
    const char *explain;
    int64_t threads;
    int64_t edge;
    int64_t max_length;
    bool squash;
    bool obey_phase;
    bool strict_ref;
    bool overlap;
    bool json;
};

/* All that one comparison opens; released as a whole. */
struct work {
    struct variants_job job;
    struct variants_result result;
    struct stratalist strata;
    struct compareout out;
    struct explain *explain;
    struct judged_listener listener;
    struct crew *crew;
    struct progress progress;
    unsigned words;
};

static void work_release(struct work *w)
{
    compareout_close(&w->out);
    explain_free(w->explain);
    variants_result_release(&w->result);
    stratalist_release(&w->strata);
    crew_free(w->crew);
}

static int64_t processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    if (n < 1)
        return 1;
    return n < VARIANTS_THREADS ? n : VARIANTS_THREADS;
}

/* --truth-sample ALT: there are no genotypes. */
static struct variants_input input(const char *path, const char *sample)
{
    struct variants_input in = {.path = path, .sample = sample};

    if (sample && strcmp(sample, "ALT") == 0) {
        in.sample = NULL;
        in.alts = true;
    }
    return in;
}

static int check_score(const char *field, struct err *e)
{
    const char *slash = strchr(field, '/');

    if (!*field ||
        (slash && (!slash[1] || (strncmp(field, "INFO/", 5) != 0 &&
                                 strncmp(field, "FORMAT/", 7) != 0))))
        return err_set(e, ERR_USAGE,
                       "--score %.60s: give QUAL, INFO/NAME or FORMAT/NAME",
                       field);
    return 0;
}

static void take_filter(struct variants_job *job, const char *filter)
{
    if (!filter || strcmp(filter, "PASS") == 0)
        return;
    if (strcmp(filter, "all") == 0 || strcmp(filter, "ALL") == 0)
        job->filter = VARIANTS_ALL;
    else
        job->pass = filter;
}

static int plan(struct work *w, const struct asked *a,
                const struct opt_args *args, struct err *e)
{
    if (!a->reference)
        return err_set(e, ERR_USAGE,
                       "say which reference the variants were called on: "
                       "--reference FASTA");
    if (strcmp(args->a[0], "-") == 0 && strcmp(args->a[1], "-") == 0)
        return err_set(e, ERR_USAGE,
                       "only one of truth and query can be standard input");
    if (a->outputs && !a->out)
        return err_set(e, ERR_USAGE,
                       "--outputs needs a folder to write into: --output DIR");
    if (a->edge && !a->regions)
        return err_set(e, ERR_USAGE,
                       "--edge takes something off the confident regions: give "
                       "them with --regions BED");
    if (compareout_words(&w->words,
                         a->outputs ? a->outputs : COMPAREOUT_DEFAULT, e) ||
        check_score(a->score ? a->score : "QUAL", e) ||
        (a->strata && stratalist_read(&w->strata, a->strata, e)))
        return -1;
    w->job = (struct variants_job){
        .truth = input(args->a[0], a->sample[0]),
        .query = input(args->a[1], a->sample[1]),
        .reference = a->reference,
        .regions = a->regions,
        .strata = w->strata.a,
        .n_strata = w->strata.n,
        .max_length = a->max_length,
        .squash = a->squash,
        .obey_phase = a->obey_phase,
        .strict_ref = a->strict_ref,
        .overlap = a->overlap,
        .edge = a->edge,
        .score = a->score ? a->score : "QUAL",
        .threads = (int)a->threads,
        .progress = &w->progress,
    };
    take_filter(&w->job, a->filter);
    return 0;
}

static void say_findings(const struct cli *cli, const struct findings *f)
{
    size_t n = f->n < FINDINGS_SAID ? f->n : FINDINGS_SAID;
    uint64_t more = f->n - n + f->dropped;

    for (size_t i = 0; i < n; i++) {
        const struct finding *one = &f->a[i];

        cmd_say(cli, "%s: %s\n", one->file,
                lang_get() == LANG_FR ? one->fr : one->en);
    }
    if (more)
        cmd_say(cli, lang_tr("(%llu more remarks)\n"),
                (unsigned long long)more);
}

/* --explain CHR:POS; a contig's name may hold colons. */
static int open_explain(struct work *w, const char *place, struct err *e)
{
    const char *colon = strrchr(place, ':');
    char contig[CONTIG_MAX];
    struct err bad = {0};
    struct judged_listener l;
    int64_t pos1;

    if (!colon || colon == place || colon - place >= CONTIG_MAX ||
        num_int(&pos1, colon + 1, 1, INT32_MAX, &bad))
        return err_set(e, ERR_USAGE,
                       "--explain %.100s: give a contig, a colon and a "
                       "position, such as chr1:12345",
                       place);
    memcpy(contig, place, (size_t)(colon - place));
    contig[colon - place] = '\0';
    w->explain = explain_new(contig, pos1 - 1, &w->job, e);
    if (!w->explain)
        return -1;
    l = explain_listener(w->explain);
    hearers_add(&w->out.hearers, &l);
    return 0;
}

static int print(const struct work *w, const struct asked *a, struct err *e)
{
    struct buf text;
    int rc = 0;

    buf_init(&text, TABLE_WRITE_MAX);
    if (w->explain)
        rc = explain_write(&text, w->explain, e);
    else if (a->json)
        table_write_json(&text, w->out.table);
    else
        table_write_text(&text, w->out.table);
    if (!rc)
        rc = buf_check(&text, e);
    if (rc == 0)
        fwrite(text.s, 1, text.n, stdout);
    buf_release(&text);
    return rc;
}

static int compare(struct work *w, const struct asked *a, const struct cli *cli,
                   const struct opt_args *args, struct err *e)
{
    progress_init(&w->progress, stderr, cli->quiet);
    if (plan(w, a, args, e))
        return -1;
    w->crew = crew_new((int)a->threads, e);
    if (!w->crew)
        return -1;
    w->job.crew = w->crew;
    if (compareout_open(&w->out, w->words, a->out, cli->datadir, &w->job, e))
        return -1;
    if (a->explain && open_explain(w, a->explain, e))
        return -1;
    w->listener = hearers_as_one(&w->out.hearers);
    w->job.listener = &w->listener;
    if (variants_compare(&w->result, &w->job, e) ||
        compareout_finish(&w->out, &w->result, e) ||
        compareout_commit(&w->out, &w->result, e))
        return -1;
    progress_end(&w->progress);
    say_findings(cli, &w->result.findings);
    return print(w, a, e);
}

int cmd_compare(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {.threads = processors(), .max_length = VARIANTS_LENGTH};
    const struct opt opts[] = {
        {OPT_TEXT, "reference",     'r', &a.reference,  "FASTA",
         N_("the genome that both were called on"),                        0, 0                  },
        {OPT_TEXT, "regions",       'R', &a.regions,    "BED",
         N_("confident regions: count only what lies inside"),             0, 0                  },
        {OPT_TEXT, "strata",        'S', &a.strata,     "TSV",
         N_("count by stratum too: lines of name, TAB, BED"),              0, 0                  },
        {OPT_TEXT, "output",        'o', &a.out,        "DIR",
         N_("write files there, all or none"),                             0, 0                  },
        {OPT_TEXT, "outputs",       0,   &a.outputs,    "LIST",
         N_("which of counts, csv, json, roc, vcf, split, bits, html "
            "(counts,csv,json)"),
         0,                                                                   0                  },
        {OPT_INT,  "threads",       't', &a.threads,    "N",
         N_("threads to use (one a processor); never changes a result"),   1,
         VARIANTS_THREADS                                                                        },
        {OPT_TEXT, "truth-sample",  0,   &a.sample[0],  "NAME",
         N_("sample of the truth; ALT: there are no genotypes"),           0, 0                  },
        {OPT_TEXT, "query-sample",  0,   &a.sample[1],  "NAME",
         N_("sample of the query; ALT: there are no genotypes"),           0, 0                  },
        {OPT_TEXT, "filter",        0,   &a.filter,     "WHICH",
         N_("records to assess: PASS, all, or PASS and these filters: "
            "NAME,NAME (PASS)"),
         0,                                                                   0                  },
        {OPT_FLAG, "squash-ploidy", 0,   &a.squash,     NULL,
         N_("compare alleles, not genotypes"),                             0, 0                  },
        {OPT_FLAG, "obey-phase",    0,   &a.obey_phase, NULL,
         N_("phased genotypes must agree in phase"),                       0, 0                  },
        {OPT_FLAG, "strict-ref",    0,   &a.strict_ref, NULL,
         N_("bases of an allele that equal the reference are asserted"),   0, 0                  },
        {OPT_FLAG, "overlap",       0,   &a.overlap,    NULL,
         N_("inside is what has any base in a region, not all"),           0, 0                  },
        {OPT_INT,  "edge",          0,   &a.edge,       "BP",
         N_("take this much off both ends of each confident region"),      0,
         EDGE_MAX                                                                                },
        {OPT_TEXT, "score",         0,   &a.score,      "FIELD",
         N_("rank records by QUAL, INFO/NAME or FORMAT/NAME (QUAL)"),      0, 0                  },
        {OPT_INT,  "max-length",    0,   &a.max_length, "BP",
         N_("assess no longer alleles (1000)"),                            1, VARIANTS_LENGTH_MAX},
        {OPT_TEXT, "explain",       0,   &a.explain,    "CHR:POS",
         N_("print, instead of the table, what was judged there and why"), 0,
         0                                                                                       },
        {OPT_FLAG, "json",          0,   &a.json,       NULL,
         N_("print the result as JSON instead of text"),                   0, 0                  },
        {OPT_END,  NULL,            0,   NULL,          NULL,      NULL,   0, 0                  },
    };
    const struct opt_spec spec = {
        .usage = N_("compare TRUTH QUERY -r FASTA [-R BED] [-S TSV] [-o DIR]"),
        .en = N_("Compare two sets of small variants by the haplotypes that "
                 "they describe.\nTRUTH and QUERY are VCF, VCF.gz or BCF, "
                 "sorted; one may be \"-\", standard input.\nEach record gets "
                 "one verdict, or the reason why it is not assessed.\n\nExit: "
                 "0 done, 4 could not be judged."),
        .example = "  entente compare truth.vcf.gz calls.vcf.gz -r ref.fa -R "
                   "confident.bed\n"
                   "  entente compare truth.vcf.gz calls.vcf.gz -r ref.fa -o "
                   "result \\\n      --outputs csv,vcf",
        .opts = opts,
        .min_args = 2,
        .max_args = 2,
    };
    struct opt_args args;
    struct work w = {0};
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = compare(&w, &a, cli, &args, &e) ? cmd_fail(&e) : CMD_OK;
    work_release(&w);
    opt_release(&args, &spec);
    return rc;
}

#include "variants/outputs/splitout.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/names.h"
#include "formats/vcfout.h"
#include "variants/outputs/recordtext.h"

struct splitout {
    const struct variants_job *job;
    int level;
    char *path[SPLITOUT_FILES];
    struct vcfout *out[SPLITOUT_FILES];
};

const char *splitout_name(enum splitout_file f)
{
    static const char *const name[SPLITOUT_FILES] = {
        [SPLITOUT_TP] = "tp.vcf.gz",
        [SPLITOUT_TP_BASELINE] = "tp-baseline.vcf.gz",
        [SPLITOUT_FP] = "fp.vcf.gz",
        [SPLITOUT_FN] = "fn.vcf.gz",
    };

    return name[f];
}

static enum judged_side side_of(enum splitout_file f)
{
    return f == SPLITOUT_TP || f == SPLITOUT_FP ? JUDGED_QUERY : JUDGED_TRUTH;
}

struct splitout *splitout_new(const char *const path[SPLITOUT_FILES],
                              const struct variants_job *job, int level,
                              struct err *e)
{
    struct splitout *s = calloc(1, sizeof(*s));

    for (int f = 0; s && f < SPLITOUT_FILES; f++) {
        s->path[f] = strdup(path[f]);
        if (!s->path[f]) {
            splitout_free(s);
            s = NULL;
        }
    }
    if (!s) {
        err_nomem(e);
        return NULL;
    }
    s->job = job;
    s->level = level;
    return s;
}

static void close_all(struct splitout *s)
{
    for (int f = 0; f < SPLITOUT_FILES; f++) {
        vcfout_free(s->out[f]);
        s->out[f] = NULL;
    }
}

void splitout_free(struct splitout *s)
{
    if (!s)
        return;
    close_all(s);
    for (int f = 0; f < SPLITOUT_FILES; f++)
        free(s->path[f]);
    free(s);
}

static int begin(void *arg, const struct judged_start *start, struct err *e)
{
    struct splitout *s = arg;
    struct vcfout_options o = {.crew = start->job->crew, .level = s->level};

    for (size_t i = 0; i < start->contigs->n; i++) {
        if (start->length[i] > o.longest_contig)
            o.longest_contig = start->length[i];
    }
    for (int f = 0; f < SPLITOUT_FILES; f++) {
        const struct judged_file *from =
            &start->file[side_of((enum splitout_file)f)];

        s->out[f] = vcfout_open(s->path[f], &o, e);
        if (!s->out[f] || vcfout_text(s->out[f], from->text, from->text_len, e))
            return -1;
    }
    return 0;
}

static void again(void *arg)
{
    close_all(arg);
}

/* SPLITOUT_FILES: in none. */
static enum splitout_file file_of(const struct judged *j)
{
    bool query = j->side == JUDGED_QUERY;

    if (j->verdict == VARIANTS_TP)
        return query ? SPLITOUT_TP : SPLITOUT_TP_BASELINE;
    if (j->verdict < VARIANTS_OUTSIDE)
        return query ? SPLITOUT_FP : SPLITOUT_FN;
    return SPLITOUT_FILES;
}

static int hear(void *arg, const struct judged_chunk *c, struct err *e)
{
    struct splitout *s = arg;

    for (size_t i = 0; i < c->n; i++) {
        const struct judged *j = &c->a[i];
        enum splitout_file f = file_of(j);
        struct recordtext r;
        struct vcfout_place at;

        if (f == SPLITOUT_FILES)
            continue;
        recordtext_of(&r, j, RECORDTEXT_NO_SAMPLE);
        at = (struct vcfout_place){c->contigs->a[j->contig], j->pos,
                                   recordtext_end(&r, j->pos)};
        if (vcfout_record(s->out[f], &at, j->text, j->text_len, e))
            return -1;
    }
    return 0;
}

struct judged_listener splitout_listener(struct splitout *s)
{
    return (struct judged_listener){
        .arg = s,
        .wants_text = true,
        .any_thread = true,
        .hear = hear,
        .again = again,
        .begin = begin,
    };
}

int splitout_end(struct splitout *s, struct err *e)
{
    for (int f = 0; f < SPLITOUT_FILES; f++)
        if (vcfout_end(s->out[f], e))
            return -1;
    return 0;
}

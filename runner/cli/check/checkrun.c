#include "cli/check/checkrun.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/progress.h"
#include "cli/check/checklist.h"
#include "cli/check/profiles.h"
#include "cli/check/stdinpeek.h"
#include "cli/cmd.h"
#include "conform/ruleset.h"
#include "conform/said.h"
#include "formats/fastaio.h"
#include "formats/stage.h"

/* All that one check opens; released as a whole. */
struct work {
    struct examine_job job; /* but for the path */
    struct ruleset rules;
    struct fasta reference;
    bool has_reference;
    struct crew *crew;
    struct progress progress;
    struct checklist list;
    struct examined *x; /* one a file */
    struct examine_job *jobs;
    struct said_file *said;
    size_t n;
};

static void work_release(struct work *w)
{
    for (size_t i = 0; i < w->n; i++)
        examined_release(&w->x[i]);
    free(w->x);
    free(w->jobs);
    free(w->said);
    checklist_release(&w->list);
    crew_free(w->crew);
    if (w->has_reference)
        fasta_close(&w->reference);
    ruleset_release(&w->rules);
}

int checkrun_print(const struct buf *b, struct err *e)
{
    if (buf_check(b, e))
        return -1;
    fwrite(b->s ? b->s : "", 1, b->n, stdout);
    return 0;
}

static int add_kind(struct ruleset *s, enum rule_kind k, struct err *e)
{
    const char *word = rule_kind_name(k);

    return ruleset_add(s, word, strlen(word), e);
}

/* Kinds first, so that a profile has the last word on its rules. */
int checkrun_rules(struct ruleset *s, const struct cli *cli,
                   const struct checkrun_asked *a, struct err *e)
{
    if (!a->profile)
        return 0;
    if (add_kind(s, RULE_SPECIFICATION, e) ||
        (a->practice && add_kind(s, RULE_PRACTICE, e)) ||
        (a->policy && add_kind(s, RULE_POLICY, e)))
        return -1;
    return profiles_read(s, cli->datadir, a->profile, e);
}

static int open_all(struct work *w, const struct cli *cli,
                    const struct checkrun_asked *a, struct err *e)
{
    progress_init(&w->progress, stderr, cli->quiet);
    if (checkrun_rules(&w->rules, cli, a, e))
        return -1;
    if (a->reference) {
        if (fasta_open(&w->reference, a->reference, e))
            return -1;
        w->has_reference = true;
        w->job.reference = &w->reference;
    }
    w->crew = crew_new((int)a->threads, e);
    if (!w->crew)
        return -1;
    w->job.format = a->format;
    w->job.mate = a->mate;
    w->job.index = a->index;
    w->job.practice = a->practice;
    w->job.policy = a->policy;
    w->job.rules = a->profile ? &w->rules : NULL;
    w->job.interleaved = a->interleaved;
    w->job.crew = w->crew;
    w->job.progress = &w->progress;
    return 0;
}

static int say(struct work *w, const struct checkrun_asked *a, struct err *e)
{
    struct buf out;
    int rc;

    buf_init(&out, SAID_MAX);
    if (a->json)
        said_json(&out, w->said, w->n);
    else if (a->junit)
        said_junit(&out, w->said, w->n);
    else
        for (size_t i = 0; i < w->n; i++)
            said_text(&out, &w->said[i]);
    rc = checkrun_print(&out, e);
    buf_release(&out);
    return rc;
}

/* The worst of all files: one that could not be judged is never a pass. */
static int exit_of(const struct work *w)
{
    int worst = CMD_OK;

    for (size_t i = 0; i < w->n; i++) {
        if (!w->x[i].judged)
            return CMD_UNJUDGED;
        if (!examined_conforms(&w->x[i], &w->jobs[i]))
            worst = CMD_NOT;
    }
    return worst;
}

/* ---- one file */

/* Standard input of a format that was not said. */
static int examine_stream(struct examined *x, struct examine_job *job,
                          struct err *e)
{
    struct stdinpeek *peek = NULL;
    struct err why = {0};
    int rc = 0;

    *x = (struct examined){.format = ""};
    if (stdinpeek_open(&peek, &job->format, &x->why))
        return 0;
    rc = examine(x, job, e);
    if (stdinpeek_close(peek, &why) && !rc) {
        x->judged = false;
        x->why = why;
    }
    return rc;
}

static int look(struct examined *x, struct examine_job *job,
                const struct checklist_file *f, struct err *e)
{
    if (f->why.code || f->listed_only) {
        *x = (struct examined){.format = f->format ? f->format : "",
                               .records = f->records,
                               .judged = f->why.code == ERR_NONE,
                               .why = f->why};
        return 0;
    }
    if (strcmp(f->path, "-") == 0 && !job->format)
        return examine_stream(x, job, e);
    return examine(x, job, e);
}

static int one_file(struct work *w, size_t i, struct err *e)
{
    struct checklist_file *f = &w->list.a[i];
    struct examine_job *job = &w->jobs[i];
    struct stat st = {0};

    *job = w->job;
    job->path = f->path;
    job->name = f->name;
    if (f->mate)
        job->mate = f->mate;
    if (stat(f->path, &st) || !S_ISREG(st.st_mode))
        st.st_size = 0;
    progress_stage(&w->progress, f->name, st.st_size);
    if (look(&w->x[i], job, f, e))
        return -1;
    w->said[i] = (struct said_file){f->name, &w->x[i], job};
    w->n++;
    if (problems_join(&w->x[i].problems, &f->problems, 0, 0, 0, e))
        return -1;
    problems_sort(&w->x[i].problems);
    return 0;
}

static int list_files(struct work *w, const struct checkrun_asked *a,
                      const char *const *files, size_t n, struct err *e)
{
    const struct checklist_options o = {.pairs = !a->mate && !a->interleaved,
                                        .threads = (int)a->threads,
                                        .progress = &w->progress};

    progress_stage(&w->progress, lang_tr("digests"), 0);
    for (size_t i = 0; i < n; i++) {
        if (checklist_add(&w->list, files[i], &o, e))
            return -1;
    }
    w->x = calloc(w->list.n + 1, sizeof(*w->x));
    w->jobs = calloc(w->list.n + 1, sizeof(*w->jobs));
    w->said = calloc(w->list.n + 1, sizeof(*w->said));
    return w->x && w->jobs && w->said ? 0 : err_nomem(e);
}

static int check(struct work *w, const struct cli *cli,
                 const struct checkrun_asked *a, const char *const *files,
                 size_t n, struct err *e)
{
    if (open_all(w, cli, a, e) || list_files(w, a, files, n, e))
        return -1;
    if ((a->mate || a->index) && w->list.n != 1)
        return err_set(e, ERR_USAGE,
                       "--mate and --index are of one file, not of %zu",
                       w->list.n);
    for (size_t i = 0; i < w->list.n; i++) {
        if (one_file(w, i, e))
            return -1;
    }
    progress_end(&w->progress);
    if (w->list.n_passed)
        cmd_say(cli,
                lang_tr("%zu documents were passed over, the first is %s\n"),
                w->list.n_passed, w->list.passed);
    return say(w, a, e);
}

int checkrun(int *exit, const struct cli *cli, const struct checkrun_asked *a,
             const char *const *files, size_t n, struct err *e)
{
    struct work w = {0};
    int rc = check(&w, cli, a, files, n, e);

    *exit = exit_of(&w);
    work_release(&w);
    return rc;
}

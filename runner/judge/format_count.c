#include "judge/format_count.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "conform/examine.h"
#include "conform/rulepart.h"
#include "conform/ruleset.h"
#include "core/finding.h"
#include "formats/fastaio.h"
#include "formats/stage.h"
#include "judge/checks.h"
#include "judge/format_tell.h"

/* Of each kind of file that suites name, the formats of the engine. */
static const struct {
    const char *kind;
    const char *formats;
} kinds[] = {
    {"vcf",         "vcf bcf"     },
    {"bam",         "bam cram sam"},
    {"fastq",       "fastq"       },
    {"fasta",       "fasta"       },
    {"bed",         "bed"         },
    {"sums",        "sums"        },
    {"crypt4gh",    "crypt4gh"    },
    {"vcf-index",   "tbi csi"     },
    {"bam-index",   "bai csi crai"},
    {"fasta-index", "fai gzi"     },
    {"bed-index",   "tbi csi"     },
};

/* One file while it is judged. */
struct counting {
    struct measurement *m;
    struct err *e;
    const char *name;    /* of the file, for findings */
    const char *formats; /* that it may have; "": any */
    struct examine_job job;
    struct examined x;
    struct ruleset rules;
    struct fasta reference;
};

static const char *formats_of(const struct check_env *env, const char *id)
{
    const struct suite_deliverable *d =
        env->suite ? suite_deliverable(env->suite, id) : NULL;
    const struct suite_fixture *f =
        env->suite ? suite_fixture(env->suite, id) : NULL;
    const char *kind = d ? d->kind : f ? f->kind : "";

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (strcmp(kinds[i].kind, kind) == 0)
            return kinds[i].formats;
    return "";
}

/* The first word of a list; "" is none. */
static const char *first_word(char *out, size_t size, const char *list)
{
    size_t n = strcspn(list, " ");

    if (n >= size)
        n = size - 1;
    memcpy(out, list, n);
    out[n] = '\0';
    return n ? out : NULL;
}

/* ---- counting ---- */

static int add(struct counting *c, const char *counter, uint64_t n)
{
    return tally_count(&c->m->tally, counter,
                       n > INT64_MAX ? INT64_MAX : (int64_t)n, c->e);
}

static int count_problem(struct counting *c, const struct problem *p)
{
    const char *counter[FORMAT_COUNTERS_OF_MAX];
    enum rule_level level;
    size_t n;

    if (!examine_asks(&c->job, p->rule, &level))
        return 0;
    n = format_counters_of(counter, p->rule, level);
    for (size_t i = 0; i < n; i++)
        if (add(c, counter[i], p->count))
            return -1;
    return level == RULE_ERROR ? add(c, "format.rules", 1) : 0;
}

/* The first rule whose breach leaves nothing else to be said; NULL: none. */
static const struct problem *what_ends(const struct counting *c)
{
    for (size_t i = 0; i < c->x.problems.n; i++)
        if (rulepart_ends(c->x.problems.a[i].rule))
            return &c->x.problems.a[i];
    return NULL;
}

/* A defect that leaves the file without use. */
static int give_up(struct counting *c, const char *counter)
{
    c->m->state = MEASURED_DEFECT;
    c->m->spoils = true;
    return add(c, counter, 1);
}

static int count(struct counting *c)
{
    const struct problem *end = what_ends(c);
    enum rule_level level;

    if (add(c, "format.records", c->x.records))
        return -1;
    for (size_t i = 0; i < c->x.problems.n; i++)
        if (count_problem(c, &c->x.problems.a[i]))
            return -1;
    if (format_tell(&c->m->findings, &c->x, &c->job, c->name, c->e))
        return -1;
    c->m->state = MEASURED_OK;
    if (!end)
        return 0;
    if (!examine_asks(&c->job, end->rule, &level) &&
        finding_add(&c->m->findings, FINDING_ERROR, end->rule->id, c->name, 0,
                    c->e, "the file can not be read to its end"))
        return -1;
    return give_up(c, "format.unreadable");
}

/* ---- judging ---- */

/* The counter of what was not judged for a defect; NULL: it was for another
 * reason. Of a format that is known, an option is refused only when the file
 * can have no mate, or when what was handed in as its index, or stands beside
 * it as one, is none. */
static const char *why_unjudged(const struct counting *c)
{
    enum err_code code = c->x.why.code;

    if (checks_is_defect(&c->x.why))
        return "format.unreadable";
    if (!*c->x.format || (code != ERR_USAGE && code != ERR_MISSING))
        return NULL;
    if (c->job.mate)
        return code == ERR_USAGE ? "format.other" : NULL;
    return code == ERR_USAGE || c->job.index ? "index.unreadable" : NULL;
}

static int conclude_unjudged(struct counting *c)
{
    const char *counter = why_unjudged(c);

    if (!counter) {
        *c->e = c->x.why;
        return -1;
    }
    if (finding_from_err(&c->m->findings, "FORMAT-UNJUDGED", c->name, &c->x.why,
                         c->e) ||
        give_up(c, counter))
        return -1;
    c->m->spoils = strcmp(counter, "index.unreadable") != 0;
    return 0;
}

/* The file has been looked at: what of it? */
static int conclude(struct counting *c)
{
    if (!c->x.judged)
        return conclude_unjudged(c);
    if (*c->formats && !suite_word_in(c->formats, c->x.format))
        return finding_add(&c->m->findings, FINDING_ERROR, "FORMAT-OTHER",
                           c->name, 0, c->e,
                           "the content is %s, and the suite asks for one of: "
                           "%s",
                           c->x.format, c->formats) ||
                       give_up(c, "format.other")
                   ? -1
                   : 0;
    return count(c);
}

/* By its content; what that and the name leave open is judged as what the suite
 * asks for. */
static int look(struct counting *c)
{
    char format[32];

    if (examine(&c->x, &c->job, c->e))
        return -1;
    if (!c->x.judged && c->x.why.code == ERR_MISSING && !*c->x.format) {
        c->job.format = first_word(format, sizeof(format), c->formats);
        examined_release(&c->x);
        if (examine(&c->x, &c->job, c->e))
            return -1;
        c->job.format = NULL;
    }
    return conclude(c);
}

static int prepare(struct counting *c, const struct check_env *env,
                   const struct format_files *files, const char *rules)
{
    if (ruleset_add(&c->rules, rules, strlen(rules), c->e))
        return -1;
    if (files->reference) {
        if (fasta_open(&c->reference, files->reference->path, c->e))
            return -1;
        c->job.reference = &c->reference;
    }
    c->job.crew = crew_new(env->threads, c->e);
    return c->job.crew ? 0 : -1;
}

int format_count(struct measurement *m, const struct check_env *env,
                 const struct format_files *files, const char *rules,
                 const char *formats, struct err *e)
{
    struct counting c = {.m = m, .e = e, .name = files->file->name};
    int rc = -1;

    c.formats = *formats ? formats : formats_of(env, files->file->id);
    c.job.path = files->file->path;
    c.job.name = path_base(files->file->path);
    c.job.mate = files->mate ? files->mate->path : NULL;
    c.job.index = files->index ? files->index->path : NULL;
    c.job.rules = &c.rules;
    if (prepare(&c, env, files, rules) == 0)
        rc = look(&c);
    crew_free(c.job.crew);
    fasta_close(&c.reference);
    examined_release(&c.x);
    ruleset_release(&c.rules);
    return rc;
}

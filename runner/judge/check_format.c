/*
 * check_format -- the check `format`: a file is what it should be, rule by rule
 * of its format (conform/examine.h).
 *
 * `rules` chooses which rules count; the file is looked at once for all cases
 * that choose alike, each asks for the part that it is about. What could not be
 * judged is never a pass.
 */
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "judge/check_list.h"
#include "judge/checks.h"
#include "judge/format_count.h"

#define KINDS                                                                  \
    "vcf bam fastq fasta bed sums crypt4gh vcf-index bam-index fasta-index "   \
    "bed-index"

static const struct check_input inputs[] = {
    {"file",      KINDS,                 INPUT_DELIVERABLE, true,  false,
     N_("the file to be judged")                                              },
    {"index",     "vcf-index bam-index", INPUT_DELIVERABLE, false, false,
     N_("its index")                                                          },
    {"reference", "fasta",               INPUT_FIXTURE,     false, false,
     N_("the reference genome, to compare bases, lengths and sums with")      },
    {NULL,        NULL,                  INPUT_EITHER,      false, false, NULL},
};

static const struct check_param params[] = {
    {"rules",   PARAM_RULES, "specification", NULL, 0, 0,
     N_("which rules are asked: specification, practice, policy, an id, or the "
        "begin of one before *; with = and a level, at that level; with - "
        "before it, not")                                     },
    {"formats", PARAM_TEXT,  "",              NULL, 0, 0,
     N_("formats that the file may have, such as: bam cram; empty: those of "
        "its kind")                                           },
    {NULL,      PARAM_TEXT,  NULL,            NULL, 0, 0, NULL},
};

static const struct check_decl decl = {
    .name = "format",
    .en = N_("a file keeps the rules of its format, and its index fits"),
    .inputs = inputs,
    .params = params,
    .counters = format_counters,
    .measures = format_measures,
};

/* Does the case name an input that this run has no file for? */
static bool is_absent(const struct check_env *env, const char *input)
{
    bool named = false;

    for (size_t i = 0; i < env->of->n_inputs; i++)
        named = named || strcmp(env->of->inputs[i].name, input) == 0;
    return named && !check_input(env, input);
}

static int run(struct measurement *m, const struct check_env *env,
               struct err *e)
{
    const struct format_files files = {
        .file = check_input(env, "file"),
        .index = check_input(env, "index"),
        .reference = check_input(env, "reference"),
    };

    if (is_absent(env, "index") && tally_count(&m->tally, "index.absent", 1, e))
        return -1;
    return format_count(m, env, &files, check_param(env, "rules"),
                        check_param(env, "formats"), e);
}

const struct check check_format = {&decl, run};

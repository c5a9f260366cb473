/*
 * check_read_pairs -- the check `read-pairs`: two FASTQ files hold the two
 * reads of the same pairs, in the same order (conform/examine.h).
 *
 * A check of its own beside `format`, because without the second file nothing
 * is known of pairs: both must be there.
 */
#include "base/lang.h"
#include "judge/check_list.h"
#include "judge/checks.h"
#include "judge/format_count.h"

static const struct check_input inputs[] = {
    {"first",  "fastq", INPUT_DELIVERABLE, true,  false,
     N_("FASTQ of the first reads")                          },
    {"second", "fastq", INPUT_DELIVERABLE, true,  false,
     N_("FASTQ of the second reads")                         },
    {NULL,     NULL,    INPUT_EITHER,      false, false, NULL},
};

static const struct check_param params[] = {
    {"rules", PARAM_RULES, "specification", NULL, 0, 0,
     N_("which rules are asked, as for the check format")   },
    {NULL,    PARAM_TEXT,  NULL,            NULL, 0, 0, NULL},
};

static const struct check_decl decl = {
    .name = "read-pairs",
    .en = N_("two FASTQ files hold the reads of the same pairs in the same "
             "order"),
    .inputs = inputs,
    .params = params,
    .counters = format_counters,
    .measures = format_measures,
};

static int run(struct measurement *m, const struct check_env *env,
               struct err *e)
{
    const struct format_files files = {
        .file = check_input(env, "first"),
        .mate = check_input(env, "second"),
    };

    return format_count(m, env, &files, check_param(env, "rules"), "fastq", e);
}

const struct check check_read_pairs = {&decl, run};

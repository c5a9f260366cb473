/* check_format -- the check `format`: conform/readable for a suite. */
#include <stdbool.h>

#include "base/lang.h"
#include "conform/readable.h"
#include "judge/check_list.h"
#include "judge/checks.h"

static const struct check_input inputs[] = {
    {"file",  "vcf",       INPUT_DELIVERABLE, true,  false,
     N_("the VCF or BCF file to be judged")                     },
    {"index", "vcf-index", INPUT_DELIVERABLE, false, false,
     N_("its index (.tbi or .csi)")                             },
    {NULL,    NULL,        INPUT_EITHER,      false, false, NULL},
};

static const struct check_decl decl = {
    .name = "format",
    .en = N_("a file can be read to its last record, is sorted and declared, "
             "and its index fits"),
    .inputs = inputs,
    .params = NULL,
    .counters = readable_counters,
    .measures = readable_measures,
};

static int run(struct measurement *m, const struct check_env *env,
               struct err *e)
{
    const struct check_file *file = check_input(env, "file");
    const struct check_file *index = check_input(env, "index");
    const struct readable_file what = {
        .path = file->path,
        .name = file->name,
        .index_path = index ? index->path : NULL,
        .index_name = index ? index->name : NULL,
    };
    bool unreadable = false;

    if (readable_judge(&m->tally, &m->findings, &unreadable, &what, e))
        return -1;
    /* What can not be read to its end can not be called sorted or declared. */
    m->state = unreadable ? MEASURED_DEFECT : MEASURED_OK;
    m->spoils = unreadable;
    return 0;
}

const struct check check_format = {&decl, run};

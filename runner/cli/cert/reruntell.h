/*
 * reruntell -- what came of running again what a report was made from: the same
 * result, or where it first differs. Told in the order in which one looks for
 * the cause: program, counts, outcomes.
 */
#ifndef CLI_RERUNTELL_H
#define CLI_RERUNTELL_H

#include <stdbool.h>

#include "core/decide.h"
#include "core/evidencediff.h"
#include "reports/doc/report.h"

struct buf;

struct reruntell {
    const struct report_claim *then;
    const struct report_environment *env; /* now */
    const struct suite *suite;
    const struct result *now;
    struct evidencediff diff;
};

bool reruntell_same(const struct reruntell *t);
void reruntell_text(struct buf *out, const struct reruntell *t);
/* Keys: same, result_digest {then, now}, program {then, now}, program_sha256
 * {then, now}, first_difference (null, or an object: kind, measurement, and
 * stratum, contig, block, counter, then, now), counts_that_differ, outcomes
 * [case, profile, then, now]. */
void reruntell_json(struct buf *out, const struct reruntell *t);

#endif

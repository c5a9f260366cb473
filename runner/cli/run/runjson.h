/*
 * runjson -- the result of a run as one JSON object, for machines.
 *
 * {"suite": "id@version", "suite_sha256", "result_digest", "evidence_level",
 *  "precheck": bool, "product": {...},
 *  "verdicts": [{"profile", "verdict", "provisional"}],
 *  "controls": [{"id", "applies", "failed_as_planted"}],
 *  "cases": [{"id", "title", "check", "cause"?, "outcomes": {profile: outcome},
 *    "criteria": [{"metric", "stratum", "profile", "severity", "outcome",
 *      "numerator", "denominator"?, "value"?, "interval"?, "min"?, "max"?,
 *      "plan_n"?}]}],
 *  "findings": [{"measurement", "level", "code", "file", "line", "text"}]}
 * Keys are never renamed; new ones may be added.
 */
#ifndef CLI_RUNJSON_H
#define CLI_RUNJSON_H

struct buf;
struct err;
struct run;
struct submission;

int runjson_write(struct buf *out, const struct run *r,
                  const struct submission *s, struct err *e);

#endif

/*
 * suiteview -- suites, their problems and the checks that they may ask for, as
 * text for people and as JSON for machines. Both forms are written in the
 * current language, JSON in both; its keys are never renamed.
 */
#ifndef CLI_SUITEVIEW_H
#define CLI_SUITEVIEW_H

#include <stddef.h>
#include <stdio.h>

struct check;
struct err;
struct lint;
struct selftest;
struct suite;
struct suitebook;

/* One line a suite. JSON: [{"id", "version", "status", "title_en",
 * "title_fr"?, "sha256", "path"} or {"id", "version", "path", "broken"}]. */
void suiteview_list(FILE *out, const struct suitebook *b);
int suiteview_list_json(FILE *out, const struct suitebook *b, struct err *e);

/* What the suite asks for: deliverables, cases, limits, controls. */
void suiteview_show(FILE *out, const struct suite *s, const char *path);
int suiteview_show_json(FILE *out, const struct suite *s, const char *path,
                        struct err *e);

/* One line a problem: "PATH:LINE:COL: error SUITE-LINT-01: ...", then a count.
 * JSON: {"path", "errors", "warnings", "problems": [{"level", "code", "line",
 * "column", "en", "fr"}]}. */
void suiteview_lint(FILE *out, const struct lint *l, const char *path);
int suiteview_lint_json(FILE *out, const struct lint *l, const char *path,
                        struct err *e);

/* One line a profile and a control, the cases that no control proves, and the
 * sum of it. JSON: {"passed", "verdicts": {profile: verdict}, "cases": {id:
 * {profile: outcome}}, "controls": {id: true when it failed as planted},
 * "unproven": [case ids], "result_digest"}. */
void suiteview_selftest(FILE *out, const struct suite *s,
                        const struct selftest *t);
int suiteview_selftest_json(FILE *out, const struct suite *s,
                            const struct selftest *t, struct err *e);

/* What each check reads, takes and counts. */
void suiteview_checks(FILE *out, const struct check *const *checks, size_t n);
int suiteview_checks_json(FILE *out, const struct check *const *checks,
                          size_t n, struct err *e);

#endif

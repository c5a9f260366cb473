/*
 * report_internal -- what the files that write and check report.xml share.
 */
#ifndef REPORTS_DOC_REPORT_INTERNAL_H
#define REPORTS_DOC_REPORT_INTERNAL_H

#include <stddef.h>

#include "core/evidence.h"
#include "core/suite.h"

struct err;
struct report;
struct xmlout;

/* Metrics by id: a suite may have thousands of both cases and metrics. */
struct metric_index {
    const struct suite_metric **a; /* sorted by id */
    size_t n;
};
int metric_index_init(struct metric_index *x, const struct suite *s,
                      struct err *e);
void metric_index_release(struct metric_index *x);
const struct suite_metric *metric_index_find(const struct metric_index *x,
                                             const char *id);

/* The sections of report.xml that follow from suite.xml, tallies, waivers and
 * level alone: anyone can write them again. */
void report_write_summary(struct xmlout *w, const struct report *r);
void report_write_suite(struct xmlout *w, const struct suite *s);
void report_write_cases(struct xmlout *w, const struct report *r,
                        const struct metric_index *x);
void report_write_controls(struct xmlout *w, const struct report *r,
                           const struct metric_index *x);

/* Those that are told by whoever ran the suite. */
void report_write_told(struct xmlout *w, const struct report *r);

#endif

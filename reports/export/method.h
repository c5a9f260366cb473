/*
 * method -- what a laboratory puts into its file of a method that it verifies
 * or validates (ISO 15189:2022, 7.3.2 and 7.3.3; COFRAC, UKAS): the figures of
 * the sealed reports, each with the evidence that it comes from: report, suite,
 * case, measurement, stratum and counters, and the digest of the tallies.
 *
 *   method.html, method.txt   for people; end in what is the laboratory's own
 *                             to state, with room for it
 *   figures.csv               one row a criterion; cites rows of ...
 *   evidence.csv              ... one row a report
 *
 * A derived text and no evidence; by reports/xsl/method-*.xsl.
 */
#ifndef REPORTS_EXPORT_METHOD_H
#define REPORTS_EXPORT_METHOD_H

#include <stddef.h>

#include "base/buf.h"
#include "base/lang.h"

struct dossier;
struct err;

#define METHOD_FILES 4

struct method {
    struct buf file[METHOD_FILES];
};

const char *method_name(size_t i); /* "method.html" */

int method_make(struct method *out, const struct dossier *d, enum lang l,
                const char *datadir, struct err *e);
void method_release(struct method *m);

#endif

/* bco_internal -- the domains of bco.c that have a file of their own. */
#ifndef REPORTS_EXPORT_BCO_INTERNAL_H
#define REPORTS_EXPORT_BCO_INTERNAL_H

#include "reports/export/jsonout.h"
#include "reports/export/told.h"
#include "reports/face/dossier.h"

struct bco {
    struct jsonout j;
    const struct dossier *d;
};

/* IEEE 2791 "uri"; `filename` may be NULL. */
json_t *bco_uri(struct bco *b, const char *uri, const char *filename);
json_t *bco_file(struct bco *b, const char *sha256, const char *filename);

/* Suite, fixtures and judged files of a report into `list`; `wrapped`: each as
 * {"uri": {...}}, as the input domain has them. */
void bco_inputs(struct bco *b, json_t *list, const struct dossier_report *r,
                bool wrapped);

json_t *bco_execution(struct bco *b);
json_t *bco_parameters(struct bco *b); /* limits of the criteria */
json_t *bco_io(struct bco *b);
json_t *bco_errors(struct bco *b); /* what was measured, with its interval */

#endif

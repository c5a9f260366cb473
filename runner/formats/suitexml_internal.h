/* suitexml_internal -- what the files of suitexml share. Each reader fills the
 * element that it is given from a node, takes everything in it (xmltake.h) and
 * returns 0, or -1 with *e. Memory comes from the arena. */
#ifndef FORMATS_SUITEXML_INTERNAL_H
#define FORMATS_SUITEXML_INTERNAL_H

#include <stddef.h>

#include "core/suite.h"
#include "formats/xmltake.h"

#define SUITEXML_LIST_MAX     100000 /* elements of one list */
#define SUITEXML_CONTROLS_MAX 4096

/* title (text) in English, then in French when there is one. */
int suitexml_text2(struct text2 *out, struct xmltake *t, const char *name,
                   bool required, struct arena *a);

int suitexml_fixture(struct suite_fixture *out, const struct xmlnode *n,
                     struct arena *a, struct err *e);
int suitexml_deliverable(struct suite_deliverable *out, const struct xmlnode *n,
                         struct arena *a, struct err *e);
int suitexml_metric(struct suite_metric *out, const struct xmlnode *n,
                    struct arena *a, struct err *e);
int suitexml_control(struct suite_control *out, const struct xmlnode *n,
                     struct arena *a, struct err *e);
int suitexml_profile(struct suite_profile *out, const struct xmlnode *n,
                     struct arena *a, struct err *e);
int suitexml_case(struct suite_case *out, const struct xmlnode *n,
                  struct arena *a, struct err *e);

/* How many children of this name follow one another, `n` being the first. */
size_t suitexml_run(const struct xmlnode *n, const char *name);

#endif

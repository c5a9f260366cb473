/* submissionxml_internal -- what reader, checks and writer share. */
#ifndef FORMATS_SUBMISSIONXML_INTERNAL_H
#define FORMATS_SUBMISSIONXML_INTERNAL_H

#include <stddef.h>

struct arena;
struct err;
struct submission;
struct submission_item;

/* The optional attributes of <item>, in the order of writing. */
struct item_attr {
    const char *name;
    size_t offset; /* of the field in struct submission_item */
};
#define SUBMISSIONXML_ITEM_ATTRS 9
extern const struct item_attr submissionxml_item_attr[SUBMISSIONXML_ITEM_ATTRS];
const char **submissionxml_item_field(struct submission_item *item, size_t i);

/* What a grammar can not say: names, roles and item ids stand once, items that
 * files name exist. The error has the place of the later element. */
int submissionxml_check(const struct submission *s, struct arena *a,
                        struct err *e);

#endif

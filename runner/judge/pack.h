/*
 * pack -- making and completing submission.xml: what `entente pack DIR` does.
 *
 * The first time, a submission.xml is made from what the folder holds: every
 * file with digest, size and, where a suite is given and its kind leaves no
 * choice, its role; what only a person knows stands there as "FILL IN: ...".
 * From then on digests and sizes are brought up to date and new files added,
 * while what was written (vendor, items, claims, roles) stays. Nothing is
 * removed: a listed file that is gone is an error. The same folder gives the
 * same bytes. Comments and elements of other namespaces are not kept.
 */
#ifndef JUDGE_PACK_H
#define JUDGE_PACK_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct progress;
struct submission;
struct suite;

/* Every text to be filled in starts with this; the technology class, which is
 * one word, with the other. */
#define PACK_OPEN      "FILL IN"
#define PACK_OPEN_WORD "FILL-IN"
#define PACK_TEXT_MAX  128 /* of what is told to be open */

/* What may be filled in at once; NULL leaves it as it is. */
struct pack_options {
    const char *vendor;
    const char *product;
    const char *version;
    const char *technology_class;
    const char *claims;       /* words with blanks or commas between */
    const char *sample;       /* of the one item */
    const char *const *roles; /* "ROLE=FILE" */
    size_t n_roles;
    const struct suite *suite; /* gives the roles; NULL: none is guessed */
    const char *archive;       /* make one as well; by the name's end */
    int threads;
    struct progress *progress;
};

struct pack_summary {
    bool made;                /* there was no submission.xml */
    size_t files;             /* listed now */
    size_t added;             /* of them: not listed before */
    size_t changed;           /* of them: digest, size or role is new */
    char open[PACK_TEXT_MAX]; /* first text to be filled in; "" for none */
    const char *lacking; /* first role that the suite requires and no file has;
                            NULL for none; of the suite */
};

/* ERR_MISSING for a listed file that is gone; ERR_USAGE for options that make
 * no sense for this folder; ERR_REFUSED for names that no submission may have,
 * or an archive of something still to be filled in. */
int pack_folder(struct pack_summary *out, const char *dir,
                const struct pack_options *options, struct err *e);

/* The first text of the submission that is still to be filled in, or NULL. */
const char *pack_left_open(const struct submission *s);

#endif

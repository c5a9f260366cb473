/* run_internal -- what the files of run share. */
#ifndef JUDGE_RUN_INTERNAL_H
#define JUDGE_RUN_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/path.h"
#include "judge/checks.h"
#include "judge/hashing.h"
#include "judge/opened.h"
#include "judge/run.h"
#include "judge/steady.h"
#include "judge/store.h"

/* One run while it goes on. */
struct running {
    struct run *run;
    const struct suite *suite;
    const struct opened *opened;
    const struct store *store;
    const struct run_options *options;
    struct stored *stored; /* per fixture of the suite */
    bool *found;           /* per fixture: stored[] is filled */
    const char **spoiled;  /* per deliverable: case that found it useless */
    bool *wanted;          /* per measurement: some case asks for it, */
    bool *mandatory;       /* and a verdict depends on it */
    struct hashing_file *hashed; /* per file; NULL for a bare submission */
    struct steady steady;
};

/* The files of one measurement. */
struct inputs {
    struct check_file *a;
    size_t n;
    char (*paths)[PATH_TEXT_MAX];
    bool replaced;                    /* the control's fixture is among them */
    const char *absent;               /* role that was not handed in */
    const char *spoiled;              /* case that found one of them useless */
    const struct hashing_file *other; /* is not the file that was listed */
    bool may_lack; /* only advisory cases: a fixture of the user's own
                      (PIN_ADOPTED) may be absent */
};

/* run_inputs.c: find the files of a measurement. Whatever does not fit the
 * check's declaration is an ERR_SYNTAX: it would silently not be judged. */
int run_inputs(struct inputs *in, struct running *r, const struct planned *p,
               const struct check_decl *decl, struct err *e);
void run_inputs_release(struct inputs *in);

/* run_files.c: digest and note each submitted file, before it is judged. */
int run_list_files(struct running *r, struct err *e);
/* The fixtures that were used, once all is judged. */
int run_list_fixtures(struct running *r, struct err *e);

#endif

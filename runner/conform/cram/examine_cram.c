#include "conform/cram/examine_cram.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/path.h"
#include "conform/align/alnhead.h"
#include "conform/cram/cramindex.h"
#include "conform/cram/cramrecords.h"
#include "conform/cram/cramwalk.h"
#include "conform/examine.h"
#include "formats/fastaio.h"

bool examine_cram_sniff(const unsigned char *head, size_t n)
{
    return n >= 4 && memcmp(head, "CRAM", 4) == 0;
}

/* A sequence of the header that the reference lacks; NULL: it has all. */
static const char *lacking(const struct cramwalk *w, const struct fasta *f)
{
    for (size_t i = 0; i < w->n_slices; i++) {
        int32_t ref = w->slice[i].ref;
        const char *name =
            ref >= 0 && (size_t)ref < w->n_seq ? w->seq[ref] : NULL;

        if (name && names_find(&f->names, name, strlen(name)) == NAMES_NONE)
            return name;
    }
    return NULL;
}

/* Can its records be decoded? */
static bool can_decode(struct examined *out, const struct examine_job *job,
                       const struct cramwalk *w)
{
    const char *name;

    if (!w->needs_reference)
        return true;
    if (!job->reference) {
        err_set(&out->why, ERR_MISSING,
                "its %lld records are stored as differences from a reference "
                "genome; give it with -r",
                (long long)w->records);
        return false;
    }
    name = lacking(w, job->reference);
    if (!name)
        return true;
    err_set(&out->why, ERR_MISMATCH,
            "the reference has no sequence called %.80s; give the one that the "
            "CRAM was made with",
            name);
    return false;
}

static bool is_wrong(const struct problems *p)
{
    return problems_count(p, RULE_SPECIFICATION, RULE_ERROR) > 0;
}

/* Where the sequences are to be found, when it is not by M5. */
static void ask_uris(struct problems *p, const struct alnhead *head,
                     struct err *e)
{
    for (size_t i = 0; i < head->n_seq; i++) {
        struct problem_place at = {.line = head->seq[i].line, .offset = -1};

        if (!head->seq[i].has_uri)
            problem_add(p, "CRAM-HDR-004", &at, e, "the line has no %s", "UR");
    }
}

/* The build was looked at. */
static int go_on(struct examined *out, const struct examine_job *job,
                 struct cramwalk *w, struct err *e)
{
    struct alnhead head = {0};
    bool wrong = is_wrong(&out->problems);
    int rc = 0;

    if (w->header)
        rc =
            alnhead_read(&head, &out->problems, w->header, w->n_header, job, e);
    if (rc == 0 && job->practice)
        ask_uris(&out->problems, &head, e);
    if (rc == 0)
        rc = cramindex_beside(out, job, w, e);
    out->records = (uint64_t)w->records;
    if (rc == 0 && !wrong && w->header && can_decode(out, job, w)) {
        out->records = 0;
        rc = cramrecords_judge(out, job, w, &head, e);
    }
    alnhead_release(&head);
    return rc;
}

/* What was found wrong stands, even if not all could be looked at. */
static void conclude(struct examined *out, struct err *e)
{
    if (e->code == ERR_LIMIT) { /* a ceiling of the header */
        out->why = *e;
        *e = (struct err){0};
    }
    if (out->why.code == ERR_MISSING && is_wrong(&out->problems))
        out->why = (struct err){0};
    out->judged = out->why.code == ERR_NONE && e->code == ERR_NONE;
}

int examine_cram(struct examined *out, const struct examine_job *job,
                 struct err *e)
{
    struct cramwalk w = {0};

    if (strcmp(job->path, "-") == 0) {
        err_set(&out->why, ERR_USAGE,
                "a CRAM is read twice: give a file, not standard input");
        return 0;
    }
    if (cramwalk_open(&w, job->path, job->reference, &out->problems, e) == 0 &&
        cramwalk_run(&w) == 0) {
        snprintf(out->version, sizeof(out->version), "%s", w.name);
        out->why = w.why;
        if (w.why.code == ERR_NONE)
            (void)go_on(out, job, &w, e);
    } else {
        out->why = w.why;
    }
    cramwalk_release(&w);
    conclude(out, e);
    return e->code == ERR_NONE ? 0 : -1;
}

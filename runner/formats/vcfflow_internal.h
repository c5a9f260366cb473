/* vcfflow_internal -- what the parts of vcfflow share. */
#ifndef FORMATS_VCFFLOW_INTERNAL_H
#define FORMATS_VCFFLOW_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "formats/textflow.h"
#include "formats/vcfflow.h"
#include "formats/vcfline.h"
#include "formats/vcforder.h"

struct stage;
struct vcfin;

struct batch {
    struct vcfflow_batch out; /* first: a pointer to it is one to us */
    struct vcfflow *flow;
    struct textpiece *text;
    struct arena lines; /* BCF: lines that stay */
    struct vcfline scan;
    struct vcftext *chrom; /* of each run, in the text */
    size_t cap_runs;
    /* Why the scan ended before the text did, at the record after out.n. */
    bool failed;
    bool unsorted; /* only bad_pos is known; the flow's thread finds words */
    int64_t bad_pos;
    struct err err;
    struct batch *next; /* among those at rest */
};

struct vcfflow {
    char *name;
    struct vcfflow_taker taker;
    bool keep_text;
    struct vcfin *bcf;       /* BCF; NULL for VCF */
    struct textflow *text;   /* VCF; NULL for BCF */
    struct textpiece *piece; /* what stands behind the header */
    struct buf head_text;
    struct vcfhead head; /* of a VCF; grows */
    struct names known;  /* contigs of the header, for the threads */
    struct vcfline scan; /* how a batch begins its scan */
    struct vcforder order;
    struct stage *scanning;
    struct batch *resting;
    uint64_t n_records; /* handed out */
    bool text_over;
    struct err text_err; /* why, when not by its end */
    struct err err;      /* told when the good records are handed out */
};

/* The records of b->text, up to `limit`; then b->out.content is there, unless
 * b->failed. */
void vcfflow_scan(struct batch *b, size_t limit);

/* Give a record to the taker and add it to its run; false: b->failed. */
bool vcfflow_take(struct batch *b, struct vcfrec *r, struct vcftext chrom,
                  bool fresh);

/* Cut the line that begins at `s`, with the errors of formats/lines.h. *stop is
 * where the next one begins; `nul` the first NUL byte of the text, if any. */
int vcfflow_cut(size_t *len, const char **stop, const char *s, const char *end,
                const char *nul, struct err *e);

#endif

/* vcfflow_internal -- what the parts of vcfflow share. */
#ifndef FORMATS_VCFFLOW_INTERNAL_H
#define FORMATS_VCFFLOW_INTERNAL_H

#include "base/buf.h"
#include "base/err.h"
#include "formats/textflow.h"
#include "formats/vcfflow.h"
#include "formats/vcfline.h"
#include "formats/vcforder.h"

struct bcfgroup;
struct stage;
struct vcfin;

struct batch {
    struct vcfflow_batch out; /* first: a pointer to it is one to us */
    struct vcfflow *flow;
    struct textpiece *text;
    struct textpiece lines; /* BCF: the text of its records, `text` then */
    struct bcfgroup *group; /* BCF: these */
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
    struct bcfgroup *groups; /* BCF: at rest */
    bool may_wait;           /* to read may mean to wait for somebody */
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

/* BCF: records are read in the flow's thread. They become lines in that which
 * scans them, and from there on are no other than those of a VCF.
 * Read some and have them scanned; 1, 0 at the end, -1 with *e: then what was
 * read before is under way. */
int vcfflow_put_bcf(struct vcfflow *f, struct err *e);
/* The records of a batch are not needed any more. */
void vcfflow_rest_group(struct batch *b);
void vcfflow_free_groups(struct vcfflow *f);

/* An empty batch; NULL with *e. */
struct batch *vcfflow_batch_get(struct vcfflow *f, struct err *e);
void vcfflow_batch_rest(struct batch *b);

/* Cut the line that begins at `s`, with the errors of formats/lines.h. *stop is
 * where the next one begins; `nul` the first NUL byte of the text, if any. */
int vcfflow_cut(size_t *len, const char **stop, const char *s, const char *end,
                const char *nul, struct err *e);

#endif

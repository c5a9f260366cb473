/*
 * htslib reads a record and, given the header, says it as a line. The first
 * has to go in order, and costs little; the second is most of the work, and is
 * done in the thread that then scans the lines.
 */
#include <stdlib.h>
#include <string.h>

#include <htslib/kstring.h>
#include <htslib/vcf.h>

#include "formats/stage.h"
#include "formats/vcfflow_internal.h"
#include "formats/vcfin_internal.h"

#define RECORDS  300               /* of a group */
#define BYTES    ((size_t)4 << 20) /* of them; one more record may be larger */
#define KEPT     4096 /* bytes of a record that stay for the next */
#define TEXT_MIN ((size_t)128 << 10)

struct bcfgroup {
    bcf1_t *rec[RECORDS]; /* those made so far */
    size_t n;
    kstring_t line;
    struct textpiece spare; /* memory for lines, when a batch let go of it */
    struct bcfgroup *next;  /* at rest */
};

static struct bcfgroup *group_get(struct vcfflow *f, struct err *e)
{
    struct bcfgroup *g = f->groups;

    if (g)
        f->groups = g->next;
    else
        g = calloc(1, sizeof(*g));
    if (!g) {
        err_nomem(e);
        return NULL;
    }
    g->n = 0;
    return g;
}

void vcfflow_rest_group(struct batch *b)
{
    if (!b->group)
        return;
    if (!b->flow->keep_text && b->lines.mem) {
        b->group->spare = b->lines;
        b->lines = (struct textpiece){0};
    }
    b->group->next = b->flow->groups;
    b->flow->groups = b->group;
    b->group = NULL;
}

void vcfflow_free_groups(struct vcfflow *f)
{
    while (f->groups) {
        struct bcfgroup *g = f->groups;

        f->groups = g->next;
        for (size_t i = 0; i < RECORDS && g->rec[i]; i++)
            bcf_destroy(g->rec[i]);
        free(g->line.s);
        free(g->spare.mem);
        free(g);
    }
}

static int add_line(struct textpiece *t, const char *line, size_t n,
                    struct err *e)
{
    size_t cap = t->cap ? t->cap : TEXT_MIN;
    char *more;

    while (cap - t->end < n + 1)
        cap *= 2;
    if (cap > t->cap) {
        more = realloc(t->mem, cap);
        if (!more)
            return err_nomem(e);
        t->mem = more;
        t->cap = cap;
    }
    memcpy(t->mem + t->end, line, n);
    t->mem[t->end + n] = '\n';
    t->end += n + 1;
    return 0;
}

/* A stage_work. A record that can not be written is a defect only when no line
 * before it has one. */
static void write_and_scan(void *batch)
{
    struct batch *b = batch;
    struct bcfgroup *g = b->group;
    struct err why = {0};

    if (!b->lines.mem) {
        b->lines = g->spare;
        g->spare = (struct textpiece){0};
    }
    b->text = &b->lines;
    for (size_t i = 0; i < g->n && !why.code; i++) {
        bcf1_t *rec = g->rec[i];

        if (vcfin_bcf_line(&g->line, b->flow->bcf->bcf, rec, &why) == 0)
            (void)add_line(&b->lines, g->line.s, g->line.l, &why);
        if (rec->shared.m + rec->indiv.m > KEPT)
            bcf_empty(rec);
    }
    if (b->lines.end)
        vcfflow_scan(b, SIZE_MAX);
    if (why.code && !b->failed && !b->unsorted) {
        b->failed = true;
        b->err = why;
    }
}

/* Fill a group: 1, 0 when the file is over, -1. */
static int read_group(struct bcfgroup *g, struct vcfflow *f, struct err *e)
{
    size_t bytes = 0;

    while (g->n < RECORDS && bytes < BYTES) {
        bcf1_t **rec = &g->rec[g->n];
        int got;

        if (!*rec)
            *rec = bcf_init();
        if (!*rec)
            return err_nomem(e);
        got = vcfin_bcf_read(*rec, f->bcf->bcf, e);
        if (got <= 0)
            return got;
        g->n++;
        bytes += (*rec)->shared.l + (*rec)->indiv.l;
    }
    return 1;
}

int vcfflow_put_bcf(struct vcfflow *f, struct err *e)
{
    struct batch *b = vcfflow_batch_get(f, e);
    int got;

    if (!b)
        return -1;
    b->group = group_get(f, e);
    got = b->group ? read_group(b->group, f, e) : -1;
    if (!b->group || !b->group->n) {
        vcfflow_batch_rest(b);
        return got;
    }
    if (stage_put(f->scanning, write_and_scan, b, e)) {
        vcfflow_batch_rest(b);
        return -1;
    }
    return got;
}

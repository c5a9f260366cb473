/*
 * The lines of one piece of text, as formats/lines.h and formats/vcfin.h would
 * give them. What depends on other pieces (numbers of undeclared contigs, order
 * across pieces) is left to the thread of the flow.
 */
#include <stdlib.h>
#include <string.h>

#include "formats/lines.h"
#include "formats/vcfflow_internal.h"

static int room_for_run(struct batch *b, struct err *e)
{
    size_t cap = b->cap_runs ? 2 * b->cap_runs : 16;
    struct vcfflow_run *run;
    struct vcftext *chrom;

    if (b->out.n_runs < b->cap_runs)
        return 0;
    run = realloc(b->out.run, cap * sizeof(*run));
    if (!run)
        return err_nomem(e);
    b->out.run = run;
    chrom = realloc(b->chrom, cap * sizeof(*chrom));
    if (!chrom)
        return err_nomem(e);
    b->chrom = chrom;
    b->cap_runs = cap;
    return 0;
}

bool vcfflow_take(struct batch *b, struct vcfrec *r, struct vcftext chrom,
                  bool fresh)
{
    const struct vcfflow_taker *t = &b->flow->taker;
    struct vcfflow_run *run;

    r->n = b->out.n + 1;
    b->failed = (fresh && room_for_run(b, &b->err)) ||
                t->take(b->out.content, r, &b->err);
    if (b->failed)
        return false;
    if (fresh) {
        b->chrom[b->out.n_runs] = chrom;
        b->out.run[b->out.n_runs++] =
            (struct vcfflow_run){r->contig, b->out.n, 0, r->pos, r->pos};
    }
    run = &b->out.run[b->out.n_runs - 1];
    run->n++;
    run->end_pos = r->pos;
    b->out.n++;
    return true;
}

int vcfflow_cut(size_t *len, const char **stop, const char *s, const char *end,
                const char *nul, struct err *e)
{
    const char *lf = memchr(s, '\n', (size_t)(end - s));
    size_t n = (size_t)((lf ? lf : end) - s);

    *stop = lf ? lf + 1 : end;
    if (n > LINES_LEN_MAX)
        return err_set(
            e, ERR_LIMIT,
            "the line is longer than %zu bytes, the longest accepted",
            LINES_LEN_MAX);
    if (nul && nul < *stop)
        return err_set(e, ERR_SYNTAX,
                       "the line holds a NUL byte, so this is not a text or it "
                       "is damaged");
    *len = n && s[n - 1] == '\r' ? n - 1 : n;
    return 0;
}

/* A record belongs to the run before it when its CHROM is still the one that
 * the scanner points to. */
static bool take(struct batch *b, struct vcfrec *r, const char *chrom_before)
{
    bool fresh = b->scan.chrom.s != chrom_before;

    if (!fresh && r->pos < b->out.run[b->out.n_runs - 1].end_pos) {
        b->unsorted = b->failed = true;
        b->bad_pos = r->pos;
        return false;
    }
    r->line = b->flow->bcf ? 0 : b->out.n + 1;
    return vcfflow_take(b, r, b->scan.chrom, fresh);
}

void vcfflow_scan(struct batch *b, size_t limit)
{
    const char *s = b->text->mem + b->text->beg;
    const char *end = b->text->mem + b->text->end;
    const char *nul = memchr(s, '\0', (size_t)(end - s));
    struct vcfrec r;

    b->scan.readable = end;
    b->out.content = b->flow->taker.open(b->flow->taker.arg, &b->err);
    b->failed = !b->out.content;
    while (!b->failed && s < end && b->out.n < limit) {
        const char *chrom = b->scan.chrom.s;
        const char *stop;
        size_t len;

        if (vcfflow_cut(&len, &stop, s, end, nul, &b->err) ||
            vcfline_record(&r, &b->scan, s, len, &b->err))
            b->failed = true;
        else if (take(b, &r, chrom))
            s = stop;
    }
}

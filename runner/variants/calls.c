#include "variants/calls.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/fastaio.h"
#include "formats/vcfin.h"
#include "variants/calls_internal.h"

/* Grow an array so that it holds one more. */
static int room(void *array, size_t *cap, size_t n, size_t size, struct err *e)
{
    void **a = array;
    size_t more = *cap ? *cap + *cap / 2 : 1024;
    void *moved;

    if (n < *cap)
        return 0;
    moved = realloc(*a, more * size);
    if (!moved)
        return err_nomem(e);
    *a = moved;
    *cap = more;
    return 0;
}

static int room_verdicts(struct calls *c, struct err *e)
{
    struct variants_verdicts *v = &c->verdicts;
    size_t cap = c->cap_verdicts;

    if (v->n < cap)
        return 0;
    if (v->n >= CALLS_MAX - 1)
        return err_set(e, ERR_LIMIT, "more than %u records", CALLS_MAX);
    if (room(&v->verdict, &c->cap_verdicts, v->n, 1, e))
        return -1;
    return room(&v->type, &cap, v->n, 1, e);
}

/* Append bases, in upper case. */
static int add_text(struct calls *c, struct vcftext t, struct err *e)
{
    uint64_t cap = c->cap_texts;

    if (c->n_texts + t.n > CALLS_TEXTS)
        return err_set(e, ERR_LIMIT, "the alleles of the file are too large");
    while (cap < c->n_texts + t.n)
        cap = cap ? cap + cap / 2 : 1 << 16;
    if (cap > c->cap_texts) {
        char *more = realloc(c->texts, cap);

        if (!more)
            return err_nomem(e);
        c->texts = more;
        c->cap_texts = cap;
    }
    for (size_t i = 0; i < t.n; i++) {
        char b = t.s[i];

        if (b >= 'a' && b <= 'z')
            b = (char)(b - 'a' + 'A');
        c->texts[c->n_texts + i] = b;
    }
    c->n_texts += t.n;
    return 0;
}

static int keep(struct calls *c, struct call *k, const int alt[CALLS_ALTS],
                const struct vcfrec *r, struct err *e)
{
    k->record = (uint32_t)c->verdicts.n;
    k->pos = (int32_t)r->pos;
    k->text = c->n_texts;
    if (r->ref.n > VCFIN_POS_MAX)
        return err_set(e, ERR_LIMIT, "REF is longer than %d bases",
                       VCFIN_POS_MAX);
    k->ref_len = (uint32_t)r->ref.n;
    if (room(&c->a, &c->cap, c->n, sizeof(*c->a), e))
        return -1;
    if (k->kind != CALL_NOCALL && add_text(c, r->ref, e))
        return -1;
    for (int i = 0; i < k->n_alts; i++) {
        struct vcftext t = r->alts[alt[i] - 1];

        k->alt_len[i] = (uint32_t)t.n;
        if (add_text(c, t, e))
            return -1;
    }
    c->a[c->n++] = *k;
    c->range[c->n_ranges - 1].n++;
    return 0;
}

static int take_record(struct calls *c, const struct vcfrec *r,
                       const struct variants_job *job, struct err *e)
{
    int64_t max = job->max_length ? job->max_length : VARIANTS_LENGTH;
    struct call k = {0};
    int alt[CALLS_ALTS] = {0};
    enum variants_verdict why = call_alleles(&k, alt, r, max);
    bool wanted;

    wanted = why == VARIANTS_TP || why == VARIANTS_NA_NO_CALL ||
             why == VARIANTS_NA_HALF_CALL;
    if (why != VARIANTS_TP) {
        k.n_alts = 0;
        k.kind = CALL_NOCALL;
    }
    if (!r->passed && job->filter == VARIANTS_PASS) {
        wanted = why == VARIANTS_TP;
        why = VARIANTS_NA_FILTERED;
        k.kind = CALL_FILTERED;
    }
    if (room_verdicts(c, e) || (wanted && keep(c, &k, alt, r, e)))
        return -1;
    c->verdicts.verdict[c->verdicts.n] =
        (uint8_t)(why == VARIANTS_TP ? VARIANTS_OUTSIDE : why);
    c->verdicts.type[c->verdicts.n++] = VARIANTS_TYPES;
    return 0;
}

/* The name with "chr" in front, or without it when it has it. */
static const char *other_style(char out[64], const char *name, size_t len)
{
    if (len > 3 && memcmp(name, "chr", 3) == 0) {
        name += 3;
        len -= 3;
        memcpy(out, name, len < 60 ? len : 60);
        out[len < 60 ? len : 60] = '\0';
        return out;
    }
    memcpy(out, "chr", 3);
    memcpy(out + 3, name, len < 60 ? len : 60);
    out[3 + (len < 60 ? len : 60)] = '\0';
    return out;
}

/* Is the reference's naming the other one? */
static int check_naming(const struct vcfhead *h, uint32_t i,
                        const struct fasta *ref, struct err *e)
{
    char other[64];

    other_style(other, h->contigs.a[i], h->contigs.len[i]);
    if (names_find(&ref->names, other, strlen(other)) == NAMES_NONE)
        return 0;
    return err_set(e, ERR_MISMATCH,
                   "contig %s is not in the reference, which calls it "
                   "%s; rename the contigs, for example with bcftools "
                   "annotate --rename-chrs",
                   h->contigs.a[i], other);
}

/* *known: does the reference have it? */
static int check_contig(bool *known, const struct vcfhead *h, uint32_t i,
                        const struct fasta *ref, struct err *e)
{
    const char *name = h->contigs.a[i];
    uint32_t at = names_find(&ref->names, name, h->contigs.len[i]);

    *known = at != NAMES_NONE;
    if (!*known)
        return check_naming(h, i, ref, e);
    if (h->contig_length[i] && h->contig_length[i] != ref->seq[at].length)
        return err_set(e, ERR_MISMATCH,
                       "contig %s has %lld bases in the header, but %lld in "
                       "the reference; use the reference that the variants "
                       "were called on",
                       name, (long long)h->contig_length[i],
                       (long long)ref->seq[at].length);
    return 0;
}

/* The first record of a contig. */
static int new_range(struct calls *c, const struct vcfhead *h,
                     const struct vcfrec *r, struct err *e)
{
    struct calls_range *g;

    if (room(&c->range, &c->cap_ranges, c->n_ranges, sizeof(*c->range), e))
        return -1;
    g = &c->range[c->n_ranges++];
    *g = (struct calls_range){r->contig, c->n, 0, r->line ? r->line : r->n};
    if (r->contig >= h->n_declared && !c->undeclared) {
        c->undeclared = strdup(h->contigs.a[r->contig]);
        if (!c->undeclared)
            return err_nomem(e);
    }
    return 0;
}

static int pick_sample(struct vcfin *in, const struct variants_input *from,
                       struct err *e)
{
    const struct vcfhead *h = vcfin_head(in);

    if (!h->samples.n)
        return err_set(
            e, ERR_SYNTAX,
            "the file has no sample, so no genotype can be compared");
    if (!from->sample && h->samples.n > 1)
        return err_set(e, ERR_MISMATCH,
                       "the file has %zu samples, and none was chosen",
                       h->samples.n);
    return vcfin_sample(in, from->sample, e);
}

/* A file as it is taken. */
struct taking {
    struct calls *c;
    struct vcfin *in;
    const struct variants_job *job;
    const struct fasta *ref; /* NULL: none */
    bool strict;             /* every contig must be the reference's */
    uint32_t contig;         /* of the record before */
    bool known;              /* the reference has it */
    uint32_t foreign;        /* the first that it has not */
    uint64_t foreign_line;
};

static int not_in_reference(const struct taking *t, struct err *e)
{
    err_set(e, ERR_MISMATCH,
            "contig %s is not in the reference; use the reference "
            "that the variants were called on",
            vcfin_head(t->in)->contigs.a[t->foreign]);
    return err_at(e, "", t->foreign_line, 0);
}

/* The records of another contig begin. */
static int take_contig(struct taking *t, const struct vcfrec *r, struct err *e)
{
    const struct vcfhead *h = vcfin_head(t->in);

    t->contig = r->contig;
    t->known = true;
    if (t->ref && check_contig(&t->known, h, r->contig, t->ref, e))
        return -1;
    if (t->known)
        return new_range(t->c, h, r, e);
    if (t->foreign == NAMES_NONE) {
        t->foreign = r->contig;
        t->foreign_line = r->line ? r->line : r->n;
    }
    return t->strict ? not_in_reference(t, e) : 0;
}

static int leave_record(struct calls *c, struct err *e)
{
    if (room_verdicts(c, e))
        return -1;
    c->verdicts.verdict[c->verdicts.n] = VARIANTS_NA_CONTIG;
    c->verdicts.type[c->verdicts.n++] = VARIANTS_TYPES;
    return 0;
}

static int take_all(struct taking *t, struct err *e)
{
    struct vcfrec r;
    int got;

    while ((got = vcfin_next(&r, t->in, e)) > 0) {
        uint64_t line = r.line ? r.line : r.n;

        if (r.n == 1)
            t->c->header_lines = r.line ? r.line - 1 : 0;
        if (r.contig != t->contig && take_contig(t, &r, e))
            return err_at(e, "", line, 0);
        if (t->known ? take_record(t->c, &r, t->job, e) : leave_record(t->c, e))
            return err_at(e, "", line, 0);
    }
    if (got == 0 && t->foreign != NAMES_NONE && !t->c->n_ranges)
        return not_in_reference(t, e);
    return got;
}

int calls_load(struct calls *out, const struct variants_input *from,
               const struct variants_job *job, const struct fasta *ref,
               struct err *e)
{
    struct vcfin *in = vcfin_open(from->path, e);
    struct calls c = {0};
    struct taking t = {.c = &c,
                       .in = in,
                       .job = job,
                       .ref = ref,
                       .strict = from == &job->truth,
                       .contig = NAMES_NONE,
                       .foreign = NAMES_NONE};
    int rc = -1;

    if (!in || pick_sample(in, from, e) || take_all(&t, e))
        goto done;
    for (uint32_t i = 0; i < vcfin_head(in)->contigs.n; i++) {
        uint32_t at;

        if (vcfhead_contig(&at, &c.head, vcfin_head(in)->contigs.a[i],
                           vcfin_head(in)->contigs.len[i], e))
            goto done;
        c.head.contig_length[at] = vcfin_head(in)->contig_length[i];
    }
    *out = c;
    c = (struct calls){0};
    rc = 0;
done:
    if (rc)
        err_at(e, from->path, 0, 0);
    vcfin_close(in);
    calls_release(&c);
    return rc;
}

void calls_release(struct calls *c)
{
    free(c->a);
    free(c->texts);
    free(c->range);
    free(c->verdicts.verdict);
    free(c->verdicts.type);
    free(c->undeclared);
    vcfhead_release(&c->head);
    *c = (struct calls){0};
}

const char *call_ref(const struct calls *c, const struct call *k)
{
    return c->texts + k->text;
}

const char *call_alt(const struct calls *c, const struct call *k, int alt)
{
    return c->texts + k->text + k->ref_len + (alt ? k->alt_len[0] : 0);
}

uint64_t calls_line(const struct calls *c, uint32_t record)
{
    return c->header_lines + record + 1;
}

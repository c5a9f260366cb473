/*
 * vcfset -- for tests: the records of a VCF in memory, to be rewritten and
 * written again. Keeps place, ID, alleles, FILTER and the genotype of one
 * sample.
 *
 * Units: pos is 0-based.
 * Ownership: a struct vcfset owns all in it.
 */
#ifndef VARIANTS_TESTS_VCFSET_H
#define VARIANTS_TESTS_VCFSET_H

#include "base/buf.h"
#include "formats/fastaio.h"
#include "formats/lines.h"
#include "formats/tests/scratch.h"

#define VCFSET_FIELDS 12

struct vcfset_rec {
    char *contig;
    int64_t pos;
    char *id;
    char *ref;
    char *alt; /* as written: commas and all */
    char *filter;
    char *gt;
    int mark; /* the test's own */
};

struct vcfset {
    struct vcfset_rec *a;
    size_t n;
    size_t cap;
};

static inline void vcfset_release(struct vcfset *s)
{
    for (size_t i = 0; i < s->n; i++) {
        free(s->a[i].contig);
        free(s->a[i].id);
        free(s->a[i].ref);
        free(s->a[i].alt);
        free(s->a[i].filter);
        free(s->a[i].gt);
    }
    free(s->a);
    *s = (struct vcfset){0};
}

/* Add a copy. */
static inline void vcfset_add(struct vcfset *s, const struct vcfset_rec *r)
{
    if (s->n == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 64;
        s->a = realloc(s->a, s->cap * sizeof(*s->a));
        assert_non_null(s->a);
    }
    s->a[s->n++] = (struct vcfset_rec){.contig = strdup(r->contig),
                                       .pos = r->pos,
                                       .id = strdup(r->id),
                                       .ref = strdup(r->ref),
                                       .alt = strdup(r->alt),
                                       .filter = strdup(r->filter),
                                       .gt = strdup(r->gt),
                                       .mark = r->mark};
}

/* The fields of a line that is cut at its TABs. */
static inline size_t vcfset_cut(char *field[], size_t max, char *line, char at)
{
    size_t n = 0;

    while (n < max) {
        char *end = strchr(line, at);

        field[n++] = line;
        if (!end)
            break;
        *end = '\0';
        line = end + 1;
    }
    return n;
}

static inline void vcfset_take(struct vcfset *s, char *line, size_t column)
{
    char *field[VCFSET_FIELDS] = {0};
    size_t n = vcfset_cut(field, VCFSET_FIELDS, line, '\t');
    char none[] = ".";
    char *gt = column < n ? field[column] : none;

    assert_true(n >= 8);
    gt[strcspn(gt, ":")] = '\0';
    vcfset_add(s, &(struct vcfset_rec){.contig = field[0],
                                       .pos = strtoll(field[1], NULL, 10) - 1,
                                       .id = field[2],
                                       .ref = field[3],
                                       .alt = field[4],
                                       .filter = field[6],
                                       .gt = gt});
}

/* Read a file; `sample` NULL: the first. A genotype is taken to stand first in
 * its column, as the specification wants. */
static inline void vcfset_read(struct vcfset *s, const char *path,
                               const char *sample)
{
    struct err e = {0};
    struct lines *l = lines_open(path, 0, &e);
    size_t column = 9;
    const char *line;
    size_t len;
    int got;

    if (!l)
        fail_msg("%s: %s", path, e.msg);
    *s = (struct vcfset){0};
    while ((got = lines_next(&line, &len, l, &e)) > 0) {
        char *copy = strndup(line, len);

        assert_non_null(copy);
        if (strncmp(copy, "#CHROM", 6) == 0 && sample) {
            char *field[VCFSET_FIELDS] = {0};
            size_t n = vcfset_cut(field, VCFSET_FIELDS, copy, '\t');

            for (column = 9; column < n; column++)
                if (strcmp(field[column], sample) == 0)
                    break;
        } else if (copy[0] != '#' && copy[0]) {
            vcfset_take(s, copy, column);
        }
        free(copy);
    }
    if (got < 0)
        fail_msg("%s: %s", path, e.msg);
    lines_close(l);
}

/* The sequences that records stand on, in upper case. */
struct vcfset_ref {
    struct fasta fasta;
    char **seq;
};

static inline void vcfset_ref_open(struct vcfset_ref *r, const char *path)
{
    struct err e = {0};
    struct fasta_view *v;

    if (fasta_open(&r->fasta, path, &e))
        fail_msg("%s: %s", path, e.msg);
    v = fasta_view_open(&r->fasta, &e);
    assert_non_null(v);
    r->seq = calloc(r->fasta.names.n, sizeof(*r->seq));
    assert_non_null(r->seq);
    for (uint32_t i = 0; i < r->fasta.names.n; i++) {
        size_t n = (size_t)r->fasta.seq[i].length;

        r->seq[i] = calloc(n + 1, 1);
        assert_non_null(r->seq[i]);
        if (fasta_get(r->seq[i], v, i, 0, (int64_t)n, &e))
            fail_msg("%s: %s", path, e.msg);
    }
    fasta_view_close(v);
}

static inline void vcfset_ref_close(struct vcfset_ref *r)
{
    for (size_t i = 0; i < r->fasta.names.n; i++)
        free(r->seq[i]);
    free(r->seq);
    fasta_close(&r->fasta);
}

/* Bases of a contig and how many; NULL when it has none so named. */
static inline const char *
vcfset_bases(int64_t *length, const struct vcfset_ref *r, const char *contig)
{
    uint32_t i = names_find(&r->fasta.names, contig, strlen(contig));

    *length = i == NAMES_NONE ? 0 : r->fasta.seq[i].length;
    return i == NAMES_NONE ? NULL : r->seq[i];
}

/* How a set is written. */
struct vcfset_form {
    const struct vcfset_ref *ref; /* its contigs go into the header; may be
                                     NULL */
    bool backwards;               /* contigs from the last to the first */
    size_t more_contigs;          /* in the header, without records */
};

static inline void vcfset_contig(struct buf *b, const struct vcfset *s,
                                 const char *contig)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct vcfset_rec *r = &s->a[i];

        if (strcmp(r->contig, contig) == 0)
            buf_printf(b, "%s\t%lld\t%s\t%s\t%s\t.\t%s\t.\tGT\t%s\n", r->contig,
                       (long long)r->pos + 1, r->id, r->ref, r->alt, r->filter,
                       r->gt);
    }
}

/* Write it, contig by contig: in the order of the reference, or without one in
 * that of the records. */
static inline const char *vcfset_write(const char *name, const struct vcfset *s,
                                       const struct vcfset_form *form)
{
    struct names contigs = {0};
    struct err e = {0};
    struct buf b = {0};
    const char *path;

    for (size_t i = 0; form->ref && i < form->ref->fasta.names.n; i++) {
        const char *c = form->ref->fasta.names.a[i];

        assert_int_equal(
            names_add(&(uint32_t){0}, NULL, &contigs, c, strlen(c), &e), 0);
    }
    for (size_t i = 0; i < s->n; i++)
        assert_int_equal(names_add(&(uint32_t){0}, NULL, &contigs,
                                   s->a[i].contig, strlen(s->a[i].contig), &e),
                         0);
    buf_init(&b, (size_t)1 << 28);
    buf_str(&b, "##fileformat=VCFv4.2\n");
    for (size_t i = 0; i < contigs.n; i++)
        buf_printf(&b, "##contig=<ID=%s>\n",
                   contigs.a[form->backwards ? contigs.n - 1 - i : i]);
    for (size_t i = 0; i < form->more_contigs; i++)
        buf_printf(&b, "##contig=<ID=HLA-A*01:%02zu:more%zu,length=%zu>\n",
                   i % 100, i, 3000 + i);
    buf_str(&b, "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"g\">\n"
                "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n");
    for (size_t i = 0; i < contigs.n; i++)
        vcfset_contig(&b, s,
                      contigs.a[form->backwards ? contigs.n - 1 - i : i]);
    assert_int_equal(buf_check(&b, &e), 0);
    path = scratch_write(name, b.s, b.n);
    buf_release(&b);
    names_release(&contigs);
    return path;
}

#endif

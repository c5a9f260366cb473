#include "formats/vcfindex.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/bgzfout.h"
#include "formats/names.h"

#define SHIFT      14 /* a window has 2^14 bp, as has the smallest bin */
#define TBI_LEVELS 5
#define TBI_MAX    ((int64_t)1 << (SHIFT + 3 * TBI_LEVELS))
#define NEAR       0x10000 /* bytes of the file: not worth a bin of its own */
#define LEVEL      1       /* of compression */
#define BYTES_MAX  ((size_t)1 << 30)

bool vcfindex_needs_csi(int64_t longest)
{
    return longest > TBI_MAX;
}

void vcfindex_init(struct vcfindex *x, int64_t longest, uint64_t place)
{
    *x = (struct vcfindex){.csi = vcfindex_needs_csi(longest),
                           .levels = TBI_LEVELS,
                           .place = place};
    while (((int64_t)1 << (SHIFT + 3 * x->levels)) < longest)
        x->levels++;
    buf_init(&x->done, BYTES_MAX);
}

void vcfindex_release(struct vcfindex *x)
{
    buf_release(&x->done);
    free(x->run);
    free(x->window);
    *x = (struct vcfindex){0};
}

/* ---- bins ---- */

/* Number of the first bin of a level; level 0 is the one bin of all. */
static uint32_t first_bin(int level)
{
    return (uint32_t)((((uint64_t)1 << 3 * level) - 1) / 7);
}

/* The smallest bin that holds all of [beg, end). */
static uint32_t bin_of(const struct vcfindex *x, int64_t beg, int64_t end)
{
    int64_t a = beg >> SHIFT;
    int64_t b = (end - 1) >> SHIFT;
    int level = x->levels;

    while (a != b) {
        a >>= 3;
        b >>= 3;
        level--;
    }
    return first_bin(level) + (uint32_t)a;
}

static int by_bin(const void *a, const void *b)
{
    const struct vcfindex_run *x = a;
    const struct vcfindex_run *y = b;

    if (x->bin != y->bin)
        return x->bin < y->bin ? -1 : 1;
    return (x->beg > y->beg) - (x->beg < y->beg);
}

/* Sort; neighbours of one bin that meet in a block become one. What lies
 * between them in the file may have been lifted into the bin since. */
static void settle(struct vcfindex *x)
{
    size_t n = 0;

    qsort(x->run, x->n_runs, sizeof(*x->run), by_bin);
    for (size_t i = 0; i < x->n_runs; i++) {
        struct vcfindex_run *last = n ? &x->run[n - 1] : NULL;
        struct vcfindex_run r = x->run[i];

        if (!last || last->bin != r.bin || last->end >> 16 < r.beg >> 16)
            x->run[n++] = r;
        else if (r.end > last->end)
            last->end = r.end;
    }
    x->n_runs = n;
}

/* Behind the runs of the bin of run `i`. */
static size_t end_of_bin(const struct vcfindex *x, size_t i)
{
    size_t k = i + 1;

    while (k < x->n_runs && x->run[k].bin == x->run[i].bin)
        k++;
    return k;
}

/* Bins of a level whose records lie near each other go into those above. */
static void lift(struct vcfindex *x, int level)
{
    uint32_t first = first_bin(level);

    for (size_t i = 0, k; i < x->n_runs; i = k) {
        uint32_t bin = x->run[i].bin;

        k = end_of_bin(x, i);
        if (bin < first ||
            (x->run[k - 1].end >> 16) - (x->run[i].beg >> 16) >= NEAR)
            continue;
        for (size_t m = i; m < k; m++)
            x->run[m].bin = (bin - 1) >> 3;
    }
}

/* ---- one contig ---- */

static void put(struct buf *b, uint64_t v, int bytes)
{
    unsigned char little[8];

    for (int i = 0; i < bytes; i++)
        little[i] = (unsigned char)(v >> (8 * i));
    buf_add(b, little, (size_t)bytes);
}

static void put_run(struct buf *b, uint64_t beg, uint64_t end)
{
    put(b, beg, 8);
    put(b, end, 8);
}

/* The first window of a bin. */
static size_t window_of(const struct vcfindex *x, uint32_t bin)
{
    int level = 0;

    while (first_bin(level + 1) <= bin)
        level++;
    return (size_t)(bin - first_bin(level)) << 3 * (x->levels - level);
}

static void put_bin_head(struct vcfindex *x, uint32_t bin, uint64_t first,
                         size_t n)
{
    put(&x->done, bin, 4);
    if (x->csi)
        put(&x->done, first, 8);
    put(&x->done, n, 4);
}

static void put_bins(struct vcfindex *x)
{
    size_t n = 1;

    for (size_t i = 0; i < x->n_runs; i = end_of_bin(x, i))
        n++;
    put(&x->done, n, 4);
    for (size_t i = 0, k; i < x->n_runs; i = k) {
        uint32_t bin = x->run[i].bin;

        k = end_of_bin(x, i);
        put_bin_head(x, bin, x->window[window_of(x, bin)], k - i);
        for (size_t m = i; m < k; m++)
            put_run(&x->done, x->run[m].beg, x->run[m].end);
    }
    /* The bin that is none: where the contig stands, how many records. */
    put_bin_head(x, first_bin(x->levels + 1) + 1, 0, 2);
    put_run(&x->done, x->first_place, x->place);
    put_run(&x->done, x->n_records, 0);
}

static void end_contig(struct vcfindex *x)
{
    if (!x->n_contigs)
        return;
    settle(x);
    for (int level = x->levels; level > 0; level--) {
        lift(x, level);
        settle(x);
    }
    put_bins(x);
    if (!x->csi) {
        put(&x->done, x->n_windows, 4);
        for (size_t i = 0; i < x->n_windows; i++)
            put(&x->done, x->window[i], 8);
    }
    x->n_runs = x->n_windows = 0;
    x->n_records = 0;
}

/* ---- records ---- */

static int room(struct vcfindex *x, size_t windows, struct err *e)
{
    if (x->n_runs == x->cap_runs) {
        size_t cap = x->cap_runs ? 2 * x->cap_runs : 1024;
        struct vcfindex_run *more = realloc(x->run, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        x->run = more;
        x->cap_runs = cap;
    }
    if (windows > x->cap_windows) {
        size_t cap = windows + windows / 2 + 1024;
        uint64_t *more = realloc(x->window, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        x->window = more;
        x->cap_windows = cap;
    }
    return 0;
}

static int refused(struct err *e)
{
    return err_set(e, ERR_IO, "the index of this file can not be made");
}

int vcfindex_add(struct vcfindex *x, uint32_t contig, int64_t beg, int64_t end,
                 uint64_t place, struct err *e)
{
    int64_t max = (int64_t)1 << (SHIFT + 3 * x->levels);
    bool fresh = contig == x->n_contigs;
    size_t windows;
    uint32_t bin;

    if (contig + 1 < x->n_contigs || contig > x->n_contigs || beg < 0 ||
        beg >= max || (!fresh && beg < x->last))
        return refused(e);
    if (fresh) {
        end_contig(x);
        x->n_contigs++;
        x->first_place = x->place;
    }
    end = end > max ? max : end <= beg ? beg + 1 : end;
    windows = (size_t)((end - 1) >> SHIFT) + 1;
    if (room(x, windows, e))
        return -1;
    bin = bin_of(x, beg, end);
    if (x->n_runs && x->run[x->n_runs - 1].bin == bin)
        x->run[x->n_runs - 1].end = place;
    else
        x->run[x->n_runs++] = (struct vcfindex_run){bin, x->place, place};
    /* A window that no record touches gets the place of the next record. */
    while (x->n_windows < windows)
        x->window[x->n_windows++] = x->place;
    x->n_records++;
    x->last = beg;
    x->place = place;
    return 0;
}

/* ---- the file ---- */

/* How to read the lines (format VCF, columns of contig, begin and end, comment
 * sign, lines to skip), and the contigs' names. */
static void put_names(struct buf *b, const struct names *names)
{
    static const uint32_t how[] = {2, 1, 2, 0, '#', 0};
    size_t bytes = 0;

    for (size_t i = 0; i < names->n; i++)
        bytes += names->len[i] + 1;
    for (size_t i = 0; i < sizeof(how) / sizeof(how[0]); i++)
        put(b, how[i], 4);
    put(b, bytes, 4);
    for (size_t i = 0; i < names->n; i++)
        buf_add(b, names->a[i], names->len[i] + 1);
}

static void put_head(struct buf *b, const struct vcfindex *x,
                     const struct names *names)
{
    struct buf how;

    buf_init(&how, BYTES_MAX);
    put_names(&how, names);
    if (x->csi) {
        buf_add(b, "CSI\1", 4);
        put(b, SHIFT, 4);
        put(b, (uint64_t)x->levels, 4);
        put(b, how.n, 4);
    } else {
        buf_add(b, "TBI\1", 4);
        put(b, x->n_contigs, 4);
    }
    buf_add(b, how.s, how.n);
    if (x->csi)
        put(b, x->n_contigs, 4);
    b->failed = b->failed || how.failed;
    b->nomem = b->nomem || how.nomem;
    buf_release(&how);
}

int vcfindex_write(struct vcfindex *x, const struct names *names,
                   const char *path, struct crew *crew, struct err *e)
{
    const struct bgzfout_options o = {
        .level = LEVEL, .no_digests = true, .crew = crew};
    struct bgzfout *out = NULL;
    struct bgzfout_sum sum;
    struct buf head;
    int rc = -1;

    end_contig(x);
    put(&x->done, 0, 8); /* records without a place: none */
    buf_init(&head, BYTES_MAX);
    put_head(&head, x, names);
    if (buf_check(&head, e) == 0 && buf_check(&x->done, e) == 0)
        out = bgzfout_open(path, &o, e);
    if (out)
        rc = bgzfout_write(out, head.s, head.n, e) ||
                     bgzfout_write(out, x->done.s, x->done.n, e) ||
                     bgzfout_end(&sum, out, e)
                 ? -1
                 : 0;
    bgzfout_free(out);
    buf_release(&head);
    return rc;
}

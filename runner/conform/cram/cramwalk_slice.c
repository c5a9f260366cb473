/* The headers of slices (CRAMv3 s8.5). */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "conform/cram/cramwalk_internal.h"
#include "formats/fastaio.h"

#define MD5_BYTES 16
#define PIECE     ((int64_t)1 << 20)

static int by_value(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a;
    int32_t y = *(const int32_t *)b;

    return x < y ? -1 : x > y;
}

/* ---- the reference ---- */

static int digest_bases(unsigned char out[DIGEST_BYTES_MAX], struct cramwalk *w,
                        uint32_t contig, int64_t beg, int64_t end)
{
    struct digest *d = digest_new(DIGEST_MD5, w->e);
    char *bases = malloc((size_t)PIECE);
    int rc = d && bases ? 0 : -1;

    if (!bases)
        err_nomem(w->e);
    for (; rc == 0 && beg < end; beg += PIECE) {
        int64_t to = end - beg < PIECE ? end : beg + PIECE;

        rc = fasta_get(bases, w->view, contig, beg, to, &w->why);
        if (rc == 0)
            rc = digest_add(d, bases, (size_t)(to - beg), w->e);
    }
    if (rc == 0)
        rc = digest_end(out, d, w->e);
    digest_free(d);
    free(bases);
    return rc;
}

/* Bases behind the end of a reference are not part of the sum. */
static void check_md5(struct cramwalk *w, const struct cramwalk_slice *s,
                      const unsigned char *md5, size_t at)
{
    struct problem_place place = cramwalk_at(w, at);
    unsigned char sum[DIGEST_BYTES_MAX];
    const char *name;
    uint32_t contig;
    int64_t beg = (int64_t)s->start - 1;
    int64_t end = beg + s->span;

    if (!w->view || s->ref < 0 || (size_t)s->ref >= w->n_seq)
        return;
    name = w->seq[s->ref];
    contig = names_find(&w->reference->names, name, strlen(name));
    if (contig == NAMES_NONE)
        return;
    if (end > w->reference->seq[contig].length)
        end = w->reference->seq[contig].length;
    if (beg < 0 || beg >= end)
        return;
    w->md5_bases -= end - beg;
    if (w->md5_bases < 0)
        err_set(&w->why, ERR_LIMIT,
                "the slices cover the reference more often than is compared");
    if (w->why.code != ERR_NONE || digest_bases(sum, w, contig, beg, end))
        return;
    if (memcmp(sum, md5, MD5_BYTES) != 0)
        problem_add(w->problems, "CRAM-SL-001", &place, w->e,
                    "bases %lld to %lld of %.80s have another MD5 in the "
                    "reference that was given, %.200s",
                    (long long)beg + 1, (long long)end, name,
                    w->reference->path);
}

static void check_needs(struct cramwalk *w, const struct cramwalk_slicehead *h,
                        const unsigned char *md5, size_t at)
{
    static const unsigned char none[MD5_BYTES];
    bool external = h->s.ref != -1 && h->embedded < 0;
    bool sum = memcmp(md5, none, MD5_BYTES) != 0;
    struct problem_place place = cramwalk_at(w, at);

    if (external && (!w->coding.known || w->coding.reference) && h->s.records) {
        w->needs_reference = true;
        if (h->s.ref >= 0 && (size_t)h->s.ref < w->n_seq &&
            !w->has_m5[h->s.ref])
            problem_add(w->problems, "CRAM-HDR-003", &place, w->e,
                        "the slice needs the sequence %.80s, whose @SQ has no "
                        "M5",
                        w->seq[h->s.ref]);
    }
    if (external && sum)
        check_md5(w, &h->s, md5, at);
}

/* ---- the header ---- */

static void check_place(struct cramwalk *w, const struct cramwalk_slice *s,
                        size_t at)
{
    struct problem_place place = cramwalk_at(w, at);

    if (s->ref != w->c.ref)
        problem_add(w->problems, "CRAM-CON-007", &place, w->e,
                    "the slice is of reference %d, its container of %d", s->ref,
                    w->c.ref);
    else if (s->ref < -2 ||
             (w->header && s->ref >= 0 && (size_t)s->ref >= w->n_seq))
        problem_add(w->problems, "CRAM-SL-007", &place, w->e,
                    "the header has no reference %d", s->ref);
    else if (s->ref >= 0 && s->records &&
             (s->start < w->c.start ||
              (int64_t)s->start + s->span > (int64_t)w->c.start + w->c.span))
        problem_add(w->problems, "CRAM-CON-009", &place, w->e,
                    "the slice covers %d to %lld, which its container does not",
                    s->start, (long long)s->start + s->span - 1);
}

static int cut_short(struct cramwalk *w, size_t at)
{
    struct problem_place place = cramwalk_at(w, at);

    problem_add(w->problems, "CRAM-SL-004", &place, w->e,
                "the header of the slice can not be read");
    return -1;
}

static int take_ids(struct cramwalk_slicehead *h, struct cramwalk *w,
                    struct cramcur *c)
{
    int32_t n = cramcur_itf8(c);

    if (c->cut || n < 0 || (size_t)n > cramcur_left(c))
        return -1;
    h->id = malloc(((size_t)n + 1) * sizeof(*h->id));
    if (!h->id)
        return err_nomem(w->e);
    h->n_ids = (uint32_t)n;
    for (int32_t i = 0; i < n; i++)
        h->id[i] = cramcur_itf8(c);
    qsort(h->id, h->n_ids, sizeof(*h->id), by_value);
    return c->cut ? -1 : 0;
}

static int keep(struct cramwalk *w, const struct cramwalk_slice *s)
{
    if (w->n_slices == CRAMWALK_SLICES_MAX)
        return err_set(&w->why, ERR_LIMIT, "the file has more than %d slices",
                       CRAMWALK_SLICES_MAX);
    if (w->n_slices == w->cap_slices) {
        size_t cap = w->cap_slices ? 2 * w->cap_slices : 64;
        struct cramwalk_slice *more = realloc(w->slice, cap * sizeof(*more));

        if (!more)
            return err_nomem(w->e);
        w->slice = more;
        w->cap_slices = cap;
    }
    w->slice[w->n_slices++] = *s;
    return 0;
}

static int take_fields(struct cramwalk_slicehead *h, struct cramwalk *w,
                       struct cramcur *c, const unsigned char **md5)
{
    h->s.ref = cramcur_itf8(c);
    h->s.start = cramcur_itf8(c);
    h->s.span = cramcur_itf8(c);
    h->s.records = cramcur_itf8(c);
    if (w->version >= 30)
        (void)cramcur_ltf8(c); /* the counter of its first record */
    else
        (void)cramcur_itf8(c);
    h->blocks = cramcur_itf8(c);
    if (take_ids(h, w, c))
        return -1;
    h->embedded = cramcur_itf8(c);
    *md5 = cramcur_bytes(c, MD5_BYTES);
    return c->cut || h->s.records < 0 || h->blocks < 0 || h->s.span < 0 ? -1
                                                                        : 0;
}

int cramwalk_slice(struct cramwalk_slicehead *h, struct cramwalk *w,
                   const struct cramwalk_block *b)
{
    struct problem_place place = cramwalk_at(w, b->at);
    struct cramcur c = {b->data, b->data + b->n, false};
    const unsigned char *md5;

    *h = (struct cramwalk_slicehead){.embedded = -1};
    h->s.container = w->c.offset;
    h->s.landmark = (int32_t)b->at;
    if (b->method != CRAMWALK_RAW) {
        problem_add(w->problems, "CRAM-SL-008", &place, w->e,
                    "the header of the slice is compressed");
        return -1;
    }
    if (take_fields(h, w, &c, &md5))
        return w->e->code == ERR_NONE ? cut_short(w, b->at) : -1;
    if (h->s.records > CRAMWALK_RECORDS_MAX)
        return err_set(&w->why, ERR_LIMIT,
                       "a slice of the container at %lld states %d records; "
                       "no more than %d are judged",
                       (long long)w->c.offset, h->s.records,
                       CRAMWALK_RECORDS_MAX);
    h->known = true;
    memcpy(h->s.lacks,
           h->s.ref == -1 ? w->coding.others_lack : w->coding.placed_lack,
           sizeof(h->s.lacks));
    check_place(w, &h->s, b->at);
    check_needs(w, h, md5, b->at);
    if (h->s.ref == -2 && h->s.records && w->coding.known && !w->coding.has_ri)
        problem_add(w->problems, "CRAM-CH-002", &place, w->e,
                    "a slice of several references has no encoding for RI");
    return 0;
}

/* ---- its blocks ---- */

static bool has_id(const int32_t *id, size_t n, int32_t what)
{
    return n && bsearch(&what, id, n, sizeof(*id), by_value);
}

/* With more blocks than are kept, nothing is said of their ids. */
static void compare_ids(struct cramwalk *w, const struct cramwalk_slicehead *h,
                        int32_t *found, size_t n)
{
    struct problem_place at = cramwalk_at(w, (size_t)h->s.landmark);

    if (n)
        qsort(found, n, sizeof(*found), by_value);
    for (size_t i = 0; i < n; i++) {
        if (i && found[i] == found[i - 1])
            problem_add(w->problems, "CRAM-BLK-006", &at, w->e,
                        "two blocks of the slice have the id %d", found[i]);
        else if (!has_id(h->id, h->n_ids, found[i]))
            problem_add(w->problems, "CRAM-SL-006", &at, w->e,
                        "the slice has a block %d that its header does not "
                        "list",
                        found[i]);
    }
    if (h->embedded >= 0 && !has_id(found, n, h->embedded))
        problem_add(w->problems, "CRAM-SL-003", &at, w->e,
                    "the slice has no block %d, which is to hold its reference",
                    h->embedded);
}

void cramwalk_slice_ends(struct cramwalk *w, const struct cramwalk_slicehead *h,
                         int32_t *found, size_t n_external, size_t n_blocks,
                         size_t end)
{
    struct cramwalk_slice s = h->s;
    struct problem_place at = cramwalk_at(w, (size_t)s.landmark);

    s.size = (int32_t)(end - (size_t)s.landmark);
    if (!h->known || keep(w, &s))
        return;
    if (n_blocks != (size_t)h->blocks)
        problem_add(w->problems, "CRAM-SL-006", &at, w->e,
                    "the slice has %zu blocks, its header states %d", n_blocks,
                    h->blocks);
    if (n_external < CRAMWALK_EXTERNAL_MAX)
        compare_ids(w, h, found, n_external);
}

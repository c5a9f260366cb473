/*
 * Records come in the order of the file, so that the chunks of a bin are met in
 * turn, as are windows and, level by level, bins: all that is asked of an index
 * is asked by moving forward in it.
 */
#include "conform/index/rebuild.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "conform/index/rebuild_internal.h"

#define EMPTY_MAX 1000 /* blocks without text that are passed over in a row */
#define STRAY_MAX 1000 /* stray chunks for which the data are looked at */

static const struct problem_place *place_of(struct problem_place *at,
                                            const struct rebuild_record *r)
{
    *at = (struct problem_place){.line = r->line,
                                 .record = r->record,
                                 .offset = -1,
                                 .name = r->name,
                                 .name_len = r->name ? r->name_len : 0};
    return at;
}

/* ---- chunks that begin where no record does */

/* The end of a block's text and the begin of the next are one place. */
static bool same_place(const struct datafile *d, uint64_t a, uint64_t b)
{
    for (int i = 0; i < EMPTY_MAX && a < b; i++) {
        int64_t bytes;
        int64_t text;

        if (!datafile_block(d, (int64_t)(a >> 16), &bytes, &text) ||
            (uint64_t)text != (a & 0xffff))
            return false;
        a = (uint64_t)((int64_t)(a >> 16) + bytes) << 16;
    }
    return a == b;
}

static bool is_stray(struct rebuild *b, struct rebuild_one *m, uint64_t from)
{
    size_t i = m->begun;

    /* Many chunks may begin at one place. */
    if (i && m->begins[i] == m->begins[i - 1])
        return m->last_stray;
    return m->stray >= STRAY_MAX || !same_place(&b->data, m->begins[i], from);
}

static void pass_begins(struct rebuild *b, struct rebuild_one *m, uint64_t from)
{
    for (; m->begun < m->n_begins && m->begins[m->begun] < from; m->begun++) {
        m->last_stray = is_stray(b, m, from);
        m->stray += m->last_stray;
    }
    for (; m->begun < m->n_begins && m->begins[m->begun] == from; m->begun++)
        m->last_stray = false;
}

/* ---- a record */

static uint32_t bin_of(const struct indexfile *x, int64_t beg, int64_t end)
{
    int shift = x->min_shift;

    for (int level = x->depth; level > 0; level--, shift += 3) {
        if (beg >> shift == (end - 1) >> shift)
            return indexfile_level(level) + (uint32_t)(beg >> shift);
    }
    return 0;
}

/* Is there a chunk of this bin that the record begins in? */
static bool in_bin(const struct indexfile *x, struct indexfile_bin *bin,
                   uint64_t from)
{
    while (bin->past < bin->n_chunks &&
           indexfile_chunk_end(x, bin, bin->past) <= from)
        bin->past++;
    return bin->past < bin->n_chunks &&
           indexfile_chunk_beg(x, bin, bin->past) <= from;
}

/* Whoever asks for a part of the record looks at its bin, and at all around
 * it. */
static bool is_found(struct rebuild_one *m, int64_t beg, int64_t end,
                     uint64_t from)
{
    const struct indexfile_ref *ref = &m->x.ref[m->ref];
    uint32_t number = bin_of(&m->x, beg, end);

    if (!m->asked || number != m->last_number) {
        m->last = indexfile_find(&m->x, ref, number);
        m->last_number = number;
        m->asked = true;
    }
    if (m->last && in_bin(&m->x, m->last, from))
        return true;
    while (number) {
        struct indexfile_bin *bin;

        number = (number - 1) >> 3;
        bin = indexfile_find(&m->x, ref, number);
        if (bin && in_bin(&m->x, bin, from))
            return true;
    }
    return false;
}

/* The first record that overlaps a window is the one by which it is met. */
static int64_t late_window(struct rebuild_one *m,
                           const struct rebuild_record *r, int64_t beg,
                           int64_t end)
{
    const struct indexfile_ref *ref = &m->x.ref[m->ref];
    int64_t last = (end - 1) >> m->x.min_shift;
    int64_t late = -1;

    if (beg >> m->x.min_shift > m->next_window)
        m->next_window = beg >> m->x.min_shift < ref->n_windows
                             ? (uint32_t)(beg >> m->x.min_shift)
                             : ref->n_windows;
    for (; m->next_window < ref->n_windows && m->next_window <= last;
         m->next_window++) {
        if (indexfile_window(&m->x, ref, m->next_window) > r->from && late < 0)
            late = m->next_window;
    }
    return late;
}

/* The same for the bins of a CSI; the bin, or -1. */
static int64_t late_bin(struct rebuild_one *m, const struct rebuild_record *r,
                        int64_t beg, int64_t end)
{
    const struct indexfile_ref *ref = &m->x.ref[m->ref];
    int shift = m->x.min_shift + 3 * m->x.depth;
    int64_t late = -1;

    for (int level = 0; level <= m->x.depth; level++, shift -= 3) {
        uint32_t base = indexfile_level(level);
        uint32_t *at = &m->next_bin[level];

        for (; *at < ref->n_bins; (*at)++) {
            const struct indexfile_bin *bin = &m->x.bin[ref->first_bin + *at];

            if (bin->number > base + (uint32_t)((end - 1) >> shift))
                break;
            if (bin->number >= base + (uint32_t)(beg >> shift) &&
                indexfile_loffset(&m->x, bin) > r->from)
                late = bin->number;
        }
    }
    return late;
}

/* Each level's bins begin behind those of the level above. */
static void begin_levels(struct rebuild_one *m)
{
    const struct indexfile_ref *ref = &m->x.ref[m->ref];
    uint32_t at = 0;

    m->next_window = 0;
    for (int level = 0; level <= m->x.depth; level++) {
        while (at < ref->n_bins &&
               m->x.bin[ref->first_bin + at].number < indexfile_level(level))
            at++;
        m->next_bin[level] = at;
    }
}

/* The counts of the reference that is left. */
static int leave_ref(struct rebuild *b, struct rebuild_one *m, struct err *e)
{
    const struct indexfile_ref *ref;
    struct problem_place at;

    if (m->ref < 0 || b->unordered)
        return 0;
    ref = &m->x.ref[m->ref];
    if (!ref->meta)
        return 0;
    if (indexfile_count(&m->x, ref, 0) == m->mapped &&
        indexfile_count(&m->x, ref, 1) == m->unmapped)
        return 0;
    return problem_add(
        &b->out->problems, m->rules->counts, rebuild_place_in(&at, m), e,
        "reference %lld has %llu mapped and %llu unmapped records, the index "
        "says %llu and %llu",
        (long long)m->ref + 1, (unsigned long long)m->mapped,
        (unsigned long long)m->unmapped,
        (unsigned long long)indexfile_count(&m->x, ref, 0),
        (unsigned long long)indexfile_count(&m->x, ref, 1));
}

static int enter_ref(struct rebuild *b, struct rebuild_one *m,
                     const struct rebuild_record *r, struct err *e)
{
    if (leave_ref(b, m, e))
        return -1;
    m->ref = -2;
    m->mapped = m->unmapped = 0;
    m->asked = false;
    if (b->of == REBUILD_TEXT && m->x.named) {
        uint32_t i = names_find(&m->x.names, r->seq, r->seq_len);

        if (i != NAMES_NONE)
            m->ref = i;
    } else if (r->tid >= 0 && (size_t)r->tid < m->x.n_refs) {
        m->ref = r->tid;
    }
    if (m->ref < 0)
        return 0;
    b->unordered |= m->seen[m->ref];
    m->seen[m->ref] = true;
    begin_levels(m);
    return 0;
}

static int not_found(struct rebuild *b, const struct rebuild_one *m,
                     const struct rebuild_record *r, struct err *e)
{
    struct problem_place at;
    const char *index = path_base(m->path);

    if (m->ref < 0)
        return problem_add(&b->out->problems, m->rules->found, place_of(&at, r),
                           e, "%.200s does not have the record's reference",
                           index);
    return problem_add(&b->out->problems, m->rules->found, place_of(&at, r), e,
                       "no chunk of its bins in %.200s holds this record",
                       index);
}

static int late(struct rebuild *b, const struct rebuild_one *m,
                const struct rebuild_record *r, int64_t which, struct err *e)
{
    struct problem_place at;

    return problem_add(&b->out->problems, m->rules->window, place_of(&at, r), e,
                       m->x.kind == INDEXFILE_CSI
                           ? N_("loffset of bin %lld in %.200s is after this "
                                "record, which overlaps it")
                           : N_("the offset of window %lld in %.200s is after "
                                "this record, which overlaps it"),
                       (long long)which, path_base(m->path));
}

static int look_up(struct rebuild *b, struct rebuild_one *m,
                   const struct rebuild_record *r, struct err *e)
{
    int64_t beg = r->beg > 0 ? r->beg : 0;
    int64_t end = r->end > beg ? r->end : beg + 1;
    int64_t which;
    struct problem_place at;

    if (r->mapped)
        m->mapped++;
    else
        m->unmapped++;
    if (m->ref < 0)
        return not_found(b, m, r, e);
    if (r->beg < 0 && b->of == REBUILD_BAM)
        return 0; /* nobody can ask for it */
    if ((end - 1) >> (m->x.min_shift + 3 * m->x.depth))
        return problem_add(&b->out->problems, m->rules->fits, place_of(&at, r),
                           e,
                           "the record ends at %lld, behind all bins of %.200s",
                           (long long)end, path_base(m->path));
    if (!is_found(m, beg, end, r->from))
        return not_found(b, m, r, e);
    /* htslib enters mapped records only, and none of no length. */
    if (!r->mapped || r->end <= r->beg || b->unordered)
        return 0;
    which = m->x.kind == INDEXFILE_CSI ? late_bin(m, r, beg, end)
                                       : late_window(m, r, beg, end);
    return which < 0 ? 0 : late(b, m, r, which, e);
}

/* ---- the file */

static bool same_ref(const struct rebuild *b, const struct rebuild_record *r)
{
    if (b->of != REBUILD_TEXT)
        return b->tid == r->tid;
    return b->seq_len == r->seq_len && memcmp(b->seq, r->seq, r->seq_len) == 0;
}

static int keep_ref(struct rebuild *b, const struct rebuild_record *r,
                    struct err *e)
{
    b->any = true;
    b->tid = r->tid;
    b->beg = r->beg;
    if (b->of != REBUILD_TEXT)
        return 0;
    free(b->seq);
    b->seq_len = 0;
    b->seq = malloc(r->seq_len + 1);
    if (!b->seq)
        return err_nomem(e);
    memcpy(b->seq, r->seq, r->seq_len);
    b->seq_len = r->seq_len;
    return 0;
}

int rebuild_add(struct rebuild *b, const struct rebuild_record *r,
                struct err *e)
{
    bool unplaced;
    bool other;

    if (!b)
        return 0;
    unplaced = b->of != REBUILD_TEXT && r->tid < 0;
    other = !b->any || !same_ref(b, r);
    if (other && keep_ref(b, r, e))
        return -1;
    b->unordered |= !other && r->beg < b->beg && !unplaced;
    b->beg = r->beg;
    b->unplaced += unplaced;
    for (size_t i = 0; i < b->n; i++) {
        struct rebuild_one *m = &b->a[i];

        pass_begins(b, m, r->from);
        if (other && enter_ref(b, m, r, e))
            return -1;
        if (!unplaced && look_up(b, m, r, e))
            return -1;
    }
    return 0;
}

/* References without a record that are said to have some. */
static int check_unseen(struct rebuild *b, struct rebuild_one *m, struct err *e)
{
    for (size_t i = 0; i < m->x.n_refs; i++) {
        if (m->seen[i])
            continue;
        m->ref = (int64_t)i;
        m->mapped = m->unmapped = 0;
        if (leave_ref(b, m, e))
            return -1;
    }
    return 0;
}

static int end_one(struct rebuild *b, struct rebuild_one *m, struct err *e)
{
    struct problem_place at;

    m->stray += m->n_begins - m->begun;
    if (m->stray && problem_add(&b->out->problems, m->rules->chunk,
                                rebuild_place_in(&at, m), e,
                                "%llu chunks begin where no record does",
                                (unsigned long long)m->stray))
        return -1;
    if (leave_ref(b, m, e) || (!b->unordered && check_unseen(b, m, e)))
        return -1;
    if (m->x.has_unplaced && m->x.unplaced != b->unplaced)
        return problem_add(
            &b->out->problems, m->rules->unplaced, rebuild_place_in(&at, m), e,
            "%llu records are without place, the index says "
            "%llu",
            (unsigned long long)b->unplaced, (unsigned long long)m->x.unplaced);
    return 0;
}

int rebuild_end(struct rebuild *b, struct err *e)
{
    for (size_t i = 0; b && i < b->n; i++) {
        if (end_one(b, &b->a[i], e))
            return -1;
    }
    return 0;
}

#include "conform/align/bam/examine_bam_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/le.h"
#include "formats/fastaio.h"
#include "formats/names.h"

#define REFS_MAX INT64_C(1000000)

static const unsigned char magic[4] = {'B', 'A', 'M', 1};

bool examine_bam_sniff(const unsigned char *head, size_t n)
{
    return n >= sizeof(magic) && memcmp(head, magic, sizeof(magic)) == 0;
}

int bamhead_append(struct bamhead *h, const unsigned char *bytes, size_t n,
                   struct err *e)
{
    size_t cap = h->cap ? h->cap : (size_t)512 << 10;
    unsigned char *more;

    while (cap - h->n < n)
        cap *= 2;
    if (cap > h->cap) {
        more = realloc(h->bytes, cap);
        if (!more)
            return err_nomem(e);
        h->bytes = more;
        h->cap = cap;
    }
    memcpy(h->bytes + h->n, bytes, n);
    h->n += n;
    return 0;
}

void bamhead_release(struct bamhead *h)
{
    free(h->bytes);
    *h = (struct bamhead){0};
}

/* ---- scanned ---- */

static enum bamhead_state bad(struct bamhead *h, struct problems *p,
                              struct err *e, const char *what)
{
    struct problem_place at = {.offset = (int64_t)h->at};

    problem_add(p, "BAM-002", &at, e, "%s has an impossible value", what);
    return BAMHEAD_BAD;
}

/* The integer at h->at, if it is there. */
static bool take_int(int64_t *out, struct bamhead *h)
{
    if (h->n - h->at < 4)
        return false;
    *out = (int32_t)le32(h->bytes + h->at);
    h->at += 4;
    return true;
}

static enum bamhead_state scan_text(struct bamhead *h, struct problems *p,
                                    struct err *e)
{
    if (h->n < sizeof(magic))
        return BAMHEAD_MORE;
    if (h->at == 0 && memcmp(h->bytes, magic, sizeof(magic)) != 0) {
        struct problem_place at = {.text = (const char *)h->bytes,
                                   .text_len = sizeof(magic)};

        problem_add(p, "BAM-001", &at, e, "the file does not begin BAM\\1");
        return BAMHEAD_BAD;
    }
    h->at = sizeof(magic);
    h->l_text = -1;
    if (!take_int(&h->l_text, h))
        return BAMHEAD_MORE;
    if (h->l_text < 0)
        return bad(h, p, e, "l_text");
    if (h->n - h->at < (size_t)h->l_text)
        return BAMHEAD_MORE;
    h->at += (size_t)h->l_text;
    if (!take_int(&h->n_ref, h))
        return BAMHEAD_MORE;
    if (h->n_ref < 0)
        return bad(h, p, e, "n_ref");
    h->refs_at = h->at;
    return BAMHEAD_DONE;
}

/* One sequence: l_name, name, l_ref. */
static enum bamhead_state scan_ref(struct bamhead *h, struct problems *p,
                                   struct err *e)
{
    size_t left = h->n - h->at;
    int64_t l_name = left < 4 ? 0 : (int32_t)le32(h->bytes + h->at);
    const unsigned char *name = h->bytes + h->at + 4;
    struct problem_place at = {.offset = (int64_t)h->at};

    if (left < 4)
        return BAMHEAD_MORE;
    if (l_name < 1)
        return bad(h, p, e, "l_name");
    if (left - 4 < (size_t)l_name + 4)
        return BAMHEAD_MORE;
    if (memchr(name, 0, (size_t)l_name) != name + l_name - 1) {
        problem_add(p, "BAM-002", &at, e,
                    "the name of sequence %lld does not end where l_name says",
                    (long long)h->refs + 1);
        return BAMHEAD_BAD;
    }
    h->at += 8 + (size_t)l_name;
    h->refs++;
    return BAMHEAD_DONE;
}

enum bamhead_state bamhead_scan(struct bamhead *h, struct problems *p,
                                struct err *e)
{
    enum bamhead_state s = BAMHEAD_DONE;

    if (!h->refs_at)
        s = scan_text(h, p, e);
    while (s == BAMHEAD_DONE && h->refs < h->n_ref)
        s = scan_ref(h, p, e);
    return s;
}

/* ---- read ---- */

struct ref {
    const char *name;
    size_t len;
    int64_t bases;
};

static struct ref next_ref(const struct bamhead *h, size_t *at)
{
    size_t l_name = le32(h->bytes + *at);
    struct ref r = {(const char *)h->bytes + *at + 4, l_name - 1,
                    (int32_t)le32(h->bytes + *at + 4 + l_name)};

    *at += 8 + l_name;
    return r;
}

static int tell_ref(struct problems *p, const struct alnhead *head, size_t tid,
                    const struct ref *r, struct err *e)
{
    struct problem_place at = {.offset = -1,
                               .text = r->name,
                               .text_len = r->len,
                               .header_line = head->seq[tid].line};

    if (names_find(&head->seq_names, r->name, r->len) != tid)
        return problem_add(p, "BAM-003", &at, e,
                           "sequence %zu of the list has another name in @SQ",
                           tid + 1);
    if (head->seq[tid].len == r->bases)
        return 0;
    return problem_add(p, "BAM-003", &at, e,
                       "sequence %zu of the list has %lld bases, and %lld in "
                       "@SQ",
                       tid + 1, (long long)r->bases,
                       (long long)head->seq[tid].len);
}

static int compare_refs(struct problems *p, const struct alnhead *head,
                        const struct bamhead *h, struct err *e)
{
    size_t at = h->refs_at;
    struct problem_place nowhere = {.offset = (int64_t)at};

    if ((size_t)h->n_ref != head->n_seq)
        return problem_add(p, "BAM-003", &nowhere, e,
                           "there are %lld sequences in the list and %zu @SQ "
                           "lines",
                           (long long)h->n_ref, head->n_seq);
    for (size_t tid = 0; tid < head->n_seq; tid++) {
        struct ref r = next_ref(h, &at);

        if (tell_ref(p, head, tid, &r, e))
            return -1;
    }
    return 0;
}

/* The list is all that there is. A name that stands twice keeps its place, but
 * is found only once. */
static int take_refs(struct alnhead *head, const struct bamhead *h,
                     const struct examine_job *job, struct err *e)
{
    size_t at = h->refs_at;
    const struct fasta *f = job->reference;

    if (h->n_ref > REFS_MAX)
        return err_set(e, ERR_LIMIT,
                       "the header names more than %lld sequences",
                       (long long)REFS_MAX);
    head->seq = calloc((size_t)h->n_ref + 1, sizeof(*head->seq));
    if (!head->seq)
        return err_nomem(e);
    for (int64_t i = 0; i < h->n_ref; i++) {
        struct ref r = next_ref(h, &at);

        if (names_add(&(uint32_t){0}, NULL, &head->seq_names, r.name, r.len, e))
            return -1;
        head->seq[i].len = r.bases;
        head->seq[i].contig =
            f ? names_find(&f->names, r.name, r.len) : NAMES_NONE;
    }
    head->n_seq = (size_t)h->n_ref;
    return 0;
}

int bamhead_read(struct alnhead *out, const struct bamhead *h,
                 struct problems *p, const struct examine_job *job,
                 struct err *e)
{
    const char *text = (const char *)h->bytes + sizeof(magic) + 4;
    size_t n = (size_t)h->l_text;
    const char *nul = memchr(text, 0, n);

    for (const char *s = nul; s && s < text + n; s++) {
        if (*s) {
            struct problem_place at = {.offset = nul - text + 8};

            problem_add(p, "BAM-015", &at, e,
                        "text follows a NUL of the header");
            break;
        }
    }
    if (alnhead_read(out, p, text, nul ? (size_t)(nul - text) : n, job, e))
        return -1;
    if (out->n_seq)
        return compare_refs(p, out, h, e);
    return take_refs(out, h, job, e);
}

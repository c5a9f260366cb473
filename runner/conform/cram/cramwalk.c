#include "conform/cram/cramwalk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/le.h"
#include "conform/cram/cramwalk_internal.h"
#include "formats/bytesin.h"
#include "formats/cramblock.h"
#include "formats/fastaio.h"

#define DEFINITION    26 /* "CRAM", two numbers, a name of 20 bytes */
#define EOF_START     4542278
#define STEP          ((size_t)1 << 20)
#define LANDMARKS_MAX 1000000

/* The whole end-of-file container (CRAMv3 s9, CRAMv2.1 s9). */
static const unsigned char end_v3[] = {
    0x0f, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xe0, 0x45, 0x4f, 0x46,
    0,    0, 0, 0, 1,    0,    0x05, 0xbd, 0xd9, 0x4f, 0,    1,    0,
    6,    6, 1, 0, 1,    0,    1,    0,    0xee, 0x63, 0x01, 0x4b};
static const unsigned char end_v2[] = {
    0x0b, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xe0, 0x45, 0x4f, 0x46, 0, 0,
    0,    0, 1, 0, 0,    1,    0,    6,    6,    1,    0,    1,    0,    1, 0};

struct problem_place cramwalk_at(const struct cramwalk *w, size_t in_body)
{
    return (struct problem_place){.offset = w->c.body + (int64_t)in_body};
}

/* ---- bytes ---- */

/* As many as there are, up to `n`. */
static size_t take(struct cramwalk *w, void *out, size_t n)
{
    ssize_t got = n ? bytesin_read(w->in, out, n, &w->why) : 0;

    if (got < 0)
        got = 0;
    w->offset += got;
    return (size_t)got;
}

static int room(unsigned char **mem, size_t *cap, size_t n, struct err *e)
{
    size_t more = 2 * n + 64;
    unsigned char *p;

    if (n <= *cap)
        return 0;
    p = realloc(*mem, more);
    if (!p)
        return err_nomem(e);
    *mem = p;
    *cap = more;
    return 0;
}

/* ---- the head of a container ---- */

/* `n` bytes more of it; false: there are not as many. */
static bool head_bytes(struct cramwalk *w, size_t n)
{
    if (room(&w->head, &w->cap_head, w->n_head + n, w->e) ||
        take(w, w->head + w->n_head, n) != n)
        return false;
    w->n_head += n;
    return true;
}

static bool head_i32(struct cramwalk *w, int32_t *out)
{
    if (!head_bytes(w, 4))
        return false;
    *out = (int32_t)le32(w->head + w->n_head - 4);
    return true;
}

static bool head_number(struct cramwalk *w, bool wide, int64_t *out)
{
    size_t at = w->n_head;
    size_t size;
    struct cramcur c;

    if (!head_bytes(w, 1))
        return false;
    size =
        wide ? cramcur_ltf8_size(w->head[at]) : cramcur_itf8_size(w->head[at]);
    if (!head_bytes(w, size - 1))
        return false;
    c = (struct cramcur){w->head + at, w->head + w->n_head, false};
    *out = wide ? cramcur_ltf8(&c) : cramcur_itf8(&c);
    return true;
}

static bool head_itf8(struct cramwalk *w, int32_t *out)
{
    int64_t v;

    if (!head_number(w, false, &v))
        return false;
    *out = (int32_t)v;
    return true;
}

/* Memory is taken as they come. */
static bool keep_landmark(struct cramwalk *w, int32_t i)
{
    struct cramwalk_container *c = &w->c;

    if ((size_t)i >= c->cap_landmarks) {
        size_t cap = c->cap_landmarks ? 2 * c->cap_landmarks : 16;
        int32_t *more = realloc(c->landmark, cap * sizeof(*more));

        if (!more) {
            err_nomem(w->e);
            return false;
        }
        c->landmark = more;
        c->cap_landmarks = cap;
    }
    return head_itf8(w, &c->landmark[i]);
}

static bool head_landmarks(struct cramwalk *w)
{
    struct cramwalk_container *c = &w->c;
    struct problem_place at = {.offset = c->offset};

    if (!head_itf8(w, &c->n_landmarks))
        return false;
    if (c->n_landmarks < 0 || c->n_landmarks > c->length) {
        w->bad = true;
        problem_add(w->problems, "CRAM-CON-004", &at, w->e,
                    "a container of %d bytes has %d landmarks", c->length,
                    c->n_landmarks);
        c->n_landmarks = 0;
        return true;
    }
    for (int32_t i = 0; i < c->n_landmarks; i++) {
        if (i == LANDMARKS_MAX) {
            err_set(&w->why, ERR_LIMIT,
                    "a container has more than %d landmarks", LANDMARKS_MAX);
            return false;
        }
        if (!keep_landmark(w, i))
            return false;
    }
    return true;
}

/* Version 3 wrote the counter wider, and added a sum. */
static bool head_fields(struct cramwalk *w)
{
    struct cramwalk_container *c = &w->c;

    return head_i32(w, &c->length) && head_itf8(w, &c->ref) &&
           head_itf8(w, &c->start) && head_itf8(w, &c->span) &&
           head_itf8(w, &c->records) &&
           head_number(w, w->version >= 30, &c->counter) &&
           head_number(w, true, &c->bases) && head_itf8(w, &c->blocks) &&
           head_landmarks(w);
}

static void check_head(struct cramwalk *w)
{
    struct problem_place at = {.offset = w->c.offset};
    const unsigned char *sum;

    if (w->bad)
        return;
    if (w->version >= 30) {
        if (!head_bytes(w, 4))
            return;
        sum = w->head + w->n_head - 4;
        if (cramblock_crc(w->head, w->n_head - 4) != le32(sum)) {
            w->bad = true;
            problem_add(w->problems, "CRAM-CON-001", &at, w->e,
                        "CRC32 of the container's head is not that of its "
                        "bytes");
            return;
        }
    }
    if (w->c.length >= 0 && w->c.blocks >= 0 && w->c.records >= 0)
        return;
    w->bad = true;
    problem_add(w->problems, "CRAM-CON-002", &at, w->e,
                "a number in the container's head is negative");
}

/* ---- its body ---- */

static bool take_body(struct cramwalk *w)
{
    size_t n = (size_t)w->c.length;
    size_t have = 0;

    if (n > CRAMWALK_BODY_MAX) {
        err_set(&w->why, ERR_LIMIT,
                "the container at %lld states %d bytes; no more than %zu are "
                "judged",
                (long long)w->c.offset, w->c.length, CRAMWALK_BODY_MAX);
        return false;
    }
    w->c.body = w->offset;
    if (room(&w->body, &w->cap_body, 1, w->e))
        return false;
    while (have < n) {
        size_t want = n - have < STEP ? n - have : STEP;
        size_t got;

        if (room(&w->body, &w->cap_body, have + want, w->e))
            return false;
        got = take(w, w->body + have, want);
        have += got;
        if (got < want)
            return false;
    }
    return true;
}

/* ---- the end ---- */

static bool is_end(const struct cramwalk *w)
{
    return w->c.ref == -1 && w->c.start == EOF_START && w->c.records == 0;
}

static void check_end(struct cramwalk *w)
{
    const unsigned char *want = w->version >= 30 ? end_v3 : end_v2;
    size_t n = w->version >= 30 ? sizeof(end_v3) : sizeof(end_v2);
    struct problem_place at = {.offset = w->c.offset};
    unsigned char more;

    w->ended = true;
    if (w->n_head + (size_t)w->c.length != n ||
        memcmp(w->head, want, w->n_head) != 0 ||
        memcmp(w->body, want + w->n_head, n - w->n_head) != 0)
        problem_add(w->problems, "CRAM-EOF-001", &at, w->e,
                    "the container at the end differs from the one that the "
                    "specification gives");
    at.offset = w->offset;
    if (take(w, &more, 1))
        problem_add(w->problems, "CRAM-EOF-002", &at, w->e,
                    "bytes follow the end-of-file container");
}

static void no_end(struct cramwalk *w, bool within)
{
    struct problem_place at = {.offset = w->offset};

    if (w->bad || w->why.code != ERR_NONE || w->e->code != ERR_NONE)
        return;
    problem_add(w->problems, "CRAM-EOF-001", &at, w->e,
                within ? N_("the file ends within a container")
                       : N_("the end-of-file container is missing"));
}

/* ---- containers ---- */

/* Does it count on where the one before stopped? */
static void check_counter(struct cramwalk *w)
{
    struct problem_place at = {.offset = w->c.offset};

    if (w->next_counter >= 0 && w->c.counter != w->next_counter)
        problem_add(w->problems, "CRAM-CON-006", &at, w->e,
                    "the record counter is %lld, %lld was to follow",
                    (long long)w->c.counter, (long long)w->next_counter);
    w->next_counter = w->c.counter + w->c.records;
    w->records += w->c.records;
    w->bases += w->c.bases;
}

/* What stands in the container that was read whole. */
static void look_into(struct cramwalk *w)
{
    w->containers++;
    if (w->containers == 1) {
        cramwalk_header(w);
        return;
    }
    if (is_end(w)) {
        check_end(w);
        return;
    }
    check_counter(w);
    cramwalk_data(w);
}

/* false: nothing more is to be read. */
static bool container(struct cramwalk *w)
{
    w->c.offset = w->offset;
    w->n_head = 0;
    if (!head_fields(w)) {
        no_end(w, w->offset > w->c.offset);
        return false;
    }
    check_head(w);
    if (w->bad)
        return false;
    if (!take_body(w)) {
        no_end(w, true);
        return false;
    }
    look_into(w);
    return !w->ended && !w->bad && w->why.code == ERR_NONE &&
           w->e->code == ERR_NONE;
}

/* ---- the file ---- */

static const struct {
    unsigned char major;
    unsigned char minor;
    int version; /* 0: it is one, but not judged here */
} versions[] = {
    {1, 0, 0 },
    {2, 0, 0 },
    {2, 1, 21},
    {3, 0, 30},
    {3, 1, 31},
};

static void find_version(struct cramwalk *w, unsigned major, unsigned minor)
{
    struct problem_place at = {.offset = 4};

    snprintf(w->name, sizeof(w->name), "%u.%u", major, minor);
    for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); i++) {
        if (versions[i].major != major || versions[i].minor != minor)
            continue;
        w->version = versions[i].version;
        if (!w->version)
            err_set(&w->why, ERR_LIMIT,
                    "CRAM %u.%u is not judged; write the file as CRAM 3.0",
                    major, minor);
        return;
    }
    w->bad = true;
    problem_add(w->problems, "CRAM-FD-002", &at, w->e,
                "no version of CRAM is called %u.%u", major, minor);
}

static void definition(struct cramwalk *w)
{
    struct problem_place at = {.offset = 0};
    unsigned char b[DEFINITION];
    size_t n = take(w, b, sizeof(b));

    if (w->why.code != ERR_NONE)
        return;
    if (n < 4 || memcmp(b, "CRAM", 4) != 0 || bytesin_is_bgzf(w->in) ||
        bytesin_is_gzip(w->in)) {
        w->bad = true;
        problem_add(w->problems, "CRAM-FD-001", &at, w->e,
                    "the file does not begin with CRAM");
        return;
    }
    if (n < sizeof(b)) {
        no_end(w, false);
        w->bad = true;
        return;
    }
    find_version(w, b[4], b[5]);
}

int cramwalk_open(struct cramwalk *w, const char *path,
                  const struct fasta *reference, struct problems *p,
                  struct err *e)
{
    *w = (struct cramwalk){.problems = p, .e = e, .next_counter = -1};
    w->in = bytesin_open(path, &w->why);
    if (!w->in)
        return -1;
    w->reference = reference;
    w->md5_bases = CRAMWALK_MD5_MORE;
    for (size_t i = 0; reference && i < reference->names.n; i++)
        w->md5_bases += CRAMWALK_MD5_TIMES * reference->seq[i].length;
    if (reference)
        w->view = fasta_view_open(reference, e);
    return e->code == ERR_NONE ? 0 : -1;
}

int cramwalk_run(struct cramwalk *w)
{
    definition(w);
    if (w->bad || w->why.code != ERR_NONE)
        return w->e->code == ERR_NONE ? 0 : -1;
    while (container(w))
        continue;
    return w->e->code == ERR_NONE ? 0 : -1;
}

void cramwalk_release(struct cramwalk *w)
{
    bytesin_close(w->in);
    fasta_view_close(w->view);
    cramtags_release(&w->tags);
    free(w->head);
    free(w->body);
    free(w->c.landmark);
    free(w->header);
    free(w->header_copy);
    free(w->seq);
    free(w->has_m5);
    free(w->slice);
    *w = (struct cramwalk){0};
}

/*
 * The lines of a header and their fields; what the fields say is in
 * alnhead_seq.c and alnhead_group.c.
 */
#include "conform/align/alnhead.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "conform/align/alnhead_internal.h"
#include "conform/align/alnversion.h"
#include "conform/bytes.h"
#include "formats/fastaio.h"

/* About what a name costs besides its bytes: its places in names and arrays. */
#define NAME_COST 128

#define TYPES 4

static const struct alnheadx_type *const types[TYPES] = {
    &alnheadx_hd, &alnheadx_sq, &alnheadx_rg, &alnheadx_pg};

struct problem_place alnheadx_at(const struct alnheadx *x,
                                 struct alnheadx_span v)
{
    return (struct problem_place){
        .line = x->line, .offset = -1, .text = v.s, .text_len = v.n};
}

bool alnheadx_keep(uint32_t *at, struct alnheadx *x, struct names *set,
                   struct alnheadx_span v)
{
    int added = 0;

    *at = NAMES_NONE;
    if (x->kept > ALNHEAD_KEPT_MAX) {
        err_set(x->e, ERR_LIMIT,
                "the header names more than fits in %zu bytes of memory",
                ALNHEAD_KEPT_MAX);
        return false;
    }
    if (names_add(at, &added, set, v.s, v.n, x->e)) {
        *at = NAMES_NONE;
        return false;
    }
    if (added)
        x->kept += v.n + NAME_COST;
    return added;
}

void *alnheadx_grow(void *array, size_t *cap, size_t i, size_t size,
                    struct alnheadx *x)
{
    size_t more = *cap ? 2 * *cap : 64;
    char *new;

    if (i < *cap)
        return array;
    new = realloc(array, more * size);
    if (!new) {
        err_nomem(x->e);
        return array;
    }
    memset(new + *cap *size, 0, (more - *cap) * size);
    *cap = more;
    return new;
}

/* ---- the fields of a line ---- */

static const struct alnheadx_key *key_of(const struct alnheadx_type *t,
                                         const char *name)
{
    for (size_t i = 0; i < t->n; i++) {
        if (memcmp(t->key[i].name, name, 2) == 0)
            return &t->key[i];
    }
    return NULL;
}

static bool is_key(const char *s)
{
    return bytes_is(s[0], BYTES_LETTER) && !bytes_is(s[0], BYTES_GAP) &&
           bytes_is(s[1], BYTES_WORD) && s[1] != '_';
}

/* Bytes of a value: 0 as they should be, 'c' a control character, 'u' bytes
 * above 127. */
static int odd_byte(struct alnheadx_span v)
{
    bool high = false;

    for (size_t i = 0; i < v.n; i++) {
        unsigned char c = (unsigned char)v.s[i];

        if (c < 0x20 || c == 0x7f)
            return 'c';
        high = high || c >= 0x80;
    }
    return high ? 'u' : 0;
}

static void judge_bytes(struct alnheadx *x, struct alnheadx_span v, bool utf8)
{
    struct problem_place at = alnheadx_at(x, v);
    int odd = odd_byte(v);

    if (odd == 'c')
        problem_add(x->p, "SAM-HDR-001", &at, x->e,
                    "a control character stands in the value");
    else if (odd && !utf8)
        problem_add(x->p, "SAM-FILE-002", &at, x->e,
                    "the value is not US-ASCII");
    else if (odd && !utf8_valid(v.s, v.n))
        problem_add(x->p, "SAM-HDR-009", &at, x->e, "the value is not UTF-8");
}

/* `f` is KEY:VALUE, as it must be; the value is kept and judged. */
static void take_value(struct alnheadx *x, const struct alnheadx_type *t,
                       struct alnheadx_span f)
{
    const struct alnheadx_key *k = key_of(t, f.s);
    struct alnheadx_span v = {f.s + 3, f.n - 3};
    struct problem_place at = alnheadx_at(x, f);

    if (!v.n) {
        problem_add(x->p, "SAM-HDR-005", &at, x->e, "the value is empty");
        x->broken = true;
        return;
    }
    judge_bytes(x, v, k && k->utf8);
    if (!k) {
        if (x->job->practice && f.s[0] <= 'Z' && f.s[1] <= 'Z')
            problem_add(x->p, "SAM-HDR-007", &at, x->e,
                        "the specification has no such key in this line");
        return;
    }
    x->value[k - t->key] = v;
    if (k->judge)
        k->judge(x, v);
}

/* One bit for each key that there can be. */
static bool seen_before(uint64_t seen[61], const char *key)
{
    unsigned row = (unsigned)(bytes_is(key[1], BYTES_DIGIT) ? key[1] - '0'
                              : key[1] >= 'a'               ? key[1] - 'a' + 10
                                              : key[1] - 'A' + 36);
    unsigned at = (unsigned)((key[0] | 0x20) - 'a') * 62 + row;
    uint64_t bit;
    bool was;

    if (key[0] < 'a')
        at += 26 * 62;
    bit = (uint64_t)1 << (at % 64);
    was = seen[at / 64] & bit;
    seen[at / 64] |= bit;
    return was;
}

static void field(struct alnheadx *x, const struct alnheadx_type *t,
                  struct alnheadx_span f, uint64_t seen[61])
{
    struct problem_place at = alnheadx_at(x, f);

    if (!f.n) {
        problem_add(x->p, "SAM-HDR-006", &at, x->e,
                    "a tab begins no field: two tabs, or one at the end");
        x->broken = true;
    } else if (f.n < 3 || f.s[2] != ':') {
        problem_add(x->p, "SAM-HDR-001", &at, x->e,
                    "the field is not KEY:VALUE with a key of two letters");
        x->broken = true;
    } else if (!is_key(f.s)) {
        problem_add(x->p, "SAM-HDR-004", &at, x->e,
                    "the key is not a letter and a letter or digit");
        x->broken = true;
    } else if (seen_before(seen, f.s)) {
        problem_add(x->p, "SAM-HDR-003", &at, x->e,
                    "the line has this key twice");
    } else {
        take_value(x, t, f);
    }
}

static void ask_missing(struct alnheadx *x, const struct alnheadx_type *t)
{
    struct problem_place at =
        alnheadx_at(x, (struct alnheadx_span){x->s, x->n});

    for (size_t i = 0; i < t->n; i++) {
        if (!x->value[i].s && t->key[i].missing)
            problem_add(x->p, t->key[i].missing, &at, x->e,
                        "the line has no %s", t->key[i].name);
    }
}

/* Behind the last field: VN may stand anywhere in its line. */
static void ask_newer(struct alnheadx *x, const struct alnheadx_type *t)
{
    for (size_t i = 0; i < t->n; i++) {
        unsigned minor = alnversion_of_key(t->name, t->key[i].name);
        struct problem_place at = alnheadx_at(x, x->value[i]);

        if (x->value[i].s && minor + x->head->behind > ALNVERSION_NEWEST)
            problem_add(x->p, "SAM-HD-010", &at, x->e,
                        "%s came with version 1.%u", t->key[i].name, minor);
    }
}

/* From the tab behind the type on. */
static void fields(struct alnheadx *x, const struct alnheadx_type *t)
{
    const char *end = x->s + x->n;
    uint64_t seen[61] = {0};

    for (const char *p = x->s + 3; p < end;) {
        const char *tab = memchr(p + 1, '\t', (size_t)(end - p) - 1);
        const char *stop = tab ? tab : end;

        field(x, t, (struct alnheadx_span){p + 1, (size_t)(stop - p) - 1},
              seen);
        p = stop;
    }
    if (!x->broken)
        ask_missing(x, t);
    if (x->job->practice && x->head->behind)
        ask_newer(x, t);
    t->end(x);
}

/* ---- lines ---- */

static void comment(struct alnheadx *x)
{
    struct alnheadx_span all = {x->s, x->n};
    struct problem_place at = alnheadx_at(x, all);

    if (x->n < 4 || x->s[3] != '\t')
        problem_add(x->p, "SAM-HDR-008", &at, x->e,
                    "there is no tab after @CO");
    else if (!utf8_valid(x->s, x->n))
        problem_add(x->p, "SAM-HDR-009", &at, x->e, "the comment is not UTF-8");
}

static const struct alnheadx_type *type_of(const char *s)
{
    for (size_t i = 0; i < TYPES; i++) {
        if (memcmp(s, types[i]->name, 2) == 0)
            return types[i];
    }
    return NULL;
}

static void content(struct alnheadx *x)
{
    const struct alnheadx_type *t = NULL;
    struct alnheadx_span all = {x->s, x->n};
    struct problem_place at = alnheadx_at(x, all);

    if (!x->n || *x->s != '@') {
        problem_add(x->p, "SAM-HDR-001", &at, x->e,
                    "the line of the header does not begin with @");
        return;
    }
    if (x->n >= 3 && memcmp(x->s, "@CO", 3) == 0) {
        comment(x);
        return;
    }
    if (x->n >= 3)
        t = type_of(x->s + 1);
    if (!t)
        problem_add(x->p, "SAM-HDR-002", &at, x->e,
                    "the line is none of @HD, @SQ, @RG, @PG and @CO");
    else if (x->n < 4 || x->s[3] != '\t')
        problem_add(x->p, "SAM-HDR-001", &at, x->e,
                    "there is no tab after the type of the line");
    else
        fields(x, t);
}

int alnhead_line(struct alnheadx *x, const char *s, size_t n)
{
    struct problem_place at = {.offset = -1};

    x->line++;
    x->broken = false;
    memset(x->value, 0, sizeof(x->value));
    if (n && s[n - 1] == '\r') {
        n--;
        at.line = x->line;
        if (x->job->practice)
            problem_add(x->p, "SAM-FILE-004", &at, x->e,
                        "the line ends with CR LF");
    }
    x->s = s;
    x->n = n;
    content(x);
    return x->e->code == ERR_NONE ? 0 : -1;
}

struct alnheadx *alnhead_begin(struct alnhead *out, struct problems *p,
                               const struct examine_job *job, struct err *e)
{
    struct alnheadx *x = calloc(1, sizeof(*x));

    *out = (struct alnhead){0};
    if (!x) {
        err_nomem(e);
        return NULL;
    }
    x->head = out;
    x->p = p;
    x->job = job;
    x->e = e;
    if (job->reference) {
        x->view = fasta_view_open(job->reference, e);
        if (!x->view) {
            free(x);
            return NULL;
        }
    }
    return x;
}

void alnhead_stop(struct alnheadx *x)
{
    if (!x)
        return;
    names_release(&x->others);
    names_release(&x->loci);
    names_release(&x->previous);
    free(x->locus_line);
    free(x->link);
    fasta_view_close(x->view);
    free(x);
}

int alnhead_end(struct alnheadx *x)
{
    int rc;

    x->head->n_lines = x->line;
    if (x->e->code == ERR_NONE)
        alnheadx_sq_end(x);
    if (x->e->code == ERR_NONE)
        alnheadx_rg_end(x);
    if (x->e->code == ERR_NONE)
        alnheadx_pg_end(x);
    rc = x->e->code == ERR_NONE ? 0 : -1;
    alnhead_stop(x);
    return rc;
}

int alnhead_read(struct alnhead *out, struct problems *p, const char *text,
                 size_t n, const struct examine_job *job, struct err *e)
{
    struct alnheadx *x = alnhead_begin(out, p, job, e);
    const char *end;

    if (!x)
        return -1;
    while (n && text[n - 1] == '\0')
        n--;
    end = text + n;
    while (text < end) {
        const char *lf = memchr(text, '\n', (size_t)(end - text));
        const char *stop = lf ? lf : end;

        if (alnhead_line(x, text, (size_t)(stop - text)))
            break;
        text = lf ? lf + 1 : end;
    }
    return alnhead_end(x);
}

void alnhead_release(struct alnhead *h)
{
    names_release(&h->seq_names);
    names_release(&h->groups);
    names_release(&h->libraries);
    names_release(&h->units);
    names_release(&h->programs);
    free(h->seq);
    free(h->of_group);
    free(h->subsort);
    *h = (struct alnhead){0};
}

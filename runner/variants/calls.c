#include "variants/calls.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/vcfflow.h"
#include "variants/calls_internal.h"
#include "variants/judged.h"
#include "variants/score.h"
#include "variants/shape.h"

/* Grow an array so that it holds `more` further ones. */
static int grow(void *array, size_t *cap, size_t n, size_t more, size_t size,
                struct err *e)
{
    void **a = array;
    size_t want = *cap ? *cap : 1024;
    void *moved;

    while (want < n + more)
        want += want / 2;
    moved = realloc(*a, want * size);
    if (!moved)
        return err_nomem(e);
    *a = moved;
    *cap = want;
    return 0;
}

static inline int room(void *array, size_t *cap, size_t n, size_t more,
                       size_t size, struct err *e)
{
    return n + more <= *cap ? 0 : grow(array, cap, n, more, size, e);
}

static inline char upper(char b)
{
    if (b >= 'a' && b <= 'z')
        b = (char)(b - 'a' + 'A');
    return b;
}

/* Append bases, in upper case; room is there. */
static void add_text(struct calls *c, struct vcftext t)
{
    for (size_t i = 0; i < t.n; i++)
        c->texts[c->n_texts + i] = upper(t.s[i]);
    c->n_texts += t.n;
}

/* Trim what an allele shares with REF, from the right, then from the left. */
static void trim(struct allele *a, const char *texts, const struct call *k)
{
    const char *ref = texts + k->text;
    const char *alt = texts + a->alt;
    uint32_t r = k->ref_len;
    uint32_t n = a->alt_len;
    uint32_t left = 0;

    while (r && n && ref[r - 1] == alt[n - 1]) {
        r--;
        n--;
    }
    while (left < r && left < n && ref[left] == alt[left])
        left++;
    a->room = 0;
    if (left == r || left == n) { /* the other way, it could go on */
        while (left + a->room < k->ref_len && left + a->room < a->alt_len &&
               ref[left + a->room] == alt[left + a->room])
            a->room++;
    }
    a->beg = k->pos + (int32_t)left;
    a->end = k->pos + (int32_t)r;
    a->alt += left;
    a->alt_len = n - left;
}

/* Keep no more of the alleles than all of them and REF share at both ends: so
 * that bases equal to the reference are asserted. */
static void trim_together(struct calls *c, const struct call *k)
{
    struct allele *a = &c->allele[k->allele];
    const char *ref = c->texts + k->text;
    uint32_t left = k->ref_len;
    uint32_t right = left;

    for (unsigned i = 0; i < k->n_alleles; i++) {
        const char *alt = c->texts + a[i].alt;
        uint32_t n = 0;
        uint32_t max = a[i].alt_len < k->ref_len ? a[i].alt_len : k->ref_len;

        while (n < max && ref[n] == alt[n])
            n++;
        left = n < left ? n : left;
        for (n = 0;
             n < max && ref[k->ref_len - 1 - n] == alt[a[i].alt_len - 1 - n];)
            n++;
        right = n < right ? n : right;
    }
    for (unsigned i = 0; i < k->n_alleles; i++) {
        uint32_t shortest =
            a[i].alt_len < k->ref_len ? a[i].alt_len : k->ref_len;

        if (right > shortest - left)
            right = shortest - left;
    }
    for (unsigned i = 0; i < k->n_alleles; i++) {
        a[i].beg = k->pos + (int32_t)left;
        a[i].end = k->pos + (int32_t)(k->ref_len - right);
        a[i].alt += left;
        a[i].alt_len -= left + right;
    }
}

/* REF, and the alleles that the genotype names. */
static int keep_alleles(struct calls *c, struct call *k,
                        const int alt[SOLVE_PLOIDY], const struct vcfrec *r,
                        struct err *e)
{
    size_t bytes = r->ref.n;

    if ((int64_t)r->ref.n + r->pos >= VCFIN_POS_MAX)
        return err_set(e, ERR_LIMIT, "REF is longer than %d bases",
                       VCFIN_POS_MAX);
    for (unsigned i = 0; i < k->n_alleles; i++)
        bytes += r->alts[alt[i] - 1].n;
    if (c->n_texts + bytes > CALLS_TEXTS)
        return err_set(e, ERR_LIMIT, "the alleles of the file are too large");
    if (room(&c->texts, &c->cap_texts, c->n_texts, bytes, 1, e) ||
        room(&c->allele, &c->cap_alleles, c->n_alleles, k->n_alleles,
             sizeof(*c->allele), e))
        return -1;
    k->text = (uint32_t)c->n_texts;
    k->ref_len = (uint32_t)r->ref.n;
    k->allele = (uint32_t)c->n_alleles;
    add_text(c, r->ref);
    for (unsigned i = 0; i < k->n_alleles; i++) {
        struct vcftext t = r->alts[alt[i] - 1];
        struct allele *a = &c->allele[c->n_alleles++];

        *a = (struct allele){.alt = (uint32_t)c->n_texts,
                             .alt_len = (uint32_t)t.n};
        add_text(c, t);
        if (!c->arg->job->strict_ref)
            trim(a, c->texts, k);
    }
    if (c->arg->job->strict_ref)
        trim_together(c, k);
    shape_of(k, c);
    return 0;
}

/* Is `name` one of the comma-separated words of `list`? */
static bool listed(const char *list, struct vcftext name)
{
    while (list && *list) {
        const char *comma = strchr(list, ',');
        size_t n = comma ? (size_t)(comma - list) : strlen(list);

        if (n == name.n && memcmp(list, name.s, n) == 0)
            return true;
        list = comma ? comma + 1 : NULL;
    }
    return false;
}

/* Must each of the names, which ';' separates, pass? Files that declare FT with
 * several values have commas. */
static bool all_pass(struct vcftext names, const struct variants_job *job)
{
    const char *at = names.s;
    const char *end = at + names.n;

    for (const char *stop = at;; stop++) {
        struct vcftext one = {at, (size_t)(stop - at)};

        if (stop < end && *stop != ';' && *stop != ',')
            continue;
        if (!(one.n == 4 && memcmp(one.s, "PASS", 4) == 0) &&
            !listed(job->pass, one))
            return false;
        if (stop == end)
            return true;
        at = stop + 1;
    }
}

/* FILTER speaks of the site, FT of the sample's call: neither may fail. */
static bool passes(const struct vcfrec *r, const struct variants_job *job)
{
    if (job->filter == VARIANTS_ALL)
        return true;
    return (r->passed || all_pass(r->filter, job)) &&
           (!r->ft.n || all_pass(r->ft, job));
}

static enum call_kind kind_of(enum variants_verdict why, bool passed)
{
    if (why == VARIANTS_TP)
        return passed ? CALL_ASSESSED : CALL_FILTERED;
    if (passed && (why == VARIANTS_NA_NO_CALL || why == VARIANTS_NA_HALF_CALL))
        return CALL_NOCALL;
    return CALL_NONE;
}

/* Phase sets are only told apart, so a hash will do (FNV-1a). */
static uint64_t phase_set(const struct vcfrec *r)
{
    uint64_t h = UINT64_C(14695981039346656037);

    if (!r->phased || r->ploidy < 2)
        return 0;
    for (size_t i = 0; i < r->ps.n; i++)
        h = (h ^ (unsigned char)r->ps.s[i]) * UINT64_C(1099511628211);
    return r->ps.n ? h | 2 : 1;
}

/* Columns by their places in the line. GT must stand first, as it should. */
static bool find_columns(struct judged_columns *c, const struct vcfrec *r)
{
    const char *s = r->text.s;
    struct vcftext gt = {s, 0};
    const char *colon;

    if (r->sample.n) {
        gt = r->sample;
        if (r->format.n < 2 || memcmp(r->format.s, "GT", 2) != 0 ||
            (r->format.n > 2 && r->format.s[2] != ':'))
            return false;
        colon = memchr(gt.s, ':', gt.n);
        gt.n = colon ? (size_t)(colon - gt.s) : gt.n;
    }
    c->ref = (uint32_t)(r->ref.s - s);
    c->ref_len = (uint32_t)r->ref.n;
    c->alt_len = (uint32_t)(r->qual.s - (r->ref.s + r->ref.n)) - 2;
    c->info = (uint32_t)(r->info.s - s);
    c->info_len = (uint32_t)r->info.n;
    c->gt = (uint32_t)(gt.s - s);
    c->gt_len = (uint32_t)gt.n;
    return true;
}

static void keep_line(struct calls_line *l, const struct vcfrec *r)
{
    l->s = r->text.s;
    l->n = (uint32_t)r->text.n; /* LINES_LEN_MAX at most */
    l->has_columns = r->text.n && find_columns(&l->columns, r);
}

void calls_tell_line(struct judged *j, const struct calls *c, size_t record)
{
    const struct calls_line *l;

    if (!c->line)
        return;
    l = &c->line[record];
    j->text = l->s;
    j->text_len = l->n;
    j->columns = l->has_columns ? &l->columns : NULL;
}

static int keep_extras(struct calls *c, const struct vcfrec *r, struct err *e)
{
    const struct judged_listener *l = c->arg->job->listener;

    if (c->arg->job->score) {
        if (room(&c->score, &c->cap_score, c->n, 1, sizeof(*c->score), e))
            return -1;
        c->score[c->n] = score_of(r, c->arg->job->score);
    }
    if (l && l->wants_text) {
        if (room(&c->line, &c->cap_line, c->n, 1, sizeof(*c->line), e))
            return -1;
        keep_line(&c->line[c->n], r);
    }
    return 0;
}

static int take_any(struct calls *c, const struct vcfrec *r, bool passed,
                    struct err *e)
{
    const struct variants_job *job = c->arg->job;
    int64_t max = job->max_length ? job->max_length : VARIANTS_LENGTH;
    int alt[SOLVE_PLOIDY];
    struct call *k = &c->a[c->n];
    enum variants_verdict why;

    *k = (struct call){.record = (uint32_t)c->n, .pos = (int32_t)r->pos};
    why = call_genotype(k, alt, r, max, c->arg->from->alts);
    k->kind = (uint8_t)kind_of(why, passed);
    k->reason = (uint8_t)(passed ? why : VARIANTS_NA_FILTERED);
    k->ref_len = r->ref.n < 1000 ? (uint32_t)r->ref.n : 1000;
    k->phase_set = phase_set(r);
    if (why != VARIANTS_TP)
        k->n_alleles = 0;
    return k->n_alleles ? keep_alleles(c, k, alt, r, e) : 0;
}

/* Most records: one base for another. What take_any() would make of it, put
 * down at once, field by field: a struct that is made elsewhere and then copied
 * keeps the processor waiting for what it just wrote. */
static int take_snv(struct calls *c, const struct vcfrec *r, bool passed,
                    struct err *e)
{
    struct call *k = &c->a[c->n];
    struct allele *a;
    char *text;

    if (room(&c->texts, &c->cap_texts, c->n_texts, 2, 1, e) ||
        room(&c->allele, &c->cap_alleles, c->n_alleles, 1, sizeof(*c->allele),
             e))
        return -1;
    text = c->texts + c->n_texts;
    text[0] = upper(*r->ref.s);
    text[1] = upper(*r->alts->s);
    a = &c->allele[c->n_alleles];
    a->alt = (uint32_t)c->n_texts + 1;
    a->alt_len = 1;
    a->beg = (int32_t)r->pos;
    a->end = a->beg + 1;
    a->room = 0;
    a->left = 0;
    *k = (struct call){0};
    k->record = (uint32_t)c->n;
    k->pos = a->beg;
    k->ref_len = 1;
    k->text = (uint32_t)c->n_texts;
    k->allele = (uint32_t)c->n_alleles;
    k->n_alleles = 1;
    k->ploidy = 2;
    k->gt[0] = (uint8_t)r->gt[0];
    k->gt[1] = (uint8_t)r->gt[1];
    k->phased = r->phased;
    k->phase_set = phase_set(r);
    k->kind = (uint8_t)(passed ? CALL_ASSESSED : CALL_FILTERED);
    k->reason = (uint8_t)(passed ? VARIANTS_TP : VARIANTS_NA_FILTERED);
    k->shape = JUDGED_SNV;
    k->subtype = (uint8_t)shape_of_snv(text[0], text[1]);
    k->zygosity = r->gt[0] & r->gt[1] ? JUDGED_HOMALT : JUDGED_HET;
    c->n_alleles++;
    c->n_texts += 2;
    return 0;
}

static int take(void *content, const struct vcfrec *r, struct err *e)
{
    struct calls *c = content;
    bool passed = passes(r, c->arg->job);
    bool snv = !c->arg->from->alts && call_is_snv(r) &&
               c->n_texts + 2 <= CALLS_TEXTS && r->pos < VCFIN_POS_MAX - 1;

    if (room(&c->a, &c->cap, c->n, 1, sizeof(*c->a), e) ||
        (snv ? take_snv(c, r, passed, e) : take_any(c, r, passed, e)) ||
        keep_extras(c, r, e))
        return -1;
    c->n++;
    return 0;
}

static void *open_batch(void *arg, struct err *e)
{
    struct calls_arg *from = arg;
    struct calls *c;

    pthread_mutex_lock(&from->lock);
    c = from->resting;
    if (c)
        from->resting = c->next;
    pthread_mutex_unlock(&from->lock);
    if (!c)
        c = calloc(1, sizeof(*c));
    if (!c) {
        err_nomem(e);
        return NULL;
    }
    c->arg = from;
    return c;
}

static void rest_batch(void *content)
{
    struct calls *c = content;

    if (!c)
        return;
    c->n = c->n_alleles = c->n_texts = 0;
    pthread_mutex_lock(&c->arg->lock);
    c->next = c->arg->resting;
    c->arg->resting = c;
    pthread_mutex_unlock(&c->arg->lock);
}

int calls_init(struct calls_arg *arg, const struct variants_job *job,
               const struct variants_input *from, struct err *e)
{
    if (pthread_mutex_init(&arg->lock, NULL))
        return err_nomem(e);
    arg->job = job;
    arg->from = from;
    return 0;
}

void calls_release(struct calls_arg *arg)
{
    struct calls *c;

    if (!arg->job)
        return;
    while ((c = arg->resting)) {
        arg->resting = c->next;
        free(c->a);
        free(c->allele);
        free(c->texts);
        free(c->score);
        free(c->line);
        free(c);
    }
    pthread_mutex_destroy(&arg->lock);
    *arg = (struct calls_arg){0};
}

struct vcfflow_taker calls_taker(struct calls_arg *arg)
{
    return (struct vcfflow_taker){arg, open_batch, take, rest_batch};
}

/* Base i of an allele's bases when it stands `left` bp further left: each step
 * takes the last base to the front. */
static char turned(const struct calls *c, const struct allele *a, uint32_t i)
{
    uint32_t turn = (uint32_t)a->left % a->alt_len;

    return c->texts[a->alt + (i + a->alt_len - turn) % a->alt_len];
}

/* `n` > 0; mostly one. */
static int compare_bases(const char *s, const char *t, uint32_t n)
{
    return n == 1 ? (unsigned char)*s - (unsigned char)*t : memcmp(s, t, n);
}

int allele_compare(const struct calls *c, const struct allele *a,
                   const struct calls *d, const struct allele *b)
{
    int32_t x = a->beg - a->left;
    int32_t y = b->beg - b->left;

    if (x != y)
        return x < y ? -1 : 1;
    if (a->end - a->beg != b->end - b->beg)
        return a->end - a->beg < b->end - b->beg ? -1 : 1;
    if (a->alt_len != b->alt_len)
        return a->alt_len < b->alt_len ? -1 : 1;
    if (!a->left && !b->left)
        return a->alt_len ? compare_bases(c->texts + a->alt, d->texts + b->alt,
                                          a->alt_len)
                          : 0;
    for (uint32_t i = 0; i < a->alt_len; i++) {
        char s = turned(c, a, i);
        char t = turned(d, b, i);

        if (s != t)
            return s < t ? -1 : 1;
    }
    return 0;
}

bool allele_same(const struct calls *c, const struct allele *a,
                 const struct calls *d, const struct allele *b)
{
    return allele_compare(c, a, d, b) == 0;
}

void allele_span(int64_t *beg, int64_t *end, const struct allele *a)
{
    *beg = a->beg - a->left;
    *end = a->end - a->left;
    if (a->beg == a->end) { /* an insertion: both its neighbours */
        *end = *beg + 1;
        *beg = *beg > 0 ? *beg - 1 : 0;
    }
}

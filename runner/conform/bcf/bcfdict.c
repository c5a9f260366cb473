#include "conform/bcf/bcfdict.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/num.h"
#include "conform/problem.h"

struct text {
    const char *s;
    size_t n;
};

struct reader {
    struct bcfdict *d;
    struct problems *p;
    struct err *e;
    struct problem_place at;
    struct text id;
    struct text idx; /* .s NULL: there is none */
    struct text type;
};

static bool is(struct text t, const char *word)
{
    return t.n == strlen(word) && memcmp(t.s, word, t.n) == 0;
}

/* ---- one line ---- */

/* The end of a value at `p`: a comma or the end, outside of quotes. */
static const char *value_end(const char *p, const char *end)
{
    bool quoted = false;

    for (; p < end; p++) {
        if (*p == '\\' && quoted && p + 1 < end)
            p++;
        else if (*p == '"')
            quoted = !quoted;
        else if (*p == ',' && !quoted)
            break;
    }
    return p;
}

/* ID, IDX and Type out of "ID=x,Number=1,...": how the rest is built is judged
 * by the rules of the VCF header. */
static void take_fields(struct reader *r, const char *p, const char *end)
{
    r->id = r->idx = r->type = (struct text){0};
    while (p < end) {
        const char *stop = value_end(p, end);
        const char *eq = memchr(p, '=', (size_t)(stop - p));
        struct text key = {p, (size_t)((eq ? eq : stop) - p)};
        struct text value = {eq ? eq + 1 : stop,
                             eq ? (size_t)(stop - eq - 1) : 0};

        if (is(key, "ID"))
            r->id = value;
        else if (is(key, "IDX"))
            r->idx = value;
        else if (is(key, "Type"))
            r->type = value;
        p = stop + 1;
    }
}

static enum bcfdict_type type_of(struct text t)
{
    if (is(t, "Integer"))
        return BCFDICT_INTEGER;
    if (is(t, "Float"))
        return BCFDICT_FLOAT;
    if (is(t, "String") || is(t, "Character"))
        return BCFDICT_STRING;
    return is(t, "Flag") ? BCFDICT_FLAG : BCFDICT_UNTYPED;
}

/* Number of an entry, as IDX states it; the next one when it is not a number,
 * which is told. */
static uint32_t number_of(struct reader *r, struct bcfdict_list *l)
{
    const char *at = r->idx.s;
    struct err ignored = {0};
    int64_t n = 0;

    if (!at) {
        r->d->without++;
        return l->next;
    }
    r->d->with_idx++;
    if (num_parse(&n, &at, r->idx.s + r->idx.n, INT32_MAX, &ignored) == 0 &&
        at == r->idx.s + r->idx.n)
        return (uint32_t)n;
    r->at.text = r->idx.s;
    r->at.text_len = r->idx.n;
    problem_add(r->p, "BCF-004", &r->at, r->e, "IDX is not a number");
    return l->next;
}

static struct bcfdict_entry *new_entry(struct reader *r, struct bcfdict_list *l)
{
    if (l->n == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 64;
        struct bcfdict_entry *more = realloc(l->a, cap * sizeof(*more));

        if (!more) {
            err_nomem(r->e);
            return NULL;
        }
        l->a = more;
        l->cap = cap;
    }
    l->a[l->n] = (struct bcfdict_entry){.line = r->at.line};
    return &l->a[l->n++];
}

/* A string that FILTER, INFO and FORMAT share has one entry; entries are in the
 * order of their names until all are read. */
static void declare(struct reader *r, struct bcfdict_list *l, int use)
{
    struct bcfdict_entry *x;
    uint32_t number;
    uint32_t i;
    int added;

    if (!r->id.s || !r->id.n)
        return;
    number = number_of(r, l);
    if (names_add(&i, &added, &l->names, r->id.s, r->id.n, r->e))
        return;
    x = added ? new_entry(r, l) : &l->a[i];
    if (!x)
        return;
    if (added) {
        x->name = i;
        x->number = number;
        l->next = number >= l->next ? number + 1 : l->next;
    } else if (r->idx.s && number != x->number) {
        problem_add(r->p, "BCF-004", &r->at, r->e,
                    "IDX is %u, another line of this ID has %u", number,
                    x->number);
    }
    x->uses |= use;
    if (use == BCFDICT_INFO)
        x->info = type_of(r->type);
    if (use == BCFDICT_FORMAT)
        x->format = type_of(r->type);
}

static void one_line(struct reader *r, const char *s, size_t n)
{
    static const struct {
        const char *begin;
        int use;
    } kind[] = {
        {"##FILTER=<", BCFDICT_FILTER},
        {"##INFO=<",   BCFDICT_INFO  },
        {"##FORMAT=<", BCFDICT_FORMAT},
        {"##contig=<", 0             },
    };

    if (n && s[n - 1] == '\r')
        n--;
    for (size_t i = 0; i < sizeof(kind) / sizeof(kind[0]); i++) {
        size_t k = strlen(kind[i].begin);

        if (n <= k || memcmp(s, kind[i].begin, k) != 0 || s[n - 1] != '>')
            continue;
        r->at.text = NULL;
        r->at.text_len = 0;
        take_fields(r, s + k, s + n - 1);
        declare(r, kind[i].use ? &r->d->strings : &r->d->contigs, kind[i].use);
    }
}

/* ---- all lines ---- */

static int by_number(const void *a, const void *b)
{
    const struct bcfdict_entry *x = a;
    const struct bcfdict_entry *y = b;

    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return x->name < y->name ? -1 : x->name > y->name;
}

static void sort(struct reader *r, struct bcfdict_list *l)
{
    l->dense = true;
    if (l->n)
        qsort(l->a, l->n, sizeof(*l->a), by_number);
    for (size_t i = 0; i < l->n; i++) {
        l->dense = l->dense && l->a[i].number == i;
        if (!i || l->a[i].number != l->a[i - 1].number)
            continue;
        r->at = (struct problem_place){
            .line = l->a[i].line,
            .offset = -1,
            .text = l->names.a[l->a[i].name],
            .text_len = l->names.len[l->a[i].name],
            .header_line = l->a[i - 1].line,
        };
        problem_add(r->p, "BCF-004", &r->at, r->e, "two IDs have the number %u",
                    l->a[i].number);
    }
}

static void imply_pass(struct reader *r)
{
    r->id = (struct text){"PASS", 4};
    r->idx = (struct text){0};
    declare(r, &r->d->strings, BCFDICT_FILTER);
    r->d->without = 0;
}

int bcfdict_read(struct bcfdict *out, struct problems *p, const char *text,
                 size_t n, int64_t offset, struct err *e)
{
    struct reader r = {.d = out, .p = p, .e = e};
    const char *end = text + n;

    imply_pass(&r);
    for (const char *s = text; s < end && e->code == ERR_NONE;) {
        const char *lf = memchr(s, '\n', (size_t)(end - s));
        const char *stop = lf ? lf : end;

        r.at.line++;
        r.at.offset = offset + (s - text);
        one_line(&r, s, (size_t)(stop - s));
        s = stop + 1;
    }
    if (out->with_idx && out->without)
        problem_add(p, "BCF-004", NULL, e,
                    "%llu lines have an IDX, %llu have none",
                    (unsigned long long)out->with_idx,
                    (unsigned long long)out->without);
    sort(&r, &out->strings);
    sort(&r, &out->contigs);
    return e->code == ERR_NONE ? 0 : -1;
}

static void list_release(struct bcfdict_list *l)
{
    names_release(&l->names);
    free(l->a);
}

void bcfdict_release(struct bcfdict *d)
{
    list_release(&d->strings);
    list_release(&d->contigs);
    *d = (struct bcfdict){0};
}

const struct bcfdict_entry *bcfdict_find(const struct bcfdict_list *l,
                                         int64_t number)
{
    size_t lo = 0;
    size_t hi = l->n;

    if (number < 0 || number > UINT32_MAX)
        return NULL;
    if (l->dense)
        return (size_t)number < l->n ? &l->a[number] : NULL;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (l->a[mid].number < (uint32_t)number)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < l->n && l->a[lo].number == (uint32_t)number ? &l->a[lo] : NULL;
}

const char *bcfdict_name(const struct bcfdict_list *l,
                         const struct bcfdict_entry *x)
{
    return l->names.a[x->name];
}

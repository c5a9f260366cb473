#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "core/submission.h"
#include "formats/submissionxml_internal.h"

struct word {
    const char *s;
    struct place at;
};

/* By text, then by place: the later of two equal words comes second. */
static int by_text(const void *a, const void *b)
{
    const struct word *x = a;
    const struct word *y = b;
    int c = strcmp(x->s, y->s);

    if (c == 0)
        c = (x->at.line > y->at.line) - (x->at.line < y->at.line);
    return c ? c : (x->at.col > y->at.col) - (x->at.col < y->at.col);
}

/* Sorts; returns the later one of the first pair of equals, or NULL. */
static const struct word *twice(struct word *w, size_t n)
{
    if (n > 1)
        qsort(w, n, sizeof *w, by_text);
    for (size_t i = 1; i < n; i++)
        if (strcmp(w[i - 1].s, w[i].s) == 0)
            return &w[i];
    return NULL;
}

static int at(struct err *e, struct place p)
{
    return err_at(e, NULL, p.line, p.col);
}

static int check_items(const struct submission *s, struct word *w,
                       struct err *e)
{
    const struct word *again;

    for (size_t i = 0; i < s->n_items; i++)
        w[i] = (struct word){s->items[i].id, s->items[i].at};
    again = twice(w, s->n_items);
    if (!again)
        return 0;
    (void)err_set(e, ERR_SYNTAX, "the item '%.128s' stands twice", again->s);
    return at(e, again->at);
}

/* `w` holds the items' ids, sorted. */
static int check_item_refs(const struct submission *s, const struct word *w,
                           struct err *e)
{
    for (size_t i = 0; i < s->n_files; i++) {
        const struct submission_file *f = &s->files[i];
        size_t lo = 0;
        size_t hi = s->n_items;

        while (f->item && lo < hi) {
            size_t mid = lo + (hi - lo) / 2;

            if (strcmp(w[mid].s, f->item) < 0)
                lo = mid + 1;
            else
                hi = mid;
        }
        if (!f->item || (lo < s->n_items && strcmp(w[lo].s, f->item) == 0))
            continue;
        (void)err_set(e, ERR_SYNTAX,
                      "the file names the item '%.128s', which is not among "
                      "the items",
                      f->item);
        return at(e, f->at);
    }
    return 0;
}

static int check_files(const struct submission *s, struct word *w,
                       struct err *e)
{
    const struct word *again;
    size_t n = 0;

    for (size_t i = 0; i < s->n_files; i++)
        w[i] = (struct word){s->files[i].name, s->files[i].at};
    again = twice(w, s->n_files);
    if (again) {
        (void)err_set(e, ERR_SYNTAX, "the file '%.200s' is listed twice",
                      again->s);
        return at(e, again->at);
    }
    for (size_t i = 0; i < s->n_files; i++)
        if (s->files[i].role)
            w[n++] = (struct word){s->files[i].role, s->files[i].at};
    again = twice(w, n);
    if (!again)
        return 0;
    (void)err_set(e, ERR_SYNTAX,
                  "two files have the role '%.128s': give it to one of them",
                  again->s);
    return at(e, again->at);
}

int submissionxml_check(const struct submission *s, struct arena *a,
                        struct err *e)
{
    size_t n = s->n_items > s->n_files ? s->n_items : s->n_files;
    struct word *w = arena_alloc(a, n * sizeof *w + 1, e);

    if (!w || check_items(s, w, e) || check_item_refs(s, w, e))
        return -1;
    return check_files(s, w, e);
}

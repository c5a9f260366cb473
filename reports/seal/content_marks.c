/* The marks of a sealed report against its suite and tallies. */
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "base/err.h"
#include "core/evidence.h"
#include "core/marks.h"
#include "core/plan.h"
#include "core/tally.h"
#include "reports/seal/content_internal.h"

/* Counters that tell of the records of a truth, by the ends of their names. */
#define RECORDS "truth.records"
#define RIGHT   ".truth.tp"
#define MISSED  ".truth.fn"

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s);
    size_t m = strlen(end);

    return n >= m && strcmp(s + n - m, end) == 0;
}

/* Over all types of variants. */
static int64_t sum_of(const struct tally *t, const char *end)
{
    int64_t n = 0;

    for (size_t i = 0; i < t->n_counters; i++) {
        if (ends_with(t->counter[i], end))
            n += tally_sum(t, 0, i);
    }
    return n;
}

/* The truth of a measurement, when what is said of its records may be told. */
static const char *public_truth(const struct suite *s, const struct planned *p,
                                const struct measurement *m)
{
    const struct suite_case *c = p->first;

    if (p->control || m->state != MEASURED_OK ||
        tally_find_counter(&m->tally, RECORDS) < 0)
        return NULL;
    for (size_t i = 0; i < c->n_inputs; i++) {
        const struct suite_fixture *f = suite_fixture(s, c->inputs[i].from);

        if (strcmp(c->inputs[i].name, "truth") == 0 && f && f->access &&
            strcmp(f->access, "open") == 0)
            return f->id;
    }
    return NULL;
}

static bool is_word(const char *s, size_t n, const char *word)
{
    return n == strlen(word) && memcmp(s, word, n) == 0;
}

/* The next block is of this measurement, and says what was counted. */
static int check_block(const struct measurement *m, const char *truth,
                       const char **at, const char *end, struct err *e)
{
    struct marks_block b = {0};
    int got = marks_next(&b, at, end, e);

    if (got < 0)
        return -1;
    if (!got || !is_word(b.name, b.name_len, m->id) ||
        !is_word(b.truth, b.truth_len, truth))
        return err_set(e, ERR_MISMATCH,
                       "the truth bits lack measurement %s with the truth %s",
                       m->id, truth);
    if (b.records != sum_of(&m->tally, RECORDS) ||
        b.n[MARKS_RIGHT] != sum_of(&m->tally, RIGHT) ||
        b.n[MARKS_MISSED] != sum_of(&m->tally, MISSED))
        return err_set(e, ERR_MISMATCH,
                       "the truth bits of measurement %s do not add up to the "
                       "tallies: %" PRId64 " records, %" PRId64
                       " right, %" PRId64 " missed",
                       m->id, b.records, b.n[MARKS_RIGHT], b.n[MARKS_MISSED]);
    return 0;
}

static int check_all(const struct suite *s, const struct plan *p,
                     const struct evidence *ev, const struct seal_member *marks,
                     struct err *e)
{
    const char *at = marks->data;
    const char *end = at + marks->len;

    if (marks_begin(&at, end, e))
        return -1;
    for (size_t i = 0; i < p->n; i++) {
        const char *truth = public_truth(s, &p->a[i], &ev->m[i]);

        if (truth && check_block(&ev->m[i], truth, &at, end, e))
            return -1;
    }
    if (at != end)
        return err_set(e, ERR_MISMATCH,
                       "the truth bits tell of more than the measurements "
                       "against a public truth");
    return 0;
}

int content_marks(const struct suite *s, const struct report_basis *b,
                  const struct seal_member *marks, struct err *e)
{
    return check_all(s, &b->plan, &b->evidence, marks, e)
               ? err_at(e, marks->name, 0, 0)
               : 0;
}

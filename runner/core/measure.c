#include "core/measure.h"

#include <stdbool.h>
#include <string.h>

#include "core/tally.h"
#include "core/words.h"

static const char *const kinds[] = {"count", "proportion", "ratio", "rate"};

_Static_assert(WORDS_LEN(kinds) == MEASURE_RATE + 1, "a name each");

const char *measure_kind_name(enum measure_kind k)
{
    return words_name(kinds, WORDS_LEN(kinds), (size_t)k);
}

int measure_kind_parse(enum measure_kind *out, const char *text)
{
    int i = words_find(kinds, WORDS_LEN(kinds), text);

    if (i < 0)
        return -1;
    *out = (enum measure_kind)i;
    return 0;
}

static int sum_terms(int64_t *out, const char *const *name,
                     const struct tally *t, size_t stratum)
{
    int64_t sum = 0;

    for (size_t i = 0; i < MEASURE_TERMS_MAX && name[i]; i++) {
        int counter = tally_find_counter(t, name[i]);
        int64_t one;

        if (counter < 0)
            return -1;
        one = tally_sum(t, stratum, (size_t)counter);
        if (one < 0 || __builtin_add_overflow(sum, one, &sum))
            return -1;
    }
    *out = sum;
    return 0;
}

int measure_sums(int64_t *num, int64_t *den, const struct measure_formula *f,
                 const struct tally *t, size_t stratum)
{
    bool needs_den = f->kind != MEASURE_COUNT;
    int64_t top = 0;
    int64_t bottom = 0;

    /* A sum over nothing would be a zero that nobody counted. */
    if (!f->num[0] || needs_den != (f->den[0] != NULL))
        return -1;
    if (stratum >= t->n_strata || sum_terms(&top, f->num, t, stratum) ||
        sum_terms(&bottom, f->den, t, stratum))
        return -1;
    *num = top;
    *den = bottom;
    return 0;
}

static bool same_terms(const char *const *a, const char *const *b)
{
    for (size_t i = 0; i < MEASURE_TERMS_MAX; i++) {
        if (!a[i] || !b[i])
            return !a[i] && !b[i];
        if (strcmp(a[i], b[i]) != 0)
            return false;
    }
    return true;
}

int measure_equal(const struct measure_formula *a,
                  const struct measure_formula *b)
{
    return a->kind == b->kind && same_terms(a->num, b->num) &&
           same_terms(a->den, b->den);
}

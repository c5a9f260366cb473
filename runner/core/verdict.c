#include "core/verdict.h"

enum verdict verdict_of(const struct verdict_facts *f)
{
    const size_t *n = f->mandatory;
    bool good = n[OUTCOME_PASS] || n[OUTCOME_WARN] || n[OUTCOME_WAIVED];

    if (f->control_missed)
        return VERDICT_NOT_ESTABLISHED;
    if (n[OUTCOME_FAIL])
        return VERDICT_NON_CONFORMANT;
    if (f->only || n[OUTCOME_NOT_RUN] || n[OUTCOME_ERROR] ||
        n[OUTCOME_REPORTED])
        return VERDICT_NOT_ESTABLISHED;
    if (n[OUTCOME_INCONCLUSIVE])
        return VERDICT_INCONCLUSIVE;
    if (!good)
        return VERDICT_NOT_ESTABLISHED;
    return n[OUTCOME_WAIVED] ? VERDICT_WAIVED : VERDICT_CONFORMANT;
}

/* An order of badness; what is no verdict decides nothing. */
static int badness(enum verdict v)
{
    switch (v) {
    case VERDICT_CONFORMANT:
        return 0;
    case VERDICT_WAIVED:
        return 1;
    case VERDICT_INCONCLUSIVE:
        return 2;
    case VERDICT_NOT_ESTABLISHED:
        return 3;
    case VERDICT_NON_CONFORMANT:
        return 4;
    }
    return 3;
}

enum verdict verdict_worse(enum verdict a, enum verdict b)
{
    return badness(b) > badness(a) ? b : a;
}

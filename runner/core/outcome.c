#include "core/outcome.h"

#include "core/words.h"

static const char *const outcomes[] = {
    "not-run",        "pass",         "pass-with-warning",
    "fail",           "inconclusive", "waived",
    "not-applicable", "error",        "reported",
};

static const char *const verdicts[] = {
    "not-established", "conformant",   "conformant-with-waivers",
    "non-conformant",  "inconclusive",
};

static const char *const levels[] = {
    "declared",
    "recomputed",
    "executed-by-lab",
    "executed-by-body",
};

_Static_assert(WORDS_LEN(outcomes) == OUTCOME_REPORTED + 1, "a name each");
_Static_assert(WORDS_LEN(verdicts) == VERDICT_INCONCLUSIVE + 1, "a name each");
_Static_assert(WORDS_LEN(levels) == EVIDENCE_BODY + 1, "a name each");

const char *outcome_name(enum outcome o)
{
    return words_name(outcomes, WORDS_LEN(outcomes), (size_t)o);
}

const char *verdict_name(enum verdict v)
{
    return words_name(verdicts, WORDS_LEN(verdicts), (size_t)v);
}

const char *evidence_level_name(enum evidence_level l)
{
    return words_name(levels, WORDS_LEN(levels), (size_t)l);
}

int outcome_parse(enum outcome *out, const char *text)
{
    int i = words_find(outcomes, WORDS_LEN(outcomes), text);

    if (i < 0)
        return -1;
    *out = (enum outcome)i;
    return 0;
}

int verdict_parse(enum verdict *out, const char *text)
{
    int i = words_find(verdicts, WORDS_LEN(verdicts), text);

    if (i < 0)
        return -1;
    *out = (enum verdict)i;
    return 0;
}

int evidence_level_parse(enum evidence_level *out, const char *text)
{
    int i = words_find(levels, WORDS_LEN(levels), text);

    if (i < 0)
        return -1;
    *out = (enum evidence_level)i;
    return 0;
}

int verdict_exit(enum verdict v, int strict)
{
    switch (v) {
    case VERDICT_CONFORMANT:
        return 0;
    case VERDICT_WAIVED:
        return strict ? 1 : 0;
    case VERDICT_NON_CONFORMANT:
        return 1;
    case VERDICT_NOT_ESTABLISHED:
    case VERDICT_INCONCLUSIVE:
        return 3;
    }
    return 3; /* a value that is no verdict decides nothing */
}

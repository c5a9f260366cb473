#include "core/suite.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/num.h"
#include "core/words.h"

#define VERSION_PART_MAX 999999

static const char *const statuses[] = {"draft", "released", "retired"};
static const char *const pins[] = {"octets", "records", "contigs", "adopted"};
static const char *const methods[] = {
    "exact", "clopper-pearson", "wilson", "jeffreys", "garwood", "report",
};
static const char *const claims[] = {"file", "process"};
static const char *const limits[] = {"published", "proposed", "unconfirmed"};

_Static_assert(WORDS_LEN(statuses) == SUITE_RETIRED + 1, "a name each");
_Static_assert(WORDS_LEN(pins) == PIN_ADOPTED + 1, "a name each");
_Static_assert(WORDS_LEN(methods) == RULE_REPORT + 1, "a name each");
_Static_assert(WORDS_LEN(claims) == CLAIM_PROCESS + 1, "a name each");
_Static_assert(WORDS_LEN(limits) == LIMIT_UNCONFIRMED + 1, "a name each");

const char *suite_status_name(enum suite_status s)
{
    return words_name(statuses, WORDS_LEN(statuses), (size_t)s);
}

const char *fixture_pin_name(enum fixture_pin p)
{
    return words_name(pins, WORDS_LEN(pins), (size_t)p);
}

const char *rule_method_name(enum rule_method m)
{
    return words_name(methods, WORDS_LEN(methods), (size_t)m);
}

const char *claim_kind_name(enum claim_kind c)
{
    return words_name(claims, WORDS_LEN(claims), (size_t)c);
}

const char *limit_status_name(enum limit_status s)
{
    return words_name(limits, WORDS_LEN(limits), (size_t)s);
}

int suite_status_parse(enum suite_status *out, const char *text)
{
    int i = words_find(statuses, WORDS_LEN(statuses), text);

    if (i < 0)
        return -1;
    *out = (enum suite_status)i;
    return 0;
}

int fixture_pin_parse(enum fixture_pin *out, const char *text)
{
    int i = words_find(pins, WORDS_LEN(pins), text);

    if (i < 0)
        return -1;
    *out = (enum fixture_pin)i;
    return 0;
}

int rule_method_parse(enum rule_method *out, const char *text)
{
    int i = words_find(methods, WORDS_LEN(methods), text);

    if (i < 0)
        return -1;
    *out = (enum rule_method)i;
    return 0;
}

int claim_kind_parse(enum claim_kind *out, const char *text)
{
    int i = words_find(claims, WORDS_LEN(claims), text);

    if (i < 0)
        return -1;
    *out = (enum claim_kind)i;
    return 0;
}

int limit_status_parse(enum limit_status *out, const char *text)
{
    int i = words_find(limits, WORDS_LEN(limits), text);

    if (i < 0)
        return -1;
    *out = (enum limit_status)i;
    return 0;
}

void suite_release(struct suite *s)
{
    arena_release(&s->arena);
    *s = (struct suite){0};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool suite_word_in(const char *list, const char *word)
{
    size_t len = strlen(word);

    if (!list)
        return false;
    while (*list) {
        size_t n = 0;

        while (list[n] && !is_blank(list[n]))
            n++;
        if (n == len && n > 0 && memcmp(list, word, n) == 0)
            return true;
        list += n;
        while (is_blank(*list))
            list++;
    }
    return false;
}

static int version_part(int64_t *out, const char **at, const char *end,
                        struct err *e)
{
    const char *p = *at;

    if (num_parse(out, at, end, VERSION_PART_MAX, e))
        return -1;
    if (*p == '0' && *at - p > 1)
        return err_set(e, ERR_SYNTAX,
                       "a number of a version has no leading zero");
    return 0;
}

int version_parse(struct version *out, const char *text, struct err *e)
{
    struct version v = {0};
    const char *at = text;
    const char *end = text + strlen(text);
    int64_t *part[] = {&v.major, &v.minor, &v.patch};

    for (size_t i = 0; i < 3; i++) {
        if (i > 0 && (at == end || *at++ != '.'))
            return err_set(e, ERR_SYNTAX,
                           "a version is three numbers joined by points, such "
                           "as 1.2.3");
        if (version_part(part[i], &at, end, e))
            return -1;
    }
    if (at != end)
        return err_set(e, ERR_SYNTAX, "a version ends after its third number");
    *out = v;
    return 0;
}

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

int version_compare(const struct version *a, const struct version *b)
{
    int c = compare(a->major, b->major);

    if (c == 0)
        c = compare(a->minor, b->minor);
    return c ? c : compare(a->patch, b->patch);
}

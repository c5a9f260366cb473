#include "reports/doc/case_find.h"

#include <stdlib.h>
#include <string.h>

#include "reports/doc/decimals.h"
#include "reports/doc/say.h"

#define IN_TROUBLE "fail pass-with-warning inconclusive waived not-run error"

static const char *const outcomes[] = {
    "pass",         "fail",   "pass-with-warning",
    "inconclusive", "waived", "not-applicable",
    "not-run",      "error",  "reported",
};

#define COUNTER_MAX 128 /* bytes of a counter's name, with its NUL */

#define N_OUTCOMES (sizeof(outcomes) / sizeof(outcomes[0]))

static const xmlChar *chars(const char *s)
{
    return (const xmlChar *)s;
}

unsigned case_find_outcomes(const char *words)
{
    unsigned set = 0;

    while (words && *words) {
        size_t n = strcspn(words, " ");

        for (size_t i = 0; i < N_OUTCOMES; i++) {
            if (strlen(outcomes[i]) == n && memcmp(words, outcomes[i], n) == 0)
                set |= 1U << i;
        }
        words += n + strspn(words + n, " ");
    }
    return set;
}

/* ---- counts: numbers kept as pointers ------------------------------------ */
static int64_t counted(const struct case_find *f, const char *what,
                       const char *a, const char *b)
{
    return (int64_t)(uintptr_t)xmlHashLookup3(f->counts, chars(what), chars(a),
                                              chars(b));
}

static int count(struct case_find *f, const char *what, const char *a,
                 const char *b)
{
    uintptr_t n = (uintptr_t)counted(f, what, a, b) + 1;

    return a ? xmlHashUpdateEntry3(f->counts, chars(what), chars(a), chars(b),
                                   (void *)n, NULL)
             : 0;
}

int64_t case_find_mandatory(const struct case_find *f, const char *profile,
                            unsigned set)
{
    int64_t n = 0;

    for (size_t i = 0; i < N_OUTCOMES; i++) {
        if (set & 1U << i)
            n += counted(f, "mandatory", profile, outcomes[i]);
    }
    return n;
}

int64_t case_find_criteria(const struct case_find *f, const char *name,
                           const char *value)
{
    return counted(f, name, value, NULL);
}

/* ---- making it ----------------------------------------------------------- */
/* Only the first of an id counts. */
static int add(xmlHashTable *to, const char *id, const xmlNode *el)
{
    if (!id || xmlHashLookup(to, chars(id)))
        return 0;
    return xmlHashAddEntry(to, chars(id), (void *)(uintptr_t)el);
}

static int add_all(xmlHashTable *to, const xmlNode *parent, const char *name)
{
    for (const xmlNode *at = say_child(parent, name); at; at = say_next(at)) {
        if (add(to, say_attr(at, "id"), at))
            return -1;
    }
    return 0;
}

/* The next word of a list into out[]; NULL after the last. Words that are too
 * long to be a counter are cut. */
static const char *next_word(char *out, size_t size, const char *at)
{
    size_t n;

    if (!at)
        return NULL;
    at += strspn(at, " ");
    n = strcspn(at, " ");
    if (n == 0)
        return NULL;
    memcpy(out, at, n < size ? n : size - 1);
    out[n < size ? n : size - 1] = '\0';
    return at + n;
}

static int note_missed(struct case_find *f, const xmlNode *c, const xmlNode *k)
{
    const xmlNode *metric = case_find_metric(f, say_attr(k, "metric"));
    const char *m = say_attr(c, "measurement");
    const char *at = metric ? say_attr(metric, "numerator") : NULL;
    char word[COUNTER_MAX];

    while (m && (at = next_word(word, sizeof(word), at))) {
        if (!xmlHashLookup2(f->missed, chars(m), chars(word)) &&
            xmlHashAddEntry2(f->missed, chars(m), chars(word),
                             (void *)(uintptr_t)k))
            return -1;
    }
    return 0;
}

static int walk_criteria(struct case_find *f, const xmlNode *c)
{
    for (const xmlNode *k = say_child(c, "criterion"); k; k = say_next(k)) {
        const char *guard = say_attr(k, "guard");

        if (count(f, "method", say_attr(k, "method"), NULL) ||
            count(f, "claim", say_attr(k, "claim"), NULL))
            return -1;
        if (say_missed(k) && note_missed(f, c, k))
            return -1;
        if (guard && decimals_read(guard) != 0 &&
            count(f, "guard", "yes", NULL))
            return -1;
    }
    return 0;
}

static int walk_case(struct case_find *f, const xmlNode *c)
{
    struct case_find_case *to = &f->cases[f->n_cases++];

    to->el = c;
    for (const xmlNode *o = say_child(c, "outcome"); o; o = say_next(o)) {
        const char *value = say_attr(o, "value");
        unsigned bit = case_find_outcomes(value);

        to->any |= bit;
        if (!say_is(o, "mandatory", "yes"))
            continue;
        to->mandatory |= bit;
        if (count(f, "mandatory", say_attr(o, "profile"), value))
            return -1;
    }
    if (to->any & case_find_outcomes(IN_TROUBLE) &&
        add(f->trouble, say_attr(c, "measurement"), c))
        return -1;
    return walk_criteria(f, c);
}

static int walk_cases(struct case_find *f, const xmlNode *cases)
{
    size_t n = 0;

    for (const xmlNode *c = say_child(cases, "case"); c; c = say_next(c))
        n++;
    f->cases = calloc(n + 1, sizeof(*f->cases));
    if (!f->cases)
        return -1;
    for (const xmlNode *c = say_child(cases, "case"); c; c = say_next(c)) {
        if (walk_case(f, c))
            return -1;
    }
    return 0;
}

static const xmlNode *root_of(const xmlDoc *doc)
{
    const xmlNode *at = doc->children;

    while (at && at->type != XML_ELEMENT_NODE)
        at = at->next;
    return at;
}

int case_find_init(struct case_find *f, const xmlDoc *doc)
{
    const xmlNode *root = root_of(doc);

    *f = (struct case_find){
        .metrics = xmlHashCreate(64),
        .measurements = xmlHashCreate(64),
        .trouble = xmlHashCreate(64),
        .counts = xmlHashCreate(64),
        .missed = xmlHashCreate(64),
    };
    if (f->metrics && f->measurements && f->trouble && f->counts && f->missed &&
        add_all(f->metrics, say_child(root, "suite"), "metric") == 0 &&
        add_all(f->measurements, say_child(root, "measurements"),
                "measurement") == 0 &&
        walk_cases(f, say_child(root, "cases")) == 0)
        return 0;
    case_find_release(f);
    return -1;
}

void case_find_release(struct case_find *f)
{
    xmlHashFree(f->metrics, NULL);
    xmlHashFree(f->measurements, NULL);
    xmlHashFree(f->trouble, NULL);
    xmlHashFree(f->counts, NULL);
    xmlHashFree(f->missed, NULL);
    free(f->cases);
    *f = (struct case_find){0};
}

static const xmlNode *look(xmlHashTable *in, const char *id)
{
    return id ? xmlHashLookup(in, chars(id)) : NULL;
}

const xmlNode *case_find_metric(const struct case_find *f, const char *id)
{
    return look(f->metrics, id);
}

const xmlNode *case_find_measurement(const struct case_find *f, const char *id)
{
    return look(f->measurements, id);
}

const xmlNode *case_find_trouble(const struct case_find *f, const char *id)
{
    return look(f->trouble, id);
}

bool case_find_counts(const struct case_find *f, const xmlNode *criterion,
                      const char *counters)
{
    const xmlNode *metric = case_find_metric(f, say_attr(criterion, "metric"));
    const char *made_of = metric ? say_attr(metric, "numerator") : NULL;
    char word[COUNTER_MAX];
    char other[COUNTER_MAX];

    while ((made_of = next_word(word, sizeof(word), made_of))) {
        const char *at = counters;

        while ((at = next_word(other, sizeof(other), at))) {
            if (strcmp(word, other) == 0)
                return true;
        }
    }
    return false;
}

bool case_find_missed(const struct case_find *f, const char *measurement,
                      const char *counters)
{
    char word[COUNTER_MAX];

    while (measurement &&
           (counters = next_word(word, sizeof(word), counters))) {
        if (xmlHashLookup2(f->missed, chars(measurement), chars(word)))
            return true;
    }
    return false;
}

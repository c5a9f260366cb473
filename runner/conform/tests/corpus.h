/* corpus -- the public files with a verdict (../shared/data/formats), by their
 * manifest: path, format, what is expected, why, how strongly, what else is
 * needed. */
#ifndef CONFORM_TESTS_CORPUS_H
#define CONFORM_TESTS_CORPUS_H

#include "base/tests/data.h"

#include <stdio.h>

#define CORPUS "../shared/data/formats/"

enum corpus_strength {
    CORPUS_HARD, /* by the specification */
    CORPUS_SOFT, /* some reader takes the file, or does not */
    CORPUS_POLICY
};

struct corpus_row {
    char *path; /* below CORPUS; of a pair: two, with a comma between */
    char *format;
    bool pass; /* is expected */
    enum corpus_strength strength;
    char *aux;
};

/* Files of one strength: how many should be accepted, or rejected, and are. */
struct corpus_counts {
    size_t pass;
    size_t accepted;
    size_t fail;
    size_t rejected;
};

static inline void corpus_count(struct corpus_counts *c, bool should, bool yes)
{
    c->pass += should;
    c->accepted += should && yes;
    c->fail += !should;
    c->rejected += !should && !yes;
}

static inline size_t corpus_files(const struct corpus_counts *c)
{
    return c->pass + c->fail;
}

/* How many are judged as they are said to be. */
static inline size_t corpus_as_said(const struct corpus_counts *c)
{
    return c->accepted + c->rejected;
}

/* The next field of a row; "" when there are no more. */
static inline char *corpus_field(char **rest, const char *by)
{
    char *f = *rest;
    size_t n = strcspn(f, by);

    *rest = f[n] ? f + n + 1 : f + n;
    f[n] = '\0';
    return f;
}

static inline void corpus_parse(struct corpus_row *r, char *line)
{
    const char *strength;

    r->path = corpus_field(&line, "\t\n");
    r->format = corpus_field(&line, "\t\n");
    r->pass = strcmp(corpus_field(&line, "\t\n"), "pass") == 0;
    (void)corpus_field(&line, "\t\n");
    strength = corpus_field(&line, "\t\n");
    r->strength = strcmp(strength, "hard") == 0   ? CORPUS_HARD
                  : strcmp(strength, "soft") == 0 ? CORPUS_SOFT
                                                  : CORPUS_POLICY;
    r->aux = corpus_field(&line, "\t\n");
}

/* Each row of the manifest; false: it is not there, which is told. */
static inline bool corpus_each(const char *what,
                               void (*one)(void *arg, struct corpus_row *r),
                               void *arg)
{
    char line[8192];
    FILE *in;

    if (!data_have(CORPUS "manifest.tsv", what))
        return false;
    in = fopen(CORPUS "manifest.tsv", "r");
    assert_non_null(in);
    while (fgets(line, sizeof(line), in)) {
        struct corpus_row r;

        corpus_parse(&r, line);
        one(arg, &r);
    }
    fclose(in);
    return true;
}

#endif

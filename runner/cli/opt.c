/*
 * popt converts and finds errors; help and messages are ours, because they have
 * to be worth reading and in two languages.
 */
#include "cli/opt.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <popt.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/num.h"
#include "cli/nearest.h"
#include "cli/opthelp.h"

#define OPT_TABLE_MAX 32

/* What one parse keeps until opt_release(): strings popt allocated. */
struct owned {
    char **text;
    size_t n;
    size_t cap;
    bool seen[OPT_TABLE_MAX];
};

static int keep(struct owned *o, char *text, struct err *e)
{
    if (o->n == o->cap) {
        size_t cap = o->cap ? o->cap * 2 : 16;
        char **grown = realloc(o->text, cap * sizeof(*grown));

        if (!grown) {
            free(text);
            return err_nomem(e);
        }
        o->text = grown;
        o->cap = cap;
    }
    o->text[o->n++] = text;
    return 0;
}

static int take_number(const struct opt *o, const char *text, struct err *e)
{
    double v;

    if (num_real(&v, text, o->min, o->max, e))
        return -1;
    if (o->kind == OPT_REAL) {
        *(double *)o->into = v;
        return 0;
    }
    /* An integer may be written 500e6. */
    if (v != floor(v) || fabs(v) > 9007199254740992.0)
        return err_set(e, ERR_USAGE, "a whole number is needed");
    *(int64_t *)o->into = (int64_t)v;
    return 0;
}

static int take_list(struct opt_list *l, const char *text, struct err *e)
{
    const char **grown = realloc(l->a, (l->n + 1) * sizeof(*grown));

    if (!grown)
        return err_nomem(e);
    l->a = grown;
    l->a[l->n++] = text;
    return 0;
}

/* One option that popt has found; `text` is its argument, ours to free. */
static int take(struct owned *own, const struct opt *o, size_t index,
                char *text, struct err *e)
{
    struct err why = {0};

    if (text && keep(own, text, e))
        return -1;
    if (own->seen[index] && o->kind != OPT_LIST)
        return err_set(e, ERR_USAGE, "--%s is given twice", o->name);
    own->seen[index] = true;
    switch (o->kind) {
    case OPT_FLAG:
        *(bool *)o->into = true;
        return 0;
    case OPT_TEXT:
        *(const char **)o->into = text;
        return 0;
    case OPT_LIST:
        return take_list(o->into, text, e);
    case OPT_INT:
    case OPT_REAL:
        if (take_number(o, text, &why))
            return err_set(e, ERR_USAGE, "--%s %s: %s", o->name, text, why.msg);
        return 0;
    case OPT_END:
        break;
    }
    return 0;
}

static size_t popt_table(struct poptOption *table, const struct opt *opts)
{
    size_t n = 0;

    for (; opts[n].kind != OPT_END && n + 2 < OPT_TABLE_MAX; n++)
        table[n] = (struct poptOption){
            .longName = opts[n].name,
            .shortName = opts[n].letter,
            .argInfo =
                opts[n].kind == OPT_FLAG ? POPT_ARG_NONE : POPT_ARG_STRING,
            .val = (int)n + 1,
        };
    table[n] = (struct poptOption){
        .longName = "help", .shortName = 'h', .val = (int)n + 1};
    table[n + 1] = (struct poptOption){0};
    return n;
}

static int take_rest(struct opt_args *out, poptContext ctx, struct owned *own,
                     struct err *e)
{
    const char *arg;

    while ((arg = poptGetArg(ctx))) {
        char *copy = strdup(arg);
        const char **grown;

        if (!copy)
            return err_nomem(e);
        if (keep(own, copy, e))
            return -1;
        grown = realloc(out->a, (out->n + 1) * sizeof(*grown));
        if (!grown)
            return err_nomem(e);
        out->a = grown;
        out->a[out->n++] = copy;
    }
    return 0;
}

/* popt did not understand `word`. */
static int bad_option(const struct opt_spec *spec, const char *word, int why,
                      struct err *e)
{
    char command[64];
    struct nearest near = {0};
    size_t skip = strspn(word, "-");
    char name[NEAREST_WORD_MAX + 2];

    opthelp_command(command, sizeof(command), spec);
    if (why == POPT_ERROR_NOARG)
        return err_set(e, ERR_USAGE,
                       "%.100s needs a value; see `entente %s --help`", word,
                       command);
    if (why != POPT_ERROR_BADOPT)
        return err_set(e, ERR_USAGE,
                       "%.100s takes no value; see `entente %s "
                       "--help`",
                       word, command);
    (void)snprintf(name, sizeof(name), "%.*s", (int)strcspn(word + skip, "="),
                   word + skip);
    for (const struct opt *o = spec->opts; o->kind != OPT_END; o++)
        nearest_try(&near, name, o->name);
    if (near.word)
        return err_set(e, ERR_USAGE,
                       "%.100s: unknown option; do you mean --%s?", word,
                       near.word);
    return err_set(e, ERR_USAGE,
                   "%.100s: unknown option; see `entente %s --help`", word,
                   command);
}

static int check_count(const struct opt_args *args, const struct opt_spec *spec,
                       struct err *e)
{
    if (args->n < (size_t)spec->min_args)
        return err_set(e, ERR_USAGE, "an argument is missing: entente %s",
                       lang_tr(spec->usage));
    if (spec->max_args >= 0 && args->n > (size_t)spec->max_args)
        return err_set(e, ERR_USAGE, "unexpected argument '%.100s': entente %s",
                       args->a[spec->max_args], lang_tr(spec->usage));
    return 0;
}

int opt_parse(struct opt_args *out, const struct opt_spec *spec, int argc,
              char **argv, struct err *e)
{
    struct poptOption table[OPT_TABLE_MAX];
    size_t n = popt_table(table, spec->opts);
    struct owned *own = calloc(1, sizeof(*own));
    const char **words = calloc((size_t)argc + 1, sizeof(*words));
    poptContext ctx = NULL;
    int rc = -1;
    int got;

    *out = (struct opt_args){.owned = own};
    for (int i = 0; words && i < argc; i++)
        words[i] = argv[i];
    if (own && words)
        ctx = poptGetContext(NULL, argc, words, table, 0);
    if (!ctx) {
        err_nomem(e);
        goto done;
    }
    while ((got = poptGetNextOpt(ctx)) > 0) {
        if ((size_t)got == n + 1) {
            opthelp_print(spec);
            rc = 1;
            goto done;
        }
        if (take(own, &spec->opts[got - 1], (size_t)got - 1, poptGetOptArg(ctx),
                 e))
            goto done;
    }
    if (got < -1) {
        bad_option(spec, poptBadOption(ctx, POPT_BADOPTION_NOALIAS), got, e);
        goto done;
    }
    if (take_rest(out, ctx, own, e) || check_count(out, spec, e))
        goto done;
    rc = 0;
done:
    poptFreeContext(ctx);
    free(words);
    if (rc)
        opt_release(out, spec);
    return rc;
}

void opt_release(struct opt_args *args, const struct opt_spec *spec)
{
    struct owned *own = args->owned;

    for (const struct opt *o = spec->opts; o->kind != OPT_END; o++)
        if (o->kind == OPT_LIST) {
            struct opt_list *l = o->into;

            free(l->a);
            *l = (struct opt_list){0};
        }
    if (own) {
        for (size_t i = 0; i < own->n; i++)
            free(own->text[i]);
        free(own->text);
    }
    free(own);
    free(args->a);
    *args = (struct opt_args){0};
}

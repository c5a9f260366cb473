/*
 * popt converts and finds errors; the help is ours, because it has to be worth
 * reading and in two languages.
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

#define OPT_TABLE_MAX 32
#define OPT_WIDTH     26 /* column where the explanations start */

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

static void help_option(const struct opt *o)
{
    char left[64];
    int width;

    if (o->letter)
        width = snprintf(left, sizeof(left), "  -%c, --%s%s%s", o->letter,
                         o->name, o->arg ? " " : "", o->arg ? o->arg : "");
    else
        width = snprintf(left, sizeof(left), "      --%s%s%s", o->name,
                         o->arg ? " " : "", o->arg ? o->arg : "");
    printf("%s%s%*s%s\n", left, width >= OPT_WIDTH ? "\n" : "",
           width >= OPT_WIDTH ? OPT_WIDTH : OPT_WIDTH - width, "",
           lang_tr(o->en));
}

static void help_print(const struct opt_spec *spec)
{
    static const struct opt general[] = {
        {OPT_FLAG, "quiet",   'q', NULL, NULL,    N_("no progress, no remarks"), 0,
         0                                                                           },
        {OPT_TEXT, "lang",    0,   NULL, "en|fr", N_("language of messages"),    0, 0},
        {OPT_TEXT, "datadir", 0,   NULL, "DIR",
         N_("where suites, fixtures and stylesheets are"),                       0, 0},
        {OPT_FLAG, "help",    'h', NULL, NULL,    N_("this text"),               0, 0},
    };

    printf(lang_tr("usage: entente %s\n"), lang_tr(spec->usage));
    printf("\n%s\n", lang_tr(spec->en));
    if (spec->opts[0].kind != OPT_END)
        printf("\n%s\n", lang_tr("Options:"));
    for (const struct opt *o = spec->opts; o->kind != OPT_END; o++)
        help_option(o);
    printf("\n%s\n", lang_tr("General options:"));
    for (size_t i = 0; i < sizeof(general) / sizeof(general[0]); i++)
        help_option(&general[i]);
    if (spec->example)
        printf("\n%s\n%s\n", lang_tr("Examples:"), spec->example);
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

static int check_count(const struct opt_args *args, const struct opt_spec *spec,
                       struct err *e)
{
    if (args->n < (size_t)spec->min_args)
        return err_set(e, ERR_USAGE,
                       "an argument is missing: entente %s (see --help)",
                       lang_tr(spec->usage));
    if (spec->max_args >= 0 && args->n > (size_t)spec->max_args)
        return err_set(e, ERR_USAGE, "unexpected argument '%s' (see --help)",
                       args->a[spec->max_args]);
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
            help_print(spec);
            rc = 1;
            goto done;
        }
        if (take(own, &spec->opts[got - 1], (size_t)got - 1, poptGetOptArg(ctx),
                 e))
            goto done;
    }
    if (got < -1) {
        err_set(e, ERR_USAGE, "%s: %s (see --help)",
                poptBadOption(ctx, POPT_BADOPTION_NOALIAS), poptStrerror(got));
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

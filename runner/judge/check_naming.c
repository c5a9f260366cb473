/*
 * check_naming -- the check `naming`: the files of a delivery are named as who
 * receives it wants, and its list of checksums names them all.
 *
 * Names are taken from that list, relative to its folder: it travels with the
 * files, and says where each belongs. What the submission holds besides is held
 * against it.
 */
#include <stdbool.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "conform/text/sumline.h"
#include "core/finding.h"
#include "formats/lines.h"
#include "formats/names.h"
#include "judge/check_list.h"
#include "judge/checks.h"
#include "judge/template.h"

#define NAMES_LISTED_MAX 100000

static const struct check_input inputs[] = {
    {"list", "sums", INPUT_DELIVERABLE, true,  false,
     N_("the list of checksums of the delivery")          },
    {NULL,   NULL,   INPUT_EITHER,      false, false, NULL},
};

static const struct check_param params[] = {
    {"template", PARAM_TEXT, "**", NULL, 0, 0,
     N_("what names must look like: characters, sets [A-Z], repeats {7,8}, * "
        "for any but /, ** for any; several with blanks between")},
    {NULL,       PARAM_TEXT, NULL, NULL, 0, 0, NULL              },
};

static const struct check_counter counters[] = {
    {"naming.unreadable", "file", N_("lists that can not be read")         },
    {"naming.names",      "name", N_("names in the list")                  },
    {"naming.wrong",      "name", N_("names that do not look as they must")},
    {"naming.unnamed",    "file",
     N_("submitted files that the list does not name")                     },
    {NULL,                NULL,   NULL                                     },
};

static const struct check_measure measures[] = {
    {"names",
     "name",                {MEASURE_COUNT, {"naming.names"}, {NULL}},
     N_("names in the list")                                                                      },
    {"names-wrong",
     "name",                {MEASURE_COUNT, {"naming.wrong", "naming.unreadable"}, {NULL}},
     N_("names that do not look as they must")                                                    },
    {"files-unnamed",
     "file",                {MEASURE_COUNT, {"naming.unnamed", "naming.unreadable"}, {NULL}},
     N_("submitted files that the list does not name")                                            },
    {NULL,            NULL, {MEASURE_COUNT, {NULL}, {NULL}},                                  NULL},
};

static const struct check_decl decl = {
    .name = "naming",
    .en = N_("files are named as they must be, and the list of checksums names "
             "them all"),
    .inputs = inputs,
    .params = params,
    .counters = counters,
    .measures = measures,
};

struct naming {
    struct measurement *m;
    const struct check_env *env;
    const struct check_file *list;
    struct names names;
    struct err *e;
};

static int take_name(struct naming *n, struct sumline_span name, uint64_t line)
{
    uint32_t i;
    int added;
    bool fits;

    if (name.n > 2 && memcmp(name.s, "./", 2) == 0)
        name = (struct sumline_span){name.s + 2, name.n - 2};
    if (templates_fit(&fits, check_param(n->env, "template"), name.s, name.n,
                      n->e) ||
        names_add(&i, &added, &n->names, name.s, name.n, n->e) ||
        tally_count(&n->m->tally, "naming.names", 1, n->e))
        return -1;
    if (fits)
        return 0;
    return tally_count(&n->m->tally, "naming.wrong", 1, n->e) ||
                   finding_add(&n->m->findings, FINDING_ERROR, "NAME-TEMPLATE",
                               n->list->name, line, n->e,
                               "the name is not as it must be: %.*s",
                               name.n < 200 ? (int)name.n : 200, name.s)
               ? -1
               : 0;
}

static int take_line(struct naming *n, const char *text, size_t len,
                     uint64_t number, struct err *why)
{
    struct sumline line;

    if (len == 0 || *text == '#')
        return 0;
    if (!sumline_parse(&line, text, len) || line.name.n == 0 || line.escaped)
        err_set(why, ERR_SYNTAX, "the line is not a sum and a name");
    else if (n->names.n == NAMES_LISTED_MAX)
        err_set(why, ERR_LIMIT, "the list has more than %d names",
                NAMES_LISTED_MAX);
    else
        return take_name(n, line.name, number);
    return err_at(why, NULL, number, 0);
}

static int read_list(struct naming *n, struct err *why)
{
    struct lines *in = lines_open(n->list->path, 0, why);
    const char *line;
    size_t len;
    int got = in ? 1 : -1;

    while (got > 0 && (got = lines_next(&line, &len, in, why)) > 0)
        if (take_line(n, line, len, lines_number(in), why))
            got = -1;
    lines_close(in);
    return got;
}

/* Does the list name this file of the submission? */
static bool is_named(const struct naming *n, const char *name)
{
    const char *base = path_base(n->list->name);
    size_t folder = strlen(n->list->name) - strlen(base);

    return strncmp(name, n->list->name, folder) == 0 &&
           names_find(&n->names, name + folder, strlen(name) - folder) !=
               NAMES_NONE;
}

/* The list of a control stands in for another: the submission's files are not
 * its own. */
static int compare_files(struct naming *n)
{
    const struct submission *s = n->env->submission;

    if (s->bare || !suite_deliverable(n->env->suite, n->list->id))
        return 0;
    for (size_t i = 0; i < s->n_files; i++) {
        const char *name = s->files[i].name;

        if (strcmp(name, n->list->name) == 0 || is_named(n, name))
            continue;
        if (tally_count(&n->m->tally, "naming.unnamed", 1, n->e) ||
            finding_add(&n->m->findings, FINDING_ERROR, "NAME-UNLISTED", name,
                        0, n->e,
                        "the list of checksums does not name the file; add it "
                        "to the list"))
            return -1;
    }
    return 0;
}

static int give_up(struct naming *n, const struct err *why)
{
    n->m->state = MEASURED_DEFECT;
    return tally_count(&n->m->tally, "naming.unreadable", 1, n->e) ||
                   finding_from_err(&n->m->findings, "NAME-LIST", n->list->name,
                                    why, n->e)
               ? -1
               : 0;
}

static int run(struct measurement *m, const struct check_env *env,
               struct err *e)
{
    struct naming n = {
        .m = m, .env = env, .list = check_input(env, "list"), .e = e};
    struct err why = {0};
    int rc = -1;

    m->state = MEASURED_OK;
    if (read_list(&n, &why) == 0)
        rc = compare_files(&n);
    else if (checks_is_defect(&why))
        rc = give_up(&n, &why);
    else if (why.code)
        *e = why;
    names_release(&n.names);
    return rc;
}

const struct check check_naming = {&decl, run};

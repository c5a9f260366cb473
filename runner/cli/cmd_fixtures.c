/*
 * cmd_fixtures -- golden data: what there is, and whether it is intact. Making
 * more of it is cmd_forge.c, cmd_mutants.c, using one's own copies cmd_adopt.c.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>

#include "base/err.h"
#include "base/lang.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/places.h"
#include "fixtures/forge/golden.h"

/* Takes `list`, an array; a NULL inside means that memory ran out. */
static int print_json(json_t *list, struct err *e)
{
    int rc = json_dumpf(list, stdout, JSON_INDENT(2));

    json_decref(list);
    if (rc)
        return err_nomem(e);
    putchar('\n');
    return 0;
}

static void list_set(const struct manifest *m, const char *dir)
{
    printf("%s\n", dir);
    if (m->recipe)
        printf("  %s\n", m->recipe);
    for (size_t i = 0; i < m->n; i++)
        printf("  %-32s %10" PRId64 "  %-10s %s\n", m->row[i].name,
               m->row[i].bytes, m->row[i].role, lang_tr(m->row[i].what));
}

static void list_set_json(json_t *list, const struct manifest *m,
                          const char *dir)
{
    json_t *files = json_array();

    for (size_t i = 0; i < m->n; i++) {
        const struct manifest_row *r = &m->row[i];

        (void)json_array_append_new(
            files, json_pack("{s:s, s:s, s:I, s:s, s:s}", "name", r->name,
                             "role", r->role, "bytes", (json_int_t)r->bytes,
                             "sha256", r->sha256, "what", lang_tr(r->what)));
    }
    (void)json_array_append_new(list,
                                json_pack("{s:s, s:s?, s:o}", "dir", dir,
                                          "recipe", m->recipe, "files", files));
}

/* Does `work` for the sets given, or for all that the roots hold. */
static int each_set(const struct cli *cli, const struct opt_args *args,
                    int (*work)(void *, const char *, struct err *), void *with,
                    struct err *e)
{
    struct places p;

    for (size_t i = 0; i < args->n; i++) {
        if (work(with, args->a[i], e))
            return -1;
    }
    if (args->n > 0)
        return 0;
    if (places_find(&p, cli->datadir, NULL, e))
        return -1;
    for (size_t i = 0; i < p.n_fixtures; i++) {
        char **sets;
        size_t n;
        int rc = 0;

        if (golden_find(&sets, &n, p.fixtures[i], e))
            return -1;
        for (size_t k = 0; k < n && rc == 0; k++)
            rc = work(with, sets[k], e);
        golden_free(sets, n);
        if (rc)
            return -1;
    }
    return 0;
}

/* `with` is the JSON list, or NULL for text. */
static int work_list(void *with, const char *dir, struct err *e)
{
    struct manifest m = {0};
    char path[PATH_TEXT_MAX];

    if (path_join(path, dir, MANIFEST_NAME, e) || manifest_read(&m, path, e))
        return -1;
    if (with)
        list_set_json(with, &m, dir);
    else
        list_set(&m, dir);
    manifest_release(&m);
    return 0;
}

static int fixtures_list(const struct cli *cli, int argc, char **argv)
{
    bool json = false;
    const struct opt opts[] = {
        {OPT_FLAG, "json", 0, &json, NULL,
         N_("print the result as JSON instead of text"), 0, 0},
        {OPT_END,  NULL,   0, NULL,  NULL, NULL,         0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("fixtures list [DIR...] [--json]"),
        .en = N_("List the golden data that is here: the sets in DIR, or all "
                 "that the\nprogram knows."),
        .example = "  entente fixtures list\n",
        .opts = opts,
        .max_args = -1,
    };
    struct opt_args args;
    struct err e = {0};
    json_t *list = NULL;
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    if (json && !(list = json_array()))
        rc = err_nomem(&e);
    if (rc == 0)
        rc = each_set(cli, &args, work_list, list, &e);
    if (rc == 0 && json)
        rc = print_json(list, &e);
    else
        json_decref(list);
    opt_release(&args, &spec);
    return rc ? cmd_fail(&e) : CMD_OK;
}

struct verifying {
    bool by_content;
    json_t *list; /* NULL: text */
    int64_t files;
    int64_t sets;
    int64_t bad;
    struct err first;
};

static void tell_state(void *told, const char *dir,
                       const struct manifest_row *row,
                       enum manifest_state state)
{
    static const struct {
        const char *key, *text;
    } words[] = {
        [MANIFEST_SAME] = {"intact",    N_("intact")  },
        [MANIFEST_REPACKED] = {"repacked",  N_("repacked")},
        [MANIFEST_DIFFERS] = {"different", N_("DIFFERS") },
        [MANIFEST_ABSENT] = {"absent",    N_("ABSENT")  },
    };
    struct verifying *v = told;

    v->files++;
    v->bad += state != MANIFEST_SAME;
    if (v->list)
        (void)json_array_append_new(
            v->list, json_pack("{s:s, s:s, s:s}", "dir", dir, "name", row->name,
                               "state", words[state].key));
    else
        printf("%s/%s: %s\n", dir, row->name, lang_tr(words[state].text));
}

/* A set that is not intact does not end the work. */
static int work_verify(void *with, const char *dir, struct err *e)
{
    struct verifying *v = with;
    struct err own = {0};

    (void)e;
    v->sets++;
    if (golden_verify(dir, v->by_content, tell_state, v, &own) &&
        v->first.code == ERR_NONE)
        v->first = own;
    return 0;
}

static int verify(const struct cli *cli, const struct opt_args *args,
                  struct verifying *v, struct err *e)
{
    if (each_set(cli, args, work_verify, v, e))
        return -1;
    if (v->list && print_json(json_incref(v->list), e))
        return -1;
    if (v->first.code != ERR_NONE) {
        *e = v->first;
        return -1;
    }
    if (v->sets == 0)
        return err_set(e, ERR_MISSING, "no set of fixtures was found");
    cmd_say(cli, lang_tr("%lld files in %lld sets are intact\n"),
            (long long)v->files, (long long)v->sets);
    return 0;
}

static int fixtures_verify(const struct cli *cli, int argc, char **argv)
{
    struct verifying v = {0};
    bool json = false;
    const struct opt opts[] = {
        {OPT_FLAG, "content", 0, &v.by_content, NULL,
         N_("compare what compressed files hold, not their octets"), 0, 0},
        {OPT_FLAG, "json",    0, &json,         NULL,
         N_("print the result as JSON instead of text"),             0, 0},
        {OPT_END,  NULL,      0, NULL,          NULL, NULL,          0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("fixtures verify [DIR...] [--content] [--json]"),
        .en = N_("Compare each file of the sets in DIR (or of all known sets) "
                 "with the digests in its manifest.\n\nExit: 0 all intact, 4 "
                 "not."),
        .example = "  entente fixtures verify\n",
        .opts = opts,
        .max_args = -1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    if (json && !(v.list = json_array()))
        rc = err_nomem(&e);
    if (rc == 0)
        rc = verify(cli, &args, &v, &e);
    json_decref(v.list);
    opt_release(&args, &spec);
    return rc ? cmd_fail(&e) : CMD_OK;
}

int cmd_fixtures(const struct cli *cli, int argc, char **argv)
{
    static const struct cmd_row rows[] = {
        {"adopt",   cmd_adopt,       N_("use a local copy of a fixture")       },
        {"forge",   cmd_forge,       N_("make golden data to order")           },
        {"list",    fixtures_list,   N_("list the golden data that is here")   },
        {"mutants", cmd_mutants,
         N_("make good files and broken ones, to test validators")             },
        {"verify",  fixtures_verify, N_("compare golden data with its digests")},
        {NULL,      NULL,            NULL                                      },
    };

    return cmd_dispatch(cli, "fixtures", rows, argc, argv);
}

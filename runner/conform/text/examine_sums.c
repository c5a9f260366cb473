#include "conform/text/examine_sums.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "conform/text/sumline.h"
#include "conform/text/textwalk.h"
#include "formats/names.h"
#include "formats/textpieces.h"

#define FILES_MAX                                                              \
    1000000 /* names that are kept, to see whether one returns                 \
             */

struct sumx {
    struct examined *out;
    struct err *e;
    struct problem_place place;
    struct textwalk walk;
    struct names names;
    size_t digits; /* of the first sum */
    int root;      /* the folder of the list; -1: unknown */
};

static const struct problem_place *at(struct sumx *x, struct sumline_span t)
{
    x->place = textwalk_place(&x->walk, t.s, t.n);
    return &x->place;
}

bool examine_sums_sniff(const unsigned char *head, size_t n)
{
    const char *lf = memchr(head, '\n', n);
    struct sumline line;

    return sumline_parse(&line, (const char *)head,
                         lf ? (size_t)(lf - (const char *)head) : n) &&
           !line.escaped;
}

/* Does the name stay in the folder of the list? */
static bool stays_inside(struct sumline_span t)
{
    const char *end = t.s + t.n;
    const char *s = t.s;

    if (*s == '/' || memchr(s, '\0', t.n))
        return false;
    while (s < end) {
        const char *slash = memchr(s, '/', (size_t)(end - s));
        size_t n = (size_t)((slash ? slash : end) - s);

        if (n == 2 && s[0] == '.' && s[1] == '.')
            return false;
        s += n + 1;
    }
    return true;
}

static void compare_sum(struct sumx *x, const struct sumline *line)
{
    struct sumline_span sum = line->sum;
    struct sumline_span name = line->name;
    char relative[PATH_NAME_MAX + 1];
    char hex[DIGEST_HEX_MAX];
    struct err e = {0};
    int fd = -1;

    if (name.n > 2 && memcmp(name.s, "./", 2) == 0) {
        name.s += 2;
        name.n -= 2;
    }
    if (line->kind < 0 || x->root < 0 || name.n > PATH_NAME_MAX)
        return;
    memcpy(relative, name.s, name.n);
    relative[name.n] = '\0';
    if (path_check_name(relative, &e) == 0)
        fd = beneath_open(x->root, relative, &e);
    if (fd < 0 && e.code == ERR_MISSING)
        problem_add(&x->out->problems, "SUM-002", at(x, name), x->e,
                    "the file is not there");
    else if (fd < 0 ||
             digest_hex_fd(hex, NULL, (enum digest_kind)line->kind, fd, &e))
        problem_add(&x->out->problems, "SUM-005", at(x, name), x->e,
                    "the file was not compared");
    else if (strncasecmp(hex, sum.s, sum.n) != 0)
        problem_add(&x->out->problems, "SUM-002", at(x, name), x->e,
                    "the file has the sum %s", hex);
    if (fd >= 0)
        close(fd);
}

/* The name as part of the list; true: its file is to be compared. */
static bool take_name(struct sumx *x, struct sumline_span name)
{
    uint32_t i;
    int added = 1;

    if (!stays_inside(name)) {
        problem_add(&x->out->problems, "SUM-004", at(x, name), x->e,
                    "the name leads out of the folder");
        return false;
    }
    if (x->names.n < FILES_MAX &&
        names_add(&i, &added, &x->names, name.s, name.n, x->e))
        return false;
    if (!added)
        problem_add(&x->out->problems, "SUM-003", at(x, name), x->e,
                    "the file is listed twice");
    return added;
}

static void sum_line(struct sumx *x)
{
    struct sumline_span all = {x->walk.line, x->walk.len};
    struct sumline line;

    if (!all.n || all.s[0] == '#')
        return;
    x->out->records++;
    if (!sumline_parse(&line, all.s, all.n) || !line.name.n) {
        problem_add(&x->out->problems, "SUM-001", at(x, all), x->e,
                    "the line is not a sum and a name");
        return;
    }
    if (!x->digits)
        x->digits = line.sum.n;
    if (line.sum.n != x->digits)
        problem_add(&x->out->problems, "SUM-001", at(x, all), x->e,
                    "the sum is of another kind than the first");
    if (take_name(x, line.name) && !line.escaped)
        compare_sum(x, &line);
}

int examine_sums(struct examined *out, const struct examine_job *job,
                 struct err *e)
{
    static const struct problem_place nowhere = {.offset = -1};
    struct sumx x = {.out = out, .e = e, .root = -1};
    struct err why = {0};
    struct err ignored = {0};
    char dir[PATH_TEXT_MAX];
    enum textin_end how = TEXTIN_WELL;
    int rc;

    if (strcmp(job->path, "-") != 0 && path_dir(dir, job->path, &ignored) == 0)
        x.root = beneath_root(dir, &ignored);
    if (textwalk_open(&x.walk, job, &why) == 0) {
        while (!e->code && textwalk_next(&x.walk, &why) == 1)
            sum_line(&x);
        how = textpieces_how(x.walk.pieces).end;
    }
    rc = e->code ? -1
                 : textend_tell(out, &why, how, "FILE-GZIP-001", &nowhere, e);
    if (x.root >= 0)
        close(x.root);
    textwalk_close(&x.walk);
    names_release(&x.names);
    return rc;
}

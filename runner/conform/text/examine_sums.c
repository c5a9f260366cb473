#include "conform/text/examine_sums.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/beneath.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "conform/bytes.h"
#include "conform/text/textwalk.h"
#include "formats/names.h"
#include "formats/textpieces.h"

#define FILES_MAX                                                              \
    1000000 /* names that are kept, to see whether one returns                 \
             */

struct span {
    const char *s;
    size_t n;
};

struct sumx {
    struct examined *out;
    struct err *e;
    struct problem_place place;
    struct textwalk walk;
    struct names names;
    size_t digits; /* of the first sum */
    int root;      /* the folder of the list; -1: unknown */
};

static const struct {
    size_t digits;
    const char *tag;
    int kind; /* enum digest_kind; -1: known, but not computed */
} sums[] = {
    {32,  "MD5",    DIGEST_MD5   },
    {40,  "SHA1",   -1           },
    {64,  "SHA256", DIGEST_SHA256},
    {96,  "SHA384", DIGEST_SHA384},
    {128, "SHA512", DIGEST_SHA512},
};
#define N_SUMS (sizeof(sums) / sizeof(sums[0]))

static const struct problem_place *at(struct sumx *x, struct span t)
{
    x->place = textwalk_place(&x->walk, t.s, t.n);
    return &x->place;
}

/* Index in sums[] of a sum; N_SUMS: it is none. */
static size_t kind_of(struct span t)
{
    size_t k = 0;

    while (k < N_SUMS && sums[k].digits != t.n)
        k++;
    for (size_t i = 0; k < N_SUMS && i < t.n; i++) {
        char c = t.s[i];

        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f') &&
            !(c >= 'A' && c <= 'F'))
            return N_SUMS;
    }
    return k;
}

/* SUM, blank, blank or *, NAME. */
static size_t parse_gnu(struct span *sum, struct span *name, const char *s,
                        size_t n)
{
    const char *blank = memchr(s, ' ', n);
    size_t k;

    if (!blank || n - (size_t)(blank - s) < 3 ||
        (blank[1] != ' ' && blank[1] != '*'))
        return N_SUMS;
    *sum = (struct span){s, (size_t)(blank - s)};
    *name = (struct span){blank + 2, n - (size_t)(blank + 2 - s)};
    k = kind_of(*sum);
    return k;
}

/* TAG (NAME) = SUM */
static size_t parse_tagged(struct span *sum, struct span *name, const char *s,
                           size_t n)
{
    for (size_t k = 0; k < N_SUMS; k++) {
        size_t tag = strlen(sums[k].tag);
        const char *equals;

        if (n < tag + 7 + sums[k].digits || memcmp(s, sums[k].tag, tag) != 0 ||
            memcmp(s + tag, " (", 2) != 0)
            continue;
        equals = s + n - sums[k].digits - 4;
        if (memcmp(equals, ") = ", 4) != 0)
            continue;
        *sum = (struct span){equals + 4, sums[k].digits};
        *name = (struct span){s + tag + 2, (size_t)(equals - s) - tag - 2};
        return kind_of(*sum);
    }
    return N_SUMS;
}

static size_t parse(struct span *sum, struct span *name, const char *s,
                    size_t n)
{
    size_t k = parse_gnu(sum, name, s, n);

    return k < N_SUMS ? k : parse_tagged(sum, name, s, n);
}

bool examine_sums_sniff(const unsigned char *head, size_t n)
{
    const char *lf = memchr(head, '\n', n);
    struct span sum;
    struct span name;

    return parse(&sum, &name, (const char *)head,
                 lf ? (size_t)(lf - (const char *)head) : n) < N_SUMS;
}

/* Does the name stay in the folder of the list? */
static bool stays_inside(struct span t)
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

static void compare_sum(struct sumx *x, size_t k, struct span sum,
                        struct span name)
{
    char relative[PATH_NAME_MAX + 1];
    char hex[DIGEST_HEX_MAX];
    struct err e = {0};
    int fd = -1;

    if (name.n > 2 && memcmp(name.s, "./", 2) == 0) {
        name.s += 2;
        name.n -= 2;
    }
    if (sums[k].kind < 0 || x->root < 0 || name.n > PATH_NAME_MAX)
        return;
    memcpy(relative, name.s, name.n);
    relative[name.n] = '\0';
    if (path_check_name(relative, &e) == 0)
        fd = beneath_open(x->root, relative, &e);
    if (fd < 0 && e.code == ERR_MISSING)
        problem_add(&x->out->problems, "SUM-002", at(x, name), x->e,
                    "the file is not there");
    else if (fd < 0 ||
             digest_hex_fd(hex, NULL, (enum digest_kind)sums[k].kind, fd, &e))
        problem_add(&x->out->problems, "SUM-005", at(x, name), x->e,
                    "the file was not compared");
    else if (strncasecmp(hex, sum.s, sum.n) != 0)
        problem_add(&x->out->problems, "SUM-002", at(x, name), x->e,
                    "the file has the sum %s", hex);
    if (fd >= 0)
        close(fd);
}

/* The name as part of the list; true: its file is to be compared. */
static bool take_name(struct sumx *x, struct span name)
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
    struct span all = {x->walk.line, x->walk.len};
    struct span sum = {NULL, 0};
    struct span name = {NULL, 0};
    bool escaped = all.n && all.s[0] == '\\'; /* characters of the name */
    size_t k;

    if (!all.n || all.s[0] == '#')
        return;
    all.s += escaped;
    all.n -= escaped;
    k = parse(&sum, &name, all.s, all.n);
    x->out->records++;
    if (k == N_SUMS || !name.n) {
        problem_add(&x->out->problems, "SUM-001", at(x, all), x->e,
                    "the line is not a sum and a name");
        return;
    }
    if (!x->digits)
        x->digits = sum.n;
    if (sum.n != x->digits)
        problem_add(&x->out->problems, "SUM-001", at(x, all), x->e,
                    "the sum is of another kind than the first");
    if (take_name(x, name) && !escaped)
        compare_sum(x, k, sum, name);
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

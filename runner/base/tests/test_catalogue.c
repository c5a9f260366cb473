/*
 * The French catalogue against the sources: each text that the program may
 * say has a French counterpart, and each row is still said somewhere.
 *
 * The sources are read as tokens (comments and character constants left out,
 * adjacent literals joined), from the root of the repository.
 */
#include "base/tests/t.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/lang_internal.h"
#include "base/path.h"

#define FILES_MAX  100000
#define SOURCE_MAX ((size_t)4 << 20)
#define NEST_MAX   64

/* Which argument of which function is a text to translate. */
static const struct {
    const char *name;
    int arg;
} speakers[] = {
    {"err_set",     2},
    {"lang_tr",     0},
    {"lang_in",     1},
    {"finding_add", 6},
    {"problem_add", 4},
    {"lint_say",    4},
    {"N_",          0},
};

static const struct {
    const char *name;
    const char *text;
} macros[] = {
    {"PRId64", PRId64},
    {"PRIu64", PRIu64},
    {"PRIx64", PRIx64},
    {"PRId32", PRId32},
    {"PRIu32", PRIu32},
    {"PRIx32", PRIx32},
};

static const struct lang_pair *const catalogue[] = {
    lang_fr_base,    lang_fr_core,     lang_fr_formats, lang_fr_cli,
    lang_fr_conform, lang_fr_variants, lang_fr_judge,   lang_fr_reports,
    lang_fr_forge,   lang_fr_cram,     lang_fr_sam,     lang_fr_bam,
};

/* A literal in the sources. */
struct text {
    const char *s;
    const char *file;
    uint64_t line;
    bool said; /* an argument of a speaker */
    bool open; /* next to a macro that this test does not know */
};

struct texts {
    struct arena arena;
    struct text *a;
    size_t n;
    size_t cap;
};

/* Where the reader stands, and the calls that it is inside of. */
struct reader {
    struct texts *out;
    const char *file;
    const char *p;
    uint64_t line;
    int depth;
    int want[NEST_MAX]; /* the argument that is a text, -1: none */
    int arg[NEST_MAX];
};

static void must(bool ok, const struct err *e)
{
    if (!ok)
        fail_msg("%s: %s", e->path, e->msg);
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Spaces, comments, and line ends that a backslash hides. */
static void skip_blank(struct reader *r)
{
    for (;;) {
        const char *from = r->p;

        if (strncmp(r->p, "/*", 2) == 0) {
            const char *end = strstr(r->p + 2, "*/");

            r->p = end ? end + 2 : r->p + strlen(r->p);
        } else if (strncmp(r->p, "//", 2) == 0) {
            r->p += strcspn(r->p, "\n");
        } else if (isspace((unsigned char)*r->p) ||
                   (*r->p == '\\' && r->p[1] == '\n')) {
            r->p++;
        }
        if (r->p == from)
            return;
        for (; from < r->p; from++)
            r->line += *from == '\n';
    }
}

/* The code point as UTF-8. */
static void add_char(struct buf *b, uint32_t cp)
{
    if (cp < 0x80) {
        buf_char(b, (char)cp);
    } else if (cp < 0x800) {
        buf_char(b, (char)(0xc0 | cp >> 6));
        buf_char(b, (char)(0x80 | (cp & 0x3f)));
    } else {
        buf_char(b, (char)(0xe0 | cp >> 12));
        buf_char(b, (char)(0x80 | (cp >> 6 & 0x3f)));
        buf_char(b, (char)(0x80 | (cp & 0x3f)));
    }
}

/* After a backslash. */
static const char *add_escape(struct buf *b, const char *p)
{
    static const char from[] = "abfnrtv";
    static const char to[] = "\a\b\f\n\r\t\v";
    const char *at = *p ? strchr(from, *p) : NULL;
    char *end;

    if (*p == 'u') {
        char hex[5] = {0};

        memcpy(hex, p + 1, strnlen(p + 1, 4));
        add_char(b, (uint32_t)strtoul(hex, NULL, 16));
        return p + 1 + strlen(hex);
    }
    if (*p == 'x') {
        buf_char(b, (char)strtoul(p + 1, &end, 16));
        return end;
    }
    if (*p >= '0' && *p <= '7') {
        int v = 0;

        for (int k = 0; k < 3 && *p >= '0' && *p <= '7'; k++)
            v = v * 8 + (*p++ - '0');
        buf_char(b, (char)v);
        return p;
    }
    buf_char(b, at ? to[at - from] : *p);
    return *p ? p + 1 : p;
}

/* At a quote: the literal's characters into `b`. */
static void add_literal(struct buf *b, struct reader *r)
{
    const char *p = r->p + 1;

    while (*p && *p != '"') {
        if (*p == '\\' && p[1] == '\n')
            p += 2;
        else if (*p == '\\')
            p = add_escape(b, p + 1);
        else
            buf_char(b, *p++);
    }
    r->p = *p ? p + 1 : p;
}

/* A word between literals: true when its text is known. */
static bool add_macro(struct buf *b, const char *word, size_t n)
{
    for (size_t i = 0; i < T_LEN(macros); i++) {
        if (strlen(macros[i].name) == n &&
            strncmp(macros[i].name, word, n) == 0) {
            buf_str(b, macros[i].text);
            return true;
        }
    }
    return false;
}

/* Literals and format macros that stand side by side, as one text. */
static void read_text(struct reader *r, bool after_word)
{
    bool in_call = r->depth > 0 && r->depth < NEST_MAX;
    struct err e = {0};
    struct text *t;
    struct buf b;
    bool open = after_word;
    uint64_t line = r->line;

    buf_init(&b, SOURCE_MAX);
    buf_add(&b, "", 0);
    for (;;) {
        size_t n = 0;

        skip_blank(r);
        while (is_word(r->p[n]))
            n++;
        if (*r->p == '"')
            add_literal(&b, r);
        else if (n == 0 || (r->depth == 0 && !add_macro(&b, r->p, n)))
            break;
        else if (r->depth > 0 && !add_macro(&b, r->p, n))
            open = true;
        r->p += n;
    }
    t = arena_push(&r->out->arena, &r->out->a, &r->out->n, &r->out->cap,
                   sizeof *t, &e);
    must(t != NULL, &e);
    t->s = arena_strdup(&r->out->arena, b.s, &e);
    must(t->s != NULL, &e);
    t->file = r->file;
    t->line = line;
    t->said = in_call && r->want[r->depth] >= 0 &&
              r->want[r->depth] == r->arg[r->depth];
    t->open = open;
    buf_release(&b);
}

/* Parentheses inside the text argument belong to it: "(a ? "x" : "y")". */
static void open_paren(struct reader *r, const char *word, size_t n)
{
    int want = -1;
    int arg = 0;

    if (n == 0 && r->depth > 0 && r->depth < NEST_MAX &&
        r->want[r->depth] == r->arg[r->depth])
        want = 0;
    for (size_t i = 0; n > 0 && i < T_LEN(speakers); i++) {
        if (strlen(speakers[i].name) == n &&
            strncmp(speakers[i].name, word, n) == 0)
            want = speakers[i].arg;
    }
    if (++r->depth < NEST_MAX) {
        r->want[r->depth] = want;
        r->arg[r->depth] = arg;
    }
}

/* One byte that is neither blank, word nor quote. */
static void read_punct(struct reader *r, const char *word, size_t n)
{
    if (*r->p == '(')
        open_paren(r, word, n);
    else if (*r->p == ')' && r->depth > 0)
        r->depth--;
    else if (*r->p == ',' && r->depth > 0 && r->depth < NEST_MAX)
        r->arg[r->depth]++;
    else if (*r->p == '\'') /* 'c', '\'', '\\' */
        while (*++r->p && *r->p != '\'')
            r->p += *r->p == '\\' && r->p[1];
    r->p += *r->p != '\0';
}

/* All literals of the source `s`. */
static void read_source(struct texts *out, const char *file, const char *s)
{
    struct reader r = {.out = out, .file = file, .p = s, .line = 1};
    const char *word = "";
    size_t n = 0;

    for (skip_blank(&r); *r.p; skip_blank(&r)) {
        if (is_word(*r.p)) {
            word = r.p;
            for (n = 0; is_word(*r.p); n++)
                r.p++;
            continue;
        }
        if (*r.p == '"')
            read_text(&r, n > 0);
        else
            read_punct(&r, word, n);
        n = 0;
    }
}

static bool is_source(const char *path)
{
    return (path_ends(path, ".c") || path_ends(path, ".h")) &&
           !strstr(path, "/tests/") && !strstr(path, "/fuzz/") &&
           !strstr(path, "/bench/") &&
           strncmp(path_base(path), "lang_fr_", 8) != 0;
}

static void read_folder(struct texts *out, const char *top)
{
    char **names = NULL;
    size_t n = 0;
    struct err e = {0};

    if (!path_is_dir(top))
        return;
    must(path_walk(&names, &n, top, FILES_MAX, &e) == 0, &e);
    for (size_t i = 0; i < n; i++) {
        char path[PATH_TEXT_MAX];
        struct buf b;

        must(path_join(path, top, names[i], &e) == 0, &e);
        if (!is_source(path))
            continue;
        buf_init(&b, SOURCE_MAX);
        must(path_read(&b, path, &e) == 0, &e);
        read_source(out, arena_strdup(&out->arena, path, &e), b.s);
        buf_release(&b);
    }
    free(names);
}

static int read_all(void **state)
{
    struct texts *t = calloc(1, sizeof *t);

    if (!t || !path_is_file("runner/base/lang.h")) {
        print_error("run this test from the root of the repository\n");
        free(t);
        return -1;
    }
    read_folder(t, "runner");
    read_folder(t, "reports");
    read_folder(t, "fixtures");
    *state = t;
    return 0;
}

static int free_all(void **state)
{
    struct texts *t = *state;

    arena_release(&t->arena);
    free(t);
    return 0;
}

static void the_reader_finds_the_texts_that_are_said(void **state)
{
    static const struct {
        const char *source;
        const char *said; /* joined by '|' */
    } row[] = {
        {"err_set(e, ERR_IO, \"a\" /* x */\n \"b\", \"c\");",    "ab"           },
        {"err_set(e, f(1, 2), \"%\" PRId64 \" x\", y);",         "%" PRId64 " x"},
        {"/* lang_tr(\"a\") */ // lang_tr(\"b\")\n g(\"c\");",   ""             },
        {"lang_tr(x ? \"a\" : (\"b\"))",                         "a|b"          },
        {"{ N_(\"a\\u00a0\\t\\x41\\101\"), '\"', N_(\"b\") }",   "a\u00a0\tAA|b"},
        {"lang_in(LANG_FR, \"a\"); strcmp(s, \"b\");",           "a"            },
        {"puts(lang_tr(\"a\")); '('; '\\''; my_N_(\"b\");",      "a"            },
        {"#define x(e) err_set((e), \\\n ERR_IO, \"a\\\n b\")",  "a b"          },
        {"finding_add(f, L, \"C\", \"n\", 1, e, \"a\", \"b\");", "a"            },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct texts t = {0};
        struct buf b;

        buf_init(&b, 1000);
        buf_str(&b, "");
        read_source(&t, "x.c", row[i].source);
        for (size_t k = 0; k < t.n; k++) {
            if (t.a[k].said)
                buf_printf(&b, b.n ? "|%s" : "%s", t.a[k].s);
        }
        assert_string_equal(b.s, row[i].said);
        buf_release(&b);
        arena_release(&t.arena);
    }
}

static void each_text_that_is_said_has_its_french(void **state)
{
    const struct texts *t = *state;
    int missing = 0;
    size_t said = 0;

    for (size_t i = 0; i < t->n; i++) {
        const struct text *x = &t->a[i];

        said += x->said;
        if (!x->said || x->s[0] == '\0')
            continue;
        if (x->open)
            print_error("%s:%" PRIu64 ": write the macro in this text out\n",
                        x->file, x->line);
        else if (!lang_has_french(x->s))
            print_error("%s:%" PRIu64 ": no French for \"%s\"\n", x->file,
                        x->line, x->s);
        missing += x->open || !lang_has_french(x->s);
    }
    assert_true(said > 30);
    assert_int_equal(missing, 0);
}

static bool is_os_text(const char *en)
{
    for (int i = 1; i < 200; i++) {
        if (strcmp(strerror(i), en) == 0)
            return true;
    }
    return false;
}

static bool is_in_sources(const struct texts *t, const char *en)
{
    for (size_t i = 0; i < t->n; i++) {
        if (strcmp(t->a[i].s, en) == 0)
            return true;
    }
    return is_os_text(en);
}

static void each_row_is_still_in_use(void **state)
{
    int unused = 0;

    for (size_t i = 0; i < T_LEN(catalogue); i++) {
        for (const struct lang_pair *p = catalogue[i]; p->en; p++) {
            if (is_in_sources(*state, p->en))
                continue;
            print_error("no source says \"%s\" any more\n", p->en);
            unused++;
        }
    }
    assert_int_equal(unused, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reader_finds_the_texts_that_are_said),
        cmocka_unit_test(each_text_that_is_said_has_its_french),
        cmocka_unit_test(each_row_is_still_in_use),
    };

    return cmocka_run_group_tests_name("catalogue", tests, read_all, free_all);
}

#include "cli/opthelp.h"

#include <stdbool.h>
#include <string.h>

#include "base/lang.h"
#include "cli/opt.h"

#define COLUMNS      80
#define OPTION_WIDTH 26 /* column where the explanations start */

/* Characters, not bytes: continuation bytes take no column. */
static int columns(const char *s, size_t n)
{
    int c = 0;

    for (size_t i = 0; i < n; i++)
        c += ((unsigned char)s[i] & 0xc0) != 0x80;
    return c;
}

/* The bytes up to where a line may be broken. */
static size_t word_bytes(const char *s)
{
    int depth = 0;
    size_t n = 0;

    for (; s[n]; n++) {
        depth += (s[n] == '[') - (s[n] == ']');
        if (depth <= 0 && (s[n] == ' ' || s[n] == '\n'))
            break;
    }
    return n;
}

void opthelp_wrap(FILE *out, const char *text, int at, int indent)
{
    bool first = true; /* on its line */

    for (const char *p = text; *p;) {
        size_t n = word_bytes(p);
        int width = columns(p, n);

        if (n == 0) {
            if (p[0] == '\n' && p[1] == '\n') {
                fprintf(out, "\n%*s", indent, "");
                at = indent;
                first = true;
            }
            p++;
            continue;
        }
        if (!first && at + 1 + width > COLUMNS) {
            fprintf(out, "\n%*s", indent, "");
            at = indent;
            first = true;
        }
        fprintf(out, "%s%.*s", first ? "" : " ", (int)n, p);
        at += width + !first;
        first = false;
        p += n;
    }
    fputc('\n', out);
}

void opthelp_pad(FILE *out, const char *text, int width)
{
    int used = columns(text, strlen(text));

    fprintf(out, "%s%*s", text, used < width ? width - used : 1, "");
}

/* What an option takes, in the language of the reader. */
static const char *arg_word(const char *arg)
{
    static const char *const known[] = {
        N_("DIR"),  N_("FILE"),     N_("ROLE=FILE"), N_("NAME"),
        N_("TEXT"), N_("WORD"),     N_("CASE"),      N_("WORDS"),
        N_("BP"),   N_("MANIFEST"), N_("KEY"),
    };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i], arg) == 0)
            return lang_tr(known[i]);
    return arg;
}

static void put_option(FILE *out, const struct opt *o)
{
    char left[96];
    int at;

    (void)snprintf(left, sizeof(left), "  %c%c%s --%s%s%s",
                   o->letter ? '-' : ' ', o->letter ? o->letter : ' ',
                   o->letter ? "," : " ", o->name, o->arg ? " " : "",
                   o->arg ? arg_word(o->arg) : "");
    at = columns(left, strlen(left));
    fprintf(out, "%s", left);
    if (at + 2 > OPTION_WIDTH) {
        fputc('\n', out);
        at = 0;
    }
    fprintf(out, "%*s", OPTION_WIDTH - at, "");
    opthelp_wrap(out, lang_tr(o->en), OPTION_WIDTH, OPTION_WIDTH);
}

void opthelp_general(FILE *out, bool version)
{
    /* clang-format off */
    static const struct opt general[] = {
        {OPT_FLAG, "quiet", 'q', NULL, NULL, N_("no progress, no remarks"), 0, 0},
        {OPT_TEXT, "lang", 0, NULL, "en|fr",
         N_("language of messages and reports (else that of the locale)"), 0, 0},
        {OPT_FLAG, "no-color", 0, NULL, NULL,
         N_("no colour on a terminal; so does NO_COLOR"), 0, 0},
        {OPT_TEXT, "datadir", 0, NULL, "DIR",
         N_("where suites, fixtures and stylesheets are"), 0, 0},
        {OPT_FLAG, "help", 'h', NULL, NULL, N_("this text"), 0, 0},
        {OPT_FLAG, "version", 0, NULL, NULL, N_("print the version"), 0, 0},
        {OPT_END, NULL, 0, NULL, NULL, NULL, 0, 0},
    };
    /* clang-format on */

    fprintf(out, "\n%s\n", lang_tr("General options:"));
    for (const struct opt *o = general; o->kind != OPT_END; o++)
        if (version || strcmp(o->name, "version") != 0)
            put_option(out, o);
}

void opthelp_print(const struct opt_spec *spec)
{
    char usage[512];
    char command[64];
    const char *end;

    opthelp_command(command, sizeof(command), spec);
    (void)snprintf(usage, sizeof(usage), lang_tr("usage: entente %s"),
                   lang_tr(spec->usage));
    opthelp_wrap(stdout, usage, 0, 8);
    putchar('\n');
    opthelp_wrap(stdout, lang_tr(spec->en), 0, 0);
    if (spec->opts[0].kind != OPT_END)
        printf("\n%s\n", lang_tr("Options:"));
    for (const struct opt *o = spec->opts; o->kind != OPT_END; o++)
        put_option(stdout, o);
    opthelp_general(stdout, false);
    if (!spec->example)
        return;
    end = spec->example + strlen(spec->example);
    while (end > spec->example && end[-1] == '\n')
        end--;
    printf("\n%s\n%.*s\n", lang_tr("Examples:"), (int)(end - spec->example),
           spec->example);
}

/* The usage starts with the command's words, in small letters. */
void opthelp_command(char *out, size_t size, const struct opt_spec *spec)
{
    size_t n = 0;

    for (const char *p = spec->usage; *p >= 'a' && *p <= 'z';) {
        size_t word = strcspn(p, " ");

        n = (size_t)(p - spec->usage) + word;
        p += word;
        p += *p == ' ';
    }
    (void)snprintf(out, size, "%.*s", (int)n, spec->usage);
}

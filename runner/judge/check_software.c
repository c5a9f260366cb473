/*
 * check_software -- the check `software`: a VCF says what made it.
 *
 * No text of the format asks for it. Seen in use: ##source=NAME (VCFv4.5 1.4.1
 * shows it), ##TOOLVersion=..., ##TOOL_toolVersion=..., ##TOOLCommand=...,
 * ##TOOLCommandLine=<...>, whatever the case. A line counts as a command only
 * when something is written behind its equals sign.
 */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "core/finding.h"
#include "formats/filehead.h"
#include "formats/lines.h"
#include "formats/readshead.h"
#include "judge/check_list.h"
#include "judge/checks.h"

static const struct check_input inputs[] = {
    {"file", "vcf", INPUT_DELIVERABLE, true,  false,
     N_("the VCF or BCF whose header is read")           },
    {NULL,   NULL,  INPUT_EITHER,      false, false, NULL},
};

static const struct check_counter counters[] = {
    {"software.unreadable", "file", N_("files whose header can not be read")},
    {"software.names",      "line",
     N_("header lines that name a program or its version")                  },
    {"software.commands",   "line", N_("header lines that give a command")  },
    {"software.unnamed",    "file", N_("files that name no program")        },
    {"software.no-command", "file", N_("files that give no command")        },
    {NULL,                  NULL,   NULL                                    },
};

static const struct check_measure measures[] = {
    {"software-unnamed",
     "file",                   {MEASURE_COUNT, {"software.unnamed", "software.unreadable"}, {NULL}},
     N_("files that name no program")                                                                       },
    {"command-unstated",
     "file",                   {MEASURE_COUNT, {"software.no-command", "software.unreadable"}, {NULL}},
     N_("files that give no command")                                                                       },
    {"software-names",
     "line",                   {MEASURE_COUNT, {"software.names"}, {NULL}},
     N_("header lines that name a program or its version")                                                  },
    {NULL,               NULL, {MEASURE_COUNT, {NULL}, {NULL}},                                         NULL},
};

static const struct check_decl decl = {
    .name = "software",
    .en = N_("a VCF names the software that made it, and the command"),
    .inputs = inputs,
    .params = NULL,
    .counters = counters,
    .measures = measures,
};

struct seen {
    int64_t names;
    int64_t commands;
};

static bool ends(const char *key, size_t n, const char *with)
{
    size_t len = strlen(with);

    return n >= len && strncasecmp(key + n - len, with, len) == 0;
}

/* Is anything but blanks written there? */
static bool says(const char *value, const char *end)
{
    while (value < end && (*value == ' ' || *value == '\t'))
        value++;
    return value < end;
}

static void take_line(struct seen *s, const char *line, size_t len)
{
    const char *key = line + 2;
    const char *equals = memchr(key, '=', len - 2);
    size_t n = equals ? (size_t)(equals - key) : 0;

    if (!equals || !says(equals + 1, line + len) || ends(key, n, "fileformat"))
        return;
    if (ends(key, n, "commandline") || ends(key, n, "command"))
        s->commands++;
    if ((n == 6 && strncasecmp(key, "source", n) == 0) ||
        ends(key, n, "version") || ends(key, n, "commandline"))
        s->names++;
}

static bool is_columns(const char *line, size_t len)
{
    return len >= 6 && memcmp(line, "#CHROM", 6) == 0;
}

/* The header; without a line of columns it is none. */
static int read_text(struct seen *s, const char *path, struct err *why)
{
    struct lines *in = lines_open(path, 0, why);
    const char *line;
    size_t len;
    int got = in ? 1 : -1;

    while (got > 0 && (got = lines_next(&line, &len, in, why)) > 0) {
        if (len < 2 || line[0] != '#' || line[1] != '#')
            break;
        take_line(s, line, len);
    }
    if (got >= 0 && (got == 0 || !is_columns(line, len)))
        got = err_set(why, ERR_SYNTAX, "the header of a VCF was expected");
    lines_close(in);
    return got < 0 ? -1 : 0;
}

/* The same of a BCF, whose header is VCF text behind its length (VCFv4.5
 * 6.2). */
static int read_binary(struct seen *s, const char *path, struct err *why)
{
    struct buf text;
    int rc = -1;

    buf_init(&text, 2 * READSHEAD_BYTES_MAX);
    if (readshead_bcf(&text, path, why) == 0) {
        const char *at = text.s;
        const char *end = text.s ? text.s + text.n : NULL;

        rc = 0;
        while (at < end && end - at > 2 && at[0] == '#' && at[1] == '#') {
            const char *lf = memchr(at, '\n', (size_t)(end - at));

            take_line(s, at, (size_t)((lf ? lf : end) - at));
            at = lf ? lf + 1 : end;
        }
        if (!is_columns(at, (size_t)(end - at)))
            rc = err_set(why, ERR_SYNTAX, "the header of a VCF was expected");
    }
    buf_release(&text);
    return rc;
}

static int read_header(struct seen *s, const char *path, struct err *why)
{
    struct filehead head = {0};

    if (filehead_read(&head, path, why))
        return -1;
    return head.n >= 4 && memcmp(head.text, "BCF\2", 4) == 0
               ? read_binary(s, path, why)
               : read_text(s, path, why);
}

static int note(struct measurement *m, const char *name, const struct seen *s,
                struct err *e)
{
    if (tally_count(&m->tally, "software.names", s->names, e) ||
        tally_count(&m->tally, "software.commands", s->commands, e))
        return -1;
    if (s->names == 0 &&
        (tally_count(&m->tally, "software.unnamed", 1, e) ||
         finding_add(&m->findings, FINDING_ERROR, "SOFTWARE-NAME", name, 0, e,
                     "no header line names the program: write ##source or "
                     "##TOOLVersion")))
        return -1;
    if (s->commands == 0 &&
        (tally_count(&m->tally, "software.no-command", 1, e) ||
         finding_add(&m->findings, FINDING_ERROR, "SOFTWARE-COMMAND", name, 0,
                     e,
                     "no header line gives the command: write "
                     "##TOOLCommandLine or ##TOOLCommand")))
        return -1;
    return 0;
}

static int run(struct measurement *m, const struct check_env *env,
               struct err *e)
{
    const struct check_file *file = check_input(env, "file");
    struct seen s = {0};
    struct err why = {0};

    m->state = MEASURED_OK;
    if (read_header(&s, file->path, &why) == 0)
        return note(m, file->name, &s, e);
    if (!checks_is_defect(&why)) {
        *e = why;
        return -1;
    }
    m->state = MEASURED_DEFECT;
    m->spoils = true;
    return tally_count(&m->tally, "software.unreadable", 1, e) ||
                   finding_from_err(&m->findings, "SOFTWARE-READ", file->name,
                                    &why, e)
               ? -1
               : 0;
}

const struct check check_software = {&decl, run};

/*
 * libxslt with its doors shut: a stylesheet of ours may include its sisters
 * while it is compiled; the transformation itself reads no file, writes none,
 * opens no connection, and has no extension but EXSLT common, functions,
 * mathematics and strings, and xslfunc. libexslt's registration is process-wide
 * and idempotent.
 *
 * Errors of libxml2 and libxslt go to a handler of this call alone; libxslt's
 * generic handler is a process-wide setting and is put back. So: one rendering
 * at a time, whichever thread does it. One report is parsed once for all its
 * renderings: they leave it as it was.
 */
#include "reports/doc/render.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libexslt/exslt.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/utf8.h"
#include "reports/doc/case_find.h"
#include "reports/doc/report.h"
#include "reports/doc/xslfunc.h"

#define NOTE_MAX 256
#define SEAL_MAX 1024 /* bytes of the line about the seal */

static const struct {
    const char *name, *suffix, *sheet;
} forms[RENDER_FORMS] = {
    [RENDER_HTML] = {"html",    ".html",         "html.xsl"   },
    [RENDER_TEXT] = {"text",    ".txt",          "text.xsl"   },
    [RENDER_JUNIT] = {"junit",   ".junit.xml",    "junit.xsl"  },
    [RENDER_EARL] = {"earl",    ".earl.jsonld",  "earl.xsl"   },
    [RENDER_CSV] = {"csv",     ".csv",          "csv.xsl"    },
    [RENDER_TESTBED] = {"testbed", ".testbed.json", "testbed.xsl"},
    [RENDER_MULTIQC] = {"multiqc", "_mqc.json",     "multiqc.xsl"},
};

const char *render_name(enum render_form f)
{
    return forms[f].name;
}

const char *render_suffix(enum render_form f)
{
    return forms[f].suffix;
}

struct render_source {
    xmlDoc *doc;
    struct case_find find;
};

/* What is asked for. */
struct wish {
    const char *sheet;
    enum lang lang;
    const char *datadir;
    const char *seal; /* or NULL */
    bool color;
};

/* The first thing that libxslt had to say, as one line. */
struct note {
    char text[NOTE_MAX];
    size_t n;
    bool full;
};

static void add_note(void *ctx, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void add_note(void *ctx, const char *fmt, ...)
{
    struct note *note = ctx;
    va_list ap;
    int got;

    if (note->full)
        return;
    va_start(ap, fmt);
    got = vsnprintf(note->text + note->n, NOTE_MAX - note->n, fmt, ap);
    va_end(ap);
    if (got < 0)
        return;
    note->n += (size_t)got;
    if (note->n >= NOTE_MAX)
        note->n = NOTE_MAX - 1;
    for (char *p = note->text; *p; p++) {
        if (*p == '\n')
            *p = ' ';
    }
    note->full = note->n > NOTE_MAX / 2;
}

static void silent(void *ctx, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void silent(void *ctx, const char *fmt, ...)
{
    (void)ctx;
    (void)fmt;
}

/* The document, whose text may have come from outside: no entity is resolved,
 * nothing is fetched, a document type is refused. Blanks between elements are
 * left out: every step of a stylesheet would have to go over them. */
static xmlDoc *parse(const char *xml, size_t len, const char *ns, struct err *e)
{
    xmlDoc *doc = NULL;
    xmlNode *root;

    if (len > REPORT_BYTES_MAX) {
        err_set(e, ERR_LIMIT, "a report may not be larger than %d bytes",
                REPORT_BYTES_MAX);
        return NULL;
    }
    doc = xmlReadMemory(xml, (int)len, NULL, NULL,
                        XML_PARSE_NONET | XML_PARSE_NOERROR |
                            XML_PARSE_NOWARNING | XML_PARSE_COMPACT |
                            XML_PARSE_NOBLANKS);
    root = doc ? xmlDocGetRootElement(doc) : NULL;
    if (!root || doc->intSubset || !root->ns ||
        strcmp((const char *)root->ns->href, ns) != 0) {
        err_set(e, ERR_SYNTAX, "this is no report that can be rendered");
        xmlFreeDoc(doc);
        return NULL;
    }
    return doc;
}

static xsltStylesheet *compile(const char *datadir, const char *sheet,
                               struct err *e)
{
    char name[64];
    char path[PATH_TEXT_MAX];
    xsltStylesheet *s;
    struct note note = {0};

    (void)snprintf(name, sizeof(name), "reports/xsl/%s", sheet);
    if (path_join(path, datadir, name, e))
        return NULL;
    exsltCommonRegister();
    exsltFuncRegister();
    exsltMathRegister();
    exsltStrRegister();
    xsltSetGenericErrorFunc(&note, add_note);
    s = xsltParseStylesheetFile((const xmlChar *)path);
    xsltSetGenericErrorFunc(NULL, NULL);
    if (s && s->errors == 0)
        return s;
    if (s)
        xsltFreeStylesheet(s);
    err_set(e, ERR_MISSING,
            "the stylesheet cannot be used: %s; is the installation complete, "
            "and does --datadir name its folder",
            note.n > 0 ? note.text : "no such file");
    err_at(e, path, 0, 0);
    return NULL;
}

static int forbid(xsltSecurityPrefs *sec)
{
    static const xsltSecurityOption option[] = {
        XSLT_SECPREF_READ_FILE,        XSLT_SECPREF_WRITE_FILE,
        XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
        XSLT_SECPREF_WRITE_NETWORK,
    };

    for (size_t i = 0; i < sizeof(option) / sizeof(option[0]); i++) {
        if (xsltSetSecurityPrefs(sec, option[i], xsltSecurityForbid))
            return -1;
    }
    return 0;
}

static int put(void *ctx, const char *s, int n)
{
    struct buf *out = ctx;

    buf_add(out, s, (size_t)n);
    return out->failed ? -1 : n;
}

static int serialize(struct buf *out, xmlDoc *made, xsltStylesheet *sheet,
                     struct err *e)
{
    xmlOutputBuffer *to = xmlOutputBufferCreateIO(put, NULL, out, NULL);
    int rc;

    if (!to)
        return err_nomem(e);
    rc = xsltSaveResultTo(to, made, sheet);
    if (xmlOutputBufferClose(to) < 0 || rc < 0)
        return buf_check(out, e) ? -1 : err_nomem(e);
    return buf_check(out, e);
}

static int transform(struct buf *out, xsltStylesheet *sheet,
                     struct render_source *s, const struct wish *w,
                     struct err *e)
{
    char line[SEAL_MAX];
    xsltTransformContext *ctxt = xsltNewTransformContext(sheet, s->doc);
    xsltSecurityPrefs *sec = xsltNewSecurityPrefs();
    const char *params[] = {
        "lang",  w->lang == LANG_FR ? "fr" : "en", "seal", line,
        "color", w->color ? "yes" : "no",          NULL,
    };
    struct note note = {0};
    struct xslfunc f = {0};
    xmlDoc *made = NULL;
    int rc = -1;

    (void)snprintf(line, sizeof(line), "%s", w->seal ? w->seal : "");
    utf8_make_printable(line); /* it may hold a file name, so any bytes */
    if (!ctxt || !sec || forbid(sec) || xsltSetCtxtSecurityPrefs(sec, ctxt) ||
        xsltQuoteUserParams(ctxt, params) ||
        xslfunc_init(&f, ctxt, &s->find, w->lang == LANG_FR)) {
        err_nomem(e);
        goto done;
    }
    xsltSetTransformErrorFunc(ctxt, &note, add_note);
    made = xsltApplyStylesheetUser(sheet, s->doc, NULL, NULL, NULL, ctxt);
    if (!made || ctxt->state != XSLT_STATE_OK) {
        err_set(e, ERR_RANGE, "the report could not be rendered: %s",
                note.n > 0 ? note.text : "no reason given");
        goto done;
    }
    rc = serialize(out, made, sheet, e);
done:
    xmlFreeDoc(made);
    if (ctxt)
        xsltFreeTransformContext(ctxt);
    if (sec)
        xsltFreeSecurityPrefs(sec);
    xslfunc_release(&f);
    return rc;
}

static struct render_source *source_new(const char *xml, size_t len,
                                        const char *ns, struct err *e)
{
    struct render_source *s = calloc(1, sizeof(*s));

    if (!s) {
        err_nomem(e);
        return NULL;
    }
    xmlSetGenericErrorFunc(NULL, silent);
    s->doc = parse(xml, len, ns, e);
    xmlSetGenericErrorFunc(NULL, NULL);
    if (!s->doc || case_find_init(&s->find, s->doc)) {
        err_nomem(e); /* does not overwrite what parse() said */
        render_source_free(s);
        return NULL;
    }
    return s;
}

struct render_source *render_source_new(const char *xml, size_t len,
                                        struct err *e)
{
    return source_new(xml, len, REPORT_NS, e);
}

void render_source_free(struct render_source *s)
{
    if (!s)
        return;
    case_find_release(&s->find);
    xmlFreeDoc(s->doc);
    free(s);
}

/* n wishes of one stylesheet. */
static int make_each(struct buf *out, const struct wish *w, size_t n,
                     struct render_source *s, struct err *e)
{
    xsltStylesheet *sheet;
    int rc;

    xmlSetGenericErrorFunc(NULL, silent);
    sheet = compile(w->datadir, w->sheet, e);
    rc = sheet ? 0 : -1;
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = transform(&out[i], sheet, s, &w[i], e);
    if (sheet)
        xsltFreeStylesheet(sheet);
    xmlSetGenericErrorFunc(NULL, NULL);
    return rc;
}

static int make(struct buf *out, const struct wish *w, struct render_source *s,
                struct err *e)
{
    return make_each(out, w, 1, s, e);
}

int render_from(struct buf *out, enum render_form f, enum lang l,
                struct render_source *s, const char *datadir, const char *seal,
                struct err *e)
{
    const struct wish w = {forms[f].sheet, l, datadir, seal, false};

    return make(out, &w, s, e);
}

int render(struct buf *out, enum render_form f, enum lang l, const char *xml,
           size_t len, const char *datadir, const char *seal, struct err *e)
{
    struct render_source *s = render_source_new(xml, len, e);
    int rc = -1;

    if (s)
        rc = render_from(out, f, l, s, datadir, seal, e);
    render_source_free(s);
    return rc;
}

int render_page(struct buf *out, const struct render_page *p, const char *xml,
                size_t len, struct err *e)
{
    const struct wish w = {p->sheet, p->lang, p->datadir, NULL, false};
    struct render_source *s = source_new(xml, len, p->ns, e);
    int rc = -1;

    if (s)
        rc = make(out, &w, s, e);
    render_source_free(s);
    return rc;
}

int render_page_each(struct buf out[LANG_FR + 1], const struct render_page *p,
                     const char *xml, size_t len, struct err *e)
{
    const struct wish w[] = {
        [LANG_EN] = {p->sheet, LANG_EN, p->datadir, NULL, false},
        [LANG_FR] = {p->sheet, LANG_FR, p->datadir, NULL, false},
    };
    struct render_source *s = source_new(xml, len, p->ns, e);
    int rc = -1;

    if (s)
        rc = make_each(out, w, sizeof w / sizeof *w, s, e);
    render_source_free(s);
    return rc;
}

/* text.xsl marks where a colour begins and ends by characters for private use,
 * U+E000 to U+E003, which it lets through from nowhere else: XML has no way to
 * write an escape character. */
static void paint(struct buf *out, const char *s, size_t n)
{
    static const char *const codes[] = {
        "\033[32m", /* green: good */
        "\033[31m", /* red: bad */
        "\033[33m", /* yellow: to be looked at */
        "\033[0m",
    };

    for (size_t i = 0; i < n; i++) {
        if (i + 2 < n && (unsigned char)s[i] == 0xEE &&
            (unsigned char)s[i + 1] == 0x80 &&
            ((unsigned char)s[i + 2] & 0xFC) == 0x80) {
            buf_str(out, codes[(unsigned char)s[i + 2] & 3]);
            i += 2;
        } else {
            buf_char(out, s[i]);
        }
    }
}

int render_painted(struct buf *out, enum lang l, struct render_source *s,
                   const char *datadir, const char *seal, struct err *e)
{
    const struct wish w = {forms[RENDER_TEXT].sheet, l, datadir, seal, true};
    struct buf marked;
    int rc;

    buf_init(&marked, out->max);
    rc = make(&marked, &w, s, e);
    if (rc == 0) {
        paint(out, marked.s ? marked.s : "", marked.n);
        rc = buf_check(out, e);
    }
    buf_release(&marked);
    return rc;
}

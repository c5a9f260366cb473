/*
 * libxslt with its doors shut: a stylesheet of ours may include its sisters
 * while it is compiled; the transformation itself reads no file, writes none,
 * opens no connection, and has no extension but EXSLT common, functions,
 * mathematics and strings. libexslt's registration is process-wide and
 * idempotent.
 *
 * Errors of libxml2 and libxslt go to a handler of this call alone; libxslt's
 * generic handler is a process-wide setting and is put back. So: one rendering
 * at a time (it is called from one thread, at the end of a run).
 */
#include "reports/doc/render.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <libexslt/exslt.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/utf8.h"
#include "reports/doc/report.h"

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

/* What is asked for. */
struct wish {
    const char *sheet;
    const char *ns; /* of the root element */
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
 * nothing is fetched, a document type is refused. */
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
                            XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
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

static int serialize(struct buf *out, xmlDoc *made, xsltStylesheet *sheet,
                     struct err *e)
{
    xmlChar *text = NULL;
    int n = 0;
    int rc = -1;

    if (xsltSaveResultToString(&text, &n, made, sheet)) {
        err_nomem(e);
        goto done;
    }
    if (n > 0)
        buf_add(out, text, (size_t)n);
    rc = buf_check(out, e);
done:
    xmlFree(text);
    return rc;
}

static int transform(struct buf *out, xsltStylesheet *sheet, xmlDoc *doc,
                     const struct wish *w, struct err *e)
{
    char line[SEAL_MAX];
    xsltTransformContext *ctxt = xsltNewTransformContext(sheet, doc);
    xsltSecurityPrefs *sec = xsltNewSecurityPrefs();
    const char *params[] = {
        "lang",  w->lang == LANG_FR ? "fr" : "en", "seal", line,
        "color", w->color ? "yes" : "no",          NULL,
    };
    struct note note = {0};
    xmlDoc *made = NULL;
    int rc = -1;

    (void)snprintf(line, sizeof(line), "%s", w->seal ? w->seal : "");
    utf8_make_printable(line); /* it may hold a file name, so any bytes */
    if (!ctxt || !sec || forbid(sec) || xsltSetCtxtSecurityPrefs(sec, ctxt) ||
        xsltQuoteUserParams(ctxt, params)) {
        err_nomem(e);
        goto done;
    }
    xsltSetTransformErrorFunc(ctxt, &note, add_note);
    made = xsltApplyStylesheetUser(sheet, doc, NULL, NULL, NULL, ctxt);
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
    return rc;
}

static int make(struct buf *out, const struct wish *w, const char *xml,
                size_t len, struct err *e)
{
    xsltStylesheet *sheet = NULL;
    xmlDoc *doc;
    int rc = -1;

    xmlSetGenericErrorFunc(NULL, silent);
    doc = parse(xml, len, w->ns, e);
    if (!doc)
        goto done;
    xmlXPathOrderDocElems(doc);
    sheet = compile(w->datadir, w->sheet, e);
    if (!sheet)
        goto done;
    rc = transform(out, sheet, doc, w, e);
done:
    if (sheet)
        xsltFreeStylesheet(sheet);
    xmlFreeDoc(doc);
    xmlSetGenericErrorFunc(NULL, NULL);
    return rc;
}

int render(struct buf *out, enum render_form f, enum lang l, const char *xml,
           size_t len, const char *datadir, const char *seal, struct err *e)
{
    const struct wish w = {forms[f].sheet, REPORT_NS, l, datadir, seal, false};

    return make(out, &w, xml, len, e);
}

int render_page(struct buf *out, const struct render_page *p, const char *xml,
                size_t len, struct err *e)
{
    const struct wish w = {p->sheet, p->ns, p->lang, p->datadir, NULL, false};

    return make(out, &w, xml, len, e);
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

int render_painted(struct buf *out, enum lang l, const char *xml, size_t len,
                   const char *datadir, const char *seal, struct err *e)
{
    const struct wish w = {
        forms[RENDER_TEXT].sheet, REPORT_NS, l, datadir, seal, true};
    struct buf marked;
    int rc;

    buf_init(&marked, out->max);
    rc = make(&marked, &w, xml, len, e);
    if (rc == 0) {
        paint(out, marked.s ? marked.s : "", marked.n);
        rc = buf_check(out, e);
    }
    buf_release(&marked);
    return rc;
}

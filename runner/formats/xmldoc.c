/*
 * libxml2's SAX2 parser builds our own small tree.
 *
 * Places: the parser says how many bytes it has consumed when it hands over a
 * start tag; the tag began at the nearest '<' before that (a start tag holds
 * no other one). Lines and columns are then counted in the bytes themselves,
 * going forward only, so they are right in a document of any length.
 *
 * Attribute values: without entity substitution libxml2 leaves '&' as "&#38;"
 * and resolves every other reference; undo() does the rest.
 */
#include "formats/xmldoc.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"
#include "formats/xmldoc_internal.h"

#define NAMES 256 /* names and namespaces remembered, a power of two */

struct reader {
    struct xmldoc *doc;
    const char *bytes;
    size_t len;
    struct err *e;
    xmlParserCtxtPtr ctxt;
    struct xmlnode *open[XMLDOC_DEPTH_MAX]; /* from the root inwards */
    struct xmlnode *last[XMLDOC_DEPTH_MAX]; /* newest child of each */
    struct buf text[XMLDOC_DEPTH_MAX];
    size_t depth;
    size_t nodes;
    size_t counted; /* bytes before `at` */
    struct place at;
    const xmlChar *interned[NAMES]; /* by address: libxml2 keeps one copy */
    const char *copy[NAMES];
};

static bool failed(const struct reader *r)
{
    return r->e->code != ERR_NONE;
}

/* Line and column of the byte at `offset`; offsets never go back. */
static struct place place_at(struct reader *r, size_t offset)
{
    while (r->counted < offset) {
        const char *from = r->bytes + r->counted;
        const char *nl = memchr(from, '\n', offset - r->counted);

        if (!nl) {
            r->at.col += offset - r->counted;
            r->counted = offset;
            break;
        }
        r->at.line++;
        r->at.col = 1;
        r->counted += (size_t)(nl - from) + 1;
    }
    return r->at;
}

static size_t consumed(const struct reader *r)
{
    long n = xmlByteConsumed(r->ctxt);

    return n < 0 ? r->counted : (size_t)n > r->len ? r->len : (size_t)n;
}

static void stop(struct reader *r)
{
    struct place at = place_at(r, consumed(r));

    (void)err_at(r->e, NULL, at.line, at.col);
    xmlStopParser(r->ctxt);
}

/* ---- handlers ---------------------------------------------------------- */

static const char *keep_name(struct reader *r, const xmlChar *name)
{
    size_t slot = ((uintptr_t)name >> 3) % NAMES;

    if (!name)
        return "";
    if (r->interned[slot] != name) {
        r->copy[slot] = arena_strdup(&r->doc->arena, (const char *)name, r->e);
        r->interned[slot] = r->copy[slot] ? name : NULL;
    }
    return r->copy[slot];
}

static void undo(char *s)
{
    static const char amp[] = "&#38;";
    char *to = s;

    while (*s) {
        *to++ = *s;
        s += strncmp(s, amp, sizeof amp - 1) == 0 ? sizeof amp - 1 : 1;
    }
    *to = '\0';
}

/* libxml2 hands over attributes as rows of five pointers. */
static void keep_attrs(struct reader *r, struct xmlnode *n, size_t count,
                       const xmlChar **five)
{
    struct arena *arena = &r->doc->arena;
    struct xmlattr *attr;

    if (count == 0 || failed(r))
        return;
    attr = arena_alloc(arena, count * sizeof *attr, r->e);
    for (size_t i = 0; attr && i < count; i++, five += 5) {
        char *value = arena_strndup(arena, (const char *)five[3],
                                    (size_t)(five[4] - five[3]), r->e);

        if (!value)
            return;
        undo(value);
        attr[i].name = keep_name(r, five[0]);
        attr[i].ns = keep_name(r, five[2]);
        attr[i].value = value;
    }
    n->attr = attr;
    n->n_attr = attr ? count : 0;
}

static struct place tag_place(struct reader *r)
{
    size_t at = consumed(r);

    while (at > r->counted && r->bytes[at - 1] != '<')
        at--;
    return place_at(r, at > r->counted ? at - 1 : at);
}

static void hang(struct reader *r, struct xmlnode *n)
{
    if (r->depth == 0) {
        r->doc->root = n;
    } else {
        n->parent = r->open[r->depth - 1];
        if (r->last[r->depth - 1])
            r->last[r->depth - 1]->next = n;
        else
            n->parent->first = n;
        r->last[r->depth - 1] = n;
    }
    r->open[r->depth] = n;
    r->last[r->depth] = NULL;
    buf_clear(&r->text[r->depth]);
    r->depth++;
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *ns, int n_ns, const xmlChar **nss,
                     int n_attrs, int n_default, const xmlChar **attrs)
{
    struct reader *r = data;
    struct xmlnode *n;

    (void)prefix, (void)n_ns, (void)nss, (void)n_default;
    if (failed(r))
        return;
    r->nodes += 1 + (size_t)n_attrs;
    if (r->depth == XMLDOC_DEPTH_MAX)
        err_set(r->e, ERR_LIMIT, "elements are nested more than %d deep",
                XMLDOC_DEPTH_MAX);
    else if (r->nodes > XMLDOC_NODES_MAX)
        err_set(r->e, ERR_LIMIT, "more than %d elements and attributes",
                XMLDOC_NODES_MAX);
    n = failed(r) ? NULL : arena_alloc(&r->doc->arena, sizeof *n, r->e);
    if (n) {
        n->ns = keep_name(r, ns);
        n->name = keep_name(r, name);
        n->text = "";
        n->at = tag_place(r);
        keep_attrs(r, n, (size_t)n_attrs, attrs);
        hang(r, n);
    }
    if (failed(r))
        stop(r);
}

static void on_end(void *data, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *ns)
{
    struct reader *r = data;
    const struct buf *text;

    (void)name, (void)prefix, (void)ns;
    if (failed(r) || r->depth == 0)
        return;
    text = &r->text[--r->depth];
    if (text->n > 0 && buf_check(text, r->e) == 0) {
        const char *s = arena_strndup(&r->doc->arena, text->s, text->n, r->e);

        r->open[r->depth]->text = s ? s : "";
    }
    if (failed(r))
        stop(r);
}

static void on_text(void *data, const xmlChar *s, int n)
{
    struct reader *r = data;

    if (!failed(r) && r->depth > 0)
        buf_add(&r->text[r->depth - 1], s, (size_t)n);
}

static void on_doctype(void *data, const xmlChar *name, const xmlChar *ext,
                       const xmlChar *sys)
{
    struct reader *r = data;

    (void)name, (void)ext, (void)sys;
    if (failed(r))
        return;
    err_set(r->e, ERR_REFUSED,
            "a document type declaration (DOCTYPE) is not accepted: remove it");
    stop(r);
}

static void on_error(void *data, xmlErrorPtr what)
{
    struct reader *r = data;

    if (failed(r) || what->level < XML_ERR_ERROR)
        return;
    xmldoc_explain(r->e, what);
    stop(r);
}

/* ---- the whole --------------------------------------------------------- */

static int run(struct reader *r)
{
    static const xmlSAXHandler handlers = {
        .initialized = XML_SAX2_MAGIC,
        .internalSubset = on_doctype,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .serror = on_error,
    };
    xmlDocPtr none;

    r->ctxt = xmlNewParserCtxt();
    if (!r->ctxt)
        return err_nomem(r->e);
    *r->ctxt->sax = handlers;
    r->ctxt->userData = r;
    for (size_t i = 0; i < XMLDOC_DEPTH_MAX; i++)
        buf_init(&r->text[i], r->len);
    none = xmlCtxtReadMemory(r->ctxt, r->bytes, (int)r->len, NULL, NULL,
                             XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    xmlFreeDoc(none); /* NULL: the handlers build no libxml2 tree */
    if (!failed(r) && (!r->ctxt->wellFormed || !r->doc->root))
        err_set(r->e, ERR_SYNTAX, "not a well-formed XML document");
    for (size_t i = 0; i < XMLDOC_DEPTH_MAX; i++)
        buf_release(&r->text[i]);
    xmlFreeParserCtxt(r->ctxt);
    return failed(r) ? -1 : 0;
}

int xmldoc_parse(struct xmldoc *out, const char *bytes, size_t len,
                 const char *name, struct err *e)
{
    static const char bom[] = "\xEF\xBB\xBF";
    struct xmldoc doc = {0};
    struct reader r = {
        .doc = &doc, .e = e, .at = {1, 1}
    };

    if (len >= 3 && memcmp(bytes, bom, 3) == 0) {
        bytes += 3;
        len -= 3;
    }
    r.bytes = bytes;
    r.len = len;
    xmlInitParser();
    if (xmldoc_check_bytes(bytes, len, e) || run(&r)) {
        xmldoc_release(&doc);
        return err_at(e, name, 0, 0);
    }
    *out = doc;
    return 0;
}

void xmldoc_release(struct xmldoc *d)
{
    arena_release(&d->arena);
    *d = (struct xmldoc){0};
}

const char *xmldoc_attr(const struct xmlnode *n, const char *name)
{
    for (size_t i = 0; i < n->n_attr; i++)
        if (n->attr[i].ns[0] == '\0' && strcmp(n->attr[i].name, name) == 0)
            return n->attr[i].value;
    return NULL;
}

static const struct xmlnode *find(const struct xmlnode *from, const char *ns,
                                  const char *name)
{
    while (from && (strcmp(from->name, name) != 0 || strcmp(from->ns, ns) != 0))
        from = from->next;
    return from;
}

const struct xmlnode *xmldoc_child(const struct xmlnode *n, const char *name)
{
    return find(n->first, n->ns, name);
}

const struct xmlnode *xmldoc_next(const struct xmlnode *n, const char *name)
{
    return find(n->next, n->ns, name);
}

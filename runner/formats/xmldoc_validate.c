/*
 * RELAX NG by libxml2. Of the violations that it reports for one defect the
 * most telling one is kept; its element's place comes from our own tree, where
 * elements are found by their number in document order.
 */
#include <stdbool.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>

#include "base/err.h"
#include "formats/xmldoc.h"
#include "formats/xmldoc_internal.h"

struct violation {
    struct err said;
    int rank; /* -1: none yet */
    const xmlNode *node;
};

static void on_violation(void *data, xmlErrorPtr what)
{
    struct violation *v = data;
    int rank = xmldoc_rng_rank(what);

    if (rank <= v->rank)
        return;
    v->rank = rank;
    v->said = (struct err){0};
    v->node = what->node;
    xmldoc_rng_explain(&v->said, what);
}

static void ignore(void *data, xmlErrorPtr what)
{
    (void)data, (void)what;
}

static const xmlNode *element_of(const xmlNode *n)
{
    while (n && n->type != XML_ELEMENT_NODE)
        n = n->parent;
    return n;
}

/* The next element in document order; NULL after the last one. */
static const xmlNode *next_theirs(const xmlNode *n)
{
    const xmlNode *c = n->children;

    for (;;) {
        while (c && c->type != XML_ELEMENT_NODE)
            c = c->next;
        if (c)
            return c;
        c = n->next;
        n = n->parent;
        if (!n || n->type != XML_ELEMENT_NODE)
            return NULL;
    }
}

static const struct xmlnode *next_ours(const struct xmlnode *n)
{
    if (n->first)
        return n->first;
    while (n && !n->next)
        n = n->parent;
    return n ? n->next : NULL;
}

static void place(struct err *e, const struct xmldoc *ours, xmlDocPtr theirs,
                  const xmlNode *at)
{
    const struct xmlnode *n = ours->root;
    const xmlNode *t = xmlDocGetRootElement(theirs);

    at = element_of(at);
    while (t && n && t != at) {
        t = next_theirs(t);
        n = next_ours(n);
    }
    if (t && n)
        (void)err_at(e, NULL, n->at.line, n->at.col);
}

static xmlDocPtr tree_of(const char *bytes, size_t len)
{
    return xmlReadMemory(bytes, (int)len, NULL, NULL,
                         XML_PARSE_NONET | XML_PARSE_NOERROR |
                             XML_PARSE_NOWARNING);
}

static xmlRelaxNGPtr schema_of(const char *bytes, size_t len, struct err *e)
{
    xmlRelaxNGParserCtxtPtr p = xmlRelaxNGNewMemParserCtxt(bytes, (int)len);
    xmlRelaxNGPtr schema = NULL;

    if (p) {
        xmlRelaxNGSetParserStructuredErrors(p, ignore, NULL);
        schema = xmlRelaxNGParse(p);
        xmlRelaxNGFreeParserCtxt(p);
    }
    if (!schema)
        err_set(e, ERR_SYNTAX,
                "the schema is not one: the program's data are damaged, "
                "install them again");
    return schema;
}

static int run(xmlDocPtr doc, xmlRelaxNGPtr schema, const struct xmldoc *ours,
               struct err *e)
{
    struct violation first = {.rank = -1};
    xmlRelaxNGValidCtxtPtr v = xmlRelaxNGNewValidCtxt(schema);
    int got;

    if (!v)
        return err_nomem(e);
    xmlRelaxNGSetValidStructuredErrors(v, on_violation, &first);
    got = xmlRelaxNGValidateDoc(v, doc);
    xmlRelaxNGFreeValidCtxt(v);
    if (got == 0)
        return 0;
    if (first.rank < 0)
        return err_set(e, ERR_SYNTAX,
                       "the document does not follow its "
                       "schema");
    *e = first.said;
    place(e, ours, doc, first.node);
    return -1;
}

int xmldoc_validate(const char *bytes, size_t len, const char *name,
                    const char *schema, size_t schema_len, struct err *e)
{
    struct xmldoc ours = {0};
    xmlRelaxNGPtr rng = NULL;
    xmlDocPtr doc = NULL;
    int rc = -1;

    /* The safe parse first: it refuses DOCTYPE and sets the ceilings. */
    if (xmldoc_parse(&ours, bytes, len, name, e))
        return -1;
    rng = schema_of(schema, schema_len, e);
    if (!rng)
        goto done;
    doc = tree_of(bytes, len);
    if (!doc) {
        err_set(e, ERR_LIMIT, "the document is too large to be validated");
        goto done;
    }
    rc = run(doc, rng, &ours, e);
done:
    xmlFreeDoc(doc);
    xmlRelaxNGFree(rng);
    xmldoc_release(&ours);
    return rc ? err_at(e, name, 0, 0) : 0;
}

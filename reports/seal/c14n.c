#include "reports/seal/c14n.h"

#include <string.h>

#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlIO.h>

#include "base/buf.h"
#include "base/err.h"

#define XML_BYTES_MAX (1 << 24)

/* xmlC14NIsVisibleCallback: is the node in the subtree of `root`? A namespace
 * declaration has no parent of its own; `parent` is given for it. */
static int is_visible(void *root, xmlNodePtr node, xmlNodePtr parent)
{
    xmlNodePtr n = node->type == XML_ELEMENT_NODE ? node : parent;

    for (; n; n = n->parent)
        if (n == root)
            return 1;
    return 0;
}

static int is_named(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE &&
           strcmp((const char *)n->name, name) == 0;
}

static xmlNodePtr only_child(xmlNodePtr parent, const char *name, struct err *e)
{
    xmlNodePtr found = NULL;

    for (xmlNodePtr n = parent->children; n; n = n->next) {
        if (!is_named(n, name))
            continue;
        if (found) {
            err_set(e, ERR_REFUSED,
                    "the signature file has two elements '%s' where one may "
                    "stand",
                    name);
            return NULL;
        }
        found = n;
    }
    if (!found)
        err_set(e, ERR_MISSING, "the signature file has no element '%s'", name);
    return found;
}

static xmlNodePtr find(xmlDocPtr doc, const char *const *path, struct err *e)
{
    xmlNodePtr n = xmlDocGetRootElement(doc);

    if (!n || !is_named(n, path[0])) {
        err_set(e, ERR_MISSING, "the signature file has no element '%s'",
                path[0]);
        return NULL;
    }
    for (size_t i = 1; n && path[i]; i++)
        n = only_child(n, path[i], e);
    return n;
}

static int write_out(struct buf *out, xmlDocPtr doc, xmlNodePtr root,
                     struct err *e)
{
    xmlOutputBufferPtr o = xmlAllocOutputBuffer(NULL);
    int rc = -1;

    if (!o)
        return err_nomem(e);
    if (xmlC14NExecute(doc, is_visible, root, XML_C14N_EXCLUSIVE_1_0, NULL, 0,
                       o) < 0) {
        err_set(e, ERR_REFUSED, "the signature file has no canonical form");
    } else {
        buf_add(out, xmlOutputBufferGetContent(o), xmlOutputBufferGetSize(o));
        rc = buf_check(out, e);
    }
    xmlOutputBufferClose(o);
    return rc;
}

static xmlDocPtr open_xml(const char *xml, size_t len, struct err *e)
{
    xmlDocPtr doc;

    if (len > XML_BYTES_MAX) {
        err_set(e, ERR_LIMIT, "the signature file is larger than %d bytes",
                XML_BYTES_MAX);
        return NULL;
    }
    doc = xmlReadMemory(xml, (int)len, NULL, NULL,
                        XML_PARSE_NONET | XML_PARSE_NOERROR |
                            XML_PARSE_NOWARNING);
    if (!doc) {
        err_set(e, ERR_SYNTAX, "the signature file is not XML");
    } else if (doc->intSubset) {
        err_set(e, ERR_REFUSED, "the signature file has a DOCTYPE");
        xmlFreeDoc(doc);
        doc = NULL;
    }
    return doc;
}

int c14n_element(struct buf *out, const char *xml, size_t len,
                 const char *const *path, struct err *e)
{
    xmlDocPtr doc = open_xml(xml, len, e);
    xmlNodePtr root;
    int rc = -1;

    if (!doc)
        return -1;
    root = find(doc, path, e);
    if (root)
        rc = write_out(out, doc, root, e);
    xmlFreeDoc(doc);
    return rc;
}

static int write_children(struct buf *out, xmlDocPtr doc, xmlNodePtr parent,
                          size_t n, struct err *e)
{
    for (xmlNodePtr c = parent->children; c && n > 0; c = c->next) {
        if (c->type != XML_ELEMENT_NODE)
            continue;
        if (write_out(out, doc, c, e))
            return -1;
        n--;
    }
    if (n == 0)
        return 0;
    return err_set(e, ERR_MISSING, "the signature file has no element '%s'",
                   "*");
}

int c14n_children(struct buf *out, const char *xml, size_t len,
                  const char *const *path, size_t n, struct err *e)
{
    xmlDocPtr doc = open_xml(xml, len, e);
    xmlNodePtr parent;
    int rc = -1;

    if (!doc)
        return -1;
    parent = find(doc, path, e);
    if (parent)
        rc = write_children(out, doc, parent, n, e);
    xmlFreeDoc(doc);
    return rc;
}

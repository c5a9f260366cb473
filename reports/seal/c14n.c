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

int c14n_element(struct buf *out, const char *xml, size_t len,
                 const char *const *path, struct err *e)
{
    xmlDocPtr doc = NULL;
    xmlNodePtr root;
    int rc = -1;

    if (len > XML_BYTES_MAX)
        return err_set(e, ERR_LIMIT,
                       "the signature file is larger than %d "
                       "bytes",
                       XML_BYTES_MAX);
    doc = xmlReadMemory(xml, (int)len, NULL, NULL,
                        XML_PARSE_NONET | XML_PARSE_NOERROR |
                            XML_PARSE_NOWARNING);
    if (!doc)
        return err_set(e, ERR_SYNTAX, "the signature file is not XML");
    if (doc->intSubset) {
        err_set(e, ERR_REFUSED, "the signature file has a DOCTYPE");
        goto done;
    }
    root = find(doc, path, e);
    if (root)
        rc = write_out(out, doc, root, e);
done:
    xmlFreeDoc(doc);
    return rc;
}

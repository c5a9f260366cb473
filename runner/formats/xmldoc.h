/*
 * xmldoc -- XML that came from outside: read safely, checked by schema, with
 * the place of every element.
 *
 * Read from memory only; no DOCTYPE (refused as soon as it is seen), no
 * entity but the five of XML, no network, no file access, depth at most
 * XMLDOC_DEPTH_MAX, comments and processing instructions dropped. libxml2's
 * tree nodes have no column and stop counting lines at 65,535: the place of
 * each start tag is recorded from SAX.
 *
 * The tree is ours (below): no libxml2 type leaves this module, and lower
 * layers need none.
 *
 * Ownership: a struct xmldoc owns its tree (arena); xmldoc_release() frees it.
 */
#ifndef FORMATS_XMLDOC_H
#define FORMATS_XMLDOC_H

#include <stddef.h>

#include "base/arena.h"
#include "core/suite.h" /* struct place */

struct err;

#define XMLDOC_DEPTH_MAX 64
#define XMLDOC_NODES_MAX 4000000

struct xmlattr {
    const char *ns;   /* namespace URI, "" for none */
    const char *name; /* local name; xml:lang is ns XMLDOC_NS_XML, "lang" */
    const char *value;
};

#define XMLDOC_NS_XML "http://www.w3.org/XML/1998/namespace"

struct xmlnode { /* one element */
    const char *ns;
    const char *name;
    struct place at;
    const struct xmlattr *attr;
    size_t n_attr;
    const char *text; /* character data directly in it, joined; never NULL */
    struct xmlnode *first; /* child elements, in order */
    struct xmlnode *next;
    struct xmlnode *parent;
};

struct xmldoc {
    struct arena arena;
    struct xmlnode *root;
};

/* Parse `len` bytes; `name` is used in messages (err_at). ERR_SYNTAX with line
 * and column, ERR_REFUSED for DOCTYPE, ERR_LIMIT for the ceilings. */
int xmldoc_parse(struct xmldoc *out, const char *bytes, size_t len,
                 const char *name, struct err *e);
void xmldoc_release(struct xmldoc *d);

/* NULL when absent. No-namespace attributes. */
const char *xmldoc_attr(const struct xmlnode *n, const char *name);
/* First child (or next sibling) with this local name in the same namespace as
 * `n`; NULL when none. */
const struct xmlnode *xmldoc_child(const struct xmlnode *n, const char *name);
const struct xmlnode *xmldoc_next(const struct xmlnode *n, const char *name);

/*
 * Validate the bytes against a RELAX NG schema of ours (given as bytes too:
 * schemas never come from a submission). The first violation is reported as
 * ERR_SYNTAX with its line, a column when known, and what was expected.
 */
int xmldoc_validate(const char *bytes, size_t len, const char *name,
                    const char *schema, size_t schema_len, struct err *e);

#endif

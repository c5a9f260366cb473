#include "formats/xmltake.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"

static bool failed(const struct xmltake *t)
{
    return t->e->code != ERR_NONE;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool all_blank(const char *s)
{
    while (is_blank(*s))
        s++;
    return *s == '\0';
}

int xmltake_at(struct xmltake *t)
{
    return err_at(t->e, NULL, t->n->at.line, t->n->at.col);
}

/* The first element from `n` on that is no extension. */
static const struct xmlnode *ours(const struct xmltake *t,
                                  const struct xmlnode *n)
{
    while (n && n->ns[0] != '\0' && strcmp(n->ns, t->n->ns) != 0)
        n = n->next;
    return n;
}

void xmltake_begin(struct xmltake *t, const struct xmlnode *n, struct err *e)
{
    *t = (struct xmltake){.n = n, .e = e};
    t->next = ours(t, n->first);
    if (n->n_attr > XMLTAKE_ATTRS_MAX && !failed(t)) {
        err_set(e, ERR_LIMIT, "'%.64s' has more than %d attributes", n->name,
                XMLTAKE_ATTRS_MAX);
        (void)xmltake_at(t);
    }
}

int xmltake_root(struct xmltake *t, const struct xmlnode *root, const char *ns,
                 const char *name, struct err *e)
{
    xmltake_begin(t, root, e);
    if (failed(t))
        return -1;
    if (strcmp(root->name, name) == 0 && strcmp(root->ns, ns) == 0)
        return 0;
    if (strcmp(root->name, name) == 0)
        err_set(e, ERR_SYNTAX,
                "'%.64s' is in the namespace '%.128s', not in '%.64s': write "
                "xmlns=\"%.64s\"",
                name, root->ns, ns, ns);
    else
        err_set(e, ERR_SYNTAX,
                "the document is a '%.64s', a '%.64s' is expected", root->name,
                name);
    return xmltake_at(t);
}

static const char *attr_of(struct xmltake *t, const char *ns, const char *name)
{
    for (size_t i = 0; !failed(t) && i < t->n->n_attr; i++) {
        const struct xmlattr *a = &t->n->attr[i];

        if (strcmp(a->name, name) == 0 && strcmp(a->ns, ns) == 0) {
            t->taken |= (uint64_t)1 << i;
            return a->value;
        }
    }
    return NULL;
}

const char *xmltake_attr(struct xmltake *t, const char *name)
{
    return attr_of(t, "", name);
}

const char *xmltake_need(struct xmltake *t, const char *name)
{
    const char *value = xmltake_attr(t, name);

    if (!value && !failed(t)) {
        err_set(t->e, ERR_SYNTAX, "'%.64s' lacks the attribute '%s'",
                t->n->name, name);
        (void)xmltake_at(t);
    }
    return value;
}

int xmltake_lang(struct xmltake *t, const char *lang)
{
    const char *value = attr_of(t, XMLDOC_NS_XML, "lang");

    if (failed(t))
        return -1;
    if (value && strcmp(value, lang) == 0)
        return 0;
    err_set(t->e, ERR_SYNTAX,
            "'%.64s' must have xml:lang=\"%s\" here: English first, then "
            "French",
            t->n->name, lang);
    return xmltake_at(t);
}

static void remember(struct xmltake *t, const char *name)
{
    for (size_t i = 0; i < t->n_tried; i++)
        if (strcmp(t->tried[i], name) == 0)
            return;
    if (t->n_tried < XMLTAKE_TRIED_MAX)
        t->tried[t->n_tried++] = name;
}

const struct xmlnode *xmltake_child(struct xmltake *t, const char *name)
{
    const struct xmlnode *n = t->next;

    if (failed(t))
        return NULL;
    remember(t, name);
    if (!n || strcmp(n->name, name) != 0 || strcmp(n->ns, t->n->ns) != 0)
        return NULL;
    t->next = ours(t, n->next);
    t->n_tried = 0;
    return n;
}

/* "text, input, param" out of what was asked for. */
static void join_tried(char *out, size_t size, const struct xmltake *t)
{
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 0; i < t->n_tried && n < size; i++) {
        int len =
            snprintf(out + n, size - n, "%s%s", i > 0 ? ", " : "", t->tried[i]);

        n += len > 0 ? (size_t)len : 0;
    }
}

/* The next child can not be taken. */
static int unexpected(struct xmltake *t)
{
    char tried[200];

    join_tried(tried, sizeof tried, t);
    if (t->next->ns[0] == '\0' && t->n->ns[0] != '\0')
        err_set(t->e, ERR_SYNTAX,
                "the element '%.64s' is in no namespace: remove xmlns=\"\"",
                t->next->name);
    else if (t->n_tried > 0)
        err_set(t->e, ERR_SYNTAX,
                "the element '%.64s' may not stand here in '%.64s'; "
                "possible here: %s",
                t->next->name, t->n->name, tried);
    else
        err_set(t->e, ERR_SYNTAX,
                "the element '%.64s' may not stand in '%.64s'", t->next->name,
                t->n->name);
    return err_at(t->e, NULL, t->next->at.line, t->next->at.col);
}

const struct xmlnode *xmltake_need_child(struct xmltake *t, const char *name)
{
    const struct xmlnode *n = xmltake_child(t, name);

    if (n || failed(t))
        return n;
    if (t->next) {
        (void)unexpected(t);
        return NULL;
    }
    err_set(t->e, ERR_SYNTAX, "'%.64s' lacks the element '%s'", t->n->name,
            name);
    (void)xmltake_at(t);
    return NULL;
}

const char *xmltake_text(struct xmltake *t, struct arena *a)
{
    const char *from = t->n->text;
    size_t n = 0;
    char *s;

    t->text = true;
    if (failed(t))
        return NULL;
    if (t->n->first || all_blank(from)) {
        err_set(t->e, ERR_SYNTAX, "'%.64s' must hold text and nothing else",
                t->n->name);
        (void)xmltake_at(t);
        return NULL;
    }
    s = arena_strdup(a, from, t->e);
    for (; s && *from; from++) {
        if (!is_blank(*from))
            s[n++] = *from;
        else if (n > 0 && s[n - 1] != ' ')
            s[n++] = ' ';
    }
    if (s)
        s[n > 0 && s[n - 1] == ' ' ? n - 1 : n] = '\0';
    return s;
}

/* An attribute that nobody took: ours when it has no namespace or xml:. */
static const struct xmlattr *left_over(const struct xmltake *t)
{
    for (size_t i = 0; i < t->n->n_attr; i++) {
        const struct xmlattr *a = &t->n->attr[i];

        if (!(t->taken >> i & 1) &&
            (a->ns[0] == '\0' || strcmp(a->ns, XMLDOC_NS_XML) == 0))
            return a;
    }
    return NULL;
}

int xmltake_end(struct xmltake *t)
{
    const struct xmlattr *a;

    if (failed(t))
        return -1;
    a = left_over(t);
    if (a) {
        err_set(t->e, ERR_SYNTAX, "'%.64s' has no attribute '%s%.64s'",
                t->n->name, a->ns[0] ? "xml:" : "", a->name);
        return xmltake_at(t);
    }
    if (t->next)
        return unexpected(t);
    if (!t->text && !all_blank(t->n->text)) {
        err_set(t->e, ERR_SYNTAX, "'%.64s' may not hold text", t->n->name);
        return xmltake_at(t);
    }
    return 0;
}

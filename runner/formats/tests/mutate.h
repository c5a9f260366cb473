/*
 * mutate -- every small damage that can be done to an XML document: each
 * attribute removed, emptied, renamed or given a strange value; each element
 * removed, doubled, renamed, or given an attribute, text or a child. The
 * document must be plain: double quotes, no '>' in values, no CDATA.
 */
#ifndef FORMATS_TESTS_MUTATE_H
#define FORMATS_TESTS_MUTATE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/buf.h"

enum mutation {
    CUT_ATTR,
    EMPTY_ATTR,
    RENAME_ATTR,
    STRANGE_VALUE,
    CUT_ELEMENT,
    DOUBLE_ELEMENT,
    RENAME_ELEMENT,
    ADD_ATTR,
    ADD_LANG,
    ADD_TEXT,
    ADD_CHILD,
    ADD_BARE_CHILD,
    ADD_FOREIGN_CHILD,
    ADD_FOREIGN_ATTR,
    MUTATIONS
};

/* End of the start tag at `p` ('>' included). */
static inline const char *mutate_tag_end(const char *p)
{
    return p + strcspn(p, ">") + 1;
}

static inline bool mutate_is_start(const char *p)
{
    return *p == '<' && p[1] != '/' && p[1] != '?' && p[1] != '!';
}

/* End of the element that begins at `p`. */
static inline const char *mutate_element_end(const char *p)
{
    int depth = 0;

    do {
        const char *end = mutate_tag_end(p);

        if (p[1] == '/')
            depth--;
        else if (end[-2] != '/')
            depth++;
        p = depth == 0 ? end : end + strcspn(end, "<");
        if (depth == 0)
            return p;
    } while (*p);
    return p;
}

static inline void mutate_span(struct buf *out, const char *from,
                               const char *to)
{
    buf_add(out, from, (size_t)(to - from));
}

/* The attribute whose name begins at `a`: its value and what follows. */
static inline void mutate_attr(struct buf *out, const char *doc, const char *a,
                               enum mutation m)
{
    const char *value = strchr(a, '"') + 1;
    const char *rest = strchr(value, '"');

    mutate_span(out, doc, a);
    if (m == CUT_ATTR) {
        buf_str(out, rest + 1);
        return;
    }
    buf_str(out, m == RENAME_ATTR ? "zz" : "");
    mutate_span(out, a, value);
    if (m == RENAME_ATTR)
        mutate_span(out, value, rest);
    buf_str(out, m == STRANGE_VALUE ? "~ ~" : "");
    buf_str(out, rest);
}

static inline void mutate_rename(struct buf *out, const char *doc,
                                 const char *p)
{
    const char *end = mutate_element_end(p);
    const char *tag = mutate_tag_end(p);
    const char *close = end;

    mutate_span(out, doc, p + 1);
    buf_str(out, "zz");
    if (tag == end) {
        buf_str(out, p + 1);
        return;
    }
    while (*close != '/' || close[-1] != '<')
        close--;
    mutate_span(out, p + 1, close + 1);
    buf_str(out, "zz");
    buf_str(out, close + 1);
}

/* Something put inside the element at `p`. */
static inline void mutate_inside(struct buf *out, const char *doc,
                                 const char *p, const char *what)
{
    const char *tag = mutate_tag_end(p);

    if (tag[-2] != '/') {
        mutate_span(out, doc, tag);
        buf_str(out, what);
        buf_str(out, tag);
        return;
    }
    mutate_span(out, doc, tag - 2);
    buf_printf(out, ">%s</", what);
    mutate_span(out, p + 1, p + 1 + strcspn(p + 1, " />"));
    buf_printf(out, ">%s", tag);
}

static inline void mutate_element(struct buf *out, const char *doc,
                                  const char *p, enum mutation m)
{
    const char *end = mutate_element_end(p);
    const char *name = p + 1 + strcspn(p + 1, " />");

    if (m == RENAME_ELEMENT) {
        mutate_rename(out, doc, p);
    } else if (m == ADD_TEXT) {
        mutate_inside(out, doc, p, "text");
    } else if (m == ADD_CHILD) {
        mutate_inside(out, doc, p, "<zz/>");
    } else if (m == ADD_BARE_CHILD) {
        mutate_inside(out, doc, p, "<zz xmlns=\"\"/>");
    } else if (m == ADD_FOREIGN_CHILD) {
        mutate_inside(out, doc, p, "<zz xmlns=\"urn:zz\" a=\"b\">c</zz>");
    } else if (m == CUT_ELEMENT || m == DOUBLE_ELEMENT) {
        mutate_span(out, doc, m == CUT_ELEMENT ? p : end);
        buf_str(out, m == CUT_ELEMENT ? end : p);
    } else {
        mutate_span(out, doc, name);
        buf_str(out, m == ADD_LANG   ? " xml:lang=\"en\""
                     : m == ADD_ATTR ? " zz=\"1\""
                                     : " n:zz=\"1\"");
        buf_str(out, name);
    }
}

/*
 * The mutant number `i` of kind `m` into `out`; false when there are no more.
 */
static inline bool mutate(struct buf *out, const char *doc, enum mutation m,
                          size_t i)
{
    for (const char *p = strchr(doc, '<'); p; p = strchr(p + 1, '<')) {
        const char *end = mutate_tag_end(p);

        if (!mutate_is_start(p))
            continue;
        if (m >= CUT_ELEMENT && i-- == 0) {
            buf_clear(out);
            mutate_element(out, doc, p, m);
            return true;
        }
        for (const char *a = strchr(p, ' '); m < CUT_ELEMENT && a && a < end;
             a = strchr(strchr(strchr(a, '"') + 1, '"'), ' ')) {
            if (i-- != 0)
                continue;
            buf_clear(out);
            mutate_attr(out, doc, a + 1, m);
            return true;
        }
    }
    return false;
}

#endif

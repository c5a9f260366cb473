#include "reports/doc/xmlout.h"

#include <assert.h>

#include "base/buf.h"
#include "base/escape.h"
#include "core/suite.h"

void xmlout_init(struct xmlout *w, struct buf *to)
{
    *w = (struct xmlout){.to = to};
    buf_str(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
}

static void new_line(struct xmlout *w)
{
    buf_char(w->to, '\n');
    for (size_t i = 0; i < w->depth; i++)
        buf_char(w->to, ' ');
}

static void close_tag(struct xmlout *w)
{
    if (w->in_tag)
        buf_char(w->to, '>');
    w->in_tag = false;
}

void xmlout_begin(struct xmlout *w, const char *name)
{
    assert(w->depth < XMLOUT_DEPTH_MAX);
    close_tag(w);
    new_line(w);
    buf_char(w->to, '<');
    buf_str(w->to, name);
    w->open[w->depth++] = name;
    w->in_tag = true;
    w->has_text = false;
}

void xmlout_end(struct xmlout *w)
{
    assert(w->depth > 0);
    w->depth--;
    if (w->in_tag) {
        buf_str(w->to, "/>");
    } else {
        if (!w->has_text)
            new_line(w);
        buf_str(w->to, "</");
        buf_str(w->to, w->open[w->depth]);
        buf_char(w->to, '>');
    }
    w->in_tag = false;
    w->has_text = false;
    if (w->depth == 0)
        buf_char(w->to, '\n');
}

void xmlout_attr(struct xmlout *w, const char *name, const char *value)
{
    assert(w->in_tag);
    if (!value)
        return;
    buf_char(w->to, ' ');
    buf_str(w->to, name);
    buf_str(w->to, "=\"");
    buf_xml(w->to, value);
    buf_char(w->to, '"');
}

void xmlout_attr_i64(struct xmlout *w, const char *name, int64_t value)
{
    assert(w->in_tag);
    buf_char(w->to, ' ');
    buf_str(w->to, name);
    buf_str(w->to, "=\"");
    buf_i64(w->to, value);
    buf_char(w->to, '"');
}

void xmlout_attr_bool(struct xmlout *w, const char *name, bool value)
{
    xmlout_attr(w, name, value ? "yes" : "no");
}

static void put_text(struct xmlout *w, const char *text)
{
    close_tag(w);
    buf_xml(w->to, text);
    w->has_text = true;
}

void xmlout_leaf(struct xmlout *w, const char *name, const char *text)
{
    if (!text)
        return;
    xmlout_begin(w, name);
    put_text(w, text);
    xmlout_end(w);
}

void xmlout_text2(struct xmlout *w, const char *name, const struct text2 *t)
{
    const char *const lang[] = {"en", "fr"};
    const char *const s[] = {t->en, t->fr};

    for (size_t i = 0; i < 2; i++) {
        if (!s[i])
            continue;
        xmlout_begin(w, name);
        xmlout_attr(w, "xml:lang", lang[i]);
        put_text(w, s[i]);
        xmlout_end(w);
    }
}

void xmlout_attr_list(struct xmlout *w, const char *name,
                      const char *const *word, size_t n)
{
    assert(w->in_tag);
    if (n == 0)
        return;
    buf_char(w->to, ' ');
    buf_str(w->to, name);
    buf_str(w->to, "=\"");
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_char(w->to, ' ');
        buf_xml(w->to, word[i]);
    }
    buf_char(w->to, '"');
}

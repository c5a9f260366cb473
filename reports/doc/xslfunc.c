/*
 * An XPath function takes its arguments from a stack, the last one first, and
 * leaves its result there. libxml2 sets x->error when an argument has no such
 * type; the evaluation then ends, whatever the function leaves. Functions that
 * differ only in the words they ask for are one, which looks at its name.
 */
#include "reports/doc/xslfunc.h"

#include <stdint.h>
#include <string.h>

#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>
#include <libxslt/xsltutils.h>

#include "reports/doc/case_bar.h"
#include "reports/doc/case_find.h"
#include "reports/doc/case_html.h"
#include "reports/doc/case_text.h"
#include "reports/doc/report.h"
#include "reports/doc/say.h"
#include "reports/doc/textwrap.h"

#define NS        "urn:entente:xsl"
#define ARGS_MAX  3 /* that are texts */
#define WIDTH_MAX 200

static const xmlChar *chars(const char *s)
{
    return (const xmlChar *)s;
}

/* ---- arguments and results ----------------------------------------------- */
static bool arity(xmlXPathParserContext *x, int n, int least, int most)
{
    if (n >= least && n <= most)
        return true;
    xmlXPathErr(x, XPATH_INVALID_ARITY);
    return false;
}

/* Nothing said yet. */
static struct say begin(xmlXPathParserContext *x, bool html)
{
    xsltTransformContext *ctxt = xsltXPathGetTransformContext(x);
    struct xslfunc *f = ctxt->_private;

    buf_clear(&f->text);
    return (struct say){&f->text, f->find, f->fr, html};
}

/* What was said is the result. */
static void end(xmlXPathParserContext *x, const struct say *w)
{
    if (w->to->failed) {
        xsltTransformError(xsltXPathGetTransformContext(x), NULL, NULL,
                           "it would be larger than %d bytes\n",
                           REPORT_BYTES_MAX);
        x->error = XPATH_MEMORY_ERROR;
        return;
    }
    valuePush(x, w->to->n > 0 ? xmlXPathWrapCString(buf_take(w->to))
                              : xmlXPathNewCString(""));
}

/* Arguments that are texts. */
struct texts {
    char *s[ARGS_MAX];
};

static void texts_release(struct texts *t)
{
    for (size_t i = 0; i < ARGS_MAX; i++)
        xmlFree(t->s[i]);
}

static bool texts_pop(struct texts *t, xmlXPathParserContext *x, int n,
                      int least, int most)
{
    *t = (struct texts){0};
    if (!arity(x, n, least, most))
        return false;
    for (int i = n; i-- > 0;)
        t->s[i] = (char *)xmlXPathPopString(x);
    for (int i = 0; i < n; i++) {
        if (!t->s[i] || x->error) {
            texts_release(t);
            return false;
        }
    }
    return true;
}

static const xmlNode *pop_element(xmlXPathParserContext *x)
{
    xmlNodeSet *set = xmlXPathPopNodeSet(x);
    const xmlNode *el = NULL;

    if (set && set->nodeNr > 0 && set->nodeTab[0]->type == XML_ELEMENT_NODE)
        el = set->nodeTab[0];
    xmlXPathFreeNodeSet(set);
    return el;
}

/* ---- languages ----------------------------------------------------------- */
static void text_of_two(xmlXPathParserContext *x, int n)
{
    xmlXPathObject *fr;
    xmlXPathObject *en;
    bool is_fr = begin(x, false).fr;

    if (!arity(x, n, 2, 2))
        return;
    fr = valuePop(x);
    en = valuePop(x);
    valuePush(x, is_fr ? fr : en);
    xmlXPathFreeObject(is_fr ? en : fr);
}

/* The nodes are children of one element, of one name. */
static void text_of_nodes(xmlXPathParserContext *x, int n)
{
    struct say w = begin(x, false);
    const xmlNode *first;

    if (!arity(x, n, 1, 1))
        return;
    first = pop_element(x);
    if (x->error)
        return;
    if (first)
        say_text(&w, first->parent, (const char *)first->name);
    end(x, &w);
}

/* ---- words --------------------------------------------------------------- */
static void of_word(xmlXPathParserContext *x, int n)
{
    static const struct {
        const char *name;
        void (*say)(const struct say *w, const char *s);
    } row[] = {
        {"n",        say_number  },
        {"date",     say_date    },
        {"outcome",  say_outcome },
        {"sign",     say_sign    },
        {"severity", say_severity},
        {"status",   say_status  },
        {"profile",  say_profile },
        {"metric",   say_metric  },
    };
    struct say w = begin(x, false);
    struct texts t;

    if (!texts_pop(&t, x, n, 1, 1))
        return;
    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
        if (xmlStrEqual(x->context->function, chars(row[i].name)))
            row[i].say(&w, t.s[0]);
    }
    end(x, &w);
    texts_release(&t);
}

static void of_number(xmlXPathParserContext *x, int n)
{
    static const struct {
        const char *name;
        void (*say)(const struct say *w, const xmlNode *c, const xmlNode *m);
    } row[] = {
        {"measured", say_measured},
        {"made-of",  say_made_of },
        {"interval", say_interval},
        {"required", say_required},
        {"plan",     say_plan    },
    };
    struct say w = begin(x, false);
    const xmlNode *c;
    const xmlNode *m = NULL;

    if (!arity(x, n, 1, 2))
        return;
    if (n == 2)
        m = pop_element(x);
    c = pop_element(x);
    if (x->error)
        return;
    if (n == 1)
        m = case_find_metric(w.find, say_attr(c, "metric"));
    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
        if (xmlStrEqual(x->context->function, chars(row[i].name)))
            row[i].say(&w, c, m);
    }
    end(x, &w);
}

static void of_case(xmlXPathParserContext *x, int n)
{
    struct say w = begin(x, false);
    const xmlNode *c;

    if (!arity(x, n, 1, 1))
        return;
    c = pop_element(x);
    if (x->error)
        return;
    say_cause(&w, c);
    end(x, &w);
}

/* ---- for a terminal ------------------------------------------------------ */
static void clean(xmlXPathParserContext *x, int n)
{
    struct say w = begin(x, false);
    struct texts t;

    if (!texts_pop(&t, x, n, 1, 1))
        return;
    textwrap_clean(w.to, t.s[0], SIZE_MAX);
    end(x, &w);
    texts_release(&t);
}

static size_t width(const char *s)
{
    double n = xmlXPathCastStringToNumber(chars(s));

    return n >= 1 && n <= WIDTH_MAX ? (size_t)n : 1;
}

static void pad(xmlXPathParserContext *x, int n)
{
    struct say w = begin(x, false);
    struct texts t;

    if (!texts_pop(&t, x, n, 2, 2))
        return;
    textwrap_pad(w.to, t.s[0], width(t.s[1]));
    end(x, &w);
    texts_release(&t);
}

static void wrap(xmlXPathParserContext *x, int n)
{
    struct say w = begin(x, false);
    struct texts t;

    if (!texts_pop(&t, x, n, 3, 3))
        return;
    textwrap_lines(w.to, t.s[0], width(t.s[1]), strlen(t.s[2]), "");
    end(x, &w);
    texts_release(&t);
}

static void text_table(xmlXPathParserContext *x, int n)
{
    struct say w = begin(x, false);
    xmlNodeSet *profiles;
    xmlNodeSet *cases;
    int color;

    if (!arity(x, n, 3, 3))
        return;
    color = xmlXPathPopBoolean(x);
    cases = xmlXPathPopNodeSet(x);
    profiles = xmlXPathPopNodeSet(x);
    if (cases && profiles && !x->error) {
        case_text(&w, profiles, cases, color);
        end(x, &w);
    }
    xmlXPathFreeNodeSet(cases);
    xmlXPathFreeNodeSet(profiles);
}

/* ---- for machines -------------------------------------------------------- */
/* RFC 8259, and safe inside HTML and JavaScript: "<" and the line separators
 * are escaped too. */
static void json(xmlXPathParserContext *x, int n)
{
    static const struct {
        const char *s, *as;
    } bad[] = {
        {"\"",     "\\\""   },
        {"\\",     "\\\\"   },
        {"<",      "\\u003c"},
        {"\t",     "\\t"    },
        {"\n",     "\\n"    },
        {"\r",     "\\r"    },
        {"\x7F",   "\\u007f"},
        {"\u2028", "\\u2028"},
        {"\u2029", "\\u2029"},
    };
    struct say w = begin(x, false);
    struct texts t;

    if (!texts_pop(&t, x, n, 1, 1))
        return;
    buf_char(w.to, '"');
    for (const char *s = t.s[0]; *s;) {
        size_t i = 0;

        while (i < sizeof(bad) / sizeof(bad[0]) &&
               strncmp(s, bad[i].s, strlen(bad[i].s)) != 0)
            i++;
        if (i < sizeof(bad) / sizeof(bad[0])) {
            buf_str(w.to, bad[i].as);
            s += strlen(bad[i].s);
        } else {
            buf_char(w.to, *s++);
        }
    }
    buf_char(w.to, '"');
    end(x, &w);
    texts_release(&t);
}

/* RFC 4180: quotes doubled. What a spreadsheet could take for a formula gets an
 * apostrophe in front, unless it is said to be, and is, a number. */
static void cell(xmlXPathParserContext *x, int n)
{
    struct say w = begin(x, false);
    struct texts t;
    bool quoted;
    bool number;

    if (!texts_pop(&t, x, n, 1, 2))
        return;
    quoted = strpbrk(t.s[0], "\",\r\n");
    number =
        n == 2 && !xmlXPathIsNaN(xmlXPathCastStringToNumber(chars(t.s[0])));
    if (quoted)
        buf_char(w.to, '"');
    if (t.s[0][0] && strchr("=+-@\t\r", t.s[0][0]) && !number)
        buf_char(w.to, '\'');
    for (const char *s = t.s[0]; *s; s++) {
        if (*s == '"')
            buf_char(w.to, '"');
        buf_char(w.to, *s);
    }
    if (quoted)
        buf_char(w.to, '"');
    end(x, &w);
    texts_release(&t);
}

/* ---- finding and counting ------------------------------------------------ */
static void cases_with(xmlXPathParserContext *x, int n)
{
    struct texts t;
    xmlNodeSet *found;
    unsigned set;
    const struct case_find *find = begin(x, false).find;

    if (!texts_pop(&t, x, n, 1, 2))
        return;
    set = case_find_outcomes(t.s[0]);
    found = xmlXPathNodeSetCreate(NULL);
    for (size_t i = 0; found && i < find->n_cases; i++) {
        const struct case_find_case *c = &find->cases[i];

        if ((n == 2 ? c->mandatory : c->any) & set)
            xmlXPathNodeSetAddUnique(found, (xmlNode *)(uintptr_t)c->el);
    }
    valuePush(x, xmlXPathWrapNodeSet(found));
    texts_release(&t);
}

static void mandatory(xmlXPathParserContext *x, int n)
{
    const struct case_find *find = begin(x, false).find;
    struct texts t;

    if (!texts_pop(&t, x, n, 2, 2))
        return;
    valuePush(x, xmlXPathNewFloat((double)case_find_mandatory(
                     find, t.s[0], case_find_outcomes(t.s[1]))));
    texts_release(&t);
}

static void criteria(xmlXPathParserContext *x, int n)
{
    const struct case_find *find = begin(x, false).find;
    struct texts t;

    if (!texts_pop(&t, x, n, 2, 2))
        return;
    valuePush(
        x, xmlXPathNewFloat((double)case_find_criteria(find, t.s[0], t.s[1])));
    texts_release(&t);
}

/* ---- for a page ---------------------------------------------------------- */
static void of_each(xmlXPathParserContext *x, int n)
{
    static const struct {
        const char *name;
        void (*say)(const struct say *w, const xmlNode *el);
    } row[] = {
        {"html-rows",     case_html_rows    },
        {"html-trouble",  case_html_trouble },
        {"html-findings", case_html_findings},
    };
    struct say w = begin(x, true);
    xmlNodeSet *set;

    if (!arity(x, n, 1, 1))
        return;
    set = xmlXPathPopNodeSet(x);
    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
        if (!xmlStrEqual(x->context->function, chars(row[i].name)))
            continue;
        for (int j = 0; set && j < set->nodeNr; j++)
            row[i].say(&w, set->nodeTab[j]);
    }
    xmlXPathFreeNodeSet(set);
    end(x, &w);
}

static void html_bar(xmlXPathParserContext *x, int n)
{
    struct say w = begin(x, true);
    xmlNodeSet *limits;
    double a;
    double b;

    if (!arity(x, n, 4, 4))
        return;
    b = xmlXPathPopNumber(x);
    a = xmlXPathPopNumber(x);
    limits = xmlXPathPopNodeSet(x);
    case_bar(&w, pop_element(x),
             limits ? (const xmlNode *const *)limits->nodeTab : NULL,
             limits ? (size_t)limits->nodeNr : 0, a, b);
    xmlXPathFreeNodeSet(limits);
    end(x, &w);
}

/* ---- all of them --------------------------------------------------------- */
int xslfunc_init(struct xslfunc *f, xsltTransformContext *ctxt,
                 const struct case_find *find, bool fr)
{
    static const struct {
        const char *name;
        xmlXPathFunction f;
    } row[] = {
        {"t",             text_of_two  },
        {"bi",            text_of_nodes},
        {"n",             of_word      },
        {"date",          of_word      },
        {"outcome",       of_word      },
        {"sign",          of_word      },
        {"severity",      of_word      },
        {"status",        of_word      },
        {"profile",       of_word      },
        {"metric",        of_word      },
        {"measured",      of_number    },
        {"made-of",       of_number    },
        {"interval",      of_number    },
        {"required",      of_number    },
        {"plan",          of_number    },
        {"cause",         of_case      },
        {"clean",         clean        },
        {"pad",           pad          },
        {"wrap",          wrap         },
        {"text-table",    text_table   },
        {"json",          json         },
        {"cell",          cell         },
        {"html-rows",     of_each      },
        {"html-trouble",  of_each      },
        {"html-findings", of_each      },
        {"html-bar",      html_bar     },
        {"cases-with",    cases_with   },
        {"mandatory",     mandatory    },
        {"criteria",      criteria     },
    };

    f->fr = fr;
    f->find = find;
    buf_init(&f->text, REPORT_BYTES_MAX);
    ctxt->_private = f;
    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
        if (xsltRegisterExtFunction(ctxt, chars(row[i].name), chars(NS),
                                    row[i].f))
            return -1;
    }
    return 0;
}

void xslfunc_release(struct xslfunc *f)
{
    buf_release(&f->text);
    *f = (struct xslfunc){0};
}

#include "reports/doc/say.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "reports/doc/case_find.h"

static const xmlChar *chars(const char *s)
{
    return (const xmlChar *)s;
}

const char *say_attr(const xmlNode *el, const char *name)
{
    for (const xmlAttr *a = el ? el->properties : NULL; a; a = a->next) {
        if (!a->ns && strcmp((const char *)a->name, name) == 0)
            return a->children ? (const char *)a->children->content : "";
    }
    return NULL;
}

bool say_is(const xmlNode *el, const char *name, const char *value)
{
    const char *is = say_attr(el, name);

    return is && strcmp(is, value) == 0;
}

static const xmlNode *named(const xmlNode *at, const char *name)
{
    while (at && (at->type != XML_ELEMENT_NODE ||
                  strcmp((const char *)at->name, name) != 0))
        at = at->next;
    return at;
}

const xmlNode *say_child(const xmlNode *el, const char *name)
{
    return named(el ? el->children : NULL, name);
}

const xmlNode *say_next(const xmlNode *el)
{
    return named(el->next, (const char *)el->name);
}

static void put_char(const struct say *w, char c)
{
    const char *as = NULL;

    if (w->html)
        as = c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : NULL;
    if (as)
        buf_str(w->to, as);
    else
        buf_char(w->to, c);
}

void say_put(const struct say *w, const char *s)
{
    size_t plain;

    for (; s && *s; s++) {
        plain = w->html ? strcspn(s, "<>&") : strlen(s);
        buf_add(w->to, s, plain);
        s += plain;
        if (!*s)
            return;
        put_char(w, *s);
    }
}

void say_quoted(const struct say *w, const char *s)
{
    const char *quote;

    while (s && (quote = strchr(s, '"'))) {
        for (; s < quote; s++)
            put_char(w, *s);
        buf_str(w->to, "&quot;");
        s++;
    }
    say_put(w, s);
}

void say_either(const struct say *w, const char *en, const char *fr)
{
    say_put(w, w->fr ? fr : en);
}

/* Only plain digits are grouped, in threes by a comma or a thin no-break
 * space; what has an exponent keeps its form but for the decimal sign. */
void say_number(const struct say *w, const char *x)
{
    size_t n = strlen(x);
    size_t whole = strcspn(x, ".");
    bool grouped = whole >= 4 && whole <= 15 && strspn(x, "0123456789.") == n;

    for (size_t i = 0; i < n; i++) {
        if (grouped && i > 0 && i < whole && (whole - i) % 3 == 0)
            buf_str(w->to, w->fr ? "\u202f" : ",");
        if (x[i] == '.' && w->fr)
            buf_char(w->to, ',');
        else
            put_char(w, x[i]);
    }
}

void say_count(const struct say *w, int64_t n)
{
    char text[24];

    (void)snprintf(text, sizeof(text), "%" PRId64, n);
    say_number(w, text);
}

static bool is_date(const char *s)
{
    static const char shape[] = "0000-00-00";

    for (size_t i = 0; shape[i]; i++) {
        bool digit = s[i] >= '0' && s[i] <= '9';

        if (shape[i] == '0' ? !digit : s[i] != shape[i])
            return false;
    }
    return true;
}

static void put_n(const struct say *w, const char *s, size_t n)
{
    for (; n > 0 && *s; n--)
        put_char(w, *s++);
}

void say_date(const struct say *w, const char *iso)
{
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int month;

    if (!iso || !is_date(iso)) {
        say_put(w, iso);
        return;
    }
    month = (iso[5] - '0') * 10 + iso[6] - '0';
    if (w->fr) {
        put_n(w, iso + 8, 2);
        say_put(w, "/");
        put_n(w, iso + 5, 2);
        say_put(w, "/");
    } else {
        put_n(w, iso + 8 + (iso[8] == '0'), iso[8] == '0' ? 1 : 2);
        say_put(w, " ");
        say_put(w, month >= 1 && month <= 12 ? months[month - 1] : "");
        say_put(w, " ");
    }
    put_n(w, iso, 4);
    if (iso[10] != 'T')
        return;
    say_either(w, ", ", " à ");
    put_n(w, iso + 11, 5);
    say_put(w, " UTC");
}

static const char *language(const xmlNode *el)
{
    const xmlAttr *a = xmlHasNsProp(el, chars("lang"), XML_XML_NAMESPACE);

    return a && a->children ? (const char *)a->children->content : "";
}

/* The text of an element, which has no markup inside. */
static void put_text(const struct say *w, const xmlNode *el)
{
    for (const xmlNode *at = el ? el->children : NULL; at; at = at->next) {
        if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE)
            say_put(w, (const char *)at->content);
    }
}

void say_text(const struct say *w, const xmlNode *el, const char *name)
{
    const char *lang = w->fr ? "fr" : "en";
    const xmlNode *first = say_child(el, name);
    const xmlNode *at = first;

    while (at && strcmp(language(at), lang) != 0)
        at = say_next(at);
    if (at || !first || !w->html || !*language(first)) {
        put_text(w, at ? at : first);
    } else {
        buf_str(w->to, "<span lang=\"");
        say_quoted(w, language(first));
        buf_str(w->to, "\">");
        put_text(w, first);
        buf_str(w->to, "</span>");
    }
}

/* ---- closed sets --------------------------------------------------------- */
struct word {
    const char *is, *en, *fr;
};

/* The word for `is`, or for NULL, the last row; without such a row `is`. */
static void put_word(const struct say *w, const struct word *row,
                     const char *is)
{
    for (; row->is; row++) {
        if (is && strcmp(row->is, is) == 0)
            break;
    }
    if (row->en)
        say_either(w, row->en, row->fr);
    else
        say_put(w, is);
}

void say_outcome(const struct say *w, const char *o)
{
    static const struct word row[] = {
        {"pass",              "Pass",                "Réussi"                      },
        {"fail",              "Fail",                "Échoué"                     },
        {"pass-with-warning", "Pass with warning",   "Réussi avec avertissement"   },
        {"inconclusive",      "Inconclusive",        "Non concluant"                },
        {"waived",            "Waived",              "Dérogation"                  },
        {"not-applicable",    "Not applicable",      "Sans objet"                   },
        {"not-run",           "Not run",             "Non exécuté"                },
        {"error",             "Error of the runner", "Erreur du programme d’essai"},
        {"reported",          "Reported",            "Indiqué"                     },
        {NULL,                NULL,                  NULL                           },
    };

    put_word(w, row, o);
}

/* Capitals where someone must act. */
void say_short(const struct say *w, const char *o)
{
    static const struct word row[] = {
        {"pass",              "pass",      "réussi"    },
        {"fail",              "FAIL",      "ÉCHOUÉ"   },
        {"pass-with-warning", "warning",   "avert."     },
        {"inconclusive",      "UNDECIDED", "NON CONCL." },
        {"waived",            "waived",    "dérogation"},
        {"not-applicable",    "n/a",       "sans objet" },
        {"not-run",           "NOT RUN",   "NON EXÉC." },
        {"error",             "ERROR",     "ERREUR"     },
        {NULL,                "reported",  "indiqué"   },
    };

    put_word(w, row, o);
}

/* Beside the word, so that colour is never alone; also of a verdict. */
void say_sign(const struct say *w, const char *o)
{
    static const struct word row[] = {
        {"pass",                    "✓", "✓"},
        {"conformant",              "✓", "✓"},
        {"fail",                    "✗", "✗"},
        {"non-conformant",          "✗", "✗"},
        {"pass-with-warning",       "!",   "!"  },
        {"inconclusive",            "?",   "?"  },
        {"waived",                  "§",  "§" },
        {"conformant-with-waivers", "§",  "§" },
        {"error",                   "⚠", "⚠"},
        {"reported",                "i",   "i"  },
        {"not-established",         "○", "○"},
        {"not-run",                 "○", "○"},
        {NULL,                      "–", "–"},
    };

    put_word(w, row, o);
}

void say_severity(const struct say *w, const char *s)
{
    static const struct word row[] = {
        {"mandatory", "mandatory", "obligatoire"},
        {NULL,        "advisory",  "indicatif"  },
    };

    put_word(w, row, s);
}

void say_status(const struct say *w, const char *s)
{
    static const struct word row[] = {
        {"published", "published",   "publiée"      },
        {"proposed",  "proposed",    "proposée"     },
        {NULL,        "unconfirmed", "non confirmée"},
    };

    put_word(w, row, s);
}

/* COMMON holds for every profile. */
void say_profile(const struct say *w, const char *p)
{
    static const struct word row[] = {
        {"COMMON", "all profiles", "tous les profils"},
        {NULL,     NULL,           NULL              },
    };

    put_word(w, row, p);
}

void say_metric(const struct say *w, const char *id)
{
    const xmlNode *m = case_find_metric(w->find, id);

    if (say_child(m, "title"))
        say_text(w, m, "title");
    else
        say_put(w, id);
}

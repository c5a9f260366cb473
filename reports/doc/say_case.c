/* Of a criterion, and of a case. */
#include <string.h>

#include <libxml/xpath.h>

#include "base/buf.h"
#include "reports/doc/case_find.h"
#include "reports/doc/decimals.h"
#include "reports/doc/say.h"

#define NBSP "\u00a0"

static void number(const struct say *w, const xmlNode *c, const char *name)
{
    const char *x = say_attr(c, name);

    say_number(w, x ? x : "");
}

static void pair(const struct say *w, const xmlNode *c, const char *first,
                 const char *second)
{
    number(w, c, first);
    say_either(w, " to ", " à ");
    number(w, c, second);
}

/* Behind the number `x`: nothing for proportions and ratios. French counts 0
 * and 1 as one. */
static void unit(const struct say *w, const xmlNode *m, double x)
{
    static const struct {
        const char *unit, *en, *en_many, *fr, *fr_many;
    } row[] = {
        {"/Mbp",   "per Mbp", "per Mbp", "par Mpb",        "par Mpb"        },
        {"bp",     "bp",      "bp",      "pb",             "pb"             },
        {"file",   "file",    "files",   "fichier",        "fichiers"       },
        {"record", "record",  "records", "enregistrement", "enregistrements"},
        {"allele", "allele",  "alleles", "allèle",        "allèles"       },
        {"contig", "contig",  "contigs", "contig",         "contigs"        },
        {"place",  "place",   "places",  "endroit",        "endroits"       },
        {"rule",   "rule",    "rules",   "règle",         "règles"        },
        {"name",   "name",    "names",   "nom",            "noms"           },
        {"column", "column",  "columns", "colonne",        "colonnes"       },
        {"value",  "value",   "values",  "valeur",         "valeurs"        },
        {"line",   "line",    "lines",   "ligne",          "lignes"         },
        {"tag",    "name",    "names",   "nom",            "noms"           },
    };
    const char *is = say_attr(m, "unit");
    bool one = w->fr ? x < 2 : x == 1;

    if (!is || !*is || strcmp(is, "1") == 0)
        return;
    buf_str(w->to, NBSP);
    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
        if (strcmp(is, row[i].unit) == 0) {
            say_either(w, one ? row[i].en : row[i].en_many,
                       one ? row[i].fr : row[i].fr_many);
            return;
        }
    }
    say_put(w, is);
}

void say_measured(const struct say *w, const xmlNode *c, const xmlNode *m)
{
    const char *value = say_attr(c, "value");

    if (value) {
        say_number(w, value);
        unit(w, m, decimals_read(value));
    } else if (say_attr(c, "num")) {
        say_either(w, "no data", "aucune donnée");
    } else {
        say_either(w, "not measured", "non mesuré");
    }
}

bool say_is_made(const xmlNode *c, const xmlNode *m)
{
    return say_attr(c, "num") && !say_is(m, "kind", "count");
}

void say_made_of(const struct say *w, const xmlNode *c, const xmlNode *m)
{
    bool rate = say_is(m, "kind", "rate");

    if (!say_is_made(c, m))
        return;
    number(w, c, "num");
    if (rate)
        say_either(w, " in ", " sur ");
    else if (say_is(m, "kind", "proportion"))
        say_either(w, " of ", " sur ");
    else
        say_either(w, " to ", " pour ");
    number(w, c, "den");
    if (rate)
        say_either(w, NBSP "bp", NBSP "pb");
}

void say_interval(const struct say *w, const xmlNode *c, const xmlNode *m)
{
    (void)m;
    pair(w, c, "lo", "hi");
}

void say_required(const struct say *w, const xmlNode *c, const xmlNode *m)
{
    bool min = say_attr(c, "min");
    bool max = say_attr(c, "max");

    if (min && max) {
        pair(w, c, "min", "max");
    } else if (min || max) {
        buf_str(w->to, min ? "≥" NBSP : "≤" NBSP);
        number(w, c, min ? "min" : "max");
    } else {
        say_either(w, "no limit", "aucune limite");
    }
    if (say_is(m, "kind", "rate"))
        unit(w, m, 2);
}

static void method(const struct say *w, const char *is)
{
    static const char *const name[][2] = {
        {"clopper-pearson", "Clopper–Pearson"},
        {"wilson",          "Wilson"           },
        {"jeffreys",        "Jeffreys"         },
        {"garwood",         "Garwood"          },
    };

    for (size_t i = 0; is && i < sizeof(name) / sizeof(name[0]); i++) {
        if (strcmp(is, name[i][0]) == 0)
            is = name[i][1];
    }
    say_put(w, is);
}

void say_rule(const struct say *w, const xmlNode *c, const xmlNode *m)
{
    char percent[DECIMALS_TEXT];
    const char *confidence = say_attr(c, "confidence");

    (void)m;
    if (say_is(c, "method", "exact")) {
        say_either(w, "the number itself", "le nombre lui-même");
        return;
    }
    if (say_is(c, "method", "report")) {
        say_either(w, "printed, not judged", "indiqué, non jugé");
        return;
    }
    method(w, say_attr(c, "method"));
    decimals_write(percent, decimals_read(confidence) * 100, 4);
    say_put(w, ", ");
    say_number(w, percent);
    say_either(w, "%, ", NBSP "%, ");
    if (say_is(c, "sides", "one"))
        say_either(w, "one-sided", "unilatéral");
    else
        say_either(w, "two-sided", "bilatéral");
}

void say_plan(const struct say *w, const xmlNode *c, const xmlNode *m)
{
    const char *n = say_attr(c, "plan-n");

    (void)m;
    if (!n)
        return;
    if (strcmp(n, "none") == 0) {
        say_either(w,
                   "More data will not help: the estimate lies on the wrong "
                   "side of the limit.",
                   "Davantage de données n’y changera rien" NBSP
                   ": l’estimation est du mauvais côté de la limite.");
        return;
    }
    say_either(w, "Plan a new attempt with at least ",
               "Prévoir un nouvel essai avec au moins ");
    say_number(w, n);
    say_either(w, " observations (probability of deciding: 90%).",
               " observations (probabilité de trancher" NBSP ": 90" NBSP "%).");
}

static const xmlNode *measurement(const struct say *w, const xmlNode *c)
{
    return case_find_measurement(w->find, say_attr(c, "measurement"));
}

bool say_has_cause(const struct say *w, const xmlNode *c)
{
    const xmlNode *m;

    if (say_child(c, "cause"))
        return true;
    m = measurement(w, c);
    return say_is(m, "state", "error") && say_attr(m, "cause");
}

void say_cause(const struct say *w, const xmlNode *c)
{
    const xmlNode *cause = say_child(c, "cause");

    if (say_attr(cause, "case")) {
        say_either(w, "because of case ", "à cause du cas ");
        say_put(w, say_attr(cause, "case"));
    } else if (cause) {
        say_text(w, c, "cause");
    } else if (say_has_cause(w, c)) {
        say_put(w, say_attr(measurement(w, c), "cause"));
    }
}

bool say_agree(const xmlNode *c)
{
    const xmlNode *first = say_child(c, "outcome");
    const char *is = say_attr(first, "value");

    for (const xmlNode *o = first; o; o = say_next(o)) {
        if (is && say_attr(o, "value") && !say_is(o, "value", is))
            return false;
    }
    return true;
}

bool say_missed(const xmlNode *criterion)
{
    return say_is(criterion, "outcome", "fail") ||
           say_is(criterion, "outcome", "inconclusive");
}

bool say_tells(const struct say *w, const xmlNode *c)
{
    return case_find_trouble(w->find, say_attr(c, "measurement")) == c;
}

int64_t say_findings_dropped(const xmlNode *m)
{
    double dropped = decimals_read(say_attr(m, "dropped"));

    return dropped > 0 && dropped < 1e15 ? (int64_t)dropped : 0;
}

bool say_is_example(const xmlNode *finding)
{
    return say_is(finding, "example", "yes");
}

/* Does it say which numbers it explains? Where nothing was counted it explains
 * that. */
static const char *explains(const xmlNode *m, const xmlNode *f)
{
    return say_is(m, "state", "measured") ? say_attr(f, "explains") : NULL;
}

static bool tells_finding(const struct say *w, const xmlNode *c,
                          const xmlNode *m, const xmlNode *f)
{
    const char *counters = explains(m, f);

    if (!counters)
        return say_tells(w, c);
    for (const xmlNode *k = say_child(c, "criterion"); k; k = say_next(k)) {
        if (say_missed(k) && case_find_counts(w->find, k, counters))
            return true;
    }
    return false;
}

static bool is_left(const struct say *w, const xmlNode *m, const xmlNode *f)
{
    const char *counters = explains(m, f);

    return counters ? !case_find_missed(w->find, say_attr(m, "id"), counters)
                    : !case_find_trouble(w->find, say_attr(m, "id"));
}

const xmlNode *say_finding_left(const struct say *w, const xmlNode *m,
                                const xmlNode *after)
{
    const xmlNode *f = after ? say_next(after) : say_child(m, "finding");

    while (f && !is_left(w, m, f))
        f = say_next(f);
    return f;
}

const xmlNode *say_finding(const struct say *w, const xmlNode *c,
                           const xmlNode *after)
{
    const xmlNode *m = measurement(w, c);
    const xmlNode *f = after ? say_next(after) : say_child(m, "finding");

    while (f && !tells_finding(w, c, m, f))
        f = say_next(f);
    return f;
}

static bool names(const xmlNode *c, const char *waiver)
{
    for (const xmlNode *o = say_child(c, "outcome"); o; o = say_next(o)) {
        if (waiver ? say_is(o, "waiver", waiver) : !!say_attr(o, "waiver"))
            return true;
    }
    return false;
}

const xmlNode *say_waiver(const xmlNode *c, const xmlNode *after)
{
    const xmlNode *at;

    if (!names(c, NULL))
        return NULL;
    at = after ? say_next(after)
               : say_child(say_child(xmlDocGetRootElement(c->doc), "waivers"),
                           "waiver");
    while (at && !(say_attr(at, "id") && names(c, say_attr(at, "id"))))
        at = say_next(at);
    return at;
}

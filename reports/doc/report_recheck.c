/*
 * A report decided again. Evidence comes from the claim and the tallies; then
 * the sections that follow from suite and evidence are written anew, parsed,
 * and compared with those of the report, element by element.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/num.h"
#include "reports/doc/report.h"
#include "reports/doc/report_internal.h"
#include "reports/doc/xmlout.h"

/* ---- evidence ---------------------------------------------------------- */

/* Moves the next tally out of the set when it is this measurement's. */
static int fill(struct measurement *m, const struct report_claim *c, size_t i,
                struct tally_set *set, size_t *next, struct err *e)
{
    m->state = c->measurements[i].state;
    m->id = strdup(c->measurements[i].id);
    if (!m->id)
        return err_nomem(e);
    if (c->measurements[i].cause) {
        m->cause = strdup(c->measurements[i].cause);
        if (!m->cause)
            return err_nomem(e);
    }
    if (*next < set->n && strcmp(set->a[*next].id, m->id) == 0) {
        m->tally = set->a[*next].tally;
        m->text = set->a[*next].text;
        m->text_len = set->a[*next].len;
        set->a[*next].tally = (struct tally){0};
        (*next)++;
        return 0;
    }
    if (m->state == MEASURED_OK)
        return err_set(e, ERR_MISMATCH, "the tallies lack measurement %s",
                       m->id);
    return 0;
}

int report_evidence(struct evidence *out, const struct report_claim *c,
                    const struct plan *p, const char *tallies, size_t len,
                    struct err *e)
{
    struct evidence ev = {0};
    struct tally_set set = {0};
    size_t next = 0;
    int rc = -1;

    if (tally_set_read(&set, tallies, len, e))
        goto done;
    if (c->n_measurements != p->n) {
        err_set(e, ERR_MISMATCH,
                "the suite asks for %zu measurements, the "
                "report has %zu",
                p->n, c->n_measurements);
        goto done;
    }
    ev.m = calloc(p->n > 0 ? p->n : 1, sizeof(*ev.m));
    if (!ev.m) {
        err_nomem(e);
        goto done;
    }
    for (size_t i = 0; i < p->n; i++) {
        if (strcmp(c->measurements[i].id, p->a[i].id) != 0) {
            err_set(e, ERR_MISMATCH,
                    "the suite asks for measurement %s where "
                    "the report has %s",
                    p->a[i].id, c->measurements[i].id);
            goto done;
        }
        ev.n++;
        if (fill(&ev.m[i], c, i, &set, &next, e))
            goto done;
    }
    if (next < set.n) {
        err_set(e, ERR_MISMATCH,
                "the tallies hold measurement %s, which the "
                "report does not list there",
                set.a[next].id);
        goto done;
    }
    ev.level = c->level;
    ev.technology_class = c->technology_class;
    ev.claims = c->claims;
    ev.n_claims = c->n_claims;
    ev.only = c->only;
    ev.n_only = c->n_only;
    ev.waivers = c->waivers;
    ev.n_waivers = c->n_waivers;
    *out = ev; /* ownership moves to the caller */
    ev = (struct evidence){0};
    rc = 0;
done:
    evidence_release(&ev);
    tally_set_release(&set);
    return rc;
}

/* ---- comparison -------------------------------------------------------- */

#define PLACE_MAX 128

/* Which element, in words a reader of the report understands. */
static void place_of(char out[PLACE_MAX], const struct xmlnode *n)
{
    const struct xmlnode *c = n;

    while (c && strcmp(c->name, "case") != 0 && strcmp(c->name, "control") != 0)
        c = c->parent;
    if (c && xmldoc_attr(c, "id"))
        (void)snprintf(out, PLACE_MAX, "%s %s", c->name, xmldoc_attr(c, "id"));
    else
        (void)snprintf(out, PLACE_MAX, "%s", n->name);
}

/* Decimals that come from floating-point functions. */
static bool is_derived(const char *name)
{
    static const char *const derived[] = {"value", "lo", "hi", "design-effect"};

    for (size_t i = 0; i < sizeof(derived) / sizeof(derived[0]); i++) {
        if (strcmp(name, derived[i]) == 0)
            return true;
    }
    return false;
}

/* Equal but for the last digit shown, which another machine's arithmetic may
 * round the other way. Whole numbers are exact. */
static bool near(const char *a, const char *b)
{
    const char *point = strchr(b, '.');
    double x = 0, y = 0;
    struct err e = {0};

    if (!point || num_real(&x, a, -1e300, 1e300, &e) ||
        num_real(&y, b, -1e300, 1e300, &e))
        return false;
    return fabs(x - y) <= 1.001 * pow(10, -(double)strlen(point + 1));
}

static bool same_value(const char *name, const char *said, const char *is)
{
    if (strcmp(said, is) == 0)
        return true;
    return is_derived(name) && near(said, is);
}

static int differ(const struct xmlnode *said, const char *what,
                  const char *said_text, const char *is_text, struct err *e)
{
    char place[PLACE_MAX];

    place_of(place, said);
    return err_set(e, ERR_MISMATCH,
                   "the report does not follow from suite and tallies: %s "
                   "says %s '%.100s', decided again it is '%.100s'",
                   place, what, said_text, is_text);
}

static int compare_attrs(const struct xmlnode *said, const struct xmlnode *is,
                         struct err *e)
{
    for (size_t i = 0; i < is->n_attr; i++) {
        const char *name = is->attr[i].name;
        const char *value = i < said->n_attr ? said->attr[i].value : "";

        if (i >= said->n_attr || strcmp(said->attr[i].name, name) != 0 ||
            strcmp(said->attr[i].ns, is->attr[i].ns) != 0 ||
            !same_value(name, value, is->attr[i].value))
            return differ(said, name, value, is->attr[i].value, e);
    }
    if (said->n_attr > is->n_attr)
        return differ(said, said->attr[is->n_attr].name,
                      said->attr[is->n_attr].value, "", e);
    return 0;
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

/* Words of the program, not of the suite: a later version may have mended
 * them, and an old report must not seem altered for that. Outcomes tell
 * what happened; a cause only says it in a sentence. */
static bool is_program_text(const struct xmlnode *n)
{
    return strcmp(n->name, "cause") == 0 && n->n_attr == 1 &&
           strcmp(n->attr[0].name, "lang") == 0;
}

/* One element without its children. */
static int compare_one(const struct xmlnode *said, const struct xmlnode *is,
                       struct err *e)
{
    bool same_text =
        is->first ? is_blank(said->text) : strcmp(said->text, is->text) == 0;

    if (strcmp(said->name, is->name) != 0 || strcmp(said->ns, is->ns) != 0)
        return differ(said, "element", said->name, is->name, e);
    if (!same_text && !is_program_text(is))
        return differ(said, said->name, said->text, is->text, e);
    return compare_attrs(said, is, e);
}

/* As deep as xmldoc lets a document be. */
static int compare_tree(const struct xmlnode *said, const struct xmlnode *is,
                        struct err *e)
{
    const struct xmlnode *a = said->first;
    const struct xmlnode *b = is->first;

    if (compare_one(said, is, e))
        return -1;
    for (; a && b; a = a->next, b = b->next) {
        if (compare_tree(a, b, e))
            return -1;
    }
    if (a || b)
        return differ(said, "element", a ? a->name : "", b ? b->name : "", e);
    return 0;
}

/* ---- deciding again ---------------------------------------------------- */

static int check_members(const struct report_claim *c, const struct suite *s,
                         const struct report_tallies *t, struct err *e)
{
    char hex[DIGEST_HEX_MAX];
    const char *is = t->sha256;

    if (strcmp(c->suite_sha256, s->sha256) != 0)
        return err_set(e, ERR_MISMATCH,
                       "the report was made with another "
                       "suite: it names %s, this one is %s",
                       c->suite_sha256, s->sha256);
    if (!is) {
        if (digest_hex_of(hex, DIGEST_SHA256, t->text, t->len, e))
            return -1;
        is = hex;
    }
    if (strcmp(c->tallies_sha256, is) != 0)
        return err_set(e, ERR_MISMATCH,
                       "the report was made with other "
                       "tallies: it names %s, these are %s",
                       c->tallies_sha256, is);
    return 0;
}

/* The derived sections, written as report_write() does. */
static int write_again(struct buf *xml, const struct report *r, struct err *e)
{
    struct xmlout w;

    xmlout_init(&w, xml);
    xmlout_begin(&w, "report");
    xmlout_attr(&w, "xmlns", REPORT_NS);
    report_write_summary(&w, r);
    report_write_suite(&w, r->suite);
    report_write_cases(&w, r);
    report_write_controls(&w, r);
    xmlout_end(&w);
    return buf_check(xml, e);
}

static int compare_sections(const struct report_claim *c,
                            const struct report *r, struct err *e)
{
    struct xmldoc again = {0};
    struct buf xml;
    const struct xmlnode *is;
    int rc = -1;

    buf_init(&xml, REPORT_BYTES_MAX);
    if (write_again(&xml, r, e) ||
        xmldoc_parse(&again, xml.s, xml.n, REPORT_XML, e))
        goto done;
    for (is = again.root->first; is; is = is->next) {
        const struct xmlnode *said = xmldoc_child(c->doc.root, is->name);

        if (!said) {
            err_set(e, ERR_SYNTAX, "element %s lacks its element %s", "report",
                    is->name);
            goto done;
        }
        if (compare_tree(said, is, e))
            goto done;
    }
    rc = 0;
done:
    buf_release(&xml);
    xmldoc_release(&again);
    return rc;
}

int report_basis_read(struct report_basis *out, const struct report_claim *c,
                      const struct suite *s, const struct report_tallies *t,
                      struct err *e)
{
    struct report_basis b = {0};

    if (check_members(c, s, t, e) || plan_make(&b.plan, s, e) ||
        report_evidence(&b.evidence, c, &b.plan, t->text, t->len, e)) {
        report_basis_release(&b);
        return -1;
    }
    *out = b;
    return 0;
}

void report_basis_release(struct report_basis *b)
{
    evidence_release(&b->evidence);
    plan_release(&b->plan);
}

int report_recheck(const struct report_claim *c, const struct suite *s,
                   const struct report_basis *b, struct err *e)
{
    struct result result = {0};
    const struct report r = {.suite = s,
                             .plan = &b->plan,
                             .evidence = &b->evidence,
                             .result = &result};
    int rc = -1;

    if (decide(&result, s, &b->plan, &b->evidence, e) == 0 &&
        compare_sections(c, &r, e) == 0)
        rc = report_recheck_told(c, s, &b->plan, &b->evidence, e);
    result_release(&result);
    return rc;
}

/*
 * report.xml back into what it claims. Strict about everything that is used to
 * decide again; what is only told (items, findings, engagement) is left to the
 * schema.
 */
#include <string.h>

#include "base/digest.h"
#include "base/err.h"
#include "core/words.h"
#include "reports/doc/report.h"

struct reader {
    struct report_claim *out;
    const char *name; /* of the document, for messages */
    struct err *e;
};

static int fail_at(struct reader *r, const struct xmlnode *n)
{
    return err_at(r->e, r->name, n->at.line, n->at.col);
}

/* A child that must be there. */
static const struct xmlnode *child(struct reader *r, const struct xmlnode *n,
                                   const char *name)
{
    const struct xmlnode *c = xmldoc_child(n, name);

    if (!c) {
        err_set(r->e, ERR_SYNTAX, "element %s lacks its element %s", n->name,
                name);
        (void)fail_at(r, n);
    }
    return c;
}

/* An attribute that must be there; NULL with *e set otherwise. */
static const char *attr(struct reader *r, const struct xmlnode *n,
                        const char *name)
{
    const char *v = xmldoc_attr(n, name);

    if (!v) {
        err_set(r->e, ERR_SYNTAX, "element %s lacks its attribute %s", n->name,
                name);
        (void)fail_at(r, n);
    }
    return v;
}

static int bad_value(struct reader *r, const struct xmlnode *n,
                     const char *name)
{
    err_set(r->e, ERR_SYNTAX,
            "attribute %s of element %s has the unknown "
            "value '%s'",
            name, n->name, xmldoc_attr(n, name));
    return fail_at(r, n);
}

static int read_digest(const char **out, struct reader *r,
                       const struct xmlnode *n, const char *name)
{
    const char *v = attr(r, n, name);

    if (!v)
        return -1;
    if (!digest_is_hex(v, DIGEST_SHA256_HEX))
        return bad_value(r, n, name);
    *out = v;
    return 0;
}

static int read_bool(bool *out, struct reader *r, const struct xmlnode *n,
                     const char *name)
{
    const char *v = attr(r, n, name);

    if (!v)
        return -1;
    if (strcmp(v, "yes") != 0 && strcmp(v, "no") != 0)
        return bad_value(r, n, name);
    *out = v[0] == 'y';
    return 0;
}

/* Blank-separated words of an attribute; none when it is absent. */
static int read_words(const char *const **out, size_t *n_out, struct reader *r,
                      const char *list)
{
    const char **words = NULL;
    size_t n = 0, cap = 0;

    while (list && *list) {
        size_t len = strcspn(list, " ");
        const char **w;

        if (len > 0) {
            w = arena_push(&r->out->arena, &words, &n, &cap, sizeof(*words),
                           r->e);
            if (!w)
                return -1;
            *w = arena_strndup(&r->out->arena, list, len, r->e);
            if (!*w)
                return -1;
        }
        list += len;
        list += strspn(list, " ");
    }
    *out = words;
    *n_out = n;
    return 0;
}

static int read_summary(struct reader *r, const struct xmlnode *n)
{
    struct report_claim *c = r->out;
    const char *level = attr(r, n, "level");
    size_t cap = 0;

    if (!level)
        return -1;
    if (evidence_level_parse(&c->level, level))
        return bad_value(r, n, "level");
    if (read_digest(&c->result_digest, r, n, "digest"))
        return -1;
    if (read_words(&c->only, &c->n_only, r, xmldoc_attr(n, "only")))
        return -1;
    for (const struct xmlnode *v = xmldoc_child(n, "verdict"); v;
         v = xmldoc_next(v, "verdict")) {
        const char *profile = attr(r, v, "profile");
        const char *value = attr(r, v, "value");

        if (!profile || !value)
            return -1;
        if (!arena_push(&c->arena, &c->verdicts, &c->n_verdicts, &cap,
                        sizeof(*c->verdicts), r->e))
            return -1;
        c->verdicts[c->n_verdicts - 1].profile = profile;
        if (verdict_parse(&c->verdicts[c->n_verdicts - 1].verdict, value))
            return bad_value(r, v, "value");
        if (read_bool(&c->verdicts[c->n_verdicts - 1].provisional, r, v,
                      "provisional"))
            return -1;
    }
    return 0;
}

static int read_suite(struct reader *r, const struct xmlnode *n)
{
    struct report_claim *c = r->out;
    const char *id = attr(r, n, "id");
    const char *version = attr(r, n, "version");
    size_t len_id, len_version;
    char *both;

    if (!id || !version)
        return -1;
    len_id = strlen(id);
    len_version = strlen(version);
    both = arena_alloc(&c->arena, len_id + 1 + len_version + 1, r->e);
    if (!both)
        return -1;
    memcpy(both, id, len_id);
    both[len_id] = '@';
    memcpy(both + len_id + 1, version, len_version);
    c->suite_id = both;
    return read_digest(&c->suite_sha256, r, n, "sha256");
}

static int read_outcomes(struct reader *r, const struct xmlnode *n, size_t *cap)
{
    struct report_claim *c = r->out;
    const char *id = attr(r, n, "id");

    if (!id)
        return -1;
    for (const struct xmlnode *o = xmldoc_child(n, "outcome"); o;
         o = xmldoc_next(o, "outcome")) {
        const char *profile = attr(r, o, "profile");
        const char *value = attr(r, o, "value");

        if (!profile || !value)
            return -1;
        if (!arena_push(&c->arena, &c->outcomes, &c->n_outcomes, cap,
                        sizeof(*c->outcomes), r->e))
            return -1;
        c->outcomes[c->n_outcomes - 1].case_id = id;
        c->outcomes[c->n_outcomes - 1].profile = profile;
        if (outcome_parse(&c->outcomes[c->n_outcomes - 1].outcome, value))
            return bad_value(r, o, "value");
    }
    return 0;
}

static int read_cases(struct reader *r, const struct xmlnode *n)
{
    size_t cap = 0;

    for (const struct xmlnode *k = xmldoc_child(n, "case"); k;
         k = xmldoc_next(k, "case")) {
        if (read_outcomes(r, k, &cap))
            return -1;
    }
    return 0;
}

static int read_waivers(struct reader *r, const struct xmlnode *n)
{
    struct report_claim *c = r->out;
    size_t cap = 0;

    for (const struct xmlnode *k = xmldoc_child(n, "waiver"); k;
         k = xmldoc_next(k, "waiver")) {
        const struct xmlnode *reason = xmldoc_child(k, "reason");
        struct waiver *w = arena_push(&c->arena, &c->waivers, &c->n_waivers,
                                      &cap, sizeof(*c->waivers), r->e);

        if (!w)
            return -1;
        w->id = attr(r, k, "id");
        w->case_id = attr(r, k, "case");
        if (!w->id || !w->case_id)
            return -1;
        w->reason = reason ? reason->text : NULL;
        w->authoriser = xmldoc_attr(k, "authoriser");
        w->until = xmldoc_attr(k, "until");
    }
    return 0;
}

static const char *text_of(const struct xmlnode *n, const char *name)
{
    const struct xmlnode *c = xmldoc_child(n, name);

    return c ? c->text : NULL;
}

static int read_submission(struct reader *r, const struct xmlnode *n)
{
    struct report_claim *c = r->out;

    c->vendor = text_of(n, "vendor");
    c->product = text_of(n, "product");
    c->version = text_of(n, "version");
    c->technology_class = xmldoc_attr(n, "class");
    return read_words(&c->claims, &c->n_claims, r, xmldoc_attr(n, "claims"));
}

static int read_measurements(struct reader *r, const struct xmlnode *n)
{
    struct report_claim *c = r->out;
    size_t cap = 0;

    for (const struct xmlnode *k = xmldoc_child(n, "measurement"); k;
         k = xmldoc_next(k, "measurement")) {
        const char *id = attr(r, k, "id");
        const char *state = attr(r, k, "state");

        if (!id || !state)
            return -1;
        if (!arena_push(&c->arena, &c->measurements, &c->n_measurements, &cap,
                        sizeof(*c->measurements), r->e))
            return -1;
        c->measurements[c->n_measurements - 1].id = id;
        c->measurements[c->n_measurements - 1].cause = xmldoc_attr(k, "cause");
        if (measured_parse(&c->measurements[c->n_measurements - 1].state,
                           state))
            return bad_value(r, k, "state");
    }
    return 0;
}

static int read_tallies(struct reader *r, const struct xmlnode *n)
{
    return read_digest(&r->out->tallies_sha256, r, n, "sha256");
}

static int read_amends(struct reader *r, const struct xmlnode *n)
{
    struct report_amends *a = &r->out->amends;
    const struct xmlnode *reason = child(r, n, "reason");

    if (!reason || read_digest(&a->sha256, r, n, "sha256") ||
        read_digest(&a->result_digest, r, n, "result-digest"))
        return -1;
    a->created = attr(r, n, "created");
    a->reason = reason->text;
    if (!a->created)
        return -1;
    if (a->reason && strlen(a->reason) <= REPORT_REASON_MAX)
        return 0;
    err_set(r->e, ERR_SYNTAX, "the reason is empty or longer than %d bytes",
            REPORT_REASON_MAX);
    return fail_at(r, n);
}

/* Each element of ours at most once, in this order, and no other: what a
 * stylesheet shows is then what was read here. */
static int check_order(struct reader *r, const struct xmlnode *root)
{
    static const char *const known[] = {
        "summary",      "suite",     "cases",      "controls",
        "waivers",      "tallies",   "submission", "fixtures-used",
        "measurements", "territory", "engagement", "environment",
        "amends",
    };
    size_t at = 0;

    for (const struct xmlnode *n = root->first; n; n = n->next) {
        while (at < WORDS_LEN(known) && strcmp(known[at], n->name) != 0)
            at++;
        if (at == WORDS_LEN(known) || strcmp(n->ns, REPORT_NS) != 0) {
            err_set(r->e, ERR_SYNTAX, "element %s does not belong here",
                    n->name);
            return fail_at(r, n);
        }
        at++;
    }
    return 0;
}

static int read_sections(struct reader *r, const struct xmlnode *root)
{
    static const struct {
        const char *name;
        int (*read)(struct reader *r, const struct xmlnode *n);
    } section[] = {
        {"summary",      read_summary     },
        {"suite",        read_suite       },
        {"cases",        read_cases       },
        {"waivers",      read_waivers     },
        {"tallies",      read_tallies     },
        {"submission",   read_submission  },
        {"measurements", read_measurements},
    };
    const struct xmlnode *environment = xmldoc_child(root, "environment");
    const struct xmlnode *amends = xmldoc_child(root, "amends");

    if (check_order(r, root))
        return -1;
    for (size_t i = 0; i < WORDS_LEN(section); i++) {
        const struct xmlnode *n = child(r, root, section[i].name);

        if (!n || section[i].read(r, n))
            return -1;
    }
    if (amends && read_amends(r, amends))
        return -1;
    if (environment)
        r->out->created = xmldoc_attr(environment, "created");
    return read_bool(&r->out->bare, r, root, "bare");
}

static int read_root(struct reader *r)
{
    const struct xmlnode *root = r->out->doc.root;
    const char *format;

    if (strcmp(root->ns, REPORT_NS) != 0 || strcmp(root->name, "report") != 0) {
        err_set(r->e, ERR_SYNTAX,
                "this is no report: its root is not report "
                "in the namespace %s",
                REPORT_NS);
        return fail_at(r, root);
    }
    format = attr(r, root, "format");
    if (!format)
        return -1;
    if (strcmp(format, "1") != 0) {
        err_set(r->e, ERR_SYNTAX,
                "this program reads reports of format 1, "
                "this one is of format %s: use a newer program",
                format);
        return fail_at(r, root);
    }
    return read_sections(r, root);
}

int report_read(struct report_claim *out, const char *xml, size_t len,
                const char *name, struct err *e)
{
    struct report_claim c = {0};
    struct reader r = {.out = &c, .name = name, .e = e};
    int rc = -1;

    if (len > REPORT_BYTES_MAX) {
        err_set(e, ERR_LIMIT, "a report may not be larger than %d bytes",
                REPORT_BYTES_MAX);
        err_at(e, name, 0, 0);
        goto done;
    }
    if (xmldoc_parse(&c.doc, xml, len, name, e) || read_root(&r))
        goto done;
    *out = c; /* ownership moves to the caller */
    c = (struct report_claim){0};
    rc = 0;
done:
    report_claim_release(&c);
    return rc;
}

void report_claim_release(struct report_claim *c)
{
    arena_release(&c->arena);
    xmldoc_release(&c->doc);
    *c = (struct report_claim){0};
}

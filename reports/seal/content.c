#include "reports/seal/content.h"

#include <stdbool.h>
#include <string.h>

#include "base/digest.h"
#include "base/err.h"
#include "formats/suitexml.h"
#include "reports/cert/waiver.h"
#include "reports/seal/asic.h"
#include "reports/seal/content_internal.h"

#define DATE_LEN 10 /* an ISO time begins with its date */

enum {
    AT_REPORT,
    AT_SUITE,
    AT_TALLIES,
    AT_MARKS
};

const struct seal_member content_members[SEAL_REPORT_MEMBERS] = {
    [AT_REPORT] = {REPORT_XML,       "application/xml",           "", 0},
    [AT_SUITE] = {REPORT_SUITE_XML, "application/xml",           "", 0},
    [AT_TALLIES] = {REPORT_TALLIES,   "text/tab-separated-values", "", 0},
    [AT_MARKS] = {REPORT_MARKS,     "text/plain",                "", 0},
};

static int check_one(const struct seal_member *m, const char *name,
                     const char *media_type, size_t i, struct err *e)
{
    if (strcmp(m->name, name) != 0)
        return err_set(e, ERR_REFUSED,
                       "a sealed report has the member '%s' at place %zu", name,
                       i + 1);
    if (strcmp(m->media_type, media_type) != 0)
        return err_set(e, ERR_REFUSED,
                       "the member '%s' must have the media type %s", name,
                       media_type);
    return 0;
}

static int check_members(const struct seal_member *m, size_t n, struct err *e)
{
    char name[WAIVER_MEMBER];

    for (size_t i = 0; i < SEAL_REPORT_MEMBERS; i++) {
        if (i >= n)
            return err_set(e, ERR_REFUSED,
                           "a sealed report has the member '%s' at place %zu",
                           content_members[i].name, i + 1);
        if (check_one(&m[i], content_members[i].name,
                      content_members[i].media_type, i, e))
            return -1;
    }
    for (size_t i = SEAL_REPORT_MEMBERS; i < n; i++) {
        waiver_member(name, i - SEAL_REPORT_MEMBERS);
        if (strcmp(m[i].name, name) != 0)
            return err_set(e, ERR_REFUSED, "a sealed report has no member '%s'",
                           m[i].name);
        if (check_one(&m[i], name, ASIC_MEDIA_TYPE, i, e))
            return -1;
    }
    return 0;
}

static int check_waivers(const struct report_claim *c, size_t n_members,
                         struct err *e)
{
    for (size_t i = 0; i < c->n_waivers; i++) {
        const struct waiver *w = &c->waivers[i];

        if (!w->until || !c->created)
            return err_set(e, ERR_REFUSED, "the waiver %s has no last day",
                           w->id);
        if (strncmp(w->until, c->created, DATE_LEN) < 0)
            return err_set(e, ERR_REFUSED,
                           "the waiver %s had ended on %s, before the report "
                           "was made",
                           w->id, w->until);
    }
    if (n_members != SEAL_REPORT_MEMBERS + c->n_waivers)
        return err_set(e, ERR_REFUSED,
                       "the report names %zu waivers, its container holds %zu",
                       c->n_waivers, n_members - SEAL_REPORT_MEMBERS);
    return 0;
}

static bool is_blank(const char *text)
{
    return !text || text[strspn(text, " \t\r\n")] == '\0';
}

/* A bare file's report that says it is none has nobody who stands for it. */
static int check_statement(const struct report_claim *c, struct err *e)
{
    if (c->bare)
        return err_set(
            e, ERR_REFUSED,
            "this report is the pre-check of a bare file and can not be "
            "sealed: describe the submission (entente pack) and run the "
            "suite on it");
    if (is_blank(c->vendor) || is_blank(c->product) || is_blank(c->version) ||
        is_blank(c->technology_class))
        return err_set(e, ERR_REFUSED,
                       "the report does not say what was judged: vendor, "
                       "product, version and technology class");
    return 0;
}

/* `tallies_sha256`: NULL when they are not hashed yet. */
static int open_members(struct content *out, const struct seal_member *members,
                        size_t n, const char *tallies_sha256, struct err *e)
{
    struct content c = {0};
    struct report_basis b = {0};
    struct report_tallies t = {.sha256 = tallies_sha256};
    int rc = -1;

    if (check_members(members, n, e) ||
        report_read(&c.claim, members[AT_REPORT].data, members[AT_REPORT].len,
                    REPORT_XML, e))
        goto done;
    t.text = members[AT_TALLIES].data;
    t.len = members[AT_TALLIES].len;
    if (check_statement(&c.claim, e))
        goto done;
    if (suitexml_parse(&c.suite, members[AT_SUITE].data, members[AT_SUITE].len,
                       REPORT_SUITE_XML, e) ||
        report_basis_read(&b, &c.claim, &c.suite, &t, e) ||
        report_recheck(&c.claim, &c.suite, &b, e) ||
        check_waivers(&c.claim, n, e) ||
        content_marks(&c.suite, &b, &members[AT_MARKS], e))
        goto done;
    c.waivers = members + SEAL_REPORT_MEMBERS;
    *out = c;
    c = (struct content){0};
    rc = 0;
done:
    report_basis_release(&b);
    content_release(&c);
    return rc;
}

int content_open(struct content *out, const struct seal_member *members,
                 size_t n, struct err *e)
{
    return open_members(out, members, n, NULL, e);
}

int content_open_asic(struct content *out, const struct asic *a,
                      const struct seal_member *members, struct err *e)
{
    char hex[DIGEST_HEX_MAX];

    if (a->n <= AT_TALLIES)
        return open_members(out, members, a->n, NULL, e);
    digest_to_hex(hex, a->sha256[AT_TALLIES], XADES_DIGEST);
    return open_members(out, members, a->n, hex, e);
}

void content_release(struct content *c)
{
    report_claim_release(&c->claim);
    suite_release(&c->suite);
    *c = (struct content){0};
}

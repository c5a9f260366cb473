/* A report is made once; that it replaces another is added to what was made. */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/doc/report.h"
#include "reports/doc/xmlout.h"

#define LAST_TAG "\n</report>\n"

static int check(const char *xml, size_t len, const struct report_amends *a,
                 struct err *e)
{
    struct report_claim c = {0};
    size_t n = strlen(a->reason);
    int rc = -1;

    if (n > REPORT_REASON_MAX || strspn(a->reason, " \t\r\n") == n)
        return err_set(e, ERR_USAGE,
                       "the reason is empty or longer than %d bytes",
                       REPORT_REASON_MAX);
    if (report_read(&c, xml, len, REPORT_XML, e))
        return -1;
    if (c.amends.sha256)
        err_set(e, ERR_REFUSED,
                "the report says already that it replaces one: run the suite "
                "again for a new one");
    else
        rc = 0;
    report_claim_release(&c);
    return rc;
}

int report_amend(struct buf *out, const char *xml, size_t len,
                 const struct report_amends *a, struct err *e)
{
    size_t tag = strlen(LAST_TAG);
    /* Within the root element, which is then ended again. */
    struct xmlout w = {.to = out, .open = {"report"}, .depth = 1};

    if (check(xml, len, a, e))
        return -1;
    if (len < tag || memcmp(xml + len - tag, LAST_TAG, tag) != 0)
        return err_set(e, ERR_SYNTAX,
                       "the report is not as this program writes it");
    buf_add(out, xml, len - tag);
    xmlout_begin(&w, "amends");
    xmlout_attr(&w, "sha256", a->sha256);
    xmlout_attr(&w, "result-digest", a->result_digest);
    xmlout_attr(&w, "created", a->created);
    xmlout_leaf(&w, "reason", a->reason);
    xmlout_end(&w);
    xmlout_end(&w);
    return buf_check(out, e);
}

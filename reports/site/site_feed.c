/* For machines: index.json, and the last entries as an Atom feed (RFC 4287). */
#include <inttypes.h>
#include <string.h>

#include "base/err.h"
#include "base/escape.h"
#include "reports/register/tlog.h"
#include "reports/seal/b64.h"
#include "reports/site/site_internal.h"

#define FEED_ENTRIES 50

/* --- index.json
 * -----------------------------------------------------------------
 */

static void member(struct buf *b, const char *key, const char *value)
{
    if (b->s[b->n - 1] != '{')
        buf_str(b, ", ");
    buf_json(b, key);
    buf_str(b, ": ");
    if (value)
        buf_json(b, value);
    else
        buf_str(b, "null");
}

static void put_certificate(struct buf *b, const struct site *s, size_t i)
{
    const struct regcert *c = &s->own.s.certs[i];
    const struct site_row *r = &s->own.rows[i];
    char name[SITE_NAME];

    site_name(name, c->id);
    buf_str(b, i > 0 ? ",\n{" : "\n{");
    member(b, "certificate", c->id);
    member(b, "kind", c->recognition ? "recognition" : "certificate");
    member(b, "sha256", c->sha256);
    member(b, "vendor", r->vendor);
    member(b, "product", r->product);
    member(b, "version", r->version);
    member(b, "technology", r->technology);
    member(b, "nation", r->nation);
    member(b, "body", r->body);
    member(b, "suites", r->suites);
    member(b, "from", c->from);
    member(b, "to", c->to);
    member(b, "standing", regstanding_name(regcert_on(c, s->day)));
    member(b, "since", c->since);
    member(b, "by", c->by);
    member(b, "origin", c->origin);
    member(b, "of", c->of);
    member(b, "reservations", c->reservations);
    member(b, "page", name);
    buf_printf(b, ", \"entry\": %" PRIu64 ", \"last_entry\": %" PRIu64 "}",
               c->issued, c->last);
}

int site_index_json(struct site *s, struct err *e)
{
    const struct merkle_head *head = &tlog_head(s->own.t)->head;
    struct buf b;
    int rc;

    buf_init(&b, SITE_PAGE_MAX);
    buf_char(&b, '{');
    member(&b, "register", s->own.origin);
    member(&b, "vkey", s->own.vkey);
    member(&b, "standing_on", s->day);
    member(&b, "last_entry_at", s->own.last_at);
    buf_printf(&b, ", \"entries\": %" PRIu64 ", \"root\": \"", head->size);
    b64_write(&b, head->root.b, MERKLE_BYTES);
    buf_str(&b, "\",\n\"certificates\": [");
    for (size_t i = 0; i < s->own.n; i++)
        put_certificate(&b, s, i);
    buf_str(&b, "\n]}\n");
    rc = site_files_put(&s->files, "index.json", &b, e);
    buf_release(&b);
    return rc;
}

/* --- feed
 * -------------------------------------------------------------------------
 */

/* The log's name as part of a URN. */
static void put_urn(struct buf *b, const char *origin)
{
    char name[SITE_NAME];

    site_name(name, origin);
    buf_printf(b, "urn:entente:register:%s", name);
}

static void put_entry(struct buf *b, const struct site *s,
                      const struct regentry *r, uint64_t index, bool fr)
{
    const char *id = regentry_get(r, REG_CERTIFICATE);
    const char *reason = regentry_get(r, REG_REASON);
    struct site_page p = {.site = s};
    char name[SITE_NAME];

    buf_init(&p.buf, SITE_PAGE_MAX);
    p.w = (struct say){.to = &p.buf, .fr = fr};
    site_action(&p, r->action);
    buf_str(b, "<entry>\n<title>");
    buf_xml(b, p.buf.s ? p.buf.s : "");
    buf_release(&p.buf);
    buf_str(b, id ? ": " : "");
    buf_xml(b, id ? id : "");
    buf_str(b, "</title>\n<id>");
    put_urn(b, s->own.origin);
    buf_printf(b, ":%" PRIu64 "</id>\n<updated>%s</updated>\n<author><name>",
               index, regentry_get(r, REG_AT));
    buf_xml(b, regentry_get(r, REG_BODY));
    buf_str(b, "</name></author>\n<link href=\"");
    if (id && regstate_find(&s->own.s, id)) {
        site_name(name, id);
        buf_printf(b, "certificate/%s.html#e%" PRIu64, name, index);
    } else {
        buf_str(b, r->action == REG_ATTEMPT || r->action == REG_ERRATUM
                       ? "attempts.html"
                       : "ended.html");
    }
    buf_str(b, "\"/>\n<summary>");
    buf_xml(b, reason ? reason : "");
    buf_str(b, "</summary>\n</entry>\n");
}

static int put_entries(struct buf *b, struct site *s, bool fr, struct err *e)
{
    const uint64_t size = tlog_head(s->own.t)->head.size;
    struct regentry r = {0};
    struct buf text;
    int rc = 0;

    buf_init(&text, TLOG_ENTRY_MAX);
    for (uint64_t k = 0; rc == 0 && k < size && k < FEED_ENTRIES; k++) {
        rc = site_log_entry(&r, &text, &s->own, size - 1 - k, e);
        if (rc == 0)
            put_entry(b, s, &r, size - 1 - k, fr);
    }
    buf_release(&text);
    return rc;
}

int site_feed(struct site *s, bool fr, struct err *e)
{
    struct buf b;
    int rc = -1;

    buf_init(&b, SITE_PAGE_MAX);
    buf_printf(&b,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n"
               "<title>",
               fr ? "fr" : "en");
    buf_str(&b, fr ? "Registre de certificats " : "Register of certificates ");
    buf_xml(&b, s->own.origin);
    buf_str(&b, "</title>\n<id>");
    put_urn(&b, s->own.origin);
    buf_printf(&b,
               ":%s</id>\n<updated>%s</updated>\n"
               "<link href=\"index.html\"/>\n"
               "<link rel=\"self\" href=\"feed.atom\"/>\n",
               fr ? "fr" : "en",
               s->own.last_at ? s->own.last_at : "1970-01-01T00:00:00Z");
    if (put_entries(&b, s, fr, e) == 0) {
        buf_str(&b, "</feed>\n");
        rc = site_files_put(&s->files, fr ? "fr/feed.atom" : "en/feed.atom", &b,
                            e);
    }
    buf_release(&b);
    return rc;
}

/* Head and foot of a page, and the words that all pages use. */
#include <string.h>

#include "base/digest.h"
#include "base/err.h"
#include "reports/register/tlog.h"
#include "reports/seal/b64.h"
#include "reports/site/site_internal.h"

void site_raw(struct site_page *p, const char *html)
{
    buf_str(&p->buf, html);
}

void site_say(struct site_page *p, const char *en, const char *fr)
{
    say_either(&p->w, en, fr);
}

void site_par(struct site_page *p, const char *en, const char *fr)
{
    site_raw(p, "<p>");
    site_say(p, en, fr);
    site_raw(p, "</p>\n");
}

void site_head(struct site_page *p, const char *id, const char *en,
               const char *fr)
{
    buf_printf(&p->buf, "<h2 id=\"%s\">", id);
    site_say(p, en, fr);
    site_raw(p, "</h2>\n");
}

/* Its direction of writing must not reach what stands beside it. */
void site_foreign(struct site_page *p, const char *text)
{
    site_raw(p, "<bdi>");
    say_put(&p->w, text);
    site_raw(p, "</bdi>");
}

void site_day(struct site_page *p, const char *iso)
{
    char day[ISODATE_DAY] = "";

    memcpy(day, iso, ISODATE_DAY - 1);
    site_date(p, day);
}

void site_date(struct site_page *p, const char *iso)
{
    buf_printf(&p->buf, "<time datetime=\"%s\">", iso);
    say_date(&p->w, iso);
    site_raw(p, "</time>");
}

const char *site_root(const struct site_page *p)
{
    return p->deep ? "../../" : "../";
}

const char *site_top(const struct site_page *p)
{
    return p->deep ? "../" : "";
}

void site_link(struct site_page *p, const char *id)
{
    char name[SITE_NAME];

    site_name(name, id);
    buf_printf(&p->buf, "<a href=\"%scertificate/%s.html\">", site_top(p),
               name);
    site_foreign(p, id);
    site_raw(p, "</a>");
}

void site_term(struct site_page *p, const char *en, const char *fr)
{
    site_raw(p, "<dt>");
    site_say(p, en, fr);
    site_raw(p, "</dt><dd>");
}

/* --- head and foot ----------------------------------------------------------
 */

static const struct {
    const char *path;
    const char *en;
    const char *fr;
} menu[] = {
    {"index.html",    "Certificates",                    "Certificats"               },
    {"ended.html",    "Suspended, withdrawn",            "Suspendus, retirés"       },
    {"nations.html",  "Where the nations differ",        "Où les nations diffèrent"},
    {"attempts.html", "Attempts",                        "Tentatives"                },
    {"limits.html",   "What a certificate does not say",
     "Ce qu’un certificat ne dit pas"                                              },
    {"lookup.html",   "Look a file up",                  "Chercher un fichier"       },
};

static void put_menu(struct site_page *p)
{
    site_raw(p, "<nav aria-label=\"");
    site_say(p, "Pages", "Pages");
    site_raw(p, "\"><ul>\n");
    for (size_t i = 0; i < sizeof menu / sizeof *menu; i++) {
        bool here = strcmp(menu[i].path, p->path) == 0;

        buf_printf(&p->buf, "<li><a href=\"%s%s\"%s>", site_top(p),
                   menu[i].path, here ? " aria-current=\"page\"" : "");
        site_say(p, menu[i].en, menu[i].fr);
        site_raw(p, "</a></li>\n");
    }
    buf_printf(&p->buf,
               "<li class=\"lang\"><a href=\"%s%s/%s\" lang=\"%s\" "
               "hreflang=\"%s\">%s</a></li>\n</ul></nav>\n",
               site_root(p), p->w.fr ? "en" : "fr", p->path,
               p->w.fr ? "en" : "fr", p->w.fr ? "en" : "fr",
               p->w.fr ? "English" : "Français");
}

/* The one script of the page is named by its digest: no other runs. */
static void put_policy(struct site_page *p)
{
    unsigned char md[DIGEST_BYTES_MAX];
    struct err no = {0};

    site_raw(p,
             "<meta http-equiv=\"Content-Security-Policy\" content=\""
             "default-src 'none'; style-src 'unsafe-inline'; img-src "
             "'self' data:; connect-src 'self'; base-uri 'none'; form-action "
             "'none'");
    if (p->script &&
        digest_of(md, DIGEST_SHA256, p->script->s, p->script->n, &no) == 0) {
        site_raw(p, "; script-src 'sha256-");
        b64_write(&p->buf, md, digest_size(DIGEST_SHA256));
        site_raw(p, "'");
    }
    site_raw(p, "\">\n");
}

static void put_head(struct site_page *p, const char *title)
{
    const char *l = p->w.fr ? "fr" : "en";

    buf_printf(&p->buf,
               "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
               "<meta charset=\"utf-8\">\n",
               l);
    put_policy(p);
    site_raw(p, "<meta name=\"viewport\" content=\"width=device-width,"
                "initial-scale=1\">\n<link rel=\"icon\" "
                "href=\"data:,\">\n<title>");
    say_put(&p->w, title);
    site_raw(p, " – ");
    say_put(&p->w, p->site->own.origin);
    buf_printf(&p->buf,
               "</title>\n<link rel=\"alternate\" hreflang=\"%s\" "
               "href=\"%s%s/%s\">\n"
               "<link rel=\"alternate\" type=\"application/atom+xml\" "
               "href=\"%sfeed.atom\">\n<style>\n",
               p->w.fr ? "en" : "fr", site_root(p), p->w.fr ? "en" : "fr",
               p->path, site_top(p));
    buf_add(&p->buf, p->site->css.s, p->site->css.n);
    site_raw(p, "</style>\n</head>\n");
}

void site_page_begin(struct site_page *p, const struct site *s, bool fr,
                     const char *path, const char *title,
                     const struct buf *script)
{
    *p = (struct site_page){.site = s, .path = path, .script = script};
    p->deep = strchr(path, '/') != NULL;
    buf_init(&p->buf, SITE_PAGE_MAX);
    p->w = (struct say){.to = &p->buf, .fr = fr, .html = true};
    put_head(p, title);
    site_raw(p, "<body>\n<a class=\"skip\" href=\"#main\">");
    site_say(p, "To the content", "Aller au contenu");
    site_raw(p, "</a>\n<div class=\"page\">\n<header>\n<p class=\"kind\">");
    site_say(p, "Register of certificates ", "Registre de certificats ");
    site_foreign(p, s->own.origin);
    site_raw(p, "</p>\n");
    put_menu(p);
    site_raw(p, "</header>\n<main id=\"main\">\n<h1>");
    say_put(&p->w, title);
    site_raw(p, "</h1>\n");
}

int site_page_end(struct site_page *p, struct site *s, struct err *e)
{
    struct buf name;
    int rc = -1;

    site_raw(p, "</main>\n<footer><p>");
    site_say(p,
             "This page is made from the register and is no evidence: what "
             "counts is the signed log, and the sealed container that you "
             "verify yourself.",
             "Cette page est tirée du registre et ne fait pas preuve\u00a0: ce "
             "qui compte est le journal signé, et le conteneur scellé que vous "
             "vérifiez vous-même.");
    buf_printf(&p->buf, " <span class=\"go\"><a href=\"%sfeed.atom\">",
               site_top(p));
    site_say(p, "News as a feed", "Nouveautés en flux");
    buf_printf(&p->buf, "</a> · <a href=\"%sindex.json\">", site_root(p));
    site_say(p, "for machines", "pour les machines");
    site_raw(p, "</a></span></p></footer>\n</div>\n");
    if (p->script) {
        site_raw(p, "<script>");
        buf_add(&p->buf, p->script->s, p->script->n);
        site_raw(p, "</script>\n");
    }
    site_raw(p, "</body>\n</html>\n");
    buf_init(&name, PATH_NAME_MAX);
    buf_printf(&name, "%s/%s", p->w.fr ? "fr" : "en", p->path);
    if (buf_check(&name, e) == 0)
        rc = site_files_put(&s->files, name.s, &p->buf, e);
    buf_release(&name);
    buf_release(&p->buf);
    return rc;
}

/* --- words ------------------------------------------------------------------
 */

void site_action(struct site_page *p, enum regaction a)
{
    static const struct {
        const char *en;
        const char *fr;
    } word[REG_ACTIONS] = {
        [REG_ISSUE] = {"issued",             "délivré"     },
        [REG_RECOGNISE] = {"recognised",         "reconnu"       },
        [REG_SUSPEND] = {"suspended",          "suspendu"      },
        [REG_REINSTATE] = {"reinstated",         "rétabli"      },
        [REG_WITHDRAW] = {"withdrawn",          "retiré"       },
        [REG_SUPERSEDE] = {"superseded",         "remplacé"     },
        [REG_WAIVE] = {"waiver",             "dérogation"   },
        [REG_ATTEMPT] = {"attempt",            "tentative"     },
        [REG_ERRATUM] = {"erratum",            "erratum"       },
        [REG_RETIRE_SUITE] = {"suite retired",      "suite retirée"},
        [REG_DISTRUST_KEY] = {"key in wrong hands",
                       "clé en de mauvaises mains"          },
    };

    site_say(p, word[a].en, word[a].fr);
}

/* What is said of a standing, its date to follow. */
static void put_standing(struct site_page *p, const struct regcert *c,
                         enum regstanding s)
{
    switch (s) {
    case REGSTATE_VALID:
        site_say(p, c->to ? "valid until " : "valid since ",
                 c->to ? "valable jusqu’au " : "valable depuis le ");
        site_day(p, c->to ? c->to : c->since);
        return;
    case REGSTATE_NOT_YET:
        site_say(p, "valid only from ", "valable seulement à partir du ");
        site_date(p, c->from);
        return;
    case REGSTATE_EXPIRED:
        site_say(p, "over since the end of ", "échu depuis la fin du ");
        site_date(p, c->to);
        return;
    case REGSTATE_SUSPENDED:
        site_say(p, "suspended since ", "suspendu depuis le ");
        break;
    case REGSTATE_WITHDRAWN:
        site_say(p, "withdrawn on ", "retiré le ");
        break;
    case REGSTATE_SUPERSEDED:
        site_say(p, "superseded on ", "remplacé le ");
        break;
    case REGSTATE_STANDINGS:
        return;
    }
    site_day(p, c->since);
}

void site_standing(struct site_page *p, const struct regcert *c)
{
    enum regstanding s = regcert_on(c, p->site->day);

    buf_printf(&p->buf, "<span class=\"o %s\">", regstanding_name(s));
    put_standing(p, c, s);
    site_raw(p, "</span>");
    if (s == REGSTATE_SUPERSEDED && c->by) {
        site_say(p, " by ", " par ");
        site_link(p, c->by);
    }
}

void site_made(struct site_page *p, const struct regcert *c)
{
    put_standing(p, c, c->standing);
    if (c->standing == REGSTATE_SUPERSEDED && c->by) {
        site_say(p, " by ", " par ");
        site_foreign(p, c->by);
    }
}

void site_product(struct site_page *p, const struct site_row *r)
{
    site_foreign(p, r->vendor);
    site_raw(p, r->vendor[0] && r->product[0] ? ", " : "");
    site_foreign(p, r->product);
    site_raw(p, " ");
    site_foreign(p, r->version);
}

/* --- tables ------------------------------------------------------------- */

void site_columns(struct site_page *p, const char *const (*words)[2], size_t n)
{
    site_raw(p, "<table><thead><tr>");
    for (size_t i = 0; i < n; i++) {
        site_raw(p, "<th scope=\"col\">");
        site_say(p, words[i][0], words[i][1]);
        site_raw(p, "</th>");
    }
    site_raw(p, "</tr></thead>\n<tbody>\n");
}

void site_cell(struct site_page *p, const char *en, const char *fr)
{
    site_raw(p, "</td><td data-l=\"");
    site_say(p, en, fr);
    site_raw(p, "\">");
}

void site_none(struct site_page *p)
{
    site_par(p, "None, by the entries that the register had.",
             "Aucun, d’après les entrées que le registre avait.");
}

void site_as_of(struct site_page *p)
{
    site_raw(p, "<p class=\"soft\">");
    site_say(p, "As it stood on ", "État du ");
    site_date(p, p->site->day);
    site_say(p, ", by ", ", d’après ");
    say_count(&p->w, (int64_t)tlog_head(p->site->own.t)->head.size);
    site_say(p, " entries.", " entrées.");
    site_raw(p, "</p>\n");
}

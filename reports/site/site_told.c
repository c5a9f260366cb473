/* Plain pages on what happened: what was suspended, withdrawn, superseded;
 * attempts. */
#include <inttypes.h>

#include "base/err.h"
#include "base/lang.h"
#include "reports/register/tlog.h"
#include "reports/site/site_internal.h"

/* --- ended
 * --------------------------------------------------------------------
 */

static int put_ended_row(struct site_page *p, struct site *s, size_t i,
                         struct buf *text, struct err *e)
{
    const struct regcert *c = &s->own.s.certs[i];
    struct regentry r = {0};

    if (site_log_entry(&r, text, &s->own, c->last, e))
        return -1;
    site_raw(p, "<tr><th scope=\"row\">");
    site_link(p, c->id);
    site_raw(p, "</th><td data-l=\"");
    site_say(p, "Product", "Produit");
    site_raw(p, "\">");
    site_product(p, &s->own.rows[i]);
    site_cell(p, "Standing", "État");
    site_standing(p, c);
    site_cell(p, "Reason", "Motif");
    site_foreign(p, regentry_get(&r, REG_REASON));
    site_raw(p, "</td></tr>\n");
    return 0;
}

static int put_ended(struct site_page *p, struct site *s, struct err *e)
{
    static const char *const words[][2] = {
        {"Number",                    "Numéro"                 },
        {"Product",                   "Produit"                 },
        {"Standing",                  "État"                   },
        {"Reason, as the entry says", "Motif, selon l’entrée"}
    };
    size_t n = 0;
    struct buf text;
    int rc = 0;

    site_head(p, "certificates", "Certificates", "Certificats");
    for (size_t i = 0; i < s->own.n; i++)
        n += s->own.s.certs[i].standing != REGSTATE_VALID;
    if (n == 0) {
        site_none(p);
        return 0;
    }
    site_columns(p, words, 4);
    buf_init(&text, TLOG_ENTRY_MAX);
    for (size_t i = 0; rc == 0 && i < s->own.n; i++) {
        if (s->own.s.certs[i].standing != REGSTATE_VALID)
            rc = put_ended_row(p, s, i, &text, e);
    }
    buf_release(&text);
    site_raw(p, "</tbody></table>\n");
    return rc;
}

static void put_retired(struct site_page *p)
{
    const struct regstate *s = &p->site->own.s;

    site_head(p, "suites", "Suites that were retired", "Suites retirées");
    if (s->n_retired == 0) {
        site_none(p);
        return;
    }
    site_par(
        p,
        "A certificate by a retired suite ends when the days of grace that "
        "it names are over.",
        "Un certificat selon une suite retirée prend fin quand les jours "
        "de grâce qu’il indique sont écoulés.");
    site_raw(p, "<ul>\n");
    for (size_t i = 0; i < s->n_retired; i++) {
        site_raw(p, "<li>");
        site_foreign(p, s->retired[i].suite);
        site_say(p, " since ", " depuis le ");
        site_date(p, s->retired[i].since);
        buf_printf(&p->buf, " (<code>%s</code>)</li>\n", s->retired[i].sha256);
    }
    site_raw(p, "</ul>\n");
}

static void put_keys(struct site_page *p)
{
    const struct regstate *s = &p->site->own.s;

    site_head(p, "keys", "Keys in wrong hands", "Clés en de mauvaises mains");
    if (s->n_keys == 0) {
        site_none(p);
        return;
    }
    site_par(
        p,
        "What such a key sealed since that day is refused; what it says it "
        "sealed before is in doubt, unless a partner had seen it in the "
        "register by then.",
        "Ce qu’une telle clé a scellé depuis ce jour est refusé\u202f; ce "
        "qu’elle dit avoir scellé avant est mis en doute, sauf si un "
        "partenaire l’avait vu au registre à ce moment.");
    site_raw(p, "<ul>\n");
    for (size_t i = 0; i < s->n_keys; i++) {
        site_raw(p, "<li>");
        site_say(p, "certificate with SHA-256 ", "certificat de SHA-256 ");
        buf_printf(&p->buf, "<code>%s</code>", s->keys[i].sha256);
        site_say(p, ", since ", ", depuis le ");
        site_date(p, s->keys[i].since);
        site_raw(p, "</li>\n");
    }
    site_raw(p, "</ul>\n");
}

int site_ended(struct site *s, bool fr, struct err *e)
{
    struct site_page p;

    site_page_begin(&p, s, fr, "ended.html",
                    fr ? "Suspendus, retirés, remplacés"
                       : "Suspended, withdrawn, superseded",
                    NULL);
    site_as_of(&p);
    site_par(
        &p,
        "A suspension can be lifted; a withdrawal is for good. A "
        "superseded certificate was replaced by another, not found wrong. "
        "Nothing is ever taken out of the register: each of these is one "
        "entry more.",
        "Une suspension peut être levée\u202f; un retrait est définitif. Un "
        "certificat remplacé l’a été par un autre, il n’a pas été trouvé "
        "faux. Rien n’est jamais ôté du registre\u00a0: chacun de ces faits est "
        "une entrée de plus.");
    if (put_ended(&p, s, e)) {
        buf_release(&p.buf);
        return -1;
    }
    put_retired(&p);
    put_keys(&p);
    return site_page_end(&p, s, e);
}

/* --- attempts
 * -------------------------------------------------------------------
 */

static void put_about(struct site_page *p, const struct regentry *r)
{
    static const enum regfield shown[] = {REG_VENDOR, REG_PRODUCT, REG_VERSION,
                                          REG_SUITES, REG_CASE,    REG_OUTCOME,
                                          REG_REASON};
    bool first = true;

    if (regentry_get(r, REG_COMMITMENT)) {
        site_say(
            p, "confidential: the register holds a commitment to it, ",
            "confidentielle\u00a0: le registre en contient un engagement, ");
        buf_printf(&p->buf, "<code>%s</code>", regentry_get(r, REG_COMMITMENT));
        return;
    }
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        const char *value = regentry_get(r, shown[i]);

        if (!value)
            continue;
        site_raw(p, first ? "" : ", ");
        site_foreign(p, value);
        first = false;
    }
}

static void put_other(struct site_page *p, const struct regentry *r,
                      uint64_t index)
{
    buf_printf(&p->buf, "<tr><th scope=\"row\">%" PRIu64 "</th><td data-l=\"",
               index);
    site_say(p, "When", "Quand");
    site_raw(p, "\">");
    site_date(p, regentry_get(r, REG_AT));
    site_cell(p, "What", "Quoi");
    site_action(p, r->action);
    site_cell(p, "By whom", "Par qui");
    site_foreign(p, regentry_get(r, REG_BODY));
    site_cell(p, "About", "Objet");
    put_about(p, r);
    site_raw(p, "</td></tr>\n");
}

static int put_others(struct site_page *p, struct site *s, struct err *e)
{
    static const char *const words[][2] = {
        {"Entry",   "Entrée"},
        {"When",    "Quand"  },
        {"What",    "Quoi"   },
        {"By whom", "Par qui"},
        {"About",   "Objet"  }
    };
    struct regentry r = {0};
    struct buf text;
    size_t n = 0;
    int rc = 0;

    buf_init(&text, TLOG_ENTRY_MAX);
    for (size_t i = 0; rc == 0 && i < s->own.n_others; i++) {
        rc = site_log_entry(&r, &text, &s->own, s->own.others[i], e);
        if (rc || (r.action != REG_ATTEMPT && r.action != REG_ERRATUM))
            continue;
        if (n++ == 0)
            site_columns(p, words, 5);
        put_other(p, &r, s->own.others[i]);
    }
    buf_release(&text);
    if (n > 0)
        site_raw(p, "</tbody></table>\n");
    else
        site_none(p);
    return rc;
}

static void put_bad(struct site_page *p)
{
    const struct regstate *s = &p->site->own.s;

    if (s->n_bad == 0)
        return;
    site_head(p, "bad", "Entries without effect", "Entrées sans effet");
    site_raw(p, "<ul>\n");
    for (size_t i = 0; i < s->n_bad; i++) {
        buf_printf(&p->buf, "<li>%" PRIu64 ": ", s->bad[i].index);
        say_put(&p->w, lang_in(p->w.fr ? LANG_FR : LANG_EN, s->bad[i].why));
        site_raw(p, "</li>\n");
    }
    site_raw(p, "</ul>\n");
}

int site_attempts(struct site *s, bool fr, struct err *e)
{
    struct site_page p;

    site_page_begin(&p, s, fr, "attempts.html",
                    fr ? "Tentatives et errata" : "Attempts and errata", NULL);
    site_as_of(&p);
    site_par(
        &p,
        "Who tries often enough passes by chance. So attempts are in the "
        "register too, whatever came out; a confidential one as a digest "
        "that can be opened later. An erratum takes a test out that was "
        "found wrong.",
        "À force d’essayer, on réussit par hasard. Les tentatives sont donc "
        "aussi au registre, quel qu’en soit le résultat\u202f; une tentative "
        "confidentielle par une empreinte qui peut être ouverte plus tard. "
        "Un erratum retire un test trouvé faux.");
    if (put_others(&p, s, e)) {
        buf_release(&p.buf);
        return -1;
    }
    put_bad(&p);
    return site_page_end(&p, s, e);
}

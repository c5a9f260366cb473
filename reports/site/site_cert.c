/* The page of one certificate: what the entries say of it, each with its date.
 * It names no day of its own, so it changes only when they do. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "reports/register/tlog.h"
#include "reports/site/badge.h"
#include "reports/site/site_internal.h"

/* --- what it says ----------------------------------------------------------
 */

static void put_standing(struct site_page *p, const struct regcert *c)
{
    buf_printf(&p->buf, "<div class=\"box %s\">\n<p class=\"lead\"><strong>",
               regstanding_name(c->standing));
    if (c->standing == REGSTATE_VALID) {
        if (c->from && c->to) {
            site_say(p, "Valid by its own term from ",
                     "Valable de par sa durée du ");
            site_date(p, c->from);
            site_say(p, " to ", " au ");
            site_date(p, c->to);
        } else {
            site_say(p, "In the register: ", "Au registre\u00a0: ");
            site_made(p, c);
        }
    } else {
        site_say(p, "By the register: ", "D’après le registre\u00a0: ");
        site_made(p, c);
    }
    site_raw(p, "</strong></p>\n<p>");
    site_say(p, "The last entry about its standing is entry ",
             "La dernière entrée sur son état est l’entrée ");
    buf_printf(&p->buf, "<a href=\"#e%" PRIu64 "\">%" PRIu64 "</a>", c->last,
               c->last);
    site_say(p, " of ", " du ");
    site_date(p, c->since);
    site_say(p,
             ". A page can not show that nothing came later: how things stand "
             "on a day is told by ",
             ". Une page ne peut pas montrer que rien n’est venu après\u00a0: "
             "l’état d’un jour donné est dans ");
    buf_printf(&p->buf, "<a href=\"%sindex.html\">", site_top(p));
    site_say(p, "the dated list", "la liste datée");
    site_raw(p, "</a>.</p>\n");
}

/* Suites of it that were retired: they end it, though no entry names it. */
static void put_retired(struct site_page *p, const struct site_row *r)
{
    const struct regstate *s = &p->site->own.s;

    for (size_t i = 0; i < s->n_retired; i++) {
        const struct regretired *t = &s->retired[i];

        if (!regstate_has_suite(r->suites, t->suite, t->sha256))
            continue;
        site_raw(p, "<p>");
        site_say(p, "The suite ", "La suite ");
        site_foreign(p, t->suite);
        site_say(p, " is retired from ", " est retirée à partir du ");
        site_date(p, t->since);
        site_say(p, " on (entry ", " (entrée ");
        buf_printf(&p->buf, "%" PRIu64 ")", t->index);
        site_say(
            p,
            ": the certificate ends when the days of grace that it names "
            "are over.",
            "\u00a0: le certificat prend fin quand les jours de grâce qu’il "
            "indique sont écoulés.");
        site_raw(p, "</p>\n");
    }
}

/* Cases that were excluded from suites of it: that ends nothing. */
static void put_errata(struct site_page *p, const struct site_row *r)
{
    const struct regstate *s = &p->site->own.s;

    for (size_t i = 0; i < s->n_errata; i++) {
        const struct regerratum *x = &s->errata[i];

        if (!regstate_has_suite(r->suites, x->suite, x->sha256))
            continue;
        site_raw(p, "<p>");
        site_say(p, "The case ", "Le cas ");
        site_foreign(p, x->case_id);
        site_say(p, " of the suite ", " de la suite ");
        site_foreign(p, x->suite);
        site_say(p, " was found to be wrong and is excluded since ",
                 " a été trouvé faux et est exclu depuis le ");
        site_date(p, x->since);
        site_say(p, " (entry ", " (entrée ");
        buf_printf(&p->buf, "%" PRIu64 ")", x->index);
        site_say(p, ". That does not end the certificate.",
                 ". Cela ne met pas fin au certificat.");
        site_raw(p, "</p>\n");
    }
}

/* "id@version=sha256 ..." as a list. */
static void put_suites(struct site_page *p, const char *suites)
{
    char word[REGENTRY_BYTES_MAX];

    while (*suites) {
        size_t n = strcspn(suites, " ");
        char *is;

        (void)snprintf(word, sizeof(word), "%.*s", (int)n, suites);
        is = strchr(word, '=');
        if (is)
            *is = 0;
        site_foreign(p, word);
        if (is) {
            site_raw(p, " <span class=\"soft small\">SHA-256 <code>");
            say_put(&p->w, is + 1);
            site_raw(p, "</code></span>");
        }
        suites += n;
        suites += strspn(suites, " ");
        site_raw(p, *suites ? "<br>\n" : "");
    }
}

static void put_fact(struct site_page *p, const char *en, const char *fr,
                     const char *value)
{
    if (!value || !value[0])
        return;
    site_term(p, en, fr);
    site_foreign(p, value);
    site_raw(p, "</dd>\n");
}

static void put_facts(struct site_page *p, const struct regcert *c,
                      const struct site_row *r)
{
    site_raw(p, "<dl>\n");
    put_fact(p, "Vendor", "Fournisseur", r->vendor);
    put_fact(p, "Product", "Produit", r->product);
    put_fact(p, "Version", "Version", r->version);
    put_fact(p, "Technology", "Technologie", r->technology);
    site_term(p, c->recognition ? "Recognised by" : "Issued by",
              c->recognition ? "Reconnu par" : "Délivré par");
    site_foreign(p, r->body);
    site_raw(p, " (");
    site_foreign(p, r->nation);
    site_raw(p, ")</dd>\n");
    put_fact(p, "Issued in the register", "Délivré au registre", c->origin);
    put_fact(p, "Number there", "Numéro là-bas", c->of);
    put_fact(p, "Reservations (as the entry says)",
             "Réserves (selon l’entrée, en anglais)", c->reservations);
    if (r->suites[0]) {
        site_term(p, "Suites", "Suites");
        put_suites(p, r->suites);
        site_raw(p, "</dd>\n");
    }
    site_term(p, "Container", "Conteneur");
    buf_printf(&p->buf, "SHA-256 <code>%s</code></dd>\n</dl>\n", c->sha256);
}

/* --- what the partner says --------------------------------------------------
 */

static void put_taken(struct site_page *p, const struct site_log *there,
                      size_t k)
{
    const struct regcert *c = &there->s.certs[k];

    site_raw(p, c->standing == REGSTATE_VALID ? "<div class=\"box\"><p>"
                                              : "<div class=\"box flag\"><p>");
    site_say(p, "Recognised as ", "Reconnu sous le numéro ");
    site_foreign(p, c->id);
    site_say(p, " by ", " par ");
    site_foreign(p, there->rows[k].body);
    site_raw(p, " (");
    site_foreign(p, there->rows[k].nation);
    site_say(p, "); there: ", ")\u202f; là-bas\u00a0: ");
    site_made(p, c);
    site_raw(p, ".</p>\n<p>");
    if (c->reservations) {
        site_say(p, "With reservations: ", "Avec des réserves\u00a0: ");
        site_foreign(p, c->reservations);
    } else {
        site_say(p, "Without reservations.", "Sans réserve.");
    }
    site_raw(p, "</p></div>\n");
}

static void put_base(struct site_page *p, const struct site_log *there,
                     size_t k)
{
    const struct regcert *c = &there->s.certs[k];

    if (c->standing == REGSTATE_VALID) {
        site_raw(p, "<p>");
        site_say(p, "The certificate that it recognises, there: ",
                 "Le certificat qu’il reconnaît, là-bas\u00a0: ");
        site_made(p, c);
        site_raw(p, ".</p>\n");
        return;
    }
    site_raw(p, "<div class=\"box flag\"><p><strong>");
    site_say(
        p, "The certificate that it recognises is not in force there: ",
        "Le certificat qu’il reconnaît n’est pas en vigueur là-bas\u00a0: ");
    site_made(p, c);
    site_raw(p, ".</strong> ");
    site_say(
        p,
        "A recognition rests on what it recognises; what follows from "
        "that is for the body that recognised it to say.",
        "Une reconnaissance repose sur ce qu’elle reconnaît\u202f; c’est à "
        "l’organisme qui a reconnu de dire ce qui s’ensuit.");
    site_raw(p, "</p></div>\n");
}

static void put_partner(struct site_page *p, const struct site_row *r)
{
    const struct site_log *there = &p->site->partner;

    if (!there->t)
        return;
    site_head(p, "partner", "What the partner’s register says",
              "Ce que dit le registre du partenaire");
    site_raw(p, "<p class=\"soft\">");
    site_foreign(p, there->origin);
    site_raw(p, "</p>\n");
    if (r->base != SITE_NONE)
        put_base(p, there, r->base);
    for (size_t k = r->taken; k != SITE_NONE; k = there->rows[k].more)
        put_taken(p, there, k);
    if (r->base == SITE_NONE && r->taken == SITE_NONE)
        site_par(p,
                 "The copy of it that was looked at has no entry on this "
                 "certificate.",
                 "La copie consultée n’a pas d’entrée sur ce certificat.");
}

/* --- history
 * ------------------------------------------------------------------
 */

static void put_detail(struct site_page *p, const struct regentry *r,
                       enum regfield f, const char *en, const char *fr)
{
    const char *value = regentry_get(r, f);

    if (!value)
        return;
    site_raw(p, "<div>");
    site_say(p, en, fr);
    site_foreign(p, value);
    site_raw(p, "</div>\n");
}

static void put_entry(struct site_page *p, const struct regentry *r,
                      uint64_t index, const char *text)
{
    buf_printf(&p->buf,
               "<tr id=\"e%" PRIu64 "\"><th scope=\"row\">%" PRIu64
               "</th><td data-l=\"",
               index, index);
    site_say(p, "When", "Quand");
    site_raw(p, "\">");
    site_date(p, regentry_get(r, REG_AT));
    site_raw(p, "</td><td data-l=\"");
    site_say(p, "What", "Quoi");
    site_raw(p, "\"><strong>");
    site_action(p, r->action);
    site_raw(p, "</strong></td><td data-l=\"");
    site_say(p, "By whom", "Par qui");
    site_raw(p, "\">");
    site_foreign(p, regentry_get(r, REG_BODY));
    site_raw(p, " (");
    site_foreign(p, regentry_get(r, REG_NATION));
    site_raw(p, ")</td><td>");
    put_detail(p, r, REG_REASON, "Reason: ", "Motif\u00a0: ");
    put_detail(p, r, REG_BY, "Its place is taken by ",
               "Sa place est prise par ");
    put_detail(p, r, REG_CASE, "Case: ", "Cas\u00a0: ");
    if (r->action == REG_WAIVE)
        put_detail(p, r, REG_TO, "Last day: ", "Dernier jour\u00a0: ");
    site_raw(p, "<details><summary>");
    site_say(p, "The entry, as it stands in the log",
             "L’entrée, telle qu’elle est au journal");
    site_raw(p, "</summary><pre>");
    say_put(&p->w, text);
    site_raw(p, "</pre></details></td></tr>\n");
}

static int put_history(struct site_page *p, struct site_log *l,
                       const struct site_row *row, struct err *e)
{
    struct regentry r = {0};
    struct buf text;
    int rc = -1;

    site_head(p, "history", "History", "Historique");
    site_raw(p, "<table><thead><tr><th scope=\"col\">");
    site_say(p, "Entry", "Entrée");
    site_raw(p, "</th><th scope=\"col\">");
    site_say(p, "When", "Quand");
    site_raw(p, "</th><th scope=\"col\">");
    site_say(p, "What", "Quoi");
    site_raw(p, "</th><th scope=\"col\">");
    site_say(p, "By whom", "Par qui");
    site_raw(p, "</th><th scope=\"col\">");
    site_say(p, "Details", "Détails");
    site_raw(p, "</th></tr></thead>\n<tbody>\n");
    buf_init(&text, TLOG_ENTRY_MAX);
    for (size_t k = row->first; k != SITE_NONE; k = l->links[k].next) {
        if (site_log_entry(&r, &text, l, l->links[k].entry, e))
            goto done;
        put_entry(p, &r, l->links[k].entry, text.s);
    }
    site_raw(p, "</tbody></table>\n");
    rc = 0;
done:
    buf_release(&text);
    return rc;
}

/* --- how to verify it
 * ---------------------------------------------------------
 */

static void put_files(struct site_page *p, const char *name,
                      const struct site_row *r)
{
    site_raw(p, "<ul>\n");
    if (r->handed_out) {
        buf_printf(&p->buf, "<li><a href=\"%scontainer/%s.asice\">",
                   site_root(p), name);
        site_say(p, "the sealed container", "le conteneur scellé");
        site_raw(p, "</a></li>\n");
    }
    buf_printf(&p->buf, "<li><a href=\"%sproof/%s.tlog-proof\">", site_root(p),
               name);
    site_say(p, "proof that its entry is in the log",
             "preuve que son entrée est au journal");
    buf_printf(&p->buf, "</a></li>\n<li><a href=\"%sentry/%s.json\">",
               site_root(p), name);
    site_say(p, "the entry itself", "l’entrée elle-même");
    site_raw(p, "</a></li>\n");
    if (p->site->has_status) {
        buf_printf(&p->buf, "<li><a href=\"%sstatus\">", site_root(p));
        site_say(p, "the register’s signed list of status",
                 "la liste d’états signée du registre");
        site_raw(p, "</a></li>\n");
    }
    site_raw(p, "</ul>\n");
}

static void put_key(struct site_page *p)
{
    if (!p->site->own.vkey)
        return;
    site_raw(p, "<p>");
    site_say(p,
             "The register’s verifier key, to be compared with one that "
             "reached you another way: ",
             "La clé de vérification du registre, à comparer avec celle qui "
             "vous est parvenue autrement\u00a0: ");
    site_raw(p, "<code>");
    say_put(&p->w, p->site->own.vkey);
    site_raw(p, "</code></p>\n");
}

static void put_verify(struct site_page *p, const struct regcert *c,
                       const struct site_row *r, const char *name)
{
    site_head(p, "verify", "How to verify it", "Comment le vérifier");
    put_files(p, name, r);
    site_par(
        p,
        "Whose seal it is, and whether the verdicts follow from the "
        "evidence inside, by your own trust store; then whether it is in "
        "force; then that the register holds it:",
        "À qui est le sceau, et si les verdicts découlent des éléments "
        "contenus, d’après votre propre magasin de confiance\u202f; puis s’il "
        "est en vigueur\u202f; puis que le registre le contient\u00a0:");
    buf_printf(
        &p->buf,
        "<pre>entente verify %s.asice --trust TRUST\n"
        "entente status %s.asice --trust TRUST --status status "
        "--status-vkey KEY\n"
        "entente register check %s.tlog-proof %s.json --vkey KEY</pre>\n",
        name, name, name, name);
    site_par(
        p,
        "Without the program: the file, as it was issued, has the digest "
        "above (sha256sum prints it).",
        "Sans le programme\u00a0: le fichier, tel que délivré, a l’empreinte "
        "ci-dessus (sha256sum l’affiche).");
    put_key(p);
    site_head(p, "badge", "Badge", "Badge");
    buf_printf(&p->buf, "<p><img class=\"badge\" src=\"%sbadge/%s.svg\" alt=\"",
               site_root(p), name);
    say_quoted(&p->w, c->id);
    buf_printf(&p->buf, ", sha256 %.*s\"></p>\n", BADGE_DIGITS, c->sha256);
    site_par(p,
             "It points to this register by number and digest, and says "
             "nothing of whether the certificate is in force.",
             "Il renvoie à ce registre par numéro et empreinte, et ne dit pas "
             "si le certificat est en vigueur.");
}

int site_certificate(struct site *s, size_t i, bool fr, struct err *e)
{
    const struct regcert *c = &s->own.s.certs[i];
    const struct site_row *r = &s->own.rows[i];
    char name[SITE_NAME];
    char path[SITE_NAME + 32];
    struct site_page p;
    struct buf title;
    int rc = -1;

    site_name(name, c->id);
    (void)snprintf(path, sizeof(path), "certificate/%s.html", name);
    buf_init(&title, REGENTRY_BYTES_MAX + 64);
    buf_printf(&title, "%s %s",
               c->recognition ? (fr ? "Reconnaissance" : "Recognition")
                              : (fr ? "Certificat" : "Certificate"),
               c->id);
    site_page_begin(&p, s, fr, path, title.s ? title.s : "", NULL);
    site_raw(&p, "<p class=\"lead\">");
    site_product(&p, r);
    site_raw(&p, "</p>\n");
    put_standing(&p, c);
    put_retired(&p, r);
    put_errata(&p, r);
    site_raw(&p, "</div>\n");
    put_facts(&p, c, r);
    site_raw(&p, "<p>");
    buf_printf(&p.buf, "<a href=\"%slimits.html\">", site_top(&p));
    site_say(&p, "What a certificate does not say",
             "Ce qu’un certificat ne dit pas");
    site_raw(&p, "</a></p>\n");
    put_partner(&p, r);
    if (buf_check(&title, e) || put_history(&p, &s->own, r, e)) {
        buf_release(&p.buf);
        goto done;
    }
    put_verify(&p, c, r, name);
    rc = site_page_end(&p, s, e);
done:
    buf_release(&title);
    return rc;
}

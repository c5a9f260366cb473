/* Plain pages on what happened: what was suspended, withdrawn, superseded;
 * attempts; where the partner's register differs. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "reports/register/tlog.h"
#include "reports/site/site_internal.h"

static void put_columns(struct site_page *p, const char *const (*words)[2],
                        size_t n)
{
    site_raw(p, "<table><thead><tr>");
    for (size_t i = 0; i < n; i++) {
        site_raw(p, "<th scope=\"col\">");
        site_say(p, words[i][0], words[i][1]);
        site_raw(p, "</th>");
    }
    site_raw(p, "</tr></thead>\n<tbody>\n");
}

static void put_cell(struct site_page *p, const char *en, const char *fr)
{
    site_raw(p, "</td><td data-l=\"");
    site_say(p, en, fr);
    site_raw(p, "\">");
}

static void put_none(struct site_page *p)
{
    site_par(p, "None, by the entries that the register had.",
             "Aucun, d’après les entrées que le registre avait.");
}

static void put_day(struct site_page *p)
{
    site_raw(p, "<p class=\"soft\">");
    site_say(p, "As it stood on ", "État du ");
    site_date(p, p->site->day);
    site_say(p, ", by ", ", d’après ");
    say_count(&p->w, (int64_t)tlog_head(p->site->own.t)->head.size);
    site_say(p, " entries.", " entrées.");
    site_raw(p, "</p>\n");
}

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
    put_cell(p, "Standing", "État");
    site_standing(p, c);
    put_cell(p, "Reason", "Motif");
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
        put_none(p);
        return 0;
    }
    put_columns(p, words, 4);
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
        put_none(p);
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
        put_none(p);
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
    put_day(&p);
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
    put_cell(p, "What", "Quoi");
    site_action(p, r->action);
    put_cell(p, "By whom", "Par qui");
    site_foreign(p, regentry_get(r, REG_BODY));
    put_cell(p, "About", "Objet");
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
            put_columns(p, words, 5);
        put_other(p, &r, s->own.others[i]);
    }
    buf_release(&text);
    if (n > 0)
        site_raw(p, "</tbody></table>\n");
    else
        put_none(p);
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
    put_day(&p);
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

/* --- nations
 * --------------------------------------------------------------------
 */

/* A certificate here (i) and what the other register has of it (k): a
 * recognition of it, or what it recognises. */
struct pair {
    size_t i, k;
    bool recognised; /* k recognises i */
};

struct pairs {
    struct pair *a;
    size_t n, cap;
};

static int add_pair(struct pairs *ps, struct arena *arena, struct pair p,
                    struct err *e)
{
    struct pair *slot =
        arena_push(arena, &ps->a, &ps->n, &ps->cap, sizeof p, e);

    if (!slot)
        return -1;
    *slot = p;
    return 0;
}

static int find_pairs(struct pairs *ps, struct arena *arena,
                      const struct site *s, struct err *e)
{
    for (size_t i = 0; i < s->own.n; i++) {
        const struct site_row *r = &s->own.rows[i];

        if (r->base != SITE_NONE &&
            add_pair(ps, arena, (struct pair){i, r->base, false}, e))
            return -1;
        for (size_t k = r->taken; k != SITE_NONE; k = s->partner.rows[k].more) {
            if (add_pair(ps, arena, (struct pair){i, k, true}, e))
                return -1;
        }
    }
    return 0;
}

static void put_pair(struct site_page *p, const struct pair *x)
{
    const struct site *s = p->site;
    const struct regcert *there = &s->partner.s.certs[x->k];
    const char *with = there->reservations ? there->reservations
                                           : s->own.s.certs[x->i].reservations;

    site_raw(p, "<tr><th scope=\"row\">");
    site_link(p, s->own.s.certs[x->i].id);
    site_raw(p, "</th><td data-l=\"");
    site_say(p, "Product", "Produit");
    site_raw(p, "\">");
    site_product(p, &s->own.rows[x->i]);
    put_cell(p, "Here", "Ici");
    site_standing(p, &s->own.s.certs[x->i]);
    put_cell(p, "There", "Là-bas");
    site_foreign(p, there->id);
    site_say(p, ": ", "\u00a0: ");
    site_raw(p, "<span class=\"o ");
    site_raw(p, regstanding_name(regcert_on(there, s->day)));
    site_raw(p, "\">");
    site_made(p, there);
    site_raw(p, "</span>");
    put_cell(p, "Reservations", "Réserves");
    site_foreign(p, with);
    site_raw(p, "</td></tr>\n");
}

static bool has_reservations(const struct site *s, const struct pair *x)
{
    return s->partner.s.certs[x->k].reservations ||
           s->own.s.certs[x->i].reservations;
}

static bool stands_apart(const struct site *s, const struct pair *x)
{
    return regcert_on(&s->partner.s.certs[x->k], s->day) !=
           regcert_on(&s->own.s.certs[x->i], s->day);
}

static void put_pairs(struct site_page *p, const struct pairs *ps,
                      bool (*fits)(const struct site *, const struct pair *))
{
    static const char *const words[][2] = {
        {"Number here",  "Numéro ici"},
        {"Product",      "Produit"    },
        {"Here",         "Ici"        },
        {"There",        "Là-bas"    },
        {"Reservations", "Réserves"  }
    };
    size_t n = 0;

    for (size_t i = 0; i < ps->n; i++) {
        if (!fits(p->site, &ps->a[i]))
            continue;
        if (n++ == 0)
            put_columns(p, words, 5);
        put_pair(p, &ps->a[i]);
    }
    if (n > 0)
        site_raw(p, "</tbody></table>\n");
    else
        put_none(p);
}

/* In force here, and unknown to the other register. */
static void put_alone(struct site_page *p)
{
    const struct site *s = p->site;
    size_t n = 0;

    site_head(p, "alone", "In force here, and not recognised there",
              "En vigueur ici, et non reconnus là-bas");
    for (size_t i = 0; i < s->own.n; i++) {
        const struct regcert *c = &s->own.s.certs[i];

        if (c->recognition || s->own.rows[i].taken != SITE_NONE ||
            regcert_on(c, s->day) != REGSTATE_VALID)
            continue;
        site_raw(p, n++ == 0 ? "<ul>\n<li>" : "<li>");
        site_link(p, c->id);
        site_say(p, ": ", "\u00a0: ");
        site_product(p, &s->own.rows[i]);
        site_raw(p, ", ");
        site_made(p, c);
        site_raw(p, "</li>\n");
    }
    if (n > 0)
        site_raw(p, "</ul>\n");
    else
        put_none(p);
}

static void put_partner(struct site_page *p, const struct pairs *ps)
{
    site_raw(p, "<p>");
    site_say(p, "“Here” is the register ",
             "«\u00a0Ici\u00a0» est le registre ");
    site_foreign(p, p->site->own.origin);
    site_say(p, ", “there” a copy of ", ", «\u00a0là-bas\u00a0» une copie de ");
    site_foreign(p, p->site->partner.origin);
    site_say(p, " with ", " de ");
    say_count(&p->w, (int64_t)tlog_head(p->site->partner.t)->head.size);
    site_say(p, " entries.", " entrées.");
    site_raw(p, "</p>\n");
    site_head(p, "standing", "Not the same standing", "Pas le même état");
    site_par(
        p,
        "A recognition rests on the certificate that it recognises: when "
        "that is suspended or withdrawn, the recognition is in question, "
        "even where no entry says so yet.",
        "Une reconnaissance repose sur le certificat qu’elle reconnaît\u00a0: "
        "quand il est suspendu ou retiré, elle est en question, même là où "
        "aucune entrée ne le dit encore.");
    put_pairs(p, ps, stands_apart);
    site_head(p, "reservations", "Recognised with reservations",
              "Reconnus avec des réserves");
    put_pairs(p, ps, has_reservations);
    put_alone(p);
}

int site_nations(struct site *s, bool fr, struct err *e)
{
    struct arena arena = {0};
    struct pairs ps = {0};
    struct site_page p;
    int rc = -1;

    if (s->partner.t && find_pairs(&ps, &arena, s, e))
        goto done;
    site_page_begin(
        &p, s, fr, "nations.html",
        fr ? "Où les nations diffèrent" : "Where the nations differ", NULL);
    put_day(&p);
    if (s->partner.t)
        put_partner(&p, &ps);
    else
        site_par(
            &p,
            "No copy of a partner’s register was at hand when this page "
            "was made: nothing is known of where the nations differ.",
            "Aucune copie du registre d’un partenaire n’était à "
            "disposition quand cette page a été faite\u00a0: on ne sait pas où "
            "les nations diffèrent.");
    rc = site_page_end(&p, s, e);
done:
    arena_release(&arena);
    return rc;
}

/* Where the partner's register differs. */
#include <string.h>

#include "base/err.h"
#include "reports/register/tlog.h"
#include "reports/site/site_internal.h"

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
    site_cell(p, "Here", "Ici");
    site_standing(p, &s->own.s.certs[x->i]);
    site_cell(p, "There", "Là-bas");
    site_foreign(p, there->id);
    site_say(p, ": ", "\u00a0: ");
    site_raw(p, "<span class=\"o ");
    site_raw(p, regstanding_name(regcert_on(there, s->day)));
    site_raw(p, "\">");
    site_made(p, there);
    site_raw(p, "</span>");
    site_cell(p, "Reservations", "Réserves");
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
            site_columns(p, words, 5);
        put_pair(p, &ps->a[i]);
    }
    if (n > 0)
        site_raw(p, "</tbody></table>\n");
    else
        site_none(p);
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
        site_none(p);
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
    site_as_of(&p);
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

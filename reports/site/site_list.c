/* The tables of certificates: all of them, and those of one technology, nation
 * or standing. How things stand is said for the day of the build. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "reports/register/tlog.h"
#include "reports/site/site_internal.h"

struct item {
    const struct regcert *c;
    const struct site_row *r;
    const char *group;
};

/* By vendor, product, version, number. */
static int by_product(const void *a, const void *b)
{
    const struct item *x = a;
    const struct item *y = b;
    int order = strcasecmp(x->r->vendor, y->r->vendor);

    if (order == 0)
        order = strcmp(x->r->vendor, y->r->vendor);
    if (order == 0)
        order = strcmp(x->r->product, y->r->product);
    if (order == 0)
        order = strcmp(x->r->version, y->r->version);
    return order ? order : strcmp(x->c->id, y->c->id);
}

static int by_group(const void *a, const void *b)
{
    const struct item *x = a;
    const struct item *y = b;
    int order = strcmp(x->group, y->group);

    return order ? order : by_product(a, b);
}

/* --- a table
 * ------------------------------------------------------------------
 */

static void put_cell(struct site_page *p, const char *en, const char *fr)
{
    site_raw(p, "<td data-l=\"");
    site_say(p, en, fr);
    site_raw(p, "\">");
}

static void put_group_link(struct site_page *p, const char *kind,
                           const char *value)
{
    char name[SITE_NAME];

    if (!value[0])
        return;
    site_name(name, value);
    buf_printf(&p->buf, "<a href=\"%s%s/%s.html\">", site_top(p), kind, name);
    site_foreign(p, value);
    site_raw(p, "</a>");
}

/* Of a recognition: what it rests on is not in force any more. */
static void put_flag(struct site_page *p, const struct item *it)
{
    const struct site_log *there = &p->site->partner;
    const struct regcert *base;

    if (!there->t || it->r->base == SITE_NONE)
        return;
    base = &there->s.certs[it->r->base];
    if (base->standing == REGSTATE_VALID)
        return;
    site_raw(p, "<div><span class=\"o flag\">");
    site_say(p, "what it recognises: ", "ce qu’il reconnaît\u00a0: ");
    site_made(p, base);
    site_raw(p, "</span></div>");
}

static void put_attr(struct site_page *p, const char *name, const char *value)
{
    buf_printf(&p->buf, " data-%s=\"", name);
    say_quoted(&p->w, value);
    site_raw(p, "\"");
}

static void put_row(struct site_page *p, const struct item *it)
{
    const struct regcert *c = it->c;

    site_raw(p, "<tr");
    put_attr(p, "technology", it->r->technology);
    put_attr(p, "nation", it->r->nation);
    put_attr(p, "status", regstanding_name(regcert_on(c, p->site->day)));
    site_raw(p, "><th scope=\"row\">");
    site_link(p, c->id);
    if (c->recognition) {
        site_raw(p, " <span class=\"soft small\">");
        site_say(p, "recognition", "reconnaissance");
        site_raw(p, "</span>");
    }
    site_raw(p, "</th>");
    put_cell(p, "Vendor", "Fournisseur");
    site_foreign(p, it->r->vendor);
    site_raw(p, "</td>");
    put_cell(p, "Product", "Produit");
    site_foreign(p, it->r->product);
    site_raw(p, " ");
    site_foreign(p, it->r->version);
    site_raw(p, "</td>");
    put_cell(p, "Technology", "Technologie");
    put_group_link(p, "technology", it->r->technology);
    site_raw(p, "</td>");
    put_cell(p, "Nation", "Nation");
    put_group_link(p, "nation", it->r->nation);
    site_raw(p, "</td>");
    put_cell(p, "Standing", "État");
    site_standing(p, c);
    put_flag(p, it);
    site_raw(p, "</td></tr>\n");
}

static void put_columns(struct site_page *p)
{
    static const struct {
        const char *en;
        const char *fr;
    } column[] = {
        {"Number",     "Numéro"    },
        {"Vendor",     "Fournisseur"},
        {"Product",    "Produit"    },
        {"Technology", "Technologie"},
        {"Nation",     "Nation"     },
        {NULL,         NULL         },
    };

    site_raw(p, "<thead><tr>");
    for (size_t i = 0; column[i].en; i++) {
        site_raw(p, "<th scope=\"col\">");
        site_say(p, column[i].en, column[i].fr);
        site_raw(p, "</th>");
    }
    site_raw(p, "<th scope=\"col\">");
    site_say(p, "Standing on ", "État le ");
    site_date(p, p->site->day);
    site_raw(p, "</th></tr></thead>\n");
}

/* The letter that a vendor stands under: '#' when it is none. */
static char letter_of(const struct item *it)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    char c = it->r->vendor[0];

    if (c >= 'a' && c <= 'z')
        return alphabet[c - 'a'];
    if (c < 'A' || c > 'Z')
        return '#';
    return c;
}

static void put_table(struct site_page *p, const struct item *a, size_t n,
                      bool letters)
{
    char last = 0;

    site_raw(p, "<table id=\"rows\">\n");
    put_columns(p);
    site_raw(p, "<tbody>\n");
    for (size_t i = 0; i < n; i++) {
        char c = letter_of(&a[i]);

        if (letters && c != last) {
            buf_printf(&p->buf, "</tbody>\n<tbody id=\"%s%c\">\n",
                       c == '#' ? "other" : "letter-", c == '#' ? '-' : c);
            last = c;
        }
        put_row(p, &a[i]);
    }
    site_raw(p, "</tbody></table>\n");
}

static void put_as_of(struct site_page *p, size_t n)
{
    const struct site_log *l = &p->site->own;

    site_raw(p, "<p>");
    say_count(&p->w, (int64_t)n);
    site_say(p, n == 1 ? " certificate" : " certificates",
             n == 1 ? " certificat" : " certificats");
    site_say(p, ", as they stood on ", ", dans leur état du ");
    site_date(p, p->site->day);
    site_say(p, ", by the ", ", d’après les ");
    say_count(&p->w, (int64_t)tlog_head(l->t)->head.size);
    site_say(p, " entries that the register had",
             " entrées que le registre avait");
    if (l->last_at) {
        site_say(p, ", the last one of ", ", la dernière du ");
        site_date(p, l->last_at);
    }
    site_raw(p, ".</p>\n");
}

/* --- the first page
 * -----------------------------------------------------------
 */

static void put_select(struct site_page *p, const char *name, const char *en,
                       const char *fr, const char *words)
{
    buf_printf(&p->buf, "<div><label for=\"%s\">", name);
    site_say(p, en, fr);
    buf_printf(&p->buf, "</label><select id=\"%s\" name=\"%s\"%s>", name, name,
               words);
    site_raw(p, "<option value=\"\">");
    site_say(p, "all", "tout");
    site_raw(p, "</option></select></div>\n");
}

static void put_search(struct site_page *p)
{
    const char *fr = " data-valid=\"valable\" data-not-yet-valid=\"pas encore "
                     "valable\" data-expired=\"échu\" "
                     "data-suspended=\"suspendu\" data-withdrawn=\"retiré\" "
                     "data-superseded=\"remplacé\"";
    const char *en =
        " data-not-yet-valid=\"not yet valid\" data-expired=\"over\"";

    site_raw(p, "<form id=\"search\" hidden role=\"search\">\n"
                "<div><label for=\"q\">");
    site_say(p, "Vendor, product, number…", "Fournisseur, produit, numéro…");
    site_raw(p, "</label><input type=\"search\" id=\"q\" name=\"q\" "
                "autocomplete=\"off\"></div>\n");
    put_select(p, "technology", "Technology", "Technologie", "");
    put_select(p, "nation", "Nation", "Nation", "");
    put_select(p, "status", "Standing on that day", "État ce jour-là",
               p->w.fr ? fr : en);
    site_raw(p, "<p id=\"count\" class=\"soft\" role=\"status\"></p>\n"
                "</form>\n");
}

/* Links to the letters that there are. */
static void put_letters(struct site_page *p, const struct item *a, size_t n)
{
    char last = 0;

    site_raw(p, "<nav aria-label=\"");
    site_say(p, "By vendor", "Par fournisseur");
    site_raw(p, "\"><ul>\n");
    for (size_t i = 0; i < n; i++) {
        char c = letter_of(&a[i]);

        if (c == last)
            continue;
        last = c;
        buf_printf(&p->buf, "<li><a href=\"#%s%c\">%c</a></li>\n",
                   c == '#' ? "other" : "letter-", c == '#' ? '-' : c, c);
    }
    site_raw(p, "</ul></nav>\n");
}

static int put_index(struct site *s, const struct item *a, size_t n, bool fr,
                     struct err *e)
{
    struct site_page p;

    site_page_begin(&p, s, fr, "index.html",
                    fr ? "Certificats" : "Certificates", &s->search);
    put_as_of(&p, n);
    site_raw(&p, "<p class=\"go\">");
    for (int k = 0; k < REGSTATE_STANDINGS; k++) {
        static const char *const en[] = {"valid that day", "not yet valid",
                                         "over",           "suspended",
                                         "withdrawn",      "superseded"};
        static const char *const f[] = {"valables ce jour-là",
                                        "pas encore valables",
                                        "échus",
                                        "suspendus",
                                        "retirés",
                                        "remplacés"};

        buf_printf(&p.buf, "%s<a href=\"status/%s.html\">", k ? " · " : "",
                   regstanding_name((enum regstanding)k));
        site_say(&p, en[k], f[k]);
        site_raw(&p, "</a>");
    }
    site_raw(&p, "</p>\n");
    put_search(&p);
    put_letters(&p, a, n);
    put_table(&p, a, n, true);
    return site_page_end(&p, s, e);
}

/* --- by one thing
 * --------------------------------------------------------------
 */

static int put_group(struct site *s, const struct item *a, size_t n,
                     const char *kind, const char *title, bool fr,
                     struct err *e)
{
    char path[SITE_NAME + 32];
    char name[SITE_NAME];
    struct site_page p;

    site_name(name, a ? a[0].group : title);
    (void)snprintf(path, sizeof(path), "%s/%s.html", kind, name);
    site_page_begin(&p, s, fr, path, title, NULL);
    put_as_of(&p, n);
    if (n > 0)
        put_table(&p, a, n, false);
    return site_page_end(&p, s, e);
}

static int put_groups(struct site *s, struct item *a, size_t n,
                      const char *kind, bool fr, struct err *e)
{
    if (n > 0)
        qsort(a, n, sizeof *a, by_group);
    for (size_t i = 0, k; i < n; i = k) {
        for (k = i; k < n && strcmp(a[k].group, a[i].group) == 0;)
            k++;
        if (a[i].group[0] &&
            put_group(s, a + i, k - i, kind, a[i].group, fr, e))
            return -1;
    }
    return 0;
}

/* One page for each standing, also when nothing stands so: links to it last. */
static int put_standings(struct site *s, struct item *a, size_t n, bool fr,
                         struct err *e)
{
    static const char *const en[] = {"Valid on that day",
                                     "Not yet valid on that day",
                                     "Over",
                                     "Suspended",
                                     "Withdrawn",
                                     "Superseded"};
    static const char *const french[] = {"Valables ce jour-là",
                                         "Pas encore valables ce jour-là",
                                         "Échus",
                                         "Suspendus",
                                         "Retirés",
                                         "Remplacés"};
    struct item *of = calloc(n + 1, sizeof *of);
    int rc = -1;

    if (!of)
        return err_nomem(e);
    for (int k = 0; k < REGSTATE_STANDINGS; k++) {
        size_t m = 0;

        for (size_t i = 0; i < n; i++) {
            if (regcert_on(a[i].c, s->day) == (enum regstanding)k)
                of[m++] = a[i];
        }
        qsort(of, m, sizeof *of, by_product);
        of[m > 0 ? 0 : n].group = regstanding_name((enum regstanding)k);
        if (put_group(s, m > 0 ? of : of + n, m, "status",
                      fr ? french[k] : en[k], fr, e))
            goto done;
    }
    rc = 0;
done:
    free(of);
    return rc;
}

int site_lists(struct site *s, bool fr, struct err *e)
{
    const size_t n = s->own.n;
    struct item *a = calloc(n + 1, sizeof *a);
    int rc = -1;

    if (!a)
        return err_nomem(e);
    for (size_t i = 0; i < n; i++)
        a[i] = (struct item){&s->own.s.certs[i], &s->own.rows[i], ""};
    qsort(a, n, sizeof *a, by_product);
    if (put_index(s, a, n, fr, e))
        goto done;
    for (size_t i = 0; i < n; i++)
        a[i].group = a[i].r->technology;
    if (put_groups(s, a, n, "technology", fr, e))
        goto done;
    for (size_t i = 0; i < n; i++)
        a[i].group = a[i].r->nation;
    if (put_groups(s, a, n, "nation", fr, e) || put_standings(s, a, n, fr, e))
        goto done;
    rc = 0;
done:
    free(a);
    return rc;
}

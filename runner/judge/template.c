/* A name is matched element by element: of all places in the name, which can
 * the elements so far end at? */
#include "judge/template.h"

#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "base/num.h"

#define BLANKS " \t\r\n"

struct cursor {
    const char *at;
    const char *end;
};

static void put(struct template_element *x, unsigned char c)
{
    x->set[c / 8] |= (unsigned char)(1U << (c % 8));
}

static bool holds(const struct template_element *x, unsigned char c)
{
    return x->set[c / 8] & 1U << (c % 8);
}

static int bad(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "the template of names has a bracket without its other, or "
                   "a repeat without end or element");
}

/* [abc0-9], from behind its bracket */
static int parse_set(struct template_element *x, struct cursor *c,
                     struct err *e)
{
    while (c->at < c->end && *c->at != ']') {
        unsigned char from = (unsigned char)*c->at++;
        unsigned char to = from;

        if (c->end - c->at >= 2 && *c->at == '-' && c->at[1] != ']') {
            to = (unsigned char)c->at[1];
            c->at += 2;
        }
        for (unsigned k = from; k <= to; k++)
            put(x, (unsigned char)k);
    }
    if (c->at == c->end)
        return bad(e);
    c->at++;
    return 0;
}

/* {m} or {m,n}, from behind its brace */
static int parse_repeat(struct template_element *x, struct cursor *c,
                        struct err *e)
{
    int64_t m;
    int64_t n;

    if (num_parse(&m, &c->at, c->end, TEMPLATE_NAME_MAX, e))
        return -1;
    n = m;
    if (c->at < c->end && *c->at == ',') {
        c->at++;
        if (num_parse(&n, &c->at, c->end, TEMPLATE_NAME_MAX, e))
            return -1;
    }
    if (c->at == c->end || *c->at != '}' || n < m)
        return bad(e);
    c->at++;
    x->min = (size_t)m;
    x->max = (size_t)n;
    return 0;
}

/* "*" and "**", from behind the first */
static void parse_star(struct template_element *x, struct cursor *c)
{
    bool all = c->at < c->end && *c->at == '*';

    c->at += all;
    memset(x->set, 0xff, sizeof(x->set));
    if (!all)
        x->set['/' / 8] &= (unsigned char)~(1U << ('/' % 8));
    x->min = 0;
    x->max = TEMPLATE_NAME_MAX;
}

static int parse_element(struct template_element *x, struct cursor *c,
                         struct err *e)
{
    char first = *c->at++;

    *x = (struct template_element){.min = 1, .max = 1};
    if (first == '*') {
        parse_star(x, c);
        return 0;
    }
    if (first == '{' || first == '}' || first == ']' ||
        (first == '\\' && c->at == c->end))
        return bad(e);
    if (first == '[') {
        if (parse_set(x, c, e))
            return -1;
    } else {
        put(x, (unsigned char)(first == '\\' ? *c->at++ : first));
    }
    if (c->at < c->end && *c->at == '{') {
        c->at++;
        return parse_repeat(x, c, e);
    }
    return 0;
}

int template_parse(struct template *out, const char *text, size_t len,
                   struct err *e)
{
    struct cursor c = {text, text + len};

    out->n = 0;
    while (c.at < c.end) {
        if (out->n == TEMPLATE_ELEMENTS_MAX)
            return err_set(e, ERR_LIMIT,
                           "a template of names has more than %d elements",
                           TEMPLATE_ELEMENTS_MAX);
        if (parse_element(&out->a[out->n], &c, e))
            return -1;
        out->n++;
    }
    return 0;
}

/* From the places that can be reached to those behind one more element. */
static void step(bool *next, const bool *now, const struct template_element *x,
                 const char *name, size_t len)
{
    memset(next, 0, (len + 1) * sizeof(*next));
    for (size_t i = 0; i <= len; i++) {
        if (!now[i])
            continue;
        for (size_t k = 0;; k++) {
            if (k >= x->min)
                next[i + k] = true;
            if (k == x->max || i + k == len ||
                !holds(x, (unsigned char)name[i + k]))
                break;
        }
    }
}

bool template_fits(const struct template *t, const char *name, size_t len)
{
    bool reach[2][TEMPLATE_NAME_MAX + 1] = {{true}};

    if (len > TEMPLATE_NAME_MAX)
        return false;
    for (size_t i = 0; i < t->n; i++)
        step(reach[(i + 1) % 2], reach[i % 2], &t->a[i], name, len);
    return reach[t->n % 2][len];
}

int templates_fit(bool *fits, const char *list, const char *name, size_t len,
                  struct err *e)
{
    struct template t;
    size_t n = 0;

    *fits = false;
    while (*(list += strspn(list, BLANKS))) {
        size_t width = strcspn(list, BLANKS);

        if (template_parse(&t, list, width, e))
            return -1;
        *fits = *fits || template_fits(&t, name, len);
        list += width;
        n++;
    }
    return n ? 0 : err_set(e, ERR_SYNTAX, "there is no template of names");
}

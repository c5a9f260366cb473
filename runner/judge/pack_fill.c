/* What a person writes into submission.xml, or is asked to. */
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "judge/pack_internal.h"

static bool is_open(const char *text)
{
    return text && (strncmp(text, PACK_OPEN, strlen(PACK_OPEN)) == 0 ||
                    strncmp(text, PACK_OPEN_WORD, strlen(PACK_OPEN_WORD)) == 0);
}

static const char *open_in_item(const struct submission_item *i)
{
    const char *const text[] = {i->sample,   i->material_lot, i->instrument,
                                i->reagents, i->basecaller,   i->run,
                                i->site,     i->day,          i->replicate};

    for (size_t k = 0; k < sizeof text / sizeof text[0]; k++) {
        if (is_open(text[k]))
            return text[k];
    }
    return NULL;
}

const char *pack_left_open(const struct submission *s)
{
    const char *const text[] = {s->vendor,     s->product,
                                s->version,    s->technology_class,
                                s->regulatory, s->trained_on};

    for (size_t i = 0; i < sizeof text / sizeof text[0]; i++) {
        if (is_open(text[i]))
            return text[i];
    }
    for (size_t i = 0; i < s->n_claims; i++) {
        if (is_open(s->claims[i]))
            return s->claims[i];
    }
    for (size_t i = 0; i < s->n_items; i++) {
        const char *open = open_in_item(&s->items[i]);

        if (open)
            return open;
    }
    return NULL;
}

/* The option, else what is there, else the request. */
static int fill(const char **text, struct packing *p, const char *option,
                const char *request, struct err *e)
{
    if (option)
        *text = arena_strdup(&p->s.arena, option, e);
    else if (!*text)
        *text = request;
    return *text ? 0 : -1;
}

static int fill_claims(struct packing *p, struct err *e)
{
    const char *at = p->options->claims;
    const char **list = NULL;
    size_t n = 0;
    size_t cap = 0;

    if (!at)
        return 0;
    for (;;) {
        size_t len;
        const char **one;

        at += strspn(at, " ,\t");
        len = strcspn(at, " ,\t");
        if (len == 0)
            break;
        one = arena_push(&p->s.arena, &list, &n, &cap, sizeof *list, e);
        if (!one)
            return -1;
        *one = arena_strndup(&p->s.arena, at, len, e);
        if (!*one)
            return -1;
        at += len;
    }
    p->s.claims = list;
    p->s.n_claims = n;
    return 0;
}

/* One item, whose sample the option names. */
static int fill_item(struct packing *p, struct err *e)
{
    const char *sample = p->options->sample;
    struct submission_item *item;

    if (p->s.n_items > 0 && !sample)
        return 0;
    if (p->s.n_items > 1)
        return err_set(e, ERR_USAGE,
                       "submission.xml has %zu items: write the sample of each "
                       "there instead of using --sample",
                       p->s.n_items);
    item = arena_alloc(&p->s.arena, sizeof *item, e);
    if (!item)
        return -1;
    if (p->s.n_items == 1)
        *item = p->s.items[0];
    else
        item->id = "i1";
    p->s.items = item;
    p->s.n_items = 1;
    return fill(&item->sample, p, sample, PACK_OPEN ": sample", e);
}

int pack_fill(struct packing *p, struct err *e)
{
    const struct pack_options *o = p->options;
    struct submission *s = &p->s;

    if (fill(&s->vendor, p, o->vendor, PACK_OPEN ": vendor", e) ||
        fill(&s->product, p, o->product, PACK_OPEN ": product", e) ||
        fill(&s->version, p, o->version, PACK_OPEN ": version of the product",
             e) ||
        fill(&s->technology_class, p, o->technology_class,
             PACK_OPEN_WORD "-technology-class", e))
        return -1;
    return fill_claims(p, e) || fill_item(p, e) ? -1 : 0;
}

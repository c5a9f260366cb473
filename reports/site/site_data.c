/* The logs, read once, entry by entry. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "reports/register/register.h"
#include "reports/register/tlog.h"
#include "reports/site/site_internal.h"

#define ARENA_BYTES ((size_t)4 << 30)
#define VKEY_MAX    4096

static int keep(const char **out, struct site_log *l, const struct regentry *r,
                enum regfield f, struct err *e)
{
    const char *value = regentry_get(r, f);

    *out = arena_strdup(&l->arena, value ? value : "", e);
    return *out ? 0 : -1;
}

static int add_row(struct site_log *l, const struct regentry *r, struct err *e)
{
    struct site_row *row =
        arena_push(&l->arena, &l->rows, &l->n, &l->cap, sizeof *row, e);

    if (!row)
        return -1;
    row->first = row->last = SITE_NONE;
    row->base = row->taken = row->more = SITE_NONE;
    return keep(&row->vendor, l, r, REG_VENDOR, e) ||
                   keep(&row->product, l, r, REG_PRODUCT, e) ||
                   keep(&row->version, l, r, REG_VERSION, e) ||
                   keep(&row->technology, l, r, REG_TECHNOLOGY, e) ||
                   keep(&row->suites, l, r, REG_SUITES, e) ||
                   keep(&row->nation, l, r, REG_NATION, e) ||
                   keep(&row->body, l, r, REG_BODY, e)
               ? -1
               : 0;
}

/* The entry into the history of its certificate. */
static int add_link(struct site_log *l, size_t row, uint64_t entry,
                    struct err *e)
{
    struct site_link *k = arena_push(&l->arena, &l->links, &l->n_links,
                                     &l->cap_links, sizeof *k, e);
    size_t at = l->n_links - 1;

    if (!k)
        return -1;
    *k = (struct site_link){entry, SITE_NONE};
    if (l->rows[row].first == SITE_NONE)
        l->rows[row].first = at;
    else
        l->links[l->rows[row].last].next = at;
    l->rows[row].last = at;
    return 0;
}

static int add_other(struct site_log *l, uint64_t entry, struct err *e)
{
    uint64_t *o = arena_push(&l->arena, &l->others, &l->n_others,
                             &l->cap_others, sizeof *o, e);

    if (!o)
        return -1;
    *o = entry;
    return 0;
}

/* An entry without effect stands in the history too, when its certificate is
 * there: the log has it. */
static int add_entry(struct site_log *l, const struct regentry *r,
                     struct err *e)
{
    const char *id = regentry_get(r, REG_CERTIFICATE);
    const uint64_t entry = l->s.entries;
    const struct regcert *c;

    if (regstate_add(&l->s, r, e) || (l->s.n > l->n && add_row(l, r, e)))
        return -1;
    c = id ? regstate_find(&l->s, id) : NULL;
    if (!c)
        return add_other(l, entry, e);
    return add_link(l, (size_t)(c - l->s.certs), entry, e);
}

int site_log_entry(struct regentry *out, struct buf *text, struct site_log *l,
                   uint64_t index, struct err *e)
{
    if (tlog_entry(text, l->t, index, e) ||
        regentry_parse(out, text->s, text->n, e))
        return err_at(e, l->origin, index + 1, 0);
    return 0;
}

struct reading {
    struct site_log *l;
    struct regentry r;
};

static int read_entry(void *arg, uint64_t index, const char *entry, size_t n,
                      struct err *e)
{
    struct reading *g = arg;

    if (regentry_parse(&g->r, entry, n, e))
        return err_at(e, g->l->origin, index + 1, 0);
    return add_entry(g->l, &g->r, e);
}

/* Each one hashed again: no page tells what the checkpoint does not sign. */
static int read_entries(struct site_log *l, struct err *e)
{
    struct reading g = {.l = l};

    if (tlog_audit(l->t, read_entry, &g, e))
        return -1;
    return l->s.entries > 0 ? keep(&l->last_at, l, &g.r, REG_AT, e) : 0;
}

/* The key that lies beside the log, when there is one. */
static int read_vkey(struct site_log *l, const char *dir, struct err *e)
{
    char path[PATH_TEXT_MAX];
    struct note_key k;
    struct buf b;
    int rc = -1;

    if (path_join(path, dir, REGISTER_VKEY, e))
        return -1;
    if (!path_exists(path))
        return 0;
    buf_init(&b, VKEY_MAX);
    if (note_key_read(&k, path, e) == 0) {
        note_key_write(&b, &k);
        l->vkey = buf_check(&b, e) ? NULL : arena_strdup(&l->arena, b.s, e);
        rc = l->vkey ? 0 : -1;
    }
    buf_release(&b);
    return rc;
}

int site_log_open(struct site_log *out, const char *dir, struct err *e)
{
    struct site_log l = {.arena = {.max = ARENA_BYTES},
                         .s = {.arena = {.max = ARENA_BYTES}}};
    int rc = -1;

    l.t = tlog_open(dir, NULL, false, e);
    if (!l.t)
        goto done;
    l.origin = tlog_head(l.t)->origin;
    if (read_vkey(&l, dir, e) || read_entries(&l, e))
        goto done;
    *out = l;
    l = (struct site_log){0};
    rc = 0;
done:
    site_log_release(&l);
    return rc;
}

void site_log_release(struct site_log *l)
{
    regstate_release(&l->s);
    arena_release(&l->arena);
    tlog_close(l->t);
    *l = (struct site_log){0};
}

/* The certificate in `there` that recognition c is of. */
static size_t base_of(const struct regcert *c, const struct site_log *there)
{
    const struct regcert *base;

    if (!c->recognition || strcmp(c->origin, there->origin) != 0)
        return SITE_NONE;
    base = regstate_find(&there->s, c->of ? c->of : c->id);
    return base && !base->recognition ? (size_t)(base - there->s.certs)
                                      : SITE_NONE;
}

static void relate(struct site_log *from, struct site_log *there)
{
    /* From the end, so that the lists come out in the log's order. */
    for (size_t i = from->n; i-- > 0;) {
        size_t base = base_of(&from->s.certs[i], there);

        from->rows[i].base = base;
        if (base == SITE_NONE)
            continue;
        from->rows[i].more = there->rows[base].taken;
        there->rows[base].taken = i;
    }
}

void site_log_relate(struct site_log *own, struct site_log *partner)
{
    relate(own, partner);
    relate(partner, own);
}

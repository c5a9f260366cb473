#include "judge/tiling.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/num.h"
#include "formats/vcfin.h"

int tiling_init(struct tiling *t, const struct bed *territory, tiling_tell tell,
                void *told, struct err *e)
{
    *t = (struct tiling){.territory = territory, .tell = tell, .told = told};
    t->seen = calloc(territory->contigs.n + 1, sizeof(*t->seen));
    return t->seen ? 0 : err_nomem(e);
}

void tiling_release(struct tiling *t)
{
    free(t->seen);
    *t = (struct tiling){0};
}

/* Tell the bases of the territory in [beg, end), interval by interval. */
static int tell_within(const struct tiling *t, bool gap, int64_t beg,
                       int64_t end, uint64_t record, struct err *e)
{
    for (size_t i = bed_seek(t->c, beg); i < t->c->n; i++) {
        int64_t from = t->c->a[i].beg > beg ? t->c->a[i].beg : beg;
        int64_t to = t->c->a[i].end < end ? t->c->a[i].end : end;

        if (t->c->a[i].beg >= end)
            break;
        if (from < to && t->tell(t->told, gap, t->name, from, to, record, e))
            return -1;
    }
    return 0;
}

static int finish_contig(struct tiling *t, struct err *e)
{
    if (!t->c)
        return 0;
    return tell_within(t, true, t->covered, BED_POS_MAX, 0, e);
}

int tiling_contig(struct tiling *t, const char *name, size_t len, struct err *e)
{
    uint32_t i = names_find(&t->territory->contigs, name, len);

    if (finish_contig(t, e))
        return -1;
    t->c = NULL;
    t->covered = 0;
    if (i == NAMES_NONE)
        return 0;
    t->name = t->territory->contigs.a[i];
    if (t->seen[i])
        return err_set(e, ERR_SYNTAX,
                       "records of contig %.100s stand in two places", t->name);
    t->seen[i] = true;
    t->c = &t->territory->contig[i];
    return 0;
}

int tiling_record(struct tiling *t, int64_t beg, int64_t end, bool block,
                  uint64_t record, struct err *e)
{
    if (!t->c)
        return 0;
    if (beg > t->covered && tell_within(t, true, t->covered, beg, record, e))
        return -1;
    if (block && beg < t->covered &&
        tell_within(t, false, beg, end < t->covered ? end : t->covered, record,
                    e))
        return -1;
    if (end > t->covered)
        t->covered = end;
    return 0;
}

int tiling_finish(struct tiling *t, struct err *e)
{
    if (finish_contig(t, e))
        return -1;
    for (size_t i = 0; i < t->territory->contigs.n; i++) {
        if (t->seen[i])
            continue;
        t->name = t->territory->contigs.a[i];
        t->c = &t->territory->contig[i];
        if (tell_within(t, true, 0, BED_POS_MAX, 0, e))
            return -1;
    }
    return 0;
}

/* ---- how far a record reaches ---- */

static bool is(const struct vcftext *t, const char *s)
{
    return t->n == strlen(s) && memcmp(t->s, s, t->n) == 0;
}

/* The part number `k` of a text that `sep` divides; false: there is none. */
static bool part(struct vcftext *out, const struct vcftext *t, char sep,
                 size_t k)
{
    const char *s = t->s;
    const char *end = t->s + t->n;

    for (;; k--) {
        const char *stop = s < end ? memchr(s, sep, (size_t)(end - s)) : NULL;

        *out = (struct vcftext){s, (size_t)((stop ? stop : end) - s)};
        if (k == 0)
            return true;
        if (!stop)
            return false;
        s = stop + 1;
    }
}

/* The value of a key of INFO; false: it is not there. */
static bool info_value(struct vcftext *out, const struct vcftext *info,
                       const char *key)
{
    size_t len = strlen(key);
    struct vcftext field;

    for (size_t k = 0; part(&field, info, ';', k); k++) {
        if (field.n > len && field.s[len] == '=' &&
            memcmp(field.s, key, len) == 0) {
            *out = (struct vcftext){field.s + len + 1, field.n - len - 1};
            return true;
        }
    }
    return false;
}

/* The value of a key of FORMAT; false: it is not there, or missing. */
static bool format_value(struct vcftext *out, const struct vcfrec *r,
                         const char *key)
{
    struct vcftext field;

    for (size_t k = 0; part(&field, &r->format, ':', k); k++)
        if (is(&field, key))
            return part(out, &r->sample, ':', k) && !is(out, ".");
    return false;
}

static int number(int64_t *out, const struct vcftext *t, const char *key,
                  struct err *e)
{
    const char *at = t->s;

    if (num_parse(out, &at, t->s + t->n, VCFIN_POS_MAX, e) ||
        at != t->s + t->n) {
        *e = (struct err){0};
        return err_set(e, ERR_SYNTAX, "%s is no number: %.*s", key,
                       t->n < 40 ? (int)t->n : 40, t->s);
    }
    return 0;
}

int tiling_extent(int64_t *end, bool *block, const struct vcfrec *r,
                  struct err *e)
{
    struct vcftext value;
    int64_t n;

    *end = r->pos + (int64_t)r->ref.n;
    *block = r->n_alts == 1 &&
             (is(&r->alts[0], "<*>") || is(&r->alts[0], "<NON_REF>"));
    if (!*block)
        return 0;
    if (format_value(&value, r, "LEN")) {
        if (number(&n, &value, "LEN", e))
            return -1;
        *end = r->pos + n;
    } else if (info_value(&value, &r->info, "END")) {
        if (number(&n, &value, "END", e))
            return -1;
        *end = n;
    }
    return *end > r->pos ? 0
                         : err_set(e, ERR_SYNTAX,
                                   "a block of the reference ends before it "
                                   "begins");
}

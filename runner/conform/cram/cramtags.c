#include "conform/cram/cramtags.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "conform/align/alnrec.h"
#include "formats/bamaux.h"
#include "formats/names.h"

#define SEED  UINT64_C(0x243f6a8885a308d3)
#define GROUP "RGZ" /* as it stands in front of an id */

/* One tag more. */
static uint64_t hash_tag(uint64_t h, unsigned a, unsigned b, unsigned type)
{
    h = (h ^ (a | b << 8 | type << 16)) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 29;
}

/* ---- the set ---- */

/* Where it is, or belongs. */
static size_t place_of(const struct cramtags *t, uint64_t h)
{
    size_t lo = 0;
    size_t hi = t->n;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (t->line[mid] < h)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static bool has(const struct cramtags *t, uint64_t h)
{
    size_t i = place_of(t, h);

    return i < t->n && t->line[i] == h;
}

static int grow(struct cramtags *t, struct err *e)
{
    size_t cap = t->cap ? 2 * t->cap : 64;
    uint64_t *more = realloc(t->line, cap * sizeof(*more));

    if (!more)
        return err_nomem(e);
    t->line = more;
    t->cap = cap;
    return 0;
}

int cramtags_add(struct cramtags *t, const unsigned char *line, size_t n,
                 struct err *e)
{
    uint64_t h = SEED;
    size_t at;

    for (size_t i = 0; i + 3 <= n; i += 3)
        h = hash_tag(h, line[i], line[i + 1], line[i + 2]);
    if (has(t, h))
        return 0;
    if (t->n == CRAMTAGS_LINES_MAX) {
        t->unknown = true;
        return 0;
    }
    if (t->n == t->cap && grow(t, e))
        return -1;
    at = place_of(t, h);
    memmove(&t->line[at + 1], &t->line[at], (t->n - at) * sizeof(*t->line));
    t->line[at] = h;
    t->n++;
    return 0;
}

void cramtags_release(struct cramtags *t)
{
    free(t->line);
    *t = (struct cramtags){0};
}

/* ---- a record ---- */

/* Does a text end in a read group that was to stand behind it? */
static bool took_group(const struct bamaux *last, const struct names *groups)
{
    const char *s = (const char *)last->value;
    const char *at = NULL;

    if (last->type != 'Z')
        return false;
    for (const char *p = s; (p = strstr(p, GROUP)); p++)
        at = p + strlen(GROUP);
    return at && names_find(groups, at, strlen(at)) != NAMES_NONE;
}

bool cramtags_fit(const struct cramtags *t, const struct alnrec *r,
                  const struct names *groups)
{
    const uint8_t *at = r->aux;
    struct bamaux a = {0};
    uint64_t before = SEED; /* less the last */
    uint64_t h = SEED;
    bool group = false;

    if (t->unknown)
        return true;
    while (bamaux_next(&a, &at, r->aux + r->aux_len)) {
        before = h;
        h = hash_tag(h, a.tag & 255, a.tag >> 8, (unsigned char)a.type);
        group = group || a.tag == BAMAUX_TAG('R', 'G');
    }
    if (group)
        return has(t, h) || (a.tag == BAMAUX_TAG('R', 'G') && has(t, before));
    return has(t, h) && !(a.type && took_group(&a, groups));
}

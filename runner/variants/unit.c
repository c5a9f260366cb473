#include "variants/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/fastaio.h"
#include "variants/calls.h"

/* Moves of the insertion sort for each unit before qsort takes over. */
#define SORT_MOVES 16

/* A base that can disagree with another. */
static bool is_certain(int base)
{
    return base == 'A' || base == 'C' || base == 'G' || base == 'T' ||
           base == 'N';
}

int unit_check_ref(const struct calls *c, const struct call *k,
                   const struct unit_ref *ref, struct err *e)
{
    const char *s = call_ref(c, k);

    if (!ref->view)
        return 0;
    for (uint32_t i = 0; i < k->ref_len; i++) {
        int base = fasta_base(ref->view, ref->contig, (int64_t)k->pos + i, e);

        if (base < 0)
            return -1;
        if (base == 0)
            return err_set(e, ERR_MISMATCH,
                           "REF lies outside the contig; use the reference "
                           "that the variants were called on");
        if (base != s[i] && is_certain(base) && is_certain(s[i]))
            return err_set(e, ERR_MISMATCH,
                           "REF has %c at %s:%lld, where the reference has %c; "
                           "use the reference that the variants were called on",
                           s[i], ref->name, (long long)k->pos + i + 1, base);
    }
    return 0;
}

static int push(struct units *u, const struct unit *one, struct err *e)
{
    if (u->n == u->cap) {
        size_t cap = u->cap ? 2 * u->cap : 1024;
        struct unit *more = realloc(u->a, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        u->a = more;
        u->cap = cap;
    }
    if (u->n == UINT32_MAX)
        return err_set(e, ERR_LIMIT, "too many variants on one contig");
    u->a[u->n] = *one;
    u->a[u->n].id = (uint32_t)u->n;
    u->n++;
    return 0;
}

/* Keep a changed text until the units are cleared. */
static char *rotated(struct units *u, size_t len, struct err *e)
{
    char *text;

    if (u->n_rotated == u->cap_rotated) {
        size_t cap = u->cap_rotated ? 2 * u->cap_rotated : 256;
        char **more = realloc(u->rotated, cap * sizeof(*more));

        if (!more) {
            err_nomem(e);
            return NULL;
        }
        u->rotated = more;
        u->cap_rotated = cap;
    }
    text = malloc(len);
    if (!text)
        err_nomem(e);
    else
        u->rotated[u->n_rotated++] = text;
    return text;
}

/* How far the `len` bases at `s`, put in or taken out before `pos`, can move
 * left: each step takes the base before and turns the text by one. */
static int64_t slide(const char *s, uint32_t len, int32_t pos,
                     const struct unit_ref *ref, struct err *e)
{
    int64_t n = 0;

    while (n < VARIANTS_SHIFT_MAX) {
        int base = fasta_base(ref->view, ref->contig, pos - 1 - n, e);

        if (base < 0)
            return -1;
        if (base == 0 || base != s[len - 1 - (size_t)(n % len)] || base == 'N')
            break;
        n++;
    }
    return n;
}

/* An insertion or deletion, to its leftmost place. */
static int shift(struct units *u, struct unit *one, const char *ref_text,
                 const struct unit_ref *ref, struct err *e)
{
    bool ins = one->alt_len > 0;
    const char *s = ins ? one->alt : ref_text;
    uint32_t len = ins ? one->alt_len : one->ref_len;
    int64_t n = ref->view ? slide(s, len, one->pos, ref, e) : 0;
    size_t turn;
    char *text;

    if (n < 0)
        return -1;
    one->pos -= (int32_t)n;
    turn = (size_t)(n % len);
    if (!ins || !turn)
        return 0;
    text = rotated(u, len, e);
    if (!text)
        return -1;
    memcpy(text, s + len - turn, turn);
    memcpy(text + turn, s, len - turn);
    one->alt = text;
    return 0;
}

/* One SNV for each base that differs. */
static int substitutions(struct units *u, const struct unit *all,
                         const char *ref_text, struct err *e)
{
    struct unit one = *all;

    one.ref_len = one.alt_len = 1;
    for (uint32_t i = 0; i < all->ref_len; i++) {
        if (ref_text[i] == all->alt[i])
            continue;
        one.pos = all->pos + (int32_t)i;
        one.alt = all->alt + i;
        if (push(u, &one, e))
            return -1;
    }
    return 0;
}

/* REF by one ALT: trimmed at both ends, then as its shape wants it. */
static int replacement(struct units *u, struct unit one, const char *ref_text,
                       const struct unit_ref *ref, struct err *e)
{
    while (one.ref_len && one.alt_len &&
           ref_text[one.ref_len - 1] == one.alt[one.alt_len - 1]) {
        one.ref_len--;
        one.alt_len--;
    }
    while (one.ref_len && one.alt_len && *ref_text == *one.alt) {
        ref_text++;
        one.alt++;
        one.pos++;
        one.ref_len--;
        one.alt_len--;
    }
    if (one.ref_len == one.alt_len)
        return substitutions(u, &one, ref_text, e);
    if ((!one.ref_len || !one.alt_len) && shift(u, &one, ref_text, ref, e))
        return -1;
    return push(u, &one, e);
}

int units_add(struct units *u, const struct calls *c, struct call *k,
              uint32_t index, const struct unit_ref *ref, struct err *e)
{
    size_t first = u->n;

    k->unit = (uint32_t)first;
    for (uint8_t i = 0; i < k->n_alts; i++) {
        struct unit one = {
            .pos = k->pos,
            .ref_len = k->ref_len,
            .alt_len = k->alt_len[i],
            .call = index,
            .alt = call_alt(c, k, i),
            .copies = k->copies[i],
            .allele = i,
        };

        if (replacement(u, one, call_ref(c, k), ref, e))
            return -1;
    }
    if (u->n - first > UINT16_MAX)
        return err_set(e, ERR_LIMIT, "a record has too many differing bases");
    k->units = (uint16_t)(u->n - first);
    return 0;
}

void units_clear(struct units *u)
{
    for (size_t i = 0; i < u->n_rotated; i++)
        free(u->rotated[i]);
    u->n_rotated = 0;
    u->n = 0;
}

void units_release(struct units *u)
{
    units_clear(u);
    free(u->a);
    free(u->rotated);
    *u = (struct units){0};
}

enum variants_type unit_type(const struct unit *u)
{
    if (u->ref_len == 1 && u->alt_len == 1)
        return VARIANTS_SNV;
    return u->ref_len && u->alt_len ? VARIANTS_OTHER : VARIANTS_INDEL;
}

void unit_span(int64_t *beg, int64_t *end, const struct unit *u)
{
    *beg = u->pos;
    *end = (int64_t)u->pos + u->ref_len;
    if (!u->ref_len) { /* an insertion: both its neighbours */
        *beg = u->pos > 0 ? u->pos - 1 : 0;
        *end = (int64_t)u->pos + 1;
    }
}

int unit_compare(const struct unit *a, const struct unit *b)
{
    if (a->pos != b->pos)
        return a->pos < b->pos ? -1 : 1;
    if (a->ref_len != b->ref_len)
        return a->ref_len < b->ref_len ? -1 : 1;
    if (a->alt_len != b->alt_len)
        return a->alt_len < b->alt_len ? -1 : 1;
    return a->alt_len ? memcmp(a->alt, b->alt, a->alt_len) : 0;
}

/* The same, ties by order of the file. */
static int total_order(const void *x, const void *y)
{
    const struct unit *a = x;
    const struct unit *b = y;
    int by = unit_compare(a, b);

    return by ? by : (a->id > b->id) - (a->id < b->id);
}

/* Units come nearly in order, so insertion is fast; a list made to be bad at
 * it goes to qsort. */
void units_sort(struct units *u)
{
    size_t moves = SORT_MOVES * u->n;

    for (size_t i = 1; i < u->n; i++) {
        struct unit one = u->a[i];
        size_t at = i;

        for (; at && total_order(&u->a[at - 1], &one) > 0; at--) {
            if (!moves--) {
                u->a[at] = one;
                qsort(u->a, u->n, sizeof(*u->a), total_order);
                return;
            }
            u->a[at] = u->a[at - 1];
        }
        u->a[at] = one;
    }
}

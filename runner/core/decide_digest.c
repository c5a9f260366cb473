/* The canonical text of a result, and its SHA-256; the form stands in
 * decide.h. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "core/decide_internal.h"

#define TEXT_MAX ((size_t)1 << 30) /* of what is no tally */

/* A TAB and one word. Bytes that could end a word are written %XX. */
static void word(struct buf *b, const char *s)
{
    buf_char(b, '\t');
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;

        if (c <= ' ' || c == '%' || c == 0x7f)
            buf_printf(b, "%%%02X", c);
        else
            buf_char(b, *s);
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* One line: the words sorted, since their order means nothing. */
static int sorted_words(struct buf *b, const char *name,
                        const char *const *words, size_t n, struct err *e)
{
    const char **sorted = malloc((n + 1) * sizeof *sorted);

    if (!sorted)
        return err_nomem(e);
    for (size_t i = 0; i < n; i++)
        sorted[i] = words[i];
    if (n > 1)
        qsort(sorted, n, sizeof *sorted, by_text);
    buf_str(b, name);
    for (size_t i = 0; i < n; i++)
        word(b, sorted[i]);
    buf_char(b, '\n');
    free(sorted);
    return 0;
}

static int by_waiver(const void *a, const void *b)
{
    const struct waiver *const *x = a;
    const struct waiver *const *y = b;
    int c = strcmp((*x)->id, (*y)->id);

    return c ? c : strcmp((*x)->case_id, (*y)->case_id);
}

static int waivers(struct buf *b, const struct evidence *ev, struct err *e)
{
    const struct waiver **sorted = malloc((ev->n_waivers + 1) * sizeof(void *));

    if (!sorted)
        return err_nomem(e);
    for (size_t i = 0; i < ev->n_waivers; i++)
        sorted[i] = &ev->waivers[i];
    if (ev->n_waivers > 1)
        qsort(sorted, ev->n_waivers, sizeof(void *), by_waiver);
    for (size_t i = 0; i < ev->n_waivers; i++) {
        buf_str(b, "waiver");
        word(b, sorted[i]->id);
        word(b, sorted[i]->case_id);
        buf_char(b, '\n');
    }
    free(sorted);
    return 0;
}

static int by_exclusion(const void *a, const void *b)
{
    const struct exclusion *x = *(const struct exclusion *const *)a;
    const struct exclusion *y = *(const struct exclusion *const *)b;
    int c = strcmp(x->erratum, y->erratum);

    return c ? c : strcmp(x->case_id, y->case_id);
}

static int exclusions(struct buf *b, const struct evidence *ev, struct err *e)
{
    const struct exclusion **sorted =
        malloc((ev->n_excluded + 1) * sizeof(void *));

    if (!sorted)
        return err_nomem(e);
    for (size_t i = 0; i < ev->n_excluded; i++)
        sorted[i] = &ev->excluded[i];
    if (ev->n_excluded > 1)
        qsort(sorted, ev->n_excluded, sizeof(void *), by_exclusion);
    for (size_t i = 0; i < ev->n_excluded; i++) {
        buf_str(b, "excluded");
        word(b, sorted[i]->erratum);
        word(b, sorted[i]->case_id);
        buf_char(b, '\n');
    }
    free(sorted);
    return 0;
}

static int head(struct buf *b, const struct suite *s, const struct evidence *ev,
                struct err *e)
{
    size_t has_class = ev->technology_class ? 1 : 0;

    buf_str(b, "entente-result 1\nsuite");
    word(b, s->id);
    buf_printf(b, "\t%lld.%lld.%lld", (long long)s->version.major,
               (long long)s->version.minor, (long long)s->version.patch);
    word(b, s->sha256);
    buf_str(b, "\nevidence");
    word(b, evidence_level_name(ev->level));
    buf_char(b, '\n');
    if (sorted_words(b, "class", &ev->technology_class, has_class, e) ||
        sorted_words(b, "claims", ev->claims, ev->n_claims, e) ||
        sorted_words(b, "only", ev->only, ev->n_only, e))
        return -1;
    return waivers(b, ev, e) || exclusions(b, ev, e) ? -1 : 0;
}

static void outcomes(struct buf *b, const struct result *r)
{
    const struct suite *s = r->suite;

    for (size_t i = 0; i < s->n_cases; i++) {
        for (size_t p = 0; p < s->n_profiles; p++) {
            buf_str(b, "case");
            word(b, s->cases[i].id);
            word(b, s->profiles[p].id);
            word(b, outcome_name(r->cases[i].raw[p]));
            word(b, outcome_name(r->cases[i].outcome[p]));
            buf_char(b, '\n');
        }
    }
    for (size_t i = 0; i < s->n_controls; i++) {
        const struct judged_control *k = &r->controls[i];

        buf_str(b, "control");
        word(b, s->controls[i].id);
        buf_str(b, !k->applies            ? "\tnot-applicable\n"
                   : k->failed_as_planted ? "\tfailed-as-planted\n"
                                          : "\tmissed\n");
    }
    for (size_t p = 0; p < s->n_profiles; p++) {
        buf_str(b, "verdict");
        word(b, s->profiles[p].id);
        word(b, verdict_name(r->verdict[p]));
        buf_char(b, '\n');
    }
}

/* Move what the buffer holds into the digest. */
static int drain(struct digest *d, struct buf *b, struct err *e)
{
    if (buf_check(b, e) || digest_add(d, b->s ? b->s : "", b->n, e))
        return -1;
    buf_clear(b);
    return 0;
}

/* A tally that was read is what is written of it: tally_set_read(). */
static int add_tally(struct digest *d, const struct measurement *m,
                     struct err *e)
{
    return m->text ? digest_add(d, m->text, m->text_len, e)
                   : tally_hash(d, &m->tally, m->id, e);
}

static int measurements(struct digest *d, struct buf *b,
                        const struct evidence *ev, struct err *e)
{
    for (size_t i = 0; i < ev->n; i++) {
        buf_str(b, "measurement");
        word(b, ev->m[i].id);
        word(b, measured_name(ev->m[i].state));
        buf_char(b, '\n');
        if (drain(d, b, e))
            return -1;
        if (ev->m[i].state == MEASURED_OK && add_tally(d, &ev->m[i], e))
            return -1;
    }
    return 0;
}

int decide_digest(struct result *r, const struct evidence *ev, struct err *e)
{
    char hex[DIGEST_HEX_MAX];
    struct digest *d = digest_new(DIGEST_SHA256, e);
    struct buf b = {0};
    int rc = -1;

    if (!d)
        return -1;
    buf_init(&b, TEXT_MAX);
    if (head(&b, r->suite, ev, e) || drain(d, &b, e) ||
        measurements(d, &b, ev, e))
        goto done;
    outcomes(&b, r);
    if (drain(d, &b, e) || digest_hex(hex, d, e))
        goto done;
    memcpy(r->digest, hex, sizeof r->digest);
    rc = 0;
done:
    buf_release(&b);
    digest_free(d);
    return rc;
}

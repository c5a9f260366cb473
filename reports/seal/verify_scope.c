#include "reports/seal/verify_internal.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"
#include "reports/seal/content.h"
#include "reports/seal/verify.h"

static bool is_mandatory(const struct suite_case *c)
{
    for (size_t k = 0; k < c->n_criteria; k++)
        if (c->criteria[k].mandatory)
            return true;
    return false;
}

static void add_word(struct buf *to, const char *word)
{
    if (to->n > 0)
        buf_char(to, ' ');
    buf_str(to, word);
}

/* A copy that can be shown on a terminal. */
static int keep(const char **out, struct verified *v, const char *text,
                struct err *e)
{
    char *copy = arena_strdup(&v->arena, text ? text : "", e);

    if (copy)
        utf8_make_printable(copy);
    *out = copy;
    return copy ? 0 : -1;
}

static int keep_words(const char **out, struct verified *v,
                      const struct buf *words, struct err *e)
{
    return buf_check(words, e) || keep(out, v, words->s, e) ? -1 : 0;
}

int verify_scope(struct verified *v, const struct content *c, struct err *e)
{
    const struct evidence ev = {.technology_class = c->claim.technology_class,
                                .claims = c->claim.claims,
                                .n_claims = c->claim.n_claims};
    struct buf claims = {0};
    struct buf not_asked = {0};
    int rc;

    buf_init(&claims, REPORT_BYTES_MAX);
    buf_init(&not_asked, REPORT_BYTES_MAX);
    for (size_t i = 0; i < ev.n_claims; i++)
        add_word(&claims, ev.claims[i]);
    for (size_t i = 0; i < c->suite.n_cases; i++) {
        const struct suite_case *k = &c->suite.cases[i];
        const char *cause;

        if (is_mandatory(k) && !decide_applies(&cause, k, &ev))
            add_word(&not_asked, k->id);
    }
    rc = keep(&v->technology_class, v, ev.technology_class, e) ||
                 keep_words(&v->claims, v, &claims, e) ||
                 keep_words(&v->not_asked, v, &not_asked, e)
             ? -1
             : 0;
    buf_release(&claims);
    buf_release(&not_asked);
    return rc;
}

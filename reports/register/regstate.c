#include "reports/register/regstate.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/lang.h"
#include "reports/register/tlog.h"

const char *regstanding_name(enum regstanding s)
{
    static const char *const name[REGSTATE_STANDINGS] = {
        "valid",     "not-yet-valid", "expired",
        "suspended", "withdrawn",     "superseded"};

    return name[s];
}

/* --- found by number ---------------------------------------------------- */

/* FNV-1a. Numbers come from a body that signs the log, not from a stranger. */
static uint64_t hash_of(const char *id)
{
    uint64_t h = UINT64_C(14695981039346656037);

    for (; *id; id++)
        h = (h ^ (unsigned char)*id) * UINT64_C(1099511628211);
    return h;
}

static struct regcert *find(const struct regstate *s, const char *id)
{
    uint64_t at;

    if (s->n_slots == 0)
        return NULL;
    at = s->slot[hash_of(id) & (s->n_slots - 1)];
    while (at > 0 && strcmp(s->certs[at - 1].id, id) != 0)
        at = s->certs[at - 1].next;
    return at > 0 ? &s->certs[at - 1] : NULL;
}

const struct regcert *regstate_find(const struct regstate *s, const char *id)
{
    return find(s, id);
}

static void hang(struct regstate *s, size_t i)
{
    uint64_t *slot = &s->slot[hash_of(s->certs[i].id) & (s->n_slots - 1)];

    s->certs[i].next = *slot;
    *slot = i + 1;
}

static int more_slots(struct regstate *s, struct err *e)
{
    size_t n = s->n_slots ? 2 * s->n_slots : 1024;
    uint64_t *slot = calloc(n, sizeof *slot);

    if (!slot)
        return err_nomem(e);
    free(s->slot);
    s->slot = slot;
    s->n_slots = n;
    for (size_t i = 0; i < s->n; i++)
        hang(s, i);
    return 0;
}

/* --- what an entry may do ----------------------------------------------- */

static const char *needs_valid(const struct regcert *c)
{
    switch (c->standing) {
    case REGSTATE_VALID:
        return NULL;
    case REGSTATE_SUSPENDED:
        return N_("the certificate is suspended already");
    case REGSTATE_WITHDRAWN:
        return N_("the certificate was withdrawn");
    case REGSTATE_SUPERSEDED:
        return N_("the certificate was superseded");
    case REGSTATE_NOT_YET:
    case REGSTATE_EXPIRED:
    case REGSTATE_STANDINGS:
        break;
    }
    return NULL;
}

static const char *not_final(const struct regcert *c)
{
    return c->standing == REGSTATE_SUSPENDED ? NULL : needs_valid(c);
}

static const char *about_certificate(const struct regstate *s,
                                     const struct regentry *r)
{
    const struct regcert *c = find(s, regentry_get(r, REG_CERTIFICATE));
    bool starts = r->action == REG_ISSUE || r->action == REG_RECOGNISE;

    if (starts)
        return c ? N_("a certificate of this number is in the register already")
                 : NULL;
    if (!c)
        return N_("the register has no certificate of this number");
    if (r->action == REG_SUSPEND)
        return needs_valid(c);
    if (r->action == REG_REINSTATE)
        return c->standing == REGSTATE_SUSPENDED
                   ? NULL
                   : N_("only a suspended certificate can be reinstated");
    if (r->action == REG_SUPERSEDE && !find(s, regentry_get(r, REG_BY)))
        return N_(
            "the certificate that takes its place is not in the register");
    return not_final(c);
}

/* The next "id@version=sha256" of a list; false at its end or when it is none.
 */
static bool next_suite(const char **suite, size_t *n, const char **sha256,
                       const char **at)
{
    const char *word = *at;
    size_t len = strcspn(word, " ");

    *n = len > DIGEST_SHA256_HEX ? len - DIGEST_SHA256_HEX - 1 : 0;
    *suite = word;
    *sha256 = word + *n + 1;
    *at = word + len + (word[len] == ' ');
    return *n > 0 && word[*n] == '=' && memchr(word, '@', *n) &&
           strspn(*sha256, "0123456789abcdef") == DIGEST_SHA256_HEX;
}

bool regstate_has_suite(const char *suites, const char *suite,
                        const char *sha256)
{
    const char *is;
    const char *hex;
    size_t n;

    while (*suites) {
        if (next_suite(&is, &n, &hex, &suites) && n == strlen(suite) &&
            memcmp(is, suite, n) == 0 &&
            memcmp(hex, sha256, DIGEST_SHA256_HEX) == 0)
            return true;
    }
    return false;
}

static bool suites_are(const char *list)
{
    const char *suite;
    const char *sha256;
    size_t n;

    do {
        if (!next_suite(&suite, &n, &sha256, &list))
            return false;
    } while (*list);
    return list[-1] != ' ';
}

const char *regstate_refuses(const struct regstate *s, const struct regentry *r)
{
    switch (r->action) {
    case REG_ISSUE:
    case REG_RECOGNISE:
    case REG_SUSPEND:
    case REG_REINSTATE:
    case REG_WITHDRAW:
    case REG_SUPERSEDE:
    case REG_WAIVE:
        return about_certificate(s, r);
    case REG_RETIRE_SUITE:
    case REG_ERRATUM:
        return suites_are(regentry_get(r, REG_SUITES))
                   ? NULL
                   : N_("its suites are not ID@VERSION=SHA256 with single "
                        "blanks between");
    case REG_ATTEMPT:
    case REG_DISTRUST_KEY:
    case REG_ACTIONS:
        break;
    }
    return NULL;
}

/* --- replaying ---------------------------------------------------------- */

/* A copy in the arena; NULL stays NULL. */
static int keep(const char **out, struct regstate *s, const struct regentry *r,
                enum regfield f, struct err *e)
{
    const char *value = regentry_get(r, f);

    *out = value ? arena_strdup(&s->arena, value, e) : NULL;
    return value && !*out ? -1 : 0;
}

static int start(struct regstate *s, const struct regentry *r, struct err *e)
{
    struct regcert *c;

    if (s->n >= s->n_slots && more_slots(s, e))
        return -1;
    c = arena_push(&s->arena, &s->certs, &s->n, &s->cap, sizeof *c, e);
    if (!c)
        return -1;
    c->recognition = r->action == REG_RECOGNISE;
    c->issued = s->entries;
    c->last = s->entries;
    if (keep(&c->id, s, r, REG_CERTIFICATE, e) ||
        keep(&c->since, s, r, REG_AT, e) || keep(&c->from, s, r, REG_FROM, e) ||
        keep(&c->to, s, r, REG_TO, e) ||
        keep(&c->sha256, s, r, REG_SHA256, e) ||
        keep(&c->origin, s, r, REG_ORIGIN, e) ||
        keep(&c->of, s, r, REG_OF, e) ||
        keep(&c->reservations, s, r, REG_RESERVATIONS, e))
        return -1;
    hang(s, s->n - 1);
    return 0;
}

static int move(struct regstate *s, const struct regentry *r,
                enum regstanding to, struct err *e)
{
    struct regcert *c = find(s, regentry_get(r, REG_CERTIFICATE));

    c->standing = to;
    c->last = s->entries;
    return keep(&c->since, s, r, REG_AT, e) || keep(&c->by, s, r, REG_BY, e)
               ? -1
               : 0;
}

static int retire(struct regstate *s, const struct regentry *r, struct err *e)
{
    const char *list = regentry_get(r, REG_SUITES);
    const char *suite;
    const char *sha256;
    size_t n;

    while (*list && next_suite(&suite, &n, &sha256, &list)) {
        struct regretired *t = arena_push(&s->arena, &s->retired, &s->n_retired,
                                          &s->cap_retired, sizeof *t, e);

        if (!t)
            return -1;
        t->index = s->entries;
        t->suite = arena_strndup(&s->arena, suite, n, e);
        t->sha256 = arena_strndup(&s->arena, sha256, DIGEST_SHA256_HEX, e);
        if (!t->suite || !t->sha256 || keep(&t->since, s, r, REG_SINCE, e))
            return -1;
    }
    return 0;
}

static int exclude(struct regstate *s, const struct regentry *r, struct err *e)
{
    const char *list = regentry_get(r, REG_SUITES);
    const char *suite;
    const char *sha256;
    size_t n;

    while (*list && next_suite(&suite, &n, &sha256, &list)) {
        struct regerratum *x = arena_push(&s->arena, &s->errata, &s->n_errata,
                                          &s->cap_errata, sizeof *x, e);

        if (!x)
            return -1;
        x->index = s->entries;
        x->suite = arena_strndup(&s->arena, suite, n, e);
        x->sha256 = arena_strndup(&s->arena, sha256, DIGEST_SHA256_HEX, e);
        if (!x->suite || !x->sha256 || keep(&x->case_id, s, r, REG_CASE, e) ||
            keep(&x->since, s, r, REG_AT, e))
            return -1;
    }
    return 0;
}

static int distrust(struct regstate *s, const struct regentry *r, struct err *e)
{
    struct regkey *k =
        arena_push(&s->arena, &s->keys, &s->n_keys, &s->cap_keys, sizeof *k, e);

    if (!k)
        return -1;
    k->index = s->entries;
    return keep(&k->sha256, s, r, REG_KEY, e) ||
                   keep(&k->since, s, r, REG_SINCE, e)
               ? -1
               : 0;
}

static int apply(struct regstate *s, const struct regentry *r, struct err *e)
{
    switch (r->action) {
    case REG_ISSUE:
    case REG_RECOGNISE:
        return start(s, r, e);
    case REG_SUSPEND:
        return move(s, r, REGSTATE_SUSPENDED, e);
    case REG_REINSTATE:
        return move(s, r, REGSTATE_VALID, e);
    case REG_WITHDRAW:
        return move(s, r, REGSTATE_WITHDRAWN, e);
    case REG_SUPERSEDE:
        return move(s, r, REGSTATE_SUPERSEDED, e);
    case REG_WAIVE:
        find(s, regentry_get(r, REG_CERTIFICATE))->n_waivers++;
        return 0;
    case REG_ATTEMPT:
        s->attempts++;
        return 0;
    case REG_RETIRE_SUITE:
        return retire(s, r, e);
    case REG_DISTRUST_KEY:
        return distrust(s, r, e);
    case REG_ERRATUM:
        return exclude(s, r, e);
    case REG_ACTIONS:
        break;
    }
    return 0;
}

static int note_bad(struct regstate *s, const char *why, struct err *e)
{
    struct regbad *b =
        arena_push(&s->arena, &s->bad, &s->n_bad, &s->cap_bad, sizeof *b, e);

    if (!b)
        return -1;
    *b = (struct regbad){s->entries, why};
    return 0;
}

int regstate_add(struct regstate *s, const struct regentry *r, struct err *e)
{
    const char *why = regstate_refuses(s, r);

    if (why ? note_bad(s, why, e) : apply(s, r, e))
        return -1;
    s->entries++;
    return 0;
}

struct replay {
    struct regstate *s;
    const char *origin;
};

static int replay_entry(void *arg, uint64_t index, const char *entry, size_t n,
                        struct err *e)
{
    const struct replay *p = arg;
    struct regentry r = {0};

    if (regentry_parse(&r, entry, n, e))
        return err_at(e, p->origin, index + 1, 0);
    return regstate_add(p->s, &r, e);
}

int regstate_replay(struct regstate *s, struct tlog *t, struct err *e)
{
    struct replay p = {s, tlog_head(t)->origin};

    if (s->arena.max == 0)
        s->arena.max = (size_t)4 << 30;
    return tlog_audit(t, replay_entry, &p, e);
}

enum regstanding regcert_on(const struct regcert *c, const char *day)
{
    if (c->standing != REGSTATE_VALID)
        return c->standing;
    if (c->from && strcmp(day, c->from) < 0)
        return REGSTATE_NOT_YET;
    if (c->to && strcmp(day, c->to) > 0)
        return REGSTATE_EXPIRED;
    return REGSTATE_VALID;
}

void regstate_release(struct regstate *s)
{
    free(s->slot);
    arena_release(&s->arena);
    *s = (struct regstate){0};
}

#include "reports/register/regstatus.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"

#define RETIRED    "retired-suite"
#define DISTRUSTED "distrusted-key"
#define ERRATUM    "erratum"

#define SUITE_TEXT_MAX 1024

int regstatus_write(struct buf *out, const struct checkpoint *head,
                    const struct regstate *s, const char *made,
                    const char *next, struct err *e)
{
    buf_str(out, REGSTATUS_HEAD "\n");
    checkpoint_write(out, head);
    buf_printf(out, "%s\n%s\n", made, next);
    for (size_t i = 0; i < s->n; i++) {
        const struct regcert *c = &s->certs[i];

        buf_printf(out, "%s %s %s %" PRIu64 "\n", regstanding_name(c->standing),
                   c->id, c->since, c->last);
    }
    for (size_t i = 0; i < s->n_retired; i++) {
        const struct regretired *t = &s->retired[i];

        buf_printf(out, RETIRED " %s=%s %s %" PRIu64 "\n", t->suite, t->sha256,
                   t->since, t->index);
    }
    for (size_t i = 0; i < s->n_keys; i++) {
        const struct regkey *k = &s->keys[i];

        buf_printf(out, DISTRUSTED " %s %s %" PRIu64 "\n", k->sha256, k->since,
                   k->index);
    }
    for (size_t i = 0; i < s->n_errata; i++) {
        const struct regerratum *x = &s->errata[i];

        buf_printf(out, ERRATUM " %s=%s %s %s %" PRIu64 "\n", x->suite,
                   x->sha256, x->case_id, x->since, x->index);
    }
    return buf_check(out, e);
}

static int no_list(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "this is no list of status (entente.status@1): get it from "
                   "the register again");
}

/* The next line without its newline, cut off [*at, end). */
static const char *next_line(size_t *n, const char **at, const char *end)
{
    const char *line = *at;
    const char *eol = memchr(line, '\n', (size_t)(end - line));

    if (!eol)
        return NULL;
    *n = (size_t)(eol - line);
    *at = eol + 1;
    return line;
}

static int take_time(char out[ISODATE_TIME], const char **at, const char *end)
{
    size_t n;
    const char *line = next_line(&n, at, end);

    if (!line || n != ISODATE_TIME - 1)
        return -1;
    memcpy(out, line, n);
    out[n] = 0;
    return isodate_is_time(out) ? 0 : -1;
}

int regstatus_parse(struct regstatus *out, const char *text, size_t len,
                    struct err *e)
{
    struct regstatus s = {0};
    const char *at = text;
    const char *end = text + len;
    const char *head;
    size_t n;

    head = next_line(&n, &at, end);
    if (!head || n != strlen(REGSTATUS_HEAD) ||
        memcmp(head, REGSTATUS_HEAD, n) != 0)
        return no_list(e);
    head = at;
    for (int i = 0; i < 3; i++) {
        if (!next_line(&n, &at, end))
            return no_list(e);
    }
    if (checkpoint_parse(&s.checkpoint, head, (size_t)(at - head), e))
        return -1;
    if (take_time(s.made, &at, end) || take_time(s.next, &at, end) ||
        strcmp(s.made, s.next) >= 0)
        return no_list(e);
    s.rows = at;
    s.rows_len = (size_t)(end - at);
    *out = s;
    return 0;
}

/* The next word of a line, set apart by one blank. */
static const char *word(size_t *n, const char **at, const char *end)
{
    const char *w = *at;
    const char *blank = memchr(w, ' ', (size_t)(end - w));

    *n = (size_t)((blank ? blank : end) - w);
    *at = blank ? blank + 1 : end;
    return w;
}

static bool is_word(const char *w, size_t n, const char *text)
{
    return n == strlen(text) && memcmp(w, text, n) == 0;
}

/* "TIME ENTRY", the end of a line. */
static int parse_entry(char since[ISODATE_TIME], uint64_t *index,
                       const char *at, const char *end, struct err *e)
{
    struct err no = {0};
    int64_t number;
    size_t n;
    const char *time = word(&n, &at, end);

    if (n != ISODATE_TIME - 1)
        return no_list(e);
    memcpy(since, time, n);
    since[n] = 0;
    if (!isodate_is_time(since) ||
        num_parse(&number, &at, end, INT64_MAX, &no) || at != end)
        return no_list(e);
    *index = (uint64_t)number;
    return 0;
}

static int parse_row(struct regstatus_row *out, const char *what, size_t n_what,
                     const char *at, const char *end, struct err *e)
{
    bool known = false;

    for (int k = 0; k < REGSTATE_STANDINGS; k++) {
        const char *name = regstanding_name((enum regstanding)k);

        if (is_word(what, n_what, name)) {
            out->standing = (enum regstanding)k;
            known = true;
        }
    }
    if (!known)
        return no_list(e);
    if (parse_entry(out->since, &out->index, at, end, e))
        return -1;
    out->listed = true;
    return 0;
}

int regstatus_find(struct regstatus_row *out, const struct regstatus *s,
                   const char *id, struct err *e)
{
    const char *at = s->rows;
    const char *end = s->rows + s->rows_len;
    const char *line;
    size_t n;

    *out = (struct regstatus_row){.standing = REGSTATE_VALID};
    while ((line = next_line(&n, &at, end))) {
        const char *p = line;
        size_t n_what;
        size_t n_id;
        const char *what = word(&n_what, &p, line + n);
        const char *which = word(&n_id, &p, line + n);

        if (!is_word(what, n_what, RETIRED) &&
            !is_word(what, n_what, DISTRUSTED) &&
            !is_word(what, n_what, ERRATUM) && is_word(which, n_id, id))
            return parse_row(out, what, n_what, p, line + n, e);
    }
    return at == end ? 0 : no_list(e);
}

/* The earliest day of the lines that say `what` of `which`; "" when none. */
static int find_day(char since[ISODATE_DAY], const struct regstatus *s,
                    const char *what, const char *which, struct err *e)
{
    const char *at = s->rows;
    const char *end = s->rows + s->rows_len;
    const char *line;
    size_t n;

    since[0] = 0;
    while ((line = next_line(&n, &at, end))) {
        const char *p = line;
        char day[ISODATE_DAY];
        size_t len;
        const char *w = word(&len, &p, line + n);

        if (!is_word(w, len, what))
            continue;
        w = word(&len, &p, line + n);
        if (!is_word(w, len, which))
            continue;
        w = word(&len, &p, line + n);
        if (len != ISODATE_DAY - 1)
            return no_list(e);
        memcpy(day, w, len);
        day[len] = 0;
        if (!isodate_is_day(day))
            return no_list(e);
        if (!since[0] || strcmp(day, since) < 0)
            memcpy(since, day, ISODATE_DAY);
    }
    return at == end ? 0 : no_list(e);
}

int regstatus_key(char since[ISODATE_DAY], const struct regstatus *s,
                  const char *sha256, struct err *e)
{
    return find_day(since, s, DISTRUSTED, sha256, e);
}

int regstatus_suite(char since[ISODATE_DAY], const struct regstatus *s,
                    const char *suite, const char *sha256, struct err *e)
{
    struct buf which;
    int rc = -1;

    buf_init(&which, SUITE_TEXT_MAX);
    buf_printf(&which, "%s=%s", suite, sha256);
    if (buf_check(&which, e) == 0)
        rc = find_day(since, s, RETIRED, which.s, e);
    buf_release(&which);
    return rc;
}

/* "id@version=sha256"? */
static bool is_suite(const char *w, size_t n, const char *suite,
                     const char *sha256)
{
    size_t len = strlen(suite);

    return n > len + 1 && memcmp(w, suite, len) == 0 && w[len] == '=' &&
           is_word(w + len + 1, n - len - 1, sha256);
}

int regstatus_next_erratum(struct regstatus_erratum *out, bool *found,
                           const char **at, const struct regstatus *s,
                           const char *suite, const char *sha256, struct err *e)
{
    const char *end = s->rows + s->rows_len;
    const char *line;
    size_t n;

    *found = false;
    *at = *at ? *at : s->rows;
    while ((line = next_line(&n, at, end))) {
        const char *p = line;
        size_t len;
        const char *w = word(&len, &p, line + n);

        if (!is_word(w, len, ERRATUM))
            continue;
        w = word(&len, &p, line + n);
        if (!is_suite(w, len, suite, sha256))
            continue;
        w = word(&len, &p, line + n);
        if (len == 0 || len >= REGSTATUS_CASE_MAX)
            return no_list(e);
        memcpy(out->case_id, w, len);
        out->case_id[len] = 0;
        *found = true;
        return parse_entry(out->since, &out->index, p, line + n, e);
    }
    return *at == end ? 0 : no_list(e);
}

bool regstatus_is_fresh(const struct regstatus *s, const char *time)
{
    return strcmp(time, s->next) <= 0;
}
